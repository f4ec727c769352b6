"""What of real budgets looked like a contradiction and is none stays quiet; what is one is found."""

from __future__ import annotations

from decimal import Decimal

import pandas as pd
import pytest
from accounts_made import make_accounts
from audited_accounts import found, report, said
from grids_made import make_grid, no_text

from jixiao.audit import AuditResult, audit_report
from jixiao.extract.statements import read_statements
from jixiao.report import Report

SIDES = ["收入/项目", "收入/预算数", "支出/项目", "支出/预算数"]
TOTALS = [
    ["一、一般公共预算拨款收入", "80.00", "一、一般公共服务支出", "100.00"],
    ["二、事业收入", "10.00", "", ""],
    ["本年收入合计", "90.00", "本年支出合计", "100.00"],
    ["上年结转结余", "10.00", "年终结转结余", ""],
    ["收入总计", "100.00", "支出总计", "100.00"],
]
CLASSES = ["科目编码", "科目名称", "合计", "基本支出", "项目支出"]
SPENT = [
    ["", "合计", "100.00", "60.00", "40.00"],
    ["201", "一般公共服务支出", "100.00", "60.00", "40.00"],
    ["20103", "政府办公厅（室）及相关机构事务", "100.00", "60.00", "40.00"],
    ["2010301", "行政运行", "60.00", "60.00", "0"],
    ["2010302", "一般行政管理事务", "40.00", "0", "40.00"],
]


def stated(item: str, value: str, **own: object) -> dict[str, object]:
    """A row of the narrative; `own` replaces what else it says."""
    row: dict[str, object] = {
        "statement": "narrative",
        "fund": "all",
        "item": item,
        "classification": None,
        "name": item,
        "phase": "approved",
        "base": None,
        "value": Decimal(value),
        "unit": "万元",
        "printed": value,
        "page": 9,
        "line": 900,
        "quote": f"{item}{value}",
    }
    return row | own


def budget(
    *narrative: dict[str, object],
    spent: list[list[str]] = SPENT,
    totals: list[list[str]] = TOTALS,
    fiscal: list[list[str]] | None = None,
) -> Report:
    grids = [
        make_grid("收支预算总表", SIDES, totals, number=1),
        make_grid("支出预算表", CLASSES, spent, number=2),
    ]
    if fiscal:
        grids.append(make_grid("财政拨款收支总表", SIDES, fiscal, number=3))
    rows = read_statements(no_text(), grids, "budget", 2026).rows
    if narrative:
        rows = pd.concat([rows, pd.DataFrame(narrative, dtype=object)], ignore_index=True)
    descriptor = {"jixiao": {"document": "budget"}, "sources": []}
    return Report("made", 2026, descriptor, {"statements": rows})


def rules(result: AuditResult) -> list[tuple[str, str]]:
    return [(finding.rule, finding.severity) for finding in result.findings]


def reasons(result: AuditResult, rule: str) -> set[str]:
    return {e.reason.key for e in result.ledger if e.rule == rule and e.reason is not None}


def test_a_budget_that_adds_up_has_no_finding() -> None:
    result = audit_report(budget())
    assert result.findings == ()
    passed = [entry for entry in result.ledger if entry.result == "pass"]
    assert len([entry for entry in passed if entry.rule == "accounts_totals"]) >= 10
    assert len([entry for entry in passed if entry.rule == "accounts_tables"]) >= 2


def test_each_sum_that_fails_is_one_finding_with_both_sides() -> None:
    spent = [list(row) for row in SPENT]
    spent[3][2] = spent[3][3] = "61.00"  # the two columns of one class below 20103
    result = audit_report(budget(spent=spent))
    assert rules(result) == [("accounts_totals", "medium")] * 2
    for finding in result.findings:
        assert len(finding.evidence) >= 2
        assert finding.difference == Decimal("-1.00")


