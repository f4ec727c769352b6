"""The house font as memory for matplotlib, which else reads each letter from its file anew, several times
for every text: the same pictures in two thirds of the time.
"""

from __future__ import annotations

import mmap
from functools import cache
from typing import Any

from matplotlib import font_manager, ft2font

from ..base.font_file import font_file


class FontsInMemory:
    """matplotlib's module `ft2font`, but that the house font is opened from memory where it is drawn with.

    What only looks at a font, to add it to those that are known, opens its file.
    """

    def __getattr__(self, name: str) -> Any:
        return getattr(ft2font, name)

    @staticmethod
    def FT2Font(file: Any, **options: Any) -> ft2font.FT2Font:  # as it is called there
        drawn_with = any(name.startswith("_") for name in options)
        opened: Any = _held() if drawn_with and file == str(font_file()) else file
        return ft2font.FT2Font(opened, **options)


def hold_font() -> None:
    """Let matplotlib draw with the font from memory, in this process and its forks."""
    font_manager.ft2font = FontsInMemory()  # type: ignore[attr-defined, assignment]
    font_manager._get_font.cache_clear()  # type: ignore[attr-defined]


@cache
def _held() -> mmap.mmap:
    with font_file().open("rb") as file:
        return mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
