"""The audit: what it finds in the first report, and for every rule a case that fails, passes, and
one to which it does not apply.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from decimal import Decimal as D
from pathlib import Path

import jsonschema
import pandas as pd
import pytest
from bs4 import BeautifulSoup
from click.testing import CliRunner
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from mutants import Mutant, audit_text, caught, mutants

from jixiao.audit import audit_report
from jixiao.audit.export import json_schema, to_csv, to_json
from jixiao.audit.findings import (
    KINDS,
    SEVERITIES,
    AuditResult,
    Finding,
    Outcome,
    failed,
)
from jixiao.audit.page import rules_page
from jixiao.audit.rules import (
    ACCOUNTS_RULES,
    RULES,
    attainment_rate,
    budget_path,
    budget_restated,
    claim_denied,
    claim_other_thing,
    claim_short,
    claim_without_number,
    execution_rate,
    indicator_unit,
    metric_figures,
    metric_units,
    shares_of_whole,
    stated_counts,
    stated_products,
    structure_attachment,
    structure_leftovers,
    structure_numbering,
    total_of_parts,
    twin_figures,
    twin_words,
    unit_of_money,
    year_slip,
)
from jixiao.base.errors import Place, RequestError
from jixiao.base.said import Said
from jixiao.cli.commands import main
from jixiao.extract.outcomes import COLUMNS as OUTCOMES
from jixiao.labels import LANGUAGES, has_label, label
from jixiao.report import Report, load_report
from jixiao.schema import schema
from jixiao.source import Document, Line
from jixiao.tables import audit as tables

REPORT = load_report("panyu-data-bureau", 2022, Path(__file__).resolve().parents[2] / "data")
TEXT = "\n".join(line.text for line in REPORT.document.lines) + "\n" if REPORT.document else ""
KNOWN = {finding.message["en"] for finding in audit_report(REPORT).findings}

BUDGET = ["item", "name", "phase", "base", "value", "unit", "printed", "page", "line", "quote"]


@pytest.fixture(scope="module")
def result(report: Report) -> AuditResult:
    return audit_report(report)


def results(rule: Callable[[Report], object], report: Report) -> list[str]:
    return [outcome.result for outcome in rule(report)]  # type: ignore[attr-defined]


def made(**tables: pd.DataFrame) -> Report:
    return Report("d", 2022, {"jixiao": {}, "sources": []}, tables)


def budget(*rows: str) -> Report:
    """A report whose budget has the rows "item phase value unit [base]"."""
    records = []
    for number, row in enumerate(rows, start=1):
        item, phase, value, unit, *base = row.split()
        quote = f"{item}{value}{unit}"
        records.append(
            [item, item, phase, *(base or [None]), D(value), unit, value + unit, 1, number, quote]
        )
    return made(budget=pd.DataFrame(records, columns=BUDGET, dtype=object))


def outcomes(*rows: str) -> Report:
    """A report whose outcomes have the rows "metric value unit [qualifier]"."""
    records = []
    for number, row in enumerate(rows, start=1):
        metric, value, unit, *qualifier = row.split()
        values = {
            "metric": metric,
            "name": metric,
            "value": D(value),
            "unit": unit,
            "printed": value + unit,
            "qualifier": qualifier[0] if qualifier else None,
            "period": "2022",
            "section": "work",
            "page": number,
            "line": number,
            "quote": value + unit,
            "source": "report",
        }
        records.append([values.get(column) for column in OUTCOMES])
    return made(outcomes=pd.DataFrame(records, columns=list(OUTCOMES), dtype=object))


def test_parts_that_do_not_add_up_fail_and_rounding_does_not() -> None:
    parts = ["expenditure.basic outturn 40.00 万元", "expenditure.project outturn 60.00 万元"]
    check = total_of_parts.check
    assert "fail" in results(check, budget("expenditure outturn 100.02 万元", *parts))
    assert "fail" not in results(check, budget("expenditure outturn 100.01 万元", *parts))
    assert set(results(check, budget("expenditure outturn 100.00 万元"))) == {"not_applicable"}


def test_a_part_in_another_unit_is_compared_through_its_twin() -> None:
    rows = [
        "expenditure outturn 100.00 万元",
        "expenditure.basic outturn 40.00 万元",
        "expenditure.project outturn 60.00 元",
    ]
    assert "fail" not in results(total_of_parts.check, budget(*rows))
    twin = "expenditure.project.departmental outturn 60.00 万元"
    assert results(total_of_parts.check, budget(*rows, twin)).count("pass") == 1


PATH = [
    "income approved 100.00 万元",
    "income carryover 5.00 万元",
    "income adjustment -50.00 万元",
    "expenditure.basic adjustment 10.00 万元",
    "expenditure.project adjustment -60.00 万元",
    "expenditure.basic revised 20.00 万元",
    "expenditure.project revised 35.00 万元",
]


def test_the_budgets_path_closes_or_fails() -> None:
    assert results(budget_path.check, budget(*PATH))[:2] == ["pass", "pass"]
    broken = budget(*PATH[:-1], "expenditure.project revised 36.00 万元")
    assert results(budget_path.check, broken)[:2] == ["fail", "pass"]
    assert set(results(budget_path.check, budget(PATH[0]))) == {"not_applicable"}


@pytest.mark.parametrize(
    ("rate", "outcome"),
    [("96.77", "pass"), ("96.8", "pass"), ("96.76", "pass"), ("97", "pass"), ("95.77", "fail")],
)
def test_a_rate_is_recomputed_at_its_printed_precision(rate: str, outcome: str) -> None:
    rows = [
        "sangong revised 1.24 万元",
        "sangong outturn 1.20 万元",
        f"sangong rate {rate} % revised",
    ]
    assert results(execution_rate.check, budget(*rows)) == [outcome]


def test_a_rate_that_fits_another_denominator_says_which(result: AuditResult) -> None:
    finding = next(
        f for f in result.findings if f.rule == "execution_rate" and f.expected is not None
    )
    assert finding.message["en"].endswith("It fits approved + carry-over, 14,914.74 万元.")
    assert (finding.expected, finding.printed) == (D("49.10"), D("49.00"))


def test_zero_of_zero_is_no_rate_but_must_be_one_thing() -> None:
    nothing = ["sangong revised 0.00 万元", "sangong outturn 0.00 万元"]
    one = [*nothing, "sangong rate 100.00 % revised"]
    assert results(execution_rate.check, budget(*one)) == ["not_applicable"]
    both = budget(*one, "sangong rate 0.00 % revised")
    assert results(execution_rate.check, both) == ["not_applicable", "not_applicable", "fail"]


def test_one_unit_of_money() -> None:
    rows = ["a outturn 5.00 万元", "b outturn 6.00 万元"]
    assert results(unit_of_money.check, budget(*rows)) == ["pass"]
    assert results(unit_of_money.check, budget(*rows, "c outturn 5.00 元")) == ["fail"]
    assert results(unit_of_money.check, budget(*rows, "c outturn 7.00 元")) == ["not_applicable"]


@pytest.mark.parametrize(
    ("rows", "outcome"),
    [
        (["cases 10 宗", "cases 10 宗"], ["pass"]),
        (["cases 10 宗", "cases 11 宗"], ["fail"]),
        (["cases 12 宗", "cases 10 宗 超"], ["pass"]),
        (["cases 9 宗", "cases 10 宗 超"], ["fail"]),
        (["cases 10 宗"], []),
        (["cases 10 宗", "other 11 宗"], []),
    ],
)
def test_one_measure_has_one_figure(rows: list[str], outcome: list[str]) -> None:
    assert results(metric_figures.check, outcomes(*rows)) == outcome


def test_a_difference_of_rounding_alone_is_low() -> None:
    (found,) = metric_figures.check(outcomes("rate 100 %", "rate 99.999 %"))
    assert found.finding is not None
    assert found.finding.severity == "low"


def test_one_measure_has_one_unit() -> None:
    assert results(metric_units.check, outcomes("cases 10 宗", "cases 1 万宗")) == ["pass"]
    assert results(metric_units.check, outcomes("cases 10 宗", "cases 10 次")) == ["fail"]
    assert results(metric_units.check, outcomes("cases 10 宗")) == []


SHARES = ["sangong.overseas share 0.00 % sangong", "sangong.vehicles share 75.27 % sangong"]


@pytest.mark.parametrize(
    ("last", "outcome"), [("24.73", "pass"), ("24.72", "pass"), ("24.37", "fail"), (None, None)]
)
def test_the_shares_of_a_whole_add_up(last: str | None, outcome: str | None) -> None:
    rows = [*SHARES, *([f"sangong.reception share {last} % sangong"] if last else [])]
    assert results(shares_of_whole.check, budget(*rows)) == [outcome or "not_applicable"]


def test_a_share_of_positive_ratings_comes_out() -> None:
    def share(printed: str) -> str:
        rows = ["active_evaluations 200 次", "positive_evaluations 199 次"]
        report = outcomes(*rows, f"satisfaction_rate {printed} %")
        report.tables["outcomes"]["page"] = 1
        return results(stated_products.check, report)[-1]

    assert (share("99.5"), share("100"), share("98.5")) == ("pass", "pass", "fail")
    nothing = outcomes(
        "active_evaluations 0 次", "positive_evaluations 0 次", "satisfaction_rate 1 %"
    )
    nothing.tables["outcomes"]["page"] = 1
    assert results(stated_products.check, nothing)[-1] == "not_applicable"


def test_a_stated_quotient_comes_out() -> None:
    rows = ["xiaowu_cases 15342 次", "workdays 249 个工作日", "xiaowu_cases_per_workday {} 次"]

    def quotient(value: int) -> str:
        report = outcomes(*rows[:2], rows[2].format(value))
        report.tables["outcomes"]["page"] = 33
        return results(stated_products.check, report)[-1]

    assert (quotient(62), quotient(61)) == ("pass", "fail")
    assert results(stated_products.check, outcomes(rows[2].format(61)))[-1] == "not_applicable"


@pytest.mark.parametrize(
    ("definition", "outcome"),
    [
        ("250.944480万元=13770*182.24元/套", "pass"),
        ("260.944480万元=13770*182.24元/套", "fail"),
        ("没有算式", "not_applicable"),
    ],
)
def test_a_stated_product_comes_out(report: Report, definition: str, outcome: str) -> None:
    rows = report.tables["indicators"].iloc[:1].copy()
    rows["definition"] = definition
    assert results(stated_products.check, made(indicators=rows))[0] == outcome


def written(*texts: str) -> Report:
    """A report of the given lines, within a chapter; the text stands a blank line apart."""
    lines = [
        "一、基本情况",
        "（一）部门概况",
        "（二）年度总体工作和重点工作任务",
        *texts,
        "（三）部门整体收支情况",
        "二、综合评价分析",
        "（一）自评结论综述",
        "（二）各项工作任务绩效目标完成情况分析",
        "工作任务 绩效目标 目标实际完成情况",
        "",
        "任务甲\n乙丙丁\n戊己庚",
        "",
        "目标是完成各项工作任务",
        "",
        "完成了全部的各项工作任务和重点工作任务的内容",
        "",
        "（三）各重点任务项目支出完成情况分析",
        "年度指标值 实际完成指标值",
    ]
    text = "\n".join(lines).split("\n")
    document = Document("r", "", tuple(Line(1, n, t) for n, t in enumerate(text, start=1)))
    return Report("d", 2022, {"jixiao": {}, "sources": []}, {}, document)


def test_a_year_that_does_not_belong_has_a_twin_with_the_right_one() -> None:
    slip = written("完成2022年度考评工作，完成2023年度考评工作。")
    assert "fail" in results(year_slip.check, slip)
    plan = written("完成2022年度考评工作，制定2023年度工作计划。")
    assert "fail" not in results(year_slip.check, plan)
    assert results(year_slip.check, made()) == ["not_applicable"]


RESTATED = ["income outturn 100.00 万元", "income outturn 101.00 万元", "income carryover 5 万元"]


def test_a_figure_of_the_budget_that_is_printed_again_is_the_same() -> None:
    check = budget_restated.check
    assert results(check, budget(*RESTATED)) == ["fail"]
    assert results(check, budget(RESTATED[0], RESTATED[0])) == ["pass"]
    assert results(check, budget(RESTATED[0], RESTATED[2])) == []
    assert results(check, made()) == ["not_applicable"]


@pytest.mark.parametrize(
    ("first", "second", "outcome", "severity"),
    [
        ("全区共办理群众来信12宗。", "全区共办理群众来信21宗。", ["fail"], "high"),
        ("一是全区共办理群众来信12宗。", "二、全区办理群众来信21宗。", ["fail"], "medium"),
        ("全区共办理群众来信12宗。", "全区共办理群众来信12宗。", ["pass"], None),
        ("全区办理群众来信超12宗。", "全区办理群众来信21宗。", ["pass"], None),
        ("全区办理群众来信超22宗。", "全区办理群众来信21宗。", ["fail"], "medium"),
        ("全区办理群众来信1.2万宗。", "全区办理群众来信12000宗。", ["pass"], None),
        ("2021年全区共办理群众来信12宗。", "2021年全区共办理群众来信12宗。", ["pass"], None),
        ("上半年全区共办理群众来信12宗。", "全区共办理群众来信21宗。", [], None),
        ("拆除废旧通信设备箱盒12个。", "废旧通信设备箱盒21个。", ["fail"], "medium"),
        ("拆除废旧通信设备箱盒12个。", "废旧通信设备箱盒21吨。", [], None),
        ("全国可服务的政务事项数量达12项。", "可服务的政务事项数量达21项。", [], None),
    ],
)
def test_a_statement_made_twice_has_the_same_figures(
    first: str, second: str, outcome: list[str], severity: str | None
) -> None:
    found = list(twin_figures.check(written(first, second)))
    assert [each.result for each in found] == outcome
    assert [each.finding.severity for each in found if each.finding] == [severity] * (
        outcome == ["fail"]
    )


def test_twins_need_the_text() -> None:
    assert results(twin_figures.check, made()) == ["not_applicable"]
    assert results(twin_words.check, made()) == ["not_applicable"]


def test_a_known_measure_is_reported_once(result: AuditResult) -> None:
    lines = [
        {(item.page, item.line) for item in finding.evidence}
        for finding in result.findings
        if finding.rule in ("metric_figures", "twin_figures") and "112宗" in finding.message["en"]
    ]
    assert len(lines) == 1


@pytest.mark.parametrize(
    ("first", "second", "outcome"),
    [
        ("编制全区公共数据资源目录。", "印发全区公共数据资源目录。", ["fail"]),
        ("编制全区公共数据资源目录。", "编制全区公共数据资源目录。", ["pass"]),
        ("编制全区公共数据资源目录。", "印发全区政务服务大厅管理办法。", ["pass"]),
        ("年度新建第五代移动基站12座。", "累计建成第五代移动基站40座。", ["pass"]),
    ],
)
def test_stages_of_one_work_are_set_side_by_side(
    first: str, second: str, outcome: list[str]
) -> None:
    assert results(twin_words.check, written(first, second)) == outcome


def test_headings_that_repeat_or_skip_are_found() -> None:
    assert "fail" not in results(structure_numbering.check, written("（一）分项", "（二）分项"))
    assert "fail" in results(
        structure_numbering.check, written("（一）分项", "（三）分项", "（三）分项")
    )
    assert results(structure_numbering.check, made()) == ["not_applicable"]


@pytest.mark.parametrize(
    "text",
    ["完成任务，，推进工作。", "9..完成任务", "推进工作，实现实现办理", "（简要介绍部门情况等）"],
)
def test_leftovers_are_found(text: str) -> None:
    assert "fail" in results(structure_leftovers.check, written(text))


def test_plain_text_has_no_leftovers() -> None:
    assert results(structure_leftovers.check, written("完成任务，推进工作（含其他）。")) == ["pass"]
    assert results(structure_leftovers.check, made()) == ["not_applicable"]


def test_an_attachment_that_is_named_must_follow() -> None:
    def ending(*lines: str) -> Report:
        report = written()
        assert report.document is not None
        more = [Line(1, 100 + n, text) for n, text in enumerate(lines)]
        document = Document("r", "", (*report.document.lines, *more))
        return Report("d", 2022, report.descriptor, {}, document)

    assert results(structure_attachment.check, ending("五、附件", "自评表")) == ["fail"]
    assert results(structure_attachment.check, ending("五、附件", "自评表", "表的内容")) == ["pass"]
    assert results(structure_attachment.check, written()) == ["not_applicable"]


@pytest.mark.parametrize(
    ("rule", "failing", "passing"),
    [
        (claim_denied, 5, 12),
        (claim_without_number, 6, 12),
        (claim_short, 30, 12),
        (indicator_unit, 6, 12),
        (claim_other_thing, 20, None),
    ],
)
def test_claims_are_weighed_against_their_own_text(
    report: Report, rule: object, failing: int, passing: int | None
) -> None:
    found = {str(outcome.subject): outcome.result for outcome in rule.check(report)}  # type: ignore[attr-defined]
    assert found[f"indicator {failing}"] == "fail"
    assert passing is None or found[f"indicator {passing}"] == "pass"
    assert results(rule.check, made()) == ["not_applicable"]  # type: ignore[attr-defined]


# What the issue names, as (rule, words of the message or of a quote).
REQUIRED = [
    ("metric_figures", "158.75万宗 (p. 4), 158.69万宗"),
    ("metric_figures", "107宗 (p. 7), 112宗"),
    ("unit_of_money", "6,125.55元 stands beside 6,125.55万元"),
    ("total_of_parts", "7,307.73 万元 and its parts 1,179.52 + 6,125.55"),
    ("execution_rate", "49.00% is stated where 7,307.73 of 14,884.55"),
    ("year_slip", "2022 / 2023"),
    ("stated_counts", "27 less 1 not counted is 26; the target is 25"),
    ("attainment_rate", "states 100 % where 1601.164664 of 6000 万元 is 26.69 %"),
    ("claim_other_thing", "《番禺区云政务服务管理标准》"),
    ("twin_words", "扩容 (p. 10) and once as 建成 (p. 24)"),
    ("twin_words", "标准化试点 (p. 7) and once as 标准 (p. 30)"),
    # Kinds that were missed: a fund with two budgets, parts against a total elsewhere, …
    ("fund_restated", "1,623.68 万元, and in indicator 49"),
    ("parts_elsewhere", "260 + 401 = 661, and elsewhere the report says 协调解决问题412个"),
    ("claim_not_begun", "Indicator 46"),
    ("claim_not_begun", "reports 按期推进, and its own text says: 均未开展"),
    ("stated_savings", "come to 175.65 万元"),
    ("claim_in_progress", "完成儿童公园民生卡一卡通系统改造工作 and 正在调试和试运行"),
    ("claim_denied", "第三方费用支付及时率"),
    ("claim_denied", "民生档案信息采集与共享交换实施考评单位参与率"),
]


@pytest.mark.parametrize(("rule", "words"), REQUIRED)
def test_the_first_report_contradicts_itself_here(
    result: AuditResult, rule: str, words: str
) -> None:
    assert any(f.rule == rule and words in f.message["en"] for f in result.findings)


def changed(lines: dict[int, tuple[str, str]], data: Path) -> AuditResult:
    """The audit of the first report with words of some of its lines changed."""
    text = TEXT.split("\n")
    for number, (old, new) in lines.items():
        assert old in text[number - 1], number
        text[number - 1] = text[number - 1].replace(old, new)
    found = audit_text("\n".join(text), data)
    assert isinstance(found, AuditResult)
    return found


def named(result: AuditResult, rule: str, seq: int) -> list[str]:
    return [
        entry.result
        for entry in result.ledger
        if entry.rule == rule and str(entry.subject).startswith(f"indicator {seq}:")
    ]


def test_counts_given_in_parts_come_out(result: AuditResult, data: Path) -> None:
    assert named(result, "stated_counts", 46) == ["pass", "fail", "pass"]
    parts = changed({2496: ("13个", "12个")}, data)
    assert named(parts, "stated_counts", 46) == ["fail", "fail", "pass"]
    done = changed({2498: ("11个", "10个"), 2483: ("25", "26")}, data)
    assert named(done, "stated_counts", 46) == ["pass", "pass", "fail"]
    reasons = [e.reason for e in result.ledger if e.rule == "stated_counts" and e.reason]
    assert reasons
    assert results(stated_counts.check, made()) == ["not_applicable"]


def test_numbers_that_nothing_was_held_against_are_reported(
    result: AuditResult, data: Path
) -> None:
    """Digits changed in staff, a name's number, a formula, a name used often and a promise made twice."""
    asked = {
        "staff_counts",
        "indicator_numbers",
        "impossible_rates",
        "phrase_numbers",
        "twin_promises",
    }
    assert not asked & {finding.rule for finding in result.findings}
    lines = {
        113: ("17人", "27人"),
        2724: ("67", "87"),
        1466: ("100%", "110%"),
        363: ("24小时", "34小时"),
        2955: ("28", "38"),
    }
    assert {f.rule for f in changed(lines, data).findings} >= asked


