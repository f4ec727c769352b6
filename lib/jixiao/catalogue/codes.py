"""The official classifications: code → Chinese and English name, former names beside today's."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Protocol

from ..base.language import Language
from . import wordings


@dataclass(frozen=True)
class OfficialClass:
    """A class of expenditure. `english` is "" where no translation is on file."""

    code: str
    name: str
    english: str
    former: tuple[str, ...] = ()


@cache
def official_classes() -> Mapping[str, OfficialClass]:
    """Code → class: by function 2…, by economic kind 3… (departments) and 5… (government)."""
    return {
        code: OfficialClass(code, name, english, tuple(former))
        for file in ("functional_codes", "economic_codes")
        for code, (name, english, *former) in wordings(file)["codes"].items()
    }


class Classified(Protocol):
    """A row with a `name` that may be of an official class."""

    @property
    def name(self) -> str: ...
    @property
    def classification(self) -> str | None: ...


def class_name(row: Classified, language: Language) -> str:
    """The name of a row's class: as printed, or the official one where what is printed is the
    beginning of it, cut by a narrow cell; in English that of the catalogue, and as printed where it
    has none. The code stands beside it.
    """
    printed = row.name
    known = official_classes().get(row.classification) if row.classification else None
    if known is None:
        return printed
    if language == "zh":
        return known.name if printed and known.name.startswith(printed) else printed
    return known.english or printed
