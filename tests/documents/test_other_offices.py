"""A report in other words, without a task table, goes all the way to charts, prose and audit."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pandas as pd
import pytest
import typeset

from jixiao.analysis import budget as analysis
from jixiao.analysis import reliability
from jixiao.audit import audit_report
from jixiao.charts import budget as charts
from jixiao.extract.extraction import extract_report
from jixiao.prose import report as prose
from jixiao.prose.cover import cover
from jixiao.report import Report
from jixiao.tables import budget as tables
from jixiao.tables import indicators as indicator_tables


@pytest.fixture(scope="module")
def short(tmp_path_factory: pytest.TempPathFactory, data: Path) -> Report:
    path = tmp_path_factory.mktemp("short") / "report.docx"
    path.write_bytes(typeset.short_docx())
    return extract_report(path, department="panyu-data-bureau", year=2022, data=data)


def steps(budget: pd.DataFrame) -> dict[str, str]:
    bridge = analysis.budget_bridge(budget)
    return {row.step: str(row.amount_wan) for row in bridge.itertuples()}


def test_the_bridge_starts_from_what_the_report_states(short: Report) -> None:
    assert steps(short.tables["budget"]) == {
        "approved": "985.00",
        "adjustment": "35.50",
        "revised": "1020.50",
        "unspent": "-50.30",
        "outturn": "970.20",
    }
    cut = analysis.cut(short.tables["budget"])
    assert sum(cut["amount_wan"]) == Decimal("970.20") - Decimal("985.00")


def test_an_adjustment_that_is_stated_is_not_counted_twice(short: Report) -> None:
    budget = short.tables["budget"]
    stated = {**budget.iloc[0].to_dict(), "item": "expenditure.project", "phase": "adjustment"}
    stated["value"] = Decimal("30.00")
    more = pd.concat([budget, pd.DataFrame([stated])], ignore_index=True)
    assert steps(more)["project"] == "30.00"
    assert steps(more)["adjusted"] == "5.50"


def test_without_a_revised_budget_there_is_no_bridge(short: Report) -> None:
    budget = short.tables["budget"]
    assert analysis.budget_bridge(budget[budget["phase"] != "revised"]).empty
    assert analysis.known_execution(budget[budget["phase"] != "revised"]) == {}


@pytest.mark.parametrize("language", ["en", "zh"])
def test_prose_charts_and_tables_of_it(short: Report, language: str) -> None:
    budget = short.tables["budget"]
    opening = prose.budget_opening(short, language).text
    assert all(words in opening for words in ("985.00", "1,020.50", "970.20", "50.30"))
    assert "−" not in opening
    computed = {"en": "prints no adjustment of 35.50", "zh": "未列出35.50万元的调整数"}[language]
    note = prose.revised_note(short, language).text
    assert computed in note  # unlike the revised budget, which is printed
    assert "1,020.50" not in note
    assert "985.00" in cover(short, "budget", language).text
    assert "1,020.50" in charts.bridge(analysis.budget_bridge(budget), language).alt
    assert tables.cut(analysis.cut(budget), language)
    assert reliability.rates(budget)["of_revised_pct"][0] == Decimal("95.07")
    assert charts.funds(analysis.followed_funds(short.tables["outcomes"]), language) is None
    assert tables.funds(analysis.followed_funds(short.tables["outcomes"]), language) is None
    assert indicator_tables.tasks(short, language)


def test_its_audit_finds_a_rate_that_is_not_the_quotient(short: Report) -> None:
    assert not [f for f in audit_report(short).findings if f.rule == "execution_rate"]
    budget = short.tables["budget"].copy()
    at = budget.index[budget["phase"] == "rate"][0]
    budget.at[at, "value"] = Decimal("96.07")
    wrong = replace(short, tables={**short.tables, "budget": budget})
    assert [f for f in audit_report(wrong).findings if f.rule == "execution_rate"]


def test_a_report_without_numbered_chapters_is_audited(data: Path, tmp_path: Path) -> None:
    """Titles without numbers: there is no chapter to begin a list in (found on a scan)."""
    path = tmp_path / "report.html"
    page = typeset.short_html().decode()
    for number in "一二三四":
        page = page.replace(f"<p>{number}、", "<p>")
    path.write_text(page, "utf-8")
    report = extract_report(path, department="panyu-data-bureau", year=2022, data=data)
    assert len(report.tables["budget"]) == 8
    assert audit_report(report).findings is not None
