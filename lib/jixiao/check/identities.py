"""What must add up in `statements`, added up: parts = whole, left = right, table = table.

The sums are data: `catalogue/statement_identities.toml`. All amounts are compared in 万元, exactly; the
tolerance is the rounding of the printed figures that take part.
"""

from __future__ import annotations

import pandas as pd

from ..base.collection import without_collection
from . import sums
from .entries import Identity, entries_of

COLUMNS = (
    "document",
    "statement",
    "identity",
    "what",
    "expected",
    "printed",
    "difference",
    "tolerance",
    "holds",
    "pages",
)


@without_collection()
def every_identity(statements: pd.DataFrame) -> list[Identity]:
    """Every sum that the printed figures of `statements` allow to be made."""
    found: list[Identity] = []
    entries = entries_of(statements)
    for document in dict.fromkeys(entry.document for entry in entries):
        found.extend(sums.of_document([e for e in entries if e.document == document]))
    return found


def identities(statements: pd.DataFrame) -> pd.DataFrame:
    """The sums of `every_identity`, one row each: columns as `COLUMNS`, amounts in 万元."""
    rows = [
        (
            identity.whole[0].document,
            identity.whole[0].statement,
            identity.id,
            identity.what,
            identity.expected,
            identity.printed,
            identity.printed - identity.expected,
            identity.tolerance,
            identity.holds,
            tuple(sorted({entry.page for entry in identity.entries})),
        )
        for identity in every_identity(statements)
    ]
    return pd.DataFrame(rows, columns=pd.Index(COLUMNS), dtype=object)
