"""Pages of budgets and final accounts of every shape: nothing clipped, nothing said that is not printed."""

from __future__ import annotations

import re
from decimal import Decimal as D

import pandas as pd
import pytest
from drawn import unreadable

from jixiao.analysis import accounts as analysis
from jixiao.analysis import accounts_compared as compared
from jixiao.analysis import both_documents as both
from jixiao.analysis import departments
from jixiao.analysis.statement_rows import phase_of
from jixiao.base.language import Language
from jixiao.catalogue.codes import official_classes
from jixiao.charts import accounts as charts
from jixiao.charts import budget_years
from jixiao.charts import departments as department_charts
from jixiao.charts.bars import MOST_BARS
from jixiao.check.numbers import State, numbers
from jixiao.labels import LANGUAGES
from jixiao.prose.accounts import accounts_opening, unread_note
from jixiao.prose.cover import cover
from jixiao.report import Report
from jixiao.source import Document, Line
from jixiao.tables import accounts as tables

COLUMNS = ["statement", "fund", "item", "classification", "name", "phase", "base"]
COLUMNS += ["value", "unit", "printed", "page", "line", "quote"]
LONG_ZH = (
    "国有资本经营预算安排的解决历史遗留问题及改革成本支出其他各项补助"  # over thirty characters
)
NAME = {"department_en": "演示局", "department_zh": "演示局"}


def statements(*rows: tuple[str, str, str, str, str], phase: str = "approved") -> pd.DataFrame:
    """Rows of (statement, fund, item, classification, value)."""
    made = [
        [statement, fund, item, code or None, item, phase, None]
        + [D(value), "万元", value, 1, line, value]
        for line, (statement, fund, item, code, value) in enumerate(rows, start=1)
    ]
    return pd.DataFrame(made, columns=COLUMNS, dtype=object)


def a_budget(change: str = "-10") -> pd.DataFrame:
    rows = statements(
        ("income_expenditure", "all", "income.current_year", "", "100"),
        ("income", "general", "income.fiscal_appropriation", "", "90"),
        ("income", "government_fund", "income.fiscal_appropriation", "", "0"),
        ("income", "all", "income.other", "", "10"),
        ("income_expenditure", "all", "expenditure", "", "100"),
        ("expenditure", "all", "expenditure.basic", "", "60"),
        ("expenditure", "all", "expenditure.project", "", "40"),
        ("expenditure", "all", "expenditure", "2010101", "100"),
        ("sangong", "fiscal", "sangong", "", "5"),
    )
    change_row = statements(("narrative", "all", "expenditure", "", change), phase="change")
    return pd.concat([rows, change_row.assign(base="previous")], ignore_index=True)


def report_of(table: pd.DataFrame) -> Report:
    descriptor = {"jixiao": {**NAME, "document": "budget"}, "sources": [], "resources": []}
    return Report("made", 2026, descriptor, {"statements": table})


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_budget_says_what_is_budgeted_and_nothing_of_an_outturn(language: str) -> None:
    report = report_of(a_budget())
    words = {"en": ("spent", "Outturn"), "zh": ("决算", "本年支出")}[language]
    said = accounts_opening(report, language).text
    shown = "\n".join(
        [
            said,
            cover(report, "accounts", language).text,
            tables.classes(analysis.by_class(a_budget()), "approved", language).text,
            tables.sangong(compared.three_public_expenses(a_budget()), "approved", language).text,
        ]
    )
    assert not [word for word in words if word in shown]
    assert all(figure in said for figure in ("100.00", "60.00", "40.00", "10.00"))
    assert "–" not in said
    assert {"en": "Budget 2026", "zh": "2026年部门预算"}[language] in shown


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_document_without_totals_is_a_sentence(language: str) -> None:
    bare = statements(("sangong", "fiscal", "sangong", "", "5"))
    report = report_of(bare)
    assert "–" not in accounts_opening(report, language).text
    assert charts.flow(analysis.flow(bare), "approved", language) is None
    assert charts.by_class(analysis.by_class(bare), "approved", language) is None
    none = tables.classes(analysis.by_class(bare), "approved", language).text
    assert none.endswith({"en": ".", "zh": "。"}[language])
    assert "–" not in none
    assert "<b>–" not in cover(report, "accounts", language).html


