"""What is laid on a page after it was set: values of form fields, typed remarks, strikes."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pypdfium2.raw as raw

from ..line import UNREADABLE, Box
from .glyphs import ASCENT, Glyph, Run, glyph
from .painted import BLACK, RuledLine
from .space import Space, bounds

_UNSEEN = 1 | 2 | 32  # flags of an annotation: invisible, hidden, no view
_TYPED = (raw.FPDF_FORMFIELD_TEXTFIELD, raw.FPDF_FORMFIELD_COMBOBOX)
_LAST = 1 << 30  # painted after all else
_WIDTHS = (0.5, 1.0)  # of the size: an ASCII character, a Chinese one


@contextmanager
def form_of(document: Any) -> Iterator[Any]:
    """PDFium's handle for the fields of a document; None where it has none."""
    if raw.FPDF_GetFormType(document) == raw.FORMTYPE_NONE:
        yield None
        return
    calls = raw.FPDF_FORMFILLINFO(version=2)
    form = raw.FPDFDOC_InitFormFillEnvironment(document, ctypes.byref(calls))
    try:
        yield form or None
    finally:
        if form:
            raw.FPDFDOC_ExitFormFillEnvironment(form)


def laid_on(page: Any, form: Any, space: Space) -> tuple[list[Glyph], list[RuledLine]]:
    """The characters of fields and remarks of an open page, and the lines that strike words out."""
    glyphs: list[Glyph] = []
    strikes: list[RuledLine] = []
    for index in range(raw.FPDFPage_GetAnnotCount(page)):
        note = raw.FPDFPage_GetAnnot(page, index)
        if not note:
            continue
        try:
            if raw.FPDFAnnot_GetFlags(note) & _UNSEEN:
                continue
            kind = raw.FPDFAnnot_GetSubtype(note)
            if kind == raw.FPDF_ANNOT_STRIKEOUT:
                strikes += _strikes(note, space)
                continue
            text, size = "", 0.0
            if kind == raw.FPDF_ANNOT_WIDGET and form:
                text, size = _value(note, form)
            elif kind == raw.FPDF_ANNOT_FREETEXT:
                text = _string(note, b"Contents")
            if text.strip():
                glyphs += _set(text, size, _box(note, space), -1 - index)
        finally:
            raw.FPDFPage_CloseAnnot(note)
    return glyphs, strikes


def _value(note: Any, form: Any) -> tuple[str, float]:
    """What is typed into a field, and its size (0: as fits)."""
    kind = raw.FPDFAnnot_GetFormFieldType(form, note)
    if kind == raw.FPDF_FORMFIELD_LISTBOX:
        return UNREADABLE, 0.0  # several lines are shown, of which some are chosen
    if kind not in _TYPED:
        return "", 0.0
    if raw.FPDFAnnot_GetFormFieldFlags(form, note) & raw.FPDF_FORMFLAG_TEXT_PASSWORD:
        return "", 0.0
    length = raw.FPDFAnnot_GetFormFieldValue(form, note, None, 0)
    buffer = (ctypes.c_ushort * (length // 2 + 1))()
    raw.FPDFAnnot_GetFormFieldValue(form, note, buffer, length)
    size = ctypes.c_float()
    raw.FPDFAnnot_GetFontSize(form, note, ctypes.byref(size))
    return _decoded(buffer), size.value


def _string(note: Any, key: bytes) -> str:
    length = raw.FPDFAnnot_GetStringValue(note, key, None, 0)
    buffer = (ctypes.c_ushort * (length // 2 + 1))()
    raw.FPDFAnnot_GetStringValue(note, key, buffer, length)
    return _decoded(buffer)


def _decoded(buffer: Any) -> str:
    return bytes(buffer).decode("utf-16-le", "replace").split("\0", 1)[0]


def _box(note: Any, space: Space) -> Box:
    area = raw.FS_RECTF()
    raw.FPDFAnnot_GetRect(note, ctypes.byref(area))
    return bounds(space.shown, area.left, area.bottom, area.right, area.top)


def _strikes(note: Any, space: Space) -> Iterator[RuledLine]:
    quad = raw.FS_QUADPOINTSF()
    for index in range(raw.FPDFAnnot_CountAttachmentPoints(note)):
        if raw.FPDFAnnot_GetAttachmentPoints(note, index, ctypes.byref(quad)):
            xs, ys = (quad.x1, quad.x2, quad.x3, quad.x4), (quad.y1, quad.y2, quad.y3, quad.y4)
            box = bounds(space.shown, min(xs), min(ys), max(xs), max(ys))
            yield RuledLine((box.top + box.bottom) / 2, box.left, box.right)


def _set(text: str, size: float, box: Box, item: int) -> list[Glyph]:
    """`text` set in a field, line by line; its lines are no wider than the field."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    height = (box.bottom - box.top) / max(len(lines), 1)
    size = size or min(0.75 * height, 12.0)
    run = Run(_LAST, item, size, 0, BLACK, 0)
    glyphs = []
    for number, line in enumerate(lines):
        middle = box.top + (number + 0.5) * height if len(lines) > 1 else (box.top + box.bottom) / 2
        widths = [_WIDTHS[not each.isascii()] * size for each in line]
        squeeze = min(1.0, (box.right - box.left) / max(sum(widths), 0.1))
        left, spaced = box.left, True
        for character, width in zip(line, widths, strict=True):
            right = left + width * squeeze
            if character.isspace():
                spaced = True
            else:
                baseline = middle + (ASCENT - 0.5) * size
                glyphs.append(glyph(character, left, right, baseline, run, spaced))
                spaced = False
            left = right
    return glyphs
