"""What each notebook takes, checked before a kernel starts; a test keeps both in step."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict, ValidationError

from ..base.errors import RequestError


class ReportParameters(BaseModel):
    """Parameters of a notebook about one department and year."""

    model_config = ConfigDict(strict=True, extra="forbid")

    department: str
    year: int
    language: Literal["en", "zh"]


class AuditParameters(ReportParameters):
    """Parameters of the audit: findings below `minimum_severity` are not listed."""

    minimum_severity: Literal["high", "medium", "low"]


class ScoresParameters(ReportParameters):
    """Parameters of points: the key of a `scheme` for all forms; empty: the one that binds each."""

    scheme: str = ""


class TargetsParameters(ReportParameters):
    """Parameters of targets: a result from `too_low_pct` per cent on makes a target low."""

    too_low_pct: int = 130


class ComparisonParameters(BaseModel):
    """Parameters of the comparison: `years` empty means every year on file."""

    model_config = ConfigDict(strict=True, extra="forbid")

    department: str
    years: list[int]
    baseline_year: int
    language: Literal["en", "zh"]


class ExploreParameters(ReportParameters):
    """Parameters of a view, see `explore.View`; words, lists and ranges left empty filter nothing."""

    subject: Literal["promises", "budget", "findings", "outcomes", "text"] = "promises"
    years: list[int] = []
    task: str = ""
    kind: str = ""
    statuses: list[str] = []
    attainment: list[int] = [0, 200]
    severity: Literal["high", "medium", "low"] = "low"
    tolerance: int = 0
    words: str = ""


class IndexParameters(BaseModel):
    """Parameters of the map of what is there."""

    model_config = ConfigDict(strict=True, extra="forbid")

    language: Literal["en", "zh"]


class DepartmentsParameters(BaseModel):
    """Parameters of the comparison of departments within one year."""

    model_config = ConfigDict(strict=True, extra="forbid")

    year: int
    language: Literal["en", "zh"]


SCHEMAS: dict[str, type[BaseModel]] = {
    "budget": ReportParameters,
    "accounts": ReportParameters,
    "projects": ReportParameters,
    "scores": ScoresParameters,
    "targets": TargetsParameters,
    "indicators": ReportParameters,
    "audit": AuditParameters,
    "comparison": ComparisonParameters,
    "explore": ExploreParameters,
    "index": IndexParameters,
    "departments": DepartmentsParameters,
    "documents": ReportParameters,
}


def check_parameters(notebook: str, values: dict[str, object]) -> dict[str, object]:
    """`values` as the notebook takes them.

    Raises RequestError naming the parameter, its value and what is wanted.
    """
    try:
        return SCHEMAS[notebook](**values).model_dump()
    except ValidationError as error:
        first = error.errors()[0]
        name = ".".join(str(part) for part in first["loc"])
        known = ", ".join(SCHEMAS[notebook].model_fields)
        raise RequestError(
            "rounds.parameter",
            name=name,
            notebook=notebook,
            value=first["input"],
            reason=first["msg"],
            known=known,
        ) from None
