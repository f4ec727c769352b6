"""
A form's targets are its own: no other form of the year has the same indicators and targets, word for
word.

Asked of forms with at least three indicators. A project that is printed twice, with one name and one
executing unit, is no copy.
"""

from __future__ import annotations

from collections.abc import Iterator

from ....base.said import Said
from ..given import TargetForm, TargetsGiven
from ..verdicts import Verdict, skipped

heading = "direction"
version = 1
LEAST = 3
Wording = frozenset[tuple[str, str]]


def check(given: TargetsGiven) -> Iterator[Verdict]:
    same: dict[Wording, list[TargetForm]] = {}
    for form in given.forms:
        same.setdefault(wording(form), []).append(form)
    for form in given.forms:
        if len(form.indicators) < LEAST or form.project is None:
            yield skipped(form, "targets.few_indicators")
            continue
        others = [each for each in same[wording(form)] if _another(form, each)]
        if not others:
            yield Verdict(form, True, Said("targets.own_words", count=len(form.indicators)))
            continue
        first = others[0]
        said = Said(
            "targets.same_as",
            count=len(form.indicators),
            others=len(others),
            name=first.name or "",
            page=first.project.page if first.project else 0,
        )
        yield Verdict(form, False, said)


def wording(form: TargetForm) -> Wording:
    """The indicators of a form as words, blanks left out."""
    return frozenset((_plain(row.name), _plain(row.target)) for row in form.indicators)


def _plain(text: str | None) -> str:
    return "".join((text or "").split())


def _another(form: TargetForm, other: TargetForm) -> bool:
    if other is form or other.project is None or form.project is None:
        return False
    one, two = form.project, other.project
    return (one.name, one.executor) != (two.name, two.executor)
