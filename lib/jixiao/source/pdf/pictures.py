"""Pictures of a page: whether one hides what lies below it, and the page drawn."""

from __future__ import annotations

import ctypes
from typing import Any

import numpy as np
import pypdfium2.raw as raw
from numpy.typing import NDArray

_SEEN_THROUGH = 250  # of 255
_MOST = 4_000_000  # dots: a larger one is taken to be opaque, without being drawn


def opaque(page: Any, item: int) -> bool:
    """Whether the picture object at address `item` hides what is below it.

    A seal or a stamp is a picture with a mask: words are read through it.
    """
    handle = ctypes.cast(item, raw.FPDF_PAGEOBJECT)
    if raw.FPDFPageObj_HasTransparency(handle):
        return False
    document, number = page
    bitmap = raw.FPDFImageObj_GetRenderedBitmap(document, number, handle)
    if not bitmap:
        return False
    try:
        if raw.FPDFBitmap_GetFormat(bitmap) != raw.FPDFBitmap_BGRA:
            return True
        width, height = raw.FPDFBitmap_GetWidth(bitmap), raw.FPDFBitmap_GetHeight(bitmap)
        if width * height > _MOST:
            return True
        stride = raw.FPDFBitmap_GetStride(bitmap)
        buffer = ctypes.cast(
            raw.FPDFBitmap_GetBuffer(bitmap), ctypes.POINTER(ctypes.c_ubyte * (stride * height))
        )
        dots: NDArray[np.uint8] = np.frombuffer(buffer.contents, np.uint8).reshape(height, stride)
        return bool((dots[:, 3 : 4 * width : 4] >= _SEEN_THROUGH).mean() > 0.95)
    finally:
        raw.FPDFBitmap_Destroy(bitmap)
