"""Questions for a meeting that follow from findings: each with the words that it follows from."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from ..audit.findings import AuditResult, Evidence, Finding
from .given import StatedAmount
from .places import amount_wan

MOST = 5
_OF_ONE_RULE = 2  # questions: five of one kind tell less than three kinds
_NATURES = ("contradiction", "claim", "requirement", "updated", "list", "wording")


@dataclass(frozen=True)
class Question:
    """`key` of `papers.question`; `amount` in 万元 where it is about one; the finding with its
    number, or the amount stated, that it follows from.
    """

    key: str
    amount: Decimal | None = None
    number: int | None = None
    finding: Finding | None = None
    stated: StatedAmount | None = None


def questions(result: AuditResult, amounts: list[StatedAmount]) -> list[Question]:
    """At most five: what was cut or not spent first if it is much, then the findings by weight, no
    more than two of one rule.
    """
    found = [*_of_money(amounts)]
    numbered = sorted(
        result.numbered.items(),
        key=lambda item: (
            ("high", "medium", "low").index(item[1].severity),
            _NATURES.index(item[1].nature),
            item[0],
        ),
    )
    asked: dict[str, int] = {}
    said: set[frozenset[str]] = set()
    for number, finding in numbered:
        if len(found) == MOST:
            break
        quotes = frozenset(item.quote for item in finding.evidence)
        if finding.nature == "wording" or asked.get(finding.rule, 0) == _OF_ONE_RULE:
            continue
        if not quotes or any(quotes & other for other in said):
            continue  # the same words are asked about once
        asked[finding.rule] = asked.get(finding.rule, 0) + 1
        said.add(quotes)
        found.append(Question(_key(finding), amount_wan(finding), number, finding))
    return found


def _of_money(amounts: list[StatedAmount]) -> list[Question]:
    """A tenth of what was given was cut, or of what there was not spent."""
    by_key = {amount.key: amount for amount in amounts}
    approved, revised, left = (by_key.get(k) for k in ("approved", "revised", "left"))
    found = []
    if approved and revised and revised.value < approved.value * Decimal("0.9"):
        cut = approved.value - revised.value
        found.append(Question("cut", cut, stated=revised))
    if left and revised and left.value >= revised.value * Decimal("0.1"):
        found.append(Question("unspent", left.value, stated=left))
    return found


def _key(finding: Finding) -> str:
    if finding.nature != "contradiction":
        return finding.nature
    if amount_wan(finding) is not None:
        return "contradiction_money"
    return "contradiction_rate" if finding.kind == "rate" else "contradiction"


def quoted(question: Question, most: int = 3) -> list[Evidence]:
    """The words that a question follows from: those with figures first, in the document's order."""
    if question.finding is None:
        return []
    passages = question.finding.passages
    kept = sorted(passages, key=lambda item: item.value is None)[:most]
    return [item for item in passages if item in kept]
