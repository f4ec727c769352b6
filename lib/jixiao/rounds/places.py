"""The folders below the outputs that jobs write to: no two departments share one."""

from __future__ import annotations

import unicodedata
from pathlib import Path

from ..base.errors import RequestError


class Places:
    """Which job took a folder first, so that no two departments share one. File systems that know no
    capitals, and ones that compose accents, are thought of.
    """

    def __init__(self) -> None:
        self._taken: dict[str, str] = {}  # folder → the name of the job

    def take(self, stem: Path, name: str) -> None:
        """Note that the folder of the output `stem` is that of the job called `name`.

        Raises RequestError where it is another's already.
        """
        path = unicodedata.normalize("NFC", stem.parent.as_posix()).casefold()
        if other := self._taken.get(path):
            raise RequestError("rounds.collision", name=name, other=other, path=stem.as_posix())
        self._taken[path] = name
