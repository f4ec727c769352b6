"""What the pages of a report show where a report has very much, or next to nothing, to show."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal as D
from pathlib import Path

import pandas as pd
import pytest
from bs4 import BeautifulSoup
from drawn import texts_of, unreadable
from synthetic import NAME, write_synthetic

from jixiao.analysis import compare as C
from jixiao.analysis.budget import items, main_items
from jixiao.analysis.indicators import measured, of_status, status_counts
from jixiao.analysis.reliability import composition
from jixiao.charts import compare, indicators, rates
from jixiao.charts.budget import slope
from jixiao.charts.data_table import series as series_table
from jixiao.labels import LANGUAGES, label
from jixiao.prose import report as prose
from jixiao.report import Report, load_reports
from jixiao.tables import compare as compare_tables
from jixiao.tables import indicators as indicator_tables
from jixiao.tables.indicators import kind_name

NO_BREAKS = pd.DataFrame({"metric": [], "from_year": []})


def measure(name: str, **figures: str) -> list[dict[str, object]]:
    """Rows of `outcome_series`: y2021="3" is a whole year's figure."""
    return [
        {
            "metric": name,
            "name": name,
            "year": int(year[1:]),
            "period": year[1:],
            "partial": False,
            "value": D(value),
            "unit": "个",
            "printed": value,
            "segment": 0,
        }
        for year, value in figures.items()
    ]


def series(*measures: list[dict[str, object]]) -> pd.DataFrame:
    return pd.DataFrame([row for rows in measures for row in rows], dtype=object)


def test_the_most_telling_measures_break_last_long_or_change_much() -> None:
    rows = series(
        measure("flat", y2021="5", y2022="5"),
        measure("broken", y2021="5", y2022="5"),
        measure("doubled", y2021="5", y2022="10"),
        measure("halved", y2021="9", y2022="4.5"),
        measure("grown", y2021="0", y2022="1"),
        measure("long", y2020="5", y2021="5", y2022="5"),
    )
    breaks = pd.DataFrame({"metric": ["broken"], "from_year": [2022]})
    chosen = [C.most_telling(rows, breaks, count) for count in (1, 2, 3, 5, 6)]
    assert chosen == [
        ["broken"],
        ["broken", "long"],
        ["broken", "grown", "long"],
        ["broken", "doubled", "halved", "grown", "long"],
        ["flat", "broken", "doubled", "halved", "grown", "long"],
    ]


