"""What a form says of a project is held against its summary in prose and against its own sums."""

from __future__ import annotations

from decimal import Decimal

import pytest
from made_forms import document, form_grid

from jixiao.audit import audit_report
from jixiao.audit.findings import Outcome
from jixiao.audit.rules import project_sums, project_twins
from jixiao.extract.forms.read import read_forms
from jixiao.labels import LANGUAGES
from jixiao.papers.places import amount_wan
from jixiao.report import Report

FORM = """
项目名称 | < | 街面清扫保洁 | < | < | < | < | < | <
主管部门 | < | 某市城市管理局 | < | < | 实施单位 | < | 某市环卫中心 | <
项目资金（万元） | < | | 年初预算数 | 全年预算数 | 全年执行数 | 分值 | 执行率 | 得分
^ | ^ | 年度资金总额 | 130 | 120 | 118.2 | 10 | 98.5% | 10
绩效指标 | 一级指标 | 二级指标 | 三级指标 | < | 年度指标值 | 实际完成值 | 分值 | 得分
^ | 产出指标 | 数量指标 | 保洁面积 | < | 10万平方米 | 10万平方米 | 50 | 50
^ | 效益指标 | 社会效益指标 | 市民满意 | < | ≥90% | 95% | 40 | 36.5
总分 | < | < | < | < | < | < | 100 | 96.5
"""
SUMMARY = "1.{name}绩效自评综述：全年预算数120万元，执行数{outturn}万元，完成预算的{rate}%。自评得分{score}分。"


def report(form: str = FORM, **said: str) -> Report:
    words = {
        "name": "某市环卫中心街面清扫保洁项目",
        "outturn": "118.2",
        "rate": "98.5",
        "score": "96.5",
    }
    text = document(SUMMARY.format(**(words | said)))
    read = read_forms(text, [form_grid(form, title="项目支出绩效自评表")])
    tables = {
        "projects": read.projects,
        "project_funds": read.funds,
        "indicators": read.indicators,
    }
    about = {"document": "accounts", "department_en": "made", "department_zh": "某市城市管理局"}
    unread = [passage.entry() for passage in read.unread]
    resources = [{"name": name} for name in tables]
    descriptor = {"jixiao": {**about, "unread": unread}, "sources": [], "resources": resources}
    return Report("made", 2023, descriptor, tables, text)


def twins(made: Report) -> list[Outcome]:
    return list(project_twins.check(made))


def test_a_form_and_its_summary_that_agree_pass() -> None:
    assert [outcome.result for outcome in twins(report())] == ["pass"] * 4


@pytest.mark.parametrize(
    ("said", "severity", "difference"),
    [
        ({"outturn": "181.2"}, "high", Decimal("63.0")),
        ({"outturn": "118.3"}, "low", Decimal("0.1")),
        ({"rate": "89.5"}, "medium", Decimal("-9.0")),
        ({"score": "69.5"}, "medium", Decimal("-27.0")),
    ],
)
def test_a_figure_that_differs_is_found(
    said: dict[str, str], severity: str, difference: Decimal
) -> None:
    (finding,) = [outcome.finding for outcome in twins(report(**said)) if outcome.finding]
    assert (finding.severity, finding.difference) == (severity, difference)
    assert len(finding.passages) == 2
    assert "街面清扫保洁" in finding.message["zh"]


def test_a_rounder_print_of_the_same_figure_passes() -> None:
    assert {outcome.result for outcome in twins(report(outturn="118", rate="99"))} == {"pass"}


def test_a_summary_of_another_project_is_compared_with_nothing() -> None:
    (outcome,) = twins(report(name="某市环卫中心垃圾清运项目"))
    assert outcome.result == "not_applicable"


def test_two_forms_of_one_name_are_told_apart_by_their_money_or_not_at_all() -> None:
    other = FORM.replace("118.2", "60").replace("120", "80").replace("98.5%", "75%")
    both = report(FORM.rstrip() + other)
    assert {outcome.result for outcome in twins(both)} == {"pass"}
    same = report(FORM.rstrip() + FORM, outturn="181.2")
    assert {outcome.result for outcome in twins(same)} == {"not_applicable"}


@pytest.mark.parametrize(
    ("old", "new", "rule"),
    [
        ("| 100 | 96.5", "| 100 | 98.5", "得分合计"),
        ("| 100 | 96.5", "| 110 | 96.5", "分值合计"),
        ("98.5%", "89.5%", "预算执行率"),
    ],
)
def test_a_form_that_does_not_add_up_is_found(old: str, new: str, rule: str) -> None:
    outcomes = list(project_sums.check(report(FORM.replace(old, new))))
    assert [rule in o.finding.message["zh"] for o in outcomes if o.finding] == [True]


def test_sources_that_do_not_add_up_name_each_amount_its_unit_and_its_place() -> None:
    sources = FORM.replace(
        "绩效指标 |",
        "^ | ^ | 其中：当年财政拨款 | 130 | 125 | 118.2 | | |\n^ | ^ | 其他资金 | 0 | 0 | 0 | | |\n绩效指标 |",
        1,
    )
    (finding,) = [o.finding for o in project_sums.check(report(sources)) if o.finding]
    assert [(item.value, item.unit) for item in finding.evidence] == [(120, "万元"), (125, "万元")]
    assert "120 万元" in finding.message["en"]
    assert "印为120万元，按所列数字为125万元" in finding.message["zh"]
    assert amount_wan(finding) == 5


def test_the_score_of_execution_that_is_not_printed_leaves_the_scores_open() -> None:
    outcomes = list(project_sums.check(report(FORM.replace("98.5% | 10", "98.5% |"))))
    assert {outcome.result for outcome in outcomes} == {"pass"}


def test_a_form_of_which_a_part_was_not_read_is_not_added_up() -> None:
    broken = FORM.replace("| 50 | 50", "| 见附表 | 50")
    outcomes = list(project_sums.check(report(broken)))
    assert not [o for o in outcomes if o.finding]
    assert "not_applicable" in {o.result for o in outcomes}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_document_that_states_projects_is_asked_both_rules(language: str) -> None:
    rules = {entry.rule for entry in audit_report(report()).ledger}
    assert {"project_sums", "project_twins"} <= rules
