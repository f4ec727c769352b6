"""What was saved since the last run, told from times of files alone: a hint what to begin with, no proof
that anything is due, or is not.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from ..storage.remote import address_of
from .jobs import REPORT_NOTEBOOKS
from .plan import Request
from .record import NAME


def saved_since_last_run(request: Request) -> frozenset[str] | None:
    """The names, without endings, of files of the data and the notebooks that are newer than the record
    of the last run; None where there is no such record here.
    """
    if address_of(request.outputs) or address_of(request.data):
        return frozenset()
    try:
        last = (request.outputs / NAME).stat().st_mtime_ns
        return frozenset(
            name for folder in (request.notebooks, request.data) for name in _newer(folder, last)
        )
    except OSError:
        return None


def shows(notebook: str, saved: frozenset[str]) -> bool:
    """Whether the page of `notebook` shows a table of that name, or the notebook itself was saved."""
    return notebook in saved or not saved.isdisjoint(REPORT_NOTEBOOKS.get(notebook, ()))


def _newer(folder: str | Path, last: int) -> Iterator[str]:
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.name.startswith("."):
                continue
            if entry.is_dir():
                yield from _newer(entry.path, last)
            elif entry.stat().st_mtime_ns > last:
                yield entry.name.partition(".")[0]
