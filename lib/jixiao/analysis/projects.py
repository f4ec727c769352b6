"""The projects of a document: their money, execution, points, and their indicators.

Every function takes the tables `projects` and `indicators` of one document, or of several with the
column `document`: numbers are counted in each. Amounts are exact
`Decimal` in 万元 (`…_wan`); an amount without a unit of money is left out, never guessed.
"""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from typing import Any

import pandas as pd

from ..base.amounts import YUAN_PER_UNIT, in_wan, percent
from .rows import ProjectMoneyRow

DEPARTMENT = ("department_self_evaluation", "department_target", "department_task")
PROJECT_FORMS = ("project_self_evaluation", "project_target")
TOTAL = "list_total"
LIST = "project_list"
AMOUNTS = ("approved", "revised", "outturn", "term")


def of_projects(projects: pd.DataFrame, indicators: pd.DataFrame | None = None) -> pd.DataFrame:
    """One row per project, the one with most money first.

    Columns: `project` (its number), `form` (what states it), `name`, `approved_wan`, `revised_wan`,
    `outturn_wan`, `term_wan` (of its whole time); `execution_pct`: outturn of revised, or of approved
    where no revised is printed; `printed_pct`; `total_score`, `total_weight`, `grade`; `indicators`:
    how many it has; `page`, `line`, `quote`. Rows of the department as a whole and totals of lists
    are no projects. A project that a second list prints again, with the same name and money, is one
    row, with the places of the others in `again`: a list of (page, line).
    """
    return _once(_with_money(projects[_of_a_project(projects)], indicators))


def _once(rows: pd.DataFrame) -> pd.DataFrame:
    """The rows of `of_projects`; of those that lists print twice the first. Two rows that name
    different units, or that stand on one page, are two projects.
    """
    kept: list[dict[str, Any]] = []
    first: dict[tuple[Any, ...], list[dict[str, Any]]] = {}
    for row in rows.to_dict("records"):
        row["again"] = []
        if row["form"] == LIST:
            name = "".join(str(row["name"]).split())
            key = (name, *(row[f"{amount}_wan"] for amount in AMOUNTS))
            same = next((one for one in first.get(key, []) if _is_again(one, row)), None)
            if same is not None:
                same["again"].append((row["page"], row["line"]))
                same["executor"] = same["executor"] or row["executor"]
                same["indicators"] = same["indicators"] or row["indicators"]
                continue
            first.setdefault(key, []).append(row)
        kept.append(row)
    return pd.DataFrame(kept, columns=pd.Index([*rows.columns, "again"]), dtype=object)


def _is_again(one: dict[str, Any], row: dict[str, Any]) -> bool:
    both = one["executor"] and row["executor"] and one["executor"] != row["executor"]
    known = any(row[f"{amount}_wan"] is not None for amount in AMOUNTS)
    lists = bool(one["executor"]) != bool(
        row["executor"]
    )  # one list names the units, the other not
    return bool(known and lists and not both and one["page"] != row["page"])


def of_department(projects: pd.DataFrame, indicators: pd.DataFrame | None = None) -> pd.DataFrame:
    """The rows of the department as a whole and of its tasks, and those of projects without a name;
    columns as `of_projects`. A form that is printed blank is left out.
    """
    rows = projects[~_of_a_project(projects) & (projects["form"] != TOTAL)]
    found = _with_money(rows, indicators, by_money=False)
    said = ["indicators", "total_score", *(f"{name}_wan" for name in AMOUNTS)]
    blank = (
        found["name"].isna() & found["form"].isin(PROJECT_FORMS) & found[said].isna().all(axis=1)
    )
    return found[~blank].reset_index(drop=True)


def _of_a_project(projects: pd.DataFrame) -> pd.Series[bool]:
    """Which rows name a project: a form or summary without a name is of the department."""
    return ~projects["form"].isin([*DEPARTMENT, TOTAL]) & projects["name"].notna()


def list_total(projects: pd.DataFrame) -> ProjectMoneyRow | None:
    """The row of the printed total of the document's list of projects, with `approved_wan` …; None
    where there is none.
    """
    rows = _with_money(projects[projects["form"] == TOTAL], None)
    first: ProjectMoneyRow | None = next(rows.itertuples(), None)
    return first


def with_projects(indicators: pd.DataFrame, projects: pd.DataFrame) -> pd.DataFrame:
    """`indicators` with the column `of`: the name of the project, or None."""
    names = dict(zip(_numbers(projects, indicators), projects["name"], strict=True))
    found = [names.get(number) for number in _numbers(indicators, projects)]
    return indicators.assign(of=pd.Series(found, index=indicators.index, dtype=object))


def _numbers(table: pd.DataFrame, other: pd.DataFrame) -> list[tuple[object, object]]:
    """The project of each row: its document, where both tables have it, and its number there."""
    both = "document" in table and "document" in other
    documents = table["document"] if both else [None] * len(table)
    return list(zip(documents, table["project"], strict=True))


def with_results(indicators: pd.DataFrame) -> pd.DataFrame:
    """The indicators that report something: only they have a status."""
    return indicators[indicators["actual"].notna() & indicators["status"].notna()]


def _with_money(
    rows: pd.DataFrame, indicators: pd.DataFrame | None, by_money: bool = True
) -> pd.DataFrame:
    others = rows.iloc[:0] if indicators is None else indicators
    counts = Counter(_numbers(others, rows))
    found = []
    for number, row in zip(_numbers(rows, others), rows.to_dict("records"), strict=True):
        wan = {
            name: _wan(row["term_total" if name == "term" else name], row["unit"])
            for name in AMOUNTS
        }
        base = wan["approved"] if wan["revised"] is None else wan["revised"]
        found.append(
            {
                **{name: row[name] for name in ("project", "form", "name", "office", "executor")},
                **{f"{name}_wan": value for name, value in wan.items()},
                "execution_pct": percent(wan["outturn"], base),
                "printed_pct": row["execution_rate"],
                **{name: row[name] for name in ("total_score", "total_weight", "grade")},
                "indicators": counts.get(number),
                **{name: row[name] for name in ("page", "line", "quote")},
            }
        )
    if by_money:
        found.sort(key=lambda row: -max(row[f"{name}_wan"] or Decimal(0) for name in AMOUNTS))
    columns = [
        "project",
        "form",
        "name",
        "office",
        "executor",
        *(f"{name}_wan" for name in AMOUNTS),
    ]
    columns += ["execution_pct", "printed_pct", "total_score", "total_weight", "grade"]
    columns += ["indicators", "page", "line", "quote"]
    return pd.DataFrame(found, columns=pd.Index(columns), dtype=object)


def _wan(value: Decimal | None, unit: str | None) -> Decimal | None:
    return in_wan(value, unit) if value is not None and unit in YUAN_PER_UNIT else None
