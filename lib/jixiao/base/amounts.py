"""Printed figures → exact numbers with their printed unit. Nothing is guessed.

`read_amount` takes a text that begins with a figure; `find_amounts` lists every figure in a text.
Both fold full-width digits, signs and points, drop white space, keep the figure as it was
printed, and never convert a unit: `Amount.wan` does, for money alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import MAX_EMAX, MAX_PREC, MIN_EMIN, ROUND_HALF_UP, Context, Decimal

from .errors import AmountError

YUAN_PER_UNIT = {"元": Decimal(1), "万元": Decimal(10_000), "亿元": Decimal(100_000_000)}

# A figure: grouped thousands or plain digits, perhaps a fraction. The look-behind keeps the parts
# of a longer figure (the 884 of 14,884.55) from being read alone; one with a character that could
# not be read (U+FFFD) is none.
NUMBER = r"(?<![\d.,\ufffd])(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?(?![\d\ufffd])"

_ROUNDING = Context(prec=MAX_PREC, Emax=MAX_EMAX, Emin=MIN_EMIN, rounding=ROUND_HALF_UP)

_FOLD = str.maketrans("０１２３４５６７８９．％－＋", "0123456789.%-+")
_WIDE_THOUSANDS = re.compile(r"(?<=[０-９])，(?=[０-９]{3})")  # elsewhere ， ends a clause
_SIGNED = re.compile(rf"(?P<sign>[-+−]?)(?P<number>{NUMBER})")


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


def places_of(value: Decimal) -> int:
    """How many decimal places `value` is printed with, e.g. 2 for 98.60."""
    return -int(value.as_tuple().exponent)


def half_unit(value: Decimal) -> Decimal:
    """Half a unit of the last printed place of `value`, e.g. 0.005 for 14884.55."""
    return Decimal(1).scaleb(int(value.as_tuple().exponent)) / 2


def in_wan(value: Decimal, unit: str) -> Decimal:
    """`value` in `unit` (元, 万元 or 亿元) as 万元, exactly. Raises AmountError for other units."""
    if unit not in YUAN_PER_UNIT:
        raise AmountError("base.unit_of_no_money", unit=unit)
    return value * YUAN_PER_UNIT[unit] / YUAN_PER_UNIT["万元"]


def fold(text: str) -> str:
    """`text` with full-width digits, points, signs and per cent made plain, length kept."""
    return _WIDE_THOUSANDS.sub(",", text).translate(_FOLD)


def read_number(printed: str) -> Decimal:
    """The exact value of a printed number, e.g. '14,884.55' → Decimal('14884.55').

    Raises AmountError if `printed` is not one number and nothing else.
    """
    plain = "".join(fold(printed).split())
    if not (match := _SIGNED.fullmatch(plain)):
        raise AmountError("base.no_number", printed=printed)
    value = Decimal(match["number"].replace(",", ""))
    # Negation by - rounds to the context's digits; this does not.
    return value.copy_negate() if match["sign"] in ("-", "−") else value


def read_amount(text: str, units: tuple[str, ...], where: object = None) -> Amount:
    """The figure with which `text` begins, exactly as printed.

    `units`: the units that may follow it. A number without one of them is refused: the reports
    mix 元 and 万元 within a sentence.

    Raises AmountError, naming the place, if there is no number or its unit is missing.
    """
    for amount, start in find_amounts(text, units):
        if text[:start].strip():
            break
        return amount
    raise AmountError(
        "base.no_figure",
        where=where,
        text=text[:24],
        units=" ".join(units),
    )


def find_amounts(text: str, units: tuple[str, ...]) -> Iterator[tuple[Amount, int]]:
    """Every figure in `text` that one of `units` follows, with the index where it begins.

    The longest unit wins (万元 before 元). Spaces may stand between number and unit.
    """
    by_length = "|".join(re.escape(unit) for unit in sorted(units, key=len, reverse=True))
    for match in re.finditer(rf"({NUMBER})\s*({by_length})", fold(text)):
        printed = text[match.start() : match.end()]
        yield Amount(read_number(match[1]), match[2], "".join(printed.split())), match.start()
