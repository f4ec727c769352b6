"""Ten pairs of made-up documents that disagree in one figure, and the same ten that do not."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any, NamedTuple

import pytest

from jixiao.analysis.occurrences import occurrences_of
from jixiao.analysis.staff_stated import staff_stated
from jixiao.audit import AuditResult, audit_report
from jixiao.audit.years import audit_years
from jixiao.report import Report
from jixiao.report.documents import ReportDocument
from jixiao.schema import frame_of
from jixiao.scoring.rates import department_rates
from jixiao.source import Document, Line

TITLES = {"budget": "{}年部门预算", "accounts": "{}年度部门决算", "evaluation": "{}年部门绩效自评"}
RULES = ("documents_agree", "years_agree", "years_carry_over")


class Paper(NamedTuple):
    """A made document: its year, its name, its rows and the lines of its text."""

    year: int
    name: str
    rows: Sequence[Mapping[str, Any]] = ()
    text: Sequence[str] = ()


def figure(value: str, phase: str, item: str = "expenditure", **of: Any) -> dict[str, Any]:
    row = {"fund": "general", "item": item, "phase": phase, "name": "支出", "unit": "万元"}
    row |= {"statement": "narrative", "page": 1, "line": 1, "base": None, "classification": None}
    row |= {"value": Decimal(value), "printed": value, "quote": f"支出{value}万元"}
    return row | of


def document(paper: Paper) -> ReportDocument:
    table = "budget" if paper.name == "evaluation" else "statements"
    about = {
        "document": paper.name,
        "department_zh": "甲局",
        "department_en": "A",
        "kind": {"words": TITLES[paper.name].format(paper.year)},
    }
    descriptor = {"jixiao": about, "resources": [{"name": table}], "sources": []}
    lines = tuple(Line(1, at, text) for at, text in enumerate(paper.text, start=1))
    text = Document(paper.name, "0" * 64, lines) if lines else None
    columns = ("item", "name", "phase", "base", "value", "unit", "printed", "page", "line", "quote")
    rows = [
        dict(row) if table == "statements" else {name: row[name] for name in columns}
        for row in paper.rows
    ]
    frames = {table: frame_of(rows, table)} if rows else {}
    return ReportDocument(paper.name, descriptor, frames, text)


def reports(*papers: Paper) -> list[Report]:
    years: dict[int, dict[str, ReportDocument]] = {}
    for paper in papers:
        years.setdefault(paper.year, {})[paper.name] = document(paper)
    return [Report.of_documents("a", year, years[year]) for year in sorted(years)]


def findings(*papers: Paper) -> list[str]:
    made = reports(*papers)
    results: list[AuditResult] = [audit_report(report) for report in made]
    results.append(audit_years(made))
    return [f.rule for result in results for f in result.findings if f.rule in RULES]


def vehicles(count: str, day: str) -> tuple[list[dict[str, Any]], list[str]]:
    words = f"共有车辆{count}辆"
    row = figure(count, "count", "vehicles", fund="all", unit="辆", quote=words, line=2)
    return [row], ["国有资产占用情况", f"截至{day}，本部门{words}。"]


def pair(planted: int, value: str) -> tuple[Paper, Paper]:
    """A pair whose second document states `value` where the first one has 100 (or 10 of things)."""
    spent = figure("95.00", "outturn", statement="general_expenditure")
    said = {"quote": f"年初预算为{value}万元"}
    if planted == 0:
        return Paper(2024, "budget", [figure("100.00", "approved")]), Paper(
            2024, "accounts", [spent, figure(value, "approved", **said)]
        )
    if planted == 1:
        own = {"item": "procurement", "fund": "all"}
        return Paper(2024, "budget", [figure("100.00", "approved", **own)]), Paper(
            2024, "accounts", [spent, figure(value, "approved", **own, **said)]
        )
    if planted == 2:
        return Paper(2024, "accounts", [figure("100.00", "outturn")]), Paper(
            2024, "evaluation", [figure(value, "outturn")]
        )
    if planted == 3:
        own = {"item": "sangong", "fund": "fiscal"}
        return Paper(2024, "accounts", [figure("100.00", "outturn", **own)]), Paper(
            2024, "evaluation", [figure(value, "outturn", "sangong")]
        )
    if planted == 4:
        return Paper(2024, "budget", [figure("100.00", "approved")]), Paper(
            2024, "evaluation", [figure(value, "approved")]
        )
    if planted == 5:
        more = figure("5.00", "change", base="previous", quote="比2024年预算增加5.00万元")
        now = f"{Decimal(value) + 5}"
        return Paper(2024, "budget", [figure("100.00", "approved")]), Paper(
            2025, "budget", [figure(now, "approved"), more]
        )
    if planted == 6:
        closing = figure("100.00", "outturn", "balance.closing", statement="fiscal_appropriation")
        opening = figure(value, "outturn", "balance.opening", statement="fiscal_appropriation")
        return Paper(2023, "accounts", [spent, closing]), Paper(2024, "accounts", [spent, opening])
    things = f"{Decimal(value) / 10:f}".rstrip("0").rstrip(".")
    if planted == 7:
        rows, text = vehicles("10", "2024年12月31日")
        other, below = vehicles(things, "2024年底")
        return Paper(2024, "accounts", [spent, *rows], text), Paper(2025, "budget", other, below)
    words = "人员编制{}人，实有人员8人" if planted == 8 else "人员编制12人，实有人员{}人"
    return Paper(2024, "accounts", [spent], [f"截至2024年底，本部门{words.format(10)}。"]), Paper(
        2025, "budget", [figure("1", "approved")], [f"截至上年底，本部门{words.format(things)}。"]
    )


@pytest.mark.parametrize("planted", range(10))
def test_a_planted_disagreement_is_found_and_nothing_where_there_is_none(planted: int) -> None:
    assert findings(*pair(planted, "100.00")) == []
    assert len(findings(*pair(planted, "120.00"))) == 1


@pytest.mark.parametrize(
    ("lines", "found"),
    [
        (["本部门人员编制75人，其中行政编制35人；实有人员72人，"], {"posts": 75, "people": 72}),
        (["实有在编人员17人，行政", "", "编制16人，工勤1人；中心事业编制10名。"], {"people": 17}),
        (["核定编制20名，在职人员18人，离退休人员5人"], {"posts": 20, "people": 18}),
        (["甲所人员编制5人", "乙所人员编制7人"], {}),  # nobody says which is the whole
        (["非在编人员6人，退休实有人员9人"], {}),
    ],
)
def test_posts_and_people_are_totals_of_the_whole(lines: list[str], found: dict[str, int]) -> None:
    stated = staff_stated(document(Paper(2025, "budget", (), lines)), 2025)
    assert {each.of: int(each.number) for each in stated} == found


def test_counts_of_another_day_are_not_held_against_each_other() -> None:
    one, other = pair(7, "120.00")
    rows, text = vehicles("12", "2024年8月31日")
    assert findings(one, other._replace(rows=rows, text=text)) == []


def test_a_rate_has_its_formula_or_the_names_of_what_is_missing() -> None:
    rows = [
        figure("95.00", "outturn"),
        figure("100.00", "approved", quote="年初预算为100.00万元"),
        figure("3.00", "outturn", "sangong", fund="fiscal"),
        figure("2.00", "previous", "sangong", fund="fiscal", base="outturn"),
        figure("9.00", "outturn", "procurement", fund="all"),
    ]
    text = ["截至2024年底，本部门人员编制20人，实有人员18人。"]
    found = department_rates(reports(Paper(2024, "accounts", rows, text)), 2024)
    by_key = {row.key: row for row in found.itertuples()}
    assert by_key["staff"].value == 90
    assert by_key["staff"].written == "18 ÷ 20 × 100"
    assert by_key["three_public_change"].value == 50
    assert by_key["of_approved"].value == 95
    assert by_key["completion"].value is None
    assert by_key["completion"].missing == ("revised",)
    assert by_key["procurement"].missing == ("procurement_approved",)
    assert by_key["progress"].missing == ("scheduled",)
    assert by_key["staff"].figures["posts"].line == 1


def test_a_figure_that_is_stated_differently_gives_no_rate() -> None:
    rows = [
        figure("95.00", "outturn"),
        figure("96.00", "outturn", statement="general_expenditure"),
        figure("100.00", "approved", quote="年初预算为100.00万元"),
    ]
    found = department_rates(reports(Paper(2024, "accounts", rows)), 2024)
    row = next(row for row in found.itertuples() if row.key == "of_approved")
    assert row.value is None
    assert row.missing == ("differ:outturn",)


def test_what_the_next_year_says_of_this_one_makes_no_rate() -> None:
    """The budget of 2025 implied another approved budget of 2024 than the accounts of 2024 print."""
    now = Paper(2024, "accounts", [figure("95.00", "outturn", fund="fiscal")])
    change = figure(
        "5.00", "change", fund="fiscal", base="previous", quote="比2024年预算增加5.00万元"
    )
    later = Paper(2025, "budget", [figure("105.00", "approved", fund="fiscal"), change])
    found = department_rates(reports(now, later), 2024)
    row = next(row for row in found.itertuples() if row.key == "of_approved")
    assert row.value is None
    assert row.missing == ("approved",)


def test_what_a_rate_compares_with_may_stand_in_the_document_of_the_year_before() -> None:
    own = {"item": "sangong", "fund": "fiscal"}
    before = Paper(2023, "accounts", [figure("2.00", "outturn", **own)])
    now = Paper(2024, "accounts", [figure("3.00", "outturn", **own)])
    found = department_rates(reports(before, now), 2024)
    row = next(row for row in found.itertuples() if row.key == "three_public_change")
    assert row.value == 50
    assert row.figures["three_public_previous"].filed == 2023


def test_what_is_to_be_bought_has_no_day_though_a_list_above_has_the_same_words() -> None:
    """A vehicle of a plan, whose words break over a line, took the day of the stock above."""
    text = [
        "截至2024年8月31日，财政局共有车辆0辆，其中：应急保障用车0辆、其他用车0辆；",
        "2025年部门预算安排购置车辆0辆，其中：机要通信用车0辆、应急保",
        "障用车0辆、其他用车0辆；",
    ]
    quote = "应急保障用车0辆"
    rows = [
        figure("0", "count", "vehicles.emergency", fund="all", unit="辆", quote=quote, line=line)
        for line in (1, 2)
    ]
    (made,) = reports(Paper(2025, "budget", rows, text))
    assert [one.at for one in occurrences_of(made)] == ["2024-08-31", None]
