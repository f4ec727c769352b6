"""What the conditional formats of a sheet do to its cells: hide them, or perhaps."""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterator
from decimal import Decimal, InvalidOperation
from types import SimpleNamespace
from typing import Any, Literal

from openpyxl.cell.rich_text import CellRichText
from openpyxl.styles import PatternFill

from .number_formats import shown

Concealed = Literal["hidden", "perhaps"]
Place = tuple[int, int]  # row and column from 1

_COMPARED: dict[str, Callable[[Any, Any], bool]] = {
    "equal": operator.eq,
    "notEqual": operator.ne,
    "greaterThan": operator.gt,
    "greaterThanOrEqual": operator.ge,
    "lessThan": operator.lt,
    "lessThanOrEqual": operator.le,
}
_MOST = 100_000  # cells in the ranges of rules that hide


def conditions(sheet: Any, of_ground: Callable[[Any, Any], bool]) -> dict[Place, Concealed]:
    """The cells that a rule hides, and those of which only the spreadsheet program can tell.

    `of_ground(colour, cell or format)`: whether letters of that colour look as what is behind them.
    """
    found: dict[Place, Concealed] = {}
    for area in sheet.conditional_formatting:
        for rule in area.rules:
            for cell in _cells(sheet, area.sqref) if _may_hide(rule) else ():
                why = _hides(rule, cell, of_ground)
                if why and found.get((cell.row, cell.column)) != "hidden":
                    found[cell.row, cell.column] = why
    return found


def _cells(sheet: Any, ranges: Any) -> Iterator[Any]:
    """The cells of ranges that are not blank."""
    count = 0
    for (row, column), cell in list(sheet._cells.items()):
        if cell.value is None:
            continue
        if any(
            r.min_row <= row <= r.max_row and r.min_col <= column <= r.max_col
            for r in ranges.ranges
        ):
            count += 1
            if count > _MOST:
                return
            yield cell


def _may_hide(rule: Any) -> bool:
    if rule.type in ("dataBar", "iconSet"):
        drawn = rule.dataBar or rule.iconSet
        return drawn is not None and drawn.showValue is False
    given = rule.dxf
    return given is not None and any(
        part is not None for part in (given.numFmt, given.fill, given.font)
    )


def _hides(rule: Any, cell: Any, of_ground: Callable[[Any, Any], bool]) -> Concealed | None:
    if rule.type in ("dataBar", "iconSet"):
        return "hidden" if _number(cell.value) is not None else None
    holds = _holds(rule, cell.value)
    changed = None if holds is False else _changed(rule.dxf, cell, of_ground)
    return "perhaps" if changed == "hidden" and holds is None else changed


def _changed(given: Any, cell: Any, of_ground: Callable[[Any, Any], bool]) -> Concealed | None:
    """What a format does to a cell; perhaps: it shows another number."""
    colour = given.font.color if given.font is not None else None
    ground = cell
    if given.fill is not None:  # the colour of a plain fill stands where a pattern has its ground
        ground = SimpleNamespace(fill=PatternFill("solid", fgColor=given.fill.bgColor))
        colour = colour or cell.font.color
    if colour is not None and of_ground(colour, ground):
        return "hidden"
    if given.numFmt is None or isinstance(cell.value, CellRichText):
        return None
    found = shown(cell.value, given.numFmt.formatCode)
    if found.hidden:
        return "hidden"
    own = shown(cell.value, cell.number_format or "General").text
    return "perhaps" if _digits(found.text) != _digits(own) else None


def _digits(text: str) -> str:
    return "".join(filter(str.isdigit, text)).strip("0")


def _holds(rule: Any, value: object) -> bool | None:
    """Whether a rule holds of a cell; None where it needs a formula to be computed."""
    own = _number(value)
    bounds = [_number(formula) for formula in rule.formula]
    if rule.type == "containsBlanks":
        return not str(value).strip()
    if rule.type != "cellIs" or own is None or None in bounds or not bounds:
        return None
    if rule.operator in ("between", "notBetween") and len(bounds) == 2:
        least, most = sorted(bound for bound in bounds if bound is not None)
        return (least <= own <= most) is (rule.operator == "between")
    compare = _COMPARED.get(rule.operator)
    return None if compare is None else compare(own, bounds[0])


def _number(value: object) -> Decimal | None:
    try:
        return Decimal(str(value)) if not isinstance(value, bool) else None
    except InvalidOperation:
        return None
