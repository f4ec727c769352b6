"""What marks a text object carries: text given in place of what is drawn, layers that may be off."""

from __future__ import annotations

import ctypes
from collections.abc import Sequence
from typing import Any

import numpy as np
import pypdfium2.raw as raw
from numpy.typing import NDArray

from ..line import Box
from .pdfium import count_marks, mark_at, mark_name, mark_string

_SCALE = 2.0  # dots per point: a digit is some ten dots wide
_PALE = 24  # of 255: letters differ more than that from their ground
_LENGTH = 16
_MOST = 40_000_000  # dots of a page that is drawn


def marked(item: int) -> tuple[bool, bool]:
    """Of the text object at address `item`: whether ActualText stands for it, and whether it is in a layer."""
    replaced = layered = False
    name = (ctypes.c_ushort * _LENGTH)()
    length = ctypes.c_ulong()
    for index in range(count_marks(item)):
        mark = mark_at(item, index)
        if not mark:
            continue
        found = mark_string(mark, b"ActualText", None, 0, ctypes.addressof(length))
        replaced = replaced or bool(found and length.value > 2)
        if mark_name(mark, ctypes.addressof(name), 2 * _LENGTH, ctypes.addressof(length)):
            layered = layered or bytes(name[:2]) == b"OC" and not name[2]
    return replaced, layered


def inked(page: Any, boxes: Sequence[Box], size: tuple[float, float]) -> list[bool]:
    """Whether something is seen in each of `boxes` of a page of that size in points, as it is drawn."""
    width, height = round(size[0] * _SCALE), round(size[1] * _SCALE)
    if not boxes or width * height > _MOST or width < 1 or height < 1:
        return [True] * len(boxes)
    bitmap = raw.FPDFBitmap_Create(width, height, 0)
    try:
        raw.FPDFBitmap_FillRect(bitmap, 0, 0, width, height, 0xFFFFFFFF)
        raw.FPDF_RenderPageBitmap(bitmap, page, 0, 0, width, height, 0, 0)
        stride = raw.FPDFBitmap_GetStride(bitmap)
        buffer = ctypes.cast(
            raw.FPDFBitmap_GetBuffer(bitmap), ctypes.POINTER(ctypes.c_ubyte * (stride * height))
        )
        dots: NDArray[np.uint8] = np.frombuffer(buffer.contents, np.uint8).reshape(height, stride)
        return [_varied(dots, box) for box in boxes]
    finally:
        raw.FPDFBitmap_Destroy(bitmap)


def _varied(dots: NDArray[np.uint8], box: Box) -> bool:
    top, bottom = int(box.top * _SCALE), int(box.bottom * _SCALE) + 1
    left, right = int(box.left * _SCALE), int(box.right * _SCALE) + 1
    part = dots[max(top, 0) : bottom, 4 * max(left, 0) : 4 * right]
    return bool(part.size) and int(part[:, 1::4].max()) - int(part[:, 1::4].min()) > _PALE
