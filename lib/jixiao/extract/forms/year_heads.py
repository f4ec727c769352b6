"""Heads of indicators' columns that name a year: 2022年实际值 | 2023年目标值 | 2023年实际值."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

from .printed_label import printed_label

_OF_YEAR = re.compile(r"(?P<before>预期|预计|计划)?(?:20)?(?P<year>\d\d)年度?(?P<rest>[^年]{2,}.*)")
_ROLES = ("target", "actual", "weight", "score", "deviation")
OTHER = "other"  # known, and of another year than the form's


@lru_cache(maxsize=4096)  # asked of every cell of every row
def column_role(text: str) -> str | None:
    """The role of a column by its head, with or without a year before it."""
    known = printed_label(text).role("columns")
    return known or _of_year(text)[1]


def year_roles(heads: Sequence[str], title: str) -> Mapping[int, str]:
    """Number of a head with a year → its role.

    The form's year is the one in its title, else the last with target and result, else the only one
    with a target: what was reached in the year before is no result of this one. The columns of other
    years are "other", and so are all of them where nothing says which year is the form's.
    """
    found = {i: _of_year(head) for i, head in enumerate(heads)}
    dated = {i: (year, role) for i, (year, role) in found.items() if year and role}
    if not dated:
        return {}
    own = _own_year(dated.values(), {match[1] for match in re.finditer(r"20(\d\d)年", title)})
    known = {printed_label(head).role("columns") for head in heads}
    return {
        i: role if year == own and role not in known else OTHER for i, (year, role) in dated.items()
    }


def _own_year(dated: Iterable[tuple[str, str | None]], titled: set[str]) -> str | None:
    of: dict[str, set[str]] = {}
    for year, role in dated:
        of.setdefault(role or "", set()).add(year)
    targets, results = of.get("target", set()), of.get("actual", set())
    years = set().union(*of.values())
    if titled:
        return next(iter(titled & years)) if len(titled & years) == 1 else None
    if targets & results:
        return max(targets & results)
    if targets:
        return next(iter(targets)) if len(targets) == 1 else None
    return max(years)


def _of_year(head: str) -> tuple[str, str | None]:
    match = _OF_YEAR.fullmatch("".join(head.split()))
    if match is None:
        return "", None
    role = printed_label((match["before"] or "") + match["rest"]).role("columns")
    return (match["year"], role) if role in _ROLES else ("", None)
