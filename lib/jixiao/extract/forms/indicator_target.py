"""The target of an indicator from its cells: bound, value and unit; what it means, and how it is marked."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from ...catalogue import wordings
from .printed import NOTHING, PrintedText
from .printed_label import printed_label

_NUMBERS = re.compile(r"[\d零〇一二三四五六七八九十百千万亿两]")


def target_of(texts: dict[str, PrintedText]) -> PrintedText:
    """Bound, value and unit, from one cell or three; of a first and a revised value the revised."""
    bound = texts.get("bound", NOTHING)
    if printed_label(bound.text).name in wordings("forms")["no_bound"]["words"]:
        bound = NOTHING
    revised = texts.get("revised_target", NOTHING)
    value = texts.get("target", NOTHING) if revised.is_none else revised
    if "=" in _same_bounds(bound.text) and not value.is_none and not _NUMBERS.search(value.text):
        return value  # ＝ | 有所提升 | 年: the columns beside words say nothing
    if direction := _direction(bound):
        bound = (
            PrintedText(direction, bound.start, bound.end)
            if _NUMBERS.search(value.text)
            else NOTHING
        )
    if any(value.text.startswith(sign) for sign in _same_bounds(bound.text)):
        bound = NOTHING  # it is printed in the value too, as the unit below
    unit = texts.get("unit", NOTHING)
    if unit.text and value.text.endswith(unit.text):
        unit = NOTHING
    parts = [bound, value, unit]
    present = [part for part in parts if not part.is_none]
    if not present or value.is_none and not any(re.search(r"\d", part.text) for part in present):
        return value  # a sign and a unit without a number promise nothing
    starts = [part.start for part in present if part.start]
    ends = [part.end for part in present if part.end]
    text = "".join(part.text for part in present)
    return PrintedText(text, min(starts, default=None), max(ends, default=None))


def reasons_of(cells: Mapping[int, PrintedText], heads: Mapping[int, str]) -> PrintedText:
    """What several columns of reasons say; of one that is only ticked (√) its head."""
    ticks = wordings("forms")["ticks"]["words"]
    said = {index: text for index, text in cells.items() if not text.is_none}
    words = [heads[i] if text.text.strip() in ticks else text.text for i, text in said.items()]
    starts = [text.start for text in said.values() if text.start]
    ends = [text.end for text in said.values() if text.end]
    return PrintedText("；".join(words), min(starts, default=None), max(ends, default=None))


def _direction(bound: PrintedText) -> str | None:
    """≥ where the more the better (正向), ≤ where the less (反向); None where a cell says neither."""
    name = printed_label(bound.text).name
    directions: dict[str, list[str]] = wordings("forms")["directions"]
    return next((sign for sign, words in directions.items() if name in words), None)


def _same_bounds(bound: str) -> Sequence[str]:
    """The words and signs that say the same as `bound`; none where it is no bound."""
    every: dict[str, Sequence[str]] = wordings("forms")["bounds"]
    word = bound.strip()
    return next((words for key, words in every.items() if key != "each" and word in words), ())


def definition_of(texts: dict[str, PrintedText]) -> PrintedText:
    """What an indicator means, how it is marked, and the first target where it was revised."""
    parts = [texts.get(role, NOTHING) for role in ("definition", "standard")]
    for role in ("bound", "direction"):
        bound = texts.get(role, NOTHING)
        if _direction(bound):
            parts.append(PrintedText(f"指标方向：{bound.text}", bound.start, bound.end))
    first, revised = texts.get("first_target", NOTHING), texts.get("revised_target", NOTHING)
    if not revised.is_none and not first.is_none and first.text != revised.text:
        parts.append(PrintedText(f"调整前指标值：{first.text}", first.start, first.end))
    present = [part for part in parts if not part.is_none]
    if len(present) < 2:
        return present[0] if present else parts[0]
    text = "；".join(part.text.rstrip("。；") for part in present)
    return PrintedText(text, present[0].start, present[-1].end)
