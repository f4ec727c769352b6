"""The documents of a year: `data/<department>/<year>/<document>/`, each a Data Package of its own.

A document has a descriptor, tables, corrections and, where it is published as a file, its text.
What several documents of a year have of one table stands in one table, with the column `document`.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..base.errors import RequestError
from ..schema import DOCUMENT, READING, format_table
from ..source import Document, read_stored
from ..storage.files import folder_digest
from ..storage.own_file import names_in
from .corrections import Correction, load_corrections
from .judgements import Judgement, apply_judgements, load_judgements
from .package import DESCRIPTOR, read_descriptor, read_tables

if TYPE_CHECKING:
    import pandas as pd

# In the order in which one of them stands for the year: its cover, its text, its checksum.
DOCUMENTS: tuple[str, ...] = tuple(DOCUMENT["constraints"]["enum"])
COLUMN: str = DOCUMENT["name"]
PUBLISHED = "published"  # figures from elsewhere, without a text: they belong to every document


@dataclass(frozen=True)
class ReportDocument:
    """One document of a year.

    `tables`: name → DataFrame with the columns of its schema and exact numbers. `text`: what was
    published, if on file. `corrections`: the cells that a person changed (changed in `tables`).
    `judgements`: statuses that a person gave (in `tables` where `applied`).
    """

    name: str
    descriptor: Mapping[str, Any]
    tables: Mapping[str, pd.DataFrame]
    text: Document | None = field(default=None, repr=False)
    corrections: tuple[Correction, ...] = ()
    judgements: tuple[Judgement, ...] = ()


def document_name(descriptor: Mapping[str, Any]) -> str:
    """Which document a descriptor describes; a self-evaluation where it does not say."""
    name = str(descriptor.get("jixiao", {}).get("document", DOCUMENTS[0]))
    return name if name in DOCUMENTS else DOCUMENTS[0]


def documents_on_file(folder: Path) -> list[str]:
    """The documents in the folder of a year, in order.

    One whose descriptor is no file is on file too: who reads it says so. Raises RequestError where the
    folder is of the old shape, with its tables beside the documents, TableError where it cannot be read.
    """
    there = names_in(folder)
    if DESCRIPTOR in there:
        named = f"{folder.parent.name}/{folder.name}"
        raise RequestError("report.old_shape", where=folder, folder=named)
    named_so = [name for name in DOCUMENTS if name in there]
    return [name for name in named_so if DESCRIPTOR in names_in(folder / name)]


def load_document(folder: Path) -> ReportDocument:
    """The document in `folder`, which is called by its name.

    Raises TableError for a table that is missing or breaks its schema (file, row, column, value).
    """
    descriptor = read_descriptor(folder / DESCRIPTOR)
    named = {resource.get("name") for resource in descriptor["resources"]}
    corrections = load_corrections(folder, named)
    tables = dict(read_tables(folder, descriptor, corrections))
    judgements = load_judgements(folder)
    if "indicators" in tables:
        tables["indicators"], judgements = apply_judgements(tables["indicators"], judgements)
    text = read_stored(folder)
    return ReportDocument(folder.name, descriptor, tables, text, corrections, judgements)


def documents_digest(folder: Path, names: Iterable[str]) -> str:
    """Of the files of those documents."""
    return "-".join(folder_digest(folder / name)[:32] for name in names)


def joined(documents: Mapping[str, ReportDocument]) -> dict[str, pd.DataFrame]:
    """The tables of several documents, each row with the document that it is from."""
    from ..schema import TABLES

    found = {
        name: [
            _marked(document.tables[name], document.name)
            for document in documents.values()
            if name in document.tables
        ]
        for name in TABLES
    }
    return {name: _one(tables) for name, tables in found.items() if tables}


def _marked(table: pd.DataFrame, document: str) -> pd.DataFrame:
    if COLUMN in table:
        return table
    import pandas as pd

    return table.assign(**{COLUMN: pd.Series(document, index=table.index, dtype=object)})


def _one(tables: list[pd.DataFrame]) -> pd.DataFrame:
    if len(tables) == 1:
        return tables[0]
    import pandas as pd

    reading = READING["name"]
    if any(reading in table for table in tables):
        tables = [t if reading in t else t.assign(**{reading: None}) for t in tables]
        first = [*(c for c in tables[0] if c not in (reading, COLUMN)), reading, COLUMN]
        tables = [table[first] for table in tables]
    return pd.concat([table.astype(object) for table in tables], ignore_index=True)


def document_files(document: ReportDocument) -> dict[str, str]:
    """What `document` is on disk, but for its source: file name → content, the descriptor last."""
    files = {
        f"{name}.csv": format_table(table, name, f"{name}.csv")
        for name, table in document.tables.items()
    }
    text = json.dumps(document.descriptor, ensure_ascii=False, indent=2)
    return files | {DESCRIPTOR: text + "\n"}
