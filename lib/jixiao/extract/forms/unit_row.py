"""A row of units below the heads of a form's columns: 万元 | 万元 | 万元 | 分 | %."""

from __future__ import annotations

import re
from collections.abc import Mapping

from ...base.amounts import fold
from .printed import FormRow

_UNIT = re.compile(r"[（(]?(?:(?:金额)?单位[:：])?(百万元|万元|亿元|千元|元|%|分)[）)]?")


def units_below(row: FormRow) -> Mapping[int, str]:
    """Column → its unit, where every cell that begins in the row is a unit; else nothing."""
    units: dict[int, str] = {}
    for cell in row.printed:
        match = _UNIT.fullmatch(fold("".join(cell.text.split())))
        if match is None:
            return {}
        units |= dict.fromkeys(range(cell.column, cell.column + cell.columns), match[1])
    return units
