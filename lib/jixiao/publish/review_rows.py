"""A row of a table as the review page lists it: in the reader's words, with its figure as printed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..base.amounts import fold
from ..base.language import Language
from ..catalogue.codes import official_classes
from ..labels import has_label, label
from ..labels.items import item_name
from ..labels.sentences import in_brackets
from .review_numbers import section_words

_PRINTED = ("target", "actual")  # columns that stand as they are printed
_PHASES = ("accounts.phase", "budget.kind")


def row_cells(row: Mapping[str, Any], language: Language, of_budget: bool = False) -> list[str]:
    """What `row` says: its table, what it is of, its stage and its figure, each where it has one."""
    statement = row.get("statement")
    project = row.get("project") if not row.get("name") and not row.get("form") else None
    cells = [
        section_words(statement, language, of_budget) if statement else "",
        label("review.project", language, number=project) if project else "",
        _fund(row.get("fund"), language),
        _name(row, language),
        *(str(row[column]) for column in _PRINTED if row.get(column)),
        _label(row.get("label")),
        _phase(row, language),
        _figure(row),
        _words("indicators.status", row.get("status"), language),
    ]
    return [cell for cell in cells if cell]


def _words(key: str, identifier: object, language: Language) -> str:
    """The words of an id; none where there are none."""
    known = f"{key}.{identifier}"
    return label(known, language) if identifier and has_label(known) else ""


def _label(printed: object) -> str:
    """What a form calls an amount; one that it does not call anything has an id in its place."""
    return "" if printed is None or str(printed).isascii() else str(printed)


def _fund(fund: object, language: Language) -> str:
    return "" if fund == "all" else _words("accounts.fund", fund, language)


def _name(row: Mapping[str, Any], language: Language) -> str:
    """The name as printed, with its code, and what it is an amount of where it does not say so."""
    name, code, item = row.get("name") or "", row.get("classification"), row.get("item")
    if not name and row.get("form"):  # a form of the whole department has no name
        return _words("projects.form", row["form"], language) or str(row["form"])
    said = item_name(item, "", language) if item else ""
    if code:
        known = official_classes().get(code)
        if language == "en" and known and known.english:
            name = f"{known.english}{in_brackets(name, language) if name else ''}"
        name = f"{code} {name}".strip()
        return name if item == "expenditure" or not said else f"{name} · {said}"
    if language == "zh" or not said:
        return name or said
    return f"{said}{in_brackets(name, language)}" if name else said


def _phase(row: Mapping[str, Any], language: Language) -> str:
    """The stage of an amount, and of what a rate or a change is one."""
    said = next(filter(None, (_words(key, row.get("phase"), language) for key in _PHASES)), "")
    base = row.get("base")
    keys = (*_PHASES, "items")
    of = next(filter(None, (_words(key, base, language) for key in keys)), "")
    return f"{said}{label('review.against', language, base=of)}" if said and of else said


def _figure(row: Mapping[str, Any]) -> str:
    """The figure as printed with its unit; a decrease that is printed as a word has its minus."""
    value, unit = row.get("value"), row.get("unit") or ""
    printed = str(row.get("printed") or ("" if value is None else value))
    if not printed:
        return ""
    lessened = value is not None and value < 0 and printed[0].isdigit()
    return f"{'−' if lessened else ''}{printed}{'' if fold(unit) in fold(printed) else unit}"
