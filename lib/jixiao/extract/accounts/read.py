"""A document of final accounts → the table `accounts`, and whether a document is one."""

from __future__ import annotations

import re
from dataclasses import dataclass

import pandas as pd

from ...base.errors import SourceError
from ...source import Document
from .narrative import Narrative, read_narrative
from .rows import read_rows
from .statements import statements

COLUMNS = (
    "statement",
    "fund",
    "item",
    "classification",
    "name",
    "phase",
    "base",
    "value",
    "unit",
    "printed",
    "page",
    "line",
    "quote",
)
_COVER_LINES = 12
_TITLE = re.compile(r"(?P<department>.*?)(?P<year>\d{4})年度?(?:部门|单位)决算")


@dataclass(frozen=True)
class Cover:
    """What the cover says: the department as printed, and the year of the accounts."""

    department: str
    year: int


def read_cover(document: Document) -> Cover | None:
    """The cover of final accounts; None where a document does not call itself so."""
    printed = [line for line in document.lines if not line.blank][:_COVER_LINES]
    text = "".join("".join(line.text.split()) for line in printed)
    match = _TITLE.match(text)
    return Cover(match["department"], int(match["year"])) if match else None


def read_accounts(document: Document) -> pd.DataFrame:
    """Every figure of the official tables and of the narrative as a row of `accounts`.

    `value` is a Decimal in `unit`, exactly as printed; a fall is negative. Numbers of the
    narrative whose words are not known are no rows: `accounts_narrative` lists them.

    Raises SourceError if the document has none of the tables, ExtractionError with the place at
    anything in them that is not known.
    """
    found = statements(document)
    if not found:
        raise SourceError(
            "none of the official tables of final accounts was found",
            where=document.name,
            remedy="give the PDF as published, with its ruled tables (收入支出决算总表 …)",
        )
    rows = [row for statement in found for row in read_rows(statement)]
    table = pd.DataFrame(rows, columns=pd.Index(COLUMNS), dtype=object)
    narrative = pd.DataFrame(
        accounts_narrative(document, table).rows, columns=pd.Index(COLUMNS), dtype=object
    )
    return pd.concat([table, narrative], ignore_index=True)


def accounts_narrative(document: Document, accounts: pd.DataFrame) -> Narrative:
    """The narrative of `document`, its classes by the codes that the table `accounts` prints."""
    in_tables = accounts[accounts["statement"] != "narrative"]
    return read_narrative(document, class_names(accounts), max(in_tables["line"], default=0))


def class_names(accounts: pd.DataFrame) -> dict[str, str]:
    """Code → name of the classes by function, as the tables of expenditure print them."""
    rows = accounts[
        accounts["statement"].isin(["expenditure", "general_expenditure"])
        & accounts["classification"].notna()
    ]
    return dict(zip(rows["classification"], rows["name"], strict=True))
