"""Published files → `Document`: pages and lines, nothing interpreted."""

from .document import Document, Line, Passage, concatenate, join
from .text import read_text

__all__ = ["Document", "Line", "Passage", "concatenate", "join", "read_text"]
