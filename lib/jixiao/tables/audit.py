"""Tables of the audit notebook: an auditor's working paper."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Protocol

import pandas as pd

from ..audit.findings import KINDS, AuditResult, Evidence, Finding
from ..base.language import Language
from ..base.said import Said
from ..labels import has_label, label
from ..labels.links import Reference, refer
from ..labels.numbers import MISSING, exact, whole
from ..labels.ranks import SEVERITIES, Severity
from .html import HtmlColumn, HtmlTable, folded, render

_FIRST = 10  # of the most serious findings stand open


class _Kind(Protocol):
    kind: str


class FindingRow(Protocol):
    """A row with a finding."""

    finding: Finding


class NumberedRow(FindingRow, Protocol):
    """A finding with the number that it has on every page."""

    number: int


class _Checked(Protocol):
    """An entry of the ledger: a rule, or one of its checks."""

    rule: str
    version: int


class _Entry(_Checked, Protocol):
    subject: Said
    result: str
    reason: Said | None


RESULTS = ("pass", "fail", "not_applicable")


def summary(result: AuditResult, language: Language) -> HtmlTable:
    """How many findings of each kind and severity."""
    rows = []
    for kind in KINDS:
        counts = [
            sum(f.kind == kind and f.severity == severity for f in result.findings)
            for severity in SEVERITIES
        ]
        if any(counts):
            rows.append((kind, *counts, sum(counts)))
    frame = pd.DataFrame(rows, columns=pd.Index(["kind", *SEVERITIES, "total"]))
    columns: list[HtmlColumn[_Kind]] = [
        HtmlColumn(_heading("kind", language), lambda r: label(f"audit.kind.{r.kind}", language))
    ]
    for severity in SEVERITIES:
        name = label(f"audit.severity.{severity}", language)
        columns.append(HtmlColumn(name, _count(severity), numeric=True, keep=True))
    columns.append(
        HtmlColumn(_heading("total", language), _count("total"), numeric=True, keep=True)
    )
    none = label("audit.prose.none_found", language)
    return render(frame, columns, label("audit.table.summary", language), language, none)


def findings(result: AuditResult, severity: Severity, language: Language) -> HtmlTable:
    """The findings of one severity, each with its passages side by side."""
    chosen = {n: found for n, found in result.numbered.items() if found.severity == severity}
    frame = _frame(list(chosen.values())).assign(number=list(chosen))
    columns: list[HtmlColumn[NumberedRow]] = [
        HtmlColumn(_heading("number", language), lambda row: str(row.number), numeric=True),
        HtmlColumn(
            _heading("finding", language),
            lambda row: row.finding.message[language],
            css="long",
        ),
        HtmlColumn(
            _heading("nature", language),
            lambda row: label(f"audit.nature.{row.finding.nature}", language),
            css="kind",
            choice=True,
        ),
        HtmlColumn(
            _heading("evidence", language),
            lambda row: quotes(row.finding.passages, language),
            css="long quotes",
        ),
    ]
    caption = label(
        "audit.table.findings",
        language,
        severity=label(f"audit.severity.{severity}", language),
        count=len(chosen),
    )
    key = "none" if result.findings else "none_found"
    name = label(f"audit.severity.{severity}", language)
    none = label(f"audit.prose.{key}", language, severity=name)
    if severity != SEVERITIES[0] or frame.empty:
        table = render(frame, columns, caption, language, none)
        return table if frame.empty else folded(table, caption)
    first = render(frame.head(_FIRST), columns, caption, language, none)
    if (rest := frame.iloc[_FIRST:]).empty:
        return first
    words = label("audit.table.rest", language, count=len(rest))
    more = folded(render(rest, columns, words, language), words)
    return HtmlTable(first.html + more.html, f"{first.text}\n{more.text}")


def recomputed(result: AuditResult, language: Language) -> HtmlTable:
    """The findings that rest on a recomputed figure: expected, printed, difference, tolerance."""
    frame = _frame([finding for finding in result.findings if finding.expected is not None])
    columns: list[HtmlColumn[FindingRow]] = [
        HtmlColumn(_heading("finding", language), lambda r: r.finding.message[language], css="long")
    ]
    for name in ("expected", "printed", "difference", "tolerance"):
        columns.append(HtmlColumn(_heading(name, language), _figure(name), numeric=True))
    none = label("audit.prose.none_recomputed", language)
    caption = label("audit.table.recomputed", language)
    return render(frame, columns, caption, language, none, fold=True)


def rules(result: AuditResult, language: Language) -> HtmlTable:
    """What each rule asks, and how many of its checks passed, failed or did not apply."""
    found: dict[tuple[str, int], Counter[str]] = {}
    for entry in result.ledger:
        found.setdefault((entry.rule, entry.version), Counter())[entry.result] += 1
    counted = [(*rule, *(counts[name] for name in RESULTS)) for rule, counts in found.items()]
    frame = pd.DataFrame(
        counted, columns=pd.Index(["rule", "version", *map(_counted, RESULTS)]), dtype=object
    )
    columns: list[HtmlColumn[_Checked]] = [
        _rule(language),
        *(
            HtmlColumn(
                label(f"audit.result.{name}", language),
                _count(_counted(name)),
                numeric=True,
                keep=True,
            )
            for name in RESULTS
        ),
        HtmlColumn(_heading("id", language), lambda row: f"{row.rule} {row.version}", css="id"),
    ]
    return render(frame, columns, label("audit.table.rules", language), language, fold=True)


def ledger(result: AuditResult, language: Language) -> HtmlTable:
    """Every check with its result, and the reason where it does not apply; folded away."""
    frame = pd.DataFrame(
        [(e.rule, e.version, e.subject, e.result, e.reason) for e in result.ledger],
        columns=pd.Index(["rule", "version", "subject", "result", "reason"]),
        dtype=object,
    )
    columns: list[HtmlColumn[_Entry]] = [
        _rule(language),
        HtmlColumn(
            _heading("subject", language),
            lambda row: row.subject.words(language),
            css="wide",
        ),
        HtmlColumn(
            _heading("result", language),
            lambda row: label(f"audit.result.{row.result}", language),
            css="short",
            choice=True,
        ),
        HtmlColumn(
            _heading("reason", language),
            lambda row: row.reason.words(language) if row.reason else MISSING,
        ),
    ]
    table = render(frame, columns, label("audit.table.ledger", language), language)
    return folded(table, label("audit.table.every_check", language, count=len(frame)))


def _counted(result: str) -> str:
    """The column of a count: `pass` is a word of Python."""
    return f"{result}_count"


def _rule(language: Language) -> HtmlColumn[_Checked]:
    return HtmlColumn(
        _heading("rule", language),
        lambda row: _rule_name(row.rule, language),
        css="name",
        choice=True,
    )


def _rule_name(rule: str, language: Language) -> str:
    """What a rule asks, in words; the name of one that is not of the standard."""
    return label(f"rules.{rule}", language) if has_label(f"rules.{rule}") else rule


def quotes(passages: Sequence[Evidence], language: Language) -> list[str | Reference]:
    """The passages of a finding, one a line, each with its page and line, leading there."""
    parts: list[str | Reference] = []
    for item in passages:
        words = label("audit.prose.place", language, page=item.page, line=item.line)
        if item.document:
            name = label(f"page.document.{item.document}", language)
            words = label("audit.prose.in_document", language, document=name, place=words)
        parts += ["\n"] if parts else []
        if item.page is None:  # entered by hand, without a place
            parts.append(item.quote)
            continue
        place = refer(words, item.page, item.line, item.quote, document=item.document)
        parts += [place, label("audit.prose.colon", language) + item.quote]
    return parts


def _frame(chosen: Sequence[Finding]) -> pd.DataFrame:
    return pd.DataFrame({"finding": list(chosen)}, dtype=object)


def _figure(name: str) -> Callable[[FindingRow], str]:
    def text(row: FindingRow) -> str:
        value: Decimal | None = getattr(row.finding, name)
        return exact(value)

    return text


def _count(name: str) -> Callable[[object], str]:
    return lambda row: whole(getattr(row, name)) if getattr(row, name) else MISSING


def _heading(name: str, language: Language) -> str:
    return label(f"audit.column.{name}", language)
