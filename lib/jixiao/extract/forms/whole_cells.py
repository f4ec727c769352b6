"""Cells that cannot be what their place says: two that run together, a level in the place of a name.

Where no lines are drawn a row may take words of its neighbours. Such words are listed, never a row.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from typing import Any

from ...catalogue import wordings
from ..unread import PassageLeft
from .levels import is_level
from .printed import NOTHING, PrintedText, unread
from .project_form import FormIndicator, FormKind, ProjectForm

_LABELS = ("phases", "columns", "execution")
_MOST_LABELS = 2  # in a name: with more it is a row of heads
_OWN_NUMBER = re.compile(r"(?:(?:绩效)?指标)?\d{1,2}\s*[.．、:：)）]|[①-⑳]")
_NUMBERED = re.compile(r"(?:绩效)?指标\d{1,2}\s*[：:]")
_SIGN = re.compile(r"[%％‰]")
_TEXTS = ("target", "term_target", "actual")
_WORD = re.compile(r"[^\W_]")


def drop_heads_as_name(form: ProjectForm) -> None:
    """A name that heads of the form run into is listed."""
    if sum(label in form.name.text for label in _label_names()) > _MOST_LABELS:
        form.unread.append(unread(form.name, form.page, "label_unknown"))
        form.name = NOTHING


@cache
def _label_names() -> tuple[str, ...]:
    known = wordings("forms")
    every = (name for part in _LABELS for names in known[part].values() for name in names)
    return tuple(dict.fromkeys(name for name in every if len(name) > 1))


def no_indicator(indicator: FormIndicator, kind: FormKind) -> list[PassageLeft]:
    """What is listed of a row that is none, as of one whose name is a level; [] of others.

    An evaluation gives points by level: there they are rows.
    """
    name = indicator.name.text.strip()
    bare = kind != "assessment" and name.endswith("指标") and is_level(name)
    bare = bare and all(getattr(indicator, role).is_none for role in _TEXTS)
    piece = len(name) == 1 and _WORD.match(name) is not None
    if not (bare or piece or _is_of_another_row(indicator)):
        return []
    return [
        unread(text, indicator.page, "no_name", "indicators")
        for text in (*_numbered_levels(indicator), *indicator.cells)
        if not text.is_none
    ]


def _numbered_levels(indicator: FormIndicator) -> Iterator[PrintedText]:
    """The levels of a row that have a number: with the row it would be lost."""
    for level, place in zip(indicator.levels, indicator.level_places, strict=False):
        if any(map(str.isdigit, level)):
            yield PrintedText(level, place, place)


def _is_of_another_row(indicator: FormIndicator) -> bool:
    """Whether a target has the number of an indicator that its name has not, or a result is a sign alone."""
    number = _NUMBERED.match(indicator.target.text)
    numbered = number is not None and not indicator.name.text.startswith(number[0])
    return numbered or _SIGN.fullmatch(indicator.actual.text.strip()) is not None


def without_own_number(indicator: FormIndicator) -> FormIndicator:
    """2.修补坑槽 | 2.≥3000平方米 | 2.2870平方米: what was done is 2,870, and no 2.287.

    Where a digit follows in each (1.增长率 | 1.5% | 1.8%), they may be decimals and stay.
    """
    number = _OWN_NUMBER.match(indicator.name.text)
    printed = [getattr(indicator, role) for role in _TEXTS]
    printed = [text for text in printed if not text.is_none]
    if number is None or len(printed) < 2:
        return indicator
    if not all(text.text.startswith(number[0]) for text in printed):
        return indicator
    if all(text.text[len(number[0]) :][:1].isdigit() for text in printed):
        return indicator
    cut: dict[str, Any] = dict(_cut(indicator, len(number[0])))
    return replace(indicator, **cut)


def _cut(indicator: FormIndicator, length: int) -> Iterator[tuple[str, PrintedText]]:
    for role in ("name", *_TEXTS):
        text: PrintedText = getattr(indicator, role)
        if not text.is_none:
            yield role, replace(text, text=text.text[length:].lstrip())
