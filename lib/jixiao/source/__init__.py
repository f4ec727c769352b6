"""Published files → `Document`: pages and lines, nothing interpreted."""

from .document import Document, Line, Passage, concatenate, join
from .reference import Reference, html_of, refer, text_of
from .text import read_text

__all__ = [
    "Document",
    "Line",
    "Passage",
    "Reference",
    "concatenate",
    "html_of",
    "join",
    "read_text",
    "refer",
    "text_of",
]
