"""A text file → `Document`.

Encoding: a byte-order mark decides; else strict UTF-8; else strict GB18030. Pages end at a form
feed, or, in files without one, at a run of three or more blank lines.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

from ..base.errors import SourceError
from .document import Document, Line
from .limits import Limits, read_bytes

BLANK_LINES_BETWEEN_PAGES = 3
_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))


def read_text(path: Path) -> Document:
    """The lines of the text file at `path`, with page and line numbers.

    Raises SourceError if the file cannot be opened, is empty, or is no text.
    """
    return document_from_text(read_bytes(path, Limits()), path)


def document_from_text(content: bytes, path: Path) -> Document:
    """The lines of a text file's `content`; `path` names it."""
    text = decode(content, path)
    if not text.strip():
        raise SourceError("the file is empty", where=path, remedy="save the report's text in it")
    return Document(path.name, hashlib.sha256(content).hexdigest(), tuple(_lines(text)))


def decode(content: bytes, path: Path) -> str:
    """The text of `content`. Raises SourceError if it is no text."""
    marked = [encoding for mark, encoding in _MARKS if content.startswith(mark)]
    for encoding in marked or ["utf-8", "gb18030"]:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise SourceError(
        "this is not a text file", where=path, remedy="save it as text in UTF-8 or GB18030"
    )


def _lines(text: str) -> list[Line]:
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    feeds = "\f" in text.strip("\f\n")
    lines: list[Line] = []
    page, blanks = 1, 0
    for number, content in enumerate(text.split("\n"), start=1):
        page += content.count("\f") if feeds else 0
        content = content.replace("\f", "")
        if content.strip():
            started = any(not line.blank for line in lines) if page == 1 else True
            page += not feeds and started and blanks >= BLANK_LINES_BETWEEN_PAGES
            blanks = 0
        else:
            blanks += 1
        lines.append(Line(page, number, content))
    while lines and lines[-1].blank:
        lines.pop()
    return lines
