"""Lists of the review page: what no table took, and what is no part of the document's text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from ..labels import label
from ..source import Document

_LISTED = 12  # passages of one reason
_LONGEST = 60  # characters of what was set aside


def left_out(unread: Sequence[Mapping[str, Any]], language: str) -> Iterator[str]:
    """The passages that no table took, those of one reason together."""
    by_reason: dict[str, list[str]] = {}
    for passage in unread:
        place = label("review.location", language, page=passage["page"], line=passage["line"])
        by_reason.setdefault(passage["reason"], []).append(f"{passage['words']} ({place})")
    for reason, found in by_reason.items():
        why = label(f"review.why.{reason}", language)
        more = " …" if len(found) > _LISTED else ""
        said = "; ".join(found[:_LISTED]) + more
        yield label("review.unread", language, count=len(found), why=why, words=said)


def set_aside(document: Document, language: str) -> Iterator[str]:
    """What stands in the file and a reader of it does not see, or sees apart from the text."""
    by_reason: dict[str, list[str]] = {}
    for aside in document.asides:
        place = f"{aside.page}" if aside.line is None else f"{aside.page}:{aside.line}"
        by_reason.setdefault(aside.reason, []).append(f"{aside.text[:_LONGEST]} ({place})")
    for reason, found in by_reason.items():
        why = label(f"review.aside.{reason}", language)
        said = "; ".join(found[:_LISTED]) + (" …" if len(found) > _LISTED else "")
        yield label("review.set_aside", language, count=len(found), why=why, words=said)
