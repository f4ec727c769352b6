"""Fonts that a web page brings with it and that draw digits as other digits. Uses tinycss2.

Fonts that it only links to are not known.
"""

from __future__ import annotations

import base64
import binascii
from collections.abc import Iterable, Iterator
from urllib.parse import unquote_to_bytes

import tinycss2

from .digit_shapes import any_draws_another
from .font_outlines import digit_outlines

_MOST = 20  # fonts of a page that are looked at
_TOKENS = (tinycss2.ast.URLToken, tinycss2.ast.StringToken)


def misdrawn_families(sheets: Iterable[str]) -> frozenset[str]:
    """The names, in small letters, of the fonts in these style sheets that draw a digit as another."""
    found = set()
    looked = 0
    for sheet in sheets:
        if "font-face" not in sheet:
            continue
        for family, content in _fonts(sheet):
            looked += 1
            if looked > _MOST:
                break
            if any_draws_another(digit_outlines(content)):
                found.add(family)
    return frozenset(found)


def names_family(value: str, families: frozenset[str]) -> bool:
    """Whether the value of font-family, or of font, names one of `families`."""
    tokens = tinycss2.parse_component_value_list(value)
    names = "".join(
        t.value if t.type in ("string", "ident") else f" {t.serialize()} " for t in tokens
    )
    return any(family in names for family in families)


def _fonts(sheet: str) -> Iterator[tuple[str, bytes]]:
    """The name of each font that lies in a style sheet, with its bytes."""
    for rule in tinycss2.parse_stylesheet(sheet, skip_comments=True, skip_whitespace=True):
        if not isinstance(rule, tinycss2.ast.AtRule) or rule.lower_at_keyword != "font-face":
            continue
        family, content = "", b""
        for entry in tinycss2.parse_declaration_list(rule.content):
            if not isinstance(entry, tinycss2.ast.Declaration):
                continue
            if entry.lower_name == "font-family":
                family = tinycss2.serialize(entry.value).strip().strip("\"'").lower()
            elif entry.lower_name == "src":
                content = next(_embedded(entry.value), b"")
        if family and content:
            yield family, content


def _embedded(tokens: Iterable[object]) -> Iterator[bytes]:
    """The bytes of each data: address among the values of a declaration."""
    for token in tokens:
        if isinstance(token, tinycss2.ast.FunctionBlock):
            yield from _embedded(token.arguments)
        elif isinstance(token, _TOKENS) and token.value.lower().startswith("data:"):
            head, _, data = token.value.partition(",")
            try:
                plain = unquote_to_bytes(data)
                yield base64.b64decode(plain) if head.endswith(";base64") else plain
            except (binascii.Error, ValueError):
                continue
