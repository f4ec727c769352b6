"""What a sentence says of a figure: of which budget it is, with what it compares, of which day."""

from __future__ import annotations

import re
from calendar import monthrange
from typing import Any

from ..base.errors import Place
from ..catalogue import wordings
from ..source import Document

_BEFORE = 6  # lines above a count in which its day may stand
_REACH = 200  # characters of a line before an amount, and behind it


def base_of_change(quote: str, own: str, filed: int) -> str | None:
    """What of the year before a change is against: approved | outturn; None where it does not say.

    `own`: what the document's amounts are. Final accounts compare their outturn with that of the year
    before unless they say otherwise; a budget that says only 上年 compares with either. A
    sentence that names another year than the one before is of neither.
    """
    words = wordings("occurrences")["before"]
    text = "".join(quote.split())
    named = re.search(words["year"], text)
    if named and int(named[1]) != filed - 1:
        return None
    for phase in ("outturn", "approved"):
        if re.search(words[phase], text):
            return phase
    return "outturn" if own == "outturn" else None


def level_with_before(text: Document | None, row: Any) -> str | None:
    """The words behind an amount that call it the same as in the year before; None without them."""
    if text is None:
        return None
    quote = "".join(row.quote.split())
    found = text.text_from(Place(row.page, row.line), _REACH + len(quote))
    at = found.find(quote)
    words = wordings("occurrences")["before"]["level"]
    said = re.match(words, found[at + len(quote) :]) if at >= 0 else None
    return said[0].lstrip(",，;；。") if said else None


def budget_of_year(row: Any) -> str | None:
    """Which budget of its year a figure of final accounts is; None for 预算数 alone."""
    if row.phase == "revised":
        return "revised"
    words = wordings("occurrences")["budget_of_year"]
    text = "".join(row.quote.split())
    return next((phase for phase, said in words.items() if re.search(said, text)), None)


def day_counted(text: Document | None, row: Any, filed: int) -> str | None:
    """The day that a row's things were counted, 2024-08-31; None where what is bought is meant, or
    where no day stands in front of it. `filed`: the year of the document, whose 上年底 is a day too.
    """
    if text is None:
        return None
    words = wordings("occurrences")["counted"]
    near = [line for line in text.lines if row.line - _BEFORE <= line.number <= row.line + 1]
    before = "".join("".join(line.text for line in near if line.number < row.line).split())
    whole = "".join("".join(line.text for line in near).split())
    at = whole.find("".join(row.quote.split()), len(before))  # a list above may have the same words
    above = whole[:at] if at >= 0 else before
    days = list(re.finditer(words["day"], above))
    if not days or re.search(words["bought"], above[days[-1].end() :]):
        return None
    return _day(days[-1], filed)


def last_day_in(text: str, filed: int) -> str | None:
    """The last day of counting that `text` names, as `day_counted`."""
    days = list(re.finditer(wordings("occurrences")["counted"]["day"], text))
    return _day(days[-1], filed) if days else None


def _day(found: re.Match[str], filed: int) -> str | None:
    """The day that the words are; the last of a month or year for its end, None where there is none."""
    before = wordings("occurrences")["counted"]["before"]
    year = filed - 1 if found["year"] in before else int(found["year"].rstrip("年"))
    month = int(found["month"] or 12)
    if not 1 <= month <= 12:
        return None
    last = monthrange(year, month)[1]
    day = int(found["day"] or last)
    return f"{year}-{month:02d}-{day:02d}" if 1 <= day <= last else None
