"""The rules that weigh what an indicator claims against its own text."""

from __future__ import annotations

from pathlib import Path

import pytest
from audited import changed, made, named, results

from jixiao.audit.findings import (
    AuditResult,
)
from jixiao.audit.rules import (
    attainment_rate,
    claim_denied,
    claim_other_thing,
    claim_short,
    claim_without_number,
    indicator_unit,
    stated_counts,
)
from jixiao.report import Report


@pytest.mark.parametrize(
    ("rule", "failing", "passing"),
    [
        (claim_denied, 5, 12),
        (claim_without_number, 6, 12),
        (claim_short, 30, 12),
        (indicator_unit, 6, 12),
        (claim_other_thing, 20, None),
    ],
)
def test_claims_are_weighed_against_their_own_text(
    report: Report, rule: object, failing: int, passing: int | None
) -> None:
    found = {str(outcome.subject): outcome.result for outcome in rule.check(report)}  # type: ignore[attr-defined]
    assert found[f"indicator {failing}"] == "fail"
    assert passing is None or found[f"indicator {passing}"] == "pass"
    assert results(rule.check, made()) == ["not_applicable"]  # type: ignore[attr-defined]


def test_counts_given_in_parts_come_out(result: AuditResult, data: Path) -> None:
    assert named(result, "stated_counts", 46) == ["pass", "fail", "pass"]
    parts = changed({2496: ("13个", "12个")}, data)
    assert named(parts, "stated_counts", 46) == ["fail", "fail", "pass"]
    done = changed({2498: ("11个", "10个"), 2483: ("25", "26")}, data)
    assert named(done, "stated_counts", 46) == ["pass", "pass", "fail"]
    reasons = [e.reason for e in result.ledger if e.rule == "stated_counts" and e.reason]
    assert reasons
    assert results(stated_counts.check, made()) == ["not_applicable"]


def test_numbers_that_nothing_was_held_against_are_reported(
    result: AuditResult, data: Path
) -> None:
    """Digits changed in staff, a name's number, a formula, a name used often and a promise made twice."""
    asked = {
        "staff_counts",
        "indicator_numbers",
        "impossible_rates",
        "phrase_numbers",
        "twin_promises",
    }
    assert not asked & {finding.rule for finding in result.findings}
    lines = {
        113: ("17人", "27人"),
        2724: ("67", "87"),
        1466: ("100%", "110%"),
        363: ("24小时", "34小时"),
        2955: ("28", "38"),
    }
    assert {f.rule for f in changed(lines, data).findings} >= asked


def test_figures_behind_the_same_words_lists_purchases_and_spending_are_held_together(
    result: AuditResult, data: Path
) -> None:
    """Digits changed in a figure said again in another sentence, a count of what is listed, cars bought,
    money beyond its budget, a rate in words that stand twice, and rates beyond all."""
    quiet = {"listed_things", "purchase_price", "budget_overspent", "phrase_numbers"}
    assert not quiet & {finding.rule for finding in result.findings}
    assert "figure_again" not in {f.rule for f in result.findings}
    changes = {
        2429: ("6大", "2大"),
        763: ("0辆", "2辆"),
        699: ("支出 1427.67", "支出 1428.67"),
        1622: ("100%", "300%"),
        843: ("100%", "120%"),
        1469: ("100%", "160%"),
    }
    found = {f.message["en"] for f in changed(changes, data).findings}
    known = {f.message["en"] for f in result.findings}
    for words in (
        "lists 6 things and counts 2",
        "2辆 at 0.00万元 do not come to the 0.00 万元 spent",
        "1,428.67 万元 were spent of a revised budget of 1,427.67",
        "网办、300%最多跑",
        "申报覆盖率 is 120%",
        "reports 160%, and nothing beside it bears more than all",
    ):
        assert any(words in message for message in found - known), words


def test_a_target_beside_the_list_of_its_definition(data: Path) -> None:
    messages = [f.message["en"] for f in changed({2432: ("6", "4")}, data).findings]
    assert any("Indicator 45" in message and "6大" in message for message in messages)


def test_rates_of_results_are_reckoned_again(result: AuditResult, data: Path) -> None:
    assert named(result, "attainment_rate", 28) == ["pass"]
    assert named(changed({2051: ("131.91", "131.19")}, data), "attainment_rate", 28) == ["fail"]
    whole = changed({2559: ("6000", "1601.164664")}, data)
    assert named(whole, "attainment_rate", 49) == ["pass"]
    assert results(attainment_rate.check, made()) == ["not_applicable"]


def test_a_promised_document_that_is_spoken_of_passes(data: Path) -> None:
    spoken = changed({1832: ("成功申报云政务晓屋", "印发番禺区云政务服务管理标准")}, data)
    found = {str(e.subject): e.result for e in spoken.ledger if e.rule == "claim_other_thing"}
    assert found["indicator 20"] == "pass"
