"""The role of a column by its head: code, name, office …, or amount; and what its cells say of it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache

from ...catalogue import wordings
from ...grid.grid import Grid
from ...grid.text import is_figure, is_nothing
from .normal import key, squeezed
from .units import states_units

_NO_UNITS = ("code", "name")
_TOTALS = ("合计", "小计")
_MONEY = re.compile(r"[-−]?(?:\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+\.\d+)")


def role_of_column(grid: Grid, index: int) -> str:
    """The role of a column by its head, unless its cells tell another: units, words or money alone."""
    role = role_of_head(grid.heads[index])
    if role not in _NO_UNITS and states_units(grid, index):
        return "unit"
    if role in ("amount", "name"):
        texts = [text for row in grid.data_rows() if not is_nothing(text := row.text(index))]
        if role == "name":
            return _role_of_names(grid.heads[index], texts)
        if texts and not any(any(map(str.isdigit, text)) for text in texts):
            return "words"  # 规格型号 under a head that is not known ends no half
    return role


def _role_of_names(head: Sequence[str], texts: Sequence[str]) -> str:
    """Names are no amounts: 项目 that was taken to reach over 合计 made its figures parts of names."""
    total = key(head[-1]) in _TOTALS
    amounts = sum(is_figure(t) if total else bool(_MONEY.fullmatch(squeezed(t))) for t in texts)
    if 2 * amounts <= len(texts):
        return "name"
    return "amount" if total else "unknown"


@lru_cache(maxsize=2048)  # many tables have the same heads
def role_of_head(head: tuple[str, ...]) -> str:
    """The role that a head names, or amount."""
    if not head:
        return "unknown"
    if len(head) > 1 and key(head[-1]) in _TOTALS and role_of_head(head[-2:-1]) in ("code", "name"):
        head = head[:-1]  # the row of totals, merged into the head
    last, whole = key(head[-1]), [key(part) for part in head]
    if last == "名称" and any(re.search("科目|分类", part) for part in whole[:-1]):
        return "name"  # 功能科目 over 编码 | 名称
    for role, pattern in _roles():
        if pattern.fullmatch(last):
            return role if last not in ("类", "款", "项") else _code_role(whole)
    return "amount"


@cache
def _roles() -> list[tuple[str, re.Pattern[str]]]:
    """The roles of the catalogue with what a head says that names one, in its order."""
    return [
        (str(entry["role"]), re.compile(pattern))
        for entry in wordings("statement_columns")["roles"]
        for pattern in entry["heads"]
    ]


def _code_role(whole: Sequence[str]) -> str:
    return "second_code" if any("政府" in part for part in whole) else "code"