def test_steps_of_zero_are_said_and_not_drawn() -> None:
    steps = analysis.flow(a_budget())
    assert steps["amount_wan"].iloc[-1] == 0
    chart = charts.flow(steps, "approved", "en")
    assert chart is not None
    assert list(chart.data["step"]) == ["fiscal_general", "other", "spent_basic", "spent_project"]
    assert " 0.00" not in chart.alt
    assert "Printed as zero: government fund budget." in tables.flow(steps, "en").text


def test_sources_that_do_not_add_up_to_the_income_are_not_shown_as_its_parts() -> None:
    table = a_budget()
    table.loc[table["item"] == "income.other", "value"] = D("25")
    steps = analysis.flow(table)
    assert "income" in list(steps["step"])
    assert "other" not in list(steps["step"])
    assert "unallocated" not in list(steps["step"])


def test_accounts_whose_balance_is_not_printed_do_not_say_what_is_left() -> None:
    """−59,867.79 万元 "are left" stood over accounts whose carry-over was not read."""
    table = statements(
        ("income_expenditure", "all", "income.current_year", "", "100"),
        ("income_expenditure", "all", "expenditure", "", "140"),
        phase="outturn",
    )
    steps = analysis.flow(table)
    assert "closing" not in list(steps["step"])
    chart = charts.flow(steps, "outturn", "en")
    assert chart is not None
    assert "left" not in chart.alt.partition(".")[0]
    assert unreadable(chart) == []


AMOUNTS = [
    ("-320.55", "1668.14", "0.01", "746.39", "921.75"),  # a negative carry-over
    ("0", "0.01", "0", "0.01", "0"),
    ("59867.79", "2015094.22", "0.02", "1168039.29", "906922.72"),
    ("-5", "-3", "0", "1", "0"),  # everything below zero
]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("amounts", AMOUNTS)
def test_the_flow_of_any_amounts_can_be_read(amounts: tuple[str, ...], language: str) -> None:
    opening, fiscal, other, basic, project = amounts
    table = statements(
        ("income_expenditure", "all", "balance.opening", "", opening),
        ("income", "all", "income.fiscal_appropriation", "", fiscal),
        ("income", "all", "income.other", "", other),
        ("income_expenditure", "all", "income.current_year", "", str(D(fiscal) + D(other))),
        ("income_expenditure", "all", "expenditure", "", str(D(basic) + D(project))),
        ("expenditure", "all", "expenditure.basic", "", basic),
        ("expenditure", "all", "expenditure.project", "", project),
        phase="outturn",
    )
    chart = charts.flow(analysis.flow(table), "outturn", language)
    if chart is not None:
        assert unreadable(chart) == []
        assert "−0.00" not in chart.alt


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_flow_of_every_source_and_use_can_be_read(language: str) -> None:
    """Thirteen steps stood side by side with their labels printed over each other."""
    sources = [("income", "all", f"income.{name}", "", "1000000.01") for name in analysis.SOURCES]
    uses = [("expenditure", "all", f"expenditure.{name}", "", "1200000") for name in analysis.USES]
    whole = [
        ("income_expenditure", "all", "balance.opening", "", "-0.01"),
        ("income_expenditure", "all", "balance.closing", "", "2000000.07"),
        ("income_expenditure", "all", "income.current_year", "", "8000000.08"),
        ("income_expenditure", "all", "expenditure", "", "6000000"),
    ]
    steps = analysis.flow(statements(*sources, *uses, *whole, phase="outturn"))
    chart = charts.flow(steps, "outturn", language)
    assert chart is not None
    assert len(chart.data) == 15
    assert unreadable(chart) == []


