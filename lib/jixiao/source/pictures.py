"""The pages of a PDF as small pictures, for a person to compare with what was read of them."""

from __future__ import annotations

import io
import zlib
from collections.abc import Iterator, Mapping

import pypdfium2

from .drawn import turn
from .limits import Limits

_RESOLUTION = 90  # dots an inch: small print can just be read
_WIDEST, _HIGHEST = 1600, 2400  # dots: a poster is drawn smaller
_GREYS = 8  # shades, from black to white in equal steps: four bits a dot
_SHADES = [round(dot * (_GREYS - 1) / 255) for dot in range(256)]
_PALETTE = [round(255 * shade / (_GREYS - 1)) for shade in range(_GREYS) for _ in "rgb"]
_PRESSED = zlib.Z_RLE  # a tenth larger than pressed as well as can be, in half of the time
_MOST = 6_000_000  # bytes of all pictures together; later pages have none


def page_pictures(
    content: bytes, name: str, limits: Limits, turned: Mapping[int, int]
) -> dict[int, bytes]:
    """Page → a PNG of it in shades of grey, as far as they are small enough together.

    A picture shows what is visible of the page as it is read, whose upper left corner boxes count
    from. `turned`: `Document.turned`.
    Source: pypdfium2 (BSD-3-Clause).

    Raises SourceError if there are too many pages; of a damaged file, what the library raises.
    """
    pictures: dict[int, bytes] = {}
    size = 0
    for number, picture in _drawn(content, name, limits, turned):
        size += len(picture)
        if size > _MOST:
            break
        pictures[number] = picture
    return pictures


def _drawn(
    content: bytes, name: str, limits: Limits, turned: Mapping[int, int]
) -> Iterator[tuple[int, bytes]]:
    pdf = pypdfium2.PdfDocument(content)
    try:
        limits.check_pages(len(pdf), name)
        for number, page in enumerate(pdf, start=1):
            turn(page, turned.get(number, 0))
            width, height = page.get_size()
            scale = min(_RESOLUTION / 72, _WIDEST / width, _HIGHEST / height)
            drawn = page.render(scale=scale, grayscale=True, may_draw_forms=False).to_pil()
            out = io.BytesIO()
            shades = drawn.convert("L").point(_SHADES)
            shades.putpalette(_PALETTE)
            shades.save(out, "PNG", bits=4, compress_type=_PRESSED)
            page.close()
            yield number, out.getvalue()
    finally:
        pdf.close()