def test_fiscal_appropriation_of_a_class_is_no_more_than_all_money() -> None:
    fiscal = [["一、一般公共预算拨款", "80.00", "一、一般公共服务支出", "80.00"]]
    for amount, expected in (("80.00", []), ("180.00", [("accounts_tables", "high")])):
        rows = [[*fiscal[0][:3], amount]]
        assert rules(audit_report(budget(fiscal=rows))) == expected


def test_what_a_budget_calls_its_income_may_hold_what_is_carried_over() -> None:
    for value, expected in (
        ("90.00", []),
        ("100.00", []),
        ("95.00", [("accounts_narrative", "high")]),
    ):
        row = stated("income.current_year", value, name="部门预算收入")
        assert rules(audit_report(budget(row))) == expected


def test_income_of_the_year_is_without_what_is_carried_over() -> None:
    row = stated("income.current_year", "100.00", name="本年收入")
    assert rules(audit_report(budget(row))) == [("accounts_narrative", "high")]


def test_income_is_not_compared_where_the_tables_print_it_one_way_alone() -> None:
    totals = [row for row in TOTALS if row[0] != "收入总计"]
    row = stated("income.current_year", "95.00", name="收入预算")
    result = audit_report(budget(row, totals=totals))
    assert "accounts_narrative" not in {finding.rule for finding in result.findings}
    assert reasons(result, "accounts_narrative") == {"ledger.no_table_prints_it"}


def test_a_figure_that_was_cut_is_low_and_one_finding_however_often_it_is_said() -> None:
    spent = [[c.replace("60.00", "60.008").replace("100.00", "100.008") for c in r] for r in SPENT]
    rows = [stated("expenditure.basic", "60.00", line=line, page=line) for line in (1, 2, 3)]
    result = audit_report(budget(*rows, spent=spent, totals=TOTALS[:1]))
    narrative = [f for f in result.findings if f.rule == "accounts_narrative"]
    assert [f.severity for f in narrative] == ["low"]
    assert [e.page for e in narrative[0].evidence][-3:] == [1, 2, 3]


def test_several_figures_that_were_cut_are_one_finding_and_one_too_high_stays_its_own() -> None:
    digits = {"60.00": "60.008", "40.00": "40.008", "100.00": "100.016"}
    spent = [[digits.get(cell, cell) for cell in row] for row in SPENT]
    rows = [
        stated("expenditure.basic", "60.00", line=1),
        stated("expenditure.project", "40.00", line=2),
    ]
    found = audit_report(budget(*rows, spent=spent, totals=TOTALS[:1])).findings
    (cut,) = [f for f in found if f.rule == "accounts_narrative"]
    assert (cut.severity, cut.nature) == ("low", "wording")
    assert "60.00 for 60.008" in cut.message["en"]
    assert "40.00 for 40.008" in cut.message["en"]
    assert len(cut.evidence) == 4
    rows[1] = stated("expenditure.project", "41.00", line=2)
    found = audit_report(budget(*rows, spent=spent, totals=TOTALS[:1])).findings
    assert len([f for f in found if f.rule == "accounts_narrative"]) == 2


def test_a_list_that_names_some_classes_alone_is_not_added_up() -> None:
    whole = stated("expenditure.basic", "60.00")
    part = stated("expenditure.basic.personnel", "40.00")
    assert rules(audit_report(budget(whole, part))) == []
    rest = stated("expenditure.basic.operation", "10.00")
    assert rules(audit_report(budget(whole, part, rest))) == [("accounts_totals", "high")]


def test_a_change_is_no_part_of_an_amount() -> None:
    rows = [
        stated("expenditure", "100.00", name="支出预算"),
        stated("expenditure.basic", "7.00", phase="change", base="previous"),
        stated("expenditure.project", "3.00", phase="change", base="previous"),
    ]
    assert rules(audit_report(budget(*rows))) == []


