"""A report's tables against their source and their own totals."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from ..analysis.budget import figure
from ..analysis.budget_items import PHASES
from ..base.amounts import half_unit
from ..base.errors import Place, ReportError, TableError
from ..base.said import Said
from ..catalogue.totals import divisions
from ..labels.numbers import exact
from ..report import Report, load_report
from ..report.by_hand import is_by_hand
from ..report.by_hand_faults import by_hand_faults
from ..report.documents import documents_on_file
from ..report.hand_written import table_text
from ..report.package import DESCRIPTOR, read_descriptor
from ..report.readings import in_doubt
from ..schema import TABLES, records, table_faults
from ..storage.own_file import own_bytes

MOST_TIMES = 10  # of what was given that an outturn may be without a note
QUOTED = ("budget", "statements", "outcomes")


def report_faults(department: str, year: int, data: Path) -> list[ReportError]:
    """Everything that is wrong with one report on file: each cell, quote and correction."""
    folder = data / department / str(year)
    faults: list[ReportError] = []
    try:
        for document in documents_on_file(folder):
            by_hand = is_by_hand(read_descriptor(folder / document / DESCRIPTOR))
            faults += _table_faults(folder / document, by_hand)
    except ReportError as error:
        return [error]
    if faults:
        return faults
    try:
        report = load_report(department, year, data)
    except ReportError as error:
        return [error]
    for name, filed in report.documents.items():
        if is_by_hand(filed.descriptor):
            faults += by_hand_faults(filed.tables, folder / name)
        own = report.of(name)
        faults += [*_text_faults(own), *(fault for fault in _quotes(own) if fault)]
    return faults


def _table_faults(folder: Path, by_hand: bool) -> list[ReportError]:
    faults: list[ReportError] = []
    for name in TABLES:
        path = folder / f"{name}.csv"
        if os.path.lexists(path):
            try:
                text = table_text(own_bytes(path), by_hand)
            except TableError as fault:
                faults.append(fault)
                continue
            except UnicodeDecodeError:
                faults.append(TableError("base.not_utf8", where=path))
                continue
            faults += table_faults(text, name, path, by_hand)
    return faults


def check_quotes(report: Report) -> int:
    """How many quotes stand in the text of the report's document at their page and line.

    Raises TableError at the first that does not, and where the text is not the one the descriptor
    names by its sha256.
    """
    for fault in _text_faults(report):
        raise fault
    count = 0
    for quote_fault in _quotes(report):
        if quote_fault:
            raise quote_fault
        count += 1
    return count


def _text_faults(report: Report) -> Iterator[TableError]:
    document = report.document
    if document is None:
        return
    named = [
        source.get("text_sha256", source.get("sha256"))
        for source in report.descriptor["sources"]
        if source["name"] == "report"
    ]
    if named != [document.sha256]:
        yield TableError(
            "check.other_text",
            where=f"{report.department}/{report.year}/{report.primary}/{document.name}",
        )


def _quotes(report: Report) -> Iterator[TableError | None]:
    """For each quote None, or the fault where it does not stand at its place."""
    document = report.document
    if document is None:
        return
    for name in (name for name in QUOTED if name in report.tables):
        for number, row in enumerate(records(report.tables[name]), start=2):
            if row["page"] is None:
                continue
            place = Place(row["page"], row["line"])
            stands = document.holds(str(row["quote"]), place)
            yield (
                None
                if stands
                else TableError(
                    "check.quote_not_there",
                    where=f"{report.department}/{report.year}/{report.primary}/{name}.csv",
                    row=number,
                    quote=row["quote"],
                    page=place.page,
                    line=place.line,
                )
            )


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
    for whole, parts in divisions("budget"):
        for phase in PHASES:
            total = figure(budget, whole, phase)
            summands = [figure(budget, part, phase) for part in parts]
            known = [summand for summand in summands if summand is not None]
            if total is None or len(known) < len(parts):
                continue
            tolerance = sum((half_unit(value) for value in known), half_unit(total))
            added = sum(known, Decimal(0))
            yield Total(whole, phase, total, added, abs(added - total) <= tolerance)


def notes(report: Report) -> Iterator[Said]:
    """What a person should look at: totals that do not re-add (what is not printed is not compared).

    Of a scan also how many rows of each table are in doubt.
    """
    for name, table in report.tables.items():
        if count := in_doubt(table):
            yield Said("check.in_doubt", table=name, count=count)
    yield from _other_units(report)
    for total in totals(report):
        if not total.agrees:
            yield Said(
                "check.total_differs",
                item=total.item,
                phase=total.phase,
                added=exact(total.added),
                printed=exact(total.printed),
            )


def _other_units(report: Report) -> Iterator[Said]:
    """Outturns of more than ten times what was given for them: often 元 under the name of 万元."""
    if "budget" not in report.tables:
        return
    budget = report.tables["budget"]
    for item in dict.fromkeys(budget["item"]):
        outturn = figure(budget, item, "outturn")
        known = [figure(budget, item, phase) for phase in ("approved", "revised")]
        given = [amount for amount in known if amount]
        if outturn is not None and given and outturn > MOST_TIMES * max(given):
            yield Said(
                "check.other_unit", item=item, outturn=exact(outturn), given=exact(max(given))
            )
