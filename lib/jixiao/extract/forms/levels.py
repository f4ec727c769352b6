"""PrintedText levels of an indicator → the first and second level of the table."""

from __future__ import annotations

from functools import cache

from ...catalogue import wordings
from .printed_label import levels, printed_label


def normal_levels(
    printed: tuple[str, ...], *, has_first: bool = True
) -> tuple[str | None, str | None]:
    """First and second level (产出, 数量) of what a form prints (产出指标（50分）, 数量指标).

    None where the catalogue does not know a word. 成本指标 and 满意度指标 are words of both levels;
    `has_first`: the first word printed stands in the column of the first level.
    """
    first: str | None = None
    second: str | None = None
    known = [_known(text) for text in printed]
    others = wordings("forms")["other_levels"]["words"]
    for index, (as_first, as_second) in enumerate(known):
        at_first = index == 0 and has_first and len(printed) > 1
        if at_first and not as_first and any(n in others for n in printed_label(printed[0]).names):
            continue  # 社会效应 over 满意度 is no 社会效益
        if index == 0 and as_first and has_first:
            first = as_first
        elif as_second and second is None:
            second = as_second
        elif as_first and first is None:
            first = as_first
    if first is None and second is not None:
        first = _first_of().get(second)
    return first, second


def unknown_level(printed: tuple[str, ...]) -> str | None:
    """A printed level that the catalogue does not know; of a third level there is no list."""
    others = wordings("forms")["other_levels"]["words"]
    return next(
        (
            text
            for text in printed[:2]
            if _known(text) == (None, None)
            and not any(name in others for name in printed_label(text).names)
        ),
        None,
    )


def is_level(text: str) -> bool:
    """Whether a text is a word for a level, of those that the table normalises or of the others."""
    others = wordings("forms")["other_levels"]["words"]
    return _known(text) != (None, None) or any(n in others for n in printed_label(text).names)


def belongs(first: str, second: str) -> bool:
    """Whether a second level can stand under a first one, both as printed; True if not known.

    A first level that is not printed again goes on only over its own second levels.
    """
    as_first, as_second = _known(first)[0], _known(second)[1]
    if as_first is None or as_second is None:
        return True
    return _first_of().get(as_second, as_first) == as_first or (as_first, as_second) == (
        "产出",
        "成本",
    )


def _known(text: str) -> tuple[str | None, str | None]:
    found = levels()
    return next((found[name] for name in printed_label(text).names if name in found), (None, None))


@cache
def _first_of() -> dict[str, str]:
    known: dict[str, list[str]] = wordings("forms")["first_level_of"]
    return {second: first for first, seconds in known.items() for second in seconds}
