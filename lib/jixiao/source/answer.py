"""What the process that reads hostile files answers, as JSON: a document, pictures, or an error.

JSON holds numbers and words only. A pickle can hold calls, and its writer may have been taken over by
the file that it read.
"""

from __future__ import annotations

import base64
import json
from typing import Any

from ..base import errors
from ..base.errors import ReportError
from .document import Document, Layout, Word
from .line import Box, Line
from .stored import laid_out, layout_of


def answer_of(result: Document | dict[int, bytes] | ReportError) -> bytes:
    """The answer as bytes."""
    answer: dict[str, Any]
    if isinstance(result, Document):
        answer = {"document": _entries(result)}
    elif isinstance(result, ReportError):
        where = None if result.where is None else str(result.where)
        kind = type(result).__name__
        answer = {
            "error": {"kind": kind, "what": result.what, "where": where, "remedy": result.remedy}
        }
    else:
        pictures = {page: base64.b64encode(png).decode("ascii") for page, png in result.items()}
        answer = {"pictures": pictures}
    return json.dumps(answer, separators=(",", ":")).encode("ascii")


def result_of(answer: bytes) -> Any:
    """What `answer_of` was given: a `Document`, or page → picture. Raises the error that it was given."""
    read = json.loads(answer)
    if "error" in read:
        own = read["error"]
        kind = getattr(errors, str(own["kind"]), None)
        if not (isinstance(kind, type) and issubclass(kind, ReportError)):
            kind = ReportError
        raise kind(own["what"], where=own["where"], remedy=own["remedy"])
    if "pictures" in read:
        return {int(page): base64.b64decode(png) for page, png in read["pictures"].items()}
    return _document(read["document"])


def _entries(document: Document) -> dict[str, Any]:
    return {
        "name": document.name,
        "sha256": document.sha256,
        "texts": [line.text for line in document.lines],
        "layout": layout_of(document),
        "words": [
            [page, [[w.text, w.box.left, w.box.top, w.box.right, w.box.bottom] for w in own.words]]
            for page, own in document.layouts.items()
        ],
        "furniture": [[page, list(own.furniture)] for page, own in document.layouts.items()],
    }


def _document(entries: dict[str, Any]) -> Document:
    lines = tuple(Line(0, number, text) for number, text in enumerate(entries["texts"], start=1))
    document = laid_out(Document(entries["name"], entries["sha256"], lines), entries["layout"])
    furniture = {int(page): tuple(own) for page, own in entries["furniture"]}
    for page, words in entries["words"]:
        size = document.layouts[page]
        own = tuple(Word(text, Box(*box)) for text, *box in words)
        document.layouts[page] = Layout(size.width, size.height, own, furniture[page])  # type: ignore[index]
    return document
