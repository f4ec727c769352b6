"""Every chart, in both languages: nothing clipped, no glyph missing, its numbers in its alt text."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from fontTools.ttLib import TTFont
from matplotlib import font_manager
from matplotlib.backends.backend_agg import FigureCanvasAgg

from jixiao.analysis import budget as B
from jixiao.analysis import compare as C
from jixiao.analysis import indicators as I
from jixiao.charts import budget, compare, indicators
from jixiao.charts.chart import TABLE, Chart
from jixiao.charts.style import font_family, wrap
from jixiao.charts.words import number, page_list
from jixiao.labels import LANGUAGES
from jixiao.report import Report, load_breaks, load_report, load_reports

DATA = Path(__file__).resolve().parent.parent / "data"
DEPARTMENT = "panyu-data-bureau"


def every_chart() -> dict[str, Callable[[str], Chart]]:
    report: Report = load_report(DEPARTMENT, 2022, DATA)
    figures, promises = report.table("budget"), report.table("indicators")
    years = {r.year: r.tables for r in load_reports(DEPARTMENT, data=DATA)}
    breaks = load_breaks(DEPARTMENT, DATA)
    series = C.outcome_series(years, breaks)
    counts = I.status_counts
    fund = B.digital_fund(report.table("outcomes"))
    return {
        "bridge": lambda lang: budget.bridge(B.budget_bridge(figures), lang),
        "fund": lambda lang: budget.fund(fund, lang),
        "slope": lambda lang: budget.slope(B.main_items(figures), lang),
        "execution": lambda lang: budget.execution(B.items(figures, B.EXECUTED), lang),
        "by_task": lambda lang: indicators.status(counts(promises, "task_no"), promises, lang),
        "by_kind": lambda lang: indicators.status(counts(promises, "level3"), promises, lang),
        "attainment": lambda lang: indicators.attainment(I.measured(promises), 71, lang),
        "coverage": lambda lang: compare.coverage(C.coverage(years), lang),
        "series": lambda lang: compare.small_multiples(series, breaks, lang),
    }


CHARTS = every_chart()
CASES = [(name, language) for name in CHARTS for language in LANGUAGES]


@pytest.fixture(scope="module")
def drawn() -> dict[tuple[str, str], Chart]:
    return {case: CHARTS[case[0]](case[1]) for case in CASES}


@pytest.mark.parametrize("case", CASES, ids="-".join)
def test_no_text_is_clipped(drawn: dict[tuple[str, str], Chart], case: tuple[str, str]) -> None:
    figure = drawn[case].figure
    renderer = FigureCanvasAgg(figure).get_renderer()
    width, height = figure.bbox.width, figure.bbox.height
    texts = [*figure.texts, *(t for ax in figure.axes for t in [*ax.texts, ax.title])]
    for text in (t for t in texts if t.get_text().strip()):
        box = text.get_window_extent(renderer)
        assert box.x0 >= 0, text.get_text()
        assert box.y0 >= 0, text.get_text()
        assert box.x1 <= width, text.get_text()
        assert box.y1 <= height, text.get_text()


@pytest.mark.parametrize("case", CASES, ids="-".join)
def test_no_glyph_is_missing(drawn: dict[tuple[str, str], Chart], case: tuple[str, str]) -> None:
    font = TTFont(font_manager.findfont(font_family(), fallback_to_default=False))
    known = set(font.getBestCmap())
    figure = drawn[case].figure
    texts = [*figure.texts, *(t for ax in figure.axes for t in [*ax.texts, ax.title])]
    used = {c for t in texts for c in t.get_text() if not c.isspace()}
    assert {c for c in used if ord(c) not in known} == set()


@pytest.mark.parametrize("case", CASES, ids="-".join)
def test_every_chart_names_its_source_and_ends_its_alt_text(
    drawn: dict[tuple[str, str], Chart], case: tuple[str, str]
) -> None:
    chart = drawn[case]
    foot = chart.figure.texts[2].get_text() if len(chart.figure.texts) > 2 else ""
    assert foot.startswith(("Source:", "来源："))
    assert chart.alt.endswith(".")


def test_the_bridge_states_its_numbers(drawn: dict[tuple[str, str], Chart]) -> None:
    alt = drawn["bridge", "en"].alt
    for words in ("14,884.55", "+30.19", "+84.76", "−7,500.94", "7,498.56", "−190.83", "99 %"):
        assert words in alt
    assert "削减的99%落在项目支出" in drawn["bridge", "zh"].alt


def test_what_lies_outside_the_window_keeps_its_number(drawn: dict[tuple[str, str], Chart]) -> None:
    assert "Non-tax revenue 122.73 %" in drawn["execution", "en"].alt


def test_the_same_numbers_give_the_same_picture() -> None:
    assert CHARTS["bridge"]("zh").png() == CHARTS["bridge"]("zh").png()


def test_a_chart_shows_as_a_picture_with_its_alt_text(drawn: dict[tuple[str, str], Chart]) -> None:
    data, metadata = drawn["bridge", "en"]._repr_mimebundle_()
    assert data["text/plain"] == metadata["image/png"]["alt"]
    assert metadata["image/png"]["width"] == 840


def test_report_text_is_never_mathematics() -> None:
    promises = load_report(DEPARTMENT, 2022, DATA).table("indicators").copy()
    promises["name"] = "花费$x^2$与\\frac{1}{2}"
    chart = indicators.attainment(I.measured(promises), 71, "zh")
    assert chart.png()


def test_titles_wrap_at_spaces_and_after_chinese_characters() -> None:
    assert wrap("one two three", 8) == ["one two", "three"]
    assert wrap("划拨其他项目单位", 8) == ["划拨其他", "项目单位"]
    assert wrap("", 8) == [""]


def test_numbers_and_pages_as_written() -> None:
    assert number(None) == "–"
    assert page_list([13, 14, 15, 38, None], "en") == "p. 13–15, 38"
    assert page_list([], "en") == "–"


@pytest.mark.parametrize("case", CASES, ids="-".join)
def test_every_chart_has_its_numbers_as_a_table(
    drawn: dict[tuple[str, str], Chart], case: tuple[str, str]
) -> None:
    chart = drawn[case]
    data, _ = chart._repr_mimebundle_()
    table: Any = data[TABLE]
    assert table["rows"]
    assert all(len(row) == len(table["columns"]) for row in table["rows"])
    assert "nan" not in str(table).lower()
    assert json.loads(json.dumps(table)) == table


def test_the_table_of_a_chart_says_where_each_row_is_printed(
    drawn: dict[tuple[str, str], Chart],
) -> None:
    table: Any = drawn["bridge", "en"]._repr_mimebundle_()[0][TABLE]
    rows = dict(zip((row[0] for row in table["rows"]), table["places"], strict=True))
    assert rows["Outturn"] == [13, 615]
    assert rows["Revised budget"] is None
    assert ["Outturn", "7,307.73"] in table["rows"]
    promise: Any = drawn["attainment", "zh"]._repr_mimebundle_()[0][TABLE]
    assert "判定" in promise["columns"]
