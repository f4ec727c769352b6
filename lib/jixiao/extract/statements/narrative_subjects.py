"""What a clause of a narrative speaks of, and what its words say of it."""

from __future__ import annotations

from dataclasses import dataclass

INCOME = ("income", "total.income", "balance")  # begins the items of no expenditure
PLANNED = ".planned"  # ends the item of what is to be bought


@dataclass(frozen=True)
class Subject:
    """What a clause speaks of: fund, item, code of the class ("" where none), and its name."""

    fund: str
    item: str
    classification: str
    name: str

    @property
    def of_income(self) -> bool:
        return self.item.startswith(INCOME)


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
