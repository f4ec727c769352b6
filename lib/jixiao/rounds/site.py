"""What is written below the outputs folder: pages, spreadsheets, the index.

What draws and renders is imported when something is written, which is not in every run.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any

from ..base.language import Language
from ..labels import label
from ..labels.sentences import year_span
from ..report import Filed, Report
from ..storage.files import Store
from .jobs import (
    COMPARISON,
    DEPARTMENTS,
    DOCUMENTS_PAGE,
    REPORT_NOTEBOOKS,
    SOURCE,
    TABLES,
    Failure,
    Job,
    output_name,
    page_key,
)
from .papers_links import papers_links, spot_check_address
from .source_pages import page_name, source_address

if TYPE_CHECKING:
    from nbformat import NotebookNode

    from ..publish.page import PageExporter

Failures = Mapping[str, Failure]  # by the stem of a failed job
Entries = Mapping[str, Mapping[str, Any]]  # stem of a report's tables → language → entry


def write_job(
    job: Job,
    notebook: NotebookNode,
    title: str,
    outputs: Store,
    exporter: PageExporter,
    languages: Sequence[Language],
    reports: Sequence[Report],
    failure: Failure | None = None,
    pages: Sequence[str] = (),
    notice: Mapping[Language, str] | None = None,
    data: Path | None = None,
) -> dict[str, int]:
    """The page of a job and its executed notebook, in this order; name → bytes of what was written.

    The page ends with the text of `reports`, those that the job is about. Its figures lead to those
    of the other `pages` that it names. `notice`: what stays on every screen. `data`: the data folder,
    for pictures of what is quoted. The notebook names the page's sha256, so that the two are known to
    belong together.
    """
    from .execute import notebook_text
    from .failure import failure_notebook

    stem = job.stem.as_posix()
    up = "../" * len(job.stem.parent.parts)
    alternates = {
        language: f"{output_name(job.notebook, language, languages)}.html" for language in languages
    }
    shown = failure_notebook(notebook, job, title, failure) if failure else notebook
    html = exporter.export(
        shown,
        title=title,
        language=job.language,
        home=f"{up}{output_name('index', job.language, languages)}.html",
        alternates=alternates,
        footer=[label("page.footer.made", job.language)],
        reports=reports,
        by_year=job.year is None or job.notebook == DOCUMENTS_PAGE,
        beside=lambda where: (
            f"{up}{name}" if (name := page_name(where, job.language, languages)) in pages else None
        ),
        notice=(notice or {}).get(job.language, ""),
        source=lambda report: source_address(job, report, languages, pages),
        data=data,
    ).encode("utf-8")
    notebook.metadata.setdefault("jixiao", {})["page"] = hashlib.sha256(html).hexdigest()
    content = notebook_text(notebook).encode("utf-8")
    files = {f"{stem}.html": html, f"{stem}.ipynb": content}
    for name, written in files.items():
        outputs.write(name, written)
    return {name: len(written) for name, written in files.items()}


def job_title(job: Job, reports: Sequence[Report | Filed]) -> str:
    """The title of a job's page, with the department's name; `reports`: those of its department."""
    years = [report.year for report in reports]
    values = {"years": year_span(years, job.language), "year": job.year}
    own = next((r for r in reports if r.department == job.department and r.year == job.year), None)
    key = job.notebook if own is None else page_key(job.notebook, own)
    title = label(f"page.title.{key}", job.language, **values)
    if not (name := department_of(job, reports)):
        return title
    return label("page.word.between", job.language).join([title, name])


def department_of(job: Job, reports: Sequence[Report | Filed]) -> str:
    """The name of a job's department in its year, or the last it has; none where it is of all."""
    if not job.department:
        return ""
    latest = next((r for r in reports if r.year == job.year), reports[-1])
    return latest.department_name(job.language)


def write_tables(report: Report, outputs: Store, languages: Sequence[Language]) -> dict[str, int]:
    """`tables.xlsx` of a report, in each language; name → bytes of what was written."""
    from ..publish.spreadsheet import tables_workbook

    written = {}
    for language in languages:
        name = f"{report.department}/{report.year}/{output_name(TABLES, language, languages)}.xlsx"
        content = tables_workbook(report, language)
        outputs.write(name, content)
        written[name] = len(content)
    return written


def report_entries(report: Report, languages: Sequence[Language]) -> dict[str, dict[str, Any]]:
    """Language → what the index shows of `report`, as JSON holds it."""
    from ..publish.index import entry

    return {language: asdict(entry(report, (), language)) for language in languages}


def index_content(
    on_file: Sequence[Filed],
    entries: Entries,
    outputs: Store,
    languages: Sequence[Language],
    failures: Failures,
) -> dict[str, Any]:
    """Everything that the indexes show, language → departments, as JSON holds it."""
    found: dict[str, Any] = {language: [] for language in languages}
    for language, department in each_department(on_file, entries, outputs, languages, failures):
        found[language].append(department)
    return found