def classes(values: list[str], name: str = LONG_ZH) -> pd.DataFrame:
    rows = [
        ("expenditure", "all", "expenditure", f"22301{index:02d}", value)
        for index, value in enumerate(values)
    ]
    return analysis.by_class(statements(*rows).assign(name=name))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "values",
    [["2000000"], ["0.01", "2000000"], ["0", "0.5"], ["-12.5", "300"], ["-3"]]
    + [[str(index * index) for index in range(1, 41)]],
)
def test_classes_of_any_number_and_size_can_be_read(values: list[str], language: str) -> None:
    chart = charts.by_class(classes(values), "approved", language)
    assert chart is not None
    assert unreadable(chart) == []


@pytest.mark.parametrize(("language", "most"), [("en", "largest budget: "), ("zh", "预算最多：")])
@pytest.mark.parametrize("values", [["5", "-5"], ["-12.5", "300"], ["-3", "-70"]])
def test_a_class_is_no_share_of_a_whole_that_others_lower(
    values: list[str], language: str, most: str
) -> None:
    """ "104.3 % of the expenditure", and "– %" of a whole of zero."""
    chart = charts.by_class(classes(values), "approved", language)
    assert chart is not None
    assert most in chart.alt
    assert "%" not in chart.alt


@pytest.mark.parametrize(
    ("parts", "said"),
    [
        ([], "100.00; "),
        (["basic"], "100.00 (basic 50.00); "),
        (["basic", "project"], "100.00 (basic 50.00, projects 50.00); "),
    ],
)
def test_a_part_that_is_not_printed_is_not_read_aloud_as_a_dash(
    parts: list[str], said: str
) -> None:
    """ "5,093.76 (– + –)"."""
    rows = [("expenditure", "all", "expenditure", code, "100") for code in ("2080505", "2080506")]
    rows += [("expenditure", "all", f"expenditure.{name}", "2080505", "50") for name in parts]
    chart = charts.by_class(analysis.by_class(statements(*rows)), "approved", "en")
    assert chart is not None
    assert f"2080505 {said}" in chart.alt


def test_a_name_that_its_cell_cut_is_shown_whole() -> None:
    """科技交流与合作支 and 机关事业单位基本养老 stood as names of classes."""
    for printed, shown in (
        ("机关事业单位基本养老", "机关事业单位基本养老保险缴费支出"),
        ("养老保险", "养老保险"),
    ):
        rows = statements(("expenditure", "all", "expenditure", "2080505", "1"))
        table = analysis.by_class(rows.assign(name=printed))
        assert f"2080505 | {shown} |" in tables.classes(table, "approved", "zh").text


def test_of_forty_classes_the_greatest_are_drawn_and_the_rest_is_said() -> None:
    chart = charts.by_class(classes([str(index) for index in range(1, 41)]), "approved", "en")
    assert chart is not None
    left_out = 40 - MOST_BARS
    assert f"{left_out} more rows of {sum(range(1, left_out + 1))}.00 万元" in chart.alt
    assert chart.table is not None
    assert len(chart.table) == 40


def test_classes_are_named_in_english_and_as_printed_where_there_is_no_translation() -> None:
    rows = [("expenditure", "all", "expenditure", code, "1") for code in ("2080505", "2999999")]
    table = analysis.by_class(statements(*rows).assign(name="某项支出"))
    shown = tables.classes(table, "approved", "en").text
    assert "Basic pension contributions" in shown
    assert "2999999 | 某项支出 |" in shown
    assert "Basic pension" not in tables.classes(table, "approved", "zh").text


def test_what_is_printed_of_the_year_before_is_not_computed() -> None:
    now = statements(("narrative", "general", "expenditure", "2080505", "110"))
    before = statements(("narrative", "general", "expenditure", "2080505", "100"), phase="previous")
    table = pd.concat([now, before.assign(base="outturn")], ignore_index=True)
    row = compared.against_previous(table).iloc[0]
    assert (row["previous_wan"], row["change_wan"]) == (D(100), D(10))
    assert "its outturn" in tables.previous(compared.against_previous(table), "approved", "en").text