def test_classes_that_are_all_named_are_added_up() -> None:
    rows = [
        stated("expenditure", "100.00", name="支出预算"),
        stated("expenditure", "60.00", classification="2010301"),
        stated("expenditure", "41.00", classification="2010302"),
    ]
    found = audit_report(budget(*rows)).findings
    assert {finding.rule for finding in found} == {"accounts_narrative"}  # 款 is not stated
    stated_group = stated("expenditure", "100.00", classification="20103")
    found = audit_report(budget(*rows, stated_group)).findings
    assert {finding.rule for finding in found} == {"accounts_narrative", "accounts_totals"}


def test_a_rate_of_change_is_held_against_the_year_before_that_is_named() -> None:
    before = stated("expenditure.project", "50.00", phase="previous", line=901)
    now = stated("expenditure.project", "40.00", line=902)
    for value, expected in (
        ("-20.00", []),
        ("-21.00", [("accounts_rates", "medium")]),
        ("20.00", [("accounts_rates", "medium")]),
    ):
        rate = stated(
            "expenditure.project", value, phase="change_rate", base="previous", unit="%", line=903
        )
        result = audit_report(budget(before, now, rate))
        assert rules(result) == expected
        for finding in result.findings:
            assert {e.line for e in finding.evidence} == {901, 902, 903}


def test_rules_of_final_accounts_are_not_asked_of_a_budget() -> None:
    made = make_accounts()
    of_budget = report(made)
    assert of_budget.document is not None
    descriptor = {"jixiao": {"document": "budget"}, "sources": []}
    tables = {"statements": of_budget.tables["statements"]}
    result = audit_report(Report("made", 2023, descriptor, tables, of_budget.document))
    for rule in ("accounts_classes", "accounts_lists"):
        assert reasons(result, rule) == {"ledger.of_final_accounts"}


@pytest.mark.parametrize("name", ["targets", "assessment", "evaluation"])
def test_a_document_without_known_sections_is_audited_and_says_that_nothing_applies(
    name: str,
) -> None:
    document = report(make_accounts()).document
    descriptor = {"jixiao": {"document": name}, "sources": []}
    result = audit_report(Report("made", 2023, descriptor, {}, document))
    assert result.findings == ()
    asked_of_any = {
        "accounts_department",
        "structure_leftovers",
        "document_placeholders",
        "document_years",
    }
    applied = {entry.rule for entry in result.ledger if entry.result != "not_applicable"}
    assert applied <= asked_of_any


def test_words_before_a_list_are_no_part_of_the_first_class() -> None:
    made = said(
        make_accounts(), "1、一般公共服务支出（类）", "具体支出情况如下：1.一般公共服务支出（类）"
    )
    assert found(made) == []


def test_brackets_of_another_width_name_the_same_kind() -> None:
    made = make_accounts()
    for _, _, rows in made.tables:
        for row in rows:
            row[:] = [cell and cell.replace("其他交通费用", "维修（护）费") for cell in row]
    told = found(said(made, "其他交通费用", "维修(护)费"))
    assert [rule for rule, _ in told] == ["accounts_codes"], "the code is another kind's"


def test_a_threshold_without_its_unit_is_a_name() -> None:
    more = "年末单价100万（含）以上设备0台（套），单价50万以上设备0台（套）。"
    assert found(said(make_accounts(), "下降20.00%。", f"下降20.00%。{more}")) == []
    more = "其中：公务接待费支出0.39万（含外宾接待支出0.00万元）。"
    made = said(make_accounts(), "下降20.00%。", f"下降20.00%。{more}")
    assert ("accounts_wording", "low") in found(made)


FUNDS = ("合计", "一般公共预算财政拨款", "政府性基金预算财政拨款")
FISCAL = ["收入/项目", "收入/决算数", "支出/项目", *(f"支出/{fund}" for fund in FUNDS)]
APPROPRIATED = [
    ["一、一般公共预算财政拨款", "80.00", "一、一般公共服务支出", "80.00", "80.00", ""],
    ["二、政府性基金预算财政拨款", "20.00", "二、城乡社区支出", "20.00", "", "20.00"],
    ["本年收入合计", "100.00", "本年支出合计", "100.00", "80.00", "20.00"],
]