def test_rates_of_results_are_reckoned_again(result: AuditResult, data: Path) -> None:
    assert named(result, "attainment_rate", 28) == ["pass"]
    assert named(changed({2051: ("131.91", "131.19")}, data), "attainment_rate", 28) == ["fail"]
    whole = changed({2559: ("6000", "1601.164664")}, data)
    assert named(whole, "attainment_rate", 49) == ["pass"]
    assert results(attainment_rate.check, made()) == ["not_applicable"]


def test_a_promised_document_that_is_spoken_of_passes(data: Path) -> None:
    spoken = changed({1832: ("成功申报云政务晓屋", "印发番禺区云政务服务管理标准")}, data)
    found = {str(e.subject): e.result for e in spoken.ledger if e.rule == "claim_other_thing"}
    assert found["indicator 20"] == "pass"


def test_a_report_without_slips_has_no_high_finding(root: Path, data: Path) -> None:
    """The first report with its slips corrected, line by line: what is left is about claims."""
    text = TEXT.split("\n")
    repairs = root / "tests" / "reports" / "panyu-2022-repairs.csv"
    for row in csv.DictReader(repairs.read_text("utf-8").splitlines()):
        line = text[int(row["line"]) - 1]
        assert line.count(row["old"]) == 1, row
        text[int(row["line"]) - 1] = line.replace(row["old"], row["new"])
    repaired = audit_text("\n".join(text), data)
    assert isinstance(repaired, AuditResult)
    assert [f.message["en"] for f in repaired.findings if f.severity == "high"] == []
    assert {f.rule for f in repaired.findings if f.severity == "medium"} <= {
        "attainment_rate",
        "claim_in_progress",
        "claim_not_begun",
        "claim_other_thing",
        "claim_short",
        "claim_without_number",
        "parts_elsewhere",
        "stated_counts",
        "stated_savings",
        "structure_attachment",
    }


