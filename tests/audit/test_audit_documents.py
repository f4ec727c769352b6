"""Documents of one year, and two years, held against each other."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

import pytest

from jixiao.audit import AuditResult, audit_report
from jixiao.audit.years import audit_years
from jixiao.report import Report
from jixiao.report.documents import ReportDocument
from jixiao.schema import frame_of

TITLES = {
    "budget": "{year}年部门预算",
    "accounts": "{year}年度部门决算",
    "evaluation": "{year}年度部门整体支出绩效自评报告",
}
PLACE = {"name": "支出", "unit": "万元", "page": 1, "line": 1, "statement": "narrative"}


def figure(value: str, **of: Any) -> dict[str, Any]:
    row = {"fund": "general", "item": "expenditure", "phase": "approved", **PLACE, **of}
    row |= {"value": Decimal(value), "printed": value, "classification": of.get("classification")}
    return {"base": None, "quote": f"支出{value}万元", **row}


def said(value: str, phase: str, item: str = "expenditure") -> dict[str, Any]:
    row = {"item": item, "name": "支出", "phase": phase, "base": None, "value": Decimal(value)}
    return row | {
        "unit": "万元",
        "printed": value,
        "page": 1,
        "line": 1,
        "quote": f"支出{value}万元",
    }


def report(
    year: int,
    documents: Mapping[str, Iterable[dict[str, Any]]],
    *,
    titles: Mapping[str, str] = TITLES,
    name: str = "甲局",
) -> Report:
    made = {}
    for kind, rows in documents.items():
        table = "budget" if kind == "evaluation" else "statements"
        about = {
            "document": kind,
            "department_zh": name,
            "department_en": name,
            "kind": {"words": titles[kind].format(year=year)},
        }
        descriptor = {"jixiao": about, "resources": [{"name": table}], "sources": []}
        made[kind] = ReportDocument(kind, descriptor, {table: frame_of(rows, table)})
    return Report.of_documents("a", year, made)


def results(result: AuditResult, rule: str) -> list[str]:
    return [entry.result for entry in result.ledger if entry.rule == rule]


def reasons(result: AuditResult, rule: str) -> list[str]:
    return [entry.reason.key for entry in result.ledger if entry.rule == rule and entry.reason]


def of_year(*documents: tuple[str, list[dict[str, Any]]], **how: Any) -> AuditResult:
    return audit_report(report(2024, dict(documents), **how))


def test_the_approved_budget_of_the_accounts_is_the_budgets() -> None:
    spent = figure("95.00", phase="outturn", statement="general_expenditure")
    stated = figure("100.00", quote="年初预算为100.00万元")
    same = of_year(("budget", [figure("100.00")]), ("accounts", [spent, stated]))
    assert results(same, "documents_agree") == ["pass"]
    other = of_year(("budget", [figure("120.00")]), ("accounts", [spent, stated]))
    (finding,) = [f for f in other.findings if f.rule == "documents_agree"]
    assert {(e.document, e.value) for e in finding.evidence} == {
        (None, Decimal("100.00")),
        ("budget", Decimal("120.00")),
    }
    assert finding.difference == Decimal("-20.00")


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({"fund": "fiscal"}, "money"),
        ({"item": "expenditure.basic"}, "item"),
        ({"classification": "2010601"}, "class"),
        ({"quote": "支出预算为100.00万元"}, "which budget it is is not said"),
    ],
)
def test_figures_of_another_money_item_class_or_phase_are_not_held(
    changed: dict[str, str], why: str
) -> None:
    spent = figure("95.00", phase="outturn", statement="general_expenditure")
    stated = figure("100.00", **{"quote": "年初预算为100.00万元", **changed})
    result = of_year(("budget", [figure("120.00")]), ("accounts", [spent, stated]))
    assert results(result, "documents_agree") == ["not_applicable"], why
    assert reasons(result, "documents_agree") == ["ledger.no_figure_in_both"]


def test_a_whole_department_is_not_held_against_its_own_office() -> None:
    own = {**TITLES, "accounts": "{year}年度甲局（本级）部门决算"}
    spent = figure("95.00", phase="outturn", statement="general_expenditure")
    stated = figure("100.00", quote="年初预算为100.00万元")
    documents = ("budget", [figure("120.00")]), ("accounts", [spent, stated])
    assert reasons(of_year(*documents, titles=own), "documents_agree") == ["ledger.scope_differs"]
    unsaid = {**TITLES, "accounts": "决算"}
    assert reasons(of_year(*documents, titles=unsaid), "documents_agree") == [
        "ledger.scope_unknown"
    ]


def test_a_difference_of_just_the_carry_over_is_not_claimed() -> None:
    spent = figure("95.00", phase="outturn", statement="general_expenditure")
    stated = figure("100.00", quote="年初预算为100.00万元")
    left = figure("20.00", item="balance.opening", fund="all")
    result = of_year(("budget", [figure("120.00"), left]), ("accounts", [spent, stated]))
    assert reasons(result, "documents_agree") == ["ledger.carry_over_between"]


def test_a_self_evaluation_does_not_say_whose_money_it_is() -> None:
    def accounts(every: str, general: str) -> tuple[str, list[dict[str, Any]]]:
        return "accounts", [
            figure(every, phase="outturn", fund="all", statement="expenditure"),
            figure(general, phase="outturn", statement="general_expenditure"),
        ]

    def asked(value: str, every: str, general: str) -> AuditResult:
        return of_year(("evaluation", [said(value, "outturn")]), accounts(every, general))

    assert results(asked("90.00", "95.00", "90.00"), "documents_agree") == ["pass"]
    assert results(asked("90.00", "95.00", "95.00"), "documents_agree") == ["fail"]
    assert reasons(asked("90.00", "95.00", "92.00"), "documents_agree") == ["ledger.money_unsaid"]


def test_one_document_alone_is_asked_nothing() -> None:
    result = of_year(("budget", [figure("120.00")]))
    assert results(result, "documents_agree") == []


def years(
    before: list[dict[str, Any]], after: list[dict[str, Any]], kind: str = "budget", **how: Any
) -> AuditResult:
    return audit_years([report(2023, {kind: before}), report(2024, {kind: after}, **how)])


def change(value: str, quote: str, **of: Any) -> dict[str, Any]:
    return figure(value, phase="change", base="previous", quote=quote, **of)


def test_what_a_change_implies_is_what_the_year_before_states() -> None:
    moved = change("20.00", "比2023年预算增加20.00万元")
    same = years([figure("100.00")], [figure("120.00"), moved])
    assert results(same, "years_agree") == ["pass"]
    other = years([figure("101.00")], [figure("120.00"), moved])
    (finding,) = other.findings
    assert (finding.rule, finding.difference) == ("years_agree", Decimal("-1.00"))
    assert [(e.year, e.document) for e in finding.evidence] == [
        (2023, "budget"),
        (2024, "budget"),
        (2024, "budget"),
    ]
    assert "比2023年预算增加20.00万元" in finding.message["zh"]


@pytest.mark.parametrize(
    "quote", ["比上年增加20.00万元", "比2022年预算增加20.00万元", "比上年执行数增加20.00万元"]
)
def test_a_change_against_something_else_implies_no_budget_of_the_year_before(quote: str) -> None:
    result = years([figure("101.00")], [figure("120.00"), change("20.00", quote)])
    assert result.findings == ()
    assert results(result, "years_agree") == ["not_applicable"]


def test_accounts_compare_with_the_outturn_of_the_year_before() -> None:
    of = {"phase": "outturn", "statement": "narrative"}
    moved = change("-5.00", "一般公共预算财政拨款支出减少5.00万元")
    result = years([figure("100.00", **of)], [figure("96.00", **of), moved], "accounts")
    assert [finding.difference for finding in result.findings] == [Decimal("1.00")]


def test_what_is_left_is_what_the_next_year_begins_with() -> None:
    def accounts(opening: str, closing: str) -> list[dict[str, Any]]:
        of = {"fund": "all", "phase": "outturn", "statement": "income_expenditure"}
        return [
            figure(opening, item="balance.opening", **of),
            figure(closing, item="balance.closing", **of),
        ]

    same = years(accounts("1.00", "2.00"), accounts("2.00", "3.00"), "accounts")
    assert results(same, "years_carry_over") == ["pass"]
    other = years(accounts("1.00", "2.00"), accounts("2.50", "3.00"), "accounts")
    (finding,) = other.findings
    assert (finding.rule, finding.nature) == ("years_carry_over", "updated")


def test_a_renamed_department_is_held_against_nothing() -> None:
    moved = change("20.00", "比2023年预算增加20.00万元")
    result = years([figure("101.00")], [figure("120.00"), moved], name="乙局")
    assert result.findings == ()
    assert set(reasons(result, "years_agree")) == {"ledger.renamed"}


def test_years_that_do_not_follow_each_other_are_asked_nothing() -> None:
    moved = change("20.00", "比2023年预算增加20.00万元")
    result = audit_years(
        [
            report(2022, {"budget": [figure("101.00")]}),
            report(2024, {"budget": [figure("120.00"), moved]}),
        ]
    )
    assert result.ledger == ()


@pytest.mark.parametrize(("value", "claimed"), [("80.00", 0), ("120.00", 1)])
def test_the_sum_of_main_tasks_may_be_less_than_the_whole(value: str, claimed: int) -> None:
    plan = figure("100.00", fund="fiscal")
    of = {"page": 1, "line": 1, "unit": "万元", "quote": "金额合计"}
    forms = [
        {"project": 1, "form": "department_target", "approved": Decimal(value), **of},
        {"project": 2, "form": "department_task", "name": "任务", "approved": Decimal(value), **of},
    ]
    about = {"document": "budget", "department_zh": "甲局", "kind": {"words": "2024年部门预算"}}
    tables = {"statements": frame_of([plan], "statements"), "projects": frame_of(forms, "projects")}
    descriptor = {"jixiao": about, "resources": [], "sources": []}
    whole = Report.of_documents("a", 2024, {"budget": ReportDocument("budget", descriptor, tables)})
    found = [f for f in audit_report(whole).findings if f.rule == "documents_agree"]
    assert len(found) == claimed
