"""What a narrative says: rows, claims in words, classes it names, numbers that were not read."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from ...base.amounts import Amount
from ...source import Passage
from .narrative_marks import COMPARED, DIRECTIONS
from .narrative_subjects import Meaning, Subject
from .narrative_text import printed_name


@dataclass(frozen=True)
class Claim:
    """A comparison in words: the outturn against `base` (approved or previous).

    `direction`: −1 smaller, 0 equal, 1 greater. `about`: the words say 基本.
    """

    subject: Subject
    base: str
    direction: int
    about: bool
    quote: Passage


def claim(match: re.Match[str], subject: Subject, quote: Passage) -> Claim:
    """What `match` of COMPARED or LEVEL says of `subject`."""
    about = match["about"] is not None
    if match.re is COMPARED:
        return Claim(subject, "approved", DIRECTIONS.get(match["than"] or "", 0), about, quote)
    return Claim(subject, "previous", 0, about, quote)


@dataclass(frozen=True)
class Named:
    """A class of expenditure as the narrative names it: 类, 款, 项, and the code it was found by."""

    kind: str
    group: str
    name: str
    classification: str
    quote: Passage


@dataclass(frozen=True)
class NumberLeft:
    """A number of the narrative that is no row, and why."""

    quote: Passage
    reason: str


@dataclass
class Narrative:
    """What the narrative says, in its order. `sections`: id → its text."""

    rows: list[dict[str, object]] = field(default_factory=list)
    claims: list[Claim] = field(default_factory=list)
    named: list[Named] = field(default_factory=list)
    unread: list[NumberLeft] = field(default_factory=list)
    sections: dict[str, Passage] = field(default_factory=dict)


def row(
    subject: Subject,
    meaning: Meaning,
    base: str | None,
    amount: Amount,
    quote: Passage,
    thresholds: str,
) -> dict[str, object]:
    """A figure of the narrative as a row of `statements`. `base`: what a rate or change is of.

    `thresholds`: the amounts that are parts of names, as a pattern.
    """
    return {
        "statement": "narrative",
        "fund": subject.fund,
        "item": subject.item,
        "classification": subject.classification or None,
        "name": printed_name(subject.name, quote.text, thresholds),
        "phase": meaning.phase,
        "base": base,
        "value": amount.value * meaning.sign,
        "unit": "%" if amount.unit == "％" else amount.unit,
        "printed": amount.printed,
        "page": quote.start.page,
        "line": quote.start.line,
        "quote": quote.text,
    }
