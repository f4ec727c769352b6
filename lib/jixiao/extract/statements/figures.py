"""A cell of a grid → the figure that it prints, or why it is none."""

from __future__ import annotations

import re
from decimal import Decimal

from ...base.amounts import YUAN_PER_UNIT, fold, grouping_spaces, read_number
from ...base.errors import AmountError
from ...base.values import value_class
from ...catalogue import wordings
from ...grid.grid import GridCell
from .normal import squeezed

_DIGIT = re.compile(r"\d")
_NOUGHT = re.compile(r"[-−]?0\d")  # before other digits: one of them may be lost
_BETWEEN = re.compile(r"(?<=[\d.,])\s+(?=[\d.,])")
_WHOLE = re.compile(r"[-−]?(?:\d{1,3}(?:,\d{3})+|\d+)\.\d{2}")
_UNIT = re.compile("|".join(sorted(YUAN_PER_UNIT, key=len, reverse=True)) + "$")
_BRACKETED = re.compile(r"[(（]((?:\d{1,3}(?:,\d{3})+|\d+)\.\d{2})[)）]")
# A figure that is no number: of a formula that failed (#REF!, ####), a character that cannot be
# read, in Chinese numerals or in other digits (①, ¹²), or of a mark that says: as above. 一 alone
# stands for a dash.
_LOST = re.compile(
    r".*(?:#{2,}|#[A-Z]+[/0!?]|\ufffd).*"
    r"|[〃″\"＂々〻]+|同[上左前]|[×xX＊*]{1,}(?:[.．,]?[×xX＊*])+|[①-⑳⓪⁰-⁹¹²³₀-₉⑴-⒇½¼¾]+"
    r"|[〇零一二两三四五六七八九十百千万亿壹贰叁肆伍陆柒捌玖拾佰仟点元角分整]{2,}"
)


@value_class()
class PrintedFigure:
    """A printed number and its exact value. `percent`: it prints the sign itself, `unit`: a unit."""

    printed: str
    value: Decimal
    percent: bool = False
    unit: str | None = None


def is_blank(text: str) -> bool:
    return squeezed(text) in wordings("statement_rows")["blank"]


def has_digit(text: str) -> bool:
    return bool(_DIGIT.search(fold(text)))


def is_money(text: str) -> bool:
    """Whether a text is a whole amount of money, with its two decimals: no name of a row."""
    return _WHOLE.fullmatch(fold(squeezed(text))) is not None


def holds_figure(text: str) -> bool:
    """Whether a cell prints a figure, or what stands in the place of one and cannot be read."""
    plain = squeezed(text)
    return has_digit(plain) or bool(_LOST.fullmatch(plain))


def read_figure(cell: GridCell) -> PrintedFigure | str | None:
    """The figure of `cell`; None where it is blank; else the key of the reason why it is none.

    not_a_figure: other words stand with it. two_figures: more than one number, or one whose
    pieces in two lines could each stand alone; 41.0 above 8 is one, broken in a narrow cell: only
    together they have the two decimals of money.
    """
    if is_blank(cell.text):
        return None
    lines = [_closed(line.text) for line in cell.lines if not line.blank] or [cell.text]
    if any(_BETWEEN.search(fold(line.strip())) for line in lines):
        return "two_figures"
    pieces = [squeezed(line) for line in lines]
    joined = "".join(pieces)
    if len(pieces) > 1:
        whole = _WHOLE.fullmatch(fold(joined)) is not None
        halves = whole and not any(_WHOLE.fullmatch(fold(piece)) for piece in pieces)
        if not halves and all(_number(piece) is not None for piece in pieces):
            return "two_figures"
        if not whole:
            return "not_a_figure"
    plain = joined.removesuffix("%").removesuffix("％")
    unit = _UNIT.search(plain)
    number = plain.removesuffix(unit[0] if unit else "").removeprefix("¥").removeprefix("￥")
    value = _number(number)
    if value is None or _NOUGHT.match(number):
        return "not_a_figure"
    return PrintedFigure(joined, value, plain != joined, unit[0] if unit else None)


def read_bracketed(cell: GridCell) -> PrintedFigure | None:
    """The negative figure of a cell that prints it in brackets: (1,204.35); None where it does not."""
    printed = squeezed(cell.text)
    match = _BRACKETED.fullmatch(fold(printed))
    return PrintedFigure(printed, read_number(match[1]).copy_negate()) if match else None


def _closed(text: str) -> str:
    """`text` without the thin spaces that group the digits of a number."""
    plain = text.strip()
    spaces = grouping_spaces(plain)
    return "".join(c for at, c in enumerate(plain) if at not in spaces) if spaces else plain


def _number(text: str) -> Decimal | None:
    try:
        return read_number(text)
    except AmountError:
        return None
