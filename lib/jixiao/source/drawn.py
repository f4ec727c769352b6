"""Pages of a PDF drawn in shades of grey (pypdfium2, BSD-3-Clause)."""

from __future__ import annotations

from collections.abc import Generator, Iterable, Mapping
from types import MappingProxyType

import pypdfium2
from PIL.Image import Image


def drawn_pages(
    content: bytes,
    pages: Iterable[int],
    resolution: float,
    turned: Mapping[int, int] = MappingProxyType({}),
) -> Generator[tuple[int, Image], None, None]:
    """Each of `pages` (from 1) with its picture, at so many dots an inch, one after another.

    A picture shows what is visible of the page as it is read, whose upper left corner boxes count
    from. `turned`: page → by how many quarters to the right it is turned to be read.
    """
    pdf = pypdfium2.PdfDocument(content)
    try:
        for number in pages:
            page = pdf[number - 1]
            try:
                turn(page, turned.get(number, 0))
                drawn = page.render(scale=resolution / 72, grayscale=True, may_draw_forms=False)
                yield number, drawn.to_pil().convert("L")
            finally:
                page.close()
    finally:
        pdf.close()


def turn(page: pypdfium2.PdfPage, quarters: int) -> None:
    """Turns an open page to the right for whatever is drawn of it; the file stays as it is."""
    if quarters:
        page.set_rotation((page.get_rotation() + 90 * quarters) % 360)
