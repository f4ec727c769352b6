"""What is written below the outputs folder: pages, spreadsheets, the index."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from pathlib import Path

import nbformat

from .batch.plan import COMPARISON, REPORT_NOTEBOOKS, Job, output_name
from .files import write_file
from .labels import label
from .publish.index import Department, Link, entry, export_index
from .publish.page import PageExporter
from .publish.spreadsheet import tables_workbook
from .report import Report, load_reports

Failures = Mapping[Path, tuple[int, str]]  # stem of a failed job → (cell, error)


def write_job(
    job: Job,
    notebook: nbformat.NotebookNode,
    title: str,
    outputs: Path,
    exporter: PageExporter,
    languages: Sequence[str],
    data: Path,
) -> None:
    """The executed notebook of a job and its page, which ends with the text of its reports."""
    years = () if job.year is None else (job.year,)
    up = "../" * len(job.stem.parent.parts)
    alternates = {
        language: f"{output_name(job.notebook, language, languages)}.html" for language in languages
    }
    html = exporter.export(
        notebook,
        title=title,
        language=job.language,
        home=f"{up}{output_name('index', job.language, languages)}.html",
        alternates=alternates,
        footer=[label("page.footer.made", job.language)],
        reports=load_reports(job.department, years, data),
        by_year=job.year is None,
    )
    write_file(outputs / f"{job.stem}.ipynb", nbformat.writes(notebook) + "\n")
    write_file(outputs / f"{job.stem}.html", html)


def job_title(job: Job, reports: Sequence[Report]) -> str:
    """The title of a job's page, with the department's name."""
    own = [report for report in reports if report.department == job.department]
    years = [report.year for report in own]
    values: dict[str, object] = {"first": min(years), "last": max(years), "year": job.year}
    title = label(f"page.title.{job.notebook}", job.language, **values)
    latest = next((r for r in own if r.year == job.year), own[-1])
    return f"{title} · {latest.department_name(job.language)}"


def write_spreadsheet(report: Report, outputs: Path, languages: Sequence[str]) -> None:
    """`tables.xlsx` of a report, in each language."""
    folder = outputs / report.department / str(report.year)
    for language in languages:
        name = output_name("tables", language, languages)
        write_file(folder / f"{name}.xlsx", tables_workbook(report, language))


def write_index(
    reports: Sequence[Report], outputs: Path, languages: Sequence[str], failures: Failures
) -> list[Path]:
    """The index in each language; links to what is there, and says what failed and where."""
    alternates = {lang: f"{output_name('index', lang, languages)}.html" for lang in languages}
    written = []
    for language in languages:
        departments = []
        for department in dict.fromkeys(report.department for report in reports):
            own = sorted((r for r in reports if r.department == department), key=lambda r: -r.year)
            entries = [
                entry(report, _links(report, outputs, language, languages, failures), language)
                for report in own
            ]
            links = _notebook_link(
                COMPARISON, Path(department), outputs, language, languages, failures
            )
            departments.append(Department(own[0].department_name(language), entries, links))
        path = outputs / alternates[language]
        write_file(path, export_index(departments, language, alternates))
        written.append(path)
    return written


def _links(
    report: Report, outputs: Path, language: str, languages: Sequence[str], failures: Failures
) -> list[Link]:
    folder = Path(report.department) / str(report.year)
    links = []
    for notebook in REPORT_NOTEBOOKS:
        links += _notebook_link(notebook, folder, outputs, language, languages, failures)
    tables = folder / f"{output_name('tables', language, languages)}.xlsx"
    if (outputs / tables).is_file():
        links.append(Link(label("page.index.tables", language), tables.as_posix()))
    return links


def _notebook_link(
    notebook: str,
    folder: Path,
    outputs: Path,
    language: str,
    languages: Sequence[str],
    failures: Failures,
) -> list[Link]:
    stem = folder / output_name(notebook, language, languages)
    page = Path(f"{stem}.html")
    if not (outputs / page).is_file():
        return []
    error = None
    if stem in failures:
        cell, words = failures[stem]
        error = label("page.index.failed", language, cell=cell, error=words)
    words = label(f"page.notebook.{notebook}", language)
    href = page.as_posix().replace(os.sep, "/")
    return [Link(words, href, error)]
