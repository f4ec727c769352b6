"""How many posts a document says that there are, and how many people hold them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from ..catalogue import wordings
from ..report.documents import ReportDocument
from ..source import Document
from .said_before import last_day_in

POSTS, PEOPLE = "posts", "people"
_LINES = 3  # over which a sentence may run before its number stands, and behind its day


class StaffStated(NamedTuple):
    """A total: of POSTS or PEOPLE, on the day `at` (None where none is said), and where it stands."""

    of: str
    number: Decimal
    at: str | None
    page: int
    line: int
    quote: str


def staff_stated(document: ReportDocument, filed: int) -> list[StaffStated]:
    """The totals that the text of a document of the year `filed` states.

    A document that states several (of its units, say) has none: nobody says which is the whole.
    Parts (行政编制, 事业编制) are no totals.
    """
    if document.text is None:
        return []
    found = list(_found(document.text, filed))
    numbers = {of: {each.number for each in found if each.of == of} for of in (POSTS, PEOPLE)}
    return [each for each in found if len(numbers[each.of]) == 1]


def _found(text: Document, filed: int) -> Iterator[StaffStated]:
    patterns = wordings("occurrences")["staff"]
    of_tables = {line.number for table in text.tables for line in table.lines}
    lines = [line for line in text.lines if line.number not in of_tables and not line.blank]
    squeezed = ["".join(line.text.split()) for line in lines]
    for at, line in enumerate(lines):
        above = "".join(squeezed[max(0, at - _LINES) : at])
        text_here = above + "".join(squeezed[at : at + _LINES])
        for of in (POSTS, PEOPLE):
            for match in re.compile(patterns[of]).finditer(text_here, len(above)):
                if match.start() >= len(above) + len(squeezed[at]):
                    break
                count = next(each for each in match.groups() if each is not None)
                day = last_day_in(text_here[: match.start()], filed)
                yield StaffStated(of, Decimal(count), day, line.page, line.number, match[0])
