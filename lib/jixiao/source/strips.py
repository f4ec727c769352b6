"""A strip of a page of a PDF as a small grey picture, with the words that matter marked."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from .line import Box

if TYPE_CHECKING:
    from PIL.Image import Image

_RESOLUTION = 120  # dots an inch: small print is read on paper
_AROUND = 16.0  # points above and below the words: the lines before and after
WIDEST = 640.0  # points: of a wider page only what stands around the words
_HIGHEST = 240.0  # points
_MARGIN = 1.5  # points between the words and their frame
_TWICE = 2.0  # as wide: further left, a row is not shown from where it begins
_TINT = 0.86  # of the light of the paper, where words are marked
_GREYS = 16  # shades: four bits a dot
_SHADES = [round(dot * (_GREYS - 1) / 255) for dot in range(256)]
_PALETTE = [round(255 * shade / (_GREYS - 1)) for shade in range(_GREYS) for _ in "rgb"]


@dataclass(frozen=True)
class Strip:
    """What to draw: the part of `page` (from 1) around `boxes`, which are marked.

    `widest`: of a page that is wider, in points, only what stands around the boxes; more where the
    rows that are marked begin further left, at `start`: a figure says nothing without its name.
    `turned`: by how many quarters to the right the page is turned to be read.
    """

    page: int
    boxes: tuple[Box, ...]
    widest: float = WIDEST
    turned: int = 0
    start: float | None = None


def paint_strips(content: bytes, strips: Sequence[Strip]) -> list[bytes]:
    """Each strip as a PNG of a few KB in shades of grey; b"" where the page is not there or is
    damaged, or where no box is on it.

    Boxes as in `Line.box`. Source: pypdfium2 (BSD-3-Clause). Of a damaged file, what the library
    raises: files of strangers are drawn by `read.draw_strips`, in a process of their own.
    """
    import pypdfium2

    pdf = pypdfium2.PdfDocument(content)
    try:
        return [_painted(pdf, strip) for strip in strips]
    finally:
        pdf.close()


def _painted(pdf: Any, strip: Strip) -> bytes:
    import pypdfium2

    from .drawn import turn

    if not strip.boxes or not 1 <= strip.page <= len(pdf):
        return b""
    try:
        page = pdf[strip.page - 1]
    except pypdfium2.PdfiumError:
        return b""
    try:
        turn(page, strip.turned)
        width, height = page.get_size()
        part = _part(strip, width, height)
        if part is None:
            return b""
        scale = _RESOLUTION / 72
        cut = (part.left, height - part.bottom, width - part.right, part.top)
        drawn = page.render(scale=scale, crop=cut, grayscale=True, may_draw_forms=False).to_pil()
    finally:
        page.close()
    grey = drawn.convert("L")
    for box in strip.boxes:
        _mark(grey, box, part, scale)
    out = io.BytesIO()
    shades = grey.point(_SHADES)
    shades.putpalette(_PALETTE)
    shades.save(out, "PNG", bits=4, optimize=True)
    return out.getvalue()


def _part(strip: Strip, width: float, height: float) -> Box | None:
    """The part of a page of that size that shows the boxes, or the first of them."""
    seen = [
        box
        for box in strip.boxes
        if 0 <= box.left < box.right <= width + 1 and 0 <= box.top < box.bottom <= height + 1
    ]
    if not seen:
        return None
    top = max(min(box.top for box in seen) - _AROUND, 0.0)
    bottom = min(max(box.bottom for box in seen) + _AROUND, height, top + _HIGHEST)
    left, right = 0.0, width
    if width > strip.widest:
        middle = (min(box.left for box in seen) + max(box.right for box in seen)) / 2
        left = min(max(middle - strip.widest / 2, 0.0), width - strip.widest)
        right = left + strip.widest
        end = max(box.right for box in seen)
        if (
            strip.start is not None
            and strip.start < left
            and end - strip.start < _TWICE * strip.widest
        ):
            left = max(strip.start - 2 * _MARGIN, 0.0)
            right = min(max(left + strip.widest, end + 2 * _MARGIN), width)
    return Box(left, top, right, bottom)


def _mark(picture: Image, box: Box, part: Box, scale: float) -> None:
    """A grey ground and a frame around the words of `box`; they stay as they are printed."""
    from PIL import Image, ImageDraw

    edges = [
        round((side + away - start) * scale)
        for side, away, start in (
            (box.left, -_MARGIN, part.left),
            (box.top, -_MARGIN, part.top),
            (box.right, _MARGIN, part.left),
            (box.bottom, _MARGIN, part.top),
        )
    ]
    left, top = max(edges[0], 0), max(edges[1], 0)
    right, bottom = min(edges[2], picture.width - 1), min(edges[3], picture.height - 1)
    if right <= left or bottom <= top:
        return
    area = (left, top, right + 1, bottom + 1)
    ground = Image.eval(picture.crop(area), lambda light: int(light * _TINT))
    picture.paste(ground, area)
    ImageDraw.Draw(picture).rectangle((left, top, right, bottom), outline=0, width=2)


def places_of(strips: Sequence[Strip]) -> list[list[Any]]:
    """The strips as another process takes them; `strips_of` makes them again."""
    return [
        [
            strip.page,
            [[box.left, box.top, box.right, box.bottom] for box in strip.boxes],
            strip.widest,
            strip.turned,
            strip.start,
        ]
        for strip in strips
    ]


def strips_of(places: Sequence[Sequence[Any]]) -> Iterator[Strip]:
    """The strips that `places_of` gave."""
    for page, boxes, widest, turned, start in places:
        own = tuple(Box(*map(float, box)) for box in boxes)
        begins = None if start is None else float(start)
        yield Strip(int(page), own, float(widest), int(turned), begins)