def test_a_change_across_a_break_is_no_change() -> None:
    rows = series(measure("split", y2021="1", y2022="9"), measure("risen", y2021="4", y2022="5"))
    rows.loc[rows["metric"] == "split", "segment"] = [0, 1]
    assert C.most_telling(rows, NO_BREAKS, 1) == ["risen"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_of_very_many_measures_some_are_drawn_and_the_rest_is_said(
    language: str, data: Path, tmp_path: Path
) -> None:
    write_synthetic(data, tmp_path, (2022, 2023))
    years = {r.year: r.tables for r in load_reports(NAME, data=tmp_path)}
    rows = C.outcome_series(years, NO_BREAKS)
    every = len(C.metrics(rows))
    chart = compare.small_multiples(rows, NO_BREAKS, language)
    assert chart is not None
    drawn = chart.data["metric"].nunique()
    assert drawn == min(compare.MOST_PANELS, len(C.metrics(C.that_changed(rows)))) < every
    assert chart.table is not None
    assert len(chart.table) == len(chart.data)
    assert chart.figure.get_figheight() < 14
    for said in (chart.alt, prose.series_note(rows, language).text):
        assert str(every) in said
        assert str(drawn) in said
    assert str(every - drawn) in prose.series_note(rows, language).text


@pytest.mark.parametrize("language", LANGUAGES)
def test_few_measures_are_all_drawn_and_nothing_is_said_of_a_choice(language: str) -> None:
    rows = series(measure("a", y2021="5", y2022="6"), measure("b", y2021="5", y2022="4"))
    chart = compare.small_multiples(rows, NO_BREAKS, language)
    assert chart is not None
    assert "0 of" not in chart.alt
    assert "0项" not in chart.alt
    assert chart.table is not None
    assert chart.table.equals(series_table(rows, language))
    assert str(compare.MOST_PANELS) not in prose.series_note(rows, language).text


def test_what_never_changed_and_what_is_a_districts_is_not_drawn() -> None:
    rows = series(
        measure("same", y2021="5", y2022="5"),
        measure("risen", y2021="5", y2022="6"),
        measure("district_gdp", y2021="5", y2022="6"),
    )
    assert list(C.metrics(C.that_changed(rows))) == ["risen"]
    chart = compare.small_multiples(rows, NO_BREAKS, "en")
    assert chart is not None
    assert "drawn are 1 of the department's own that changed" in chart.alt
    assert compare.small_multiples(rows[rows["metric"] == "same"], NO_BREAKS, "en") is None


@pytest.mark.parametrize("language", LANGUAGES)
def test_without_anything_to_compare_there_is_a_sentence_and_no_picture(language: str) -> None:
    none = C.outcome_series({}, NO_BREAKS)
    assert compare.small_multiples(none, NO_BREAKS, language) is None
    said = prose.series_note(none, language).text
    assert {"en": "Nothing to compare", "zh": "没有可比数据"}[language] in said


@pytest.mark.parametrize("language", LANGUAGES)
def test_one_year_is_no_span_of_years(language: str, report: Report) -> None:
    """The title was "Years compared, 2022–2022"."""
    for said in (
        prose.comparison_cover([report], language).text,
        prose.comparison_opening([report], language).text,
    ):
        assert "2022" in said
        assert "2022–2022" not in said
        assert "2022—2022" not in said
    later = replace(report, year=2024)
    span = {"en": "2022–2024", "zh": "2022—2024"}[language]
    assert span in prose.comparison_cover([report, later], language).text


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_mix_that_cannot_be_compared_is_said_in_a_sentence(language: str, report: Report) -> None:
    table = composition(report.tables["budget"])
    known = prose.mix_note(table, language).text
    unknown = prose.mix_note(table.iloc[:0], language).text
    assert {"en": "cannot be compared", "zh": "无法比较"}[language] in unknown
    assert {"en": "The bar marks", "zh": "竖线"}[language] in known


def test_an_english_page_names_a_kind_in_english_with_the_reports_words_behind(
    report: Report,
) -> None:
    rows = report.tables["indicators"].set_index("seq")
    assert kind_name(rows.loc[5], "en") == "Quantity (产出 数量)"
    assert kind_name(rows.loc[5], "zh") == "产出 数量"


def test_the_name_of_an_indicator_heads_its_row_and_has_room(report: Report) -> None:
    """The number did, and the name had 60 px: on a phone it scrolled out of sight."""
    promises = report.tables["indicators"]
    for table in (
        indicator_tables.measured(measured(promises), "en"),
        indicator_tables.of_status(of_status(promises, "missed"), "missed", "en"),
    ):
        soup = BeautifulSoup(table.html, "html.parser")
        head, number = soup.select("tbody tr:first-child > *")[:2]
        assert (head.name, head["class"], number.text.isdigit()) == ("th", ["name"], True)


@pytest.mark.parametrize("language", LANGUAGES)
def test_one_year_on_file_is_a_cell_and_no_bar_across_the_page(language: str) -> None:
    """It was titled "1 of 1 year has a budget on file"."""
    chart = compare.coverage(pd.DataFrame({"year": [2023], "budget": [20]}), language)
    words = {"en": "One year is on file, 2023", "zh": "仅有2023年的数据"}[language]
    assert chart.alt.startswith(words)
    (ax,) = chart.figure.axes
    assert ax.get_position().width * chart.figure.get_figwidth() < 1.5
    assert unreadable(chart) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_years_without_outcomes_are_no_zero_in_the_title(language: str) -> None:
    """It was titled "outcomes are known for 0"."""
    chart = compare.coverage(pd.DataFrame({"year": [2022, 2023], "statements": [20, 20]}), language)
    words = {"en": "outcomes are known for none", "zh": "均无成果数据"}[language]
    assert words in chart.alt
    assert " 0" not in chart.alt


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_mark_is_explained_only_where_it_stands(language: str, report: Report) -> None:
    rows = main_items(report.tables["budget"])
    printed = rows.assign(derived="")
    assert "°" in prose.derived_note(rows, language).text
    assert prose.derived_note(printed, language).text == ""
    for chosen, marked in ((rows, True), (printed, False)):
        chart = slope(chosen, language)
        assert chart is not None
        assert ("°" in chart.alt) == marked
    assert prose.derived_note(items(report.tables["budget"], ["none"]), language).text == ""


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_no_promise_is_goes_unsaid(language: str, report: Report) -> None:
    """It said "0 are denied by their own text, 0 are still under way"."""
    promises = report.tables["indicators"]
    met = promises[promises["status"] == "met"]
    some = promises[promises["status"].isin(["met", "missed", "unsupported"])]
    whole = replace(report, tables={**report.tables, "indicators": met})
    part = replace(report, tables={**report.tables, "indicators": some})
    said = prose.indicators_opening(whole, language).text.splitlines()[0]
    assert not re.search(r"(?<![\d.])0(?:项| )", said)
    said = prose.indicators_opening(part, language).text.splitlines()[0]
    assert {
        "en": "19 are only claimed and 1 fell short.",
        "zh": "19项仅有陈述而无佐证，1项未达标。",
    }[language] in said


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_rate_that_no_year_has_is_no_column(language: str) -> None:
    """Of final accounts, which have no revised budget, a column of dashes was drawn and listed."""
    rows = pd.DataFrame(
        [[year, D(100), None, D(98), D(98), None] for year in (2023, 2024)],
        columns=["year", *(f"{p}_wan" for p in ("approved", "revised", "outturn"))]
        + ["of_approved_pct", "of_revised_pct"],
        dtype=object,
    )
    chart = rates.execution_years(rows, language)
    assert chart is not None
    assert chart.table is not None
    revised = label("budget.chart.of_revised_head", language)
    assert revised not in [text.get_text() for text in texts_of(chart)]
    assert "–" not in chart.table.to_numpy()


def test_the_findings_on_the_cover_of_final_accounts_lead_to_them(site: Path) -> None:
    page = BeautifulSoup((site / "made-bureau/2022/accounts.html").read_text("utf-8"), "lxml")
    links = page.select(".jixiao-cover a[href='#audit-notes']")
    found = page.find(id="audit-notes") is not None
    assert len(links) == (3 if found else 0), "no link leads nowhere"
    card = page.select(".jixiao-cover .jixiao-cards b")[-1].get_text(strip=True)
    assert found == (card != "0 / 0 / 0")


def test_a_figure_is_qualified_in_the_order_of_its_language() -> None:
    """ "9.89分以上" stood as "以上 9.89分"."""
    rows = series(measure("a", y2021="5", y2022="6"))
    rows = rows.assign(qualifier=["约", "以上"], scope=None, source="s", quote="", page=None)
    said = compare_tables.series(C.changes(rows, 2021), 2021, "zh")
    assert said is not None
    assert "约5" in said.text
    assert "6以上" in said.text


def test_a_title_begins_with_a_capital_where_none_are_kept(report: Report) -> None:
    promises = report.tables["indicators"]
    denied = promises[promises["status"] == "contradicted"]
    chart = indicators.status(status_counts(denied, "task_no"), denied, "en")
    assert chart.alt.startswith("None of 6 promises are shown to be kept; none are claimed")
