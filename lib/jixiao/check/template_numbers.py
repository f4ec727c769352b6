"""Numbers in a spreadsheet that was filled in by hand: of which row each line is."""

from __future__ import annotations

from ..extract.template import filled_lines
from ..report import Report
from ..report.template import MARK


def is_template(report: Report) -> bool:
    """Whether the report's document is the spreadsheet of `report.template`."""
    document = report.document
    return document is not None and bool(document.lines) and document.lines[0].text.endswith(MARK)


def template_numbers(report: Report) -> tuple[dict[int, tuple[str, int]], dict[int, str]]:
    """Line → (table, row of its CSV file) that it was filled in for; other lines → why they have no
    figures.
    """
    assert report.document is not None
    rows = {
        (name, line): (name, number)
        for name, table in report.tables.items()
        for number, line in enumerate(table["line"], start=2)
    }
    cells: dict[int, tuple[str, int]] = {}
    for table, lines in filled_lines(report.document):
        home = next((rows[table, line] for line in lines if (table, line) in rows), None)
        if home is not None:
            cells |= dict.fromkeys(lines, home)
    others = [line.number for line in report.document.lines if line.number not in cells]
    return cells, dict.fromkeys(others, "title")
