"""PDFium's functions as plain calls: addresses go in, numbers come out (pypdfium2, BSD-3-Clause).

A call through pypdfium2's own typed functions costs half as much again, and a page needs thousands.
Python's lock is kept: to give it up and take it back costs a quarter of so short a call. PDFium is
not safe with threads: a process reads one document at a time. Handles are closed in the order text
page, page, document, and none is kept past its page.
"""

from __future__ import annotations

import ctypes
import struct
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pypdfium2.raw as raw

from ...base.errors import SourceError
from ...base.said import Said

_INT, _PTR, _FLOAT, _ULONG = ctypes.c_int, ctypes.c_void_p, ctypes.c_float, ctypes.c_ulong
_PASSWORD, _SECURITY = 4, 5  # of FPDF_GetLastError


class Pointer(ctypes.c_void_p):
    """A handle of PDFium's, or where it is to write to. One of no address is false."""


def pointers(buffer: Any) -> list[Pointer]:
    """Where each number of a ctypes array stands."""
    start, size = ctypes.addressof(buffer), ctypes.sizeof(buffer._type_)
    return [Pointer(start + size * index) for index in range(len(buffer))]


def _call(name: str, result: Any, *arguments: Any) -> Any:
    """A function of PDFium's. Of what it takes the types are declared of the first `arguments`.

    To check and convert an argument costs half as much as a call, so only addresses of objects,
    which are keys as well, are declared everywhere; `Pointer`s and numbers of an int go as they are.
    """
    address = ctypes.cast(getattr(raw, name), ctypes.c_void_p).value
    assert address is not None
    return ctypes.PYFUNCTYPE(result, *arguments)(address)


count_chars = _call("FPDFText_CountChars", _INT)
text_of = _call("FPDFText_GetText", _INT)
unicode_of = _call("FPDFText_GetUnicode", ctypes.c_uint)
is_generated = _call("FPDFText_IsGenerated", _INT)
map_error = _call("FPDFText_HasUnicodeMapError", _INT)
text_object = _call("FPDFText_GetTextObject", _PTR)
loose_box = _call("FPDFText_GetLooseCharBox", _INT)
char_origin = _call("FPDFText_GetCharOrigin", _INT)
char_matrix = _call("FPDFText_GetMatrix", _INT)
font_size = _call("FPDFText_GetFontSize", ctypes.c_double)

render_mode = _call("FPDFTextObj_GetTextRenderMode", _INT, _PTR)
count_marks = _call("FPDFPageObj_CountMarks", _INT, _PTR)
mark_at = _call("FPDFPageObj_GetMark", _PTR, _PTR, _ULONG)
mark_name = _call("FPDFPageObjMark_GetName", _INT, _PTR, _PTR, _ULONG, _PTR)
mark_string = _call(
    "FPDFPageObjMark_GetParamStringValue", _INT, _PTR, ctypes.c_char_p, _PTR, _ULONG, _PTR
)

