"""Tables against schemas, quotes against the text, totals; and every number of a text accounted for."""

from .numbers import Number, State, coverage, numbers, passages
from .tables import check_quotes, notes, report_faults, totals
from .unread import unread_by_table

__all__ = [
    "Number",
    "State",
    "check_quotes",
    "coverage",
    "notes",
    "numbers",
    "passages",
    "report_faults",
    "totals",
    "unread_by_table",
]
