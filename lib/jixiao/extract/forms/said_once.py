"""What a text states once of its own year: a score or grade, not that of a year before."""

from __future__ import annotations

import re
from collections.abc import Iterable

from ...catalogue import wordings

_STOPS = "。；;！"


def said_once(
    pattern: str, text: str, year: str | None, but: Iterable[tuple[int, int]] = ()
) -> re.Match[str] | None:
    """The first match of `pattern` if all state one `value`; None where they differ, or none is.

    Not counted: those within the spans `but`, and those that a year before `year`, or 上年, opens.
    """
    spans = list(but)
    found = [
        match
        for match in re.finditer(pattern, text)
        if not any(start < match.start() < end for start, end in spans)
        and not _is_of_year_before(text, match.start(), year)
    ]
    return found[0] if found and len({match["value"] for match in found}) == 1 else None


def _is_of_year_before(text: str, at: int, year: str | None) -> bool:
    """Whether the sentence up to `at` names a year before, and the form's own not after it."""
    sentence = text[max(text.rfind(stop, 0, at) for stop in _STOPS) + 1 : at]
    former = [sentence.rfind(word) for word in wordings("status")["years_before"]]
    years = [(m.start(), m[0]) for m in re.finditer(r"20\d\d(?=年)", sentence)]
    former += [place for place, named in years if year and named < year]
    own = [place for place, named in years if named == year]
    return max(former, default=-1) > max(own, default=-1)
