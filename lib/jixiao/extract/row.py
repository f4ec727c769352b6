"""A row of the indicator table as printed, and the words that open the parts of its target."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache

from ..catalogue import wordings
from ..source import Line


@dataclass
class Row:
    """One indicator as printed: the lines of its target and of its result.

    `name`, `weight`, `score` and `deviation` are cells of their own in the self-evaluation form;
    in the model report the name stands in the target cell.
    """

    task_no: int
    label: str
    target: list[Line] = field(default_factory=list)
    actual: list[Line] = field(default_factory=list)
    name: list[Line] = field(default_factory=list)
    weight: list[Line] = field(default_factory=list)
    score: list[Line] = field(default_factory=list)
    deviation: list[Line] = field(default_factory=list)


@dataclass
class Table:
    """The rows, and the lines that belong to no row: the head and the task column."""

    rows: list[Row]
    head: list[Line]
    tasks: list[Line]
    labels: list[Line]


def opens_part(line: Line) -> str | None:
    """The part of a target cell (name, definition, target, basis) that `line` opens, if any."""
    text = "".join(line.text.split())
    return next((part for part, words in _openings().items() if text.startswith(words)), None)


@cache
def _openings() -> dict[str, tuple[str, ...]]:
    """Part → the words that open it, with their colon."""
    parts: dict[str, list[str]] = wordings("indicators")["parts"]
    return {
        part: tuple(word + colon for word in words for colon in "：:")
        for part, words in parts.items()
    }