def of_two_funds(fund: list[list[str]], total: str = "80.00") -> AuditResult:
    general = [["", "合计", total, total, ""], ["201", "一般公共服务支出", total, total, ""]]
    heads = ["科目编码", "科目名称", *(f"本年支出/{part}" for part in CLASSES[2:])]
    grids = [
        make_grid("财政拨款收入支出决算总表", FISCAL, APPROPRIATED, number=1),
        make_grid("一般公共预算财政拨款支出决算表", CLASSES, general, number=2),
    ]
    if fund:
        title = "政府性基金预算财政拨款收入支出决算表"
        grids.append(make_grid(title, heads, fund, number=3))
    rows = read_statements(no_text(), grids, "accounts", 2025).rows
    descriptor = {"jixiao": {"document": "accounts"}, "sources": []}
    return audit_report(Report("made", 2025, descriptor, {"statements": rows}))


@pytest.mark.parametrize(
    ("fund", "count"),
    [
        ([["", "合计", "20.00", "", "20.00"]], 0),
        ([["212", "城乡社区支出", "20.00", "", "20.00"]], 0),  # its total is not printed
        ([], 0),  # the table was not read, and there is something of it
        ([["201", "其他", "20.00", "", "20.00"], ["301", "工资", "20.00", "", "20.00"]], 0),
        ([["", "合计", "25.00", "", "25.00"]], 2),  # of the fund, and of all three
        ([["212", "城乡社区支出", "25.00", "", "25.00"]], 2),
    ],
)
def test_a_fund_whose_total_is_not_there_is_not_taken_for_nothing(
    fund: list[list[str]], count: int
) -> None:
    found = [f.rule for f in of_two_funds(fund).findings]
    assert found == ["accounts_tables"] * count


def test_a_rate_against_what_was_spent_is_none_of_what_was_budgeted() -> None:
    spent = {"phase": "previous", "base": "outturn", "quote": "2025年预算执行数为80.00万元"}
    budgeted = {"phase": "previous", "base": "approved", "quote": "2025年预算安排90.00万元"}
    rate = {"phase": "change_rate", "base": "previous", "unit": "%", "line": 903}
    rows = [
        stated("expenditure.basic", "60.00"),
        stated("expenditure.basic", "80.00", **spent, line=901),
        stated("expenditure.basic", "90.00", **budgeted, line=902),
    ]
    for value, words, expected in (
        ("-25.00", "比2025年预算执行数减少25.00%", []),
        ("-33.33", "比2025年预算减少33.33%", []),
        ("-33.33", "比2025年预算执行数减少33.33%", [("accounts_rates", "high")]),
    ):
        row = stated("expenditure.basic", value, quote=words, **rate)
        assert rules(audit_report(budget(*rows, row))) == expected


@pytest.mark.parametrize(
    ("change", "expected"),
    [("15.00", []), ("17.00", [("accounts_totals", "high")])],
)
def test_changes_of_the_three_budgets_make_up_that_of_all_appropriation(
    change: str, expected: list[tuple[str, str]]
) -> None:
    own = {"phase": "change", "base": "previous"}
    rows = [
        stated("expenditure", change, fund="fiscal", **own, line=900),
        stated("expenditure", "-5.00", fund="general", **own, line=901),
        stated("expenditure", "20.00", fund="government_fund", **own, line=902),
        stated("expenditure", "0", fund="state_capital", **own, line=903),
    ]
    amounts = [
        stated("expenditure", "100.00", fund="fiscal", line=900),
        stated("expenditure", "80.00", fund="general", line=901),
        stated("expenditure", "20.00", fund="government_fund", line=902),
        stated("expenditure", "0", fund="state_capital", line=903),
    ]
    assert rules(audit_report(budget(*amounts, *rows))) == expected
    assert rules(audit_report(budget(*amounts, *rows[:3]))) == []  # of one of them nothing is said
    amounts[1] = stated("expenditure", "75.00", fund="general", line=901)
    assert rules(audit_report(budget(*amounts, *rows))) == []  # 上年结转 may be a fourth part