def test_a_figure_without_its_line_is_in_the_ledger() -> None:
    report = outcomes("cases 10 宗", "cases 11 宗")
    report.tables["outcomes"].loc[1, "line"] = None
    (found,) = metric_figures.check(report)
    assert (found.result, str(found.reason)) == ("not_applicable", "the figure has no line")


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_a_table_with_gaps_is_audited_without_a_crash(choice: st.DataObject) -> None:
    """Rows missing, optional cells empty, whole tables missing: gaps are in the ledger."""
    tables = {}
    for name, table in REPORT.tables.items():
        kept = choice.draw(st.sets(st.integers(0, len(table) - 1), max_size=12), label=name)
        if choice.draw(st.booleans(), label=f"{name} on file"):
            gaps = table.drop(table.index[sorted(kept)]).reset_index(drop=True)
            optional = [f["name"] for f in schema(name)["fields"] if not required(f)]
            column = choice.draw(st.sampled_from([None, *optional]), label=f"{name} empty")
            tables[name] = gaps.assign(**{column: None}) if column else gaps
    document = REPORT.document if choice.draw(st.booleans(), label="text on file") else None
    found = audit_report(Report("d", 2022, REPORT.descriptor, tables, document))
    assert len(found.findings) == sum(entry.result == "fail" for entry in found.ledger)
    assert all(entry.reason for entry in found.ledger if entry.result == "not_applicable")


