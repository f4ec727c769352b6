"""Printed names as the catalogue compares them: what varies between offices is taken away.

Nothing is guessed: two names are the same if they are equal after this, and not otherwise.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from ...base.amounts import fold

_WIDE = str.maketrans(
    {
        "（": "(",
        "）": ")",
        "［": "[",
        "］": "]",
        "【": "[",
        "】": "]",
        "：": ":",
        "，": ",",
        "／": "/",
    }
)
_DROPPED = re.compile(r"[\s“”\"＂'‘’「」『』《》的、,:·•]")
_NUMBERING = re.compile(
    r"(?:其中|减|加)[:：]"
    r"|其中(?=[(（一-龥])"
    r"|[一二三四五六七八九十百]+[、．.]"
    r"|[(（][一二三四五六七八九十百]+[)）]"
    r"|[(（]\d{1,2}[)）]"
    r"|\d{1,2}[、．.](?!\d)"
    r"|[①-⑳]"
)
_UNIT = re.compile(r"[(（](?:金额)?(?:单位[:：])?(?P<unit>亿元|百万元|万元|千元|元)[)）]")


@lru_cache(maxsize=8192)  # the words of a table are asked for by every reader of its rows
def squeezed(text: str) -> str:
    """`text` without white space: Chinese is justified with it."""
    return "".join(text.split())


@lru_cache(maxsize=4096)
def without_numbering(name: str) -> str:
    """A row's name as printed, without its numbering and of which-words: 一、外交支出 → 外交支出."""
    plain = squeezed(name)
    while match := _NUMBERING.match(plain):
        if match.end() == len(plain):
            break
        plain = plain[match.end() :]
    return plain


@lru_cache(maxsize=4096)
def numbering(name: str) -> str:
    """The first mark of a row's numbering: 一、 or (一) or 1. or ""."""
    plain = squeezed(name)
    match = _NUMBERING.match(plain)
    while match and match[0].startswith(("其中", "减", "加")):
        plain = plain[match.end() :]
        match = _NUMBERING.match(plain)
    return match[0] if match else ""


@cache
def key(name: str) -> str:
    """What `name` is compared by: no numbering, brackets half-width, 的, 、, quotes, spaces gone."""
    plain = _DROPPED.sub("", fold(without_numbering(name)).translate(_WIDE))
    return re.sub(r"\((?:小写|如有|人民币)\)", "", plain)


@lru_cache(maxsize=4096)
def office_key(name: str) -> str:
    """What an office is compared by: 某某局（本级） is named 某某局 elsewhere."""
    return re.sub(r"\((?:机关)?(?:本级|机关|汇总)\)$|本级$", "", key(name))


def unit_in_head(text: str) -> str | None:
    """The unit that a head or label names in brackets: 预算金额（万元） → 万元."""
    match = _UNIT.search(squeezed(text))
    return match["unit"] if match else None


def without_unit(text: str) -> str:
    return _UNIT.sub("", squeezed(text))
