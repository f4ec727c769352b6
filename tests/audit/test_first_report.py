"""What the audit finds in the first report, in it with its slips corrected, and with digits changed."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from audited import REPORT, TEXT
from mutants import audit_text, caught, mutants

from jixiao.audit import audit_report
from jixiao.audit.findings import (
    AuditResult,
)

KNOWN = {finding.message["en"] for finding in audit_report(REPORT).findings}


# What the issue names, as (rule, words of the message or of a quote).
REQUIRED = [
    ("metric_figures", "158.75万宗 (p. 4), 158.69万宗"),
    ("metric_figures", "107宗 (p. 7), 112宗"),
    ("unit_of_money", "6,125.55元 stands beside 6,125.55万元"),
    ("total_of_parts", "7,307.73 万元 and its parts 1,179.52 + 6,125.55"),
    ("execution_rate", "“49.00%” is stated, but 7,307.73 is 49.10 % of 14,884.55"),
    ("year_slip", "2022 / 2023"),
    ("stated_counts", "27 less 1 not counted is 26; the target is 25"),
    ("attainment_rate", "states 100 % where 1601.164664 of 6000 万元 is 26.69 %"),
    ("claim_other_thing", "《番禺区云政务服务管理标准》"),
    ("twin_words", "扩容 (p. 10) and once as 建成 (p. 24)"),
    ("twin_words", "标准化试点 (p. 7) and once as 标准 (p. 30)"),
    # Kinds that were missed: a fund with two budgets, parts against a total elsewhere, …
    ("fund_restated", "1,623.68 万元 in one place, and against 1,601.164664 万元 in indicator 49"),
    ("parts_elsewhere", "260 + 401 = 661, and elsewhere the report says 协调解决问题412个"),
    ("claim_not_begun", "Indicator 46"),
    ("claim_not_begun", "reports “按期推进”, but its own text says “均未开展”"),
    ("stated_savings", "come to 175.65 万元"),
    ("claim_in_progress", "“完成儿童公园民生卡一卡通系统改造工作” and “正在调试和试运行”"),
    ("claim_denied", "第三方费用支付及时率"),
    ("claim_denied", "民生档案信息采集与共享交换实施考评单位参与率"),
]


@pytest.mark.parametrize(("rule", "words"), REQUIRED)
def test_the_first_report_contradicts_itself_here(
    result: AuditResult, rule: str, words: str
) -> None:
    assert any(f.rule == rule and words in f.message["en"] for f in result.findings)


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


FIRST_DIGITS = list(mutants(REPORT, TEXT))


def test_the_score_of_a_few_mutants_is_high(data: Path) -> None:
    """The whole score: python tests/helpers/mutants.py"""
    chosen = FIRST_DIGITS[1::60]
    found = [caught(mutant, TEXT, KNOWN, data) for mutant in chosen]
    assert sum(found) >= 0.9 * len(found)


def test_a_text_that_cannot_be_read_is_one_line(data: Path) -> None:
    assert isinstance(audit_text("没有内容", data), str)
