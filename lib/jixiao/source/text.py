"""A text file → `Document`.

Its encoding is told from its bytes (`encoding`). Pages end at a form feed, or, in files without
one, at a run of three or more blank lines.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

from ..base.errors import SourceError
from ..base.text import plain_ideographs, without_zero_width
from .bounds import check_lengths
from .document import Document
from .encoding import decode
from .limits import Limits, read_bytes
from .line import Line

BLANK_LINES_BETWEEN_PAGES = 3


def read_text(path: Path) -> Document:
    """The lines of the text file at `path`, with page and line numbers.

    Raises SourceError if the file cannot be opened, is empty, or is no text.
    """
    return document_from_text(read_bytes(path, Limits()), path)


def document_from_text(content: bytes, path: Path) -> Document:
    """The lines of a text file's `content`; `path` names it.

    Raises SourceError if it is no text, is empty, or has more than `MAX_LINES` lines or
    `MAX_CHARACTERS` characters, or a line of more than `MAX_LINE`.
    """
    text = decode(content, path)
    if not text.strip():
        raise SourceError("source.empty_text", where=path)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    check_lengths(list(map(len, text.split("\n"))), path)
    return Document(path.name, hashlib.sha256(content).hexdigest(), tuple(_lines(text)))


def _lines(text: str) -> list[Line]:
    text = plain_ideographs(without_zero_width(text))
    feeds = "\f" in text.strip("\f\n")
    lines: list[Line] = []
    page, blanks, started = 1, 0, False
    for number, content in enumerate(text.split("\n"), start=1):
        page += content.count("\f") if feeds else 0
        content = content.replace("\f", "")
        if content.strip():
            page += not feeds and started and blanks >= BLANK_LINES_BETWEEN_PAGES
            blanks, started = 0, True
        else:
            blanks += 1
        lines.append(Line(page, number, content))
    while lines and lines[-1].blank:
        lines.pop()
    return lines
