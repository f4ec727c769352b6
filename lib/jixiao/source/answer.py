"""What the process that reads hostile files answers, as JSON: a document, pictures, or an error.

JSON holds numbers and words only. A pickle can hold calls, and its writer may have been taken over by
the file that it read.
"""

from __future__ import annotations

import base64
import json
from dataclasses import replace
from typing import Any

from ..base.errors import ReportError, error_from_json
from .document import Document, Word
from .line import Box, Line
from .stored import laid_out, layout_of

Answer = Document | dict[int, bytes] | list[str] | ReportError


def answer_of(result: Answer) -> bytes:
    """The answer as bytes."""
    answer: dict[str, Any]
    if isinstance(result, Document):
        answer = {"document": _entries(result)}
    elif isinstance(result, list):
        answer = {"boxes": result}
    elif isinstance(result, ReportError):
        answer = {"error": result.to_json()}
    else:
        pictures = {page: base64.b64encode(png).decode("ascii") for page, png in result.items()}
        answer = {"pictures": pictures}
    return json.dumps(answer, separators=(",", ":")).encode("ascii")


def result_of(answer: bytes) -> Any:
    """What `answer_of` was given: a `Document`, page → picture, or texts of boxes. Raises the error
    that it was given.
    """
    read = json.loads(answer)
    if "error" in read:
        raise error_from_json(read["error"])
    if "boxes" in read:
        return [str(text) for text in read["boxes"]]
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
        document.layouts[page] = replace(size, words=own, furniture=furniture[page])  # type: ignore[index]
    return document
