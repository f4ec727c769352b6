"""Points that a form prints above those that its own figures give (see `scoring`)."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from ..report import Report
from ..scoring import scores

_OVER = "over_weight"


@dataclass(frozen=True)
class PointsLine:
    """A line with more points than recomputed: `written` is the formula with its numbers.

    `of`: the project, "" for the department's own form.
    """

    of: str
    name: str
    printed: Decimal
    recomputed: Decimal
    weight: Decimal
    written: str
    page: int
    line: int
    document: str

    @property
    def apart(self) -> Decimal:
        return self.printed - self.recomputed


@dataclass(frozen=True)
class PointsApart:
    """`points` above what was recomputed, of all that are `printed`, with the lines of them."""

    points: Decimal
    printed: Decimal
    lines: tuple[PointsLine, ...]


def points_apart(report: Report) -> PointsApart:
    """The points of `report` that are above what its own figures give, by the scheme that binds it.

    Points below are no risk: an office may take them, and often says why.
    """
    printed, lines = Decimal(0), []
    for row in scores(report.sure).to_dict("records"):
        if row["printed"] is None:
            continue
        printed += row["printed"]
        above = str(row["kind"]) == _OVER or str(row["kind"]).endswith("_above")
        full = row["high"] if row["high"] is not None else row["weight"]
        if not above or full is None or row["printed"] <= full or row["page"] is None:
            continue
        lines.append(
            PointsLine(
                str(row["of"] or ""),
                str(row["name"] or ""),
                row["printed"],
                full,
                row["weight"],
                str(row["written"] or ""),
                int(row["page"]),
                int(row["line"] or 0),
                str(row["document"]),
            )
        )
    return PointsApart(sum((line.apart for line in lines), Decimal(0)), printed, tuple(lines))
