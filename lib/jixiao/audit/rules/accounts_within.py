"""Budgets and final accounts: a part that another sentence names is no greater than its whole.

What small firms were awarded is within all procurement, what micro firms were within that; money under
performance targets is within project expenditure (budgets) or all expenditure (accounts); vehicles by
use are no more than all vehicles, and as many where 其他用车 closes the list. The sentences are data
(`document_rules.toml`). Within the rounding of the printed figures. Not applicable where part or whole is
not stated.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from ...analysis.budget_items import PHASES
from ...base.amounts import half_unit, in_wan, read_number
from ...base.said import Said
from ...catalogue import wordings
from ...labels.numbers import exact
from ...report import Report
from ...source import Document
from ..accounts import Accounts, Key, called
from ..findings import Evidence, Finding, Kind, Outcome, failed, not_applicable, passed
from ..materiality import of_count, of_money
from ..prose import clause, sentences
from ..wording import worded

kind: Kind = "contradiction"
version = 1
RULE = "accounts_within"
COVERED = ("performance.targeted", "performance.tracked", "performance.evaluated")


def check(report: Report) -> Iterator[Outcome]:
    if "statements" not in report.tables or report.document is None:
        yield not_applicable("ledger.parts_within_wholes", "ledger.no_text_or_accounts")
        return
    rules = wordings("document_rules")
    made: list[Outcome] = []
    for rule in rules["within"]:
        whole = _stated(report.document, rule["whole"])
        part = _stated(report.document, rule["part"])
        if whole and part:
            made.append(_money(part, whole))
    made += _counts(report.document)
    made += _covered(Accounts(report))
    yield from made or [not_applicable("ledger.parts_within_wholes", "ledger.none_is_stated")]


def _stated(document: Document, pattern: str) -> Evidence | None:
    """The only amount of that pattern, in 万元; None where there is none, or several that differ."""
    found = []
    for sentence in sentences(document):
        for match in re.finditer(pattern, sentence.text):
            value, unit = read_number(match["amount"].rstrip(",.")), match["unit"]
            found.append(replace(clause(sentence, *match.span()), value=value, unit=unit))
    same = len({in_wan(each.value or Decimal(0), each.unit or "元") for each in found}) == 1
    return found[0] if same else None


def _money(part: Evidence, whole: Evidence) -> Outcome:
    one, other = _wan(part), _wan(whole)
    said = Said("findings.part_exceeds", part=part.quote, whole=whole.quote)
    subject = Said("ledger.words", text=part.quote)
    rounding = _rounding(part) + _rounding(whole)
    if one <= other + rounding:
        return passed(subject)
    severity, weight = of_money(one - other, other)
    finding = Finding(
        RULE,
        version,
        kind,
        severity,
        worded(said),
        (whole, part),
        other,
        one,
        one - other,
        rounding,
        weight=weight,
    )
    return failed(subject, finding)


def _wan(amount: Evidence) -> Decimal:
    return in_wan(amount.value or Decimal(0), amount.unit or "元")


def _rounding(amount: Evidence) -> Decimal:
    return in_wan(half_unit(amount.value or Decimal(0)), amount.unit or "元")


def _counts(document: Document) -> Iterator[Outcome]:
    """Parts of a count within one sentence: 共有车辆3辆，其中…用车1辆、…用车2辆."""
    for rule in wordings("document_rules")["counts"]:
        for sentence in sentences(document):
            whole = re.search(rule["whole"], sentence.text)
            if whole is None:
                continue
            rest = sentence[whole.end() : len(sentence)]
            parts = [Decimal(m["count"]) for m in re.finditer(rule["parts"], rest.text)]
            total, count = sum(parts, Decimal(0)), Decimal(whole["count"])
            subject = Said("ledger.words", text=whole[0])
            listed = re.search(rule["rest"], rest.text) is not None  # every kind is named
            if not parts or total == count or (total < count and not listed):
                yield passed(subject)
                continue
            severity, weight = of_count(total, count)
            values = {"total": exact(total), "count": exact(count), "unit": rule["unit"]}
            yield failed(
                subject,
                Finding(
                    RULE,
                    version,
                    kind,
                    severity,
                    worded(
                        Said("findings.counts_exceed", subject=whole["subject"], **values)
                        if total > count
                        else Said("findings.counts_lack", subject=whole["subject"], **values)
                    ),
                    (clause(sentence, *whole.span()), clause(rest, 0, len(rest) - 1)),
                    count,
                    total,
                    total - count,
                    Decimal(0),
                    weight=weight,
                ),
            )


def _covered(accounts: Accounts) -> Iterator[Outcome]:
    """Money under performance targets against the greatest that the department has."""
    item = "expenditure.project" if accounts.family == "budget" else "expenditure"
    phases = ("approved",) if accounts.family == "budget" else PHASES
    wholes = [
        found
        for phase in phases
        for statement in ("expenditure", "income_expenditure", "narrative", "project")
        for found in accounts.all(Key(statement, "all", item, "", phase))
    ]
    for part in COVERED:
        money = accounts.first(Key("narrative", "all", part, "", "approved"))
        if money is None or not wholes:
            continue
        whole = max(wholes, key=lambda found: found.wan)
        if money.wan <= whole.wan + money.rounding + whole.rounding:
            yield passed(money.key.said)
            continue
        severity, weight = of_money(money.wan - whole.wan, whole.wan)
        named = Said(
            "findings.covered_exceeds",
            words=money.evidence.quote,
            name=called(whole.key, whole.name),
            whole=exact(whole.wan),
        )
        yield failed(
            money.key.said,
            Finding(
                RULE,
                version,
                kind,
                severity if accounts.family == "accounts" else "medium",
                worded(named),
                (whole.evidence, money.evidence),
                whole.wan,
                money.wan,
                money.wan - whole.wan,
                money.rounding + whole.rounding,
                weight=weight,
            ),
        )
