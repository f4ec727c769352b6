"""What the catalogue lacks of a document's words, and the file of the catalogue that would hold it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ..grid import Grid
from ..source import Document
from .document_kind import document_kind
from .evaluation_forms import tables_of_forms
from .forms.read import read_forms
from .statements import Family, read_statements

# Why a number or cell is not read → what its words are, and where they would stand.
_FILES = {
    "column_not_known": ("column", "statement_columns.toml"),
    "row_not_known": ("row", "statement_rows.toml"),
    "code_not_known": ("code", "functional_codes.toml, economic_codes.toml"),
    "label_unknown": ("label", "forms.toml"),
    "level_unknown": ("level", "forms.toml"),
}


@dataclass(frozen=True)
class MissingWords:
    """`what`: column, row, code, label or level; `words` as printed, "" where it has no head.

    `page` and `line`: of the first number or cell; `count`: how many there are. `file`: of the catalogue.
    """

    what: str
    words: str
    page: int
    line: int
    count: int
    file: str


def missing_words(document: Document, found: Sequence[Grid]) -> list[MissingWords]:
    """The words that keep numbers and cells of the tables `found` from being read, each once, in
    the order of the document.
    """
    listed: dict[tuple[str, str], list[tuple[int, int]]] = {}
    for reason, words, page, line in _unread(document, found):
        if reason in _FILES:
            listed.setdefault((reason, words), []).append((line, page))
    missing = [
        MissingWords(what, words, min(places)[1], min(places)[0], len(places), file)
        for (reason, words), places in listed.items()
        for what, file in [_FILES[reason]]
    ]
    return sorted(missing, key=lambda each: (each.line, each.what, each.words))


def _unread(document: Document, found: Sequence[Grid]) -> Iterator[tuple[str, str, int, int]]:
    forms = read_forms(document, found)
    others = [grid for grid in found if grid.number not in forms.grids_used]
    kind = document_kind(document, found)
    family: Family | None = kind.kind if kind.kind in ("budget", "accounts") else None
    for number in read_statements(document, others, family, kind.year).unread:
        yield number.reason, number.words, number.page, number.line
    for passage in dict.fromkeys(tables_of_forms(forms).unread):
        yield passage.reason, passage.text, passage.page, passage.line
