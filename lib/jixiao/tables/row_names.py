"""What a row of the money of a document is called in a table."""

from __future__ import annotations

from ..base.language import Language
from ..catalogue import wordings
from ..catalogue.codes import Classified, class_name
from ..labels.sentences import in_brackets
from ..labels.statement_names import item_of_statement
from ..schema.rows import StatementRow

_OF_A_PART = ("office", "group")  # end the items of a unit, and of a group of projects
_PROJECTS = "project"  # the statement whose rows are projects


def class_in_words(row: Classified, language: Language) -> str:
    """The name of a class; in English with the Chinese one behind it."""
    name, chinese = class_name(row, language), class_name(row, "zh")
    return name if name == chinese else f"{name}{in_brackets(chinese, language)}"


def figure_name(row: StatementRow, language: Language) -> str:
    """The class, unit or project that a figure is of, and its item where the row's name does not say it."""
    if row.classification is None:
        item, _, part = row.item.rpartition(".")
        of_a_part = part in _OF_A_PART
        own = item_of_statement(item if of_a_part else row.item, "", language)
        listed = row.statement == _PROJECTS and row.name not in wordings("statement_rows")["totals"]
        named = f"{row.name} · {own}" if own else row.name
        return named if of_a_part or listed else own or row.name
    item, name = item_of_statement(row.item, "", language), class_in_words(row, language)
    return f"{name} · {item}" if item and row.item != "expenditure" else name
