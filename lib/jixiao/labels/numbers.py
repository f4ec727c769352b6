"""The one way to print a figure: tables, charts, sentences, pages and spreadsheets call these.

Figures are rounded half up, grouped by thousands, and have a minus sign, never a hyphen. What is
missing is a dash.
"""

from __future__ import annotations

from decimal import Decimal

from ..base.amounts import places_of, rounded
from ..base.language import Language

MISSING = "–"


def number(value: Decimal | None, places: int = 2, signed: bool = False) -> str:
    """`value` rounded to `places`; `signed`: with a plus where it is above zero."""
    return MISSING if value is None else _written(rounded(value, places), signed)


def exact(value: Decimal | None, signed: bool = False) -> str:
    """`value` with all the places that it has."""
    return MISSING if value is None else _written(value if value else value.copy_abs(), signed)


def whole(value: int) -> str:
    """A count of things."""
    return _written(Decimal(int(value)))


def short(value: Decimal, unit: str, language: Language) -> str:
    """`value` in at most four digits with the scale of `language`: 万 and 亿, m and bn; a figure
    below the scales has all its digits, without zeros at the end.
    """
    scales = {"zh": ((10**8, "亿"), (10**4, "万")), "en": ((10**9, " bn"), (10**6, " m"))}
    for scale, word in scales[language]:
        if abs(value) >= scale and unit != "%":
            scaled = value / scale
            places = min(max(0, 3 - scaled.adjusted()), max(0, places_of(scaled)))
            return number(scaled, places) + word
    return exact(_trimmed(value))


def without_zeros(value: Decimal) -> Decimal:
    """`value` without the zeros that a conversion from 元 leaves behind its second place."""
    places = max(2, places_of(_trimmed(value)))
    return rounded(value, places) if places_of(value) > places else value


def with_unit(figure: str, unit: str | None, language: Language) -> str:
    """A printed figure and its unit, or %: Chinese is written without a space between them."""
    return f"{figure}{'' if language == 'zh' else ' '}{unit}" if unit else figure


def per_cent(figure: str, language: Language) -> str:
    """A printed figure that is a share of a hundred; the dash of what is missing stays alone."""
    return figure if figure == MISSING else with_unit(figure, "%", language)


def _trimmed(value: Decimal) -> Decimal:
    text = f"{value:f}"
    return Decimal(text.rstrip("0").rstrip(".") if "." in text else text)


def _written(value: Decimal, signed: bool = False) -> str:
    return (f"{value:+,f}" if signed and value else f"{value:,f}").replace("-", "−")
