"""The rules that set what is said twice side by side: years, figures, words."""

from __future__ import annotations

from pathlib import Path

import pytest
from audited import REPORT, TEXT, made, results, written
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from mutants import Mutant, caught, mutants

from jixiao.audit import audit_report
from jixiao.audit.findings import (
    AuditResult,
)
from jixiao.audit.rules import (
    twin_figures,
    twin_words,
    year_slip,
)

KNOWN = {finding.message["en"] for finding in audit_report(REPORT).findings}


def test_a_year_that_does_not_belong_has_a_twin_with_the_right_one() -> None:
    slip = written("完成2022年度考评工作，完成2023年度考评工作。")
    assert "fail" in results(year_slip.check, slip)
    plan = written("完成2022年度考评工作，制定2023年度工作计划。")
    assert "fail" not in results(year_slip.check, plan)
    assert results(year_slip.check, made()) == ["not_applicable"]


def test_the_ledger_of_years_shows_each_clause_as_printed() -> None:
    report = written("完成2022年度考评工作，完成2023年度考评工作，2022年度没有发生事故。")
    shown = [str(outcome.subject.values["text"]) for outcome in year_slip.check(report)]
    assert shown == ["完成2022年度考评工作", "2022年度没有发生事故"]


@pytest.mark.parametrize(
    ("first", "second", "outcome", "severity"),
    [
        ("全区共办理群众来信12宗。", "全区共办理群众来信21宗。", ["fail"], "high"),
        ("一是全区共办理群众来信12宗。", "二、全区办理群众来信21宗。", ["fail"], "medium"),
        ("全区共办理群众来信12宗。", "全区共办理群众来信12宗。", ["pass"], None),
        ("全区办理群众来信超12宗。", "全区办理群众来信21宗。", ["pass"], None),
        ("全区办理群众来信超22宗。", "全区办理群众来信21宗。", ["fail"], "medium"),
        ("全区办理群众来信1.2万宗。", "全区办理群众来信12000宗。", ["pass"], None),
        ("2021年全区共办理群众来信12宗。", "2021年全区共办理群众来信12宗。", ["pass"], None),
        ("上半年全区共办理群众来信12宗。", "全区共办理群众来信21宗。", [], None),
        ("拆除废旧通信设备箱盒12个。", "废旧通信设备箱盒21个。", ["fail"], "medium"),
        ("拆除废旧通信设备箱盒12个。", "废旧通信设备箱盒21吨。", [], None),
        ("全国可服务的政务事项数量达12项。", "可服务的政务事项数量达21项。", [], None),
    ],
)
def test_a_statement_made_twice_has_the_same_figures(
    first: str, second: str, outcome: list[str], severity: str | None
) -> None:
    found = list(twin_figures.check(written(first, second)))
    assert [each.result for each in found] == outcome
    assert [each.finding.severity for each in found if each.finding] == [severity] * (
        outcome == ["fail"]
    )


def test_twins_need_the_text() -> None:
    assert results(twin_figures.check, made()) == ["not_applicable"]
    assert results(twin_words.check, made()) == ["not_applicable"]


def test_a_known_measure_is_reported_once(result: AuditResult) -> None:
    lines = [
        {(item.page, item.line) for item in finding.evidence}
        for finding in result.findings
        if finding.rule in ("metric_figures", "twin_figures") and "112宗" in finding.message["en"]
    ]
    assert len(lines) == 1


@pytest.mark.parametrize(
    ("first", "second", "outcome"),
    [
        ("编制全区公共数据资源目录。", "印发全区公共数据资源目录。", ["fail"]),
        ("编制全区公共数据资源目录。", "编制全区公共数据资源目录。", ["pass"]),
        ("编制全区公共数据资源目录。", "印发全区政务服务大厅管理办法。", ["pass"]),
        ("年度新建第五代移动基站12座。", "累计建成第五代移动基站40座。", ["pass"]),
    ],
)
def test_stages_of_one_work_are_set_side_by_side(
    first: str, second: str, outcome: list[str]
) -> None:
    assert results(twin_words.check, written(first, second)) == outcome


FIRST_DIGITS = list(mutants(REPORT, TEXT))


STATED_TWICE = (
    "business_accepted",
    "enterprises_served",
    "site_visits",
    "urban_village_themes_stored",
)


@settings(
    max_examples=10,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
@given(st.sampled_from([m for m in FIRST_DIGITS if m.what in STATED_TWICE]))
def test_a_changed_digit_of_a_twin_statement_is_reported(data: Path, mutant: Mutant) -> None:
    assert caught(mutant, TEXT, KNOWN, data)
