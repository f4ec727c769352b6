"""A drawn figure → the bytes of a PNG: the same bytes for the same figure, and few of them."""

from __future__ import annotations

import io
from typing import cast

import numpy as np
from matplotlib.backend_bases import FigureCanvasBase
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from numpy.typing import NDArray
from PIL import Image

_COLOURS = 256  # what the palette of a PNG holds
_USUAL = 1 << 12  # more colours than a chart has; asking for a table of all takes longer
_EVERY = 1 << 24  # all colours that there are
_PIECE = 1 << 15  # pixels


def to_png(figure: Figure) -> bytes:
    """`figure` as a PNG with a palette, a third of the size of one without.

    A chart has a few hundred colours, most of them the edges of letters. The 256 that cover most of
    it stay exactly as they are; a rarer one becomes the nearest of these.
    """
    canvas = FigureCanvasAgg(figure)
    canvas.draw()
    width, height = canvas.get_width_height()
    drawn = Image.frombuffer("RGBA", (width, height), canvas.buffer_rgba(), "raw", "RGBA", 0, 1)
    counted = drawn.getcolors(_USUAL) or drawn.getcolors(width * height) or []
    counted.sort(key=lambda entry: (-entry[0], entry[1]))
    drawn_colours = [cast(tuple[int, ...], colour)[:3] for _, colour in counted]
    colours = np.array(drawn_colours, dtype=np.float32)
    palette = colours[:_COLOURS]
    place = np.zeros(_EVERY, dtype=np.uint8)
    place[colours.astype(np.intp) @ (1, 1 << 8, 1 << 16)] = _nearest(colours, palette)
    pixels = np.frombuffer(canvas.buffer_rgba(), dtype="<u4")
    picture = Image.frombytes("P", (width, height), _placed(pixels, place).tobytes())
    picture.putpalette(palette.astype(np.uint8).tobytes())
    buffer = io.BytesIO()
    picture.save(buffer, "png", compress_level=4)
    FigureCanvasBase(figure)  # takes the place of the canvas, whose pixels go with it
    return buffer.getvalue()


def _nearest(colours: NDArray[np.float32], palette: NDArray[np.float32]) -> NDArray[np.intp]:
    """The index in `palette` of the nearest to each of `colours`: whole numbers below 2²⁴, exact."""
    # |c − p|² without |c|², which is the same for every p
    distances: NDArray[np.float32] = (palette**2).sum(axis=1) - 2 * (colours @ palette.T)
    return distances.argmin(axis=1)


def _placed(pixels: NDArray[np.uint32], place: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """`place` of each pixel's colour, in pieces: whole pictures in between would cost fresh memory."""
    placed = np.empty(pixels.size, dtype=np.uint8)
    for start in range(0, pixels.size, _PIECE):
        piece = slice(start, start + _PIECE)
        place.take(pixels[piece] & (_EVERY - 1), out=placed[piece], mode="clip")
    return placed