def required(field: dict[str, object]) -> bool:
    constraints = field.get("constraints")
    return isinstance(constraints, dict) and bool(constraints.get("required"))


def test_every_passage_of_every_finding_is_true(result: AuditResult, report: Report) -> None:
    assert report.document is not None
    for finding in result.findings:
        for item in finding.evidence:
            if finding.rule != "stated_products" or item.value is not None:
                assert report.document.holds(item.quote, Place(item.page, item.line)), finding
        assert set(finding.message) == {"en", "zh"}


def test_findings_come_the_most_serious_first_and_the_ledger_is_whole(result: AuditResult) -> None:
    order = ["high", "medium", "low"]
    places = [order.index(finding.severity) for finding in result.findings]
    assert places == sorted(places)
    assert {entry.rule for entry in result.ledger} == {r.__name__.rpartition(".")[2] for r in RULES}
    assert all(entry.reason for entry in result.ledger if entry.result == "not_applicable")
    assert len(result.findings) == sum(entry.result == "fail" for entry in result.ledger)


def test_a_year_without_tables_gives_reasons_and_no_findings(data: Path) -> None:
    empty = audit_report(load_report("panyu-data-bureau", 2023, data))
    assert empty.findings == ()
    assert {entry.result for entry in empty.ledger} <= {"not_applicable", "pass"}


