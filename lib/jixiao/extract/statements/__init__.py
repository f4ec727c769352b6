"""Budgets (部门预算) and final accounts (部门决算): tables and narrative → `statements`.

A table of its own beside `budget`: one item stands in up to a dozen tables, by class of
expenditure, fund and office, which the sentences of a self-evaluation never do; and what is done
with `budget` (the bridge, the path from approved to revised) has no counterpart here.
"""

from .kinds import Family, StatementKind, kind_of, nearest
from .read import StatementsRead, UnreadNumber, read_statements
from .whole import WholeRead, class_names, family_of, read_whole, statements_narrative

__all__ = [
    "Family",
    "StatementKind",
    "StatementsRead",
    "UnreadNumber",
    "WholeRead",
    "class_names",
    "family_of",
    "kind_of",
    "nearest",
    "read_statements",
    "read_whole",
    "statements_narrative",
]
