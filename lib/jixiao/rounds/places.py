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
        self._taken: dict[str, str] = {}  # folder → the name of the job

    def take(self, job: Job) -> None:
        """Note that the folder of `job` is its report's. Raises RequestError where it is taken already."""
        path = unicodedata.normalize("NFC", job.stem.parent.as_posix()).casefold()
        if other := self._taken.get(path):
            raise RequestError(
                "rounds.collision", name=job.name, other=other, path=job.stem.as_posix()
            )
        self._taken[path] = job.name
