"""What evidence to ask for: a line for each indicator whose own words do not show its result."""

from __future__ import annotations

from dataclasses import dataclass

from ..analysis.indicators import KEPT
from ..labels.numbers import MISSING
from ..report import Report
from ..report.documents import COLUMN
from ..schema.rows import IndicatorRow

# A word of the indicator's kind → what to ask for; the first that is found decides.
_BY_KIND = (
    ("满意", "satisfaction"),
    ("成本", "money"),
    ("时效", "date"),
    ("质量", "quality"),
    ("效益", "effect"),
    ("影响", "effect"),
    ("数量", "number"),
)
_OPEN = ("in_progress", "missed", "contradicted")


@dataclass(frozen=True)
class Asked:
    """An indicator and what to ask for: keys of `papers.ask`. `project`: its name, or ""."""

    number: int
    project: str
    name: str
    target: str
    actual: str
    status: str
    keys: tuple[str, ...]
    page: int
    line: int
    document: str


def asked_for(report: Report) -> list[Asked]:
    """The indicators with a status that is neither met nor exceeded, in the order of the report."""
    if "indicators" not in report.tables:
        return []
    projects = _project_names(report)
    found = []
    for row in report.sure.tables["indicators"].itertuples():
        if row.status is None or row.status in KEPT:
            continue
        document = str(getattr(row, COLUMN))
        found.append(
            Asked(
                row.seq,
                projects.get((document, row.project), ""),
                row.name,
                str(row.target or row.definition or MISSING),
                str(row.actual or MISSING),
                row.status,
                _keys(row),
                row.page,
                row.line,
                document,
            )
        )
    return found


def _keys(row: IndicatorRow) -> tuple[str, ...]:
    kind = " ".join(str(part) for part in (row.level3, row.level2, row.category) if part)
    by_kind = next((key for word, key in _BY_KIND if word in kind), "")
    first = "rate" if row.target_unit == "%" and by_kind in ("", "number", "quality") else by_kind
    keys = [first or ("number" if row.promised in ("number", "bound", "range") else "document")]
    if row.status in _OPEN:
        keys.append("progress")
    return tuple(keys)


def _project_names(report: Report) -> dict[tuple[str, int | None], str]:
    if "projects" not in report.tables:
        return {}
    rows = report.tables["projects"].to_dict("records")
    return {(str(row[COLUMN]), row["project"]): str(row["name"] or "") for row in rows}
