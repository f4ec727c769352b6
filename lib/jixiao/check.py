"""A report's tables against their source and their own totals."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from .amounts import half_unit
from .analysis.budget import PARTS, figure
from .errors import Place, TableError
from .report import Report

QUOTED = ("budget", "accounts", "outcomes")
PHASES = ("approved", "revised", "outturn")


def check_quotes(report: Report) -> int:
    """How many quotes stand in the report's text at their page and line.

    Raises TableError at the first that does not, and where the text is not the one the descriptor
    names by its sha256.
    """
    document = report.document
    if document is None:
        return 0
    named = [
        source.get("text_sha256", source.get("sha256"))
        for source in report.descriptor["sources"]
        if source["name"] == "report"
    ]
    if named != [document.sha256]:
        raise TableError(
            "the text is not the one that the tables were read from (sha256 differs)",
            where=f"{report.department}/{report.year}/{document.name}",
            remedy="restore it, or extract it again",
        )
    count = 0
    for name in (name for name in QUOTED if name in report.tables):
        for number, row in enumerate(report.tables[name].to_dict("records"), start=2):
            if row["page"] is None:
                continue
            place = Place(row["page"], row["line"])
            if not document.holds(str(row["quote"]), place):
                raise TableError(
                    f"row {number}, column quote: {row['quote']!r} does not stand on {place}",
                    where=f"{report.department}/{report.year}/{name}.csv",
                    remedy="correct the quote or its place",
                )
            count += 1
    return count


@dataclass(frozen=True)
class Total:
    """A printed total in 万元, the sum of its printed parts, and whether rounding explains both."""

    item: str
    phase: str
    printed: Decimal
    added: Decimal
    agrees: bool


def totals(report: Report) -> Iterator[Total]:
    """Every total whose parts are all printed, added up again."""
    if "budget" not in report.tables:
        return
    budget = report.tables["budget"]
    for whole, parts in PARTS.items():
        for phase in PHASES:
            total = figure(budget, whole, phase)
            summands = [figure(budget, part, phase) for part in parts]
            known = [summand for summand in summands if summand is not None]
            if total is None or len(known) < len(parts):
                continue
            tolerance = sum((half_unit(value) for value in known), half_unit(total))
            added = sum(known, Decimal(0))
            yield Total(whole, phase, total, added, abs(added - total) <= tolerance)


def total_notes(report: Report) -> Iterator[str]:
    """Totals that do not re-add, one line each; what is not printed is not compared."""
    for total in totals(report):
        if not total.agrees:
            yield (
                f"{total.item}, {total.phase}: the parts add up to {total.added:,f} 万元, "
                f"printed {total.printed:,f} 万元"
            )
