"""Characters of a PDF page → words, each in the cell of a table where it stands, or in none."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from pdfplumber.utils.text import extract_words

from .document import Box, Word
from .ocr import plain_marks

_NUMERIC = set("0123456789.,%")
_ASCENT = 0.86  # of a character's size: how far it rises above its baseline
_NO_CHARACTER = re.compile(r"\(cid:\d+\)")
_GAP = 0.6  # of a character's size: a wider gap parts two words


def printed_words(
    chars: list[dict[str, Any]], cells: Sequence[Box]
) -> dict[Box | None, tuple[Word, ...]]:
    """The words in each cell, and under None those in no cell; characters are told by their place."""
    inside: dict[Box | None, list[dict[str, Any]]] = {box: [] for box in [None, *cells]}
    before: tuple[dict[str, Any], Box | None] | None = None
    for char in chars:
        x, y = (char["x0"] + char["x1"]) / 2, (char["top"] + char["bottom"]) / 2
        home = next((box for box in cells if box.holds(x, y)), None)
        if before and home != before[1] and _goes_over(*before, char, home):
            home = before[1]
        inside[home].append(char)
        before = (char, home)
    return {home: _words(own) for home, own in inside.items()}


def recognised_words(
    chars: list[dict[str, Any]], cells: Sequence[Box]
) -> dict[Box | None, tuple[Word, ...]]:
    """The same of characters that were recognised: only the places of whole words are known, and
    they come word by word, each with a space after it.
    """
    inside: dict[Box | None, list[Word]] = {box: [] for box in [None, *cells]}
    word: list[dict[str, Any]] = []
    for char in [*chars, {"text": " "}]:
        if not char["text"].isspace():
            if word and abs(char["top"] - word[-1]["top"]) > 1:
                _place(word, cells, inside)
                word = []
            word.append(char)
        elif word:
            _place(word, cells, inside)
            word = []
    return {home: tuple(words) for home, words in inside.items()}


def _place(
    chars: list[dict[str, Any]], cells: Sequence[Box], inside: dict[Box | None, list[Word]]
) -> None:
    box = box_of(
        min(char["x0"] for char in chars),
        min(char["top"] for char in chars),
        max(char["x1"] for char in chars),
        max(char["bottom"] for char in chars),
    )
    x, y = (box.left + box.right) / 2, (box.top + box.bottom) / 2
    home = next((cell for cell in cells if cell.holds(x, y)), None)
    if text := plain_marks("".join(char["text"] for char in chars)):
        inside[home].append(Word(text, box))


def _goes_over(
    last: Mapping[str, Any], cell: Box | None, char: Mapping[str, Any], home: Box | None
) -> bool:
    """Whether text that began in `cell` was set over its edge: `char` follows `last` there.

    Out of the table any text may run; into the next cell only a number does not stop at the rule.
    """
    adjoins = (
        abs(char["top"] - last["top"]) < 1 and abs(char["x0"] - last["x1"]) < 0.2 * char["size"]
    )
    number = last["text"] in _NUMERIC and char["text"] in _NUMERIC
    return cell is not None and adjoins and (home is None or number)


def _words(chars: list[dict[str, Any]]) -> tuple[Word, ...]:
    return tuple(
        Word(word["text"], box_of(word["x0"], word["top"], word["x1"], word["bottom"]))
        for word in extract_words(chars, x_tolerance_ratio=_GAP, keep_blank_chars=False)
    )


def on_baseline(char: Mapping[str, Any]) -> dict[str, Any]:
    """`char` with its top and bottom counted from its baseline.

    Fonts differ in what they say of their height: figures in Arial would else stand a third of a
    line below the Chinese words that they belong to.
    """
    baseline = char["bottom"] - (char["matrix"][5] - char["y0"])
    top = baseline - _ASCENT * char["size"]
    moved = char["doctop"] - char["top"]
    bottom = top + char["size"]
    # A glyph without a character comes as (cid:12): its number is no text of the page.
    text = "\ufffd" if _NO_CHARACTER.fullmatch(char["text"]) else char["text"]
    return {**char, "text": text, "top": top, "bottom": bottom, "doctop": top + moved}


def box_of(*edges: float) -> Box:
    """A box to a hundredth of a point."""
    return Box(*(round(float(edge), 2) for edge in edges))
