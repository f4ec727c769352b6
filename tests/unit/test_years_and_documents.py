"""Figures of documents side by side, years of money, targets kept, problems followed, values apart."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import pandas as pd
import pytest

from jixiao.analysis.accounts import by_kind
from jixiao.analysis.follow_up import followed
from jixiao.analysis.money_years import money_years
from jixiao.analysis.occurrences import occurrences, occurrences_of
from jixiao.analysis.outliers import fence, outliers
from jixiao.analysis.promises import kept_targets
from jixiao.analysis.said_before import base_of_change
from jixiao.analysis.side_by_side import lines_of_year
from jixiao.analysis.year_bridge import breaks_of_duties, year_bridge
from jixiao.charts import departments as department_charts
from jixiao.charts import year_bridge as bridge_charts
from jixiao.report import Report
from jixiao.report.documents import ReportDocument
from jixiao.schema import frame_of
from jixiao.tables import documents
from jixiao.tables import followed as followed_tables
from jixiao.tables import money_years as money_tables
from jixiao.tables.duties import duties

TITLES = {"budget": "部门预算", "accounts": "部门决算", "evaluation": "部门整体支出绩效自评报告"}


def figure(value: str, **of: Any) -> dict[str, Any]:
    row = {"statement": "expenditure", "fund": "all", "item": "expenditure", "name": "支出"}
    row |= {"phase": "approved", "unit": "万元", "page": 1, "line": 1, **of}
    quote = of.get("quote", f"支出{value}万元")
    return {**row, "value": Decimal(value), "printed": value, "quote": quote}


def made(year: int, documents: Mapping[str, Mapping[str, list[dict[str, Any]]]]) -> Report:
    found = {}
    for kind, tables in documents.items():
        about = {
            "document": kind,
            "department_zh": "甲局",
            "department_en": "A",
            "kind": {"words": f"{year}年{TITLES[kind]}"},
        }
        descriptor = {"jixiao": about, "resources": [{"name": n} for n in tables], "sources": []}
        frames = {name: frame_of(rows, name) for name, rows in tables.items()}
        found[kind] = ReportDocument(kind, descriptor, frames)
    return Report.of_documents("a", year, found)


def budget(year: int, *rows: dict[str, Any]) -> Report:
    return made(year, {"budget": {"statements": list(rows)}})


def test_every_place_of_a_figure_is_found_with_its_document_phase_and_year() -> None:
    change = figure("5.00", statement="narrative", phase="change", base="previous", line=3)
    change["quote"] = "比2024年预算增加5.00万元"
    narrative = figure("25.00", statement="narrative", line=2)
    found = occurrences([budget(2025, figure("25.00"), narrative, change)])
    shown = list(zip(found["year"], found["phase"], found["size"], found["line"], strict=True))
    assert shown == [
        (2025, "approved", Decimal("25.00"), 1),
        (2025, "approved", Decimal("25.00"), 2),
        (2024, "approved", Decimal("20.00"), 2),
    ]
    assert list(found["implied"])[-1] == (1, 3, "比2024年预算增加5.00万元")


@pytest.mark.parametrize(
    ("quote", "own", "base"),
    [
        ("比2024年预算增加5万元", "approved", "approved"),
        ("较2024年年初预算减少5万元", "approved", "approved"),
        ("比上年预算增加5万元", "approved", "approved"),
        ("比上年预算执行数增加5万元", "approved", "outturn"),
        ("比2024年决算数增加5万元", "approved", "outturn"),
        ("比上年增加5万元", "approved", None),
        ("比2025年预算增加5万元", "approved", None),
        ("一般公共预算财政拨款支出减少5万元", "outturn", "outturn"),
        ("比2023年度减少5万元", "outturn", None),
    ],
)
def test_what_a_change_is_against(quote: str, own: str, base: str | None) -> None:
    assert base_of_change(quote, own, 2025) == base


def test_lines_say_what_agrees_and_what_does_not() -> None:
    accounts = {
        "statements": [
            figure("19.00", phase="outturn"),
            figure("12.00", phase="outturn", item="expenditure.basic"),
            figure("20.00", statement="narrative", quote="年初预算为20.00万元"),
        ]
    }
    said = {"item": "expenditure", "name": "支出", "unit": "万元", "page": 1, "line": 1}
    said |= {
        "phase": "outturn",
        "value": Decimal("18.00"),
        "printed": "18.00",
        "quote": "支出18.00",
    }
    evaluation = {
        "budget": [said, {**said, "item": "expenditure.basic", "value": Decimal("12.00")}]
    }
    plan = {"statements": [figure("20.00")]}
    report = made(2024, {"budget": plan, "accounts": accounts, "evaluation": evaluation})
    lines = lines_of_year(occurrences_of(report), 2024)
    verdicts = {(line.first.item, line.first.phase): line.verdict for line in lines}
    assert verdicts == {
        ("expenditure", "approved"): "same",
        ("expenditure", "outturn"): "differs",
        ("expenditure.basic", "outturn"): "same",
    }
    text = documents.side_by_side(lines, 2024, "en")
    assert text is not None
    assert (
        str(text)
        .split("\n")[2]
        .startswith("Expenditure of the year | all money | outturn | differs")
    )
    assert documents.side_by_side([], 2024, "zh") is None


def test_a_class_is_followed_over_the_years_and_said_once() -> None:
    def year(number: int, amount: str) -> Report:
        of = {"classification": "201", "name": "一般公共服务支出"}
        general = figure(amount, statement="general_expenditure", fund="general", **of)
        return budget(number, figure(amount), figure(amount, **of), general)

    lines = money_years([year(2023, "10.00"), year(2024, "12.00"), year(2025, "9.00")])
    assert [(line.part, line.first.fund, line.change_pct) for line in lines] == [
        ("main", "all", Decimal("-10.00")),
        ("functions", "all", Decimal("-10.00")),
    ]
    table = money_tables.amounts(lines, "functions", "zh")
    assert "201 一般公共服务支出 | 全部资金 | 年初预算 | 部门预算 | 10.00 | 12.00 | 9.00" in str(
        table
    )
    assert money_tables.amounts(lines, "kinds", "zh") is None


def test_a_class_has_its_official_english_name_beside_its_code_in_english() -> None:
    of = {"classification": "2080505", "name": "机关事业单位基本养老保险缴费支出"}
    found = occurrences_of(budget(2024, figure("10.00", **of)))
    assert documents.figure_name(found[0], "zh") == "2080505 机关事业单位基本养老保险缴费支出"
    english = documents.figure_name(found[0], "en")
    assert english == "2080505 Basic pension contributions of agencies and public service units"


def test_a_kind_is_named_without_the_kind_of_the_government_beside_it() -> None:
    of = {"statement": "general_basic", "item": "expenditure.basic.operation"}
    paired = figure("5.00", classification="30227", name="委托业务费 / 委托业务费", **of)
    alone = figure("4.31", classification="30205", name="水费", **of)
    found = by_kind(budget(2024, paired, alone).documents["budget"].tables["statements"])
    assert found["name"].to_list() == ["水费", "委托业务费"]


def classes(**amounts: str) -> list[dict[str, Any]]:
    return [
        figure(amount, classification=code.removeprefix("c"), name=code)
        for code, amount in amounts.items()
    ]


def test_the_bridge_goes_from_one_years_expenditure_to_the_next() -> None:
    before = budget(2023, *classes(c201="10.00", c20101="10.00", c205="4.00", c20502="4.00"))
    after = budget(2024, *classes(c201="13.00", c20101="13.00", c210="2.00", c21001="2.00"))
    steps = year_bridge([before, after])
    assert list(zip(steps["step"], steps["amount_wan"], steps["end_wan"], strict=True)) == [
        ("from", Decimal("14.00"), Decimal("14.00")),
        ("class", Decimal("-4.00"), Decimal("10.00")),
        ("class", Decimal("3.00"), Decimal("13.00")),
        ("class", Decimal("2.00"), Decimal("15.00")),
        ("to", Decimal("15.00"), Decimal("15.00")),
    ]
    chart = bridge_charts.classes(steps, "zh")
    assert chart is not None
    assert "2024年预算支出较2023年增加1.00万元" in chart.alt
    breaks = breaks_of_duties([before, after])
    assert [(one.year, one.what, one.before, one.after) for one in breaks] == [
        (2024, "ends", "20502 c20502", ""),
        (2024, "begins", "", "21001 c21001"),
    ]
    assert "20502" in str(money_tables.duties(breaks, "en"))
    assert "<table" in duties(breaks, "zh").html
    (said, none) = (duties(breaks[:1], "zh"), duties([], "zh"))
    assert "<table" not in said.html + none.html  # a table of one row says no more than a sentence
    assert said.text == "2024年不再列支20502 c20502（上年4.00万元）；其余职责范围无变化。"


def test_what_a_bridge_leads_to_is_named_by_the_documents_it_is_of() -> None:
    def spent(year: int, amount: str) -> Report:
        rows = [{**row, "phase": "outturn"} for row in classes(c201=amount)]
        return made(year, {"accounts": {"statements": rows}})

    given = bridge_charts.classes(
        year_bridge([budget(2023, *classes(c201="10.00")), budget(2024, *classes(c201="13.00"))]),
        "en",
    )
    used = bridge_charts.classes(year_bridge([spent(2023, "10.00"), spent(2024, "13.00")]), "en")
    assert given is not None
    assert given.alt.startswith("Budgeted expenditure of 2024")
    assert used is not None
    assert used.alt.startswith("Expenditure of 2024")


def test_years_apart_or_of_other_documents_have_no_bridge() -> None:
    before = budget(2022, *classes(c201="10.00"))
    assert year_bridge([before, budget(2024, *classes(c201="13.00"))]).empty
    spent = [{**row, "phase": "outturn"} for row in classes(c201="13.00")]
    accounts = made(2023, {"accounts": {"statements": spent}})
    assert year_bridge([before, accounts]).empty
    assert bridge_charts.classes(year_bridge([before]), "en") is None


def form(number: int, kind: str, name: str | None, **of: Any) -> dict[str, Any]:
    return {"project": number, "form": kind, "name": name, "page": 1, "line": number, **of}


def indicator(number: int, project: int, name: str, target: str, **of: Any) -> dict[str, Any]:
    row = {"seq": number, "project": project, "name": name, "target": target}
    row |= {"page": 1, "line": number, "line_end": number}
    return row | of


def test_targets_are_found_again_by_project_and_name() -> None:
    def number(value: str) -> dict[str, Any]:
        return {"target_value": Decimal(value), "target_unit": "人"}

    promised = {
        "projects": [form(1, "project_target", "培训经费"), form(2, "project_target", "甲")],
        "indicators": [
            indicator(1, 1, "培训人数", "≥800人", **number("800")),
            indicator(2, 1, "培训次数", "5次"),
            indicator(3, 1, "满意度", "≥90%"),
            indicator(4, 2, "丢失", "1"),
        ],
    }
    reported = {
        "projects": [form(1, "project_self_evaluation", "“培训经费”")],
        "indicators": [
            indicator(1, 1, "培训人数", "≥700人", actual="744人", **number("700")),
            indicator(2, 1, "满意度", "≥90%", actual="95%"),
            indicator(3, 1, "成本", "≤5万元"),
        ],
    }
    report = made(2024, {"budget": promised, "evaluation": reported})
    found = kept_targets([report], 2024)
    shown = [((one.promised or one.reported).name, one.kept) for one in found]  # type: ignore[union-attr]
    assert shown == [
        ("培训人数", "changed"),
        ("培训次数", "dropped"),
        ("成本", "added"),
        ("满意度", "same"),
    ]
    assert "培训人数 | ≥800人 | ≥700人 | 744人 | another number" in str(
        followed_tables.targets(found, "en")
    )
    assert kept_targets([made(2024, {"budget": promised})], 2024) == []


def problems(year: int, text: str | None, measures: str | None = None) -> Report:
    row = form(1, "project_self_evaluation", "甲", problems=text, measures=measures)
    return made(year, {"evaluation": {"projects": [row]}})


def test_a_problem_named_again_is_shown_with_its_words() -> None:
    before = problems(2023, "（1）部分项目前期工作不充分。（2）资产台账登记不及时；无。")
    after = problems(2024, "1.部分项目的前期工作仍不充分。")
    found = followed([before, after], 2024)
    shown = [(one.before.text, one.followed, one.after and one.after.text) for one in found]
    assert shown == [
        ("部分项目前期工作不充分", "repeated", "部分项目的前期工作仍不充分"),
        ("资产台账登记不及时", "not_named", None),
    ]


@pytest.mark.parametrize("after", [problems(2024, None), problems(2024, "无。")])
def test_nothing_is_claimed_of_a_year_that_names_no_problem(after: Report) -> None:
    assert followed([problems(2023, "部分项目前期工作不充分。"), after], 2024) == []
    assert followed([problems(2023, "部分项目前期工作不充分。")], 2024) == []


def test_a_value_far_from_the_middle_half_lies_apart() -> None:
    values = {str(n): Decimal(90 + n) for n in range(5)}
    assert outliers(values) == {}
    assert outliers({**values, "far": Decimal(40)}) == {"far": Decimal(40)}
    assert fence({"a": Decimal(1), "b": Decimal(2), "c": Decimal(3), "d": Decimal(9)}) is None


def test_a_department_with_accounts_and_self_evaluation_is_drawn_once() -> None:
    row = {"basic_wan": Decimal(1), "project_wan": Decimal(1), "year": 2024}
    both = [
        {**row, "department": "a", "source": "budget", "outturn_wan": Decimal(3)},
        {**row, "department": "a", "source": "accounts", "outturn_wan": Decimal(2)},
        {**row, "department": "b", "source": "budget", "outturn_wan": Decimal(5)},
    ]
    rows = pd.DataFrame(both, dtype=object)
    named = rows.assign(name_en=rows["department"], name_zh=rows["department"])
    chart = department_charts.outturns(named, "en")
    assert chart is not None
    assert list(chart.data["department"]) == ["b", "a"]
    assert list(chart.data["outturn_wan"]) == [Decimal(5), Decimal(2)]
