"""Jixiao: performance self-evaluations of Chinese government departments, read and compared.

`load_report(department, year)` gives a `Report`; `extract_report(source, department=, year=)`
reads a published one; `audit_report(report)` sets it against itself. The parts are imported when they are first asked for.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any

_HOMES = {
    "Report": "report",
    "ReportError": "base.errors",
    "audit_report": "audit",
    "extract_report": "extract.extraction",
    "load_breaks": "report",
    "load_report": "report",
    "load_reports": "report",
    "load_year": "report",
}
__all__ = list(_HOMES)


def __getattr__(name: str) -> Any:
    if name in _HOMES:
        return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
