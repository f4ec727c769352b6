"""What keeps a result from being taken for more than it says, and what it says of dates and incidents.

The lines stand in docs/status.md with the others.
"""

from __future__ import annotations

import re

from ..base.amounts import NUMBER, fold, read_number
from ..catalogue import wordings
from .attainment import Measured
from .contrary import (
    counted,
    goes_other_way,
    happened,
    is_movement_alone,
    promises_absence,
    says_absence,
    too_late,
)
from .deadlines import deadline, kept, looks_like_deadline, named_day
from .kinds import Support
from .measure import measure
from .open_targets import counted_in_words
from .shortened import clause, shorten

_PERCENT = ("%", "百分比")
_RANK = re.compile(r"[前第][一二三四五六七八九十]")
_DONE_IN_PART = re.compile(
    rf"完成(?:了|率|率为|比例|进度|[^，。；\d]{{1,8}}的)?(?:约|为|达)?({NUMBER})%"
)


def contrary(
    name: str, stated: str, actual: str, promise: Measured, result: Measured
) -> tuple[str, str] | None:
    """Status and reason where a result answers its target by a date, an incident or a movement.

    None where it does not; `stated`: the target without the word that opens it.
    """
    if not actual.strip():
        return None
    absence = promises_absence(stated) or promise.value == 0
    if absence and (words := happened(actual)):
        return "missed", f"incident: 「{shorten(words)}」"
    if absence and promise.value is None and (words := counted(actual)):
        return "missed", f"incident: 「{shorten(words)}」"
    if absence and result.value is None and (words := says_absence(actual)):
        return "met", f"no incident: 「{clause(actual, words)}」"
    part = _DONE_IN_PART.search(fold(actual))
    whole = promise.value == 100 and promise.unit in _PERCENT and len(actual) <= _SHORT
    if whole and part and read_number(part[1]) < 100:
        return "missed", f"done in part: 「{part[0]}」"
    less = result.value is not None and result.value < 100  # of itself missed
    if whole and not less and (late := too_late(f"{name}{stated}", actual)):
        words = clause(actual, late)
        if result.value is None:
            return "missed", f"not done: 「{words}」"
        return "contradicted", f"denial: 「{words}」"
    if goes_other_way(stated, actual):
        status = "missed" if is_movement_alone(actual) else "unsupported"
        return status, f"other way: 「{shorten(actual)}」"
    if promise.value is None and (limit := deadline(stated)) is not None:
        day = named_day(actual)
        within = kept(limit, day) if day else None
        if day == limit:
            return None  # the target's own date says nothing
        if within is not None:
            return "met" if within else "missed", f"date: 「{shorten(actual)}」"
        if day is not None:
            return "not_assessable", f"date not comparable: 「{shorten(actual)}」"
    return None


def unanswered(stated: str, actual: str, support: Support) -> tuple[str, str] | None:
    """Status and reason where a figure beside a target in words does not answer it.

    The target is against a base that is not given; it has numbers of its own that the result does
    not name; or the figure is how much of it was done.
    """
    words = wordings("status")
    base = next((word for word in words["relative"] if word in stated), None)
    if base and not any(word in actual for word in words["compared"]):
        return "not_assessable", f"base not given: 「{base}」"
    whole = measure(actual)
    if whole.value is not None and whole.bound not in (None, "="):
        return "unsupported", f"bound alone: 「{shorten(actual)}」"
    part = _DONE_IN_PART.search(fold(actual))
    if part and read_number(part[1]) < 100 and len(actual) <= _SHORT:
        return "missed", f"done in part: 「{part[0]}」"
    if support.kind == "document" and named_day(support.words) and looks_like_deadline(stated):
        return "not_assessable", f"date not comparable: 「{shorten(actual)}」"
    rank = _RANK.search(stated)
    if rank and rank[0] not in actual:
        return "not_assessable", f"number not compared: 「{shorten(stated)}」"
    if counted_in_words(stated):
        return "not_assessable", f"number not compared: 「{shorten(stated)}」"
    promised, reported = (
        set(re.findall(r"\d+(?:\.\d+)?", _without_years(t))) for t in (stated, actual)
    )
    if promised and len(stated) <= _SHORT and not promised <= reported:
        return "not_assessable", f"number not compared: 「{shorten(stated)}」"
    return None


_SHORT = 30  # characters: a longer target is a text with numbers in it


def _without_years(text: str) -> str:
    return re.sub(r"20\d\d[年.]?", " ", fold(text))