def test_a_number_on_the_next_page_hides_a_sum_of_the_table_that_goes_on_there() -> None:
    near = with_unread(int(budget().tables["statements"]["line"].max()) + 1)
    near.descriptor["jixiao"]["unread"][0]["page"] = 2
    assert rules(audit_report(near)) == []


def test_a_wrong_name_is_told_where_the_amount_is_a_finding_of_its_own() -> None:
    spent = [list(row) for row in SPENT]
    spent[2] = ["20103", "财政事务", "900.00", "60.00", "40.00"]
    assert {rule for rule, _ in rules(audit_report(budget(spent=spent)))} == {
        "accounts_codes",
        "accounts_slips",
    }


def test_a_zero_in_a_sum_that_holds_is_not_the_figure_that_is_wrong() -> None:
    spent = [list(row) for row in SPENT]
    spent[2] = ["20103", "政府办公厅（室）及相关机构事务", "100.00", "0.00", "100.00"]
    found = {rule for rule, _ in rules(audit_report(budget(spent=spent)))}
    assert found
    assert "accounts_slips" not in found


def test_a_figure_that_fits_the_sums_of_one_found_before_is_not_told() -> None:
    spent = [
        ["", "合计", "133.00", "133.00", ""],
        *([*row[:2], row[2], row[2], ""] for row in SPENT[1:3]),
        ["2010301", "行政运行", "100.00", "100.00", ""],
        ["208", "社会保障和就业支出", "33.00", "33.00", ""],
        ["20805", "行政事业单位养老支出", "92.00", "22.00", ""],
        ["2080505", "机关事业单位基本养老保险缴费支出", "22.00", "22.00", ""],
        ["20808", "抚恤", "11.00", "9.00", ""],
        ["2080801", "死亡抚恤", "9.00", "9.00", ""],
    ]
    totals = [
        ["一、一般公共预算拨款收入", "133.00", "一、一般公共服务支出", "100.00"],
        ["", "", "八、社会保障和就业支出", "33.00"],
        ["收入总计", "133.00", "支出总计", "133.00"],
    ]
    result = audit_report(budget(spent=spent, totals=totals))
    slips = [finding for finding in result.findings if finding.rule == "accounts_slips"]
    assert [(slip.printed, slip.expected) for slip in slips] == [
        (Decimal("92.00"), Decimal("22.00"))
    ]


MANY = [
    ["201", "一般公共服务支出", "100.00", "60.00", "40.00"],
    ["20103", "政府办公厅（室）及相关机构事务", "100.00", "60.00", "40.00"],
    ["2010301", "行政运行", "60.00", "60.00", ""],
    ["2010302", "一般行政管理事务", "40.00", "", "40.00"],
    ["208", "社会保障和就业支出", "33.00", "33.00", ""],
    ["20805", "行政事业单位养老支出", "33.00", "33.00", ""],
    ["2080505", "机关事业单位基本养老保险缴费支出", "22.00", "22.00", ""],
    ["2080506", "机关事业单位职业年金缴费支出", "11.00", "11.00", ""],
    ["221", "住房保障支出", "25.00", "25.00", ""],
    ["22102", "住房改革支出", "25.00", "25.00", ""],
    ["2210201", "住房公积金", "15.00", "15.00", ""],
    ["2210203", "购房补贴", "10.00", "10.00", ""],
]
ALL = ["158.00", "118.00", "40.00"]


