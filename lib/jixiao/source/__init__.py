"""Published files → `Document`: pages, lines and ruled tables, nothing interpreted."""

from .boxes import box_in_line
from .document import Aside, AsideReason, Cell, Document, Doubt, Layout, PageTable, Word
from .limits import Limits
from .line import UNREADABLE, Box, Line, around
from .passage import Passage, concatenate, join, joined_text
from .read import draw_pages, draw_strips, read_boxes, read_document
from .stored import document_files, read_stored, stored_text
from .strips import Strip
from .text import read_text

__all__ = [
    "UNREADABLE",
    "Aside",
    "AsideReason",
    "Box",
    "Cell",
    "Document",
    "Doubt",
    "Layout",
    "Limits",
    "Line",
    "Passage",
    "PageTable",
    "Strip",
    "Word",
    "around",
    "box_in_line",
    "concatenate",
    "document_files",
    "draw_pages",
    "draw_strips",
    "join",
    "joined_text",
    "read_boxes",
    "read_document",
    "read_stored",
    "read_text",
    "stored_text",
]
