"""The characters in the pictures of a scan's pages (rapidocr, Apache-2.0, whose models lie in its wheel).

An extra (`ocr`) that needs no program of the system; nothing is sent or fetched.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import closing, redirect_stdout
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from typing import Any

from .limits import SECONDS_A_PAGE, Limits, too_much
from .line import Box

EXTRA = ".[ocr]"  # of the folder of this workbook
_RESOLUTION = 200  # dots an inch: characters are found no better in a finer picture
_STANDING = (
    0.3  # of the characters of an upright page: some stand in narrow cells, one below another
)
_SURE = 0.9  # of a page that is turned the wrong way the programme is sure by 0.6 to 0.83
_FEW = 20  # characters: fewer are seen by chance


@dataclass(frozen=True)
class SeenCharacter:
    """A character, its box in points from the upper left corner, and how sure it is: 0 to 100."""

    text: str
    box: Box
    confidence: float


Seen = list[list[SeenCharacter]]  # of a page: lines, each from left to right


@cache
def rapid_installed() -> bool:
    """Whether the extra is installed."""
    return all(find_spec(name) is not None for name in ("rapidocr", "onnxruntime"))


def rapid_pages(
    content: bytes, pages: Sequence[int], limits: Limits, name: str
) -> tuple[dict[int, Seen], dict[int, int]]:
    """Page → the lines of characters in its picture; and by how many quarters to the right a page was
    turned for that, where it lies on its side or upside down.

    Raises SourceError if it takes too long.
    """
    import numpy as np  # not for who only asks whether the extra is installed

    from .drawn import drawn_pages
    from .turns import best_turn, turned_upright

    seconds = max(limits.seconds, SECONDS_A_PAGE * len(pages))
    until = time.monotonic() + seconds
    found: dict[int, Seen] = {}
    turns: dict[int, int] = {}
    with redirect_stdout(sys.stderr):  # what the library says is no answer of ours
        read = _reader()
        with closing(drawn_pages(content, pages, _RESOLUTION)) as drawn:
            for page, picture in drawn:
                if time.monotonic() > until:
                    raise too_much("source.recognising_took", "seconds", name, most=seconds)
                seen: dict[int, Seen] = {}

                def look(quarters: int) -> tuple[float, bool]:
                    upright = turned_upright(picture, quarters).convert("RGB")  # noqa: B023
                    seen[quarters] = list(_lines(read(np.asarray(upright))))  # noqa: B023
                    return how_upright(seen[quarters])  # noqa: B023

                turn = best_turn(look)
                found[page] = seen[turn]
                if turn:
                    turns[page] = turn
    return found, turns


def how_upright(lines: Seen) -> tuple[float, bool]:
    """How many characters of lines that run across the page were recognised, and whether it is good:
    they are many, most of all, and the programme is sure of them.
    """
    level = standing = sure = 0.0
    for line in lines:
        across = line[-1].box.right - line[0].box.left
        down = max(c.box.bottom for c in line) - min(c.box.top for c in line)
        if len(line) > 1 and down > across:
            standing += len(line)
        else:
            level += len(line)
            sure += sum(character.confidence for character in line) / 100
    good = standing <= _STANDING * (level + standing) and sure >= _SURE * level
    return sure, good and level >= _FEW


def _reader() -> Any:
    os.environ["ORT_DISABLE_TELEMETRY"] = "1"
    from rapidocr import RapidOCR

    engine = RapidOCR(params={"Global.log_level": "error"})
    # Lines are not turned to be read: 6 and 9 are each other upside down.
    return lambda picture: engine(
        picture, use_cls=False, return_word_box=True, return_single_char_box=True
    )


def _lines(read: Any) -> Iterator[list[SeenCharacter]]:
    for words in read.word_results or ():
        if not words or isinstance(words[0], str):  # what stands for it where nothing was seen
            continue
        line: list[SeenCharacter] = []
        for text, sure, corners in words:
            if corners is not None and text.strip():
                across, down = zip(*corners, strict=True)
                line += _characters(text, min(across), min(down), max(across), max(down), sure)
        if line:
            yield line


def _characters(
    text: str, left: float, top: float, right: float, bottom: float, sure: float
) -> Iterator[SeenCharacter]:
    """Latin words may come whole: their characters share their width."""
    scale, width = 72 / _RESOLUTION, (right - left) / len(text)
    for at, character in enumerate(text):
        edges = (left + at * width, top, left + (at + 1) * width, bottom)
        yield SeenCharacter(character, Box(*(float(e) * scale for e in edges)), 100 * float(sure))
