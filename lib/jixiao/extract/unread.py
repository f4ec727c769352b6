"""What no table took of a document: where it stands, its words, and why."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from ..base.errors import ExtractionError, Place

UnreadReason = Literal[
    "words_not_known",  # of the clause before a figure
    "item_not_known",  # of a row of a budget table
    "stage_not_said",  # the clause names an item, and the one before it, which set the stage, is not known
    "unit_does_not_fit",  # a rate in 万元, an amount in %
    "no_unit",
    "no_number",  # the cell holds several, or one that is not whole
    "sign_not_clear",  # 减少-320.5, or a bracketed amount that is no adjustment
    "another_year",
    "column_not_known",  # of a table of money: a part of its head is not in the catalogue
    "row_without_name",
    "row_and_column",  # what a row and its column say do not go together
    "office_not_known",  # the tables of a document come again and nothing says whose they are
    "code_not_known",  # digits that are no code of a class
    "cells_moved",  # of a row: one is lost or one too many, so that heads may not be those above it
    "label_unknown",  # of a form: a short text where a label would stand
    "no_column",  # of a form: known, and no table has a column for it
    "cell_unplaced",  # of a form: a cell that belongs to no label and no column
    "repeated_sum",  # of a form: says again, in sum, what a longer table says
    "no_name",  # an indicator without a name
    "level_unknown",  # a level of indicators that the catalogue does not know
    "run_on_unsplit",  # a part of a running text that its grammar does not take
    "passage_not_known",  # a table or row that has no form known: its own words say what is wrong
]
MONEY = ("budget", "statements", "projects")  # tables of money


@dataclass(frozen=True)
class PassageLeft:
    """A passage that no row of `table` took; `text` as printed."""

    table: str
    page: int
    line: int
    text: str
    reason: UnreadReason

    @classmethod
    def of_error(cls, table: str, error: ExtractionError) -> PassageLeft:
        """What an error says that would have stopped the reading."""
        place = error.where if isinstance(error.where, Place) else Place(1, 1)
        return cls(table, place.page, place.line, str(error.what), "passage_not_known")

    def entry(self) -> dict[str, object]:
        """As the descriptor has it."""
        return {
            "table": self.table,
            "page": self.page,
            "line": self.line,
            "words": self.text,
            "reason": self.reason,
        }

    def __str__(self) -> str:
        known = self.reason in ("words_not_known", "passage_not_known")
        why = "" if known else f" ({self.reason.replace('_', ' ')})"
        return f"page {self.page}, line {self.line}: {self.text}{why}"
