"""The rules of targets: each passes, fails, or does not apply and says why."""

from __future__ import annotations

from decimal import Decimal as D
from typing import Any

import pandas as pd
import pytest
from scored import form, indicator, report_of, words

from jixiao.report import Report
from jixiao.scoring.targets import HEADINGS, RULES, attained_counts, target_verdicts, verdict_counts
from jixiao.scoring.targets.verdicts import rule_name


def results(
    rule: str,
    *rows: dict[str, object],
    projects: list[dict[str, object]] | None = None,
    previous: Report | None = None,
    **more: Any,
) -> list[str]:
    """What the rule says of each indicator or form, in their order."""
    report = report_of([form()] if projects is None else projects, list(rows))
    found = target_verdicts(report, previous, **more)
    return list(found[found["rule"] == rule]["result"])


@pytest.mark.parametrize(
    ("target", "result"),
    [
        ("每月一次", "pass"),
        ("2022年12月前", "pass"),
        ("验收合格", "pass"),
        ("不超预算", "pass"),
        ("《导则》要求", "pass"),
        ("小于十万分之一", "pass"),
        ("有效提升", "fail"),
        ("长期", "fail"),
        ("满意", "fail"),
        ("满意度", "fail"),
        ("定性指标", "fail"),
        ("是", "not_applicable"),
        ("实现", "not_applicable"),  # as good as 是: 为土壤管理提供技术支持
        ("收入增长", "fail"),
        ("如常", "not_applicable"),
        (
            "利用大数据支撑生态环境信息公开和网上办理，提高共建能力和共享水平。满意度；实施周期指标值：满意，年度指标值：满意",
            "not_applicable",
        ),
        ("提升公众对生态环境保护工作的认识并广泛凝聚各方共识力量", "not_applicable"),
    ],
)
def test_measurable(target: str | None, result: str) -> None:
    assert results("measurable", indicator(**words(target, None))) == [result]


def test_measurable_by_number_by_its_name_and_not_by_a_plan_without_number() -> None:
    assert results("measurable", indicator()) == ["pass"]
    norm = words("符合", None, name="监测技术符合相关标准")
    assert results("measurable", indicator(**norm)) == ["pass"]
    assert results("measurable", indicator(**words("符合", None))) == ["fail"]
    plan = words("完成年度任务", None, promised="plan")
    assert results("measurable", indicator(**plan)) == ["fail"]


def test_a_table_of_marks_alone_states_no_targets() -> None:
    assert results("measurable", indicator(**words(None, None))) == []
    beside = [indicator(1, **words(None, None)), indicator(2)]
    assert results("measurable", *beside) == ["fail", "pass"]


SATISFIED = {"level2": "满意度", "level3": "服务对象满意度", "name": "群众满意度"}


@pytest.mark.parametrize(
    ("more", "result"),
    [
        ({"actual": "95%"}, "fail"),
        ({"actual": "95%", "deviation": "未形成满意度调查表"}, "fail"),
        ({"actual": "发放问卷120份，95%"}, "pass"),
        ({"actual": "95%", "definition": "以回访结果计"}, "pass"),
        ({"actual": "未收到投诉"}, "not_applicable"),
        ({"actual": None}, "not_applicable"),
    ],
)
def test_satisfaction_sample(more: dict[str, object], result: str) -> None:
    assert results("satisfaction_sample", indicator(**SATISFIED, **more)) == [result]
    assert results("satisfaction_sample", indicator()) == []


def test_too_low_by_a_threshold() -> None:
    row = indicator(actual_value=D(140))
    assert results("too_low", row) == ["fail"]
    assert results("too_low", row, too_low_pct=200) == ["pass"]
    assert results("too_low", indicator(bound="≤", actual_value=D(10))) == ["not_applicable"]
    assert results("too_low", indicator(actual=None, actual_value=None)) == ["not_applicable"]
    assert results("too_low", indicator(target_value=D(0))) == ["not_applicable"]
    cost = indicator(level3="成本", bound=None, actual_value=D(140))
    assert results("too_low", cost) == ["not_applicable"]


def test_results_beyond_their_target_are_counted_at_three_thresholds() -> None:
    rows = [indicator(n, actual_value=D(v)) for n, v in enumerate((100, 125, 150, 210), start=1)]
    counts = attained_counts(report_of([form()], rows))
    assert [(r.threshold, r.count, r.of) for r in counts.itertuples()] == [
        (120, 3, 4),
        (130, 2, 4),
        (200, 1, 4),
    ]


def test_always_met() -> None:
    zero = {"target": "≥0个", "target_value": D(0)}
    assert results("always_met", indicator(**zero)) == ["fail"]
    assert results("always_met", indicator()) == ["pass"]
    assert results("always_met", indicator(bound="≤")) == ["not_applicable"]
    assert results("always_met", indicator(**zero, name="成本控制率")) == ["not_applicable"]


def test_all_hundred() -> None:
    whole = {"target_unit": "%", "target_value": D(100)}
    assert results("all_hundred", *(indicator(n, **whole) for n in (1, 2, 3))) == ["fail"]
    mixed = [indicator(1, **whole), indicator(2, **whole), indicator(3)]
    assert results("all_hundred", *mixed) == ["pass"]
    assert results("all_hundred", indicator(**whole)) == ["not_applicable"]
    capped = [indicator(1, **whole), indicator(2, **whole), indicator(3, **whole, bound="≤")]
    assert results("all_hundred", *capped) == ["not_applicable"]


