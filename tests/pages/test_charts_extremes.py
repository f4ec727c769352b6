"""Charts of figures that the first report does not have: rises, many rows, many years, none."""

from __future__ import annotations

import re
from decimal import Decimal as D

import pandas as pd
import pytest
from bs4 import BeautifulSoup
from drawn import unreadable
from matplotlib.text import Text

from jixiao.analysis import budget as B
from jixiao.analysis import compare as C
from jixiao.analysis import indicators as I
from jixiao.analysis import reliability as R
from jixiao.audit.findings import AuditResult, Evidence, Finding
from jixiao.charts import accounts, audit, budget, compare, indicators, rates, search
from jixiao.labels import LANGUAGES
from jixiao.prose import report as prose
from jixiao.report import Report
from jixiao.schema import TABLES
from jixiao.tables import budget as tables

BUDGET = ["item", "name", "phase", "base", "value", "unit", "printed", "page", "line", "quote"]


def table(*rows: tuple[str, str, str]) -> pd.DataFrame:
    made = [
        [item, item, phase, None, D(value), "万元", value, 1, line, value]
        for line, (item, phase, value) in enumerate(rows, start=1)
    ]
    return pd.DataFrame(made, columns=BUDGET, dtype=object)


def figures(approved: str, basic: str, project: str, outturn: str) -> pd.DataFrame:
    return table(
        ("income", "approved", approved),
        ("expenditure.basic", "adjustment", basic),
        ("expenditure.project", "adjustment", project),
        ("expenditure", "outturn", outturn),
    )


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "amounts",
    [
        ("100", "10", "50", "170"),  # all rises, and more is spent than there is
        ("100", "-30", "-60", "5"),
        ("1234567.89", "0", "-0.01", "1234567.80"),
        ("0.05", "0", "0", "0.05"),  # nothing changes
        ("100", "-50", "200", "100"),  # ends where it began
    ],
)
def test_a_bridge_of_any_shape_can_be_read(
    amounts: tuple[str, str, str, str], language: str
) -> None:
    steps = B.budget_bridge(figures(*amounts))
    chart = budget.bridge(steps, language)
    assert unreadable(chart) == []
    assert "None" not in chart.alt


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_rise_is_not_called_a_cut(language: str) -> None:
    chart = budget.bridge(B.budget_bridge(figures("100", "10", "50", "160")), language)
    assert {"en": "cut", "zh": "削减"}[language] not in chart.alt
    assert {"en": "Added to projects +50.00", "zh": "调增项目支出 +50.00"}[language] in chart.alt


def items(count: int) -> pd.DataFrame:
    rows = []
    for item in (*B.EXPENDITURE, *B.SANGONG)[:count]:
        rows += [(item, "approved", "100"), (item, "revised", "101"), (item, "outturn", "99.5")]
    return B.items(table(*rows), (*B.EXPENDITURE, *B.SANGONG))


@pytest.mark.parametrize("count", [1, 8, 16])
def test_slopes_that_lie_on_each_other_can_be_read(count: int) -> None:
    for language in LANGUAGES:
        chart = budget.slope(items(count), language)
        assert chart is not None
        assert unreadable(chart) == []


def test_slopes_without_any_item_are_not_drawn() -> None:
    """An empty frame stood under "No item has approved budget, revised budget and outturn"."""
    incomplete = table(
        ("expenditure.basic", "approved", "1"), ("expenditure.basic", "outturn", "1")
    )
    for language in LANGUAGES:
        assert budget.slope(B.main_items(incomplete), language) is None
        assert budget.slope(B.items(table(), B.EXPENDITURE), language) is None


def water() -> pd.DataFrame:
    """A whole that rose by more than what came of it: tests/reports/water-bureau-2023.html."""
    return table(
        ("expenditure", "approved", "9862.40"),
        ("expenditure", "adjustment", "1204.35"),
        ("expenditure", "revised", "11066.75"),
        ("expenditure", "outturn", "10231.58"),
    )


