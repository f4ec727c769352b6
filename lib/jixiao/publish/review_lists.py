"""Lists of the review page: what no table took, and what is no part of the document's text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from ..base.language import Language
from ..labels import label
from ..source import Document

_LISTED = 12  # passages of one reason
_LONGEST = 60  # characters of what was set aside


def left_out(unread: Sequence[Mapping[str, Any]], language: Language) -> Iterator[str]:
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


def set_aside(document: Document, language: Language) -> Iterator[str]:
    """What stands in the file and a reader of it does not see, or sees apart from the text."""
    by_reason: dict[str, list[str]] = {}
    for aside in document.asides:
        place = f"{aside.page}" if aside.line is None else f"{aside.page}:{aside.line}"
        by_reason.setdefault(aside.reason, []).append(f"{aside.text[:_LONGEST]} ({place})")
    for reason, found in by_reason.items():
        why = label(f"review.aside.{reason}", language)
        said = "; ".join(found[:_LISTED]) + (" …" if len(found) > _LISTED else "")
        yield label("review.set_aside", language, count=len(found), why=why, words=said)


def doubtful(rows: Sequence[Mapping[str, Any]], language: Language) -> Iterator[str]:
    """The rows whose figure can hardly be what the document means, those of one reason together."""
    by_reason: dict[str, list[str]] = {}
    for row in rows:
        where = label("review.row", language, table=row["table"], row=row["row"])
        by_reason.setdefault(row["reason"], []).append(where)
    for reason, found in by_reason.items():
        why = label(f"review.doubtful.{reason}", language)
        said = "; ".join(found[:_LISTED]) + (" …" if len(found) > _LISTED else "")
        yield label("review.doubtful_rows", language, count=len(found), why=why, words=said)