def test_an_amount_leads_to_its_own_place_and_not_to_that_of_its_change() -> None:
    """较上年减少10万元 may stand in another sentence than the year's amount."""
    now = statements(("expenditure", "all", "expenditure", "", "110")).assign(page=7, line=70)
    change = statements(("narrative", "all", "expenditure", "", "-10"), phase="change")
    change = change.assign(base="previous", page=27, line=270)
    rows = compared.against_previous(pd.concat([now, change], ignore_index=True))
    html = tables.previous(rows, "approved", "en").html
    assert re.search(r'href="#p7-l70"[^>]*>110.00<', html)
    assert re.search(r'href="#p27-l270"[^>]*>27, 270<', html)


def test_a_rise_greater_than_its_amount_says_nothing_of_the_year_before() -> None:
    """政府性基金0万元，比上年增加1421.25万元: nothing was −1,421.25 the year before."""
    now = statements(("narrative", "government_fund", "expenditure", "", "0"))
    change = statements(("narrative", "government_fund", "expenditure", "", "5"), phase="change")
    table = pd.concat([now, change.assign(base="previous")], ignore_index=True)
    row = compared.against_previous(table).iloc[0]
    assert (row["previous_wan"], row["change_wan"], row["change_pct"]) == (None, D(5), None)


def test_a_figure_of_a_unit_or_project_says_whose_it_is_and_of_what() -> None:
    rows = statements(
        ("sangong", "fiscal", "sangong.reception.office", "", "1"),
        ("project", "all", "expenditure.project", "", "2"),
        ("project", "all", "expenditure.project.group", "", "3"),
        ("project", "all", "expenditure.project", "", "4"),
    ).assign(name=["某中心", "某项目", "某类", "合计"])
    shown = tables.every_figure(rows, "en").text
    assert "某中心 · Official receptions" in shown
    assert "某项目 · Project expenditure" in shown
    assert "某类 · Project expenditure" in shown
    assert "合计" not in shown
    assert "某中心 · 公务接待费" in tables.every_figure(rows, "zh").text


def test_what_was_spent_of_the_public_expenses_leads_to_its_own_place() -> None:
    budget = statements(("sangong", "fiscal", "sangong", "", "5")).assign(page=3, line=30)
    spent = statements(("sangong", "fiscal", "sangong", "", "4"), phase="outturn")
    both = pd.concat([budget, spent.assign(page=3, line=36)], ignore_index=True)
    html = tables.sangong(compared.three_public_expenses(both), "outturn", "en").html
    assert re.search(r'href="#p3-l30"[^>]*>5.00<', html)
    assert re.search(r'href="#p3-l36"[^>]*>4.00<', html)


def test_grey_is_explained_where_a_bar_has_some() -> None:
    whole = ("expenditure", "all", "expenditure", "2080505", "100")
    parts = [
        ("expenditure", "all", f"expenditure.{name}", "2080505", "50")
        for name in ("basic", "project")
    ]
    for rows, grey in (([whole, *parts], False), ([whole, parts[0]], True)):
        chart = charts.by_class(analysis.by_class(statements(*rows)), "approved", "en")
        assert chart is not None
        assert ("(grey)" in chart.alt) is grey


def test_the_phase_of_a_document_is_that_of_its_tables() -> None:
    assert phase_of(a_budget()) == "approved"
    accounts = statements(("expenditure", "all", "expenditure", "", "1"), phase="outturn")
    assert phase_of(pd.concat([accounts, a_budget()[-2:]])) == "outturn"
    assert phase_of(a_budget().head(0)) == "outturn"


