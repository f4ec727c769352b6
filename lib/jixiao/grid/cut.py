"""A row or a cell that a page cuts: whether what stands first on a page is the rest of it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ..source import Box, Line
from .forms import is_total
from .text import begins_item, is_figure, is_measure, is_next_indicator, is_nothing, plain

_SENTENCE_ENDS = ("。", "；", "！", "？", "。）", "。”", "）。", ";")
_BRACKETS = (("（", "）"), ("(", ")"), ("《", "》"), ("“", "”"), ("【", "】"))
_MONEY = re.compile(r"[-−]?(?:\d{1,3}(?:,\d{3})+|\d+)\.\d{2}")
# No figure ends so: 4, | 139.45 and 9. | 41 and 1,500,00 | 0.00 are cut.
_CUT = re.compile(r"[-−]?\d{1,3}(?:,\d{3})*(?:,\d{0,2}|\.)|[-−]?\d+\.")
_TOKEN = re.compile(r"[\x21-\x7e]+")
_PADDING = 13.0  # points: the most that a cell keeps free at its sides together
_LONG = 20  # characters: a text that may have more than one paragraph


@dataclass(frozen=True)
class Side:
    """A cell at a page break: its text, its lines, its box, how many rows it spans."""

    text: str
    lines: tuple[Line, ...]
    box: Box | None
    rows: int


def is_rest(pairs: Sequence[tuple[Side | None, Side]], form: bool) -> bool:
    """Whether the first row of a page is the rest of the row above the break.

    `pairs`: for each cell of the first row the cell above it, None where that has other columns.
    It is the rest if it fills no more than the row above, its text goes on from there, and a name
    or label of the row is not said again.
    """
    said = [(above, below) for above, below in pairs if below.text]
    if not said or any(above is None or not above.text for above, _ in said):
        return False
    if any(_is_cut(above, below) for above, below in said if above):
        return True
    if any(_is_new(above, below) for above, below in said if above):
        return False
    going = [goes_on(above, below) for above, below in said if above]
    silent = [above for above, below in pairs if above and above.text and not below.text]
    named = [above for above in silent if not is_figure(above.text)]
    if not (named and len(said) <= len(silent) or form and named):
        full = [_is_full(above, below) for above, below in said if above]
        return all(going) or bool(silent) and any(going) and all(map(max, going, full))
    return any(going) or any(
        above is not None
        and (len(above.lines) > 1 or len(above.text) >= _LONG or _is_full(above, below))
        for above, below in said
    )


def _is_new(above: Side, below: Side) -> bool:
    """Whether a text is one of its own: a total, a figure below a figure (with a unit too), an item."""
    if is_total(below.text):
        return True
    if is_figure(below.text) and is_figure(above.text):
        return not _completes(above, below)
    if is_nothing(below.text) or is_nothing(above.text):
        return True
    if (
        is_measure(below.text)
        and is_measure(above.text)
        or is_next_indicator(above.text, below.text)
    ):
        return True
    return begins_item(below.text) and len(above.lines) < 2 and len(above.text) < _LONG


def _completes(above: Side, below: Side) -> bool:
    """Whether two figures are the halves of one that a narrow cell broke: 87.6 | 5, 1,500,00 | 0.00.

    Together they have two decimals, the first has them not alone, and it fills its cell.
    """
    first, whole = plain(above.text), plain(above.text) + plain(below.text)
    broken = _MONEY.fullmatch(whole) and not _MONEY.fullmatch(first)
    return bool(broken) and _is_full(above, below)


def _is_cut(above: Side, below: Side) -> bool:
    """Whether the figure above is none as it stands, and one with what stands below."""
    first = plain(above.text)
    return _CUT.fullmatch(first) is not None and bool(_MONEY.fullmatch(first + plain(below.text)))


def goes_on(above: Side, below: Side) -> bool:
    """Whether a text goes on below: a bracket is open, or its last line is full and ends no sentence."""
    if any(above.text.count(opening) > above.text.count(closing) for opening, closing in _BRACKETS):
        return True
    if above.text.endswith(_SENTENCE_ENDS) or begins_item(below.text):
        return False
    if not above.lines or above.lines[-1].box is None or above.box is None:
        return len(above.text) >= _LONG
    return _is_full(above, below)


def _is_full(above: Side, below: Side) -> bool:
    """Whether what comes first below would not have fitted behind the last line above."""
    last = above.lines[-1].box if above.lines else None
    if last is None or above.box is None:
        return False
    widest = max(line.box.right - line.box.left for line in above.lines if line.box)
    room = above.box.right - above.box.left - _PADDING
    if len(above.lines) > 2:  # its own lines tell better how wide it is set
        room = min(room, widest)
    token = _TOKEN.match(below.text)
    size = last.bottom - last.top
    first = max(1.0, len(token[0]) / 2 if token else 0.0) * size
    return last.right - last.left + first > room


def goes_over(above: Side, below: Side, form: bool = False) -> bool:
    """Whether a cell over several rows is one with that below the break: a label of both pages.

    Its words are printed on one of them. A blank place under a figure, or under a cell of one row,
    is a cell of its own: blank. Words below a blank are its label in a form alone.
    """
    if above.text and below.text:
        return False
    if above.text:
        return above.rows > 1 and not is_figure(above.text)
    return form and above.rows > 1 and below.rows > 1 and not is_figure(below.text)
