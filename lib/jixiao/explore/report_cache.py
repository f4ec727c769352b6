"""What is on file, each report read and audited once, however often a view asks for it."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path

import pandas as pd

from ..analysis.compare import outcome_series
from ..audit import audit_report
from ..audit.findings import AuditResult
from ..base.language import Language
from ..report import Report, find_data_folder, list_reports, load_breaks, load_report


class ReportCache:
    """The reports of a data folder; `data` None: the workbook's own."""

    def __init__(self, data: Path | None = None) -> None:
        self.data = data or find_data_folder()
        self._reports: dict[tuple[str, int], Report] = {}
        self._audits: dict[tuple[str, int], AuditResult] = {}

    @cached_property
    def on_file(self) -> dict[str, list[int]]:
        """Department → its years, ascending."""
        found: dict[str, list[int]] = {}
        for department, year in list_reports(self.data):
            found.setdefault(department, []).append(year)
        return found

    def report(self, department: str, year: int) -> Report:
        """Raises RequestError for one that is not on file, TableError for a table at fault."""
        key = (department, year)
        if key not in self._reports:
            self._reports[key] = load_report(department, year, self.data)
        return self._reports[key]

    def audit(self, department: str, year: int) -> AuditResult:
        key = (department, year)
        if key not in self._audits:
            self._audits[key] = audit_report(self.report(department, year))
        return self._audits[key]

    def series(self, department: str, years: tuple[int, ...]) -> pd.DataFrame:
        """`analysis.compare.outcome_series` of some years; none named: of all."""
        chosen = years or tuple(self.on_file.get(department, ()))
        tables = {year: self.report(department, year).sure.tables for year in chosen}
        return outcome_series(tables, self.breaks(department))

    def breaks(self, department: str) -> pd.DataFrame:
        return load_breaks(department, self.data)

    def name(self, department: str, language: Language) -> str:
        """The department's name in its last year on file."""
        return self.report(department, self.on_file[department][-1]).department_name(language)
