"""Marks on a page: which of its figures were recognised in a picture, and which are in doubt."""

from __future__ import annotations

import re
from collections.abc import Sequence

from markupsafe import escape

from ..labels import label
from ..report import Report
from ..schema import READING
from ..source.reference import CSS_CLASS, source_anchor

_LINK = re.compile(rf'<a class="{CSS_CLASS}" href="#([^"]*)"')


def mark_recognised(
    html: str, reports: Sequence[Report], language: str, *, by_year: bool = False
) -> str:
    """`html` in which every link to a row that was recognised says so (`data-reading`, and a name
    for who does not see it). Pages of other reports stay as they are.
    """
    readings = {
        source_anchor(row["page"], row["line"], report.year if by_year else None): row["reading"]
        for report in reports
        for table in report.tables.values()
        if READING["name"] in table.columns
        # What is in doubt comes last, and stays.
        for row in table.sort_values(READING["name"], ascending=False).to_dict("records")
        if row["reading"] is not None
    }
    if not readings:
        return html
    words = {name: label(f"page.reading.{name}", language) for name in set(readings.values())}

    def marked(match: re.Match[str]) -> str:
        reading = readings.get(match[1])
        if reading is None:
            return match[0]
        return f'{match[0]} data-reading="{reading}" data-said="{escape(words[reading])}"'

    return _LINK.sub(marked, html)