@pytest.mark.parametrize("language", LANGUAGES)
def test_budgets_of_a_year_are_compared_by_what_is_approved(language: str) -> None:
    rows = departments.overview([report_of(a_budget())])
    assert rows["source"].to_list() == ["budget_document"]
    assert rows["approved_wan"].to_list() == [D(100)]
    assert rows["outturn_wan"].to_list() == [None]
    assert department_charts.outturns(rows, language) is None
    assert department_charts.approved(rows, language) is None  # one bar compares nothing
    two = pd.concat([rows, rows.assign(department="b")], ignore_index=True)
    chart = department_charts.approved(two, language)
    assert chart is not None
    assert unreadable(chart) == []


def test_a_budget_that_prints_the_totals_of_its_sides_alone_is_read_with_its_carry_over() -> None:
    """The narrative of a short budget: 44,169.36 in and out, 12.72 of it carried over."""
    table = statements(
        ("narrative", "all", "total.income", "", "44169.36"),
        ("narrative", "general", "income.fiscal_appropriation", "", "44156.64"),
        ("narrative", "all", "balance.opening", "", "12.72"),
        ("narrative", "all", "total.expenditure", "", "44169.36"),
        ("narrative", "all", "expenditure.basic", "", "28016.26"),
        ("narrative", "all", "expenditure.project", "", "16153.10"),
    )
    steps = analysis.flow(table)
    assert list(steps["step"])[:4] == ["opening", "fiscal_general", "spent_basic", "spent_project"]
    assert steps["amount_wan"].iloc[-1] == 0
    without = table[table["item"] != "income.fiscal_appropriation"]
    steps = analysis.flow(without.reset_index(drop=True))
    assert list(steps["step"])[:2] == ["opening", "income"]
    assert steps["amount_wan"].iloc[0] == 0, "what is in the total is not added to it again"


def test_the_title_of_the_flow_states_what_is_printed() -> None:
    """1,668.14 stood in the sentence above a chart that said 1,668.15, the sum of rounded steps."""
    table = statements(
        ("income_expenditure", "all", "income.current_year", "", "1668.14"),
        ("income", "all", "income.fiscal_appropriation", "", "1668.14"),
        ("income", "all", "income.other", "", "0.01"),
        ("income_expenditure", "all", "expenditure", "", "1668.14"),
        ("income_expenditure", "all", "balance.closing", "", "0.01"),
        phase="outturn",
    )
    chart = charts.flow(analysis.flow(table), "outturn", "en", analysis.totals(table))
    assert chart is not None
    assert chart.alt.startswith("1,668.14 万元 came in, 1,668.14 were spent")


def test_personnel_and_operating_funds_of_a_class_are_its_basic_expenditure() -> None:
    table = statements(
        ("expenditure", "all", "expenditure", "2010101", "100"),
        ("expenditure", "all", "expenditure.basic.personnel", "2010101", "60"),
        ("expenditure", "all", "expenditure.basic.operation", "2010101", "30"),
        ("expenditure", "all", "expenditure.project", "2010101", "10"),
    )
    assert analysis.by_class(table)["basic_wan"].to_list() == [D("90")]


@pytest.mark.parametrize("language", LANGUAGES)
def test_budget_and_final_accounts_of_a_year_stand_side_by_side(language: str) -> None:
    budget = a_budget().assign(document="budget")
    spent = a_budget()
    spent.loc[spent["phase"] == "approved", "phase"] = "outturn"
    spent.loc[spent["item"] == "expenditure", "value"] = D("80")
    whole = pd.concat([spent.assign(document="accounts"), budget], ignore_index=True)
    rows = both.budgeted_and_spent(whole)
    found = rows[rows["item"] == "expenditure"].iloc[0]
    assert (found["approved_wan"], found["outturn_wan"]) == (D(100), D(80))
    assert (found["difference_wan"], found["execution_pct"]) == (D(-20), D("80.00"))
    shown = tables.both_documents(rows, language)
    assert shown is not None
    assert "80.00" in shown.text
    assert tables.both_documents(both.budgeted_and_spent(budget), language) is None


