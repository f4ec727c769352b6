"""Problems and measures of one year against the next, by their words alone.

A problem that the next year does not name again need not be solved: it is only not named. Nothing is
claimed where the next year names no problems and measures at all, or is not on file.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal, NamedTuple

from rapidfuzz import fuzz

from ..catalogue import wordings
from ..report import Report
from ..report.documents import PUBLISHED
from .problems import NamedProblem, statements_of

Followed = Literal["repeated", "mended", "not_named"]
SAME = 78.0  # of a hundred characters in one order: a statement said again
SPOKEN_OF = 72.0  # of the shorter within the longer: what a sentence speaks of


class FollowUp(NamedTuple):
    """A statement of the year before, what became of it, and the words of the next that say so."""

    before: NamedProblem
    followed: Followed
    after: NamedProblem | None
    alike: float | None


def followed(reports: Sequence[Report], year: int) -> list[FollowUp]:
    """What `year` says of the problems and measures of the year before; empty where one of the two
    names none.
    """
    by_year = {report.year: report for report in reports}
    if year not in by_year or year - 1 not in by_year:
        return []
    before, after = statements_of(by_year[year - 1]), statements_of(by_year[year])
    if not before or not after:
        return []
    done = _said_done(by_year[year])
    return [_of(one, after, done) for one in before]


def _of(
    before: NamedProblem, after: Sequence[NamedProblem], done: Sequence[NamedProblem]
) -> FollowUp:
    best = _best(before, [one for one in after if one.kind == before.kind], fuzz.ratio)
    if best is not None and best[1] >= SAME:
        return FollowUp(before, "repeated", *best)
    if before.kind == "problem":
        best = _best(before, done, fuzz.partial_ratio)
        if best is not None and best[1] >= SPOKEN_OF:
            return FollowUp(before, "mended", *best)
    return FollowUp(before, "not_named", None, None)


def _best(
    one: NamedProblem, others: Sequence[NamedProblem], alike: object
) -> tuple[NamedProblem, float] | None:
    scored = [(other, float(alike(_plain(one), _plain(other)))) for other in others]  # type: ignore[operator]
    return max(scored, key=lambda pair: pair[1], default=None)


def _plain(one: NamedProblem) -> str:
    return re.sub(r"[\d\s，,、。；;：:“”\"（）()]", "", one.text)


def _said_done(report: Report) -> list[NamedProblem]:
    """The sentences of a year's texts that say that something is done, and are no plan."""
    words = wordings("follow_up")["words"]
    found = []
    for name, document in report.documents.items():
        if name == PUBLISHED or document.text is None:
            continue
        beside = None if name == report.primary else name
        for line in document.text.lines:
            text = "".join(line.text.split())
            if re.search(words["done"], text) and not re.search(words["planned"], text):
                place = line.page, line.number
                found.append(NamedProblem(report.year, name, beside, "problem", None, text, *place))
    return found
