"""Jixiao: performance self-evaluations of Chinese government departments, read and compared.

`load_report(department, year)` gives a `Report`; `extract_report(source, department=, year=)`
reads a published one; `audit_report(report)` sets it against itself. `use_fonts()` lets charts of
your own show Chinese. The parts are imported when they are first asked for.
"""

from __future__ import annotations

from importlib import import_module

TYPE_CHECKING = (
    False  # as `typing` has it, whose import alone takes longer than all that is done here
)
if TYPE_CHECKING:
    from typing import Any

    from .audit import AuditResult, Rule, audit_report
    from .base.errors import ReportError
    from .base.injected import check_parameters
    from .charts.style import use_fonts
    from .extract.extraction import extract_report
    from .labels import Language
    from .report import (
        Report,
        each_of_year,
        load_breaks,
        load_previous,
        load_report,
        load_reports,
        load_year,
        unread_of_year,
    )
    from .scoring import ScoreResult, score_report

    __version__: str

__all__ = [
    "AuditResult",
    "Language",
    "Report",
    "ReportError",
    "Rule",
    "ScoreResult",
    "audit_report",
    "check_parameters",
    "each_of_year",
    "extract_report",
    "load_breaks",
    "load_previous",
    "load_report",
    "load_reports",
    "load_year",
    "score_report",
    "unread_of_year",
    "use_fonts",
]
_HOMES = {
    "AuditResult": "audit",
    "Language": "labels",
    "Report": "report",
    "ReportError": "base.errors",
    "Rule": "audit",
    "ScoreResult": "scoring",
    "audit_report": "audit",
    "check_parameters": "base.injected",
    "each_of_year": "report",
    "extract_report": "extract.extraction",
    "load_breaks": "report",
    "load_previous": "report",
    "load_report": "report",
    "load_reports": "report",
    "load_year": "report",
    "score_report": "scoring",
    "unread_of_year": "report",
    "use_fonts": "charts.style",
}


def __getattr__(name: str) -> Any:
    if name == "__version__":
        from importlib.metadata import version

        return version("jixiao")
    if name in _HOMES:
        return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    """What the package is for; its rooms are found by their own names."""
    return [*__all__, "__version__", "__doc__", "__name__"]
