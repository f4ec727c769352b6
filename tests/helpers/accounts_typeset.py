"""The accounts of `accounts_made` as a Word file and as a web page, with merged cells."""

from __future__ import annotations

from jixiao.demo.typeset import as_docx, as_html, spans

__all__ = ["as_docx", "as_html", "spans"]
