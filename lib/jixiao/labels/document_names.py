"""Documents of a year as a reader is told of them."""

from __future__ import annotations

from ..base.language import Language
from . import label


def document_name(source: tuple[int, str, str], year: int, language: Language) -> str:
    """A document with its year, and that its figures are those of the year before, or its forms'.

    `source`: the year of the document, its name, the part of it. `year`: of the figures.
    """
    filed, document, part = source
    key = "before" if filed > year else "forms" if part == "forms" else "of_document"
    name = label(f"page.document.{document}", language)
    return label(f"documents.word.{key}", language, year=filed, document=name)
