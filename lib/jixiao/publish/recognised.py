"""Marks on a page: which of its figures were recognised in a picture, and which are in doubt."""

from __future__ import annotations

import re
from collections.abc import Sequence

from markupsafe import escape

from ..labels import label
from ..labels.links import CSS_CLASS, source_anchor
from ..report import Report
from ..schema import READING

_LINK = re.compile(rf'<a class="{CSS_CLASS}" href="#([^"]*)"')


def mark_recognised(
    html: str, reports: Sequence[Report], language: str, *, by_year: bool = False
) -> str:
    """`html` in which every link to a row that was recognised says so (`data-reading`, and a name
    for who does not see it). Pages of other reports stay as they are.
    """
    readings: dict[str, str] = {}
    for report in reports:
        for table in report.tables.values():
            if READING["name"] not in table.columns:
                continue
            for row in table.dropna(subset=READING["name"]).to_dict("records"):
                year = report.year if by_year else None
                document = None if row["document"] == report.primary else row["document"]
                anchor = source_anchor(row["page"], row["line"], year, document)
                # A link leads to a line; one row of it in doubt, of whatever table, is enough.
                if readings.get(anchor) != "doubtful":
                    readings[anchor] = row["reading"]
    if not readings:
        return html
    words = {name: label(f"page.reading.{name}", language) for name in set(readings.values())}

    def marked(match: re.Match[str]) -> str:
        reading = readings.get(match[1])
        if reading is None:
            return match[0]
        return f'{match[0]} data-reading="{reading}" data-said="{escape(words[reading])}"'

    return _LINK.sub(marked, html)
