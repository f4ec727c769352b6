"""The many small parts of the review page as HTML: the lines of the source with their numbers, the
boxes on a page's picture, and the rows of a table as read.

They are written here and not in the template, which takes three times as long for them. All text is
escaped.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from html import escape

from markupsafe import Markup

from ..check import Number
from ..source import Line
from .review_sheets import Marked
from .review_tables import ReadCell, ReadRow


def line_html(line: Line, own: Sequence[Number], titles: Mapping[Number, str]) -> Markup:
    """A line of the source; each of its numbers says what came of it and leads to its row."""
    parts: list[str] = []
    at = 0
    for one in own:
        parts.append(escape(line.text[at : one.start]))
        at = one.end
        text, title = escape(line.text[one.start : one.end]), escape(titles[one])
        if one.row:
            href = escape(f"#{one.table}-{one.row}")
            parts.append(f'<a data-read="{one.state}" href="{href}" title="{title}">{text}</a>')
        else:
            said = f' title="{title}"' if title else ""
            parts.append(f'<span data-read="{one.state}"{said}>{text}</span>')
    parts.append(escape(line.text[at:]))
    number = line.number
    return Markup(f'<li id="line-{number}" value="{number}">{"".join(parts)}</li>\n')


def boxes_html(boxes: Iterable[Marked]) -> Markup:
    """The boxes over a picture; those of rows lead to them."""
    return Markup("".join(map(_box, boxes)))


def _box(box: Marked) -> str:
    title, own = escape(box.title), f' id="{escape(box.id)}"' if box.id else ""
    shown = f'{own} class="box" data-box="{box.state}" style="{box.style}"'
    if not box.href:
        return f'<span{shown} title="{title}"></span>'
    href = escape(box.href)
    return f'<a{shown} href="{href}" tabindex="-1" aria-label="{title}" title="{title}"></a>'


def rows_html(rows: Iterable[ReadRow]) -> Markup:
    """The rows of a table; a cell leads to the line where it begins."""
    return Markup("".join(map(_row, rows)))


def _row(row: ReadRow) -> str:
    head = row.kind == "head"
    return f'<tr data-kind="{row.kind}">{"".join(_cell(cell, head) for cell in row.cells)}</tr>\n'


def _cell(cell: ReadCell, head: bool) -> str:
    tag = "th" if head else "td"
    how = ' scope="col"' if head else ""
    if cell.rows > 1:
        how += f' rowspan="{cell.rows}"'
    if cell.columns > 1:
        how += f' colspan="{cell.columns}"'
    if cell.continued:
        how += " data-continued"
    text = f'<a href="#line-{cell.line}">{escape(cell.text)}</a>' if cell.line else ""
    return f"<{tag}{how}>{text}</{tag}>"
