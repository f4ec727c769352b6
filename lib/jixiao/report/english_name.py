"""The English name of an office, from the words of its Chinese one: 上海市普陀区财政局 → Finance Bureau of
Putuo District, Shanghai.

Only where every word is in the catalogue (`department_names.toml`, `place_names.toml`); a place that
cannot be spelled without doubt, or one word that is not known, and there is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..catalogue import wordings
from .syllables import common, syllables

_LONGEST_PLACE = 5  # characters
_GOVERNMENT = "人民政府"


def english_name(name: str) -> str | None:
    """What the office called `name` is called in English; None where a word of it is not known."""
    words = wordings("department_names")
    plain = "".join(name.split()).replace("(", "（").replace(")", "）")
    ending = next((ending for ending in words["endings"] if plain.endswith(ending)), "")
    for places, rest in _places(plain.removesuffix(ending)):
        if body := _body(rest):
            where = ", ".join(reversed(places))
            joint = ", " if rest.endswith(tuple(words["named"])) else " of "
            whole = f"{body}{joint}{where}" if where else body
            return whole + (words["endings"][ending] if ending else "")
    return None


def _places(name: str) -> Iterator[tuple[list[str], str]]:
    """The English places that `name` begins with, the widest first, and what follows; as many as
    there are before fewer."""
    kinds = wordings("place_names")["kinds"]
    for end in range(2, _LONGEST_PLACE + 4):
        for kind in sorted(kinds, key=len, reverse=True):
            if end <= len(name) and name[:end].endswith(kind):
                if place := spelled(name[: end - len(kind)]):
                    for further, rest in _places(name[end:]):
                        yield [kinds[kind] % place, *further], rest
                break
    yield [], name


def _body(name: str) -> str | None:
    words = wordings("department_names")
    whole, name = name, name.removeprefix(_GOVERNMENT)
    for own in (whole, name):
        if own in words["bodies"]:
            return str(words["bodies"][own])
    for ending in sorted(words["named"], key=len, reverse=True):
        if name.endswith(ending):
            place = spelled(name.removesuffix(ending))
            return words["named"][ending] % place if place else None
    for kind in sorted(words["kinds"], key=len, reverse=True):
        if name.endswith(kind) and (matters := _matters(name.removesuffix(kind))):
            *before, last = matters
            said = f"{', '.join(before)} and {last}" if before else last
            return f"{said} {words['kinds'][kind]}"
    return None


def _matters(name: str) -> list[str] | None:
    """What an office does, matter by matter; None where a word of it is not known."""
    words = wordings("department_names")
    if name in words["matters"]:
        return [words["matters"][name]]
    for matter in sorted(words["matters"], key=len, reverse=True):
        for join in ("", *words["joins"]["words"]):
            if name.startswith(matter + join) and (rest := _matters(name[len(matter + join) :])):
                return [words["matters"][matter], *rest]
    return None


def spelled(place: str) -> str | None:
    """A place in English; None where its reading is in doubt, or its own spelling is not known."""
    words = wordings("place_names")
    if named := words["names"].get(place):
        return str(named)
    if (
        not 1 <= len(place) <= _LONGEST_PLACE
        or place in words["otherwise"]
        or any(word in place for word in words["never"])
        or not common(place)
        or not set(words["unsure"]).isdisjoint(place)
    ):
        return None
    first, *others = (syllable.replace("v", "ü") for syllable in syllables(place))
    rest = "".join(re.sub(r"^(?=[aeo])", "'", syllable) for syllable in others)
    return (first + rest).capitalize()
