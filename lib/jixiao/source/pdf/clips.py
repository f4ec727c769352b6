"""The part of the page to which an object is clipped."""

from __future__ import annotations

import ctypes

from ..line import Box
from .pdfium import (
    clip_path,
    clip_segment,
    count_clip_segments,
    count_clips,
    pointers,
    segment_point,
    two_floats,
)
from .space import Affine

EVERYWHERE = Box(-1e6, -1e6, 1e6, 1e6)
_POINT = (ctypes.c_float * 2)()  # PDFium writes there; it is used by one thread only
_X_AT, _Y_AT = pointers(_POINT)
_MOST = 64  # segments of a clip: one with more is no cell


def clip_box(item: int, shown: Affine) -> Box:
    """The box within which the object at address `item` is seen, in the coordinates of `shown`."""
    clip = clip_path(item)
    count = count_clips(clip) if clip else 0
    if count <= 0:
        return EVERYWHERE
    found: tuple[float, float, float, float] | None = None
    a, b, c, d, e, f = shown
    for path in range(count):
        segments = count_clip_segments(clip, path)
        if not 2 <= segments <= _MOST:
            continue
        xs, ys = [], []
        for index in range(segments):
            segment = clip_segment(clip, path, index)
            if segment and segment_point(segment, _X_AT, _Y_AT):
                x, y = two_floats(_POINT)
                xs.append(a * x + c * y + e)
                ys.append(b * x + d * y + f)
        if xs:
            own = min(xs), min(ys), max(xs), max(ys)
            found = own if found is None else _within(found, own)
    return EVERYWHERE if found is None else Box(*found)


def _within(
    one: tuple[float, float, float, float], other: tuple[float, float, float, float]
) -> tuple[float, float, float, float]:
    """The part of the page that two clips leave: left, top, right, bottom."""
    return (
        max(one[0], other[0]),
        max(one[1], other[1]),
        min(one[2], other[2]),
        min(one[3], other[3]),
    )
