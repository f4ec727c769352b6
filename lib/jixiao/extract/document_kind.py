"""What kind of document this is, of which office and year, and how that is known."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from ..catalogue import wordings
from ..grid.grid import Grid
from ..source import Document
from .cover import (
    MoneyTitle,
    cover_lines,
    family_of_parts,
    is_same_office,
    money_title,
    office_on,
    owner_of_tables,
    plain_line,
    year_of_filling,
    year_of_tables,
)
from .statements.kinds import kind_of

_TITLES = re.compile("《[^》]*》")
Kind = Literal["evaluation", "accounts", "budget", "assessment", "targets", "other", "unknown"]


@dataclass(frozen=True)
class DocumentKind:
    """`how`: cover, tables, or nothing; `words`: what on the cover, or which tables, said so.

    `department` and `year` are None where they are not known. `year_on_cover`: the year stands in the
    title or on the cover; a year that tables and captions tell may be another's. `owner`: another
    office than that of the cover, which most of its tables name.
    """

    kind: Kind
    how: Literal["cover", "tables", "nothing"]
    words: str = ""
    year: int | None = None
    department: str | None = None
    year_on_cover: bool = True
    owner: str | None = None


def document_kind(document: Document, grids: Sequence[Grid] = ()) -> DocumentKind:
    """What `document` is by its cover; where that does not say, by its tables `grids`."""
    lines = cover_lines(document)
    title = money_title(lines)
    found: list[tuple[int, DocumentKind]] = []
    if title and not title.whole:
        at = len("".join(lines[: title.start]))
        found.append((at, _of_money(title, lines, document)))
    cover = "".join(lines)
    for entry in wordings("document_kinds")["kinds"]:
        if entry["kind"] == "other":
            continue
        matches = (re.search(pattern, cover) for pattern in entry["covers"])
        if match := next((match for match in matches if match), None):
            named = _named(entry["covers"], lines) or match
            found.append((match.start(), _by_cover(entry["kind"], named, lines)))
    if found:  # of two titles the one that comes first
        first = min(found, key=lambda entry: entry[0])[1]
        if first.kind == "assessment" and _is_own(document):
            first = replace(first, kind="evaluation")
        return first
    tables = _by_tables(grids)
    if title and title.whole:
        return DocumentKind("other", "cover", title.words, title.year)
    if words := _other_paper(lines, "government"):  # its tables have the kinds of an office's
        return DocumentKind("other", "cover", words, _year_on(words))
    if tables is None and (words := _other_paper(lines, "covers")):
        return DocumentKind("other", "cover", words, _year_on(words))
    parts = family_of_parts(document)
    if tables is None and parts is not None:
        tables = DocumentKind(parts[0], "cover", parts[1])
    if tables is None:
        return DocumentKind("unknown", "nothing")
    titled = money_title([plain_line(document.name.rpartition(".")[0])])  # the name of the file
    year, department = (titled.year, titled.department) if titled else (None, None)
    filled = year_of_filling(document) if tables.kind == "targets" else None
    return replace(
        tables,
        year=tables.year or filled or year_of_tables(document) or year,
        year_on_cover=False,
        department=_of_cover(lines, plain_name(owner_of_tables(document) or "")) or department,
    )


def _of_cover(lines: Sequence[str], owner: str | None) -> str | None:
    """The office that the cover names, where the `owner` of the tables is the same in other words.

    One that is named with more of its place in the tables keeps that name.
    """
    named = plain_name(office_on(lines, 0) or "")
    if not named or owner and (owner.endswith(named) or not is_same_office(owner, named)):
        return owner
    return named


def _is_own(document: Document) -> bool:
    """Whether a report that is called an evaluation is the office's own of itself."""
    words = wordings("document_kinds")["own_report"]
    text = _TITLES.sub("", "".join("".join(line.text.split()) for line in document.lines))
    own, other = (any(re.search(p, text) for p in words[key]) for key in ("own", "other"))
    return own and not other


def _named(patterns: Sequence[str], lines: Sequence[str]) -> re.Match[str] | None:
    """The first of `lines` that fits a pattern by itself and names an office with its place.

    Then the lines above it are labels of a page and no part of the name.
    """
    places: str = wordings("document_kinds")["title"]["places"]
    matches = (re.search(pattern, line) for line in lines for pattern in patterns)
    names = ((match, match.groupdict().get("department") or "") for match in matches if match)
    return next((match for match, name in names if re.search(f".{places}.", name)), None)


def _of_money(title: MoneyTitle, lines: Sequence[str], document: Document) -> DocumentKind:
    """A budget or accounts by its title; what that does not say, other words of the cover may."""
    names = wordings("document_kinds")["names"]
    cover = "".join(lines)
    labelled = next((name for line in lines if (name := _first(names["departments"], line))), "")
    owned = owner_of_tables(document)
    name = title.department or labelled or office_on(lines, title.start) or owned or ""
    on_cover = title.year or _first(names["years"], cover)
    year = on_cover or year_of_tables(document)
    return DocumentKind(
        title.family,
        "cover",
        title.words,
        int(year) if year else None,
        plain_name(name),
        bool(on_cover),
        owned if owned and not is_same_office(owned, name) else None,
    )


def _other_paper(lines: Sequence[str], group: str) -> str | None:
    """The title of an official paper of another kind: one of the first lines, or two, and whole."""
    patterns = next(
        entry[group] for entry in wordings("document_kinds")["kinds"] if entry["kind"] == "other"
    )
    for start in range(min(len(lines), 6)):
        for text in (lines[start], "".join(lines[start : start + 2])):
            if len(text) <= 80 and any(re.search(rf"(?:{p})[)）》]*$", text) for p in patterns):
                return text
    return None


def _year_on(words: str) -> int | None:
    match = re.search(r"(20\d\d)年", words)
    return int(match[1]) if match else None


def _by_cover(kind: Kind, match: re.Match[str], lines: Sequence[str]) -> DocumentKind:
    """`match`: of the title, which may name office and year; else labels on the cover may.

    A label's office ends with its line; one that goes on in the next is no office there.
    """
    words, cover = wordings("document_kinds"), "".join(lines)
    labels, groups = words["names"]["departments"], match.groupdict()
    offices = rf"[\u4e00-\u9fff（）()]+?{words['title']['offices']}"
    within = (name for line in lines if re.fullmatch(offices, name := _first(labels, line)))
    name = groups.get("department") or next(within, "") or _first(labels, cover)
    year = groups.get("year") or _first(words["names"]["years"], cover)
    return DocumentKind(kind, "cover", match[0], int(year) if year else None, plain_name(name))


def plain_name(name: str) -> str | None:
    """The name of an office without the words around it that are none of it; None if nothing is left."""
    for pattern in wordings("document_kinds")["names"]["dropped"]:
        name = re.sub(pattern, "", name)
    return name or None


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
    forms = wordings("document_kinds")["forms"]
    for kind, words in forms.items():
        count = sum(words in title for title in titles)
        if kind != "evaluation":  # 绩效目标自评表 tells what came of the targets
            count -= sum(words in title and forms["evaluation"] in title for title in titles)
        if count and count * 2 >= len(titles):
            return DocumentKind(kind, "tables", f"{count}", year)
    return None
