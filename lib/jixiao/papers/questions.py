"""Questions for a meeting that follow from findings: each with the words that it follows from."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from ..audit.findings import AuditResult, Evidence, Finding
from ..labels.ranks import SEVERITIES
from .given import StatedAmount
from .places import amount_wan

MOST = 5
_OF_ONE_RULE = 2  # questions: five of one kind tell less than three kinds
_NATURES = ("contradiction", "claim", "requirement", "updated", "list", "wording")
_SMALL = Decimal(1)  # 万元: a meeting does not ask for less
_TENTH = Decimal("0.1")


@dataclass(frozen=True)
class Question:
    """`key` of `papers.question`; `amount` in 万元 where it is about one; the finding with its
    number, or the amounts stated, that it follows from.
    """

    key: str
    amount: Decimal | None = None
    number: int | None = None
    finding: Finding | None = None
    stated: tuple[StatedAmount, ...] = ()


def questions(result: AuditResult, amounts: list[StatedAmount]) -> list[Question]:
    """At most five: what was cut, added or not spent, if it is much; then the findings by severity
    and nature, no more than two of one rule, none about the same words or about less than 1 万元.
    """
    found = [*_of_money(amounts)]
    asked: dict[str, int] = {}
    said: set[str] = set()
    for number, finding in sorted(result.numbered.items(), key=_rank):
        amount = amount_wan(finding)
        quotes = {item.quote for item in finding.evidence if len(item.quote) > _LONG_ENOUGH}
        if finding.nature == "wording" or asked.get(finding.rule, 0) == _OF_ONE_RULE:
            continue
        if not finding.evidence or quotes & said or (amount is not None and amount < _SMALL):
            continue
        asked[finding.rule] = asked.get(finding.rule, 0) + 1
        said |= quotes
        found.append(Question(_key(finding), amount, number, finding))
    return found[:MOST]


_LONG_ENOUGH = 6  # characters: 100% stands in many places


def _rank(item: tuple[int, Finding]) -> tuple[int, int, int]:
    number, finding = item
    return SEVERITIES.index(finding.severity), _NATURES.index(finding.nature), number


def _of_money(amounts: list[StatedAmount]) -> list[Question]:
    """What is a tenth or more: above or below the year before, cut from what was given, left of what
    there was, spent beyond what was given of the general public budget.
    """
    by_key = {amount.key: amount for amount in amounts}
    found = []
    for key, before, after, sign in (
        ("cut", "approved", "revised", -1),
        ("added", "approved", "revised", 1),
        ("general_less", "general_approved", "general", -1),
        ("general_more", "general_approved", "general", 1),
    ):
        if before in by_key and after in by_key:
            pair = by_key[before], by_key[after]
            change = sign * (pair[1].value - pair[0].value)
            if change > 0 and change >= pair[0].value * _TENTH:
                found.append(Question(key, change, stated=pair))
    given, moved = by_key.get("approved"), by_key.get("change_before")
    if given and moved and abs(moved.value) >= abs(given.value - moved.value) * _TENTH:
        key = "more_than_before" if moved.value > 0 else "less_than_before"
        found.append(Question(key, abs(moved.value), stated=(given, moved)))
    left, revised = by_key.get("left"), by_key.get("revised")
    if left and revised and left.value >= revised.value * _TENTH:
        found.append(Question("unspent", left.value, stated=(revised, left)))
    return found


def _key(finding: Finding) -> str:
    if finding.nature != "contradiction":
        return finding.nature
    if finding.kind == "unit":
        return "unit"
    if amount_wan(finding) is not None:
        return "contradiction_money"
    return "contradiction_rate" if finding.kind == "rate" else "contradiction"


def quoted(question: Question, most: int = 3) -> list[Evidence]:
    """The words that a question follows from: those with figures first, in the document's order;
    what stands within another quote of its line is not said again.
    """
    if question.finding is None:
        return []
    passages = question.finding.passages
    kept = sorted(passages, key=lambda item: item.value is None)[:most]
    return [
        item
        for item in passages
        if item in kept
        and not any(
            item is not other
            and (item.document, item.line) == (other.document, other.line)
            and item.quote in other.quote
            for other in kept
        )
    ]
