"""The official classifications: code → Chinese and English name, former names beside today's."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

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
