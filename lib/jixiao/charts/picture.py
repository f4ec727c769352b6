"""A drawn figure → the bytes of a PNG: the same bytes for the same figure, and few of them."""

from __future__ import annotations

import io

import numpy as np
from matplotlib.backend_bases import FigureCanvasBase
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from numpy.typing import NDArray
from PIL import Image

from .font_in_memory import font_from_memory

_COLOURS = 256  # what the palette of a PNG holds
_COLOUR = (1 << 24) - 1  # of a pixel, the rest is its opacity


def to_png(figure: Figure) -> bytes:
    """`figure` as a PNG with a palette, a third of the size of one without.

    A chart has a few hundred colours, most of them the edges of letters. The 256 that cover most of
    it stay exactly as they are; a rarer one becomes the nearest of these.
    """
    canvas = FigureCanvasAgg(figure)
    with font_from_memory():
        canvas.draw()
    width, height = canvas.get_width_height()
    pixels = np.frombuffer(canvas.buffer_rgba(), dtype="<u4")
    starts, lengths = _runs(pixels)
    values, which = np.unique(pixels[starts] & _COLOUR, return_inverse=True)
    colours = np.stack([values >> shift & 0xFF for shift in (0, 8, 16)], axis=1)
    counts = np.bincount(which, weights=lengths)
    common = np.lexsort((*colours.T[::-1], -counts))  # the most pixels first, then by colour
    palette = colours[common[:_COLOURS]]
    places = np.empty(len(colours), np.uint8)
    places[common[:_COLOURS]] = np.arange(len(palette))
    rare = common[_COLOURS:]
    places[rare] = _nearest(colours[rare], palette)
    placed = np.repeat(places[which], lengths)
    picture = Image.frombytes("P", (width, height), placed.tobytes())
    picture.putpalette(palette.astype(np.uint8).tobytes())
    buffer = io.BytesIO()
    picture.save(buffer, "png", compress_level=4)
    FigureCanvasBase(figure)  # takes the place of the canvas, whose pixels go with it
    return buffer.getvalue()


def _runs(pixels: NDArray[np.uint32]) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Where runs of one colour start, and how long they are: a chart has thirty pixels to a run."""
    starts = np.concatenate(([0], np.flatnonzero(pixels[1:] != pixels[:-1]) + 1))
    return starts, np.diff(starts, append=pixels.size)


def _nearest(colours: NDArray[np.uint32], palette: NDArray[np.uint32]) -> NDArray[np.intp]:
    """The index in `palette` of the nearest to each of `colours`: whole numbers below 2²⁴, exact."""
    of, to = colours.astype(np.float32), palette.astype(np.float32)
    # |c − p|² without |c|², which is the same for every p
    nearest: NDArray[np.intp] = ((to**2).sum(axis=1) - 2 * (of @ to.T)).argmin(axis=1)
    return nearest
