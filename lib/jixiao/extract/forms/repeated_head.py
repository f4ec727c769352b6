"""The head of a form printed again on each of its pages: 项目名称, money, goals, heads of indicators."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from .form_points import is_bare_sum
from .levels import normal_levels
from .printed import FormRow

_Says = Callable[[FormRow], bool]


def repeated_head(before: Sequence[FormRow], rows: Sequence[FormRow], opens: _Says) -> int:
    """How many of `rows`, on the next page, only say again how the form `before` begins.

    0 where they begin a form of their own: the one before has its total, or what follows the equal
    rows is again a head, money or a goal (`opens`), or its levels begin anew.
    """
    if not before or not rows or any(is_bare_sum(row) for row in before):
        return 0
    count = 0
    while count < min(len(before), len(rows)) and _texts(before[count]) == _texts(rows[count]):
        count += 1
    rest = rows[count:]
    if not count or not rest or any(opens(row) for row in rest):
        return 0
    old, new = _first_levels(before[count:]), _first_levels(rest)
    if new and old and new[0] == old[0] and old[-1] != old[0]:
        return 0
    return count


def _texts(row: FormRow) -> list[str]:
    return ["".join(cell.text.split()) for cell in row.starting if cell.text]


def _first_levels(rows: Sequence[FormRow]) -> list[str]:
    """The first levels that are printed in these rows, in order."""
    known = [
        normal_levels((cell.text,)) for row in rows for cell in row.printed if len(cell.text) < 16
    ]
    return [level for level, second in known if level and second is None]
