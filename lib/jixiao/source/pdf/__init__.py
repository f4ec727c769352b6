"""A PDF → `Document` by PDFium's characters, text objects and paths (pypdfium2, BSD-3-Clause)."""

from .reader import read_pdf, scanned_pages

__all__ = ["read_pdf", "scanned_pages"]
