"""What PDFium's own text reading gives in a box of a page: a second way to read a cell.

The reader proper goes from characters, their runs and the drawn rules to cells. This way knows none
of them: it takes every character in the box, in PDFium's own order. Where both give one number, it
is what the office printed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pypdfium2

from ..drawn import turn
from ..line import Box
from .space import Affine, page_space

_WITHIN = 1.0  # points inside the rules of a cell: a character beside them is the neighbour's


def texts_in_boxes(
    content: bytes, places: Sequence[tuple[int, Box]], turned: Mapping[int, int]
) -> list[str]:
    """The text in each (page, box), boxes in points from the upper left corner of the page as it
    is read. `turned`: `Document.turned`. Raises what the library raises on a damaged file.
    """
    pdf = pypdfium2.PdfDocument(content)
    found: dict[int, str] = {}
    try:
        for number in sorted({page for page, _ in places}):
            page = pdf[number - 1]
            turn(page, turned.get(number, 0))
            text, shown = page.get_textpage(), page_space(page.raw).shown
            for at, (own, box) in enumerate(places):
                if own == number:
                    found[at] = text.get_text_bounded(*_bounds(box, shown))
            text.close()
            page.close()
    finally:
        pdf.close()
    return [found[at] for at in range(len(places))]


def _bounds(box: Box, shown: Affine) -> tuple[float, float, float, float]:
    """`box` in the PDF's own space: left, bottom, right, top."""
    corners = [
        _back(x, y, shown)
        for x in (box.left + _WITHIN, box.right - _WITHIN)
        for y in (box.top + _WITHIN, box.bottom - _WITHIN)
    ]
    across, down = [x for x, _ in corners], [y for _, y in corners]
    return min(across), min(down), max(across), max(down)


def _back(x: float, y: float, shown: Affine) -> tuple[float, float]:
    """The point that `shown` puts at (x, y)."""
    a, b, c, d, e, f = shown
    whole = a * d - b * c
    return (d * (x - e) - c * (y - f)) / whole, (a * (y - f) - b * (x - e)) / whole
