"""What stands in a file of a scheme, checked key by key before anything is made of it."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from ..base.errors import TableError
from ..base.language import Language

Points = Annotated[Decimal, Field(ge=0, le=100)]
Words = dict[Language, str]
Form = Literal["department_self_evaluation", "project_self_evaluation", "assessment"]
Kind = Literal["产出", "效益", "满意度", "成本"]


class _ClosedEntry(BaseModel):
    model_config = ConfigDict(extra="forbid", arbitrary_types_allowed=False)


class LineEntry(_ClosedEntry):
    """`execution`: the line of the budget's execution; `kinds`: the indicators that it sums;
    `named`: the indicators that it is; `formula`: of its points, or of their two ends.
    """

    key: str
    name: Words
    points: Points
    execution: bool = False
    kinds: list[Kind] = []
    named: list[str] = []
    formula: str | list[str] | None = None


class MethodsEntry(_ClosedEntry):
    """Formulas of points, or of their two ends; tiers of what is no number, in per cent."""

    execution: str | list[str] | None = None
    at_least: str | list[str] | None = None
    at_most: str | list[str] | None = None
    achieved: list[Decimal] | None = None
    partly: list[Decimal] | None = None
    failed: list[Decimal] | None = None


class GradeEntry(_ClosedEntry):
    name: Words
    least: Points


class SchemeEntry(_ClosedEntry):
    """`source`, `article`, `read_at` (addresses, and what was read there), `binds`, `uncertain`: what
    a reader is told; the rest see `Scheme`."""

    key: Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
    name: Words
    source: str
    article: str = ""
    read_at: list[str] = []
    binds: Words
    uncertain: Words
    forms: list[Form] = []
    places: list[str] = []
    everywhere: bool = False
    years: Annotated[list[int], Field(max_length=2)] = []
    methods_of: str = ""
    lines: list[LineEntry] = []
    methods: MethodsEntry | None = None
    grades: list[GradeEntry] = []


def read_entry(raw: dict[str, Any], where: str) -> SchemeEntry:
    """The entry that a TOML file holds. Raises TableError naming file and key at the first fault."""
    try:
        entry = SchemeEntry.model_validate(raw)
    except ValidationError as error:
        first = error.errors()[0]
        # In a list lines are counted from 1, as a reader counts them.
        key = ".".join(str(p + 1) if isinstance(p, int) else str(p) for p in first["loc"])
        if first["type"] == "missing":
            raise TableError("scoring.missing", where=(where, key)) from None
        if first["type"] == "extra_forbidden":
            names = tuple(sorted(_keys_at(first["loc"])))
            raise TableError("scoring.unknown_key", where=(where, key), names=names) from None
        raise TableError("scoring.value", where=(where, key), reason=first["msg"]) from None
    for words, key in (
        (entry.name, "name"),
        (entry.binds, "binds"),
        (entry.uncertain, "uncertain"),
    ):
        for language in ("en", "zh"):
            if language not in words:
                raise TableError("scoring.missing", where=(where, f"{key}.{language}"))
    return entry


def _keys_at(location: tuple[int | str, ...]) -> list[str]:
    """The keys that may stand where the unknown one does."""
    parts: dict[str, type[BaseModel]]
    parts = {"lines": LineEntry, "methods": MethodsEntry, "grades": GradeEntry}
    within = parts.get(str(location[0]), SchemeEntry) if len(location) > 1 else SchemeEntry
    return list(within.model_fields)
