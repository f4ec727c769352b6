"""Departments of one year side by side, whatever they publish.

A self-evaluation gives approved and revised budget and outturn of all money; final accounts give
the outturn of all money, and the approved budget of the general public budget alone. Each rate is
over its own denominator and says which; nothing is made comparable that is not.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, TypedDict

import pandas as pd

from ..base.amounts import percent
from ..base.language import Language
from ..labels import LANGUAGES
from ..report import Report
from ..report.documents import COLUMN
from ..report.readings import any_recognised
from .accounts import totals
from .budget import approved_item, figure, place_of, project_outturn_item
from .statement_rows import first_of, one_document, phase_of

_MONEY = {"budget", "statements"}  # tables of it
SOURCES = ("budget", "accounts", "budget_document")  # where amounts are read from
COLUMNS = (
    "department",
    "name_en",
    "name_zh",
    "year",
    "source",
    "approved_wan",
    "revised_wan",
    "outturn_wan",
    "of_approved_pct",
    "of_revised_pct",
    "basic_wan",
    "project_wan",
    "basic_pct",
    "sangong_wan",
    "page",
    "line",
    "places",
)


class MainAmounts(TypedDict):
    """What a document says of its money: columns of `overview`. What is not printed is None."""

    approved_wan: Decimal | None
    revised_wan: Decimal | None
    outturn_wan: Decimal | None
    of_approved_pct: Decimal | None
    of_revised_pct: Decimal | None
    basic_wan: Decimal | None
    project_wan: Decimal | None
    basic_pct: Decimal | None
    sangong_wan: Decimal | None
    page: int | None
    line: int | None
    places: Mapping[str, tuple[int, int]]


@dataclass(frozen=True)
class Department:
    """What is kept of a report to set it beside others of its year; its text and tables are not.

    `names`: by language; `rows`: those of `overview`; `notebook`: its own page of money; `recognised`: whether
    rows were recognised in pictures; `doubtful` and `unread`: how many figures of its money are not
    shown, and how many numbers were not read.
    """

    department: str
    year: int
    names: Mapping[Language, str]
    rows: Sequence[Mapping[str, Any]]
    notebook: str
    shown: bool  # whether it has a budget or final accounts
    recognised: bool
    doubtful: int
    unread: int


def department(report: Report) -> Department:
    """What is kept of `report`."""
    names: dict[Language, str] = {each: report.department_name(each) for each in LANGUAGES}
    of_row = {"department": report.department} | {f"name_{each}": names[each] for each in LANGUAGES}
    unread = (
        each.descriptor["jixiao"].get("unread_numbers", {}) for each in report.documents.values()
    )
    return Department(
        report.department,
        report.year,
        names,
        [
            {**of_row, "year": report.year, "source": source, **amounts}
            for source, amounts in _amounts(report.sure.tables)
        ],
        "budget" if "budget" in report.tables else "accounts",
        not _MONEY.isdisjoint(report.tables),
        any_recognised(report.tables),
        sum(figure.table in _MONEY for figure in report.doubtful),
        sum(entry["count"] for each in unread for name, entry in each.items() if name in _MONEY),
    )


def overview(reports: Iterable[Report]) -> pd.DataFrame:
    """As `side_by_side` of what is kept of `reports`."""
    return side_by_side([department(report) for report in reports])


def side_by_side(departments: Iterable[Department]) -> pd.DataFrame:
    """One row per document that states money, in the order of their departments.

    Columns: `department` (folder), `name_en`, `name_zh`, `year`; `source` (budget: the
    self-evaluation | accounts | budget_document);
    `approved_wan`, `revised_wan`, `outturn_wan`; `of_approved_pct` and `of_revised_pct`, of final
    accounts those of the general public budget; `basic_wan`, `project_wan` and `basic_pct`, the
    share of basic in both; `sangong_wan`, outturn of the three public expenses; `page`, `line` of
    the outturn, of a budget of its expenditure; `places`: the name of an amount (`outturn`) → page
    and line where it is printed as it stands here. What is not printed is None.
    """
    in_order = sorted(departments, key=lambda each: (each.year, each.department))
    rows = [row for each in in_order for row in each.rows]
    return pd.DataFrame(rows, columns=pd.Index(COLUMNS), dtype=object)


def main_amounts(tables: Mapping[str, pd.DataFrame]) -> tuple[str, MainAmounts] | None:
    """What a year's tables say of its money: the table it is read from, and the amounts.

    Keys as the columns of `overview` from `approved_wan` on. None where there is none: a year with
    several has its self-evaluation, else its final accounts.
    """
    return next(_amounts(tables), None)


def _amounts(tables: Mapping[str, pd.DataFrame]) -> Iterator[tuple[str, MainAmounts]]:
    """What each document of a year says of its money: what it is, and the amounts."""
    if "budget" in tables:
        yield "budget", _of_budget(tables["budget"])
    if "statements" in tables:
        statements = tables["statements"]
        named = list(dict.fromkeys(statements[COLUMN])) if COLUMN in statements.columns else [None]
        for name in named:
            rows = one_document(statements, name)
            spent = phase_of(rows) == "outturn"
            if spent and name == "budget":
                continue  # what a budget prints of another stage is no outturn of its year
            yield "accounts" if spent else "budget_document", _of_statements(rows)


def renamings(reports: Sequence[Report]) -> list[tuple[int, str, str]]:
    """Where the Chinese name changes from one year on file to the next: (year, before, after).

    `reports`: those of one department (and of the departments that it continues), ascending. An
    English name is a translation and may stay.
    """
    named = [(report.year, report.department_name("zh")) for report in reports]
    return [
        (year, before, after)
        for (_, before), (year, after) in zip(named, named[1:], strict=False)
        if before != after
    ]


def _of_budget(budget: pd.DataFrame) -> MainAmounts:
    whole = approved_item(budget)
    approved = figure(budget, whole, "approved")
    outturn = figure(budget, "expenditure", "outturn")
    parts = [figure(budget, f"expenditure.{part}", "revised") for part in ("basic", "project")]
    revised = figure(budget, "expenditure", "revised")
    if revised is None and None not in parts:
        revised = sum((part for part in parts if part is not None), Decimal(0))
    basic = figure(budget, "expenditure.basic", "outturn")
    project = figure(budget, project_outturn_item(budget), "outturn")
    printed = {
        "approved": place_of(budget, whole, "approved"),
        "revised": place_of(budget, "expenditure", "revised"),
        "outturn": place_of(budget, "expenditure", "outturn"),
        "basic": place_of(budget, "expenditure.basic", "outturn"),
        "project": place_of(budget, project_outturn_item(budget), "outturn"),
        "sangong": place_of(budget, "sangong", "outturn"),
    }
    places = {name: place[:2] for name, place in printed.items() if place}
    place = places.get("outturn", (None, None))
    return {
        "approved_wan": approved,
        "revised_wan": revised,
        "outturn_wan": outturn,
        "of_approved_pct": percent(outturn, approved),
        "of_revised_pct": percent(outturn, revised),
        "basic_wan": basic,
        "project_wan": project,
        "basic_pct": _share(basic, project),
        "sangong_wan": figure(budget, "sangong", "outturn"),
        "page": place[0],
        "line": place[1],
        "places": places,
    }


def _of_statements(statements: pd.DataFrame) -> MainAmounts:
    """Of final accounts the outturn; of a budget what is approved, and no outturn."""
    rows = totals(statements)
    wan = {name: None if row is None else row.wan for name, row in rows.items()}
    phase = phase_of(statements)
    keys = [(table, "fiscal", "sangong") for table in ("sangong", "narrative")]
    sangong = first_of(statements, keys, phase)
    printed = {name: rows[name] for name in ("basic", "project")} | {"sangong": sangong}
    if phase == "outturn":
        printed |= {"outturn": rows["expenditure"], "approved": rows["approved"]}
    else:
        printed |= {"approved": rows["expenditure"], "outturn": None}
    main = rows["expenditure"]
    return {
        "approved_wan": None if printed["approved"] is None else printed["approved"].wan,
        "revised_wan": None,
        "outturn_wan": None if printed["outturn"] is None else printed["outturn"].wan,
        "of_approved_pct": percent(wan["general"], wan["approved"]),
        "of_revised_pct": None,
        "basic_wan": wan["basic"],
        "project_wan": wan["project"],
        "basic_pct": _share(wan["basic"], wan["project"]),
        "sangong_wan": None if sangong is None else sangong.wan,
        "page": None if main is None else main.page,
        "line": None if main is None else main.line,
        "places": {n: (row.page, row.line) for n, row in printed.items() if row is not None},
    }


def _share(basic: Decimal | None, project: Decimal | None) -> Decimal | None:
    return None if basic is None or project is None else percent(basic, basic + project)
