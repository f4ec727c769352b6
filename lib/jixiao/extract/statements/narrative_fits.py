"""Of which of two things a change can be: 收入总计90万元，其中年初结转5万元，较上年增加10万元，增长12.5%.

A change behind the part of a whole is of the part or of the whole. Where what was told of the part
this year cannot have changed so, it is of the whole if that can, else of neither. Where both can
(西安: 预算收入90万元，其中一般公共预算拨款80万元，较上年增加10万元 speaks of the whole), it is of the one whose
rate it gives to the last place. Without that it is of the part where the part is all of the whole, where
another change of the whole was told before, or in a list of parts that each have their change or stand
between semicolons; else it is listed.
"""

from __future__ import annotations

import re
from decimal import Decimal

from ...base.amounts import Amount, find_amounts, half_unit, read_number
from .kinds import Family
from .narrative_subjects import Subject

_RATE = re.compile(
    r"[，、]?(?:增长|下降|降低|减少|增加|上升|[增减降]幅)(?:了|为)?(?P<rate>\d[\d,.]*)%"
)
_UNITS = ("亿元", "万元", "元")
_COMPARED = re.compile(
    r"[比较与同](?:上年|去年|20\d\d年)[^，。；：\d]{0,12}(\d[\d,.]*(?:亿|万)?元)[^，。；：\d]{0,6}\d[\d,.]*(?:亿|万)?元$"
)
_NEAR, _AS_TOLD = 80, Decimal("0.02")  # characters, and 万元
_SHARE = re.compile(
    r"占[^，。；：\d]*\d[\d.]*%[，、][^，。；：]*$"
)  # 占收入总预算50%，较上年增加10万元
_CHANGES = re.compile(r"(?:增加|减少|增长|下降)[^，。；\d]{0,4}\d[\d,.]*(?:亿|万)?元")
_NEXT_PART = re.compile(  # behind a comma: 其中：基本支出60万元，较上年增加9万元，增长3%，项目支出30万元
    r"(?:[，、]?(?:增长|下降|降低|减少|增加|上升)\d[\d.]*%)?[，、](?!比|较|同比|与|主要|原因)[^，。；：\d]{2,24}\d[\d,.]*(?:亿|万)?元"
)
_ITEMS_END = re.compile("[；;]")
_STAGES: dict[Family, str] = {"accounts": "outturn", "budget": "approved"}
_ROUNDED = (Decimal("0.2"), Decimal("0.02"))  # points, and of the rate: amounts are rounded


class Told:
    """What was told of things so far: in accounts the outturn of each, in a budget what is approved."""

    def __init__(self, family: Family) -> None:
        self._stage = _STAGES[family]
        self._amounts: dict[tuple[str, str, str], Amount] = {}
        self._changed: dict[tuple[str, str, str], Decimal] = {}

    def amount(self, subject: Subject, stage: str, amount: Amount) -> None:
        if stage == self._stage:
            self._amounts[_key(subject)] = amount

    def changed(
        self, part: Subject | None, whole: Subject | None, change: Decimal, plain: str, end: int
    ) -> Subject | None:
        """`part` or `whole`, of which `change` is, in 万元; None where it can be of neither, or of both.

        It ends at `end` of the text `plain`, and its rate may stand behind it.
        """
        found = self._of(part, whole, change, plain, end)
        if found:
            self._changed[_key(found)] = change
        return found

    def _of(
        self, part: Subject | None, whole: Subject | None, change: Decimal, plain: str, end: int
    ) -> Subject | None:
        if (
            part is None
            or whole is None
            or _key(part) == _key(whole)
            or _key(part) not in self._amounts
        ):
            return part
        found = _RATE.match(plain, end)
        rate = read_number(found["rate"]) if found else None
        before = _compared_with(plain[max(end - _NEAR, 0) : end])
        told = [each for each in (part, whole) if self._can_change(each, change, rate, before)]
        if len(told) < 2:
            return told[0] if told else None
        amounts = [self._amounts[_key(each)].wan for each in told]
        if rate and (exact := [_is_exact(now, change, rate) for now in amounts]).count(True) == 1:
            return told[exact.index(True)]
        same = amounts[0] == amounts[1] or change == 0
        of_whole = self._changed.get(_key(whole), change)  # told again, it may be of the whole
        if same or of_whole != change or not _is_behind_parts(plain, end):
            return part
        return None

    def _can_change(
        self, subject: Subject, change: Decimal, rate: Decimal | None, before: Decimal | None
    ) -> bool:
        now = self._amounts.get(_key(subject))
        if now is None or (before is not None and abs(now.wan - change - before) > _AS_TOLD):
            return False
        return _fits(now.wan, change, rate)


def _compared_with(plain: str) -> Decimal | None:
    """The amount, in 万元, with which the change at the end of `plain` compares: 比2023年90万元增加10万元."""
    found = _COMPARED.search(plain)
    return (
        next((amount.wan for amount, _ in find_amounts(found[1], _UNITS)), None) if found else None
    )


def _is_behind_parts(plain: str, end: int) -> bool:
    """Whether the change that ends at `end` stands in a sentence that names parts, and not in a list of
    parts, each with its change or with semicolons, unless it is an item of its own there.
    """
    begin = plain.rfind("。", 0, end) + 1
    parts = plain.rfind("其中", begin, end)
    stop = plain.find("。", end)
    if parts < 0 or not plain[begin:parts].strip("， ") or _SHARE.search(plain, parts, end):
        return False
    if len(_CHANGES.findall(plain[parts:end])) > 1 or _NEXT_PART.match(plain, end):
        return False
    *earlier, last = _ITEMS_END.split(plain[parts:end])
    following = _ITEMS_END.split(plain[end : stop if stop >= 0 else None])[1:2]
    if earlier and not re.search("[，。：]", last):
        return True
    return not earlier and not (following and "其中" not in following[0])


def _fits(now: Decimal, change: Decimal, rate: Decimal | None) -> bool:
    before = now - change
    if before <= 0 or rate is None:
        return before >= 0
    points, share = _ROUNDED
    return _misses(before, change, rate) <= max(points + share * rate, half_unit(rate))


def _is_exact(now: Decimal, change: Decimal, rate: Decimal) -> bool:
    """Whether `rate` is that of `change` but for its own last place."""
    return now > change and _misses(now - change, change, rate) <= half_unit(rate)


def _misses(before: Decimal, change: Decimal, rate: Decimal) -> Decimal:
    """Points by which `rate` misses that of `change`, beyond what the last place of `change` can do."""
    last_place = Decimal(1).scaleb(int(change.as_tuple().exponent))
    return abs(abs(change) / before * 100 - rate) - last_place / before * 100


def _key(subject: Subject) -> tuple[str, str, str]:
    return subject.fund, subject.item, subject.classification
