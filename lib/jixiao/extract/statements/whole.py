"""Tables and narrative of a document of budgets or final accounts together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TypeAlias

import pandas as pd

from ...grid import Grid
from ...schema import frame
from ...source import Document
from .groups import with_groups
from .kinds import Family, StatementKind
from .narrative import read_narrative
from .narrative_said import Narrative
from .read import StatementsRead, read_statements

# The tables of expenditure whose classes are those by function.
_BY_FUNCTION = ("expenditure", "general_expenditure", "government_fund", "state_capital")

_Names: TypeAlias = tuple[tuple[str, str], ...]
_OF_FUNDS = _BY_FUNCTION[1:]  # each of the money of one budget


@dataclass(frozen=True)
class WholeRead:
    """`rows`: of the tables, then of the narrative; `tables` and `narrative`: what was read."""

    rows: pd.DataFrame
    tables: StatementsRead
    narrative: Narrative


def read_whole(
    document: Document, grids: Sequence[Grid], family: Family | None = None, year: int | None = None
) -> WholeRead:
    """Every figure of the tables of money and of the narrative, as rows of `statements`.

    `family`, `year`: of the document; where no family is given, that of most titles.
    """
    tables = read_statements(document, grids, family, year)
    narrative = statements_narrative(document, tables.rows, family or family_of(tables.kinds))
    if "sangong" in tables.revised:
        narrative = replace(narrative, rows=[_as_noted(row) for row in narrative.rows])
    said = frame(narrative.rows, "statements")
    rows = with_groups(pd.concat([tables.rows, said], ignore_index=True))
    return WholeRead(rows, tables, narrative)


def _as_noted(row: dict[str, object]) -> dict[str, object]:
    """What the narrative calls 预算 of the three public expenses is what their table calls so."""
    of_table = str(row["item"]).startswith(("sangong", "meetings", "training"))
    if not of_table or "年初" in str(row["quote"]):
        return row
    changed = dict(row)
    for column in ("phase", "base"):
        if changed[column] == "approved":
            changed[column] = "revised"
    return changed


def family_of(kinds: Mapping[str, StatementKind | None]) -> Family:
    """Whether most titles are of a budget or of accounts; accounts where none says."""
    counted = Counter(kind.family for kind in kinds.values() if kind and kind.family)
    return counted.most_common(1)[0][0] if counted else "accounts"


def statements_narrative(
    document: Document, statements: pd.DataFrame, family: Family = "accounts"
) -> Narrative:
    """The narrative of `document`, its classes by the codes that its tables print."""
    names, funds = class_names(statements), _funds(statements)
    return _narrative(document, tuple(names.items()), family, tuple(funds.items()))


@lru_cache(maxsize=3)  # several rules ask for that of one document
def _narrative(document: Document, names: _Names, family: Family, funds: _Names) -> Narrative:
    return read_narrative(document, dict(names), family, dict(funds))


def _funds(statements: pd.DataFrame) -> dict[str, str]:
    """Code → the budget in whose table a class stands, where it stands in that of one alone."""
    of_funds = statements[
        statements["statement"].isin(_OF_FUNDS) & statements["classification"].notna()
    ]
    found: dict[str, set[str]] = {}
    for code, fund in zip(of_funds["classification"], of_funds["fund"], strict=True):
        found.setdefault(code, set()).add(fund)
    return {code: next(iter(funds)) for code, funds in found.items() if len(funds) == 1}


def class_names(statements: pd.DataFrame) -> dict[str, str]:
    """Code → name of the classes by function, as the tables of expenditure print them."""
    rows = statements[
        statements["statement"].isin(_BY_FUNCTION) & statements["classification"].notna()
    ]
    return dict(zip(rows["classification"], rows["name"], strict=True))
