"""The rules that re-add the budget: sums, the path, rates, units, figures printed again."""

from __future__ import annotations

from decimal import Decimal as D

import pytest
from audited import budget, made, results

from jixiao.audit.findings import (
    AuditResult,
)
from jixiao.audit.rules import (
    budget_path,
    budget_restated,
    execution_rate,
    shares_of_whole,
    total_of_parts,
    unit_of_money,
)


def test_parts_that_do_not_add_up_fail_and_rounding_does_not() -> None:
    parts = ["expenditure.basic outturn 40.00 万元", "expenditure.project outturn 60.00 万元"]
    check = total_of_parts.check
    assert "fail" in results(check, budget("expenditure outturn 100.02 万元", *parts))
    assert "fail" not in results(check, budget("expenditure outturn 100.01 万元", *parts))
    assert set(results(check, budget("expenditure outturn 100.00 万元"))) == {"not_applicable"}


def test_a_part_in_another_unit_is_compared_through_its_twin() -> None:
    rows = [
        "expenditure outturn 100.00 万元",
        "expenditure.basic outturn 40.00 万元",
        "expenditure.project outturn 60.00 元",
    ]
    assert "fail" not in results(total_of_parts.check, budget(*rows))
    twin = "expenditure.project.departmental outturn 60.00 万元"
    assert results(total_of_parts.check, budget(*rows, twin)).count("pass") == 1


PATH = [
    "income approved 100.00 万元",
    "income carryover 5.00 万元",
    "income adjustment -50.00 万元",
    "expenditure.basic adjustment 10.00 万元",
    "expenditure.project adjustment -60.00 万元",
    "expenditure.basic revised 20.00 万元",
    "expenditure.project revised 35.00 万元",
]


def test_the_budgets_path_closes_or_fails() -> None:
    assert results(budget_path.check, budget(*PATH))[:2] == ["pass", "pass"]
    broken = budget(*PATH[:-1], "expenditure.project revised 36.00 万元")
    assert results(budget_path.check, broken)[:2] == ["fail", "pass"]
    assert set(results(budget_path.check, budget(PATH[0]))) == {"not_applicable"}


@pytest.mark.parametrize(
    ("rate", "outcome"),
    [("96.77", "pass"), ("96.8", "pass"), ("96.76", "pass"), ("97", "pass"), ("95.77", "fail")],
)
def test_a_rate_is_recomputed_at_its_printed_precision(rate: str, outcome: str) -> None:
    rows = [
        "sangong revised 1.24 万元",
        "sangong outturn 1.20 万元",
        f"sangong rate {rate} % revised",
    ]
    assert results(execution_rate.check, budget(*rows)) == [outcome]


def test_a_rate_that_fits_another_denominator_says_which(result: AuditResult) -> None:
    finding = next(
        f for f in result.findings if f.rule == "execution_rate" and f.expected is not None
    )
    assert finding.message["en"].endswith("rate fits approved + carry-over, 14,914.74 万元.")
    assert (finding.expected, finding.printed) == (D("49.10"), D("49.00"))


def test_zero_of_zero_is_no_rate_but_must_be_one_thing() -> None:
    nothing = ["sangong revised 0.00 万元", "sangong outturn 0.00 万元"]
    one = [*nothing, "sangong rate 100.00 % revised"]
    assert results(execution_rate.check, budget(*one)) == ["not_applicable"]
    both = budget(*one, "sangong rate 0.00 % revised")
    assert results(execution_rate.check, both) == ["not_applicable", "not_applicable", "fail"]


def test_one_unit_of_money() -> None:
    rows = ["a outturn 5.00 万元", "b outturn 6.00 万元"]
    assert results(unit_of_money.check, budget(*rows)) == ["pass"]
    assert results(unit_of_money.check, budget(*rows, "c outturn 5.00 元")) == ["fail"]
    assert results(unit_of_money.check, budget(*rows, "c outturn 7.00 元")) == ["not_applicable"]


SHARES = ["sangong.overseas share 0.00 % sangong", "sangong.vehicles share 75.27 % sangong"]


@pytest.mark.parametrize(
    ("last", "outcome"), [("24.73", "pass"), ("24.72", "pass"), ("24.37", "fail"), (None, None)]
)
def test_the_shares_of_a_whole_add_up(last: str | None, outcome: str | None) -> None:
    rows = [*SHARES, *([f"sangong.reception share {last} % sangong"] if last else [])]
    assert results(shares_of_whole.check, budget(*rows)) == [outcome or "not_applicable"]


RESTATED = ["income outturn 100.00 万元", "income outturn 101.00 万元", "income carryover 5 万元"]


def test_a_figure_of_the_budget_that_is_printed_again_is_the_same() -> None:
    check = budget_restated.check
    assert results(check, budget(*RESTATED)) == ["fail"]
    assert results(check, budget(RESTATED[0], RESTATED[0])) == ["pass"]
    assert results(check, budget(RESTATED[0], RESTATED[2])) == []
    assert results(check, made()) == ["not_applicable"]
