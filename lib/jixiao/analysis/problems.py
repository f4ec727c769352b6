"""The problems and measures that a year's documents name: of forms, and of sections of their text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal, NamedTuple

from ..catalogue import wordings
from ..report import Report
from ..report.documents import PUBLISHED, ReportDocument
from ..source.line import Line

Kind = Literal["problem", "measure"]
_LEAST = 6  # characters of a statement: what is shorter is a heading or nothing
# How headings are numbered, the highest first: a section ends at the next of its own kind or above.
_LEVELS = (
    re.compile(r"^第[一二三四五六七八九十]+部分"),
    re.compile(r"^[一二三四五六七八九十]+、"),
    re.compile(r"^[（(][一二三四五六七八九十]+[)）]"),
)
_STOPS = re.compile(r"[。；;]")


class NamedProblem(NamedTuple):
    """A problem or a measure in its own words, and where it stands."""

    year: int
    document: str
    beside: str | None
    kind: Kind
    project: str | None
    text: str
    page: int
    line: int


def statements_of(report: Report) -> list[NamedProblem]:
    """Every problem and measure that the documents of a year name, in their order."""
    found: list[NamedProblem] = []
    for name, document in report.documents.items():
        if name == PUBLISHED:
            continue
        beside = None if name == report.primary else name
        for kind, project, text, page, line in (*_of_text(document), *_of_forms(document)):
            for part in _parts(text):
                found.append(
                    NamedProblem(report.year, name, beside, kind, project, part, page, line)
                )
    return list({(one.kind, one.text): one for one in reversed(found)}.values())[::-1]


def _of_forms(document: ReportDocument) -> Iterator[tuple[Kind, str | None, str, int, int]]:
    if "projects" not in document.tables:
        return
    for row in document.tables["projects"].itertuples():
        if row.problems:
            yield "problem", row.name, row.problems, row.page, row.line or 1
        if row.measures:
            yield "measure", row.name, row.measures, row.page, row.line or 1


def _of_text(document: ReportDocument) -> Iterator[tuple[Kind, str | None, str, int, int]]:
    """The lines below a heading that names problems or measures, a passage each."""
    heads = wordings("follow_up")["headings"]
    level: int | None = None
    kind: Kind | None = None
    passage: list[Line] = []
    for line in document.text.lines if document.text else ():
        text = "".join(line.text.split())
        at = next((n for n, pattern in enumerate(_LEVELS) if pattern.match(text)), None)
        title = _LEVELS[at].sub("", text).rstrip(":：。") if at is not None else ""
        named = next(
            (k for k in ("problem", "measure") if title and re.search(heads[k], title)), None
        )
        ends = at is not None and level is not None and (at <= level or named)
        if ends or named:
            if kind and passage:
                yield kind, None, _text(passage), passage[0].page, passage[0].number
            passage = []
            kind, level = (named, at) if named else (None, None)  # type: ignore[assignment]
        elif kind and text:
            passage.append(line)
    if kind and passage:
        yield kind, None, _text(passage), passage[0].page, passage[0].number


def _text(lines: list[Line]) -> str:
    return "".join("".join(line.text.split()) for line in lines)


def _parts(text: str) -> Iterator[str]:
    """A passage in its statements, numbering left out."""
    words = wordings("follow_up")["words"]
    for part in _STOPS.split("".join(text.split())):
        said = re.sub(words["numbering"], "", part).strip("，,、 ")
        if len(said) >= _LEAST and not re.search(words["nothing"], said):
            yield said
