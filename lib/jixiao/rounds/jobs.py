"""What is asked for → the list of jobs."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

from ..base.errors import RequestError
from ..base.language import Language
from ..labels import LANGUAGES, check_language
from ..report import Filed, Report
from ..report.documents import DOCUMENTS
from .places import Places

# Notebook about one report → the tables of which one must be on file for it.
REPORT_NOTEBOOKS = {
    "budget": ("budget",),
    "accounts": ("statements",),
    "projects": ("projects",),
    "scores": ("projects",),
    "targets": ("indicators",),
    "indicators": ("indicators",),
    "audit": ("budget", "statements"),
    "documents": ("budget", "statements", "projects"),
}
DOCUMENTS_PAGE = "documents"  # a page about one year that reads and shows the years beside it too
WHOLE_YEAR = ("audit", DOCUMENTS_PAGE)  # pages about all documents of a year
COMPARISON = "comparison"
DEPARTMENTS = "departments"  # of all departments of a year: its jobs have no department
MONEY = {"budget", "statements"}  # what departments are compared by
SOURCE = "source"  # the page of a report's text, which the job `tables` writes
TABLES = "tables"  # the job without a notebook: a report's spreadsheets and its line of the index

_OnFile = TypeVar("_OnFile", bound=Report | Filed)


class Failure(NamedTuple):
    """Why a job failed: in which cell (from 0), the error in each language, and its class."""

    cell: int
    words: dict[Language, str]
    kind: str = ""

    @classmethod
    def from_json(cls, stored: Sequence[Any] | None) -> Failure | None:
        """The failure that was written as a list; None for none."""
        if not stored:
            return None
        cell, words, kind = stored
        return cls(int(cell), {k: str(words[k]) for k in LANGUAGES if k in words}, str(kind))


@dataclass(frozen=True, slots=True)
class Job:
    """One notebook with its parameters; `stem` is its output below the outputs folder.

    The job `tables` of a report has no notebook; it makes all languages at once.
    """

    notebook: str
    department: str
    year: int | None
    language: Language
    parameters: dict[str, object]
    stem: Path

    @property
    def name(self) -> str:
        folder = self.department or DEPARTMENTS
        where = folder if self.year is None else f"{folder}/{self.year}"
        language = "" if self.notebook == TABLES else f" ({self.language})"
        return f"{where} {self.notebook}{language}"

    def to_json(self) -> dict[str, Any]:
        return asdict(self) | {"stem": self.stem.as_posix()}

    @classmethod
    def from_json(cls, values: dict[str, Any]) -> Job:
        return cls(**{**values, "stem": Path(values["stem"])})


def plan_jobs(
    reports: Iterable[Report | Filed],
    languages: Sequence[Language],
    on_file: Sequence[Report | Filed] = (),
    continuing: Collection[str] = (),
) -> list[Job]:
    """All of `each_job`."""
    return list(each_job(list(reports), languages, on_file, continuing))


def each_job(
    reports: Sequence[Report | Filed],
    languages: Sequence[Language],
    on_file: Sequence[Report | Filed] = (),
    continuing: Collection[str] = (),
) -> Iterator[Job]:
    """The jobs for `reports`: the notebooks whose table is on file, a comparison each department
    that has something to compare.

    The first of `languages` has the plain file names, others carry theirs: budget.zh.html.
    `on_file`: all reports, where `reports` are some of them: a comparison is of every year.
    `continuing`: the departments that continue others, whose years are compared with theirs.

    Those of a year come first. Raises RequestError where two jobs would write the same file.
    """
    places, years = Places(), by_department(on_file or reports)
    for report in reports:
        spreadsheet = tables_job(report, languages)
        places.take(spreadsheet.stem, spreadsheet.name)
        on_these, folder = set(report.tables), spreadsheet.stem.parent
        for notebook, tables in REPORT_NOTEBOOKS.items():
            if on_these.isdisjoint(tables) or not _has_page(notebook, report):
                continue
            if notebook != DOCUMENTS_PAGE or _has_other_documents(report, years[report.department]):
                for language in languages:
                    values: dict[str, object] = {
                        "department": report.department,
                        "year": report.year,
                        "language": language,
                    }
                    if notebook == "audit":
                        values["minimum_severity"] = "low"
                    yield _job(notebook, values, folder, languages, report.year)
    for department in dict.fromkeys(report.department for report in reports):
        own = years[department]
        alone = len({report.year for report in own}) < 2 and department not in continuing
        if alone and not _restates(own[0]):
            continue  # one year has nothing to be compared with
        for language in languages:
            values = {
                "department": department,
                "years": [],
                "baseline_year": baseline(own),
                "language": language,
            }
            comparison = _job(COMPARISON, values, Path(department), languages, None)
            if language == languages[0]:
                places.take(comparison.stem, comparison.name)
            yield comparison
    yield from _departments_jobs(reports, on_file or reports, languages)


def by_department(reports: Iterable[_OnFile]) -> dict[str, list[_OnFile]]:
    """Department → its reports."""
    found: dict[str, list[_OnFile]] = {}
    for report in reports:
        found.setdefault(report.department, []).append(report)
    return found


def _restates(report: Report | Filed) -> bool:
    """Whether a year alone can state one measure with several figures."""
    return "outcomes" in report.tables


def _has_page(notebook: str, report: Report | Filed) -> bool:
    """Indicators of forms are shown with their projects; points are given where both are reported."""
    of = tables_of_documents(report)
    if notebook == "scores":
        pointed = {"projects", "indicators"}
        return any(pointed <= of[name] for name in set(of) - {"budget", "targets"})
    forms = (names for names in of.values() if "indicators" in names)
    return notebook != "indicators" or any("projects" not in names for names in forms)


def tables_of_documents(report: Report | Filed) -> dict[str, set[str]]:
    """Document → the names of its tables, in their order."""
    descriptors = (
        report.descriptors
        if isinstance(report, Filed)
        else [document.descriptor for document in report.documents.values()]
    )
    return {
        str(descriptor["jixiao"].get("document", DOCUMENTS[0])): {
            str(resource.get("name")) for resource in descriptor["resources"]
        }
        for descriptor in descriptors
    }


def _has_other_documents(report: Report | Filed, years: Iterable[Report | Filed]) -> bool:
    """Whether a document of money can be held against another: of the year, of the year before or
    after; or its forms against its own tables.
    """
    tables = [
        names
        for other in years
        if abs(other.year - report.year) <= 1
        for names in tables_of_documents(other).values()
    ]
    of_money = [names for names in tables if names & {*MONEY, "projects"}]
    return len(of_money) > 1 or any({"statements", "projects"} <= names for names in of_money)


def page_key(notebook: str, report: Report | Filed) -> str:
    """The key of the words for a page: that of statements is of final accounts or of a budget."""
    if notebook == "accounts":
        named = [d for d, names in tables_of_documents(report).items() if "statements" in names]
        if named[:1] == ["budget"]:
            return "approved"
    return notebook


def _departments_jobs(
    reports: Sequence[Report | Filed],
    on_file: Sequence[Report | Filed],
    languages: Sequence[Language],
) -> Iterator[Job]:
    """The comparison of departments for every year of `reports` in which there are two to compare."""
    for year in sorted({report.year for report in reports}):
        if len([r for r in on_file if r.year == year and MONEY & set(r.tables)]) < 2:
            continue
        for language in languages:
            values: dict[str, object] = {"year": year, "language": language}
            folder = Path(DEPARTMENTS) / str(year)
            yield _job(DEPARTMENTS, values, folder, languages, year)


def tables_job(report: Report | Filed, languages: Sequence[Language]) -> Job:
    """The job that writes the spreadsheets of `report` and its line of the index."""
    values: dict[str, object] = {"department": report.department, "year": report.year}
    stem = Path(report.department) / str(report.year) / TABLES
    return Job(TABLES, report.department, report.year, languages[0], values, stem)


def check_notebooks(names: Iterable[str], folder: Path) -> None:
    """Raises RequestError naming those of the notebooks `names` that are not in `folder`."""
    missing = [name for name in names if not (folder / f"{name}.ipynb").is_file()]
    if missing:
        raise RequestError(
            "rounds.no_notebooks",
            where=folder,
            names=missing,
            count=len(missing),
        )


def baseline(reports: Sequence[Report | Filed]) -> int:
    """The year that changes are measured against: the first with a budget, else the first."""
    with_budget = [report.year for report in reports if "budget" in report.tables]
    return min(with_budget or [report.year for report in reports])


def output_name(notebook: str, language: Language, languages: Sequence[Language]) -> str:
    """The file name of a notebook's output in `language`, without its ending."""
    return notebook if language == languages[0] else f"{notebook}.{language}"


def _job(
    notebook: str,
    values: dict[str, object],
    folder: Path,
    languages: Sequence[Language],
    year: int | None,
) -> Job:
    from .parameters import (
        check_parameters,  # pydantic: not for what is refused before it is planned
    )

    parameters = check_parameters(notebook, values)
    language = check_language(str(values["language"]))
    stem = folder / output_name(notebook, language, languages)
    return Job(notebook, str(values.get("department", "")), year, language, parameters, stem)
