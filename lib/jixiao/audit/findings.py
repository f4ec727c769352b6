"""What an audit says: findings with the passages that cannot both stand, and a ledger of checks.

A finding never says which of two figures is right. The ledger lists what passed, what failed, and
what could not be checked, with its reason; silence never reads as clean.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

import pandas as pd

from ..base.errors import RequestError
from ..base.said import Said, is_key
from ..labels.ranks import SEVERITIES, Severity
from .materiality import WORDS, Weight

Kind = Literal["arithmetic", "rate", "unit", "contradiction", "year", "status", "structure"]
Nature = Literal["contradiction", "updated", "list", "claim", "requirement", "wording"]
Result = Literal["pass", "fail", "not_applicable"]

KINDS: tuple[Kind, ...] = (
    "arithmetic",
    "rate",
    "unit",
    "contradiction",
    "year",
    "status",
    "structure",
)
# What a finding sets against each other: figures that cannot both stand; a figure that may have
# been updated between two parts of the report; a list that need not be complete; a claim that its
# own text does not bear out; something that a published document must have; wording.
NATURES: tuple[Nature, ...] = (
    "contradiction",
    "updated",
    "list",
    "claim",
    "requirement",
    "wording",
)
FRAME_COLUMNS = (
    "rule",
    "version",
    "kind",
    "nature",
    "severity",
    "message_en",
    "message_zh",
    "expected",
    "printed",
    "difference",
    "tolerance",
    "pages",
    "lines",
    "quotes",
    "documents",
)


@dataclass(frozen=True)
class Evidence:
    """A passage of the report: where it begins, its words, and the figure in it, if one matters.

    `document`: in which of the year's documents, where not in the one that stands for the year;
    `year`: of which year's report, where a finding sets two years against each other.
    """

    page: int
    line: int
    quote: str
    value: Decimal | None = None
    unit: str | None = None
    document: str | None = None
    year: int | None = None


@dataclass(frozen=True)
class Finding:
    """Passages that cannot stand together, or that the text itself does not bear out.

    `message`: language → one sentence. `expected`, `printed`, `difference` and `tolerance` in the
    unit of the evidence, None where the finding is about words. `evidence`: in the order of the
    report, two or more passages where the finding sets passages against each other. `weight`: how
    much hangs on it, by which findings of one severity are ordered.
    """

    rule: str
    version: int
    kind: Kind
    severity: Severity
    message: Mapping[str, str]
    evidence: tuple[Evidence, ...]
    expected: Decimal | None = None
    printed: Decimal | None = None
    difference: Decimal | None = None
    tolerance: Decimal | None = None
    nature: Nature = "contradiction"
    weight: Weight = WORDS

    @property
    def passages(self) -> tuple[Evidence, ...]:
        """The evidence, each passage once: one may hold two of the figures."""
        return tuple(
            {(one.year, one.document, one.line, one.quote): one for one in self.evidence}.values()
        )


@dataclass(frozen=True)
class Outcome:
    """One check of one rule: its `subject` in a few words, its result, and the finding if it failed.

    A check that does not apply, or that meets something it cannot read, has a `reason`.
    """

    subject: Said
    result: Result
    reason: Said | None = None
    finding: Finding | None = None

    def __post_init__(self) -> None:
        if (self.result == "fail") != (self.finding is not None):
            raise ValueError(f"{self.subject}: a failed check, and only that, has a finding")
        if self.result == "not_applicable" and not self.reason:
            raise ValueError(f"{self.subject}: say why the check does not apply")


def passed(subject: Said | str) -> Outcome:
    """A check that holds. `subject`: a message, the key of one without values, or words."""
    return Outcome(_said(subject), "pass")


def not_applicable(subject: Said | str, reason: Said | str) -> Outcome:
    """A check that cannot be made here, and why."""
    return Outcome(_said(subject), "not_applicable", _said(reason))


def failed(subject: Said | str, finding: Finding) -> Outcome:
    """A check that does not hold, with its finding."""
    return Outcome(_said(subject), "fail", finding=finding)


def _said(subject: Said | str) -> Said:
    """A message as it is or by its key; words of one's own rule stay what they are."""
    if isinstance(subject, Said):
        return subject
    return Said(subject) if is_key(subject) else Said("base.own_words", words=subject)


@dataclass(frozen=True)
class LedgerLine:
    """A line of the ledger: which rule, in which version, checked what, with which result."""

    rule: str
    version: int
    kind: Kind
    subject: Said
    result: Result
    reason: Said | None
    document: str | None = None


@dataclass(frozen=True)
class AuditResult:
    """The findings, the most serious first and then in the order of the report; and the ledger."""

    findings: tuple[Finding, ...]
    ledger: tuple[LedgerLine, ...] = field(repr=False)
    # Of the findings, where they are some of a longer list; 1, 2, 3 … unless given.
    numbers: tuple[int, ...] | None = field(default=None, repr=False)

    def to_frame(self) -> pd.DataFrame:
        """One row per finding: rule, version, kind, severity, message_en, message_zh, expected,
        printed, difference, tolerance, pages, lines, quotes, documents (blank: the one that
        stands for the year).
        """
        return pd.DataFrame(
            [_row(finding) for finding in self.findings],
            columns=pd.Index(FRAME_COLUMNS),
            dtype=object,
        )

    def at_least(self, severity: Severity) -> AuditResult:
        """The same audit with only the findings of `severity` and above.

        Raises RequestError for a severity that there is none of.
        """
        if severity not in SEVERITIES:
            raise RequestError("base.unknown", name="severity", value=severity, names=SEVERITIES)
        kept = SEVERITIES[: SEVERITIES.index(severity) + 1]
        found = {number: f for number, f in self.numbered.items() if f.severity in kept}
        return AuditResult(tuple(found.values()), self.ledger, tuple(found))

    @property
    def numbered(self) -> dict[int, Finding]:
        """The findings by the number that they have on every page: the gravest come first."""
        numbers = self.numbers or range(1, len(self.findings) + 1)
        return dict(zip(numbers, self.findings, strict=True))

    @property
    def counts(self) -> dict[Severity, int]:
        """Severity → how many findings, the gravest first."""
        return {severity: self.count(severity) for severity in SEVERITIES}

    def count(self, severity: Severity) -> int:
        return sum(finding.severity == severity for finding in self.findings)


def ordered(findings: Sequence[Finding]) -> tuple[Finding, ...]:
    """The most serious first, of one severity the weightiest, then by page and line, then by rule.

    A finding about a table that was changed by hand may have no passage; it comes first.
    """
    return tuple(
        sorted(
            findings,
            key=lambda f: (
                SEVERITIES.index(f.severity),
                f.weight.place,
                [(item.page or 0, item.line or 0) for item in f.evidence[:1]],
                f.rule,
                f.message["en"],
            ),
        )
    )


def _row(finding: Finding) -> tuple[object, ...]:
    placed = [
        item for item in finding.evidence if item.page is not None
    ]  # others: filled in by hand
    return (
        finding.rule,
        finding.version,
        finding.kind,
        finding.nature,
        finding.severity,
        finding.message["en"],
        finding.message["zh"],
        finding.expected,
        finding.printed,
        finding.difference,
        finding.tolerance,
        "; ".join(str(evidence.page) for evidence in placed),
        "; ".join(str(evidence.line) for evidence in placed),
        " | ".join(evidence.quote for evidence in placed),
        "; ".join(
            dict.fromkeys(
                f"{item.year} {item.document}" if item.year else item.document
                for item in finding.evidence
                if item.document
            )
        )
        or None,
    )
