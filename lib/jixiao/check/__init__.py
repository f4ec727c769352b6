"""Tables against schemas, quotes against the text, totals; and every number of a text accounted for."""

from .numbers import Number, State, coverage, numbers, passages
from .tables import check_quotes, notes, report_faults, totals

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
]