def test_years_of_one_kind_of_document_are_drawn_side_by_side() -> None:
    table = pd.DataFrame(
        [
            (2023, "budget_document", D(100), None, D(60), D(40)),
            (2024, "budget_document", D(90), None, D(60), D(30)),
            (2024, "accounts", None, D(80), D(60), D(20)),
        ],
        columns=["year", "source", "approved_wan", "outturn_wan", "basic_wan", "project_wan"],
        dtype=object,
    )
    chart = budget_years.amounts(table, "en")
    assert chart is not None
    assert chart.alt.startswith(
        "Budgeted expenditure fell from 100.00 万元 in 2023 to 90.00 in 2024"
    )
    assert unreadable(chart) == []
    assert budget_years.amounts(table.iloc[1:], "en") is None


def test_every_official_class_has_a_name_in_english() -> None:
    classes = official_classes().values()
    assert len(classes) > 1000
    assert [each.code for each in classes if not each.english] == []


def test_the_tables_of_a_budget_are_not_called_those_of_final_accounts() -> None:
    budget = tables.every_figure(a_budget(), "zh").text
    assert "收支预算总表" in budget
    assert "决算" not in budget
    spent = statements(("expenditure", "all", "expenditure", "", "1"), phase="outturn")
    assert "支出决算表" in tables.every_figure(spent, "zh").text


def test_names_of_items_stand_in_a_sentence_as_a_sentence_lists_them() -> None:
    table = a_budget()
    table.loc[table["item"] == "income.other", "value"] = D("0")
    table.loc[table["item"] == "income.fiscal_appropriation", "value"] = [D("100"), D("0")]
    steps = analysis.flow(table)
    assert "政府性基金预算拨款、其他收入" in tables.flow(steps, "zh").text
    assert "Printed as zero: government fund budget, other income." in tables.flow(steps, "en").text


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_change_that_a_budget_states_is_not_listed_as_unread(language: Language) -> None:
    """The narrative of a budget was read by the wordings of final accounts to say what is unread."""
    lines = (
        "其他相关情况说明",
        "一、2026年“三公”经费预算情况说明",
        "2026年“三公”经费预算数为143.14万元，比2025年预算减少20.36万元。其中：",
        "（一）公务用车购置费12.77万元，比2025年预算减少8.11吨。",
        "（二）公务接待费5.33万元，比2025年预算减少8.11吨。",
    )
    text = tuple(Line(1, at, words) for at, words in enumerate(lines, start=1))
    document = Document("made.txt", "0" * 64, text, "text")
    about = {"jixiao": {"document": "budget"}, "sources": []}
    report = Report("made", 2026, about, {"statements": a_budget()}, document)
    note = unread_note(report, language).text
    assert "20.36" not in note
    assert note.count("8.11") <= 1, "the same words stand once"


@pytest.mark.parametrize("language", LANGUAGES)
def test_codes_and_page_numbers_are_not_called_unread_figures(language: Language) -> None:
    """The note of a page counted what the ledger of numbers had set aside: the cover said fifteen,
    the note fifty-three, most of them codes of classes."""
    lines = (
        "- 1 -",
        "其他相关情况说明",
        "1.公共安全支出（204类）司法（06款）行政运行（01项）1672.67万元。",
        "图1：收入预算",
        "单位有设备12吨。",
    )
    text = tuple(Line(1, at, words) for at, words in enumerate(lines, start=1))
    document = Document("made.txt", "0" * 64, text, "text")
    about = {"jixiao": {"document": "budget"}, "sources": []}
    report = Report("made", 2026, about, {"statements": a_budget()}, document)
    unread = {number.printed for number in numbers(report) if number.state == State.UNREAD}
    note = unread_note(report, language).text
    assert "12" in unread
    assert "设备12" in note
    assert not {"01", "06", "204", "1"} & unread
    assert "司法" not in note
    assert "图1" not in note
