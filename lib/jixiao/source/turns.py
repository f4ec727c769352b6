"""Scanned pages that lie on their side or upside down: which, and the PDF with them turned upright.

A page is looked at in each direction, and the one counts in which its characters are recognised.
"""

from __future__ import annotations

import io
import re
import subprocess
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing

import pypdfium2
from PIL.Image import Image

from .drawn import drawn_pages, turn
from .tesseract import ask_tesseract

TURNS = (1, 3, 2)  # quarters to the right, the likely ones first
_RESOLUTION = 200  # dots an inch
_ROTATE = re.compile(r"^Rotate: (\d+)$", re.MULTILINE)
_SURE = re.compile(r"^Orientation confidence: ([\d.]+)$", re.MULTILINE)
_LEAST_SURE = 2.0  # of tesseract's own measure: that of upright pages is 10 and more


def best_turn(score: Callable[[int], tuple[float, bool]]) -> int:
    """The turn with the highest score; those after one that is good enough are not tried.

    `score`: of a turn how much was recognised, and whether that is good.
    """
    scores: dict[int, float] = {}
    for quarters in (0, *TURNS):
        scores[quarters], good = score(quarters)
        if good:
            return quarters
    return max(scores, key=lambda quarters: scores[quarters])


def turned_upright(picture: Image, quarters: int) -> Image:
    """A picture turned by quarters to the right."""
    return picture.rotate(-90 * quarters, expand=True) if quarters else picture


def turns_by_tesseract(content: bytes, pages: Sequence[int]) -> dict[int, int]:
    """Page → by how many quarters it is turned to the right to stand upright; without those that do
    already, or of which tesseract cannot tell it.
    """
    with closing(drawn_pages(content, pages, _RESOLUTION)) as drawn:
        return {page: quarters for page, picture in drawn if (quarters := _quarters(picture))}


def _quarters(picture: Image) -> int:
    try:
        done = ask_tesseract(picture, _RESOLUTION, "--psm", "0")
    except subprocess.TimeoutExpired:
        return 0
    said = done.stdout.decode("utf-8", "replace")  # nothing of a page with few characters
    turned, sure = _ROTATE.search(said), _SURE.search(said)
    if not turned or not sure or float(sure[1]) < _LEAST_SURE:
        return 0
    return int(turned[1]) // 90 % 4


def with_turns(content: bytes, turns: Mapping[int, int]) -> bytes:
    """The PDF with pages turned by quarters to the right."""
    pdf = pypdfium2.PdfDocument(content)
    try:
        for number, quarters in turns.items():
            page = pdf[number - 1]
            turn(page, quarters)
            page.close()
        out = io.BytesIO()
        pdf.save(out)
        return out.getvalue()
    finally:
        pdf.close()
