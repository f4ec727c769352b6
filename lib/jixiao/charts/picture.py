"""A drawn figure → the bytes of a PNG: the same bytes for the same figure, and few of them."""

from __future__ import annotations

import io

import numpy as np
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from PIL import Image

_COLOURS = 256  # what the palette of a PNG holds
_USUAL = 1 << 12  # more colours than a chart has; asking for a table of all takes longer
_EVERY = 1 << 24  # all colours that there are


def to_png(figure: Figure) -> bytes:
    """`figure` as a PNG with a palette, a third of the size of one without.

    A chart has a few hundred colours, most of them the edges of letters. The 256 that cover most of
    it stay exactly as they are; a rarer one becomes the nearest of these.
    """
    canvas = FigureCanvasAgg(figure)
    canvas.draw()
    width, height = canvas.get_width_height()
    drawn = Image.frombuffer("RGBA", (width, height), canvas.buffer_rgba(), "raw", "RGBA", 0, 1)
    flat = drawn.convert("RGB")
    counted = flat.getcolors(_USUAL) or flat.getcolors(_EVERY) or []
    counted.sort(key=lambda entry: (-entry[0], entry[1]))
    colours = np.array([colour for _, colour in counted], dtype=np.int64)
    palette = colours[:_COLOURS]
    distances = ((colours[:, None, :] - palette[None, :, :]) ** 2).sum(axis=2)
    place = np.zeros(_EVERY, dtype=np.uint8)
    place[colours @ (1, 1 << 8, 1 << 16)] = distances.argmin(axis=1)
    pixels = np.frombuffer(canvas.buffer_rgba(), dtype="<u4") & (_EVERY - 1)
    picture = Image.frombytes("P", (width, height), place.take(pixels).tobytes())
    picture.putpalette(palette.astype(np.uint8).tobytes())
    buffer = io.BytesIO()
    picture.save(buffer, "png", compress_level=4)
    return buffer.getvalue()
