"""Names of budget items and of the steps between two budgets."""

from __future__ import annotations

from functools import cache
from importlib import resources
from typing import Protocol

import tomli

from ..base.language import Language
from . import has_label, label


class Step(Protocol):
    """A step of a waterfall, which a report prints (`page`) or not."""

    @property
    def step(self) -> str: ...
    @property
    def page(self) -> int | None: ...


def item_name(item: str, printed: str, language: Language) -> str:
    """The name of a budget item in `language`; the report's own where there is none."""
    return label(f"items.{item}", language) if has_label(f"items.{item}") else printed


def step_name(row: Step, language: Language, direction: str = "") -> str:
    """A step of a waterfall, in words that say its direction ("up", "down") where there are some;
    and that it is computed where a report usually prints it and this one does not. A row with
    `words` of its own has those.
    """
    if words := getattr(row, "words", None):
        return str(words)
    step = row.step
    if row.page is None and has_label(f"budget.step.{step}_computed"):
        step += "_computed"
    key = f"budget.change.{step}_{direction}"
    return label(key if has_label(key) else f"budget.step.{step}", language)


@cache
def item_ids() -> tuple[str, ...]:
    """The ids of budget items that pages have names for, in the order of a budget."""
    return tuple(items())


def items() -> dict[str, dict[str, str]]:
    """Id of a budget item → its name in each language."""
    return tomli.loads((resources.files(__package__) / "items.toml").read_text("utf-8"))
