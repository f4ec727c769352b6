"""What no document is as large as: lines, characters and pages of whatever kind of file."""

from __future__ import annotations

from pathlib import Path

from ..base.errors import SourceError
from .document import Document
from .limits import MAX_CHARACTERS, MAX_LINE, MAX_LINES, Limits


def within_bounds(document: Document, path: Path, limits: Limits) -> Document:
    """`document` itself, which was read from `path`.

    Raises SourceError for one of more lines, characters, pages or with a longer line than any
    report has: what reads tables goes over each of them many times.
    """
    check_lengths([len(line.text) for line in document.lines], path)
    limits.check_pages(document.page_count, path.name)
    return document


def check_lengths(lengths: list[int], where: object) -> None:
    """Raises SourceError where lines of such lengths, in characters, are too many or too long."""
    for what, count, most in (
        ("source.lines", len(lengths), MAX_LINES),
        ("source.characters", sum(lengths), MAX_CHARACTERS),
        ("source.long_line", max(lengths, default=0), MAX_LINE),
    ):
        if count > most:
            raise SourceError(what, where=where, count=f"{count:,}", most=f"{most:,}")
