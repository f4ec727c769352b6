"""The folders below the outputs that jobs write to: no two departments share one."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from ..base.errors import RequestError

if TYPE_CHECKING:
    from .jobs import Job


class Places:
    """Which job took a folder first, so that no two departments share one. File systems that know no
    capitals, and ones that compose accents, are thought of.
    """

    def __init__(self) -> None:
        self._taken: dict[str, Job] = {}

    def take(self, job: Job) -> None:
        """Note that `job` writes to its folder. Raises RequestError where that is another's."""
        folder = job.stem.parent
        path = unicodedata.normalize("NFC", folder.as_posix()).casefold()
        other = self._taken.setdefault(path, job)
        if other.stem.parent != folder:
            raise RequestError(
                "rounds.collision", name=job.name, other=other.name, path=job.stem.as_posix()
            )
