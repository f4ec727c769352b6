"""The budget and the final accounts of one year, item by item, where both are on file.

Amounts are exact `Decimal` in 万元. Each is what its own document prints: the budget may be of other
units or money than the final accounts, which neither document says; nothing is made comparable.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pandas as pd

from ..base.amounts import percent
from ..report.documents import COLUMN
from .accounts import by_class, totals
from .statement_rows import one_document, phase_of

_ITEMS = {
    "income": "income.current_year",
    "expenditure": "expenditure",
    "basic": "expenditure.basic",
    "project": "expenditure.project",
}


def budgeted_and_spent(statements: pd.DataFrame) -> pd.DataFrame:
    """One row per total and class of expenditure (项) of the table `statements` of a whole year.

    Columns: `item`, `classification`, `name`, `approved_wan` (of the budget), `outturn_wan` (of the
    final accounts), `difference_wan`, `execution_pct`; `budget_page`, `budget_line`, `page`, `line`
    (of the final accounts). Empty unless the year has both documents.
    """
    columns = ["item", "classification", "name", "approved_wan", "outturn_wan", "difference_wan"]
    columns += ["execution_pct", "budget_page", "budget_line", "page", "line"]
    on_file = set(statements[COLUMN]) if COLUMN in statements.columns else set()
    found: list[dict[str, Any]] = []
    if {"budget", "accounts"} <= on_file:
        budget, accounts = (one_document(statements, name) for name in ("budget", "accounts"))
        if (phase_of(budget), phase_of(accounts)) == ("approved", "outturn"):
            found = [*_totals(budget, accounts), *_classes(budget, accounts)]
    return pd.DataFrame(found, columns=pd.Index(columns), dtype=object)


def _totals(budget: pd.DataFrame, accounts: pd.DataFrame) -> list[dict[str, Any]]:
    before, after = totals(budget), totals(accounts)
    rows = []
    for name, item in _ITEMS.items():
        one, two = before[name], after[name]
        if one is not None or two is not None:
            wan = [None if row is None else row.wan for row in (one, two)]
            places = [None if row is None else (row.page, row.line) for row in (one, two)]
            rows.append(_row(item, None, item, wan[0], wan[1], places[0], places[1]))
    return rows


def _classes(budget: pd.DataFrame, accounts: pd.DataFrame) -> list[dict[str, Any]]:
    before, after = (
        {row["classification"]: row for row in by_class(rows).to_dict("records")}
        for rows in (budget, accounts)
    )
    rows = []
    for code in sorted({*before, *after}):
        one, two = before.get(code), after.get(code)
        wan = [None if row is None else row["amount_wan"] for row in (one, two)]
        name = str((two or one or {})["name"])
        places = [None if row is None else (row["page"], row["line"]) for row in (one, two)]
        rows.append(_row("expenditure", code, name, wan[0], wan[1], places[0], places[1]))
    return rows


def _row(
    item: str,
    code: str | None,
    name: str,
    approved: Decimal | None,
    outturn: Decimal | None,
    in_budget: tuple[int, int] | None,
    in_accounts: tuple[int, int] | None,
) -> dict[str, Any]:
    known = approved is not None and outturn is not None
    return {
        "item": item,
        "classification": code,
        "name": name,
        "approved_wan": approved,
        "outturn_wan": outturn,
        "difference_wan": outturn - approved if known else None,  # type: ignore[operator]
        "execution_pct": percent(outturn, approved),
        "budget_page": in_budget and in_budget[0],
        "budget_line": in_budget and in_budget[1],
        "page": in_accounts and in_accounts[0],
        "line": in_accounts and in_accounts[1],
    }
