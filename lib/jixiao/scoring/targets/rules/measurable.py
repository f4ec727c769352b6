"""
A target can be measured: it states a number, a bound, a date, or words of which everyone can tell
whether they were kept (合格, 验收通过, 不超预算).

Fails: no target; a plan whose number is not given; words alone of which nobody can tell how much or
against what (提升, 有效, 长期, 满意). Does not apply: a bare 是 or 实现, which does not say what would make it a
no;
a sentence; words that no list knows.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ....base.said import Said
from ....catalogue import wordings
from ....schema.rows import IndicatorRow
from ....status.attainment import stated_part
from ..given import TargetsGiven
from ..verdicts import Verdict, skipped

heading = "detail"
version = 2
_NUMBERS = ("number", "bound", "range")
_FIGURE = re.compile(
    r"\d|[一二两三四五六七八九十百千万]+(?:[个次份项人名场期篇件套台天月年周]|分之)"
)


def check(given: TargetsGiven) -> Iterator[Verdict]:
    for form in given.forms:
        for row in form.indicators:
            decided = _decided(row)
            if isinstance(decided, str):
                yield skipped(form, decided, row)
            else:
                yield Verdict(form, decided[0], decided[1], row)


def _decided(row: IndicatorRow) -> tuple[bool, Said] | str:
    """Whether it passes and what was seen; or why the rule does not apply."""
    words = wordings("targets")["measurable"]
    text = stated_part(row.target).strip(" 。；，") if row.target else ""
    if row.promised in _NUMBERS or _FIGURE.search(text):
        return True, Said("targets.figure", words=row.promised_words or text)
    if not text:
        return False, Said("targets.empty")
    if row.promised == "plan":
        return False, Said("targets.plan", words=text)
    if text in words["yes"]:
        return "targets.yes_no"
    if re.search(words["without_value"], text):
        return False, Said("targets.without_value", words=text)
    if found := re.search(words["checkable"], text):
        return True, Said("targets.checkable", words=found[0])
    if re.search(words["against_name"], text):
        named = re.search(words["checkable"], row.name)
        said = Said("targets.checkable", words=named[0]) if named else None
        return (True, said) if said else (False, Said("targets.vague", words=text))
    if len(text) > words["longest"] or len(row.target or "") > 2 * words["longest"]:
        return "targets.sentence"
    if found := re.search(words["vague"], text):
        return False, Said("targets.vague", words=found[0])
    return "targets.unknown_words"
