"""The audit of final accounts: clean accounts have no finding, a wrong figure has one, and what is
found in the real files is what their pages bear out.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from types import ModuleType

import pytest
from accounts_made import NAME, MadeDocument, as_document, make_accounts
from audited_accounts import found, real_report, report, report_of, said
from real_accounts import REAL, replaced

from jixiao.audit import audit_report
from jixiao.audit.rules import ACCOUNTS_RULES, RULES, document_contents
from jixiao.base.errors import Place
from jixiao.extract.extraction import document_report
from jixiao.report import Report
from jixiao.source.text import document_from_text

# What the made accounts say nothing of; their own tests have documents that do.
NOT_STATED = {"accounts_units", "accounts_within", "accounts_zero_base", "document_contents"}


def test_accounts_that_add_up_have_no_finding() -> None:
    result = audit_report(report(make_accounts()))
    assert [finding.message["en"] for finding in result.findings] == []
    rules = {entry.rule for entry in result.ledger if entry.result == "pass"}
    assert rules | NOT_STATED == {rule.__name__.rpartition(".")[2] for rule in ACCOUNTS_RULES}


def test_every_rule_says_why_where_it_does_not_apply() -> None:
    empty = Report("made", 2023, {"jixiao": {}, "sources": []}, {})
    for rule in ACCOUNTS_RULES:
        outcomes = list(rule.check(empty))
        assert {outcome.result for outcome in outcomes} == {"not_applicable"}
        assert all(outcome.reason for outcome in outcomes)


def test_a_finding_calls_what_is_printed_by_its_english_name() -> None:
    changed = also(
        make_accounts(), "机关运行经费支出10.00万元，比2022年度增加120.00万元。主要原因：调整。"
    )
    (finding,) = (f for f in audit_report(report(changed)).findings if f.rule == "accounts_rises")
    assert finding.message["en"].startswith("Agency operating expenses (机关运行经费")
    assert finding.message["zh"].startswith("机关运行经费")


Change = Callable[[MadeDocument], MadeDocument]
SANGONG = "财政拨款“三公”经费支出决算表"


def also(made: MadeDocument, text: str) -> MadeDocument:
    """`made` with `text` in the part on other matters."""
    made.narrative.insert(made.narrative.index("十一、其他重要事项的情况说明") + 1, text)
    return made


def among_classes(made: MadeDocument, text: str) -> MadeDocument:
    """`made` with `text` below the classes of general expenditure."""
    at = made.narrative.index("六、一般公共预算财政拨款基本支出决算情况说明")
    made.narrative.insert(at, text)
    return made


def changes_of_public_expenses(made: MadeDocument, whole: str) -> MadeDocument:
    """The three public expenses with their changes: 0, −2.00 and +1.00 make up `whole`."""
    made = said(
        made, "其中：公务用车", "其中：因公出国（境）费支出决算为0.00万元，与2022年度持平；公务用车"
    )
    made = said(
        made, "完成预算的60.00%，", f"完成预算的60.00%，比2022年度{whole}，主要原因：压减。"
    )
    made = said(
        made, "维护费支出决算为0.00万元", "维护费支出决算为0.00万元，比2022年度减少2.00万元"
    )
    return said(made, "费支出决算为3.00万元。", "费支出决算为3.00万元，比2022年度增加1.00万元。")


def without_notes(made: MadeDocument) -> MadeDocument:
    """`made` with an empty table of state capital, of which nothing is said."""
    rows = next(rows for title, _, rows in made.tables if title.startswith("政府性基金"))
    title = "国有资本经营预算财政拨款收入支出决算表"
    made.tables.append((title, "万元", [list(row) for row in rows]))
    return made


CASES: list[tuple[str, Change, set[tuple[str, str]]]] = [
    (
        "a class that does not add up",
        lambda m: replaced(m, "支出决算表", "50.00", "60.00"),
        {("accounts_slips", "high")},
    ),
    (
        "a total of a column",
        lambda m: replaced(m, "支出决算表", "1,770.00", "1,780.00"),
        {("accounts_slips", "high")},
    ),
    (
        "two sides of table 1",
        lambda m: replaced(m, "收入支出决算总表", "1,795.00", "1,796.00"),
        {("accounts_slips", "medium")},
    ),
    (
        "one place of rounding between tables",
        lambda m: replaced(m, "收入支出决算总表", "150.00", "150.01"),
        {("accounts_tables", "low")},
    ),
    (
        "an economic kind",
        lambda m: replaced(m, "一般公共预算财政拨款基本支出决算表", "330.00", "331.00"),
        {("accounts_totals", "medium")},
    ),
    (
        "receptions out of basic expenditure beyond all receptions",
        lambda m: replaced(
            replaced(m, "一般公共预算财政拨款基本支出决算表", "3.00", "5.00"),
            "一般公共预算财政拨款基本支出决算表",
            "200.00",
            "198.00",
        ),
        {("accounts_tables", "high")},
    ),
    (
        "an amount of the narrative",
        lambda m: said(m, "人员经费1070.00", "人员经费1071.00"),
        {("accounts_narrative", "medium"), ("accounts_totals", "medium")},
    ),
    (
        "a share",
        lambda m: said(m, "占99.72%", "占97.92%"),
        {("accounts_rates", "medium")},
    ),
    (
        "the last place of a rate",
        lambda m: said(m, "下降20.00%", "下降20.01%"),
        {("accounts_rates", "low")},
    ),
    (
        "verbs that go opposite ways",
        lambda m: said(m, "下降20.00%", "增长20.00%"),
        {("accounts_rates", "medium")},
    ),
    (
        "a comparison in words",
        lambda m: said(m, "决算数小于预算数的主要原因：节约", "决算数大于预算数的主要原因：增加"),
        {("accounts_claims", "medium")},
    ),
    (
        "level with the budget, and not",
        lambda m: said(m, "决算数小于预算数的主要原因：节约", "决算数与预算数持平"),
        {("accounts_claims", "medium")},
    ),
    (
        "level with the year before, and changed",
        lambda m: said(m, "主要原因：专项工作增加", "收入支出总计与2022年度持平"),
        {("accounts_claims", "medium"), ("accounts_reasons", "low")},
    ),
    (
        "a class that the table does not have",
        lambda m: said(m, "住房公积金（项）", "购房补贴（项）"),
        {("accounts_classes", "medium"), ("accounts_classes", "low")},
    ),
    (
        "a class under another 款",
        lambda m: said(m, "住房改革支出（款）", "住房保障支出（款）"),
        {("accounts_classes", "low")},
    ),
    (
        "a class under a 类 that is called otherwise",
        lambda m: said(m, "住房保障支出（类）", "住房和保障支出（类）"),
        {("accounts_classes", "low")},
    ),
    (
        "a kind that is named without an amount",
        lambda m: said(m, "包括：办公费、", "包括：办公费、会议费、"),
        {("accounts_lists", "low")},
    ),
    (
        "a kind with an amount that is not named",
        lambda m: said(m, "包括：办公费、", "包括："),
        {("accounts_lists", "low")},
    ),
    (
        "an amount without its unit",
        lambda m: said(m, "支出决算为3.00万元，完成预算", "支出决算为3.00，完成预算"),
        {("accounts_wording", "low")},
    ),
    (
        "a share without its sign before a narrow mark",
        lambda m: said(m, "；项目支出", "，占11.10;项目支出"),
        {("accounts_wording", "low")},
    ),
    (
        "a rate without its sign",
        lambda m: said(m, "下降20.00%", "下降20.00"),
        {("accounts_wording", "low")},
    ),
    (
        "an alternative of the form",
        lambda m: said(m, "下降20.00%", "下降（增长）20.00%"),
        {("accounts_wording", "low")},
    ),
    (
        "two alternatives of the form run together",
        lambda m: said(m, "决算数小于预算数", "决算数大小于预算数"),
        {("accounts_wording", "low")},
    ),
    (
        "a name that is nearly the department's",
        lambda m: said(m, "测试市虚构区演示局2023年度收", "测试市虚构演示局2023年度收"),
        {("accounts_department", "medium")},
    ),
    (
        "public expenses beyond their budget",
        lambda m: said(
            m,
            "“三公”经费财政拨款支出年初预算为5.00万元",
            "“三公”经费财政拨款支出年初预算为2.00万元",
        ),
        {
            ("accounts_over_budget", "high"),
            ("accounts_narrative", "high"),
            ("accounts_rates", "high"),
        },
    ),
    (
        "more vehicles by use than there are",
        lambda m: also(m, "共有车辆3辆，其中：机要通信用车2辆、其他用车2辆。"),
        {("accounts_within", "high")},
    ),
    (
        "an amount that rose by more than it is",
        lambda m: also(m, "机关运行经费支出10.00万元，比2022年度增加120.00万元。主要原因：调整。"),
        {("accounts_rises", "high")},
    ),
    (
        "more awarded to small firms than to all",
        lambda m: also(m, "政府采购支出总额100.00万元。授予中小企业合同金额120.00万元。"),
        {("accounts_within", "high")},
    ),
    (
        "a blank cell of what the narrative states",
        lambda m: replaced(replaced(m, SANGONG, "3.00", ""), SANGONG, "3.00", ""),
        {("accounts_blank_cells", "medium")},
    ),
    (
        "the code of another class",
        lambda m: replaced(m, "支出决算表", "行政运行", "机关服务"),
        {("accounts_codes", "medium")},
    ),
    (
        "the purpose of another class",
        lambda m: said(
            m,
            "住房公积金（项）。主要用于：日常支出",
            "住房公积金（项）。主要用于：缴纳职工医疗保险",
        ),
        {("accounts_purposes", "medium")},
    ),
    (
        "fewer units than there are said to be",
        lambda m: also(
            m,
            f"纳入{NAME}2023年度部门决算编制范围的单位共3个，包括：1.{NAME}本级；2.演示中心。",
        ),
        {("accounts_units", "medium")},
    ),
    (
        "a rate of nothing",
        lambda m: said(
            m,
            "公务用车购置及运行维护费支出决算为0.00万元",
            "公务用车购置及运行维护费支出年初预算为0.00万元，支出决算为0.00万元，完成预算的100.00%",
        ),
        {("accounts_zero_base", "low")},
    ),
    (
        "a reason that is announced and not given",
        lambda m: said(m, "主要原因：专项工作增加。", "主要原因。"),
        {("accounts_reasons", "low")},
    ),
    (
        "a change without a reason",
        lambda m: said(m, "主要原因：压减一般性支出。", ""),
        {("accounts_reasons", "low")},
    ),
    (
        "a table of nothing without a word",
        lambda m: without_notes(m),
        {("accounts_empty_tables", "low")},
    ),
    (
        "a cut-off date of another year",
        lambda m: also(m, "截至2022年12月31日，共有车辆0辆。"),
        {("document_years", "low")},
    ),
    (
        "a heading of another year",
        lambda m: said(m, "2023年度部门决算情况说明", "2022年度部门决算情况说明"),
        {("document_years", "medium")},
    ),
    (
        "a change that its kinds do not make up",
        lambda m: changes_of_public_expenses(m, "增加1.00万元"),
        {("accounts_totals", "high")},
    ),
    (
        "the code of another class in the narrative",
        lambda m: among_classes(
            m,
            "行政单位医疗（2101103）0.00万元，公务员医疗补助（2101103）0.00万元，与2022年度持平。",
        ),
        {("accounts_codes", "medium")},
    ),
    (
        "a fall with the reason of a rise",
        lambda m: said(m, "下降20.00%。主要原因：", "下降20.00%，增长的主要原因："),
        {("accounts_reasons", "medium")},
    ),
    (
        "a rise that is named again with the reason of a fall",
        lambda m: said(m, "主要原因：专项工作增加。", "收入支出总计减少的主要原因：项目完工。"),
        {("accounts_reasons", "medium")},
    ),
    (
        "a place that was to be filled in",
        lambda m: also(m, "测试市虚构区XX局的机关运行经费另有说明。"),
        {("document_placeholders", "medium")},
    ),
    (
        "words that stand twice",
        lambda m: said(m, "主要原因：专项工作增加。", "主要原因：专项工作增加增加，，。"),
        {("structure_leftovers", "low")},
    ),
]

# What looks like a fault and is none.
QUIET: list[tuple[str, Change]] = [
    (
        "a change that its kinds make up, one of them level",
        lambda m: changes_of_public_expenses(m, "减少1.00万元"),
    ),
    (
        "a fall with the reason of a fall",
        lambda m: said(m, "下降20.00%。主要原因：", "下降20.00%，下降的主要原因："),
    ),
    (
        "a 类 without its ending",
        lambda m: said(m, "住房保障支出（类）", "住房保障（类）"),
    ),
    (
        "a rise that is named again with its reason",
        lambda m: said(m, "主要原因：专项工作增加。", "收入支出总计增加的主要原因：工作增加。"),
    ),
    (
        "0 % of a budget of zero",
        lambda m: said(
            m,
            "公务用车购置及运行维护费支出决算为0.00万元",
            "公务用车购置及运行维护费支出年初预算为0.00万元，支出决算为0.00万元，完成预算的0%",
        ),
    ),
    (
        "fewer vehicles by use than all, of which only some are named",
        lambda m: also(m, "共有车辆3辆，其中：机要通信用车2辆。"),
    ),
    (
        "as many units as are listed, and a list within it",
        lambda m: also(
            m,
            f"纳入{NAME}2023年度部门决算编制范围的单位共2个，包括：1.{NAME}本级；2.演示中心。",
        ),
    ),
    (
        "a year before that is spoken of",
        lambda m: also(m, "较截至2022年12月31日的余额，共有车辆未变。"),
    ),
    (
        "what is said twice by custom, and a mark of multiplication",
        lambda m: also(m, "逐项逐项核对，一项一项落实，工作量=数量×100%，二〇二三年完成。"),
    ),
    (
        "the reason of another comparison, of a part, and of things that are large and small",
        lambda m: also(
            said(
                m,
                "主要原因：专项工作增加。",
                "收入支出总计较年初预算减少的主要原因：压减。收入支出总计中其他收入减少的主要原因：收回。",
            ),
            "规模大小大于100万元的项目均已评审。",
        ),
    ),
    (
        "a rise of what was budgeted, beside the little that was spent",
        lambda m: also(
            m,
            "机关运行经费年初预算为150.00万元，比2022年度增加120.00万元，支出10.00万元。主要原因：调整。",
        ),
    ),
    (
        "a list that ends with 等",
        lambda m: said(m, "其他交通费用", "其他交通费用等"),
    ),
    (
        "words before the name of a 类",
        lambda m: said(m, "1、一般公共服务支出（类）", "1、用于一般公共服务支出（类）"),
    ),
    (
        "a purpose that names its own thing and another's",
        lambda m: said(
            m,
            "住房公积金（项）。主要用于：日常支出",
            "住房公积金（项）。主要用于：公积金和养老保险",
        ),
    ),
]


@pytest.mark.parametrize("change", [c[1] for c in QUIET], ids=[c[0] for c in QUIET])
def test_what_only_looks_like_a_fault_is_let_stand(change: Change) -> None:
    assert found(change(make_accounts())) == []


@pytest.mark.parametrize(("change", "expected"), [c[1:] for c in CASES], ids=[c[0] for c in CASES])
def test_what_cannot_stand_is_found_and_nothing_else(
    change: Change, expected: set[tuple[str, str]]
) -> None:
    assert set(found(change(make_accounts()))) == expected


def test_in_a_text_without_pages_the_sentence_of_an_empty_table_stands_beside_it() -> None:
    def on_one_page(made: MadeDocument) -> Report:
        document = as_document(made, rows_per_page=99)
        tables = tuple(
            replace(
                table,
                page=1,
                cells=tuple(
                    replace(cell, lines=tuple(line._replace(page=1) for line in cell.lines))
                    for cell in table.cells
                ),
            )
            for table in document.tables
        )
        lines = tuple(line._replace(page=1) for line in document.lines)
        return report_of(replace(document, lines=lines, tables=tables))

    def empty_tables(made: MadeDocument) -> list[str]:
        findings = audit_report(on_one_page(made)).findings
        found = [finding for finding in findings if finding.rule == "accounts_empty_tables"]
        return [passage.quote for finding in found for passage in finding.evidence]

    far = also(without_notes(make_accounts()), "公务接待没有批次。")
    assert "国有资本经营预算财政拨款收入支出决算表" in empty_tables(far)
    near = without_notes(make_accounts())
    near.narrative.insert(0, "本部门没有此项收支，故本表无数据。")
    assert empty_tables(near) == []


def test_every_rule_fails_in_some_case() -> None:
    failing = {rule for *_, expected in CASES for rule, _ in expected}
    failing.add("document_contents")  # below: it needs a contents page
    failing.add("accounts_moved")  # in test_audit_statements: it needs more classes
    assert failing == {rule.__name__.rpartition(".")[2] for rule in ACCOUNTS_RULES}


CONTENTS = """测试市虚构区演示局
2023年度部门决算
目录
一、收入支出决算总表…………3
二、收入决算表…………4
三、支出决算表…………5
四、一般公共预算财政拨款支出决算表…………6
第一部分 概况
本局主管演示工作。
收入支出决算总表
公开02表 收入决算表
支出决算表
测试市虚构区演示局2023年度一般公共预算财政拨款支出决算表
"""


def contents_of(text: str) -> list[tuple[str, str]]:
    document = document_from_text(text.encode(), Path("made.txt"))
    made = Report("made", 2023, {"jixiao": {}, "sources": []}, {}, document)
    outcomes = list(document_contents.check(made))
    assert all(outcome.reason is None for outcome in outcomes)
    return [(o.finding.severity, o.finding.message["zh"]) for o in outcomes if o.finding]


def test_tables_that_the_contents_page_names_are_there_and_in_order() -> None:
    assert contents_of(CONTENTS) == []
    without = CONTENTS.replace("\n支出决算表\n", "\n")
    assert contents_of(without) == [("medium", "目录列有“支出决算表”，正文未见该表。")]
    moved = without.replace("概况\n本局", "支出决算表\n本局")
    assert [severity for severity, _ in contents_of(moved)] == ["low"]


def test_tables_that_are_published_in_another_file_are_not_missed() -> None:
    document = document_from_text(CONTENTS.partition("收入支出决算总表\n")[0].encode(), Path("m"))
    made = Report("made", 2023, {"jixiao": {}, "sources": []}, {}, document)
    assert [o.result for o in document_contents.check(made)] == ["not_applicable"]


def test_a_sum_is_not_made_where_a_row_of_its_table_was_not_read(tmp_path: Path) -> None:
    """Income of a kind that the catalogue does not know was missed in the total: a false finding."""
    made = make_accounts()
    rows = next(rows for title, _, rows in made.tables if title == "收入支出决算总表")
    rows[3][0] = "八、奇特新收入"
    read = document_report(as_document(made), department="made", year=2023, data=tmp_path)
    result = audit_report(read)
    assert [finding.message["en"] for finding in result.findings] == []
    assert any("was not read" in str(entry.reason) for entry in result.ledger)


def test_basically_level_is_no_figure_to_test() -> None:
    made = said(make_accounts(), "决算数小于预算数的主要原因：节约", "决算数与预算数基本持平")
    result = audit_report(report(made))
    assert result.findings == ()
    assert any("基本 allows" in str(entry.reason) for entry in result.ledger)


def test_rounding_alone_is_no_finding() -> None:
    """Parts that are each rounded may differ from their total by half a place each."""
    made = replaced(make_accounts(), "一般公共预算财政拨款基本支出决算表", "330.00", "330.02")
    assert found(made) == []


def test_a_wrong_figure_in_a_table_is_found() -> None:
    """Every figure of the tables, one after another, with its first digit changed."""
    clean = report(make_accounts())
    accounts = clean.tables["statements"]
    silent = []
    for index, row in accounts[accounts["statement"] != "narrative"].iterrows():
        if row["value"] == 0:
            continue
        changed = accounts.copy()
        first = next(c for c in str(row["value"]) if c.isdigit())
        text = str(row["value"]).replace(first, str((int(first) + 3) % 9 + 1), 1)
        changed.at[index, "value"] = Decimal(text)
        result = audit_report(replace(clean, tables={"statements": changed}))
        if not result.findings:
            silent.append((row["statement"], row["item"], row["phase"]))
    assert silent == []


@pytest.mark.parametrize("name", REAL)
def test_every_passage_of_a_finding_stands_on_its_line(name: str) -> None:
    checked = real_report(name)
    assert checked.document is not None
    for finding in audit_report(checked).findings:
        for item in finding.evidence:
            assert checked.document.holds(item.quote, Place(item.page, item.line)), finding


JUDGED = {  # rule, severity, pages: each found on the pages by reading
    "putuo-finance-bureau-2024": [
        ("accounts_narrative", "high", (13, 21)),  # 0.3 万元 for 2,961.68
        ("accounts_rates", "medium", (21, 21, 21)),  # 71.73 % for 71.65
        ("accounts_tables", "low", (6, 10)),  # 326.71, 326.72
        ("accounts_tables", "low", (12, 15)),
        ("accounts_lists", "low", (17,)),  # 奖励金 is spent and not named
        ("accounts_lists", "low", (23,)),  # 个人农业生产补贴 is named and blank
    ],
    "putuo-planning-bureau-2024": [
        ("accounts_narrative", "high", (15, 24)),  # 5,377.64 of all money for 5,364.75
        ("accounts_narrative", "high", (16, 24)),  # 4,896.98 for 4,884.09
        ("accounts_department", "medium", (2, 26)),  # 规划与自然资源局
        ("accounts_department", "medium", (2, 7)),  # the municipal bureau
        ("accounts_classes", "medium", (22,)),  # 机关事业单位退休人员活动费支出
        ("accounts_classes", "medium", (24,)),  # 其他国土资源事务支出
        ("accounts_classes", "low", (14,)),  # the two rows that these names should be
        ("accounts_classes", "low", (14,)),
        ("accounts_classes", "low", (15, 24)),  # 住房改革支出 called 住房保障支出, twice
        ("accounts_classes", "low", (15, 24)),
        ("accounts_tables", "low", (7, 10)),  # 236.63, 236.64
        ("accounts_tables", "low", (7, 11)),  # 3,845.25, 3,845.24
        ("accounts_tables", "low", (12, 14)),
        ("accounts_rates", "low", (20, 21, 21)),  # 99.86 % for 99.87
        ("accounts_rates", "low", (21, 21, 21)),  # 95.45 % for 95.46
        ("accounts_wording", "low", (21,)),  # 增长13.95
        ("accounts_wording", "low", (25,)),  # 下降（增长）
        ("accounts_wording", "low", (26,)),  # 0.39万
        ("accounts_lists", "low", (24,)),  # named at 0.00: 奖金, 奖励金,
        ("accounts_lists", "low", (24,)),  # 其他对个人和家庭的补助, 税金及附加费用
        ("accounts_lists", "low", (24,)),
        ("accounts_lists", "low", (24,)),
    ],
}


@pytest.mark.parametrize("name", REAL)
def test_the_findings_of_the_real_accounts_are_those_judged_on_the_pages(name: str) -> None:
    result = audit_report(real_report(name))
    read = [(f.rule, f.severity, tuple(e.page for e in f.evidence)) for f in result.findings]
    assert Counter(read) == Counter(JUDGED[name])


OF_ONE_KIND = [rule for rule in ACCOUNTS_RULES if rule not in RULES]


@pytest.mark.parametrize("rule", OF_ONE_KIND, ids=lambda rule: rule.__name__.rpartition(".")[2])
def test_a_report_of_the_other_kind_is_not_tested_by_it(rule: ModuleType) -> None:
    ledger = audit_report(Report("d", 2022, {"jixiao": {}, "sources": []}, {})).ledger
    assert rule.__name__.rpartition(".")[2] not in {entry.rule for entry in ledger}


def test_a_finding_names_totals_in_english_and_no_name_opens_with_a_capital_within_it() -> None:
    """合计 and 总计 alone say nothing to who reads English; what is printed stands in brackets."""
    made = replaced(make_accounts(), "一般公共预算财政拨款基本支出决算表", "330.00", "530.00")
    messages = [finding.message["en"] for finding in audit_report(report(made)).findings]
    sums = [message for message in messages if "cannot both stand" in message]
    assert sums
    for message in sums:
        assert " and The " not in message
        assert " and Table " not in message
        bare = re.sub(r"\([^()]*\)", "", message.replace("（", "(").replace("）", ")"))
        assert not re.search(r"合计|总计", bare.replace("万元", "")), message


@pytest.mark.parametrize(
    ("listed", "count"),
    [
        ("办公费和公务接待费、其他交通费用及办公设备购置", 0),
        ("办公费及购置费、公务接待费、其他交通费用、办公设备购置", 0),  # 购置费 is short for one
        ("办公费、公务接待费以及租赁费、其他交通费用、办公设备购置", 1),
        ("办公费、税金及附加费用、公务接待费、其他交通费用、办公设备购置", 1),
    ],
)
def test_kinds_that_are_joined_are_looked_up_one_by_one(listed: str, count: int) -> None:
    made = said(make_accounts(), "办公费、公务接待费、其他交通费用、办公设备购置", listed)
    assert found(made) == [("accounts_lists", "low")] * count


def test_a_part_that_is_greater_is_told_from_its_whole_by_the_tables() -> None:
    """“商品和服务支出 is a part of 商品和服务支出” named neither."""
    title = "一般公共预算财政拨款基本支出决算表"
    made = replaced(replaced(make_accounts(), title, "3.00", "5.00"), title, "200.00", "198.00")
    findings = audit_report(report(made)).findings
    told = next(found.message for found in findings if found.rule == "accounts_tables")
    chinese = told["zh"]
    assert f"{title}（公务接待费" in chinese
    assert "财政拨款“三公”经费支出决算表（公务接待费" in chinese
    assert "差额2.00万元" in chinese
    assert "Official receptions (公务接待费) 5.00" in told["en"]
