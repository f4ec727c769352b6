"""Rows below what is carried over from the year before: 一般公共预算拨款 is income above it and carried over below it."""

from __future__ import annotations

from dataclasses import dataclass, field

_OPENING = "balance.opening"
_MONEY = {"income.special_account": "special_account", "income.unit": "unit"}
_NUMERALS = str.maketrans(dict.fromkeys("一二三四五六七八九十0123456789", "1"))


@dataclass
class Carried:
    """Reads the rows of income from the top down.

    `mark`: the numbering of the row of all that is carried over, None above it. `said`: the rows above it.
    """

    mark: str | None = None
    said: set[str] = field(default_factory=set)

    def read(self, known: str, mark: str) -> str:
        """What a row is whose name is `known` (fund:item) and numbered with `mark`; "" if nobody knows.

        Below the row of what is carried over, a row that stands above it too, or is numbered as a
        part of it, says whose money that is.
        """
        fund, _, item = known.rpartition(":")
        if item == _OPENING:
            if fund in ("", "fiscal", "all"):
                self.mark = _level(mark)
            return known
        if not item.startswith("income.") or item == "income.current_year":
            self.mark = None if item.startswith("total.") else self.mark
            return known
        if self.mark is None:
            self.said.add(known)
            return known
        part = bool(mark and self.mark and _level(mark) != self.mark)
        if not part and known not in self.said:
            self.mark = None  # the list of income begins, or goes on, below it
            return known
        if item == "income.fiscal_appropriation":
            return f"{fund}:{_OPENING}"
        return f"{_MONEY[item]}:{_OPENING}" if item in _MONEY else ""


def _level(mark: str) -> str:
    """一、 and 二、 are of one level, (一) of another."""
    return mark.translate(_NUMERALS).replace("11", "1")
