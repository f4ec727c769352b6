"""A cell of a grid → the figure that it prints, or why it is none."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from ...base.amounts import fold, read_number
from ...base.errors import AmountError
from ...catalogue import wordings
from ...grid.grid import GridCell
from .normal import squeezed

_DIGIT = re.compile(r"\d")
_BETWEEN = re.compile(r"(?<=[\d.,])\s+(?=[\d.,])")
_WHOLE = re.compile(r"[-−]?(?:\d{1,3}(?:,\d{3})+|\d+)\.\d{2}")


@dataclass(frozen=True)
class Figure:
    """A printed number and its exact value. `percent`: it prints the sign itself."""

    printed: str
    value: Decimal
    percent: bool = False


def is_blank(text: str) -> bool:
    return squeezed(text) in wordings("statement_rows")["blank"]


def has_digit(text: str) -> bool:
    return bool(_DIGIT.search(fold(text)))


def read_figure(cell: GridCell) -> Figure | str | None:
    """The figure of `cell`; None where it is blank; else the key of the reason why it is none.

    not_a_figure: other words stand with it. two_figures: more than one number, or one whose
    pieces in two lines could each stand alone; 41.0 above 8 is one, broken in a narrow cell: only
    together they have the two decimals of money.
    """
    if is_blank(cell.text):
        return None
    lines = [line.text for line in cell.lines if not line.blank] or [cell.text]
    if any(_BETWEEN.search(fold(line.strip())) for line in lines):
        return "two_figures"
    pieces = [squeezed(line) for line in lines]
    joined = "".join(pieces)
    whole = _WHOLE.fullmatch(fold(joined)) is not None
    halves = whole and not any(_WHOLE.fullmatch(fold(piece)) for piece in pieces)
    if len(pieces) > 1 and all(map(_is_number, pieces)) and not halves:
        return "two_figures"
    if len(pieces) > 1 and not whole:
        return "not_a_figure"
    plain = joined.removesuffix("%").removesuffix("％")
    if not _is_number(plain):
        return "not_a_figure"
    return Figure(joined, read_number(plain), percent=plain != joined)


def _is_number(text: str) -> bool:
    try:
        read_number(text)
    except AmountError:
        return False
    return True