@pytest.mark.parametrize(
    ("amounts", "language", "title"),
    [
        (None, "en", "10,231.58 万元 were spent, 369.18 more than the 9,862.40 approved"),
        (None, "zh", "支出10,231.58万元，比年初批复的9,862.40万元多369.18万元"),
        (
            ("100", "0", "5", "20"),
            "en",
            "20.00 万元 were spent, 80.00 less than the 100.00 approved",
        ),
        (
            ("100", "60", "-90", "70"),
            "en",
            "Project budgets were cut by 90.00 万元 in the year, more than the 30.00 between",
        ),
        (
            ("100", "60", "-90", "70"),
            "zh",
            "年中项目支出调减90.00万元，超过批复与支出之差30.00万元",
        ),
        (
            ("100", "-30", "-40", "30"),
            "en",
            "Project budgets were cut by 40.00 万元 in the year; 30.00 of the 100.00 approved",
        ),
    ],
)
def test_a_step_beyond_the_whole_change_is_set_against_the_net_change(
    amounts: tuple[str, str, str, str] | None, language: str, title: str
) -> None:
    """It was said to be "326 % of the rise"."""
    steps = B.budget_bridge(figures(*amounts) if amounts else water())
    chart = budget.bridge(steps, language)
    assert chart.alt.startswith(title)
    written = " ".join(text.get_text() for text in chart.figure.findobj(Text))
    assert max((int(share) for share in re.findall(r"(\d+) ?% of\nnet", written)), default=0) <= 100
    assert unreadable(chart) == []


def test_what_the_report_prints_of_the_whole_leads_to_its_place() -> None:
    steps = B.budget_bridge(water()).set_index("step")["line"]
    assert steps[["approved", "adjustment", "revised", "outturn"]].tolist() == [1, 2, 3, 4]
    assert steps["unspent"] is None
    other = water()
    other.loc[other["phase"] == "adjustment", "value"] = D("1")  # printed, but not this amount
    assert B.budget_bridge(other).set_index("step")["line"]["adjustment"] is None


@pytest.mark.parametrize("rate", ["0", "79.99", "80", "100", "120", "120.01", "98765.43"])
def test_a_rate_of_any_size_is_in_the_window_or_parked(rate: str) -> None:
    made = table(
        ("income", "approved", "100"),
        ("expenditure.basic", "adjustment", "0"),
        ("expenditure.project", "adjustment", "0"),
        ("expenditure", "outturn", rate),
    )
    chart = rates.execution(R.rates(made), "en")
    assert unreadable(chart) == []
    (ax,) = chart.figure.axes
    marks = [line for line in ax.lines if line.get_marker() in ("o", "D", "<", ">")]
    low, high = rates.WINDOW
    on_rows = [m for m in marks if m.get_ydata()[0] < len(chart.data) - 0.5]
    assert len(on_rows) == 2
    assert all(low <= mark.get_xdata()[0] <= high for mark in on_rows)
    parked = {m.get_marker() for m in on_rows} & {"<", ">"}
    assert bool(parked) == (not low <= float(rate) <= high)


@pytest.mark.parametrize("count", [2, 14])
def test_execution_year_by_year(count: int) -> None:
    years = {2010 + at: {"budget": figures("100", "0", "0", str(90 + at))} for at in range(count)}
    for language in LANGUAGES:
        chart = rates.execution_years(C.budgets(years), language)
        assert unreadable(chart) == []
    if count == 14:
        assert (
            "90.00 to 103.00 %; 9 of 14 years within ±5 %"
            in rates.execution_years(C.budgets(years), "en").alt
        )


def test_what_has_nothing_to_draw_is_no_picture() -> None:
    nothing = pd.DataFrame()
    for language in LANGUAGES:
        assert rates.execution_years(C.budgets({}), language) is None
        one = {2021: {"budget": figures("100", "0", "0", "90")}}
        assert rates.execution_years(C.budgets(one), language) is None  # a mark is no comparison
        assert rates.composition(R.composition(table()), None, language) is None
        assert indicators.attainment(nothing, 7, language) is None
        assert accounts.by_class(nothing, "outturn", language) is None
        assert audit.by_page(AuditResult((), ()), 9, language) is None


