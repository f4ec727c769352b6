"""What a line of points and its form are called where a reader sees them."""

from __future__ import annotations

from decimal import Decimal
from typing import Protocol

from ..base.language import Language
from ..base.said import Said
from ..labels import has_label, label
from ..labels.numbers import MISSING, number


class NamedLine(Protocol):
    """A line of points: its part, its name and its form's."""

    of: str | None
    part: str
    name: str | None


def line_name(row: NamedLine, language: Language) -> str:
    """The name of an indicator; of an execution line that it is one."""
    if row.part == "execution":
        said = label("scores.part.execution", language)
        return said[:1].upper() + said[1:]  # it begins a cell
    name = row.name or MISSING
    return f"{label('scores.part.task', language)} · {name}" if row.part == "task" else name


def form_name(name: str | None, language: Language) -> str:
    """The name of a project; of the form of the department that it is of the whole."""
    return name or label("projects.whole", language)


def ends(low: Decimal | None, high: Decimal | None) -> str:
    """Points as one number, or as a range."""
    return "–".join(dict.fromkeys((number(low), number(high))))


def promised_and_done(target: str | None, actual: str | None) -> str:
    """A target and its result; a dash for one that is not printed, and for both alone."""
    if target is None and actual is None:
        return MISSING
    return target or MISSING if actual is None else f"{target or MISSING} → {actual}"


def kind_name(kind: str, language: Language) -> str:
    """The kind of an indicator in `language`; as printed where it is none of the official scheme."""
    key = f"indicators.level3.{kind}"
    return label(key, language) if has_label(key) else kind


def why(said: Said, language: Language) -> str:
    """What a rule of targets has seen; the kinds that it names in the reader's language."""
    kinds = {name for name in said.values if name in ("kind", "right")}
    values = {k: kind_name(v, language) if k in kinds else v for k, v in said.pairs}
    return Said(said.key, **values).words(language)
