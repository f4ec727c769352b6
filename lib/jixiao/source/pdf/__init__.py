"""A PDF → `Document` by PDFium's characters, text objects and paths (pypdfium2, BSD-3-Clause)."""

from .reader import pages_to_recognise, read_pdf

__all__ = ["pages_to_recognise", "read_pdf"]
