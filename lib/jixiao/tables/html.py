"""A table to read: a DataFrame as accessible HTML, and as text where HTML cannot be shown.

All text is escaped: a report's words are never markup. A cell that names its place in the source
links to it. On a page the table can be sorted, searched and filtered (see the page's script); here
is only what it needs to know: which columns hold numbers, and which offer a choice.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Generic, TypeVar

import pandas as pd
from jinja2 import Environment, Template
from markupsafe import Markup

from ..base.language import Language
from ..base.width import columns_of
from ..labels import label
from ..labels.links import Content, Rendered, html_of, text_of
from ..labels.numbers import MISSING

Row = TypeVar("Row", contravariant=True)  # what `itertuples()` gives: see `analysis.rows`

# What the longest cell of a column takes at most, in letters → the class that says so.
_ROOM = ((12, "brief"), (20, "middling"))

TEMPLATE = """\
<div class="jixiao-scroll" role="group" tabindex="0" aria-label="{{ caption }}">
<table class="jixiao-table">
<caption>{{ caption }}</caption>
<thead><tr>{% for c in columns %}<th scope="col"{% if c.numeric %} class="num"{% endif %}\
{% if c.choice %} data-choice{% endif %}>\
{{ c.heading }}</th>{% endfor %}</tr></thead>
<tbody>
{% for row in rows %}<tr>{% for cell in row %}{% if loop.first %}<th scope="row"\
{% else %}<td{% endif %}{% if cell.css %} class="{{ cell.css }}"{% endif %}\
{% if cell.anchor %} id="{{ cell.anchor }}"{% endif %}>\
{% if cell.status %}<span class="jixiao-status" data-status="{{ cell.status }}">{{ cell.html }}\
</span>{% else %}{{ cell.html }}{% endif %}\
{% for mark in cell.marks %}<sup class="jixiao-mark"><a href="#note-{{ mark }}">{{ mark }}</a></sup>\
{% endfor %}{% if loop.first %}</th>{% else %}</td>{% endif %}\
{% endfor %}</tr>
{% endfor %}</tbody>
</table></div>{% if left_out %}
<p class="jixiao-none">{{ left_out }}</p>{% endif %}"""


@dataclass(frozen=True)
class HtmlColumn(Generic[Row]):
    """One column of rows of one kind: its `heading`, and `text`, which writes the cell of a row.

    `status`: the row's status, for its colour; `marks`: the numbers of the footnotes of the row;
    `anchor`: the id by which the cell is linked; `choice`: a reader may pick rows by its words;
    `keep`: shown even where no row has anything in it.
    """

    heading: str
    text: Callable[[Row], Content]
    numeric: bool = False
    css: str = ""
    status: Callable[[Row], str | None] | None = None
    marks: Callable[[Row], Sequence[int]] | None = None
    anchor: Callable[[Row], str | None] | None = None
    choice: bool = False
    keep: bool = False


@dataclass(frozen=True)
class _Cell:
    content: Content
    css: str
    status: str | None
    marks: Sequence[int]
    anchor: str | None

    @property
    def html(self) -> Markup:
        return html_of(self.content)

    @property
    def plain(self) -> str:
        return text_of(self.content) + "".join(f" [{mark}]" for mark in self.marks)


class HtmlTable(Rendered):
    """A rendered table."""


def render(
    rows: pd.DataFrame,
    columns: Sequence[HtmlColumn[Row]],
    caption: str,
    language: Language,
    none: str = "",
    note: str = "",
    *,
    fold: bool = False,
) -> HtmlTable:
    """`rows` with the given columns. The first column heads its row.

    A column in which no row has anything is left out, and a line below the table says so; so is
    `note` said there. Without
    rows there is only the line `none`, which is the caption with a dash unless given. `fold`: behind
    a line that says what it is and how many rows it has.
    """
    if rows.empty:
        said = none or note or label("page.table.none", language, caption=caption)
        return HtmlTable(str(Markup('<p class="jixiao-none">{}</p>').format(said)), said)
    records = list(rows.itertuples())
    cells = _rows([[_cell(column, row) for row in records] for column in columns])
    shown = [
        at
        for at, column in enumerate(columns)
        if not at or column.keep or any(row[at].plain not in ("", MISSING) for row in cells)
    ]
    left_out = _left_out([c for at, c in enumerate(columns) if at not in shown], language)
    left_out = ("" if language == "zh" else " ").join(filter(None, [note, left_out]))
    columns = [columns[at] for at in shown]
    cells = [[row[at] for at in shown] for row in cells]
    html = template().render(caption=caption, columns=columns, rows=cells, left_out=left_out)
    lines = [" | ".join(cell.plain for cell in row) for row in cells]
    heading = " | ".join(column.heading for column in columns)
    table = HtmlTable(html, "\n".join(filter(None, [caption, heading, *lines, left_out])))
    if not fold:
        return table
    if re.search(rf"(?<!\d){len(rows)}(?!\d)", caption):  # the caption counts them
        return folded(table, caption)
    return folded(table, label("page.table.rows", language, caption=caption, count=len(rows)))


def folded(table: HtmlTable, words: str) -> HtmlTable:
    """`table` behind a line that opens it: for what is long and read by few."""
    html = Markup('<details class="fold"><summary>{}</summary>{}</details>')
    return HtmlTable(str(html.format(words, Markup(table.html))), table.text)


def opened(
    rows: pd.DataFrame,
    columns: list[HtmlColumn[Row]],
    caption: str,
    language: Language,
    none: str,
    shown: int,
) -> HtmlTable:
    """The first `shown` rows, and the others behind a line that says how many they are. `none`: the
    sentence where there is no row.
    """
    first = render(rows.head(shown), columns, caption, language, none)
    rest = rows.iloc[shown:]
    if rest.empty:
        return first
    words = label("projects.rest", language, count=len(rest))
    more = folded(render(rest, columns, words, language), words)
    return HtmlTable(first.html + more.html, f"{first.text}\n{more.text}")


def _left_out(columns: Sequence[HtmlColumn[Row]], language: Language) -> str:
    names = label("page.table.between", language).join(column.heading for column in columns)
    return label("page.table.left_out", language, names=names) if columns else ""


@cache
def template() -> Template:
    """The template of all tables, compiled once."""
    return Environment(autoescape=True).from_string(TEMPLATE)


def _rows(columns: Sequence[Sequence[_Cell]]) -> list[list[_Cell]]:
    """Cells row by row. A column for long words has that room only where its words are long."""
    return [list(row) for row in zip(*map(_fitted, columns), strict=True)]


def _fitted(cells: Sequence[_Cell]) -> Sequence[_Cell]:
    longest = max(columns_of(cell.plain) for cell in cells)
    if not {"wide", "long"} & set(cells[0].css.split()):
        return cells
    for room, css in _ROOM:
        if longest <= room:
            return [replace(cell, css=f"{cell.css} {css}".strip()) for cell in cells]
    return cells


def _cell(column: HtmlColumn[Row], row: Row) -> _Cell:
    css = " ".join(part for part in ("num" if column.numeric else "", column.css) if part)
    return _Cell(
        column.text(row),
        css,
        column.status(row) if column.status else None,
        column.marks(row) if column.marks else (),
        column.anchor(row) if column.anchor else None,
    )