@pytest.mark.parametrize(
    ("outturns", "en", "zh"),
    [
        (
            ("49.1", "49.1"),
            "49.10 % in each of 2 years, beyond ±5 %",
            "2个年份支出均为年初批复预算的49.10%，超出",
        ),
        (
            ("99", "99"),
            "99.00 % in each of 2 years, within ±5 %",
            "均为年初批复预算的99.00%，未超出",
        ),
        (("49", "50"), "49.00 to 50.00 %; none of 2 years within", "2个年份均不在"),
        (("98", "99"), "98.00 to 99.00 %; all 2 years within", "2个年份均在"),
        (("50", "99"), "50.00 to 99.00 %; 1 of 2 years within", "2个年份中1个在"),
    ],
)
def test_a_span_of_equal_ends_is_one_rate_and_no_year_is_not_counted_as_0(
    outturns: tuple[str, str], en: str, zh: str
) -> None:
    """It said "49.10 to 49.10 %; 0 of 2 years within ±5 %"."""
    years = {
        2021 + at: {"budget": figures("100", "0", "0", out)} for at, out in enumerate(outturns)
    }
    for language, words in (("en", en), ("zh", zh)):
        chart = rates.execution_years(C.budgets(years), language)
        assert chart is not None
        assert words in chart.alt
        assert unreadable(chart) == []


def test_a_year_is_titled_with_the_rate_that_it_has() -> None:
    """Of final accounts, which have no revised budget, it said "– % of the revised one"."""
    made = figures("100", "0", "0", "90")
    revised = table(("expenditure", "revised", "100"))
    tables = {"budget": pd.concat([made, revised])}
    rows = C.budgets({2021: tables, 2022: tables})
    for language in LANGUAGES:
        for missing in ("of_revised_pct", "of_approved_pct"):
            chart = rates.execution_years(rows.assign(**{missing: None}), language)
            assert chart is not None
            title = re.split(r"\. |。", chart.alt)[0]
            assert "–" not in title
            assert "90.00" in title


def test_rates_of_chosen_items_are_not_titled_as_those_of_all_expenditure() -> None:
    """Rows chosen in `explore`: the first one's rates stood in the title as those of the budget."""
    made = table(("procurement", "revised", "100"), ("procurement", "outturn", "70"))
    whole = pd.concat([figures("100", "0", "0", "90"), made])
    chosen = R.rates(whole)
    chosen = chosen[chosen["item"] == "procurement"]
    for language, words in (("en", "1 item against its budget"), ("zh", "1个科目的预算执行")):
        assert rates.execution(chosen, language).alt.startswith(words)


@pytest.mark.parametrize("count", [1, 20])
def test_coverage_of_many_years(count: int) -> None:
    frame = pd.DataFrame(
        [[2005 + at, *(12_345 for _ in TABLES)] for at in range(count)],
        columns=["year", *TABLES],
    )
    for language in LANGUAGES:
        assert unreadable(compare.coverage(frame, language)) == []


def test_the_approved_budget_is_known_where_the_report_states_it_as_expenditure() -> None:
    """The comparison said "– 万元 approved became 10,231.58 spent"."""
    row = C.budgets({2023: {"budget": water()}}).iloc[0]
    assert (row["approved_wan"], row["of_approved_pct"]) == (D("9862.40"), D("103.74"))
    assert row["places"]["approved"] == (1, 1)


def series(years: range, metrics: int = 4) -> pd.DataFrame:
    rows = [
        {
            "metric": f"metric_{number}",
            "name": "一项名称很长很长很长很长很长很长很长很长很长很长很长很长的指标",
            "year": year,
            "period": str(year),
            "partial": False,
            "value": D(10) ** number + D(year % 7),
            "unit": "万平方米",
            "printed": "1",
            "qualifier": None,
            "scope": None,
            "segment": 0,
            "source": "s",
            "page": None,
        }
        for number in range(metrics)
        for year in years
    ]
    return pd.DataFrame(rows, dtype=object)


@pytest.mark.parametrize("years", [range(2022, 2024), range(2005, 2026)])
def test_small_multiples_of_few_and_many_years(years: range) -> None:
    breaks = pd.DataFrame({"metric": ["metric_1"], "from_year": [2023]}, dtype=object)
    for language in LANGUAGES:
        assert unreadable(compare.small_multiples(series(years), breaks, language)) == []


