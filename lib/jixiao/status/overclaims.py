"""Results whose figure answers for less than it seems: 基本达到95%, 完成4次中的3次, 已开工12个，完工8个.

The lines stand in docs/status.md with the others.
"""

from __future__ import annotations

import re

from ..base.amounts import NUMBER, fold, read_number
from ..catalogue import wordings
from .attainment import Measured
from .shortened import shorten

_OF_MANY = re.compile(
    rf"({NUMBER})\s*[^\d\s，。；、]{{0,3}}(?:之中|当中|中)的?[^\d，。；]{{0,6}}({NUMBER})"
)
_SHARE = re.compile(rf"({NUMBER})\s*%")
_CLAUSE = re.compile(r"[，,。；;、]")
_NOT = ("未", "不", "无", "没有", "没")


def overclaimed(
    name: str, stated: str, actual: str, promise: Measured, result: Measured
) -> tuple[str, str] | None:
    """Status and reason of a result that was taken for met and is not; None where it stands."""
    words, said = wordings("status"), fold("".join(actual.split()))
    if (over := _said(said, words["over"])) and any(word in stated for word in words["within"]):
        return "missed", f"other way: 「{over}」"
    if promise.value is None:
        share = _SHARE.search(said)
        whole = any(word in stated for word in words["whole"])
        if whole and share and read_number(share[1]) < 100:
            return "not_assessable", f"number not compared: 「{shorten(stated)}」"
        return None
    if (part := _OF_MANY.search(said)) and read_number(part[2]) < read_number(part[1]):
        return "not_assessable", f"number not compared: 「{shorten(stated)}」"
    if result.value is None:
        return None
    own = [clause for clause in _CLAUSE.split(said) if result.value in _numbers(clause)]
    begun = [word for word in words["begun"] if word not in name + stated]
    if own and all(any(word in clause for word in begun) for clause in own):
        return "not_assessable", f"number not compared: 「{shorten(stated)}」"
    nearly = "|".join(map(re.escape, words["nearly"]))
    short = "|".join(map(re.escape, words["short_of"]))
    if not promise.at_most and re.search(rf"(?:{short}){NUMBER}", said):
        return "unsupported", f"no number: 「{shorten(actual)}」"
    if result.value == promise.value and re.search(
        rf"{NUMBER}[^，。；\d]{{0,4}}(?:左右|上下)|(?<![节集签预])约{NUMBER}", said
    ):
        return "not_assessable", f"number not compared: 「{shorten(stated)}」"
    if result.value <= promise.value and re.search(rf"(?:{nearly}){NUMBER}", said):
        return "unsupported", f"no number: 「{shorten(actual)}」"
    return None


def _numbers(text: str) -> list[object]:
    return [read_number(match) for match in re.findall(NUMBER, text)]


def _said(text: str, words: list[str]) -> str | None:
    """The word of these that a text says and does not deny."""
    for word in words:
        at = text.find(word)
        if at >= 0 and not text[:at].endswith(_NOT):
            return word
    return None
