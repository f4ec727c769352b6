"""What is asked for → the list of jobs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from ..errors import RequestError
from ..report import Report, check_department, list_reports, load_report
from .parameters import check_parameters

# Notebook about one report → the table that must be on file for it.
REPORT_NOTEBOOKS = {"budget": "budget", "indicators": "indicators", "audit": "budget"}
COMPARISON = "comparison"


@dataclass(frozen=True)
class Job:
    """One notebook with its parameters; `stem` is its output below the outputs folder."""

    notebook: str
    department: str
    year: int | None
    language: str
    parameters: dict[str, object]
    stem: Path

    @property
    def name(self) -> str:
        where = self.department if self.year is None else f"{self.department}/{self.year}"
        return f"{where} {self.notebook} ({self.language})"


def select_reports(wanted: Sequence[str], data: Path) -> list[Report]:
    """The reports that "department" or "department/year" name; all of them if nothing is named.

    Every table is read and checked here, before any kernel starts.

    Raises RequestError for what is not on file, TableError for a table that breaks its schema.
    """
    on_file = list_reports(data)
    chosen: dict[tuple[str, int], None] = {}
    for text in wanted or sorted({department for department, _ in on_file}):
        department, slash, year = text.partition("/")
        check_department(department, data)
        if slash and not (year.isascii() and year.isdigit()):
            raise RequestError(
                f"{year!r} is no year", where=text, remedy=f"write e.g. {department}/2022"
            )
        years = [int(year)] if slash else [y for d, y in on_file if d == department]
        chosen |= dict.fromkeys((department, y) for y in years)
    return [load_report(department, year, data) for department, year in chosen]


def plan_jobs(reports: Iterable[Report], languages: Sequence[str]) -> list[Job]:
    """The jobs for `reports`: the notebooks whose table is on file, a comparison each department.

    The first of `languages` has the plain file names, others carry theirs: budget.zh.html.
    """
    reports = list(reports)
    jobs = []
    for report in reports:
        for notebook, table in REPORT_NOTEBOOKS.items():
            if table in report.tables:
                for language in languages:
                    values: dict[str, object] = {
                        "department": report.department,
                        "year": report.year,
                        "language": language,
                    }
                    if notebook == "audit":
                        values["minimum_severity"] = "low"
                    folder = Path(report.department) / str(report.year)
                    jobs.append(_job(notebook, values, folder, languages, report.year))
    for department in dict.fromkeys(report.department for report in reports):
        own = [report for report in reports if report.department == department]
        for language in languages:
            values = {
                "department": department,
                "years": [],
                "baseline_year": baseline(own),
                "language": language,
            }
            jobs.append(_job(COMPARISON, values, Path(department), languages, None))
    return jobs


def baseline(reports: Sequence[Report]) -> int:
    """The year that changes are measured against: the first with a budget, else the first."""
    with_budget = [report.year for report in reports if "budget" in report.tables]
    return min(with_budget or [report.year for report in reports])


def output_name(notebook: str, language: str, languages: Sequence[str]) -> str:
    """The file name of a notebook's output in `language`, without its ending."""
    return notebook if language == languages[0] else f"{notebook}.{language}"


def _job(
    notebook: str,
    values: dict[str, object],
    folder: Path,
    languages: Sequence[str],
    year: int | None,
) -> Job:
    parameters = check_parameters(notebook, values)
    language = str(values["language"])
    stem = folder / output_name(notebook, language, languages)
    return Job(notebook, str(values["department"]), year, language, parameters, stem)
