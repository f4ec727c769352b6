"""The index: every department and year with what is on file, what it says, and its pages.

There may be very many departments: they are asked for one after another, and what is written of them is
kept packed until all of it is.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any

from markupsafe import Markup

from ..base.language import Language
from ..frame.changes_link import MARK, with_changes
from ..frame.shell import finished, finished_part, page_frame, with_font
from ..frame.template import environment
from ..labels import label
from ..labels.numbers import per_cent
from ..labels.ranks import SEVERITIES
from ..labels.sentences import series
from .index_lines import IndexDepartment, IndexLine, Link, folded
from .index_sums import IndexSums, said_in_place
from .panels import HEIGHT, WIDTH, panel

_LINES, _PANELS = "<!-- lines -->", "<!-- panels -->"  # where these come to stand
LEAST_PANELS = 3  # departments whose charts stand side by side; of fewer the table says all
_MANY, _ROWS = 100, 20  # of so many rows so many are laid out at once; the script's MANY and PAGE
_AT_ONCE = 50  # departments that are written together


def index_parts(
    departments: Iterable[IndexDepartment],
    language: Language,
    alternates: Mapping[Language, str],
    changes: str | None = None,
    notice: str = "",
    spot_check: str | None = None,
) -> Iterator[str]:
    """The index page in `language`, part by part; `departments` are gone through twice. `changes`:
    address of the page of the last run's changes; `notice`: what stays on every screen; `spot_check`:
    address of the spot-check sheet.
    """
    sums = IndexSums(language)
    for department in departments:
        sums.add(department)
    written = _Written(sums)
    for some in _batches(departments):
        written.add(some)
    footer = [label("page.footer.made", language)]
    html = _render(
        "overview",
        sums,
        page=page_frame(
            label("page.index.title", language), language, None, alternates, footer, notice
        ),
        spot_check=spot_check,
        lead=label("page.index.lead", language),
        without=series(sums.without, language),
        lines_mark=Markup(_LINES),
        panels_mark=Markup(_PANELS),
        changes_mark=Markup(MARK),
    )
    frame = finished(html)
    if changes:
        frame = with_changes(frame, changes, language)
    head, lines, rest = with_font(frame, written.characters).partition(_LINES)
    between, panels, end = rest.partition(_PANELS)
    yield head
    if lines:
        yield from written.lines()
    yield between
    if panels:
        yield from written.panels()
    yield end


class _Written:
    """The lines and the charts of departments as HTML, packed, and the characters in them."""

    def __init__(self, sums: IndexSums) -> None:
        self.sums = sums
        self.characters: set[str] = set()
        self._number = 0
        self._lines: list[bytes] = []
        self._panels: list[bytes] = []

    def add(self, departments: Sequence[IndexDepartment]) -> None:
        sums = self.sums
        shown = [(each.name, _linked(each, sums.language)) for each in departments]
        lines = _render("overview_lines", sums, departments=shown, before=self._number)
        self._number += sum(len(entries) for _, entries in shown)
        self._lines.append(self._packed(finished_part(lines, "tbody", sums.language)))
        if sums.drawn < LEAST_PANELS:
            return
        figures = [
            (
                each.name,
                panel(
                    {e.year: e.rates for e in each.entries if e.rates}, sums.years, sums.language
                ),
                said_in_place(each, sums.language),
            )
            for each in departments
        ]
        panels = _render("overview_panels", sums, figures=figures)
        self._panels.append(self._packed(finished_part(panels, "div", sums.language)))

    def lines(self) -> Iterator[str]:
        return (zlib.decompress(part).decode() for part in self._lines)

    def panels(self) -> Iterator[str]:
        return (zlib.decompress(part).decode() for part in self._panels)

    def _packed(self, text: str) -> bytes:
        self.characters.update(text)
        return zlib.compress(text.encode())


def _linked(
    department: IndexDepartment, language: Language
) -> list[tuple[IndexLine, Sequence[Link]]]:
    """The lines of a department with their links; those of the department stand in the first."""
    lines = folded(department.entries, language)
    return [
        (line, [*line.links, *(() if number else department.links)])
        for number, line in enumerate(lines)
    ]


def _render(template: str, sums: IndexSums, **values: Any) -> str:
    return (
        environment()
        .get_template(f"{template}.html.j2")
        .render(
            **values,
            sums=sums,
            columns=sums.columns,
            shown=sums.drawn >= LEAST_PANELS,
            many=sums.lines > _MANY,
            page_rows=_ROWS,
            width=WIDTH,
            height=HEIGHT,
            hundred=per_cent("100", sums.language),
            severities=" / ".join(label(f"audit.severity.{s}", sums.language) for s in SEVERITIES),
            word=lambda key, **words: label(f"page.index.{key}", sums.language, **words),
        )
    )


def _batches(departments: Iterable[IndexDepartment]) -> Iterator[list[IndexDepartment]]:
    each = iter(departments)
    while some := list(islice(each, _AT_ONCE)):
        yield some
