"""Tables of a web page that its style sheets make of other elements (display: table-cell)."""

from __future__ import annotations

from collections.abc import Mapping
from statistics import median

from lxml.html import HtmlElement

from .html_styles import ElementStyle

# What is displayed so → the element that it stands for.
_DISPLAYED = {
    "table": "table",
    "inline-table": "table",
    "table-row": "tr",
    "table-cell": "td",
    "table-header-group": "thead",
    "table-row-group": "tbody",
    "table-footer-group": "tfoot",
    "table-caption": "caption",
}
_GROUPS = {"thead", "tbody", "tfoot"}
_LONG = 100  # characters: cells that are mostly longer only lay out the page


def name_tables(seen: Mapping[HtmlElement, ElementStyle]) -> None:
    """Gives the parts of such tables the names of the elements that they stand for.

    A table has at least two rows of several cells; what has fewer only lays out the page.
    """
    rows: dict[HtmlElement, list[HtmlElement]] = {}  # table → its rows
    for element, style in seen.items():
        table = _table_of(element, seen) if _DISPLAYED.get(style.display) == "tr" else None
        if table is not None and element.tag != "tr":
            rows.setdefault(table, []).append(element)
    for table, own in rows.items():
        cells = [[cell for cell in row if _named(cell, seen) == "td"] for row in own]
        lengths = [len(cell.text_content()) for row in cells for cell in row]
        if sum(len(row) > 1 for row in cells) < 2 or median(lengths) > _LONG:
            continue
        for row, parts in zip(own, cells, strict=True):
            row.tag = "tr"
            for cell in parts:
                cell.tag = "td"
            if (group := row.getparent()) is not table and group is not None:
                group.tag = _named(group, seen)
        table.tag = "table"
        for part in table:
            if _named(part, seen) == "caption":
                part.tag = "caption"


def _named(element: HtmlElement, seen: Mapping[HtmlElement, ElementStyle]) -> str:
    return _DISPLAYED.get(seen.get(element, ElementStyle()).display, "")


def _table_of(row: HtmlElement, seen: Mapping[HtmlElement, ElementStyle]) -> HtmlElement | None:
    """The element that a row, or its group, stands in; None where that is shown as no table."""
    above = row.getparent()
    if above is not None and _named(above, seen) in _GROUPS:
        above = above.getparent()
    return above if above is not None and _named(above, seen) == "table" else None
