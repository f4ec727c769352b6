"""Indicators that have a target and no result, as a table of targets gives them."""

from __future__ import annotations

from pathlib import Path

import pytest
from made_reports import as_html
from traps_made import read

from jixiao.audit.rules import claim_other_thing, claim_without_number
from jixiao.report import Report


@pytest.fixture(scope="module")
def without_results(data: Path, tmp_path_factory: pytest.TempPathFactory) -> Report:
    report = read(as_html(), tmp_path_factory.mktemp("targets"), data)
    table = report.tables["indicators"].copy()
    table[["actual", "reason"]] = None
    return Report(
        report.department,
        report.year,
        report.descriptor,
        {**report.tables, "indicators": table},
        report.document,
    )


@pytest.mark.parametrize("rule", [claim_other_thing, claim_without_number])
def test_a_rule_of_results_has_nothing_to_say_of_them(
    rule: object, without_results: Report
) -> None:
    outcomes = list(rule.check(without_results))  # type: ignore[attr-defined]
    assert len(outcomes) == 2
    assert not [outcome for outcome in outcomes if outcome.result == "fail"]
