"""Levels that have no column of their own: in rows above the indicators, or before their names."""

from __future__ import annotations

import re

from ...catalogue import wordings
from .indicator_columns import IndicatorGroup
from .levels import is_level
from .printed import PrintedText
from .printed_label import levels, printed_label
from .project_form import FormIndicator

_BETWEEN = re.compile(r"[/／\\＼>＞→]|(?<=指标)[-－—–:：]")
_IN_BRACKETS = re.compile(r"\s*[（(][一二三四五六七八九十\d]{1,3}[）)]")
_NOT_OF_LEVELS = ("target", "term_target", "actual", "definition", "deviation")


def heads_level(indicator: FormIndicator, group: IndicatorGroup) -> bool:
    """Whether a row is no indicator but a level over the rows below it (一、产出指标), which it opens.

    Such a row names a known level and says nothing but points.
    """
    if {"level1", "level2"} & set(group.columns):
        return False
    if not all(getattr(indicator, role).is_none for role in _NOT_OF_LEVELS):
        return False
    if not is_level(indicator.name.text):
        return False
    role = "level1" if _is_first(indicator.name.text) else "level2"
    if role == "level1":
        group.level.pop("level2", None)
    group.level[role] = indicator.name.text
    if indicator.name.start:
        group.place[role] = indicator.name.start
    return True


def _is_first(text: str) -> bool:
    """Whether a level is a first one: by its word; of one that is both, by its number (一、 or （一）)."""
    names = printed_label(text).names
    known = next((levels()[name] for name in names if name in levels()), ("", None))
    if known[0] is None or known[1] is None:
        return known[0] is not None
    return _IN_BRACKETS.match(text) is None


def split_levels(name: PrintedText) -> tuple[tuple[str, ...], PrintedText]:
    """The known levels before a name (产出指标/数量指标/培训人数), and the name without them."""
    found: list[str] = []
    text = name.text
    while len(found) < 2 and (match := _BETWEEN.search(text)):
        if not is_level(text[: match.start()]):
            break
        found.append(text[: match.start()].strip())
        text = text[match.end() :].strip()
    if not found or not text:
        return (), name
    return tuple(found), PrintedText(text, name.start, name.end)


def is_ditto(text: str) -> bool:
    """Whether a cell says what the one above it says: 〃, 同上."""
    return "".join(text.split()) in wordings("forms")["ditto"]["words"]


def is_other_level(indicator: FormIndicator, group: IndicatorGroup) -> bool:
    """Whether the name is another level than the row's: then its cells stand one column further on."""
    name = indicator.name
    if not name.start or "level2" not in group.columns or not name.text.endswith("指标"):
        return False
    return name.text not in indicator.levels and any(
        word in levels() for word in printed_label(name.text).names
    )
