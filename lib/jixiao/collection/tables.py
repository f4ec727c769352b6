"""The tables of all reports in one, with department and year before every row."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from ..audit import audit_report
from ..report import Report
from ..schema import TABLES, schema

KEYS = (("department", "string"), ("year", "integer"))
REPORTS = (
    *KEYS,
    ("department_zh", "string"),
    ("department_en", "string"),
    ("self_score", "number"),
    ("grade", "string"),
    ("source", "string"),
    ("published", "string"),
    ("sha256", "string"),
)
FINDINGS = (
    *KEYS,
    ("number", "integer"),
    ("rule", "string"),
    ("kind", "string"),
    ("severity", "string"),
    ("message_en", "string"),
    ("message_zh", "string"),
    ("expected", "number"),
    ("printed", "number"),
    ("difference", "number"),
    ("tolerance", "number"),
    ("pages", "string"),
    ("quotes", "string"),
)


@dataclass(frozen=True)
class Collected:
    """One table of all reports: its columns with their Table Schema types, and its rows.

    Numbers are `Decimal`, integers `int`, all others `str`; what is missing is None.
    """

    columns: Sequence[tuple[str, str]]
    rows: Sequence[Sequence[object]]

    @property
    def names(self) -> list[str]:
        return [name for name, _ in self.columns]

    @property
    def places(self) -> int:
        """The most decimal places that any number has."""
        numbers = [cell for row in self.rows for cell in row if isinstance(cell, Decimal)]
        return max([0, *(-int(number.as_tuple().exponent) for number in numbers)])


def collect(reports: Iterable[Report]) -> dict[str, Collected]:
    """`reports`, each of the tables, and `findings`: name → what all the reports have of it."""
    on_file = list(reports)
    about = [_about(report) for report in on_file]
    collected = {"reports": Collected(REPORTS, about)}
    for name in TABLES:
        fields = [(field["name"], field["type"]) for field in schema(name)["fields"]]
        rows = [
            [report.department, report.year, *row]
            for report in on_file
            if name in report.tables
            for row in report.tables[name][[field for field, _ in fields]].itertuples(index=False)
        ]
        collected[name] = Collected((*KEYS, *fields), rows)
    collected["findings"] = Collected(FINDINGS, [r for report in on_file for r in _found(report)])
    return collected


def to_csv(table: Collected) -> str:
    """The table as CSV with a header line; a blank is missing."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(table.names)
    for row in table.rows:
        writer.writerow(["" if cell is None else _plain(cell) for cell in row])
    return out.getvalue()


def _plain(cell: object) -> str:
    return format(cell, "f") if isinstance(cell, Decimal) else str(cell)


def _about(report: Report) -> list[object]:
    about: Mapping[str, Any] = report.about
    sources = report.descriptor["sources"]
    source: Mapping[str, Any] = next((s for s in sources if s["name"] == "report"), {})
    score = about.get("self_score")
    return [
        report.department,
        report.year,
        about["department_zh"],
        about["department_en"],
        None if score is None else Decimal(str(score)),
        about.get("grade"),
        source.get("title"),
        source.get("date"),
        source.get("sha256"),
    ]


def _found(report: Report) -> list[list[object]]:
    if report.document is None:
        return []
    frame = audit_report(report).to_frame()
    names = [name for name, _ in FINDINGS[3:]]
    return [
        [report.department, report.year, number, *row]
        for number, row in enumerate(frame[names].itertuples(index=False), start=1)
    ]
