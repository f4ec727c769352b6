"""Reports for the tests of rules: the first one, with words changed, and small ones that are made."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal as D
from pathlib import Path

import pandas as pd
from mutants import audit_text

from jixiao.audit.findings import AuditResult
from jixiao.report import Report, load_report
from jixiao.schema import frame_of
from jixiao.source import Document, Line

REPORT = load_report("panyu-data-bureau", 2022, Path(__file__).resolve().parents[2] / "data")
TEXT = "\n".join(line.text for line in REPORT.document.lines) + "\n" if REPORT.document else ""
BUDGET = ["item", "name", "phase", "base", "value", "unit", "printed", "page", "line", "quote"]


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
        records.append(values)
    return made(outcomes=frame_of(records, "outcomes"))


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
