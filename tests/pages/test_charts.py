"""Every chart, in both languages: nothing clipped, no glyph missing, its numbers in its alt text."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from accounts_made import as_document, make_accounts, read_accounts
from drawn import texts_of, unreadable
from fontTools.ttLib import TTFont
from hypothesis import given
from hypothesis import strategies as st
from matplotlib import font_manager
from matplotlib.backends.backend_agg import FigureCanvasAgg
from PIL import Image
from synthetic import scaled

from jixiao.analysis import accounts as final
from jixiao.analysis import budget as B
from jixiao.analysis import compare as C
from jixiao.analysis import indicators as I
from jixiao.analysis import reliability as R
from jixiao.analysis.departments import overview
from jixiao.analysis.year_bridge import year_bridge as year_bridge_steps
from jixiao.audit import audit_report
from jixiao.base.spread import spread
from jixiao.charts import (
    accounts,
    audit,
    budget,
    budget_years,
    compare,
    departments,
    indicators,
    rates,
    search,
    year_bridge,
)
from jixiao.charts.chart import TABLE, Chart
from jixiao.charts.style import font_family, ticks, wrap
from jixiao.explore.search import search as find
from jixiao.labels import LANGUAGES
from jixiao.labels.numbers import number
from jixiao.labels.pages import page_list
from jixiao.prose import report as prose
from jixiao.report import Report, load_breaks, load_report, load_reports
from jixiao.tables import compare as compare_tables

DATA = Path(__file__).resolve().parents[2] / "data"
DEPARTMENT = "panyu-data-bureau"


def every_chart() -> dict[str, Callable[[str], Chart]]:
    report: Report = load_report(DEPARTMENT, 2022, DATA)
    figures, promises = report.tables["budget"], report.tables["indicators"]
    years = {r.year: r.tables for r in load_reports(DEPARTMENT, data=DATA)}
    breaks = load_breaks(DEPARTMENT, DATA)
    series = C.outcome_series(years, breaks)
    counts = I.status_counts
    audited = audit_report(report)
    made = read_accounts(as_document(make_accounts()))
    steps = year_bridge_steps([_accounts_of(2022, "1"), _accounts_of(2023, "1.15")])
    other = scaled(report, 2022, 9)
    budgeted = overview([report, other]).assign(source="budget_document")
    rated = C.budgets({2021: report.tables, 2022: report.tables})
    one = C.budgets({2022: report.tables}).assign(source="budget_document")
    budgets = pd.concat([one, one.assign(year=2023)], ignore_index=True)
    fund = B.followed_funds(report.tables["outcomes"])
    return {
        "bridge": lambda lang: budget.bridge(B.budget_bridge(figures), lang),
        "fund": lambda lang: budget.funds(fund, lang),
        "slope": lambda lang: budget.slope(B.main_items(figures), lang),
        "execution": lambda lang: rates.execution(R.rates(figures), lang),
        "composition": lambda lang: rates.composition(
            R.composition(figures), R.composition_variance(figures), lang
        ),
        "execution_years": lambda lang: rates.execution_years(rated, lang),
        "years": lambda lang: budget_years.amounts(budgets, lang),
        "by_task": lambda lang: indicators.status(counts(promises, "task_no"), promises, lang),
        "by_kind": lambda lang: indicators.status(counts(promises, "level3"), promises, lang),
        "attainment": lambda lang: indicators.attainment(I.measured(promises), 71, lang),
        "coverage": lambda lang: compare.coverage(C.coverage(years), lang),
        "by_page": lambda lang: audit.by_page(audited, report.page_count, lang),
        "classes_of_years": lambda lang: year_bridge.classes(steps, lang),
        "flow": lambda lang: accounts.flow(final.flow(made), "outturn", lang),
        "by_class": lambda lang: accounts.by_class(final.by_class(made), "outturn", lang),
        "approved": lambda lang: departments.approved(budgeted, lang),
        "outturns": lambda lang: departments.outturns(overview([report, other]), lang),
        "hits": lambda lang: search.hits_by_page(
            find(report.document, "数字政府"), report.page_count, lang
        ),
        "series": lambda lang: compare.small_multiples(series, breaks, lang),
    }


def _accounts_of(year: int, scale: str) -> Report:
    statements = read_accounts(as_document(make_accounts(year, Decimal(scale))))
    named = {"document": "accounts", "department_zh": "甲局"}
    return Report("a", year, {"jixiao": named, "sources": []}, {"statements": statements})


CHARTS = every_chart()
CASES = [(name, language) for name in CHARTS for language in LANGUAGES]


@pytest.fixture(scope="module")
def drawn() -> dict[tuple[str, str], Chart]:
    return {case: CHARTS[case[0]](case[1]) for case in CASES}


@pytest.mark.parametrize("case", CASES, ids="-".join)
def test_no_text_is_clipped_and_none_lies_on_another(
    drawn: dict[tuple[str, str], Chart], case: tuple[str, str]
) -> None:
    assert unreadable(drawn[case]) == []


@pytest.mark.parametrize("name", ["bridge", "fund"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_words_in_a_bar_fit_into_it(
    drawn: dict[tuple[str, str], Chart], name: str, language: str
) -> None:
    figure = drawn[name, language].figure
    (ax,) = figure.axes
    renderer = FigureCanvasAgg(figure).get_renderer()
    inside = [text for text in ax.texts if text.get_color() == "white"]
    assert inside
    bars = [bar.get_window_extent(renderer) for bar in ax.patches]
    for text in inside:
        box = text.get_window_extent(renderer)
        assert any(b.x0 < box.x0 and box.x1 < b.x1 and b.y0 < box.y0 < b.y1 for b in bars)


@pytest.mark.parametrize("case", CASES, ids="-".join)
def test_no_glyph_is_missing(drawn: dict[tuple[str, str], Chart], case: tuple[str, str]) -> None:
    font = TTFont(font_manager.findfont(font_family(), fallback_to_default=False))
    known = set(font.getBestCmap())
    used = {c for text in texts_of(drawn[case]) for c in text.get_text() if not c.isspace()}
    assert {c for c in used if ord(c) not in known} == set()
    assert {text.get_fontfamily()[0] for text in texts_of(drawn[case])} == {font_family()}


@pytest.mark.parametrize("case", CASES, ids="-".join)
def test_every_chart_names_its_source_and_ends_its_alt_text(
    drawn: dict[tuple[str, str], Chart], case: tuple[str, str]
) -> None:
    chart = drawn[case]
    foot = min(chart.figure.texts, key=lambda text: text.get_position()[1]).get_text()
    assert foot.startswith(("Source:", "来源："))
    assert chart.alt.endswith((".", "。"))
    title = max(chart.figure.texts, key=lambda text: text.get_position()[1]).get_text()
    assert chart.alt.startswith(title)


@pytest.mark.parametrize("case", CASES, ids="-".join)
def test_a_chart_carries_its_finding_as_text_and_how_high_it_stands(
    drawn: dict[tuple[str, str], Chart], case: tuple[str, str]
) -> None:
    chart = drawn[case]
    seen = chart._repr_mimebundle_()[1]["image/png"]
    stop = {"en": ". ", "zh": "。"}[case[1]]
    subtitle = str(seen["subtitle"]).rstrip(".")
    assert chart.alt.startswith(f"{seen['title']}{stop}{subtitle}")
    renderer = FigureCanvasAgg(chart.figure).get_renderer()
    height = chart.figure.bbox.height
    edge = height - float(str(seen["head"])) / 100 * chart.figure.dpi
    written = [t for t in texts_of(chart) if t.get_text().strip()]
    above = [t for t in written if t.get_window_extent(renderer).y0 >= edge - 1]
    words = "".join(t.get_text() for t in above).replace(" ", "").replace("\\", "")
    assert words.replace("\n", "") == f"{seen['title']}{seen['subtitle']}".replace(" ", "")
    others = [t for t in written if t not in above]
    assert all(t.get_window_extent(renderer).y1 <= edge for t in others)


def test_the_numbers_of_attainment_name_the_evidence(
    drawn: dict[tuple[str, str], Chart],
) -> None:
    table = drawn["attainment", "en"].table
    assert table is not None
    assert set(table["Evidence"]) <= {
        *("number for number", "figure or fact", "claim or bare rate only"),
        *("denied by its own text", "under way, or no case arose"),
    }
    assert table["Evidence"].nunique() > 1


def test_the_bridge_states_its_numbers(drawn: dict[tuple[str, str], Chart]) -> None:
    alt = drawn["bridge", "en"].alt
    for words in ("14,884.55", "+30.19", "+84.76", "−7,500.94", "7,498.56", "−190.83"):
        assert words in alt
    # More was taken from projects than from the whole: a share of the cut says nothing that holds.
    assert "99 %" not in alt
    assert "99%" not in drawn["bridge", "zh"].alt


def test_the_flow_of_final_accounts_has_no_approved_budget(
    drawn: dict[tuple[str, str], Chart],
) -> None:
    chart = drawn["flow", "en"]
    words = " ".join(text.get_text() for text in texts_of(chart))
    for text in (chart.alt, words):
        assert "of approved" not in text
        assert "of the rise" not in text


def test_what_lies_outside_the_window_keeps_its_number(drawn: dict[tuple[str, str], Chart]) -> None:
    chart = drawn["execution", "en"]
    assert "Non-tax revenue 122.73 % of the revised budget" in chart.alt
    assert "Expenditure 97.46 % of the revised budget, 49.10 % of the approved budget" in chart.alt
    (ax,) = chart.figure.axes
    (parked,) = [text for text in ax.texts if text.get_text() == "49.10 %"]
    arrows = [line for line in ax.lines if line.get_marker() in ("<", ">")]
    assert parked.get_position()[1] in [line.get_ydata()[0] for line in arrows]
    assert len(arrows) == 4
    assert all(rates.WINDOW[0] <= line.get_xdata()[0] <= rates.WINDOW[1] for line in arrows)


def test_bands_are_named_as_what_they_are(drawn: dict[tuple[str, str], Chart]) -> None:
    for name in ("execution", "execution_years", "composition"):
        words = [text.get_text() for text in texts_of(drawn[name, "en"])]
        assert any("PEFA-style" in text and "not a PEFA score" in text for text in words)
        assert any("非PEFA评分" in text.get_text() for text in texts_of(drawn[name, "zh"]))


def test_shape_is_evidence_and_colour_is_status(drawn: dict[tuple[str, str], Chart]) -> None:
    (ax,) = drawn["attainment", "en"].figure.axes
    shapes = [line.get_marker() for line in ax.lines if line.get_marker() not in ("None", "")]
    kinds = [I.evidence(reason) for reason in drawn["attainment", "en"].data["reason"]]
    assert shapes == [indicators.SHAPES[kind] for kind in kinds]
    assert set(kinds) == {"number", "claim", "denial", "open"}


def test_no_line_crosses_a_break(drawn: dict[tuple[str, str], Chart]) -> None:
    (ax,) = drawn["series", "en"].figure.axes
    breaks = [line for line in ax.lines if line.get_linestyle() == "--"]
    joins = [
        line for line in ax.lines if line.get_color() == compare.BLUE and len(line.get_xdata()) == 2
    ]
    assert len(breaks) == 7  # that of the district's product is not drawn
    assert joins
    for gap in breaks:
        (x, _), (low, high) = gap.get_xdata(), gap.get_ydata()
        for join in joins:
            (first, last), (start, _) = join.get_xdata(), join.get_ydata()
            assert not (first < x < last and low <= start <= high)


def test_labels_that_would_overlap_are_moved_apart_and_keep_their_order() -> None:
    assert spread([0.0, 10.0], 2.0) == [0.0, 10.0]
    assert spread([5.0, 5.0, 5.5], 2.0) == pytest.approx([3.1667, 5.1667, 7.1667], abs=1e-3)
    assert spread([], 2.0) == []


@given(st.lists(st.floats(0, 100), max_size=8))
def test_spread_labels_keep_their_distance(values: list[float]) -> None:
    placed = sorted(spread(values, 3.0))
    assert all(high - low > 3.0 - 1e-6 for low, high in zip(placed, placed[1:], strict=False))


def test_figures_too_long_for_a_panel_are_written_short() -> None:
    assert compare.short(Decimal(2_895_000), "次", "en") == "2.895 m"
    assert compare.short(Decimal(2_895_000), "次", "zh") == "289.5万"
    assert compare.short(Decimal("99.999"), "%", "en") == "99.999"
    assert compare.short(Decimal("300"), "项", "en") == "300"


def test_the_palette_of_a_picture_shows_no_difference(drawn: dict[tuple[str, str], Chart]) -> None:
    chart = drawn["execution", "zh"]
    canvas = FigureCanvasAgg(chart.figure)
    canvas.draw()
    whole = np.asarray(canvas.buffer_rgba())[:, :, :3].astype(int)
    shown = np.asarray(Image.open(io.BytesIO(chart.png())).convert("RGB")).astype(int)
    difference = abs(whole - shown).max(axis=2)
    assert (difference > 0).mean() < 0.01
    assert difference.max() < 60


def test_the_same_numbers_give_the_same_picture() -> None:
    assert CHARTS["bridge"]("zh").png() == CHARTS["bridge"]("zh").png()


def test_a_chart_shows_as_a_picture_with_its_alt_text(drawn: dict[tuple[str, str], Chart]) -> None:
    data, metadata = drawn["bridge", "en"]._repr_mimebundle_()
    assert data["text/plain"] == metadata["image/png"]["alt"]
    assert metadata["image/png"]["width"] == 840


def test_report_text_is_never_mathematics() -> None:
    promises = load_report(DEPARTMENT, 2022, DATA).tables["indicators"].copy()
    promises["name"] = "花费$x^2$与\\frac{1}{2}"
    chart = indicators.attainment(I.measured(promises), 71, "zh")
    assert chart.png()


def test_titles_wrap_at_spaces_and_after_chinese_characters() -> None:
    assert wrap("one two three", 8) == ["one two", "three"]
    assert wrap("划拨其他项目单位", 8) == ["划拨其他", "项目单位"]
    assert wrap("", 8) == [""]
    assert wrap("支出207（+60.80）", 9) == ["支出207", "（+60.80）"]
    assert wrap("（（支出", 4) == ["（（", "支出"]


def test_no_line_of_a_chart_ends_between_p_and_its_number() -> None:
    assert wrap("数据中心与集成平台建设 (p. 81)", 27) == ["数据中心与集成平台建设", "(p. 81)"]
    assert wrap("Source: the forms, p. 30, 61", 21) == ["Source: the forms,", "p. 30, 61"]
    assert wrap("p. 30–31, 55–84, 88–96", 20) == ["p. 30–31, 55–84,", "88–96"]


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


@pytest.mark.parametrize("language", LANGUAGES)
def test_one_year_alone_is_said_to_have_nothing_to_compare_with(language: str) -> None:
    """A department with its first report: the comparison stopped with a ValueError."""
    years = {2022: load_report(DEPARTMENT, 2022, DATA).tables}
    for tables in (years, {2022: {}}, {2022: {"budget": years[2022]["budget"]}}):
        series = C.outcome_series(tables, load_breaks(DEPARTMENT, DATA))
        breaks = load_breaks(DEPARTMENT, DATA)
        said = prose.series_note(series, language).text
        assert said.endswith({"en": "more than one year.", "zh": "多个年份的数据。"}[language])
        assert compare.small_multiples(series, breaks, language) is None
        assert compare_tables.series(C.changes(series, 2022), 2022, language) is None
        assert compare_tables.breaks(breaks, series, language) is None
        restated = compare_tables.restatements(tables, language)
        assert (restated is None) == ("outcomes" not in tables[2022])


@pytest.mark.parametrize(
    ("last", "named"),
    [(1, [1]), (3, [1, 2, 3]), (20, [1, 5, 10, 15, 20]), (61, [1, 10, 20, 30, 40, 50, 60])],
)
def test_every_page_of_a_short_document_is_named_below_its_bar(last: int, named: list[int]) -> None:
    assert ticks(last) == named
