"""A figure that is misprinted is one finding, which says what it should be."""

from __future__ import annotations

from decimal import Decimal

import pandas as pd
from accounts_made import make_accounts
from audited_accounts import report
from hypothesis import given
from hypothesis import strategies as st

from jixiao.audit import audit_report
from jixiao.audit.set_aside import figures_slipped
from jixiao.check.identities import every_identity
from jixiao.report import Report

SOUND = report(make_accounts())
STATEMENTS = SOUND.tables["statements"]
PRINTED = [
    at
    for at, row in enumerate(STATEMENTS.itertuples())
    if row.statement != "narrative" and row.unit == "万元" and row.value
]


def with_values(values: dict[int, Decimal]) -> Report:
    """The sound accounts with other amounts in the rows of `values`."""
    rows: pd.DataFrame = STATEMENTS.copy()
    for at, value in values.items():
        rows.iloc[at, rows.columns.get_loc("value")] = value
    return Report("made", 2023, dict(SOUND.descriptor), {"statements": rows}, SOUND.document)


@given(at=st.sampled_from(PRINTED), times=st.sampled_from(["10", "0.1", "1.5", "-1"]))
def test_what_is_told_of_one_misprint_is_that_figure_and_its_amount(at: int, times: str) -> None:
    own = STATEMENTS.iloc[at]["value"]
    changed = with_values({at: own * Decimal(times)})
    failing = [each for each in every_identity(changed.tables["statements"]) if not each.holds]
    slipped = figures_slipped(changed)
    assert [(STATEMENTS.index.get_loc(s.entry.row), s.wan) for s in slipped] in ([], [(at, own)])
    assert slipped or len(failing) < 2 or tells_no_figure(failing)


def tells_no_figure(failing: list[object]) -> bool:
    """Whether two figures take part in all of `failing`: an amount that two tables print, and its twin."""
    rows = [{entry.row for entry in each.entries} for each in failing]  # type: ignore[attr-defined]
    return len(set.intersection(*rows)) > 1


def test_two_misprints_that_share_no_sum_are_two_findings() -> None:
    def row(statement: str, item: str, code: str) -> int:
        rows = STATEMENTS.reset_index(drop=True)
        chosen = (rows["statement"] == statement) & (rows["item"] == item)
        return int(rows.index[chosen & (rows["classification"].fillna("") == code)][0])

    codes = {
        statement: [
            code
            for code in STATEMENTS[STATEMENTS["statement"] == statement]["classification"]
            if code and len(code) == 7
        ]
        for statement in ("income", "expenditure")
    }
    income = row("income", "income.current_year", codes["income"][0])
    spent = row("expenditure", "expenditure", codes["expenditure"][-1])
    values = {at: STATEMENTS.iloc[at]["value"] + 900 for at in (income, spent)}
    found = audit_report(with_values(values)).findings
    assert [finding.rule for finding in found] == ["accounts_slips"] * 2
    for finding in found:
        assert finding.printed - finding.expected == finding.difference == 900
        assert len(finding.evidence) >= 3
        assert "agrees with none of its" in finding.message["en"]
        assert "均不符" in finding.message["zh"]
    reasons = {
        entry.reason.key for entry in audit_report(with_values(values)).ledger if entry.reason
    }
    assert "ledger.told_elsewhere" in reasons


def test_of_two_prints_that_differ_and_take_part_in_nothing_else_neither_is_told() -> None:
    sums = every_identity(STATEMENTS)
    counted: dict[int, int] = {}
    for each in sums:
        for entry in each.entries:
            counted[entry.row] = counted.get(entry.row, 0) + 1
    alone = [
        each
        for each in sums
        if all(counted[entry.row] == 1 for entry in each.entries) and each.parts
    ]
    assert alone
    at = STATEMENTS.index.get_loc(alone[0].parts[0].row)
    changed = with_values({int(at): STATEMENTS.iloc[at]["value"] + 900})
    assert figures_slipped(changed) == ()
    assert {f.rule for f in audit_report(changed).findings} & {"accounts_totals", "accounts_tables"}
