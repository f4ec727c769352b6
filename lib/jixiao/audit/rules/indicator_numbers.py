"""A number in an indicator's name is that of its target, definition and result.

完成67条任务村检查工作 promises 67: a target that is a number, and the same words with a number in definition or
result, say 67 as well. Several numbers (124条 … 63条) are compared in their order. Not applicable to indicators
whose name has no number with a measure word.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal

from ...base.amounts import fold
from ...base.said import Said
from ...report import Report
from ...schema.rows import IndicatorRow
from ..findings import Evidence, Finding, Kind, Outcome, failed, not_applicable, passed
from ..indicator_cells import passage_of, result_cells, words_of
from ..materiality import of_count
from ..subjects import indicator
from ..wording import worded

kind: Kind = "contradiction"
version = 1
WORDS = 3  # characters after a number by which it is known again
_COUNTED = re.compile(r"(?<![\d.])(?P<number>\d+(?:\.\d+)?)(?P<words>[\u4e00-\u9fff])")


def check(report: Report) -> Iterator[Outcome]:
    if report.document is None or "indicators" not in report.tables:
        yield not_applicable("ledger.numbers_of_names", "ledger.no_text_or_indicators")
        return
    for row, cell in result_cells(report):
        subject = indicator(row.seq)
        found = [m for m in _COUNTED.finditer(fold(row.name)) if not m["words"].startswith("年")]
        if not found:
            yield not_applicable(subject, "ledger.no_number_in_the_name")
            continue
        pairs = [*_against_target(row, found), *_against_words(row, found)]
        wrong = [pair for pair in pairs if Decimal(pair[0]) != Decimal(pair[1])]
        if not wrong:
            yield passed(subject)
            continue
        one, other, text = wrong[0]
        at = max(cell.text.find(text), 0)
        places = (
            Evidence(row.page, row.line, words_in(report, row, one)),
            words_of(report, row, text) or passage_of(report, cell, at),
        )
        severity, weight = of_count(Decimal(one), Decimal(other))
        said = Said("findings.number_of_name", number=row.seq, name=row.name, one=one, other=text)
        finding = Finding(
            "indicator_numbers",
            version,
            kind,
            "medium" if severity == "high" else severity,
            worded(said),
            tuple(dict.fromkeys(place for place in places if place and place.quote)),
            Decimal(one),
            Decimal(other),
            Decimal(other) - Decimal(one),
            weight=weight,
        )
        yield failed(subject, finding)


def words_in(report: Report, row: IndicatorRow, number: str) -> str:
    """The number as the first line of the indicator prints it, or what that line begins with."""
    assert report.document is not None
    for line in report.document.lines:
        if line.number == row.line:
            return number if number in line.text else line.text.strip()[:8]
    return ""


def _against_target(
    row: IndicatorRow, found: list[re.Match[str]]
) -> Iterator[tuple[str, str, str]]:
    """The numbers with the name's commonest measure word against a target of as many numbers."""
    unit, _ = Counter(match["words"][0] for match in found).most_common(1)[0]
    named = [match["number"] for match in found if match["words"][0] == unit]
    target = re.sub(r"^[^\d]{0,8}[：:]", "", fold(row.target or ""))
    if not re.fullmatch(rf"\d+(?:\.\d+)?{unit}?(?:[、,，和]\d+(?:\.\d+)?{unit}?)*", target):
        return
    promised = re.findall(r"\d+(?:\.\d+)?", target)
    if len(promised) == len(named):
        yield from ((a, b, b) for a, b in zip(named, promised, strict=True))


def _against_words(row: IndicatorRow, found: list[re.Match[str]]) -> Iterator[tuple[str, str, str]]:
    """The same words after a number, further numbers masked: 124条20户 and 125条20户 are 条#户."""
    name = fold(row.name)
    for match in found:
        words = _masked(name[match.end("number") :])[:WORDS]
        if len(words.replace("#", "")) < WORDS - 1 or len(words) < WORDS:
            continue
        for text in (fold(row.definition or ""), fold(row.actual or "")):
            for other in re.finditer(r"(?<![\d.])\d+(?:\.\d+)?(?![\d.])", text):
                after = text[other.end() :]
                if _masked(after).startswith(words):
                    yield match["number"], other[0], other[0] + after[:WORDS]


def _masked(text: str) -> str:
    return re.sub(r"\d+(?:\.\d+)?", "#", text)
