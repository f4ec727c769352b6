"""What kind of document this is, of which office and year, and how that is known."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from ..catalogue import wordings
from ..grid.grid import Grid
from ..source import Document
from .statements.kinds import kind_of

Kind = Literal["evaluation", "accounts", "budget", "assessment", "targets", "other", "unknown"]


@dataclass(frozen=True)
class DocumentKind:
    """`how`: cover, tables, or nothing; `words`: what on the cover, or which tables, said so.

    `department` and `year` are None where they are not known.
    """

    kind: Kind
    how: Literal["cover", "tables", "nothing"]
    words: str = ""
    year: int | None = None
    department: str | None = None


def document_kind(document: Document, grids: Sequence[Grid] = ()) -> DocumentKind:
    """What `document` is by its cover; where that does not say, by its tables `grids`."""
    cover = cover_text(document)
    found: list[tuple[int, Kind, re.Match[str]]] = []
    for entry in wordings("document_kinds")["kinds"]:
        matches = (re.search(pattern, cover) for pattern in entry["covers"])
        if match := next((match for match in matches if match), None):
            found.append((match.start(), entry["kind"], match))
    if found:  # of two titles the one that comes first; of two names of one, that of the list
        _, kind, match = min(found, key=lambda entry: entry[0])
        return _by_cover(kind, match, cover)
    return _by_tables(grids) or DocumentKind("unknown", "nothing")


def cover_text(document: Document) -> str:
    """The lines above the contents page as one, without spaces."""
    words = wordings("document_kinds")
    found: list[str] = []
    for line in document.lines:
        text = "".join(line.text.split())
        if not text:
            continue
        if re.match(words["contents"], text) or len(found) == words["lines"]:
            break
        found.append(text)
    return re.sub(r"[“”\"]", "", "".join(found))


def _by_cover(kind: Kind, match: re.Match[str], cover: str) -> DocumentKind:
    """`match`: of the title, which may name office and year; else labels on the cover may."""
    words = wordings("document_kinds")["names"]
    groups = match.groupdict()
    name = groups.get("department") or _first(words["departments"], cover)
    for pattern in words["dropped"]:
        name = re.sub(pattern, "", name)
    year = groups.get("year") or _first(words["years"], cover)
    return DocumentKind(kind, "cover", match[0], int(year) if year else None, name or None)


def _first(patterns: Sequence[str], cover: str) -> str:
    """What the first of `patterns` that is found on the cover names; "" if none is."""
    found = (re.search(pattern, cover) for pattern in patterns)
    return next((match[1] for match in found if match), "")


def _by_tables(grids: Sequence[Grid]) -> DocumentKind | None:
    """Three tables of one family, or most titles those of forms."""
    titles = [grid.title or "" for grid in grids]
    kinds = [kind for grid in grids if (kind := kind_of(grid))]
    years = [int(m[1]) for title in titles if (m := re.search(r"(20\d\d)年", title))]
    year = max(set(years), key=years.count) if years else None
    families = {name: sum(kind.family == name for kind in kinds) for name in ("accounts", "budget")}
    if len({kind.id for kind in kinds}) >= 3:
        family: Kind = "accounts" if families["accounts"] > families["budget"] else "budget"
        return DocumentKind(family, "tables", f"{len(kinds)}", year)
    for kind, words in wordings("document_kinds")["forms"].items():
        count = sum(words in title for title in titles)
        if count and count * 2 >= len(titles):
            return DocumentKind(kind, "tables", f"{count}", year)
    return None
