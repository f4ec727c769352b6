"""Tables of the notebook of targets: every row with its page and line."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from typing import Protocol

import pandas as pd

from ..base.amounts import percent
from ..base.language import Language
from ..labels import has_label, label
from ..labels.numbers import MISSING, number, per_cent, whole
from ..scoring.names import form_name, kind_name, promised_and_done, why
from ..scoring.rows import AttainedRow, VerdictCountRow, VerdictRow
from .html import HtmlColumn, HtmlTable, Row, opened, render
from .places import place

SHOWN = 6  # rows that stand open


class _NotJudged(Protocol):
    rule: str
    reason: str
    number: int


def verdicts(rows: pd.DataFrame, heading: str, language: Language) -> HtmlTable:
    """What the rules of one requirement see: of each rule some rows in front, the rest folded."""
    seen = rows[rows["heading"].eq(heading) & rows["result"].eq("fail")]
    columns: list[HtmlColumn[VerdictRow]] = [
        HtmlColumn(_heading("form", language), lambda row: form_name(row.of, language), css="name"),
        HtmlColumn(_heading("name", language), lambda row: row.name or MISSING, css="wide"),
        HtmlColumn(_heading("kind", language), lambda row: _kind(row, language), choice=True),
        HtmlColumn(
            _heading("target", language),
            lambda row: promised_and_done(row.target, row.actual),
            css="wide",
        ),
        HtmlColumn(_heading("rule", language), lambda row: _rule(row.rule, language), choice=True),
        HtmlColumn(_heading("said", language), lambda row: why(row.said, language), css="wide"),
        HtmlColumn(_heading("source", language), place, css="source"),
    ]
    return _opened(seen.iloc[_each_rule_first(seen)], columns, heading, language)


def _each_rule_first(rows: pd.DataFrame) -> list[int]:
    """The positions of the rows: the first two of every rule, then the others as they stand."""
    counts: Counter[str] = Counter()
    first: list[int] = []
    rest: list[int] = []
    for at, rule in enumerate(rows["rule"]):
        counts[rule] += 1
        (first if counts[rule] <= 2 else rest).append(at)
    return [*first, *rest]


def attained(rows: pd.DataFrame, language: Language) -> HtmlTable | None:
    """The rows of `scoring.targets.attained_counts`; None where nothing can be compared."""
    if not rows["of"].any():
        return None
    columns: list[HtmlColumn[AttainedRow]] = [
        HtmlColumn(
            _heading("threshold", language), lambda row: per_cent(str(row.threshold), language)
        ),
        HtmlColumn(_heading("count", language), lambda row: whole(row.count), numeric=True),
        HtmlColumn(_heading("of", language), lambda row: whole(row.of), numeric=True),
    ]
    return render(rows, columns, _caption("attained", language), language)


def rules(counts: pd.DataFrame, language: Language) -> HtmlTable:
    """The rows of `scoring.targets.verdict_counts`."""
    columns: list[HtmlColumn[VerdictCountRow]] = [
        HtmlColumn(_heading("rule", language), lambda row: _rule(row.rule, language), css="name"),
        HtmlColumn(
            _heading("heading", language),
            lambda row: label(f"targets.heading.{row.heading}", language),
            choice=True,
        ),
        HtmlColumn(_heading("asked", language), lambda row: whole(row.asked), numeric=True),
        HtmlColumn(_heading("failed", language), lambda row: whole(row.failed), numeric=True),
        HtmlColumn(
            _heading("share", language),
            lambda row: number(percent(Decimal(row.failed), Decimal(row.asked)), 1),
            numeric=True,
        ),
        HtmlColumn(
            _heading("not_applicable", language),
            lambda row: whole(row.not_applicable),
            numeric=True,
        ),
    ]
    none = label("targets.none.rules", language)
    return render(counts, columns, _caption("rules", language), language, none)


def not_judged(rows: pd.DataFrame, language: Language) -> HtmlTable:
    """Why rules did not apply, with how often, behind a line."""
    skipped = rows[rows["result"].eq("not_applicable")]
    counts: Counter[tuple[str, str]] = Counter(
        (rule, why(said, language))
        for rule, said in zip(skipped["rule"], skipped["said"], strict=True)
    )
    table = pd.DataFrame(
        [(rule, reason, count) for (rule, reason), count in counts.items()],
        columns=pd.Index(["rule", "reason", "number"]),
    )
    columns: list[HtmlColumn[_NotJudged]] = [
        HtmlColumn(_heading("rule", language), lambda row: _rule(row.rule, language), css="name"),
        HtmlColumn(_heading("reason", language), lambda row: row.reason, css="wide"),
        HtmlColumn(_heading("number", language), lambda row: whole(row.number), numeric=True),
    ]
    none, caption = label("targets.none.not_judged", language), _caption("not_judged", language)
    return render(table, columns, caption, language, none, fold=True)


def _kind(row: VerdictRow, language: Language) -> str:
    return MISSING if row.level3 is None else kind_name(row.level3, language)


def _rule(rule: str, language: Language) -> str:
    """The name of a rule; one of one's own as it is called."""
    key = f"targets.rule.{rule}"
    return label(key, language) if has_label(key) else rule


def _opened(
    rows: pd.DataFrame, columns: list[HtmlColumn[Row]], caption: str, language: Language
) -> HtmlTable:
    none = label(f"targets.none.{caption}", language)
    return opened(rows, columns, _caption(caption, language), language, none, SHOWN)


def _heading(name: str, language: Language) -> str:
    return label(f"targets.column.{name}", language)


def _caption(name: str, language: Language) -> str:
    return label(f"targets.table.{name}", language)
