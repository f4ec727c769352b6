"""Pages of a PDF drawn in shades of grey (pypdfium2, BSD-3-Clause)."""

from __future__ import annotations

from collections.abc import Generator, Iterable

import pypdfium2
from PIL.Image import Image


def drawn_pages(
    content: bytes, pages: Iterable[int], resolution: float
) -> Generator[tuple[int, Image], None, None]:
    """Each of `pages` (from 1) with its picture, at so many dots an inch, one after another.

    A picture shows what is visible of the page, whose upper left corner boxes count from.
    """
    pdf = pypdfium2.PdfDocument(content)
    try:
        for number in pages:
            page = pdf[number - 1]
            try:
                drawn = page.render(scale=resolution / 72, grayscale=True, may_draw_forms=False)
                yield number, drawn.to_pil().convert("L")
            finally:
                page.close()
    finally:
        pdf.close()
