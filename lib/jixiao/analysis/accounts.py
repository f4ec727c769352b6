"""What final accounts or a budget say of all money: where it comes from and what it is for.

Every function takes the table `statements` of one document. Amounts are exact `Decimal` in 万元
(`…_wan`) of the phase that the document is of (`phase_of`): outturn of final accounts, approved of a
budget. Rates are in per cent (`…_pct`, two places, half up). A blank cell is None, never 0.
"""

from __future__ import annotations

from decimal import Decimal

import pandas as pd

from ..base.amounts import percent
from ..schema.rows import AmountRow
from .statement_rows import NARRATIVE, Key, first_of, money, phase_of, row_of, wan_of

SOURCES = (
    "fiscal_appropriation",
    "special_account",
    "superior_grant",
    "superior_fiscal",
    "institutional",
    "business",
    "subordinate",
    "other",
)
FUNDS = ("general", "government_fund", "state_capital")  # the parts of fiscal appropriation
USES = ("basic", "project", "superior", "business", "subordinate")
_BASIC = ("expenditure.basic", "expenditure.basic.personnel", "expenditure.basic.operation")
_GENERAL = ("general_expenditure", NARRATIVE)
_ROUNDING = Decimal("0.02")  # printed parts may miss their printed sum by so much
_WHOLE = "income_expenditure"
_CLASS = 3  # digits of a class of economic kinds
_KIND_COLUMNS = ["classification", "name", "amount_wan", "share_pct", "page", "line", "again"]
PAIR = " / "  # between the names of a kind and of the government's kind beside it


def totals(statements: pd.DataFrame) -> dict[str, AmountRow | None]:
    """The amounts that matter most, each as its row with `wan`, or None.

    income, expenditure, basic, project, opening and closing balance: all money, from the tables or
    else as the narrative states it. A document that names only the total of a side, carry-over
    included, has that (`item` total.income, total.expenditure). `general`: expenditure of the general
    public budget; `approved`: its approved budget where the document is of its outturn.
    """
    phase = phase_of(statements)

    def first(item: str, *tables: str) -> AmountRow | None:
        keys: list[Key] = [(table, "all", item) for table in (*tables, NARRATIVE)]
        return first_of(statements, keys, phase)

    def side(item: str, name: str) -> AmountRow | None:
        row = first(item, _WHOLE, name)
        return first(f"total.{name}", _WHOLE) if row is None else row

    general = first_of(statements, [(name, "general", "expenditure") for name in _GENERAL], phase)
    spent = phase == "outturn"
    return {
        "income": side("income.current_year", "income"),
        "expenditure": side("expenditure", "expenditure"),
        "basic": first("expenditure.basic", "expenditure"),
        "project": first("expenditure.project", "expenditure"),
        "opening": first("balance.opening", _WHOLE),
        "closing": first("balance.closing", _WHOLE),
        "general": general,
        "approved": row_of(statements, NARRATIVE, "general", "expenditure", "", "approved")
        if spent
        else None,
    }


def flow(statements: pd.DataFrame) -> pd.DataFrame:
    """From what was carried over to what is left: a step per source and use of money.

    Columns as `analysis.budget.budget_bridge`: `step`; `kind` (total | change); `amount_wan`;
    `start_wan`, `end_wan`; `page`, `line`. Blank steps are left out. Where the sources (or uses)
    that are printed do not add up to the printed income (or expenditure), that is one step. What the
    printed closing balance has beyond the steps is a step of its own, `unallocated`. Without
    a printed balance final accounts have no `closing`; where one is computed it has no place. Empty
    where the document prints neither income nor expenditure.
    """
    phase = phase_of(statements)
    rows = totals(statements)
    if rows["income"] is None and rows["expenditure"] is None:
        return pd.DataFrame([], columns=pd.Index([*_step("", "", Decimal(0), Decimal(0), None)]))

    def of(statement: str, item: str) -> AmountRow | None:
        return row_of(statements, statement, "all", item, "", phase)

    opening, closing = rows["opening"], rows["closing"]
    incomes, opening = _side("income", rows["income"], _sources(statements, phase), opening)
    taken = [("reserve", of(_WHOLE, "income.reserve")), *incomes]
    tables = ("expenditure", NARRATIVE)
    uses = [
        (
            f"spent_{name}",
            first_of(statements, [(t, "all", f"expenditure.{name}") for t in tables], phase),
        )
        for name in USES
    ]
    spent, closing = _side("spent", rows["expenditure"], uses, closing)
    given = [*spent, ("distribution", of(_WHOLE, "balance.distribution"))]
    level = Decimal(0) if opening is None else opening.wan
    steps = [_step("opening", "total", level, Decimal(0), opening)]
    for sign, parts in ((1, taken), (-1, given)):
        for step, row in parts:
            if row is not None:
                steps.append(_step(step, "change", sign * row.wan, level, row))
                level += sign * row.wan
    if phase == "outturn" and opening is None and closing is None:
        return pd.DataFrame(steps, dtype=object)  # what is left is not known
    left = level if closing is None else closing.wan
    if left != level:
        steps.append(_step("unallocated", "change", left - level, level, None))
    steps.append(_step("closing", "total", left, Decimal(0), closing))
    return pd.DataFrame(steps, dtype=object)


def _sources(statements: pd.DataFrame, phase: str) -> list[tuple[str, AmountRow | None]]:
    """The sources of income; fiscal appropriation fund by fund where its whole is not printed."""
    found: list[tuple[str, AmountRow | None]] = []
    for name in SOURCES:
        item = f"income.{name}"
        tables = ("income", _WHOLE, NARRATIVE)
        row = first_of(statements, [(table, "all", item) for table in tables], phase)
        if row is None and name == "fiscal_appropriation":
            for fund in FUNDS:
                keys = [(table, fund, item) for table in tables]
                found.append((f"fiscal_{fund}", first_of(statements, keys, phase)))
        found.append((name, row))
    return found


