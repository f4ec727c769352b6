"""Printed figures → exact numbers with their printed unit. Nothing is guessed.

`find_amounts` lists every figure in a text. It folds full-width digits, signs and points, drops
white space, keeps the figure as it was printed, and never converts a unit: `Amount.wan` does, for
money alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import MAX_EMAX, MAX_PREC, MIN_EMIN, ROUND_HALF_UP, Context, Decimal
from functools import cache, lru_cache

from .errors import AmountError
from .han_numbers import DIGITS, MULTIPLIERS, read_han

YUAN_PER_UNIT = {
    "元": Decimal(1),
    "千元": Decimal(1_000),
    "万元": Decimal(10_000),
    "百万元": Decimal(1_000_000),
    "千万元": Decimal(10_000_000),
    "亿元": Decimal(100_000_000),
    "百亿元": Decimal(10_000_000_000),
    "千亿元": Decimal(100_000_000_000),
    "万亿元": Decimal(1_000_000_000_000),
}

# A figure: grouped thousands or plain digits, perhaps a fraction. The look-behind keeps the parts
# of a longer figure (the 884 of 14,884.55) from being read alone; one with a character that could
# not be read (U+FFFD) is none, and neither is a base or an exponent (the 10 and the 4 of 10^4).
# A comma or full stop of Chinese text between two digits, or an apostrophe, may part clauses or may
# stand within one figure (10，231.58, 12。5): what follows it is none, but for a year.
_RAISED = "\u2070\u00b9\u00b2\u00b3\u2074-\u2079"
_TOUCHING = r"(?<!\d[，。．'’·・](?!20\d\d年))"
NUMBER = (
    rf"(?<![\d.,^\ufffd]){_TOUCHING}(?:\d{{1,3}}(?:,\d{{3}})+|\d+)(?:\.\d+)?"
    rf"(?![\d^\ufffd{_RAISED}])"
)
MINUS = "−－﹣–-"  # what stands for a minus before a figure; - last, for a set of characters

_ROUNDING = Context(prec=MAX_PREC, Emax=MAX_EMAX, Emin=MIN_EMIN, rounding=ROUND_HALF_UP)

_FOLD = str.maketrans("０１２３４５６７８９．％－＋﹪", "0123456789.%-+%")
_FULL_WIDTH = re.compile("[０-９．％－＋﹪]")  # most texts have none of what is folded
_WIDE_THOUSANDS = re.compile(r"(?<=[０-９])，(?=[０-９]{3})")  # elsewhere ， ends a clause
_SIGNED = re.compile(rf"(?P<sign>[+{MINUS}]?)(?P<number>{NUMBER})")
_POWER = re.compile(rf"\s*[×xX*·]\s*10(?:\^(\d{{1,2}})|([{_RAISED}]{{1,2}}))(?!\d)")
_EXPONENTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
# （1,204.35）万元, as accountants print a negative amount. （1）项 is the number of a list.
_BRACKETED = r"[（(]\s*(?:\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+\.\d+|\d{3,})\s*[）)]"
_HAN = re.compile(
    rf"(?<![\d.几十百千万亿{DIGITS}])(?:(?<!数)|(?=[{DIGITS}]))"  # 数十万元 are some, no figure
    rf"(?:百分之(?P<share>[{DIGITS}十百]+(?:点[{DIGITS}]+)?)"
    rf"|(?P<money>[{DIGITS}十拾][{DIGITS}{MULTIPLIERS}]*(?:点[{DIGITS}]+)?)(?P<scale>[万亿]?)元(?P<even>整?))"
)
# A space that groups thousands: narrow ones always; a no-break space, which pages also set between
# any two words, only where decimals or a unit follow.
_GROUPING = re.compile("[\xa0\u2004-\u200a\u202f]")
_GROUPED = re.compile(
    r"(?<![\d.,])\d{1,3}(?:[\u2004-\u200a\u202f]\d{3})+(?![\d\u2004-\u200a\u202f,])"
    r"|(?<![\d.,])\d{1,3}(?:[\xa0\u2004-\u200a\u202f]\d{3})+(?=\.\d|\s?[百千万亿]*元|\s?[%％])"
)


@dataclass(frozen=True)
class Amount:
    """One printed figure: exact `value`, its `unit` as printed, and the `printed` text of both."""

    value: Decimal
    unit: str
    printed: str

    @property
    def wan(self) -> Decimal:
        """The amount in 万元 (10,000 yuan).

        Raises AmountError if the unit is not one of money.
        """
        return in_wan(self.value, self.unit)

    @property
    def rounding(self) -> Decimal:
        """Half a unit of the last printed place: what rounding may have taken or added."""
        return half_unit(self.value)


def rounded(value: Decimal, places: int) -> Decimal:
    """`value` with `places` decimal places, rounded half up as the reports round (away from zero);
    a negative number that rounds to zero is zero. The context of the caller changes nothing.
    """
    result = value.quantize(Decimal(1).scaleb(-places), context=_ROUNDING)
    return result if result else result.copy_abs()


def percent(part: Decimal | None, whole: Decimal | None, places: int = 2) -> Decimal | None:
    """`part` of `whole` in per cent, half up to `places`; None where either is missing or 0/0."""
    if part is None or whole is None or whole == 0:
        return None
    return rounded(part / whole * 100, places)


def places_of(value: Decimal) -> int:
    """How many decimal places `value` is printed with, e.g. 2 for 98.60."""
    return -int(value.as_tuple().exponent)


def half_unit(value: Decimal) -> Decimal:
    """Half a unit of the last printed place of `value`, e.g. 0.005 for 14884.55."""
    return _half_unit(int(value.as_tuple().exponent))


@lru_cache(maxsize=64)  # the amounts of a document have two or three exponents
def _half_unit(exponent: int) -> Decimal:
    return Decimal(1).scaleb(exponent) / 2


def in_wan(value: Decimal, unit: str) -> Decimal:
    """`value` in `unit` (元, 千元, 万元, 亿元 …) as 万元, exactly. Raises AmountError for other units."""
    if unit not in YUAN_PER_UNIT:
        raise AmountError("base.unit_of_no_money", unit=unit)
    return value * YUAN_PER_UNIT[unit] / YUAN_PER_UNIT["万元"]


def fold(text: str) -> str:
    """`text` with full-width digits, points, signs and per cent made plain, length kept."""
    if text.isascii() or not _FULL_WIDTH.search(text):
        return text
    return _WIDE_THOUSANDS.sub(",", text).translate(_FOLD)


def grouping_spaces(text: str) -> list[int]:
    """Where thin or no-break spaces stand in `text` between groups of three digits of one number."""
    if text.isascii() or not _GROUPING.search(text):
        return []
    return [
        at
        for match in _GROUPED.finditer(text)
        for at in range(*match.span())
        if not text[at].isdigit()
    ]


def read_number(printed: str) -> Decimal:
    """The exact value of a printed number, e.g. '14,884.55' → Decimal('14884.55').

    A space within it is read over only where it must stand within one number: between groups of
    three, in a group of thousands, or in its decimals.

    Raises AmountError if `printed` is not one number and nothing else.
    """
    plain = _without_spaces(fold(printed).strip())
    if not (match := _SIGNED.fullmatch(plain)):
        raise AmountError("base.no_number", printed=printed)
    value = Decimal(match["number"].replace(",", ""))
    # Negation by - rounds to the context's digits; this does not.
    return value.copy_negate() if match["sign"] and match["sign"] in MINUS else value


_BETWEEN_DIGITS = re.compile(r"(?<=\d)\s+(?=\d)")


def _without_spaces(text: str) -> str:
    """`text` without white space but for that which may stand between two numbers."""
    if text.split() == [text]:
        return text
    spaces = grouping_spaces(text)
    text = "".join(c for at, c in enumerate(text) if at not in spaces)
    text = re.sub(r"\s+(?!\d)|(?<!\d)\s+", "", text)
    if len(found := list(_BETWEEN_DIGITS.finditer(text))) != 1:
        return text
    left, right = text[: found[0].start()], text[found[0].end() :]
    group = re.search(r",(\d{1,2})$", left)
    decimals = re.search(r"(?<!\d)(?!20\d\d\.)\d[\d,]*\.\d{1,3}$", left)
    rest = re.match(r"\d*", right)
    digits = len(rest[0]) if rest else 0
    if (group and len(group[1]) + digits == 3) or (decimals and right.isdigit() and digits <= 3):
        return left + right
    return text


def find_amounts(text: str, units: tuple[str, ...]) -> Iterator[tuple[Amount, int]]:
    """Every figure in `text` that one of `units` follows, with the index where it begins.

    The longest unit wins (万元 before 元). Spaces may stand between number and unit. A bracketed
    amount, （1,204.35）万元, is negative. Among units of money, Chinese numerals count as well: their
    unit is 元, or that of 百分之 %.
    """
    plain = fold(text)
    pattern, han = _patterns(units)
    found = [_printed_amount(text, match) for match in pattern.finditer(plain)]
    if han:
        found += [a for match in _HAN.finditer(plain) if (a := _han_amount(text, match, units))]
        found.sort(key=lambda entry: entry[1])
    yield from found


def printed_length(text: str, at: int, printed: str) -> int:
    """How many characters of `text` from `at` on print `printed`, spaces between included."""
    length = seen = 0
    while seen < len(printed):
        seen += not text[at + length].isspace()
        length += 1
    return length


@cache
def _patterns(units: tuple[str, ...]) -> tuple[re.Pattern[str], bool]:
    def one_of(words: Iterable[str]) -> str:
        return "|".join(re.escape(unit) for unit in sorted(words, key=len, reverse=True))

    money = [unit for unit in units if unit in YUAN_PER_UNIT]
    bracketed = rf"(?P<bracketed>{_BRACKETED})\s*(?P<money>{one_of(money)})|" if money else ""
    plain = rf"(?P<number>{NUMBER})(?P<power>{_POWER.pattern})?\s*(?P<unit>{one_of(units)})"
    # A base of ten is no number by itself, so a number with its power is tried before.
    return re.compile(bracketed + plain), bool(money)


def _printed_amount(text: str, match: re.Match[str]) -> tuple[Amount, int]:
    printed = "".join(text[match.start() : match.end()].split())
    groups = match.groupdict()
    if groups.get("bracketed"):
        value = read_number(match["bracketed"].strip("（）() \t\u3000")).copy_negate()
        return Amount(value, match["money"], printed), match.start()
    value = read_number(match["number"])
    if match["power"] and (power := _POWER.fullmatch(match["power"])):
        exponent = power[1] or power[2].translate(_EXPONENTS)
        value = value.scaleb(int(exponent))
    return Amount(value, match["unit"], printed), match.start()


def _han_amount(
    text: str, match: re.Match[str], units: tuple[str, ...]
) -> tuple[Amount, int] | None:
    """An amount in Chinese numerals; None where it is no number, or a word such as 一元化."""
    if match["share"]:
        value, unit = read_han(match["share"]), "%"
        if match["share"] == "百":
            value = Decimal(100)
    else:
        scale = {"万": 10**4, "亿": 10**8}.get(match["scale"], 1)
        value, unit = read_han(match["money"]), "元"
        value = value * scale if value is not None else None
        large = set(match["money"] + match["scale"]) & set(MULTIPLIERS)
        if not large and not match["even"]:
            return None
    if value is None or unit not in units:
        return None
    return Amount(value, unit, text[match.start() : match.end()]), match.start()