@pytest.mark.parametrize(
    ("more", "result"),
    [
        ({"name": "群众满意度"}, "fail"),
        ({"name": "资金支付及时率"}, "fail"),
        ({"name": "设备验收合格率", "level3": "时效"}, "fail"),
        ({"name": "设备验收合格率", "level3": "质量"}, "pass"),
        ({"name": "项目总成本", "target_unit": "万元"}, "fail"),
        ({"name": "改善条件", "level3": "成本", **words("改善", None)}, "fail"),
        ({"name": "科技创新管理", "level3": "成本", "target": "200", "target_unit": None}, "pass"),
        ({"name": "健康知晓率", "level3": "服务对象满意度"}, "fail"),
        ({"name": "重复投诉率", "level3": "服务对象满意度"}, "pass"),
        ({"name": "因未及时支付造成的纠纷", "level3": "服务对象满意度"}, "pass"),
        ({"level3": None}, "not_applicable"),
    ],
)
def test_wrong_kind(more: dict[str, object], result: str) -> None:
    assert results("wrong_kind", indicator(**more)) == [result]


def of_form(number: int, target: str = "≥100个", count: int = 3) -> list[dict[str, object]]:
    return [
        indicator(number * 10 + n, project=number, name=f"指标{n}", target=target)
        for n in range(count)
    ]


def test_copied_form() -> None:
    two = [form(1, executor="甲"), form(2, executor="乙")]
    assert results("copied_form", *of_form(1), *of_form(2), projects=two) == ["fail", "fail"]
    other = [*of_form(1), *of_form(2, "≥99个")]
    assert results("copied_form", *other, projects=two) == ["pass", "pass"]
    short = [*of_form(1, count=2), *of_form(2, count=2)]
    assert results("copied_form", *short, projects=two) == ["not_applicable"] * 2
    twice = [form(1), form(2, name="项目1")]
    assert results("copied_form", *of_form(1), *of_form(2), projects=twice) == ["pass", "pass"]


def test_copied_year() -> None:
    before = report_of([form()], of_form(1), 2021)
    assert results("copied_year", *of_form(1), previous=before) == ["fail"]
    assert results("copied_year", *of_form(1, "≥120个"), previous=before) == ["pass"]
    assert results("copied_year", *of_form(1)) == ["not_applicable"]
    renamed = report_of([form(name="别的项目")], of_form(1), 2021)
    assert results("copied_year", *of_form(1), previous=renamed) == ["not_applicable"]


def test_below_last_year() -> None:
    before = report_of([form()], [indicator(actual_value=D(110))], 2021)
    assert results("below_last_year", indicator(), previous=before) == ["fail"]
    same = report_of([form()], [indicator()], 2021)
    assert results("below_last_year", indicator(), previous=same) == ["pass"]
    assert results("below_last_year", indicator()) == ["not_applicable"]
    other = report_of([form()], [indicator(actual_unit="件", actual_value=D(110))], 2021)
    assert results("below_last_year", indicator(), previous=other) == ["not_applicable"]


def test_points_against_money() -> None:
    whole = form(1, form="department_self_evaluation", name=None)

    def tasks(first: str, second: str) -> list[dict[str, object]]:
        more = {"form": "department_task", "execution_score": None}
        return [
            whole,
            form(2, revised=D(900), execution_weight=D(first), **more),
            form(3, revised=D(100), execution_weight=D(second), **more),
        ]

    uneven = results("points_against_money", indicator(), projects=tasks("1", "9"))
    assert uneven == ["fail", "pass"]
    even = results("points_against_money", indicator(), projects=tasks("5", "5"))
    assert even == ["pass", "pass"]
    assert results("points_against_money", indicator(), projects=[whole]) == ["not_applicable"]


def test_cost_above_budget() -> None:
    cost = {"name": "项目总成本", "level3": "成本", "bound": "≤", "target_unit": "万元"}
    assert results("cost_above_budget", indicator(**cost, target_value=D(120))) == ["fail"]
    assert results("cost_above_budget", indicator(**cost)) == ["pass"]
    bare = indicator(**(cost | {"target_unit": None}))
    assert results("cost_above_budget", bare) == ["not_applicable"]
    assert results("cost_above_budget", indicator(name="办公成本")) == []


def test_every_rule_says_what_it_is_and_stands_under_a_requirement() -> None:
    assert {rule.heading for rule in RULES} == set(HEADINGS)
    for rule in RULES:
        assert (rule.__doc__ or "").strip(), rule_name(rule)
    verdicts = target_verdicts(report_of([form()], [indicator()]))
    for said in verdicts["said"]:
        assert said.words("en")
        assert said.words("zh")
    counts = verdict_counts(verdicts)
    assert (counts["asked"] + counts["not_applicable"]).gt(0).all()


def test_a_rule_of_ones_own_is_asked_like_the_others() -> None:
    class Own:
        __name__ = "mine.own_rule"
        heading, version = "match", 1

        def check(self, given: Any) -> list[Any]:
            from jixiao.base.said import Said
            from jixiao.scoring.targets import Verdict

            return [Verdict(form, False, Said("targets.no_tasks")) for form in given.forms]

    found = target_verdicts(report_of([form()], [indicator()]), rules=(Own(),))
    assert isinstance(found, pd.DataFrame)
    assert [(r.rule, r.result) for r in found.itertuples()] == [("own_rule", "fail")]
