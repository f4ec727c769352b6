"""The value of a spreadsheet's cell → what the cell shows, by its number format.

A cell that holds 0.9245 and shows 92.45% says 92.45%; one that holds 10231.5799999 and shows
10,231.58 says that. What these few rules do not know (fractions, conditions) is shown in full.
"""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

_SECTION = re.compile(r'(?:"[^"]*"|\\.|\[[^\]]*\]|[^;"\\\[])*')
_CURRENCY = re.compile(r"\[\$([^\]-]*)(?:-[^\]]*)?\]")
_BRACKET = re.compile(r"\[[^\]]*\]")
_CORE = re.compile(r"[#0?](?:[#0?,.]*[#0?])?[,.]*")
_LITERAL = re.compile(r'"([^"]*)"|[\\!](.)|_.|\*.|([^"\\_*])')
# Characters between the places of digits: 0!.0, shows 102315800 as 10231.6.
_BROKEN_CORE = re.compile(
    r'(?:[#0?.,]|[\\!].|"[^"]*"| )*[#0?](?:[\\!].|"[^"]*"| )(?:[#0?.,]|[\\!].|"[^"]*"| )*[#0?],*'
)
_PLACE = re.compile(r'[#0?]|[\\!](.)|"([^"]*)"|([. ])|,')
_DATE_TOKEN = re.compile(r'"([^"]*)"|\\(.)|(y+|m+|d+|h+|s+|AM/PM|上午/下午)|(.)', re.IGNORECASE)
_SIGNED = re.compile(r"[-−(（]")
_DIGITS = 15  # significant ones that a spreadsheet keeps


@dataclass(frozen=True)
class Shown:
    """What a cell shows. `hidden`: its format shows nothing of the value, `text` is the value."""

    text: str
    hidden: bool = False


def shown(value: object, number_format: str) -> Shown:
    """What a cell with this `value` shows: text, a number, a date, or a truth value."""
    if value is None:
        return Shown("")
    if isinstance(value, bool):
        return Shown(str(value).upper())
    if isinstance(value, datetime.datetime | datetime.date | datetime.time):
        return Shown(_date(value, _split(number_format)[0]))
    if isinstance(value, int | float):
        number = Decimal(format(value, f".{_DIGITS}g"))
        if not number.is_finite():
            return Shown(str(value))
        text = _number(number, number_format)
        if number < 0 and any(map(str.isdigit, text)) and not _SIGNED.search(text):
            text = f"-{text}"  # shown in red, or without its sign: the value says it
        return Shown(text) if text.strip() else Shown(general(number), hidden=True)
    text = str(value)
    last = _split(number_format)
    if len(last) == 4 and not last[3].strip():
        return Shown(text, hidden=True)
    return Shown(text)


def general(number: Decimal) -> str:
    """A number in full, without zeros that say nothing."""
    text = format(number, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def _number(number: Decimal, number_format: str) -> str:
    sections = _split(number_format)
    if any(re.search(r"\[[<>=]", section) for section in sections):
        return general(number)
    section, sign = sections[0], "-" if number < 0 else ""
    if number < 0 and len(sections) > 1:
        section, sign = sections[1], ""
    elif number == 0 and len(sections) > 2:
        section = sections[2]
    section = _BRACKET.sub("", _CURRENCY.sub(_currency, section))
    if section.strip().lower() in ("general", "@", "g/通用格式"):
        return sign + general(abs(number))
    bare = re.sub(r'"[^"]*"|[\\!].|_.|\*.', "", section)
    if re.search(r"[#0?]\s*/|[eE][+-]", bare) or abs(number.adjusted()) > _DIGITS:
        return sign + general(abs(number))
    return sign + _written(abs(number), section, bare)


def _currency(match: re.Match[str]) -> str:
    return f'"{match[1]}"' if match[1] else ""


def _parted(number: Decimal, section: str, core: re.Match[str]) -> str:
    """A number whose places have other characters between them, filled from the right."""
    pattern = core[0].rstrip(",")
    number /= Decimal(1000) ** (len(core[0]) - len(pattern))
    places = [match for match in _PLACE.finditer(pattern)]
    point = next((i for i, m in enumerate(places) if m[3] == "."), len(places))
    decimals = sum(m[0] in "#0?" for m in places[point:])
    digits = format(number.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP), "f")
    left = list(digits.replace(".", "").lstrip("0"))
    text = ""
    for match in reversed(places):
        if match[0] in ("#", "0", "?"):
            text = (left.pop() if left else "0" if match[0] == "0" else "") + text
        else:
            text = (match[1] or match[2] or match[3] or "") + text
    text = "".join(left) + text.strip()
    return _literal(section[: core.start()]) + text + _literal(section[core.end() :])


def _written(number: Decimal, section: str, bare: str) -> str:
    """A number that is not negative by one section of a format."""
    masked = re.sub(r'"[^"]*"|[\\!].|_.|\*.', lambda match: "\x01" * len(match[0]), section)
    core = _CORE.search(masked)
    if core is None:
        return _literal(section)
    if "%" not in bare and (broken := _BROKEN_CORE.search(section)):
        return _parted(number, section, broken)
    pattern = core[0]
    number *= Decimal(100) ** bare.count("%")
    scale = len(pattern) - len(pattern.rstrip(","))
    number /= Decimal(1000) ** scale
    whole, _, decimals = pattern.rstrip(",").partition(".")
    places = min(sum(decimals.count(mark) for mark in "0#?"), _DIGITS)
    fixed = len(decimals) - len(decimals.lstrip("0"))
    digits = format(number.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP), "f")
    integer, _, fraction = digits.partition(".")
    while len(fraction) > fixed and fraction.endswith("0"):
        fraction = fraction[:-1]
    integer = integer.lstrip("0").rjust(whole.count("0"), "0")
    if "," in whole:
        integer = format(int(integer), ",") if integer else ""
    text = integer + (f".{fraction}" if fraction else "")
    return _literal(section[: core.start()]) + text + _literal(section[core.end() :])


def _literal(text: str) -> str:
    """The characters of a format that are shown as they are."""
    return "".join(m[1] or m[2] or m[3] or "" for m in _LITERAL.finditer(text)).strip()


def _split(number_format: str) -> list[str]:
    sections, at = [], 0
    while at <= len(number_format):
        match = _SECTION.match(number_format, at)
        end = match.end() if match else at
        sections.append(number_format[at:end])
        at = end + 1
    return sections or ["General"]


def _date(value: datetime.datetime | datetime.date | datetime.time, section: str) -> str:
    section = _BRACKET.sub("", section)
    if section.strip().lower() in ("general", "@", ""):
        return value.isoformat().removesuffix("T00:00:00")
    out, clock = "", False
    for match in _DATE_TOKEN.finditer(section):
        token = (match[3] or "").lower()
        if not token:
            out += match[1] or match[2] or match[4] or ""
            continue
        if token[0] in "ymd" and isinstance(value, datetime.time):
            continue
        kind = "minute" if token[0] == "m" and clock else token[0]
        clock = token[0] in "h" or (clock and kind != "minute")
        out += _date_part(value, kind, len(token))
    return out.strip().replace("\\", "")


def _date_part(value: object, kind: str, length: int) -> str:
    name = {"y": "year", "m": "month", "d": "day", "h": "hour", "s": "second"}.get(kind, kind)
    number = getattr(value, name, None)
    if not isinstance(number, int):
        return ""
    if kind == "y":
        return f"{number:04d}" if length > 2 else f"{number % 100:02d}"
    return f"{number:02d}" if length == 2 else str(number)
