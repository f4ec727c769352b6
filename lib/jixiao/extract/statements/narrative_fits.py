"""Of which of two things a change can be: 收入总计90万元，其中年初结转5万元，较上年增加10万元，增长12.5%.

A change behind the part of a whole is of the part or of the whole. Where what was told of the part
this year cannot have changed so, it is of the whole if that can, else of neither.
"""

from __future__ import annotations

import re
from decimal import Decimal

from ...base.amounts import Amount, read_number
from .kinds import Family
from .narrative_subjects import Subject

_RATE = re.compile(
    r"[，、]?(?:增长|下降|降低|减少|增加|上升|[增减降]幅)(?:了|为)?(?P<rate>\d[\d,.]*)%"
)
_STAGES: dict[Family, str] = {"accounts": "outturn", "budget": "approved"}
_ROUNDED = (Decimal("0.2"), Decimal("0.02"))  # points, and of the rate: amounts are rounded


class Told:
    """What was told of things so far: in accounts the outturn of each, in a budget what is approved."""

    def __init__(self, family: Family) -> None:
        self._stage = _STAGES[family]
        self._amounts: dict[tuple[str, str, str], Amount] = {}

    def amount(self, subject: Subject, stage: str, amount: Amount) -> None:
        if stage == self._stage:
            self._amounts[_key(subject)] = amount

    def changed(
        self, part: Subject | None, whole: Subject | None, change: Decimal, plain: str, end: int
    ) -> Subject | None:
        """`part` or `whole`, of which `change` is, in 万元; None where it can be of neither.

        It ends at `end` of the text `plain`, and its rate may stand behind it.
        """
        if (
            part is None
            or whole is None
            or _key(part) == _key(whole)
            or _key(part) not in self._amounts
        ):
            return part
        found = _RATE.match(plain, end)
        rate = read_number(found["rate"]) if found else None
        for subject in (part, whole):
            now = self._amounts.get(_key(subject))
            if now and _fits(now.wan, change, rate):
                return subject
        return None


def _fits(now: Decimal, change: Decimal, rate: Decimal | None) -> bool:
    before = now - change
    if before <= 0 or rate is None:
        return before >= 0
    points, share = _ROUNDED
    last_place = Decimal(1).scaleb(int(change.as_tuple().exponent))
    rounded = points + share * rate + last_place / before * 100
    return abs(abs(change) / before * 100 - rate) <= rounded


def _key(subject: Subject) -> tuple[str, str, str]:
    return subject.fund, subject.item, subject.classification