def test_every_rule_is_on_the_page_of_rules(root: Path) -> None:
    """To accept a change: python -m jixiao.audit.page > docs/rules.md"""
    assert (root / "docs" / "rules.md").read_text("utf-8") == rules_page()
    for rule in RULES:
        assert rule.kind in KINDS
        assert rule.version >= 1


def test_the_json_keeps_its_schema_and_the_csv_its_rows(result: AuditResult) -> None:
    jsonschema.validate(json.loads(to_json(result)), json_schema())
    assert to_csv(result).count("\n") >= len(result.findings) + 1


def test_an_outcome_must_say_why() -> None:
    with pytest.raises(ValueError, match="say why"):
        Outcome(Said("ledger.rates"), "not_applicable")
    with pytest.raises(ValueError, match="has a finding"):
        Outcome(Said("ledger.rates"), "fail")
    finding = Finding("r", 1, "rate", "low", {"en": "e", "zh": "z"}, ())
    assert failed("ledger.rates", finding).result == "fail"


def test_a_minimum_severity_keeps_the_ledger(result: AuditResult) -> None:
    high = result.at_least("high")
    assert {finding.severity for finding in high.findings} == {"high"}
    assert high.ledger == result.ledger
    with pytest.raises(RequestError, match="severity 'grave' is unknown"):
        result.at_least("grave")  # type: ignore[arg-type]