count_objects = _call("FPDFPage_CountObjects", _INT, _PTR)
page_object = _call("FPDFPage_GetObject", _PTR, _PTR)
count_form_objects = _call("FPDFFormObj_CountObjects", _INT, _PTR)
form_object = _call("FPDFFormObj_GetObject", _PTR, _PTR, _ULONG)
object_type = _call("FPDFPageObj_GetType", _INT, _PTR)
object_bounds = _call("FPDFPageObj_GetBounds", _INT, _PTR)
object_matrix = _call("FPDFPageObj_GetMatrix", _INT, _PTR)
fill_colour = _call("FPDFPageObj_GetFillColor", _INT, _PTR)
stroke_colour = _call("FPDFPageObj_GetStrokeColor", _INT, _PTR)
draw_mode = _call("FPDFPath_GetDrawMode", _INT, _PTR)
count_segments = _call("FPDFPath_CountSegments", _INT, _PTR)
path_segment = _call("FPDFPath_GetPathSegment", Pointer, _PTR)
segment_point = _call("FPDFPathSegment_GetPoint", _INT)
segment_type = _call("FPDFPathSegment_GetType", _INT)
segment_close = _call("FPDFPathSegment_GetClose", _INT)
font_of = _call("FPDFTextObj_GetFont", _PTR, _PTR)
font_name = _call("FPDFFont_GetBaseFontName", ctypes.c_size_t, _PTR, _PTR, ctypes.c_size_t)
font_data = _call("FPDFFont_GetFontData", _INT, _PTR, _PTR, ctypes.c_size_t, _PTR)
font_embedded = _call("FPDFFont_GetIsEmbedded", _INT, _PTR)
glyph_outline = _call("FPDFFont_GetGlyphPath", _PTR, _PTR, ctypes.c_uint, _FLOAT)
count_outline = _call("FPDFGlyphPath_CountGlyphSegments", _INT, _PTR)
outline_segment = _call("FPDFGlyphPath_GetGlyphPathSegment", Pointer, _PTR)
clip_path = _call("FPDFPageObj_GetClipPath", Pointer, _PTR)
count_clips = _call("FPDFClipPath_CountPaths", _INT)
count_clip_segments = _call("FPDFClipPath_CountPathSegments", _INT)
clip_segment = _call("FPDFClipPath_GetPathSegment", Pointer)
first_of_clip = _call("FPDFClipPath_GetPathSegment", _PTR)  # its address, as a key

# Reading a ctypes array by its own iterator takes five times as long.
two_floats = struct.Struct("2f").unpack_from
four_floats = struct.Struct("4f").unpack_from
six_floats = struct.Struct("6f").unpack_from
two_numbers = struct.Struct("2i").unpack_from
four_numbers = struct.Struct("4I").unpack_from

TEXT, PATH, IMAGE, SHADING, FORM = 1, 2, 3, 4, 5


@contextmanager
def opened(content: bytes, name: str) -> Iterator[Any]:
    """The document of the bytes of a PDF.

    Raises SourceError if it is encrypted or damaged.
    """
    document = raw.FPDF_LoadMemDocument64(content, len(content), None)
    if not document:
        if raw.FPDF_GetLastError() in (_PASSWORD, _SECURITY):
            raise SourceError("source.encrypted", where=name)
        raise damaged(name, Said("source.not_opened"))
    try:
        yield document
    finally:
        raw.FPDF_CloseDocument(document)


@contextmanager
def opened_page(document: Any, index: int) -> Iterator[Any]:
    """The page at `index` from 0, or None where it is damaged.

    It is closed as it was: PDFium would keep a page turned, and who opens it next would not see that
    it lies on its side.
    """
    page = raw.FPDF_LoadPage(document, index)
    rotation = raw.FPDFPage_GetRotation(page) if page else 0
    try:
        yield page or None
    finally:
        if page:
            if raw.FPDFPage_GetRotation(page) != rotation:
                raw.FPDFPage_SetRotation(page, rotation)
            raw.FPDF_ClosePage(page)


def page_size(document: Any, index: int) -> tuple[float, float]:
    """Width and height of the page at `index` from 0, in points, as the file turns it."""
    size = raw.FS_SIZEF()
    raw.FPDF_GetPageSizeByIndexF(document, index, ctypes.byref(size))
    return size.width, size.height


@contextmanager
def opened_text(page: Any) -> Iterator[Pointer]:
    """The text of a page, for the calls above."""
    text = raw.FPDFText_LoadPage(page)
    try:
        yield Pointer(address(text))
    finally:
        raw.FPDFText_ClosePage(text)


def address(handle: Any) -> int:
    return ctypes.cast(handle, ctypes.c_void_p).value or 0


def damaged(name: str, cause: str | Said) -> SourceError:
    return SourceError("source.pdf_damaged", where=name, reason=cause)
