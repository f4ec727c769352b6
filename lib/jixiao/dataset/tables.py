"""The tables of all reports in one, with department and year before every row."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import partial
from typing import Any

import pandas as pd

from ..analysis.reasons import reasons
from ..audit import audit_report
from ..report import Report, ReportDocument
from ..report.frames import with_amounts
from ..schema import READING, TABLES
from ..storage.kept import kept_parts
from .columns import FINDINGS, REASONS, Columns, columns, columns_of


@dataclass(frozen=True)
class Collected:
    """One table of all reports: its columns with their Table Schema types, and its rows.

    Numbers are `Decimal`, integers `int`, all others `str`; what is missing is None.
    """

    columns: Columns
    rows: Sequence[Sequence[object]]

    @property
    def names(self) -> list[str]:
        return [name for name, _ in self.columns]

    @property
    def places(self) -> list[int]:
        """The most decimal places in each column."""
        return most_places([[0] * len(self.columns), *map(places, self.rows)])


def rows_of(report: Report, wanted: Collection[str] = ()) -> dict[str, list[list[object]]]:
    """What one report has of each of them; of those that are `wanted` alone, if any are named."""
    keys = [report.department, report.year]
    makers: dict[str, Callable[[], list[list[object]]]] = {
        "reports": lambda: [_about(report)],
        "documents": lambda: [[*keys, *_source(each)] for each in report.documents.values()],
        **{name: partial(_rows, report, name) for name in TABLES if name in report.tables},
        "reasons": lambda: list(_reasons(report)),
        "findings": lambda: _found(report),
    }
    return {name: make() for name, make in makers.items() if not wanted or name in wanted}


def _rows(report: Report, name: str) -> list[list[object]]:
    table = _every_column(report.tables[name], name)
    return [[report.department, report.year, *row] for row in table.itertuples(index=False)]


def _source(document: ReportDocument) -> list[object]:
    """The published file of a document, if it has one."""
    sources = document.descriptor["sources"]
    source: Mapping[str, Any] = next((s for s in sources if s["name"] == "report"), {})
    pages = document.text.page_count if document.text else None
    return [document.name, *map(source.get, ("title", "path", "date", "sha256")), pages]


def _every_column(table: pd.DataFrame, name: str) -> pd.DataFrame:
    """With the column of recognised rows, blank where a table has none, and that of amounts."""
    whole = table if READING["name"] in table.columns else table.assign(**{READING["name"]: None})
    return with_amounts(whole, name)[[column for column, _ in columns_of(name)]].astype(object)


def collect(
    reports: Iterable[Report], wanted: Collection[str] | None = None
) -> dict[str, Collected]:
    """`reports`, each of the tables, `reasons` and `findings`: name → what all the reports have of it. Of those
    that are `wanted` alone, if given: findings take longest.
    """
    names = [name for name in columns() if wanted is None or name in wanted]
    rows: dict[str, list[list[object]]] = {name: [] for name in names}
    for report in reports:
        for name, own in rows_of(report, names).items():
            rows[name] += own
    return {name: Collected(columns()[name], rows[name]) for name in names}


def to_csv(table: Collected) -> str:
    """The table as CSV with a header line; a blank is missing."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(table.names)
    writer.writerows(plain(row) for row in table.rows)
    return out.getvalue()


def plain(row: Sequence[object]) -> list[str]:
    """The cells of a row as CSV holds them; what is missing is blank."""
    return ["" if cell is None else _plain(cell) for cell in row]


def places(row: Sequence[object]) -> list[int]:
    """The decimal places of each cell of a row; 0 for what is no number."""
    return [
        max(0, -int(cell.as_tuple().exponent)) if isinstance(cell, Decimal) else 0 for cell in row
    ]


def most_places(rows: Iterable[Sequence[int]]) -> list[int]:
    """The most of each column."""
    return [max(column) for column in zip(*rows, strict=True)]


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


def _reasons(report: Report) -> Iterator[list[object]]:
    """The reasons that each document gives in its own words, see `analysis.reasons`."""
    names = [name for name, _ in REASONS[3:]]
    for name, document in report.documents.items():
        if document.text is None:
            continue
        for row in reasons(report.of(name))[names].itertuples(index=False):
            yield [report.department, report.year, name, *row]


def _found(report: Report) -> list[list[object]]:
    """The findings of its audit, which takes several times as long as all else; see `storage.kept`."""
    if report.document is None:
        return []
    keys = [report.department, report.year]
    with kept_parts(f"findings/{report.department}-{report.year}") as parts:
        rows = parts.of(report.digest or "", lambda: _audited(report))
    return [[*keys, number, *row] for number, row in enumerate(rows, start=1)]


def _audited(report: Report) -> list[list[object]]:
    frame = audit_report(report).to_frame()
    names = [name for name, _ in FINDINGS[3:]]
    return [list(row) for row in frame[names].itertuples(index=False)]
