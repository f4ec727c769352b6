"""The role of a column by its head alone: code, name, office …, or amount."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache

from ...catalogue import wordings
from .normal import key


@lru_cache(maxsize=2048)  # many tables have the same heads
def role_of_head(head: tuple[str, ...]) -> str:
    """The role that a head names, or amount."""
    if not head:
        return "unknown"
    if (
        len(head) > 1
        and key(head[-1]) in ("合计", "小计")
        and role_of_head(head[-2:-1]) in ("code", "name")
    ):
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
