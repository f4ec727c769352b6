"""The columns of all tables of all reports, and which of them a question names. Nothing is read."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ..report.frames import derived
from ..schema import DOCUMENT, TABLES, fields

Columns = Sequence[tuple[str, str]]  # names with their Table Schema types

KEYS = (("department", "string"), ("year", "integer"))
REPORTS = (
    *KEYS,
    ("department_zh", "string"),
    ("department_en", "string"),
    ("self_score", "number"),
    ("grade", "string"),
    ("source", "string"),
    ("published", "string"),
    ("sha256", "string"),
)
DOCUMENTS = (
    *KEYS,
    (DOCUMENT["name"], DOCUMENT["type"]),
    ("title", "string"),
    ("path", "string"),
    ("date", "string"),
    ("sha256", "string"),
    ("pages", "integer"),
)
FINDINGS = (
    *KEYS,
    ("number", "integer"),
    ("rule", "string"),
    ("kind", "string"),
    ("nature", "string"),
    ("severity", "string"),
    ("message_en", "string"),
    ("message_zh", "string"),
    ("expected", "number"),
    ("printed", "number"),
    ("difference", "number"),
    ("tolerance", "number"),
    ("pages", "string"),
    ("quotes", "string"),
    ("documents", "string"),
)
REASONS = (
    *KEYS,
    (DOCUMENT["name"], DOCUMENT["type"]),
    ("what", "string"),
    ("words", "string"),
    ("fewer", "boolean"),
    ("money", "boolean"),
    ("indicator", "integer"),
    ("page", "integer"),
    ("line", "integer"),
    ("quote", "string"),
)


def columns() -> dict[str, Columns]:
    """The columns of `reports`, `documents`, each of the tables, `reasons` and `findings`."""
    tables = {name: (*KEYS, *columns_of(name)) for name in TABLES}
    own = {"reasons": REASONS, "findings": FINDINGS}
    return {"reports": REPORTS, "documents": DOCUMENTS, **tables, **own}


def columns_of(table: str) -> list[tuple[str, str]]:
    """The document, the columns of a table's schema with those that follow from them after the unit,
    and that of recognised rows.
    """
    found: list[tuple[str, str]] = [(DOCUMENT["name"], DOCUMENT["type"])]
    for field in fields(table, reading=True):
        found.append((field["name"], field["type"]))
        if field["name"] == "unit":
            found += derived(table).items()
    return found


def named_in(question: str) -> list[str]:
    """The tables that a question in SQL can ask: a table that it asks stands in it by its name; all,
    where it names none, or may put a name together.
    """
    if re.search(r"\bquery", question, re.IGNORECASE):
        return list(columns())
    named = [n for n in columns() if re.search(rf"\b{n}\b", question, re.IGNORECASE)]
    return named or list(columns())
