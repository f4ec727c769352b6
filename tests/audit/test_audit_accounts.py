"""The audit of final accounts: clean accounts have no finding, a wrong figure has one, and what is
found in the real files is what their pages bear out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from types import ModuleType

import pytest
from accounts_made import Made, make_accounts
from audited_accounts import found, real_report, report, said
from real_accounts import REAL, replaced

from jixiao.audit import audit_report
from jixiao.audit.rules import ACCOUNTS_RULES
from jixiao.base.errors import Place
from jixiao.report import Report


def test_accounts_that_add_up_have_no_finding() -> None:
    result = audit_report(report(make_accounts()))
    assert [finding.message["en"] for finding in result.findings] == []
    rules = {entry.rule for entry in result.ledger if entry.result == "pass"}
    assert rules == {rule.__name__.rpartition(".")[2] for rule in ACCOUNTS_RULES}


def test_every_rule_says_why_where_it_does_not_apply() -> None:
    empty = Report("made", 2023, {"jixiao": {}, "sources": []}, {})
    for rule in ACCOUNTS_RULES:
        outcomes = list(rule.check(empty))
        assert {outcome.result for outcome in outcomes} == {"not_applicable"}
        assert all(outcome.reason for outcome in outcomes)


Change = Callable[[Made], Made]
CASES: list[tuple[str, Change, set[tuple[str, str]]]] = [
    (
        "a class that does not add up",
        lambda m: replaced(m, "支出决算表", "50.00", "60.00"),
        {("accounts_totals", "medium")},
    ),
    (
        "a total of a column",
        lambda m: replaced(m, "支出决算表", "1,770.00", "1,780.00"),
        {("accounts_totals", "high"), ("accounts_tables", "high")},
    ),
    (
        "two sides of table 1",
        lambda m: replaced(m, "收入支出决算总表", "1,795.00", "1,796.00"),
        {("accounts_totals", "high"), ("accounts_tables", "high"), ("accounts_narrative", "high")},
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
        {("accounts_tables", "medium")},
    ),
    (
        "an amount of the narrative",
        lambda m: said(m, "人员经费1070.00", "人员经费1071.00"),
        {("accounts_narrative", "medium"), ("accounts_totals", "high")},
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
        lambda m: said(m, "主要原因：增加项目3个", "收入支出总计与2022年度持平"),
        {("accounts_claims", "medium")},
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
        "a name that is nearly the department's",
        lambda m: said(m, "测试市虚构区演示局2023年度收", "测试市虚构演示局2023年度收"),
        {("accounts_department", "medium")},
    ),
]


@pytest.mark.parametrize(("change", "expected"), [c[1:] for c in CASES], ids=[c[0] for c in CASES])
def test_what_cannot_stand_is_found_and_nothing_else(
    change: Change, expected: set[tuple[str, str]]
) -> None:
    assert set(found(change(make_accounts()))) == expected


def test_every_rule_fails_in_some_case() -> None:
    failing = {rule for *_, expected in CASES for rule, _ in expected}
    assert failing == {rule.__name__.rpartition(".")[2] for rule in ACCOUNTS_RULES}


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
        ("accounts_narrative", "medium", (16, 24)),  # 4,896.98 for 4,884.09
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


@pytest.mark.parametrize("rule", ACCOUNTS_RULES, ids=lambda rule: rule.__name__.rpartition(".")[2])
def test_a_report_of_the_other_kind_is_not_tested_by_it(rule: ModuleType) -> None:
    ledger = audit_report(Report("d", 2022, {"jixiao": {}, "sources": []}, {})).ledger
    assert rule.__name__.rpartition(".")[2] not in {entry.rule for entry in ledger}
