"""What was given, changed and spent: the few amounts that matter of a year, each with its place.

An amount has a place only where that line prints it. What is computed of printed amounts says so:
it has no place.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import pandas as pd

from ..analysis.accounts import totals
from ..analysis.budget import approved_item, budget_bridge, figure, place_of
from ..analysis.budget_items import PHASES
from ..analysis.side_by_side import WHOLE
from ..analysis.statement_rows import first_of, one_document, phase_of
from ..base.amounts import YUAN_PER_UNIT, fold, in_wan, percent
from ..report import Report
from ..report.documents import COLUMN
from ..source import Document

_NUMBER = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?")
_BRIDGE = {
    "carryover": "previous",
    "basic": "change_basic",
    "project": "change_project",
    "adjusted": "change",
    "adjustment": "change",
    "unspent": "left",
}


@dataclass(frozen=True)
class StatedAmount:
    """An amount in 万元 (`rate`: in per cent): `key` of `papers.deputies.figure`, and the page and
    line of `document` that print it; None where it is computed.
    """

    key: str
    value: Decimal
    document: str
    place: tuple[int, int] | None = None
    rate: bool = False


def stated_amounts(report: Report) -> list[StatedAmount]:
    """The amounts of each document of the year that states money, in the order of reading: the
    self-evaluation, else budget and final accounts.
    """
    tables = report.sure.tables
    found: list[StatedAmount] = []
    if "budget" in tables:
        for name in dict.fromkeys(tables["budget"][COLUMN]):
            found += _of_evaluation(one_document(tables["budget"], name), name)
    if not found and "statements" in tables:
        names = list(dict.fromkeys(tables["statements"][COLUMN]))
        for name in sorted(names, key=lambda name: name != "budget"):
            rows = one_document(tables["statements"], name)
            spent = phase_of(rows) == "outturn"
            if spent and name == "budget":
                continue  # what a budget prints of another stage is no outturn of its year
            found += _of_accounts(rows, name) if spent else _of_budget(rows, name)
    return [_checked(report, amount) for amount in found]


def whole_spent(amounts: list[StatedAmount]) -> StatedAmount | None:
    """The amount that stands for the size of the department's money: outturn, else what was given."""
    by_key = {amount.key: amount for amount in reversed(amounts)}
    return next(
        (by_key[k] for k in ("outturn", "spent_total", "revised", "approved") if k in by_key), None
    )


def _of_evaluation(budget: pd.DataFrame, document: str) -> Iterator[StatedAmount]:
    bridge = budget_bridge(budget)
    if bridge.empty:
        for key, item in (
            ("approved", approved_item(budget)),
            ("revised", "expenditure"),
            ("outturn", "expenditure"),
        ):
            wan = figure(budget, item, key)
            if wan is not None:
                place = place_of(budget, item, key)
                yield StatedAmount(key, wan, document, place and place[:2])
    steps = [*bridge.itertuples()]
    steps.sort(key=lambda row: row.step == "unspent")  # what is left is said last
    for row in steps:
        if not row.amount_wan and row.step not in PHASES:
            continue
        at = None if row.page is None else (int(row.page), int(row.line))
        key, amount = _BRIDGE.get(str(row.step), str(row.step)), row.amount_wan
        if key == "left" and amount > 0:
            key = "over"  # more was spent than there was
        yield StatedAmount(key, abs(amount) if key in ("left", "over") else amount, document, at)
    amounts = {row.step: row.amount_wan for row in bridge.itertuples()}
    for key, of in (("rate", "revised"), ("rate_approved", "approved")):
        rate = percent(amounts.get("outturn"), amounts.get(of))
        if rate is not None:
            yield StatedAmount(key, rate, document, rate=True)
    wan, place = figure(budget, "sangong", "outturn"), place_of(budget, "sangong", "outturn")
    if wan is not None:
        yield StatedAmount("sangong", wan, document, place and place[:2])


def _of_accounts(statements: pd.DataFrame, document: str) -> Iterator[StatedAmount]:
    rows: dict[str, Any] = dict(totals(statements))
    rows["sangong"] = _sangong(statements, "outturn")
    for key, name in (
        ("opening", "previous"),
        ("income", "income"),
        ("expenditure", "outturn"),
        ("basic", "basic"),
        ("project", "project"),
        ("closing", "closing"),
        ("approved", "general_approved"),
        ("general", "general"),
        ("sangong", "sangong"),
    ):
        row = rows[key]
        if row is not None:
            whole = str(row.item).startswith("total.")
            shown = {"income": "income_total", "outturn": "spent_total"}[name] if whole else name
            yield StatedAmount(shown, row.wan, document, (row.page, row.line))
    if rows["general"] is not None and rows["approved"] is not None:
        rate = percent(rows["general"].wan, rows["approved"].wan)
        if rate is not None:
            yield StatedAmount("rate_general", rate, document, rate=True)


def _of_budget(statements: pd.DataFrame, document: str) -> Iterator[StatedAmount]:
    rows: dict[str, Any] = dict(totals(statements))
    rows["sangong"] = _sangong(statements, "approved")
    for key, name in (
        ("expenditure", "approved"),
        ("basic", "given_basic"),
        ("project", "given_project"),
        ("sangong", "given_sangong"),
    ):
        row = rows[key]
        if row is not None:
            yield StatedAmount(name, row.wan, document, (row.page, row.line))
        if key == "expenditure":
            yield from _since_before(statements, document)


def _since_before(statements: pd.DataFrame, document: str) -> Iterator[StatedAmount]:
    """By how much a budget says that it is above or below the year before."""
    rows = statements[
        (statements["phase"] == "change")
        & (statements["base"] == "previous")
        & statements["classification"].isna()
        & statements["item"].isin(WHOLE)
        & statements["unit"].isin(list(YUAN_PER_UNIT))
    ]
    for fund in ("all", "fiscal", "general"):
        for row in rows[rows["fund"] == fund].itertuples():
            wan = in_wan(row.value, row.unit)
            yield StatedAmount("change_before", wan, document, (row.page, row.line))
            return


def _sangong(statements: pd.DataFrame, phase: str) -> Any:
    keys = [(table, "fiscal", "sangong") for table in ("sangong", "narrative")]
    return first_of(statements, keys, phase)


def _checked(report: Report, amount: StatedAmount) -> StatedAmount:
    """`amount` without its place where that line does not print it: it is computed."""
    text = report.documents[amount.document].text
    if amount.place is None or text is None:
        return StatedAmount(amount.key, amount.value, amount.document, None, amount.rate)
    if prints(text, amount.place[1], amount.value):
        return amount
    return StatedAmount(amount.key, amount.value, amount.document, None, amount.rate)


def prints(document: Document, line: int, wan: Decimal) -> bool:
    """Whether a line, or the printed one after it where a sentence goes on, prints an amount of
    万元, in any unit of money.
    """
    size = abs(wan)
    below = [own.text.strip() for own in document.lines if own.number >= line and not own.blank]
    for text in (" ".join(below[:2]), "".join(below[:2])):
        for match in _NUMBER.finditer(fold(text)):
            value = Decimal(match[0].replace(",", ""))
            if value in (size, size * 10_000, size / 10_000, size * 10):
                return True
    return False