def _side(
    step: str,
    whole: AmountRow | None,
    parts: list[tuple[str, AmountRow | None]],
    balance: AmountRow | None,
) -> tuple[list[tuple[str, AmountRow | None]], AmountRow | None]:
    """The steps of income (or expenditure), and its balance where that is not already in them.

    A total of a side has the balance in it: the parts and the balance are drawn where they add up to
    it, else the total alone.
    """
    if whole is None or not whole.item.startswith("total.") or balance is None:
        return _whole_or_parts(step, whole, parts), balance
    without = whole._replace(wan=whole.wan - balance.wan)
    steps = _whole_or_parts(step, without, parts)
    return ([(step, whole)], None) if steps == [(step, without)] else (steps, balance)


def _whole_or_parts(
    step: str, whole: AmountRow | None, parts: list[tuple[str, AmountRow | None]]
) -> list[tuple[str, AmountRow | None]]:
    """The parts that are printed, where they add up to the printed whole; else the whole."""
    printed = [(name, row) for name, row in parts if row is not None]
    added = sum((row.wan for _, row in printed), Decimal(0))
    if whole is None or (printed and abs(added - whole.wan) <= _ROUNDING):
        return [*printed]
    return [(step, whole)]


def _step(
    step: str, kind: str, amount: Decimal, start: Decimal, row: AmountRow | None
) -> dict[str, object]:
    return {
        "step": step,
        "kind": kind,
        "amount_wan": amount,
        "start_wan": start,
        "end_wan": start + amount,
        "page": None if row is None else row.page,
        "line": None if row is None else row.line,
    }


def by_class(statements: pd.DataFrame, digits: int = 7) -> pd.DataFrame:
    """Expenditure by class: 类 with `digits` 3, 款 with 5, 项 with 7.

    Columns: `classification`, `name`, `amount_wan`, `basic_wan`, `project_wan` (all money);
    `approved_wan` and `execution_pct` of the general public budget, as the narrative of final
    accounts states the approved budget of each 项; `page`, `line` of the amount. Where the table of
    expenditure has no such class, those of the general public budget's.
    """
    phase = phase_of(statements)
    for statement, fund in (("expenditure", "all"), ("general_expenditure", "general")):
        rows = money(statements, statement, phase)
        rows = rows[(rows["item"] == "expenditure") & (rows["fund"] == fund)]
        codes = [c for c in dict.fromkeys(rows["classification"].dropna()) if len(c) == digits]
        if codes:
            break
    found = []
    for code in codes:
        main = row_of(statements, statement, fund, "expenditure", code, phase)
        assert main is not None
        approved = general = None
        if phase == "outturn":
            approved = wan_of(statements, NARRATIVE, "general", "expenditure", code, "approved")
            general = wan_of(statements, "general_expenditure", "general", "expenditure", code)
        parts = [
            wan_of(statements, statement, fund, f"expenditure.{part}", code, phase)
            for part in ("basic", "project")
        ]
        if parts[0] is None:  # printed as personnel and operating funds alone
            both = [wan_of(statements, statement, fund, item, code, phase) for item in _BASIC[1:]]
            said = [value for value in both if value is not None]
            parts[0] = sum(said, Decimal(0)) if said else None
        found.append(
            {
                "classification": code,
                "name": main.name,
                "amount_wan": main.wan,
                "basic_wan": parts[0],
                "project_wan": parts[1],
                "approved_wan": approved,
                "execution_pct": percent(general, approved),
                "page": main.page,
                "line": main.line,
            }
        )
    columns = ["classification", "name", "amount_wan", "basic_wan", "project_wan"]
    columns += ["approved_wan", "execution_pct", "page", "line"]
    return pd.DataFrame(found, columns=pd.Index(columns), dtype=object)


def by_kind(statements: pd.DataFrame) -> pd.DataFrame:
    """Basic expenditure by economic kind: every kind that the table has an amount for, not 0.

    Columns: `classification`, `name`, `amount_wan`, `share_pct` of all basic expenditure, `page`,
    `line`, `again`. Kinds come after the class that they belong to. Where a table has the amount of a
    kind in several columns, it is that of basic expenditure. A table that pairs each kind with the
    government's own kinds (301 工资福利支出 / 501, 301 工资福利支出 / 505) prints a row for each pair:
    they are added, and `again` has the places of the others, a list of (page, line). The name is that
    of the kind alone.
    """
    rows = money(statements, "general_basic", phase_of(statements))
    kinds = rows[rows["classification"].notna() & (rows["wan"] != 0) & rows["item"].isin(_BASIC)]
    found: dict[str, list[AmountRow]] = {}
    for row in sorted(kinds.itertuples(), key=lambda row: _BASIC.index(row.item)):
        same = found.setdefault(row.classification, [])
        if not same or (row.item == same[0].item and row.name not in {one.name for one in same}):
            same.append(row)
    amounts = {code: sum((row.wan for row in same), Decimal(0)) for code, same in found.items()}
    whole = sum((wan for code, wan in amounts.items() if len(code) == _CLASS), Decimal(0))
    table = [
        {
            "classification": code,
            "name": (same[0].name or "").split(PAIR)[0],
            "amount_wan": amounts[code],
            "share_pct": percent(amounts[code], whole),
            "page": same[0].page,
            "line": same[0].line,
            "again": [(row.page, row.line) for row in same[1:]],
        }
        for code, same in sorted(found.items())
    ]
    return pd.DataFrame(table, columns=pd.Index(_KIND_COLUMNS), dtype=object)
