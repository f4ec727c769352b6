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
