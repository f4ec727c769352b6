"""Fonts that lie in a Word file and draw digits as other digits.

A font is embedded with its first 32 bytes changed by a key (ECMA-376 part 4, 2.8.1), which stands
beside it in the table of fonts.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Any

from docx.oxml import parse_xml
from docx.oxml.ns import qn
from lxml import etree

from .digit_shapes import any_draws_another
from .font_outlines import digit_outlines

_EMBEDDED = ("w:embedRegular", "w:embedBold", "w:embedItalic", "w:embedBoldItalic")
_CHANGED = 32  # bytes
_MOST = 20  # fonts that are looked at
_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


# Fonts of signs: what is typed as a digit is drawn as a hand, a clock, a box.
_OF_SIGNS = ("wingdings", "wingdings 2", "wingdings 3", "webdings", "marlett", "zapfdingbats")


def misdrawn_fonts(document: Any) -> frozenset[str]:
    """The names, in small letters, of the fonts that draw a digit as another, or as another sign."""
    return frozenset(_OF_SIGNS) | frozenset(
        name
        for name, content in islice(_embedded(document), _MOST)
        if any_draws_another(digit_outlines(content))
    )


def _embedded(document: Any) -> Iterator[tuple[str, bytes]]:
    """Each font that lies in a file: its name in small letters and its content."""
    for relation in document.part.rels.values():
        if relation.is_external or not (relation.reltype or "").endswith("/fontTable"):
            continue
        table = relation.target_part
        for font in _fonts(table.blob):
            name = str(font.get(qn("w:name"), "")).lower()
            for key in _EMBEDDED:
                own = font.find(qn(key))
                part = None if own is None else table.rels.get(own.get(_ID))
                if part is not None and not part.is_external:
                    yield name, _plain(part.target_part.blob, own.get(qn("w:fontKey"), ""))


def _fonts(content: bytes) -> list[Any]:
    try:
        return list(parse_xml(content).iter(qn("w:font")))
    except etree.XMLSyntaxError:
        return []


def _plain(content: bytes, key: str) -> bytes:
    """The font itself. `key`: sixteen bytes in hexadecimal digits, {…-…}; the last is used first."""
    try:
        own = bytes.fromhex(key.strip("{}").replace("-", ""))[::-1]
    except ValueError:
        return content
    if len(own) != _CHANGED // 2:
        return content
    changed = bytes(a ^ b for a, b in zip(content[:_CHANGED], own * 2, strict=False))
    return changed + content[_CHANGED:]
