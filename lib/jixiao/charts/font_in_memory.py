"""The house font as memory while a picture is drawn. matplotlib reads each letter from its file, several
times for every text: the same pictures in three quarters of the time.

Only there: what is saved as PDF carries the font's file, which a font from memory has not.
"""

from __future__ import annotations

import io
import os
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache, lru_cache
from typing import Any

from matplotlib import font_manager, ft2font

from ..base.font_file import font_file

_MOST = 64  # fonts that are kept open, as matplotlib keeps them
# None of another matplotlib, which opens its fonts elsewhere: there they are read from the file.
_open: Any = getattr(getattr(font_manager, "_get_font", None), "__wrapped__", None)


class FontsInMemory:
    """matplotlib's module `ft2font`, but that the house font is opened from memory."""

    def __getattr__(self, name: str) -> Any:
        return getattr(ft2font, name)

    @staticmethod
    def FT2Font(file: Any, **options: Any) -> ft2font.FT2Font:  # as it is called there
        opened: Any = io.BytesIO(_content()) if file == str(font_file()) else file
        return ft2font.FT2Font(opened, **options)


@contextmanager
def font_from_memory() -> Iterator[None]:
    """Within it matplotlib draws with the font from memory, outside of it from its file."""
    if _open is None:
        yield
        return
    own: Any = font_manager._get_font  # type: ignore[attr-defined]
    font_manager._get_font = _opened  # type: ignore[attr-defined]
    try:
        yield
    finally:
        font_manager._get_font = own  # type: ignore[attr-defined]


@lru_cache(_MOST)
def _opened(*files: Any, **options: Any) -> ft2font.FT2Font:
    """As matplotlib opens a font with those that stand in for its missing letters."""
    plain = font_manager.ft2font  # type: ignore[attr-defined]
    font_manager.ft2font = FontsInMemory()  # type: ignore[attr-defined, assignment]
    try:
        font: ft2font.FT2Font = _open(*files, **options)
        return font
    finally:
        font_manager.ft2font = plain  # type: ignore[attr-defined]


@cache
def _content() -> bytes:
    return font_file().read_bytes()


if hasattr(os, "register_at_fork"):  # none is used across a fork, as matplotlib has it
    os.register_at_fork(after_in_child=_opened.cache_clear)