def of_two_tables(general: list[list[str]], unit: str = "万元") -> list[tuple[str, str]]:
    spent = [["", "合计", *ALL], *MANY]
    grids = [
        make_grid("支出决算表", CLASSES, spent, number=1),
        make_grid("一般公共预算财政拨款支出决算表", CLASSES, general, number=2, unit=unit),
    ]
    statements = read_statements(no_text(), grids, "accounts", 2025).rows
    descriptor = {"jixiao": {"document": "accounts"}, "sources": []}
    return rules(audit_report(Report("made", 2025, descriptor, {"statements": statements})))


def with_figures(figures: list[list[str]]) -> list[list[str]]:
    """The classes with `figures`, row by row, and their total, the last."""
    names = [row[:2] for row in MANY] + [["", "合计"]]
    return [[*name, *row] for name, row in zip(names, figures, strict=True)]


def test_figures_that_moved_by_a_row_are_one_finding() -> None:
    own = [row[2:] for row in MANY]
    assert of_two_tables(with_figures([*own, ALL])) == []
    lacking = [*own[:3], *own[4:], ALL, own[0]]  # one was left out, and the first stands at the end
    assert of_two_tables(with_figures(lacking)) == [("accounts_moved", "high")]
    in_yuan = [[cell and f"{Decimal(cell) * 10000:f}" for cell in row] for row in lacking]
    assert of_two_tables(with_figures(in_yuan), "元") == [("accounts_moved", "high")]
    further = [*own[:5], ["", "", ""], *own[5:], ALL][: len(own) + 1]
    assert of_two_tables(with_figures(further)) == [("accounts_moved", "high")]


def test_two_rows_that_were_exchanged_moved_no_table() -> None:
    own = [row[2:] for row in MANY]
    own[2], own[6] = own[6], own[2]
    found = of_two_tables(with_figures([*own, ALL]))
    assert found
    assert "accounts_moved" not in {rule for rule, _ in found}


def test_what_the_text_says_stands_for_a_blank_cell_of_the_three_public_expenses() -> None:
    kinds = [["302", "商品和服务支出", "13.24"], ["30212", "因公出国（境）费用", "13.24"]]
    heads = ["经济分类科目编码", "科目名称", "决算数"]
    grid = make_grid("一般公共预算财政拨款基本支出决算表", heads, kinds, number=1)
    own = read_statements(no_text(), [grid], "accounts", 2025).rows
    descriptor = {"jixiao": {"document": "accounts"}, "sources": []}
    for value, expected in (("0.00", [("accounts_tables", "high")]), ("13.24", [])):
        told = stated("sangong.overseas", value, fund="fiscal", phase="outturn")
        rows = pd.concat([own, pd.DataFrame([told], dtype=object)], ignore_index=True)
        report = Report("made", 2025, descriptor, {"statements": rows})
        assert rules(audit_report(report)) == expected


def with_unread(line: int) -> Report:
    """A budget, all on one page, of whose class 2010301 two sums fail, with a number not read on `line`."""
    spent = [list(row) for row in SPENT]
    spent[3][2] = spent[3][3] = "61.00"
    sound = budget(spent=spent)
    table = sound.tables["statements"].assign(page=1)
    unread = [{"table": "statements", "page": 1, "line": line, "words": "1.00", "reason": "row"}]
    return Report(
        "made",
        2026,
        {**sound.descriptor, "jixiao": {"document": "budget", "unread": unread}},
        {"statements": table},
    )


def test_a_number_that_was_not_read_hides_sums_of_its_own_table_alone() -> None:
    lines = budget().tables["statements"].groupby("statement")["line"].agg(["min", "max"])
    first, second = lines.loc["income_expenditure"], lines.loc["expenditure"]
    assert first["max"] < second["min"]
    far = with_unread(int(first["min"]))
    assert rules(audit_report(far)) == [("accounts_totals", "medium")] * 2
    for line in (int(second["max"]), int(second["max"]) + 1, int(first["max"]) + 1):
        near = audit_report(with_unread(line))
        assert rules(near) == []
        assert "ledger.unread_beside" in reasons(near, "accounts_totals")
