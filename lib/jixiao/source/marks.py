"""Raised and lowered characters: a unit (m²), a power (10⁴), a formula (CO2), or the mark of a note.

A reader sees the size of the characters; a text without it does not, and 10,231.58 with a raised 1
behind it becomes another figure. The rules:

- a raised 2 or 3 directly after the letter of a length (m, km, cm, 米, 公里) is its square or cube;
- a raised number after 10 that a × or nothing stands before is an exponent;
- lowered digits after a Latin letter are a formula or the name of one (CO2, PM2.5);
- raised decimals after a figure (10,231 with .58 raised) belong to it;
- two raised digits after an amount without a point (10,231 with 58 raised) may be its cents or the
  number of a note: the amount cannot be read;
- letters after a digit (4th), 万元 and other words are text;
- digits, signs, and either in brackets are the mark of a note: they are set aside.
"""

from __future__ import annotations

import re
from typing import Literal

from .line import UNREADABLE

Level = Literal["raised", "lowered"]
_SUPERSCRIPTS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_LENGTH = re.compile(r"(?<![A-Za-z])[kcdmμ]?m$|[米里]$")
_POWER = re.compile(r"(?:[×xX*·]\s*|^[≥≤<>＜＞=约]?)10$")
_NUMBERS = r"\d{1,2}(?:\s*[,，、;；-]\s*\d{1,2})*"
_SIGNS = r"[①-⑳⑴-⒇*＊†‡§#＃※△a-z]{1,4}"
_MARK = re.compile(
    rf"[\[【〔（(［]?\s*(?:注\s*[:：]?\s*)?(?:{_NUMBERS}|{_SIGNS})?\s*[\]】〕）)］]?|注[:：]?"
)
_DECIMALS = re.compile(r"[.．]\d+")
_CENTS = re.compile(r"\d{2}")
_WITHOUT_POINT = re.compile(r"(?<![\d.,．])(?:\d{1,3}(?:,\d{3})+|\d+)$")


def may_be_cents(text: str, before: str) -> bool:
    """Whether raised or lowered digits may be the cents of the amount that `before` ends with."""
    cents = _CENTS.fullmatch(text) is not None
    return cents and _WITHOUT_POINT.search(before) is not None


def level_text(text: str, before: str, level: Level) -> str | None:
    """What the raised or lowered `text` is after the text `before`; None: the mark of a note."""
    plain = text.strip()
    before = before.rstrip()
    if not plain:
        return text
    if level == "lowered" and before[-1:].isascii() and before[-1:].isalpha():
        return text
    if level == "raised" and plain in ("2", "3") and _LENGTH.search(before):
        return plain.translate(_SUPERSCRIPTS)
    if level == "raised" and plain.isascii() and plain.isdigit() and _POWER.search(before):
        return plain.translate(_SUPERSCRIPTS)
    if _DECIMALS.fullmatch(plain) and before[-1:].isdigit():
        return text
    if may_be_cents(plain, before):
        return UNREADABLE
    if plain.isascii() and plain.isalpha() and len(plain) > 1:
        return text
    return None if _MARK.fullmatch(plain) else text