def run(*arguments: str) -> tuple[int, str]:
    ran = CliRunner().invoke(main, ["audit", "panyu-data-bureau", *arguments])
    return ran.exit_code, ran.output


def test_the_command_prints_and_fails_on_request(data: Path) -> None:
    where = ["--data", str(data)]
    assert run("2022", *where)[0] == 0
    assert run("2022", "--fail-on", "high", *where)[0] == 1
    assert run("2023", "--fail-on", "low", *where)[0] == 0
    code, text = run("2022", "--format", "json", *where)
    assert (code, len(json.loads(text)["findings"]) > 50) == (0, True)
    assert run("1999", *where)[0] == 2


FIRST_DIGITS = list(mutants(REPORT, TEXT))
STATED_TWICE = (
    "business_accepted",
    "enterprises_served",
    "site_visits",
    "urban_village_themes_stored",
)


@settings(
    max_examples=10,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
@given(st.sampled_from([m for m in FIRST_DIGITS if m.what in STATED_TWICE]))
def test_a_changed_digit_of_a_twin_statement_is_reported(data: Path, mutant: Mutant) -> None:
    assert caught(mutant, TEXT, KNOWN, data)


def test_the_score_of_a_few_mutants_is_high(data: Path) -> None:
    """The whole score: python tests/helpers/mutants.py"""
    chosen = FIRST_DIGITS[::60]
    found = [caught(mutant, TEXT, KNOWN, data) for mutant in chosen]
    assert sum(found) >= 0.9 * len(found)


def test_a_text_that_cannot_be_read_is_one_line(data: Path) -> None:
    assert isinstance(audit_text("没有内容", data), str)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_finding_has_one_number_wherever_it_is_named(result: AuditResult, language: str) -> None:
    shown: list[int] = []
    for severity in SEVERITIES:
        table = BeautifulSoup(tables.findings(result, severity, language).html, "html.parser")
        for row in table.select("tbody tr"):
            number = int(row.select_one("th").text)
            shown.append(number)
            assert result.numbered[number].message[language] in row.text
    assert shown == list(range(1, len(result.findings) + 1))
    assert (
        list(result.at_least("high").numbered.values())
        == list(result.numbered.values())[: result.count("high")]
    )


def test_a_passage_that_holds_two_figures_of_a_finding_is_quoted_once(result: AuditResult) -> None:
    twice = [f for f in result.findings if len(f.passages) < len(f.evidence)]
    assert twice
    for finding in twice:
        lines = "".join(map(str, tables.quotes(finding.passages, "en"))).splitlines()
        assert len(lines) == len(set(lines)) == len(finding.passages)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_ledger_says_in_words_what_each_rule_asks(language: str, report: Report) -> None:
    """It named rules by their ids alone: "claim_denied 1"."""
    for rule in (*RULES, *ACCOUNTS_RULES):
        assert has_label(f"rules.{rule.__name__.rpartition('.')[2]}")
    result = audit_report(report)
    asked = label("rules.claim_denied", language)
    assert asked in tables.ledger(result, language).text
    assert "claim_denied" not in tables.ledger(result, language).text
    assert f"{asked} | " in tables.rules(result, language).text
    assert "claim_denied 1" in tables.rules(result, language).text


def test_checks_are_counted_by_rule_as_the_ledger_lists_them(report: Report) -> None:
    result = audit_report(report)
    rows = [line.split(" | ") for line in tables.rules(result, "en").text.splitlines()[2:]]
    counts = [int(count) if count != "–" else 0 for row in rows for count in row[1:4]]
    assert sum(counts) == len(result.ledger)
    assert len(rows) == len({entry.rule for entry in result.ledger})


def test_the_ledger_is_folded_away(report: Report) -> None:
    soup = BeautifulSoup(tables.ledger(audit_report(report), "en").html, "html.parser")
    assert soup.details.summary.text.startswith("Every check, one by one (")
    assert soup.select("details > .jixiao-scroll > table")


def test_a_finding_sets_no_brackets_within_brackets(report: Report) -> None:
    """ "（总收入（年初结转）；年初结转（实际收入））" closed two at once."""
    messages = [finding.message["zh"] for finding in audit_report(report).findings]
    assert not [message for message in messages if "））" in message]
