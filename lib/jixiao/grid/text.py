"""What a printed text looks like, whatever it means: a figure, a number in a list, nothing."""

from __future__ import annotations

import re

from ..base.amounts import fold

_FIGURE = re.compile(r"[-−－+]?[(（]?[¥￥]?[-−]?(?:\d[\d,，]*)?(?:\.\d+)?[)）]?[%％‰]?")
_ORDINAL = re.compile(
    r"(?:[一二三四五六七八九十]+[、.．]|[(（](?:[一二三四五六七八九十]+|\d+)[)）]"
    r"|\d+[、.．](?!\d)|[①-⑳]|(?:指标|目标)\d+[:：.、]|其中[:：])"
)
_MEASURE = re.compile(r"[≥≤＞＜＝=><]{0,2}\d[\d,.]*(?:[%‰]|\D{0,6})")
_INDICATOR = re.compile(r"指标(\d{1,2})[:：.、]")
_LEVEL = re.compile(r"\D{2,8}指标")
_PLAIN = str.maketrans("（）：＂", '():"')
_DASHES = {"-", "—", "——", "－", "--", "/", "／", "…"}


def plain(text: str) -> str:
    """`text` without white space, full-width digits and brackets made plain, for comparing."""
    return fold("".join(text.split())).translate(_PLAIN)


def is_figure(text: str) -> bool:
    """Whether a cell holds one figure and nothing else: 1,234.50, -3, (5), 98.6%."""
    printed = fold("".join(text.split()))
    return any(map(str.isdigit, printed)) and bool(_FIGURE.fullmatch(printed))


def is_nothing(text: str) -> bool:
    """Whether a cell prints nothing, or a dash for nothing."""
    printed = "".join(text.split())
    return not printed or printed in _DASHES


def begins_item(text: str) -> bool:
    """Whether a text opens an item of a list: 二、, （三）, 4., 指标1：."""
    return bool(_ORDINAL.match("".join(text.split())))


def is_measure(text: str) -> bool:
    """Whether a cell holds one figure, with its bound and unit or without: ≥95%, 1,000个, 12."""
    return bool(_MEASURE.fullmatch(fold("".join(text.split()))))


def is_next_indicator(above: str, below: str) -> bool:
    """Whether 指标2：… stands below 指标1：…, or a level (时效指标) below a level, each in its own row."""
    first, second = ("".join(text.split()) for text in (above, below))
    if all(_LEVEL.fullmatch(text) for text in (first, second)):
        return True
    if not all(_INDICATOR.match(text) for text in (first, second)):
        return False
    numbers, (number, *others) = _INDICATOR.findall(first), _INDICATOR.findall(second)
    follows = len(numbers) == 1 and int(number) == int(numbers[0]) + 1
    return not others and (number == "1" or follows)
