"""The part of the page to which an object is clipped."""

from __future__ import annotations

import ctypes

from ..line import Box
from . import pdfium
from .space import Affine, apply

EVERYWHERE = Box(-1e6, -1e6, 1e6, 1e6)
_MOST = 64  # segments of a clip: one with more is no cell


def clip_box(item: int, shown: Affine) -> Box:
    """The box within which the object at address `item` is seen, in the coordinates of `shown`."""
    clip = pdfium.clip_path(item)
    count = pdfium.count_clips(clip) if clip else 0
    found = EVERYWHERE
    floats = (ctypes.c_float * 2)()
    at = ctypes.addressof(floats)
    for path in range(max(count, 0)):
        segments = pdfium.count_clip_segments(clip, path)
        if not 2 <= segments <= _MOST:
            continue
        points = []
        for index in range(segments):
            segment = pdfium.clip_segment(clip, path, index)
            if segment and pdfium.segment_point(segment, at, at + 4):
                points.append(apply(shown, floats[0], floats[1]))
        if not points:
            continue
        xs, ys = [x for x, _ in points], [y for _, y in points]
        found = Box(
            max(found.left, min(xs)),
            max(found.top, min(ys)),
            min(found.right, max(xs)),
            min(found.bottom, max(ys)),
        )
    return found
