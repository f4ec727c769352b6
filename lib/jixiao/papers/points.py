"""Points that a form prints and its own figures do not bear out."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from ..report import Report
from ..report.documents import COLUMN

_OPEN = ("missed", "contradicted", "in_progress")


@dataclass(frozen=True)
class PointsLine:
    """An indicator that has all its points although its own words do not show it as reached."""

    number: int
    name: str
    printed: Decimal
    weight: Decimal
    status: str
    page: int
    line: int
    document: str


@dataclass(frozen=True)
class PointsApart:
    """`points` of all that are `printed`, with the lines that they stand in."""

    points: Decimal
    printed: Decimal
    lines: tuple[PointsLine, ...]


def points_apart(report: Report) -> PointsApart:
    """The points of indicators that are missed, contradicted or in progress and have all of them."""
    printed, lines = Decimal(0), []
    if "indicators" in report.tables:
        for row in report.sure.tables["indicators"].itertuples():
            if row.score is None or row.weight is None:
                continue
            printed += row.score
            if row.status in _OPEN and row.score >= row.weight > 0:
                document = str(getattr(row, COLUMN))
                lines.append(
                    PointsLine(
                        row.seq,
                        row.name,
                        row.score,
                        row.weight,
                        str(row.status),
                        row.page,
                        row.line,
                        document,
                    )
                )
    return PointsApart(sum((line.printed for line in lines), Decimal(0)), printed, tuple(lines))
