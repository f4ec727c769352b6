"""A web page saved as one file (.mhtml, .mht) → `Document`.

The file is a mail of several parts (RFC 2557): pages, style sheets, pictures. The page with the
most text is read, with the style sheets of the file; nothing is fetched.
"""

from __future__ import annotations

import email
import hashlib
from email.message import Message

from ..base.errors import SourceError
from .document import Document
from .encoding import decode
from .html import read_page
from .limits import Limits

_MAX_PARTS = 5000


def read_mhtml(content: bytes, name: str, limits: Limits) -> Document:
    """The article of a saved page, as one page.

    Raises SourceError if the file holds no page, or one without text.
    """
    pages: list[str] = []
    sheets: list[str] = []
    size = 0
    for number, part in enumerate(email.message_from_bytes(content).walk()):
        if number > _MAX_PARTS:
            raise SourceError("source.many_parts", where=name, most=f"{_MAX_PARTS:,}")
        kind = part.get_content_type()
        if kind not in ("text/html", "application/xhtml+xml", "text/css"):
            continue
        payload = _payload(part)
        size += len(payload)
        limits.check_size(size, name)
        if payload.strip():
            (sheets if kind == "text/css" else pages).append(decode(payload, name))
    if not pages:
        raise SourceError("source.no_web_page", where=name)
    page = max(pages, key=lambda text: sum(character > "\u2e7f" for character in text))
    return read_page(page, hashlib.sha256(content).hexdigest(), name, "mhtml", sheets)


def _payload(part: Message) -> bytes:
    payload = part.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else b""
