"""The part of the page to which an object is clipped."""

from __future__ import annotations

import ctypes
from collections.abc import Sequence
from struct import unpack_from

from ..line import Box
from .pdfium import (
    Pointer,
    clip_path,
    clip_segment,
    count_clip_segments,
    count_clips,
    first_of_clip,
    pointers,
    segment_point,
)
from .space import Affine, Edges, edges

EVERYWHERE = Box(-1e6, -1e6, 1e6, 1e6)
_MOST = 64  # segments of a clip: one with more is no cell
_POINTS = (ctypes.c_float * (2 * _MOST))()  # PDFium writes there; it is used by one thread only
_AT = pointers(_POINTS)


class Clips:
    """The clips of an open page, each path read once for all objects that it clips.

    PDFium keeps such a path in one place: it is told by where its first point stands.
    """

    def __init__(self) -> None:
        self._known: dict[tuple[object, ...], Box] = {}

    def box(self, item: int, shown: Affine) -> Box:
        """The box within which the object at address `item` is seen, in the coordinates of `shown`."""
        clip = clip_path(item)
        count = count_clips(clip) if clip else 0
        if count <= 0:
            return EVERYWHERE
        key = (shown, *[first_of_clip(clip, path, 0) for path in range(count)])
        if key not in self._known:
            self._known[key] = _box(clip, count, shown)
        return self._known[key]


def _box(clip: Pointer, count: int, shown: Affine) -> Box:
    """What `count` paths of a clip leave of the page."""
    found: Edges | None = None
    for path in range(count):
        segments = count_clip_segments(clip, path)
        if not 2 <= segments <= _MOST:
            continue
        numbers = 0
        for index in range(segments):
            segment = clip_segment(clip, path, index)
            if segment and segment_point(segment, _AT[numbers], _AT[numbers + 1]):
                numbers += 2
        if numbers:
            read = unpack_from(f"{numbers}f", _POINTS)
            own = _around(shown, read[::2], read[1::2])
            found = own if found is None else _within(found, own)
    return EVERYWHERE if found is None else Box(*found)


def _around(shown: Affine, xs: Sequence[float], ys: Sequence[float]) -> Edges:
    """The edges of the smallest box that holds the points that `shown` moves."""
    a, b, c, d, e, f = shown
    if not b and not c:
        return edges(shown, min(xs), min(ys), max(xs), max(ys))
    across = [a * x + c * y + e for x, y in zip(xs, ys, strict=True)]
    down = [b * x + d * y + f for x, y in zip(xs, ys, strict=True)]
    return min(across), min(down), max(across), max(down)


def _within(one: Edges, other: Edges) -> Edges:
    """The part of the page that two clips leave."""
    return (
        max(one[0], other[0]),
        max(one[1], other[1]),
        min(one[2], other[2]),
        min(one[3], other[3]),
    )