@pytest.mark.parametrize("count", [1, 60])
def test_attainment_of_one_and_of_many(report: Report, count: int) -> None:
    rows = I.measured(report.tables["indicators"])
    many = pd.concat([rows] * 3).iloc[:count].reset_index(drop=True)
    many.loc[0, "attainment_pct"] = D("4321.05")
    many.loc[0, "target_value"], many.loc[0, "actual_value"] = D("1234567.89"), D("98765432.1")
    for language in LANGUAGES:
        chart = indicators.attainment(many, 71, language)
        assert unreadable(chart) == []
        assert {"en": "4,321.05 %", "zh": "4,321.05%"}[language] in chart.alt


def test_status_of_many_groups(report: Report) -> None:
    rows = pd.concat([report.tables["indicators"]] * 4).reset_index(drop=True)
    rows["task_no"] = [at % 18 + 1 for at in range(len(rows))]
    for language in LANGUAGES:
        chart = indicators.status(I.status_counts(rows, "task_no"), rows, language)
        assert unreadable(chart) == []


def test_a_title_of_two_lines_covers_nothing(report: Report) -> None:
    """A kind of which no promise was kept has a longer title, which pushed its subtitle onto the key."""
    rows = report.tables["indicators"].copy()
    rows["status"] = "missed"
    for language in LANGUAGES:
        chart = indicators.status(I.status_counts(rows, "level3"), rows, language)
        assert unreadable(chart) == []


def finding(*pages: int) -> Finding:
    evidence = tuple(Evidence(page, page, "x") for page in pages)
    return Finding("r", 1, "contradiction", "high", {"en": "x", "zh": "x"}, evidence)


@pytest.mark.parametrize("page_count", [2, 9, 300])
def test_pages_of_a_short_and_of_a_long_report(page_count: int) -> None:
    found = AuditResult((finding(1, page_count), finding(page_count)), ())
    hits = pd.DataFrame({"page": [1, 1, page_count]}, dtype=object)
    for language in LANGUAGES:
        chart = audit.by_page(found, page_count, language)
        assert chart is not None
        assert unreadable(chart) == []
        assert unreadable(search.hits_by_page(hits, page_count, language)) == []
        assert unreadable(search.hits_by_page(hits.iloc[:0], page_count, language)) == []


def test_a_report_without_text_has_no_pages_to_draw() -> None:
    """The audit of a report filled in by hand stopped: "cannot convert float NaN to integer"."""
    for language in LANGUAGES:
        assert audit.by_page(AuditResult((), ()), 0, language) is None


def test_the_one_page_of_a_web_site_is_no_chart_of_pages() -> None:
    """One bar as wide as the picture said "1 of 1 page carries a finding"."""
    for language in LANGUAGES:
        assert audit.by_page(AuditResult((finding(1),), ()), 1, language) is None


@pytest.mark.parametrize(
    ("pages", "en", "zh"),
    [
        ((3,), "carries a finding: page 3, 1 passage.", "1页存在发现：第3页，1处"),
        ((2, 5, 7), "3 of 9 pages carry a finding, 1 passage each", "3页存在发现，各1处"),
        ((2, 2, 5), "page 2 carries most, 2 passages", "第2页最多，共2处"),
        ((2, 2, 5, 5, 7), "pages 2 and 5 most, 2 passages each", "第2、5页最多，各2处"),
    ],
)
def test_pages_that_carry_as_many_findings_are_all_named(
    pages: tuple[int, ...], en: str, zh: str
) -> None:
    """Page 14 was said to carry most, 8, while pages 26 and 33 carry 8 as well."""
    found = AuditResult(tuple(finding(page) for page in pages), ())
    for language, words in (("en", en), ("zh", zh)):
        chart = audit.by_page(found, 9, language)
        assert chart is not None
        assert words in chart.alt
        assert unreadable(chart) == []


def test_a_carry_over_is_a_step_only_where_it_is_printed() -> None:
    made = figures("100", "10", "50", "160")
    assert "carryover" not in B.budget_bridge(made)["step"].to_list()
    printed = pd.concat([made, table(("income", "carryover", "0.00"))])
    assert "carryover" in B.budget_bridge(printed)["step"].to_list()


