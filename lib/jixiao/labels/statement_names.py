"""What the tables of money are called: those of a budget otherwise than those of final accounts."""

from __future__ import annotations

from ..base.language import Language
from . import has_label, label
from .items import item_name

_OF_ACCOUNTS = ("outturn", "revised", "previous")


def statement_key(statement: str, of_budget: bool) -> str:
    """The key of the name of `statement`, which there may be no words behind."""
    named = f"accounts.budget_statement.{statement}"
    return named if of_budget and has_label(named) else f"accounts.statement.{statement}"


def statement_name(statement: str, of_budget: bool, language: Language) -> str:
    """The name of a statement. Raises KeyError where it has none."""
    return label(statement_key(statement, of_budget), language)


def is_budget_phase(phase: str) -> bool:
    """Whether an amount of this phase stands in a table of a budget, as far as the phase says it."""
    return phase not in _OF_ACCOUNTS


def item_of_statement(item: str, printed: str, language: Language) -> str:
    """The name of an item in tables of money: 本年支出, beside 支出总计; the printed one where there is none."""
    own = f"accounts.item.{item}"
    return label(own, language) if has_label(own) else item_name(item, printed, language)
