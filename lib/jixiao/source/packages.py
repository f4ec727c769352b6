"""Packed files (Word, spreadsheets, OFD): what is refused before a part of them is read."""

from __future__ import annotations

import io
import re
import zipfile

from ..base.errors import SourceError
from .limits import Limits, too_much

_MAX_PARTS = 5000
_MAX_RATIO = 500  # text in XML packs to a twentieth, runs of one cell to a hundredth
_LARGE = 20_000_000  # bytes: below that a ratio says nothing


_STRICT = re.compile(rb"http://purl\.oclc\.org/ooxml/([A-Za-z]+)/")


def transitional(content: bytes) -> bytes:
    """A Word file or spreadsheet that was saved as "strict" with the names that all others have."""
    package = zipfile.ZipFile(io.BytesIO(content))
    names = package.namelist()
    if "_rels/.rels" not in names or not _STRICT.search(package.read("_rels/.rels")):
        return content
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as renamed:
        for name in names:
            part = package.read(name)
            if name.endswith((".xml", ".rels")):
                part = _STRICT.sub(rb"http://schemas.openxmlformats.org/\1/2006/", part)
            renamed.writestr(name, part)
    return out.getvalue()


def check_package(content: bytes, name: str, limits: Limits) -> zipfile.ZipFile:
    """The opened package.

    Raises SourceError for a package that is encrypted, that has too many parts, that would unpack to
    more than `limits` or to many times its size, or whose XML declares entities.
    """
    package = zipfile.ZipFile(io.BytesIO(content))
    parts = package.infolist()
    if any(part.flag_bits & 1 for part in parts):
        raise SourceError("source.encrypted", where=name)
    size = sum(part.file_size for part in parts)
    ratio = max(
        (p.file_size / max(p.compress_size, 1) for p in parts if p.file_size > _LARGE), default=0
    )
    if len(parts) > _MAX_PARTS:
        count, most = f"{len(parts):,}", f"{_MAX_PARTS:,}"
        raise SourceError("source.parts", where=name, parts=count, most=most)
    if size > limits.megabytes * 1_000_000:
        shown = f"{size / 1_000_000:,.0f}"
        raise too_much("source.unpacked", "size", name, size=shown, most=limits.megabytes)
    if ratio > _MAX_RATIO:
        shown = f"{ratio:,.0f}"
        raise SourceError("source.packed", where=name, ratio=shown, most=_MAX_RATIO)
    for part in parts:
        if part.filename.lower().endswith((".xml", ".rels", ".vml")):
            # Read to its declared size at most: a header may understate it.
            with package.open(part) as stream:
                text = stream.read(part.file_size)
            text = text.replace(b"\0", b"")  # of UTF-16
            if b"<!DOCTYPE" in text or b"<!ENTITY" in text:
                raise SourceError("source.entities", where=name, part=part.filename)
    return package
