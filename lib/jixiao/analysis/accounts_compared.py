"""What final accounts or a budget set side by side: the three public expenses, the year before.

Every function takes the table `statements` of one document; see `analysis.accounts` for units.
"""

from __future__ import annotations

import pandas as pd

from ..base.amounts import percent
from ..schema.rows import AmountRow, StatementRow
from .statement_rows import NARRATIVE, Key, first_of, money, phase_of

SANGONG = (
    "sangong",
    "sangong.overseas",
    "sangong.vehicles",
    "sangong.vehicles.purchase",
    "sangong.vehicles.operation",
    "sangong.reception",
)
CARRIED = "balance"  # begins what can be negative
_ONE = ["fund", "item", "classification"]


def three_public_expenses(statements: pd.DataFrame) -> pd.DataFrame:
    """Overseas trips, vehicles, receptions: approved and outturn of each, as their table prints them,
    or else the narrative.

    Columns: `item`, `name`, `approved_wan`, `outturn_wan`, `execution_pct`, `page`, `line`;
    `outturn_page` and `outturn_line` where the outturn stands. A budget has no outturn.
    """
    spent = phase_of(statements) == "outturn"
    found = []
    for item in SANGONG:
        keys: list[Key] = [
            (table, fund, item)
            for table in ("sangong", NARRATIVE)
            for fund in ("fiscal", "general")
        ]
        approved = first_of(statements, keys, "approved")
        outturn = first_of(statements, keys, "outturn") if spent else None
        first = approved if approved is not None else outturn
        if first is None:
            continue
        before = None if approved is None else approved.wan
        after = None if outturn is None else outturn.wan
        found.append(
            {
                "item": item,
                "name": first.name,
                "approved_wan": before,
                "outturn_wan": after,
                "execution_pct": percent(after, before),
                "page": first.page,
                "line": first.line,
                "outturn_page": None if outturn is None else outturn.page,
                "outturn_line": None if outturn is None else outturn.line,
            }
        )
    columns = ["item", "name", "approved_wan", "outturn_wan", "execution_pct", "page", "line"]
    columns += ["outturn_page", "outturn_line"]
    return pd.DataFrame(found, columns=pd.Index(columns), dtype=object)


def against_previous(statements: pd.DataFrame) -> pd.DataFrame:
    """What the narrative says of the year before: each change or amount, and what it implies.

    Columns: `fund`, `item`, `classification`, `name`, `amount_wan`; `change_wan` and `previous_wan`,
    one as printed and the other the difference where it is not (None where that is less than
    nothing); `previous_of` (approved | outturn:
    what of the year before, where it says so); `change_pct` (recomputed), `printed_pct`, `page`,
    `line` of what is said; `amount_page` and `amount_line` where the amount stands. Without an amount
    of its own in the narrative an item has that of the tables.
    """
    phase = phase_of(statements)
    said = money(statements, NARRATIVE)
    changes = said[(said["phase"] == "change") & (said["base"] == "previous")]
    before = said[said["phase"] == "previous"]
    rates = statements[statements["phase"] == "change_rate"]
    found = []
    row: StatementRow
    for row in pd.concat([changes, before]).drop_duplicates(_ONE).itertuples():
        own = _stated(statements, said, row, phase)
        amount = None if own is None else own.wan
        change, printed = _of(changes, row), _of(before, row)
        previous = None if printed is None else printed.wan
        if previous is None and amount is not None and change is not None:
            previous = amount - change.wan
            if previous < 0 and not row.item.startswith(CARRIED):
                previous = None  # 预算0万元，比上年增加5万元: one of the two is misprinted
        rate = _of(rates, row)
        moved = change.wan if change is not None else None
        if moved is None and amount is not None and previous is not None:
            moved = amount - previous
        found.append(
            {
                "fund": row.fund,
                "item": row.item,
                "classification": row.classification,
                "name": row.name,
                "amount_wan": amount,
                "change_wan": moved,
                "previous_wan": previous,
                "previous_of": None if printed is None else printed.base,
                "change_pct": percent(moved, previous),
                "printed_pct": None if rate is None else rate.value,
                "page": row.page,
                "line": row.line,
                "amount_page": None if own is None else own.page,
                "amount_line": None if own is None else own.line,
            }
        )
    columns = ["fund", "item", "classification", "name", "amount_wan", "change_wan"]
    columns += ["previous_wan", "previous_of", "change_pct", "printed_pct", "page", "line"]
    columns += ["amount_page", "amount_line"]
    return pd.DataFrame(found, columns=pd.Index(columns), dtype=object)


def _of(rows: pd.DataFrame, one: StatementRow) -> AmountRow | None:
    """The first of `rows` that is of the same fund, item and class as `one`."""
    same = rows[
        (rows["fund"] == one.fund)
        & (rows["item"] == one.item)
        & (rows["classification"].fillna("") == (one.classification or ""))
    ]
    found: AmountRow | None = next(same.itertuples(), None)
    return found


def _stated(
    statements: pd.DataFrame, said: pd.DataFrame, one: StatementRow, phase: str
) -> AmountRow | None:
    """The amount of an item as the narrative states it, else as a table does."""
    for rows in (said, money(statements, None)):
        row = _of(rows[rows["phase"] == phase], one)
        if row is not None:
            return row
    return None