def each_department(
    on_file: Sequence[Filed],
    entries: Entries,
    outputs: Store,
    languages: Sequence[Language],
    failures: Failures,
) -> Iterator[tuple[Language, dict[str, Any]]]:
    """What the index of a language shows of a department, as JSON holds it, one after another."""
    reports: dict[str, list[Filed]] = {}
    for filed in on_file:
        reports.setdefault(filed.department, []).append(filed)
    for language in languages:
        for own in reports.values():
            yield language, _department(own, entries, outputs, language, languages, failures)


def index_names(languages: Sequence[Language]) -> dict[Language, str]:
    """Language → the file name of its index."""
    return {lang: f"{output_name('index', lang, languages)}.html" for lang in languages}


def changes_names(languages: Sequence[Language]) -> dict[Language, str]:
    """Language → the file name of the page of `jixiao diff` that its index links."""
    return {lang: f"{output_name('changes', lang, languages)}.html" for lang in languages}


def write_index(
    content: Mapping[str, Any],
    outputs: Store,
    languages: Sequence[Language],
    notice: Mapping[Language, str] | None = None,
) -> None:
    """The index in each language, from `index_content`; `notice`: what stays on every screen."""
    from ..publish.index import IndexDepartment, IndexLine, Link, export_index

    names = index_names(languages)
    for language in languages:
        departments = [
            IndexDepartment(
                values["name"],
                [
                    IndexLine(**line | {"links": [Link(**link) for link in line["links"]]})
                    for line in values["entries"]
                ],
                [Link(**link) for link in values["links"]],
            )
            for values in content[language]
        ]
        changes = changes_names(languages)[language]
        there = changes if outputs.size(changes) is not None else None
        said = (notice or {}).get(language, "")
        ranking = spot_check_address(outputs, language, languages)
        page = export_index(departments, language, names, there, said, ranking)
        outputs.write(names[language], page)


def _department(
    own: Sequence[Filed],
    entries: Entries,
    outputs: Store,
    language: Language,
    languages: Sequence[Language],
    failures: Failures,
) -> dict[str, Any]:
    """A line for each of a department's `own` reports, the latest first, and its comparison."""
    department, lines = own[0].department, []
    own = sorted(own, key=lambda filed: -filed.year)
    for filed in own:
        folder = f"{department}/{filed.year}"
        links = []
        for notebook in REPORT_NOTEBOOKS:
            key = page_key(notebook, filed)
            links += _notebook_link(notebook, folder, outputs, language, languages, failures, key)
        beside = f"{DEPARTMENTS}/{filed.year}"
        links += _notebook_link(DEPARTMENTS, beside, outputs, language, languages, failures)
        source = f"{folder}/{output_name(SOURCE, language, languages)}.html"
        if outputs.size(source) is not None:
            links.append(_link(label("page.notebook.source", language), source))
        tables = f"{folder}/{output_name(TABLES, language, languages)}.xlsx"
        if outputs.size(tables) is not None:
            links.append(_link(label("page.index.tables", language), tables))
        links += [_link(*link) for link in papers_links(folder, outputs, language, languages)]
        lines.append({**_line(filed, entries, language, failures), "links": links})
    links = _notebook_link(COMPARISON, department, outputs, language, languages, failures)
    return {"name": own[0].department_name(language), "entries": lines, "links": links}


def _line(filed: Filed, entries: Entries, language: Language, failures: Failures) -> dict[str, Any]:
    """What the index says of a report; where its tables cannot be read, why."""
    stem = f"{filed.department}/{filed.year}/{TABLES}"
    if language in entries.get(stem, {}):
        return dict(entries[stem][language])
    from ..labels.numbers import MISSING
    from ..publish.index import CELLS

    cells = dict.fromkeys(CELLS, MISSING)
    if stem in failures:
        cells["on_file"] = failures[stem].words[language]
    return {"year": filed.year, "cells": cells, "counts": []}


def _notebook_link(
    notebook: str,
    folder: str,
    outputs: Store,
    language: Language,
    languages: Sequence[Language],
    failures: Failures,
    key: str = "",
) -> list[dict[str, Any]]:
    stem = PurePosixPath(folder) / output_name(notebook, language, languages)
    if outputs.size(f"{stem}.html") is None:
        return []
    error = None
    if str(stem) in failures:
        failure = failures[str(stem)]
        said = failure.words[language]
        error = label("page.index.failed", language, cell=failure.cell, error=said)
    words = label(f"page.notebook.{key or notebook}", language)
    return [_link(words, f"{stem}.html", error)]


def _link(words: str, href: str, error: str | None = None) -> dict[str, Any]:
    return {"words": words, "href": href, "error": error}
