"""The words of the narratives as patterns: what may stand before a name or a figure, and classes."""

from __future__ import annotations

import re
from functools import cache

from ...catalogue import wordings
from ...catalogue.codes import official_classes
from .kinds import Family

MONEY = ("万元", "元", "亿元", "千元")


@cache
def words_before_names(family: Family, *, offices: bool) -> tuple[re.Pattern[str], ...]:
    """What may stand before a name, each to be taken away in turn."""
    common = wordings(f"{family}_narrative")
    words = (*common["skip"], *(common["offices"] if offices else ()))
    return tuple(re.compile(f"(?:{pattern})") for pattern in words)


@cache
def passing_words(family: Family) -> re.Pattern[str]:
    return re.compile("|".join(wordings(f"{family}_narrative")["passing"]))


@cache
def aside_sentences(family: Family) -> re.Pattern[str]:
    """Sentences without a figure that leave what is spoken of as it was."""
    asides = wordings(f"{family}_narrative").get("asides", ["(?!)"])
    return re.compile("|".join(asides))


@cache
def function_classes() -> tuple[tuple[str, str], ...]:
    """The official names of the classes 类, with and without 支出, the longest first, and their codes."""
    named = {
        form: code
        for code, known in official_classes().items()
        if len(code) == 3 and code.startswith("2")
        for name in (known.name, *known.former)
        for form in (name, name.removesuffix("支出"))
        if not form.endswith("预算")  # 国有资本经营预算 without 支出 is a budget
    }
    return tuple(sorted(named.items(), key=lambda entry: -len(entry[0])))


@cache
def economic_kinds() -> tuple[tuple[str, str], ...]:
    """The official names of the economic kinds of departments, the longest first, and their codes.

    A name that several kinds have (办公设备购置) is none.
    """
    named: dict[str, set[str]] = {}
    for code, known in official_classes().items():
        if code.startswith("3"):
            for name in (known.name, *known.former):
                named.setdefault(name, set()).add(code)
                named.setdefault(name.replace("的", ""), set()).add(code)
    alone = {name: codes.pop() for name, codes in named.items() if len(codes) == 1}
    return tuple(sorted(alone.items(), key=lambda entry: -len(entry[0])))


@cache
def endings_before(
    family: Family, unit: str, bare: bool
) -> tuple[tuple[str, re.Pattern[str]], ...]:
    """The endings that may stand before a figure in `unit`, in their order.

    `bare`: where no name stands before them, so that the last subject goes on.
    """
    phases: tuple[str, ...]
    if unit in MONEY:
        phases = ("approved", "revised", "previous", "outturn", "change")
    elif unit in ("%", "％"):
        phases = ("rate", "change_rate", "share")
    else:
        phases = ("score",) if unit == "分" else ("count",)
    words = wordings(f"{family}_narrative")
    endings = {**words["endings"], **(words.get("bare", {}) if bare else {})}
    return tuple((phase, re.compile(text)) for phase in phases for text in endings.get(phase, ()))
