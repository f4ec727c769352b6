"""What a clause of a narrative speaks of, and what its words say of it."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

_INCOME = ("income", "total.income", "balance")  # begins the items of no expenditure
PLANNED = ".planned"  # ends the item of what is to be bought
_TELLS_OF = re.compile(r"截[至止]|[共现]有|[年月]末|[年月]底")
_AT_HAND = ("共有", "现有")  # begins the name of what is not to be bought
_COUNTED_ALONE = (".groups", ".stock", ".events")
_GUESTS = ("接待人次", "接待人数")


@dataclass(frozen=True)
class Subject:
    """What a clause speaks of: fund, item, code of the class ("" where none), and its name."""

    fund: str
    item: str
    classification: str
    name: str

    @property
    def of_income(self) -> bool:
        return self.item.startswith(_INCOME)


@dataclass(frozen=True)
class Meaning:
    """What words say: the subject (None: as before), the phase, its sign, the whole that a share names.

    `base`: the budget that a rate or change names, "" where it names none.
    """

    subject: Subject | None
    phase: str
    sign: int = 1
    whole: str | None = None
    base: str = ""


def planned(
    subject: Subject | None, before: Subject | None, buys: bool, known: Collection[str]
) -> Subject | None:
    """What is named after what is to be bought is to be bought as well: 计划购置车辆0辆；…设备0台.

    None for a part without an item: 购置车辆2辆，其中：执法执勤用车2辆. `buys`: as its sentence says.
    `known`: what the section can speak of, as fund:item.
    """
    if subject is None or subject.name.startswith(_AT_HAND):
        return subject
    if before and subject.name.startswith(_GUESTS) and ".foreign" in before.item:
        return before  # 国（境）外公务接待批次23个，接待人次142人
    bought = buys and subject.item.startswith(("vehicles", "equipment"))
    if bought or before and before.item.endswith(PLANNED):
        item = subject.item.removesuffix(PLANNED) + PLANNED
        if f"{subject.fund}:{item}" in known:
            return replace(subject, item=item)
        part = before and subject.item.startswith(before.item.removesuffix(PLANNED) + ".")
        return None if bought or part else subject
    return subject


def is_equipment(subject: Subject | None) -> bool:
    """Of what a sentence behind one on what is to be bought may go on with that: 安排购置车辆0辆。单位价值100万元以上
    设备2台 is not said of either.
    """
    return subject is not None and subject.item.startswith("equipment")


def tells_of_what_is_there(words: str) -> bool:
    """Whether a sentence speaks of what is at hand: 截至年底，共有…."""
    return _TELLS_OF.search(words) is not None


def paid(subject: Subject | None, phase: str, counted: Mapping[str, str]) -> Subject | None:
    """What a figure is of: 因公出国2人 are counted, behind 团组2个，预算9万元 is the trips' budget.

    None where nothing is paid for what is counted alone: 保有量3辆，预算9万元. `counted`: item of money → the
    item of what is counted of it.
    """
    if subject is None:
        return None
    if phase == "count":
        return replace(subject, item=counted.get(subject.item, subject.item))
    if not subject.item.endswith(_COUNTED_ALONE):
        return subject
    item = next((thing for thing in counted if counted[thing] == subject.item), None)
    return replace(subject, item=item) if item else None
