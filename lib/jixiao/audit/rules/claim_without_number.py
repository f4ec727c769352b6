"""A promise with a number is answered with a number, and a rate of 100 % with something it is of.

Applies to indicators that claim to be done. An answer in words (无故障 for a promised rate, the thing
itself for a promise of one) is worth less than a number and more than a bare claim: low. Not
applicable where no number was promised.
"""

from __future__ import annotations

from collections.abc import Iterator

from ...catalogue import wordings
from ...report import Report
from ...schema.rows import IndicatorRow
from ..findings import Finding, Kind, Outcome, Severity, failed, not_applicable, passed
from ..indicator_cells import claim_and, result_cells
from ..subjects import indicator

kind: Kind = "status"
version = 2

RULES: dict[str, tuple[Severity, str, str]] = {
    "no number": (
        "medium",
        "promises {promise} and its result gives no figure to set against it",
        "承诺{promise}，结果未给出可与之比较的数字",
    ),
    "in words": (
        "low",
        "promises {promise} and is answered in words, without a figure",
        "承诺{promise}，结果仅以文字作答，未给出数字",
    ),
    "bare rate": (
        "low",
        "reports {rate} and names neither a figure nor a fact that it rests on",
        "报告{rate}，未说明所依据的数字或事实",
    ),
}


def check(report: Report) -> Iterator[Outcome]:
    if report.document is None or "indicators" not in report.tables:
        yield not_applicable("ledger.claims_without_numbers", "ledger.no_text_or_table")
        return
    for row, cell in result_cells(report):
        subject = indicator(row.seq)
        rule = (row.reason or "").partition(":")[0]
        if row.target_value is None:
            yield not_applicable(subject, "ledger.no_number_was_promised")
        elif rule not in RULES or row.status != "unsupported":
            yield passed(subject)
        else:
            severity, en, zh = RULES["in words" if rule == "no number" and _answered(row) else rule]
            words = {
                "promise": f"{row.target_value:f}{row.target_unit or ''}",
                "rate": f"{row.actual_value or 0:f}{row.actual_unit or ''}",
            }
            finding = Finding(
                "claim_without_number",
                version,
                kind,
                severity,
                {
                    "en": f"Indicator {row.seq} ({row.name}) {en.format(**words)}.",
                    "zh": f"第{row.seq}项指标“{row.name}”{zh.format(**words)}。",
                },
                claim_and(report, cell, row.reason),
            )
            yield failed(subject, finding)


def _answered(row: IndicatorRow) -> bool:
    """Whether the result answers in words: a rate by a fact, a promise of one by the thing itself."""
    if row.target_unit == "%":
        return any(words in (row.actual or "") for words in wordings("status")["answers_in_words"])
    return bool(row.target_value == 1)
