"""The rules that hold the figures of measures against each other."""

from __future__ import annotations

import pytest
from audited import made, outcomes, results

from jixiao.audit.rules import (
    metric_figures,
    metric_units,
    stated_products,
)
from jixiao.report import Report


@pytest.mark.parametrize(
    ("rows", "outcome"),
    [
        (["cases 10 宗", "cases 10 宗"], ["pass"]),
        (["cases 10 宗", "cases 11 宗"], ["fail"]),
        (["cases 12 宗", "cases 10 宗 超"], ["pass"]),
        (["cases 9 宗", "cases 10 宗 超"], ["fail"]),
        (["cases 10 宗"], []),
        (["cases 10 宗", "other 11 宗"], []),
    ],
)
def test_one_measure_has_one_figure(rows: list[str], outcome: list[str]) -> None:
    assert results(metric_figures.check, outcomes(*rows)) == outcome


def test_a_difference_of_rounding_alone_is_low() -> None:
    (found,) = metric_figures.check(outcomes("rate 100 %", "rate 99.999 %"))
    assert found.finding is not None
    assert found.finding.severity == "low"


def test_one_measure_has_one_unit() -> None:
    assert results(metric_units.check, outcomes("cases 10 宗", "cases 1 万宗")) == ["pass"]
    assert results(metric_units.check, outcomes("cases 10 宗", "cases 10 次")) == ["fail"]
    assert results(metric_units.check, outcomes("cases 10 宗")) == []


def test_a_figure_without_its_line_is_in_the_ledger() -> None:
    report = outcomes("cases 10 宗", "cases 11 宗")
    report.tables["outcomes"].loc[1, "line"] = None
    (found,) = metric_figures.check(report)
    assert (found.result, str(found.reason)) == ("not_applicable", "the figure has no line")


def test_a_share_of_positive_ratings_comes_out() -> None:
    def share(printed: str) -> str:
        rows = ["active_evaluations 200 次", "positive_evaluations 199 次"]
        report = outcomes(*rows, f"satisfaction_rate {printed} %")
        report.tables["outcomes"]["page"] = 1
        return results(stated_products.check, report)[-1]

    assert (share("99.5"), share("100"), share("98.5")) == ("pass", "pass", "fail")
    nothing = outcomes(
        "active_evaluations 0 次", "positive_evaluations 0 次", "satisfaction_rate 1 %"
    )
    nothing.tables["outcomes"]["page"] = 1
    assert results(stated_products.check, nothing)[-1] == "not_applicable"


def test_a_stated_quotient_comes_out() -> None:
    rows = ["xiaowu_cases 15342 次", "workdays 249 个工作日", "xiaowu_cases_per_workday {} 次"]

    def quotient(value: int) -> str:
        report = outcomes(*rows[:2], rows[2].format(value))
        report.tables["outcomes"]["page"] = 33
        return results(stated_products.check, report)[-1]

    assert (quotient(62), quotient(61)) == ("pass", "fail")
    assert results(stated_products.check, outcomes(rows[2].format(61)))[-1] == "not_applicable"


@pytest.mark.parametrize(
    ("definition", "outcome"),
    [
        ("250.944480万元=13770*182.24元/套", "pass"),
        ("260.944480万元=13770*182.24元/套", "fail"),
        ("没有算式", "not_applicable"),
    ],
)
def test_a_stated_product_comes_out(report: Report, definition: str, outcome: str) -> None:
    rows = report.tables["indicators"].iloc[:1].copy()
    rows["definition"] = definition
    assert results(stated_products.check, made(indicators=rows))[0] == outcome


def test_a_figure_of_the_end_of_the_year_contradicts_none_of_the_whole_year() -> None:
    report = outcomes("score 9.98 分", "score 10 分")
    for quote, nature in (("2022年底评分10分", "updated"), ("评分10分", "contradiction")):
        report.tables["outcomes"].loc[1, "quote"] = quote
        (found,) = metric_figures.check(report)
        assert found.finding is not None
        assert found.finding.nature == nature


def test_a_finding_prints_the_word_that_belongs_to_a_figure() -> None:
    (found,) = metric_figures.check(outcomes("cases 9 宗", "cases 10 宗 超", "cases 12 宗 以上"))
    assert found.finding is not None
    assert "超10宗" in found.finding.message["en"]
    assert "12宗以上" in found.finding.message["zh"]
