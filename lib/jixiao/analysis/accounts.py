"""What final accounts say: the flow of money, expenditure by class and kind, the year before.

Every function takes the table `accounts`. Amounts are exact `Decimal` in 万元 (`…_wan`), rates in
per cent (`…_pct`, two places, half up). A blank cell is None, never 0.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pandas as pd

from ..base.amounts import YUAN_PER_UNIT, in_wan
from .budget import percent

SOURCES = (
    "fiscal_appropriation",
    "superior_grant",
    "institutional",
    "business",
    "subordinate",
    "other",
)
USES = ("basic", "project", "superior", "business", "subordinate")
SANGONG = (
    "sangong",
    "sangong.overseas",
    "sangong.vehicles",
    "sangong.vehicles.purchase",
    "sangong.vehicles.operation",
    "sangong.reception",
)


def row_of(
    accounts: pd.DataFrame,
    statement: str,
    fund: str,
    item: str,
    classification: str = "",
    phase: str = "outturn",
) -> Any | None:
    """The first row of an amount of money, with `wan` added; None where the cell is blank."""
    rows = accounts[
        (accounts["statement"] == statement)
        & (accounts["fund"] == fund)
        & (accounts["item"] == item)
        & (accounts["phase"] == phase)
        & (accounts["classification"].fillna("") == classification)
        & accounts["unit"].isin(list(YUAN_PER_UNIT))
    ]
    if rows.empty:
        return None
    return _with_wan(rows.head(1)).iloc[0]


def wan_of(accounts: pd.DataFrame, statement: str, *of: str) -> Decimal | None:
    """The amount of `row_of` in 万元; None where it is blank."""
    row = row_of(accounts, statement, *of)
    return None if row is None else row["wan"]


def totals(accounts: pd.DataFrame) -> dict[str, Any | None]:
    """The amounts that matter most, each as its row with `wan`, or None.

    income, expenditure, basic, project, opening and closing balance: all money. `general` and
    `approved`: outturn and approved budget of the general public budget, which alone has one.
    """
    return {
        "income": row_of(accounts, "income_expenditure", "all", "income.current_year"),
        "expenditure": row_of(accounts, "income_expenditure", "all", "expenditure"),
        "basic": row_of(accounts, "expenditure", "all", "expenditure.basic"),
        "project": row_of(accounts, "expenditure", "all", "expenditure.project"),
        "opening": row_of(accounts, "income_expenditure", "all", "balance.opening"),
        "closing": row_of(accounts, "income_expenditure", "all", "balance.closing"),
        "general": row_of(accounts, "general_expenditure", "general", "expenditure"),
        "approved": row_of(accounts, "narrative", "general", "expenditure", "", "approved"),
    }


def flow(accounts: pd.DataFrame) -> pd.DataFrame:
    """From what was carried over to what is left: a step per source and use of money.

    Columns as `analysis.budget.budget_bridge`: `step`; `kind` (total | change); `amount_wan`;
    `start_wan`, `end_wan`; `page`, `line`. Blank steps are left out. What the printed closing
    balance has beyond the steps is a step of its own, `unallocated`.
    """
    one = "income_expenditure"
    taken = [
        ("reserve", row_of(accounts, one, "all", "income.reserve")),
        *((name, row_of(accounts, "income", "all", f"income.{name}")) for name in SOURCES),
    ]
    given = [
        *((name, row_of(accounts, "expenditure", "all", f"expenditure.{name}")) for name in USES),
        ("distribution", row_of(accounts, one, "all", "balance.distribution")),
    ]
    opening = row_of(accounts, one, "all", "balance.opening")
    closing = row_of(accounts, one, "all", "balance.closing")
    level = Decimal(0) if opening is None else opening["wan"]
    steps = [_step("opening", "total", level, Decimal(0), opening)]
    for sign, parts in ((1, taken), (-1, given)):
        for name, row in parts:
            if row is not None:
                step = f"spent_{name}" if sign < 0 else name
                steps.append(_step(step, "change", sign * row["wan"], level, row))
                level += sign * row["wan"]
    left = level if closing is None else closing["wan"]
    if left != level:
        steps.append(_step("unallocated", "change", left - level, level, None))
    steps.append(_step("closing", "total", left, Decimal(0), closing))
    return pd.DataFrame(steps, dtype=object)


def _step(
    step: str, kind: str, amount: Decimal, start: Decimal, row: Any | None
) -> dict[str, object]:
    return {
        "step": step,
        "kind": kind,
        "amount_wan": amount,
        "start_wan": start,
        "end_wan": start + amount,
        "page": None if row is None else row["page"],
        "line": None if row is None else row["line"],
    }


def by_class(accounts: pd.DataFrame, digits: int = 7) -> pd.DataFrame:
    """Expenditure by class: 类 with `digits` 3, 款 with 5, 项 with 7.

    Columns: `classification`, `name`, `outturn_wan`, `basic_wan`, `project_wan` (all money);
    `approved_wan` and `execution_pct` of the general public budget, as the narrative states the
    approved budget of each 项; `page`, `line` of the outturn.
    """
    rows = _money(accounts, "expenditure")
    codes = [c for c in dict.fromkeys(rows["classification"].dropna()) if len(c) == digits]
    found = []
    for code in codes:
        main = row_of(accounts, "expenditure", "all", "expenditure", code)
        if main is None:
            continue
        approved = wan_of(accounts, "narrative", "general", "expenditure", code, "approved")
        general = wan_of(accounts, "general_expenditure", "general", "expenditure", code)
        found.append(
            {
                "classification": code,
                "name": main["name"],
                "outturn_wan": main["wan"],
                "basic_wan": wan_of(accounts, "expenditure", "all", "expenditure.basic", code),
                "project_wan": wan_of(accounts, "expenditure", "all", "expenditure.project", code),
                "approved_wan": approved,
                "execution_pct": percent(general, approved),
                "page": main["page"],
                "line": main["line"],
            }
        )
    columns = ["classification", "name", "outturn_wan", "basic_wan", "project_wan"]
    columns += ["approved_wan", "execution_pct", "page", "line"]
    return pd.DataFrame(found, columns=pd.Index(columns), dtype=object)


def by_kind(accounts: pd.DataFrame) -> pd.DataFrame:
    """Basic expenditure by economic kind: every kind that the table has an amount for, not 0.

    Columns: `classification`, `name`, `outturn_wan`, `share_pct` of all basic expenditure, `page`,
    `line`. Kinds come after the class that they belong to.
    """
    rows = _money(accounts, "general_basic")
    kinds = rows[rows["classification"].notna() & (rows["wan"] != 0)]
    whole = sum(kinds[kinds["classification"].str.len() == 3]["wan"], Decimal(0))
    table = kinds.sort_values("classification", kind="stable")
    shares = [percent(wan, whole) for wan in table["wan"]]
    return pd.DataFrame(
        {
            "classification": table["classification"],
            "name": table["name"],
            "outturn_wan": table["wan"],
            "share_pct": pd.Series(shares, index=table.index, dtype=object),
            "page": table["page"],
            "line": table["line"],
        },
        dtype=object,
    ).reset_index(drop=True)


def three_public_expenses(accounts: pd.DataFrame) -> pd.DataFrame:
    """Overseas trips, vehicles, receptions: approved and outturn of each, as table 7 prints them.

    Columns: `item`, `name`, `approved_wan`, `outturn_wan`, `execution_pct`, `page`, `line`.
    """
    found = []
    for item in SANGONG:
        approved = row_of(accounts, "sangong", "fiscal", item, "", "approved")
        outturn = row_of(accounts, "sangong", "fiscal", item)
        if approved is None and outturn is None:
            continue
        first = approved if approved is not None else outturn
        assert first is not None
        before = None if approved is None else approved["wan"]
        after = None if outturn is None else outturn["wan"]
        found.append(
            {
                "item": item,
                "name": first["name"],
                "approved_wan": before,
                "outturn_wan": after,
                "execution_pct": percent(after, before),
                "page": first["page"],
                "line": first["line"],
            }
        )
    columns = ["item", "name", "approved_wan", "outturn_wan", "execution_pct", "page", "line"]
    return pd.DataFrame(found, columns=pd.Index(columns), dtype=object)


def against_previous(accounts: pd.DataFrame) -> pd.DataFrame:
    """What the narrative says of the year before: each change, and the amount that it implies.

    Columns: `fund`, `item`, `name`, `outturn_wan`, `change_wan`, `previous_wan` (outturn less
    change), `change_pct` (recomputed), `printed_pct`, `page`, `line`. Without an outturn of its
    own in the narrative an item has that of the tables.
    """
    said = _money(accounts, "narrative")
    found = []
    changes = said[(said["phase"] == "change") & (said["base"] == "previous")]
    for row in changes.drop_duplicates(["fund", "item"]).itertuples():
        outturn = _stated(accounts, said, row.fund, row.item)
        previous = None if outturn is None else outturn - row.wan
        rates = accounts[
            (accounts["phase"] == "change_rate")
            & (accounts["fund"] == row.fund)
            & (accounts["item"] == row.item)
        ]["value"]
        found.append(
            {
                "fund": row.fund,
                "item": row.item,
                "name": row.name,
                "outturn_wan": outturn,
                "change_wan": row.wan,
                "previous_wan": previous,
                "change_pct": percent(row.wan, previous),
                "printed_pct": rates.iloc[0] if len(rates) else None,
                "page": row.page,
                "line": row.line,
            }
        )
    columns = ["fund", "item", "name", "outturn_wan", "change_wan", "previous_wan"]
    columns += ["change_pct", "printed_pct", "page", "line"]
    return pd.DataFrame(found, columns=pd.Index(columns), dtype=object)


def _stated(accounts: pd.DataFrame, said: pd.DataFrame, fund: str, item: str) -> Decimal | None:
    """The outturn of an item as the narrative states it, else as a table does."""
    for rows in (said, _money(accounts, None)):
        same = rows[
            (rows["fund"] == fund)
            & (rows["item"] == item)
            & (rows["phase"] == "outturn")
            & rows["classification"].isna()
        ]
        if len(same):
            value: Decimal = same["wan"].iloc[0]
            return value
    return None


def _money(accounts: pd.DataFrame, statement: str | None) -> pd.DataFrame:
    """The amounts of money of one table, or of all, with `wan` added."""
    rows = accounts[accounts["unit"].isin(list(YUAN_PER_UNIT))]
    return _with_wan(rows if statement is None else rows[rows["statement"] == statement])


def _with_wan(rows: pd.DataFrame) -> pd.DataFrame:
    wan = [in_wan(value, unit) for value, unit in zip(rows["value"], rows["unit"], strict=True)]
    return rows.assign(wan=pd.Series(wan, index=rows.index, dtype=object))