def test_what_no_part_says_it_left_is_unspent_and_has_no_share_beyond_the_whole() -> None:
    made = table(
        ("income", "approved", "100"),
        ("expenditure", "revised", "150"),
        ("expenditure", "outturn", "110"),
    )
    cut = B.cut(made).set_index("step")
    assert cut["amount_wan"].astype(str).to_dict() == {"adjustment": "50", "unspent": "-40"}
    assert cut["share_pct"].isna().all()  # 500 % and −400 % of 10


@pytest.mark.parametrize("parts", [0, 1, 2])
def test_what_the_parts_do_not_say_they_left_is_named_for_how_many_say_it(parts: int) -> None:
    """With one part alone the rest was said to be in the total and "in neither part"."""
    stated = [
        ("expenditure.basic", "revised", "50"),
        ("expenditure.basic", "outturn", "45"),
        ("expenditure.project.departmental", "outturn", "60"),
        ("expenditure.project", "revised", "100"),
    ]
    made = table(
        ("income", "approved", "150"),
        ("expenditure", "revised", "150"),
        ("expenditure", "outturn", "110"),
        *stated[: 2 * parts],
    )
    cut = B.cut(made).set_index("step")["amount_wan"].astype(str).to_dict()
    assert (
        cut
        == [
            {"unspent": "-40"},
            {"unspent_basic": "-5", "unspent_rest": "-35"},
            {"unspent_basic": "-5", "unspent_project": "-40", "unallocated": "5"},
        ][parts]
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_difference_that_no_report_prints_is_said_to_be_computed(language: str) -> None:
    """The whole difference was shown as the report's adjustment."""
    said = {"en": "omputed", "zh": "推算"}[language]
    made = table(
        ("income", "approved", "100"),
        ("expenditure", "revised", "150"),
        ("expenditure", "outturn", "110"),
    )
    printed = pd.concat([made, table(("expenditure", "adjustment", "50"))])
    for part in (made, pd.concat([made, table(("expenditure.basic", "adjustment", "10"))])):
        assert said in budget.bridge(B.budget_bridge(part), language).alt
        assert said in tables.bridge(B.budget_bridge(part), language).text
        assert said in tables.cut(B.cut(part), language).text
        note = prose.revised_note(
            Report("d", 2022, {"jixiao": {}}, {"budget": part}, None), language
        ).text
        assert said in note
    assert said not in budget.bridge(B.budget_bridge(printed), language).alt
    assert said not in tables.bridge(B.budget_bridge(printed), language).text


def test_what_came_in_is_not_called_spent() -> None:
    made = table(
        ("income", "outturn", "9"), ("nontax", "outturn", "1"), ("sangong", "outturn", "2")
    )
    soup = BeautifulSoup(tables.every_figure(made, "zh").html, "html.parser")
    phases = [row.select_one("td").text for row in soup.select("tbody tr")]
    assert phases == ["实际收入", "实际收入", "支出"]
    other = tables.items(B.items(made, B.OTHER), "zh", "other").text
    assert "执行数（万元）" in other
    assert "支出（万元）" not in other


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_note_on_estimates_stands_only_where_the_report_has_one(language: str) -> None:
    def note(budget: pd.DataFrame) -> str:
        return prose.estimate_notes(
            Report("d", 2022, {"jixiao": {}}, {"budget": budget}, None), language
        ).text

    made = table(("income", "approved", "100"), ("expenditure", "outturn", "110"))
    assert note(made) == ""
    made.loc[1, "phase"] = "estimate"
    made.loc[1, "quote"] = "预计支出110万元"
    assert "预计支出" in note(made)
    executed = made.assign(quote="预计执行数110万元")
    assert {"en": "estimate (预计执行数)", "zh": "原文称“预计执行数”"}[language] in note(executed)
    assert "预计支出" not in note(executed)
    again = made.loc[[1]].assign(line=9)  # the same words in another place
    assert note(pd.concat([made, again])).count(str(made.loc[1, "quote"])) == 2
    assert note(pd.concat([made, made.loc[[1]]])) == note(made)
