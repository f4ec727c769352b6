"""What a narrative's text holds, in its order: figures, lists of figures, classes, words that compare."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TypeAlias

from ...base.amounts import Amount, find_amounts, printed_length
from .grammar import Grammar
from .narrative_marks import (
    BARE,
    CLASSES,
    COMPARED,
    LEVEL,
    OPENING,
    RANGE,
    widened,
)
from .narrative_series import Series, series
from .narrative_text import inside

_TEN_THOUSAND = "万"
_ENDS = ("", "，", "。", "；", "、", "）", "：")

Event: TypeAlias = tuple[int, int, Amount | Series | re.Match[str]]


def events_of(text: str, plain: str, grammar: Grammar) -> list[Event]:
    """Where each begins and ends in `text`, which `plain` is with plain digits and wide marks."""
    events: list[Event] = list(series(plain, grammar))
    aside = [match.span() for match in re.finditer(grammar.words["thresholds"], plain)]
    aside += [(start, end) for start, end, _ in events]
    aside += [match.span() for match in RANGE.finditer(plain)]
    for amount, at in find_amounts(widened(text), (*grammar.words["units"], _TEN_THOUSAND)):
        if not inside(at, aside):
            end = at + printed_length(text, at, amount.printed)
            if amount.unit == _TEN_THOUSAND:  # 12.5万，… is money, 12万人 is not
                if plain[end : end + 1] not in _ENDS:
                    continue
                amount = replace(amount, unit="万元")
            if amount.printed not in text:  # a comma that `widened` has made plain
                amount = replace(amount, printed="".join(text[at:end].split()))
            events.append((at, end, amount))
    for pattern in (*CLASSES, BARE, COMPARED, OPENING):
        events += [(*m.span(), m) for m in pattern.finditer(plain)]
    compared = [m.span() for m in COMPARED.finditer(plain)]
    for match in LEVEL.finditer(plain):
        if not inside(match.end() - 1, compared):
            events.append((*match.span(), match))
    return sorted(events, key=lambda entry: entry[:2])
