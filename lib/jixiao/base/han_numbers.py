"""Numbers written in Chinese numerals: 九千八百六十二万四千, 玖仟捌佰陆拾贰万肆仟, 九十二点四五."""

from __future__ import annotations

from decimal import Decimal

_DIGITS = {
    character: value
    for value, pair in enumerate(
        ("零〇", "一壹", "二贰两", "三叁", "四肆", "五伍", "六陆", "七柒", "八捌", "九玖")
    )
    for character in pair
}
_TENS = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
_LARGE = {"万": 10**4, "亿": 10**8}
DIGITS, MULTIPLIERS = "".join(_DIGITS), "".join((*_TENS, *_LARGE))


def read_han(text: str) -> Decimal | None:
    """The value of Chinese numerals, e.g. 一亿一千零六十六万七千五百 → 110667500.

    None where they are no well formed number: 几百万, 三三五, 万四.
    """
    whole, _, fraction = text.partition("点")
    value = _whole(whole)
    if value is None:
        return None
    if "点" not in text:
        return Decimal(value)
    if not fraction or any(character not in _DIGITS for character in fraction):
        return None
    return Decimal(f"{value}." + "".join(str(_DIGITS[character]) for character in fraction))


def _whole(text: str) -> int | None:
    """Sections below 万 and 亿, each of digits with 千, 百, 十 in falling order."""
    total, section, digit = 0, 0, None
    least, largest = 10**4, 10**12  # the multipliers that came last
    for character in text:
        if character in _DIGITS:
            value = _DIGITS[character]
            if digit not in (None, 0) or (digit == 0 and value == 0):
                return None
            digit = value
        elif character in _TENS:
            unit = _TENS[character]
            if digit in (None, 0) and (unit != 10 or section):
                return None  # 百 alone; but 十五 is 15
            if unit >= least:
                return None
            section, digit, least = section + (digit or 1) * unit, None, unit
        elif character in _LARGE:
            unit = _LARGE[character]
            section += digit or 0
            if not section or unit >= largest:
                return None
            total, section, digit = total + section * unit, 0, None
            least, largest = 10**4, unit
        else:
            return None
    if not text or (digit is None and text[-1] not in (*_TENS, *_LARGE)):
        return None
    if digit and text[-2:-1] and text[-2] in _TENS and _TENS[text[-2]] > 10:
        return None  # 三百五 is said for 350, and could be a slip for 305
    return total + section + (digit or 0)
