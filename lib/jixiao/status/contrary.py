"""Results that say the contrary of their target: what was to rise fell, what was not to happen did."""

from __future__ import annotations

import re

from ..base.amounts import NUMBER, fold
from ..catalogue import wordings

_HAPPENED = re.compile(
    rf"(?:发生|出现|收到|查出|存在)[^，。；]{{0,12}}?({NUMBER})\s*(?:起|次|件|例|宗|人|名|处|个)"
)
_COUNTED = re.compile(rf"({NUMBER})\s*(?:起|次|件|例|宗)[^\W\d]{{0,6}}")
_FIGURE = re.compile(rf"[-−+]?{NUMBER}\s*(?:%|‰|个?百分点|万?[元人件次起户天日]|个工作日|个月)?")


def direction(text: str) -> str | None:
    """up or down where the words of a text say so, None where they say neither or both."""
    words = wordings("status")["directions"]
    plain = fold("".join(text.split()))
    for word in words["none"]:
        plain = plain.replace(word, "")
    said = {way for way in ("up", "down") if any(word in plain for word in words[way])}
    return said.pop() if len(said) == 1 else None


def goes_other_way(target: str, actual: str) -> bool:
    """Whether a result moves against its target: 同比增长5% → 同比下降6.1%."""
    wanted, said = direction(target), direction(actual)
    words = wordings("status")["directions"]
    sooner = any(word in target for word in words["early"])
    late = any(word in actual for word in words["late"])
    if sooner and late and not any(word in actual for word in words["early"]):
        return True
    return bool(wanted and said and wanted != said)


def too_late(promised: str, actual: str) -> str | None:
    """The words with which a result says that it was late, where that it is in time is promised."""
    words = wordings("status")
    if not any(word in promised for word in words["in_time"]):
        return None
    late = re.compile(rf"(?<!无)(?<!没有)(?<!不存在)(?:{'|'.join(words['too_late'])})")
    found = late.search(actual)
    return found[0] if found else None


def is_movement_alone(actual: str) -> bool:
    """Whether a result is a movement and nothing beside it, so that it can only be the indicator's own."""
    words = wordings("status")["directions"]
    plain = _FIGURE.sub("", fold("".join(actual.split())))
    every = [word for way in ("up", "down", "early", "late", "beside") for word in words[way]]
    for word in sorted(every, key=len, reverse=True):
        plain = plain.replace(word, "")
    return not re.sub(r"[\W_]", "", plain)


def promises_absence(target: str) -> bool:
    """Whether a target is that something does not happen: 不发生安全事故, 零投诉, 0起."""
    plain = fold("".join(target.split()))
    return any(word in plain for word in wordings("status")["absence"])


def says_absence(actual: str) -> str | None:
    """The words with which a result says that nothing happened."""
    found = [word for word in wordings("status")["no_incident"] if word in actual]
    return min(found, key=actual.find) if found else None


def happened(actual: str) -> str | None:
    """The words with which a result says how often something happened, where that is not nought."""
    for match in _HAPPENED.finditer(fold(actual)):
        before = actual[max(0, match.start() - 2) : match.start()]
        if float(match[1].replace(",", "")) and not before.endswith(("未", "没有", "无")):
            return match[0]
    return None


def counted(actual: str) -> str | None:
    """A result that is a number of cases and nothing else, where that is not nought: 2起, 1次投诉."""
    plain = fold("".join(actual.split())).rstrip("。；")
    match = _COUNTED.fullmatch(plain)
    return plain if match and float(match[1].replace(",", "")) else None
