"""What is written below the outputs folder: pages, spreadsheets, the index.

What draws and renders is imported when something is written, which is not in every run.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..base.language import Language
from ..labels import label
from ..labels.sentences import first_to_last
from ..report import Filed, Report
from ..storage.files import Store
from .jobs import (
    DOCUMENTS_PAGE,
    TABLES,
    Failure,
    Job,
    output_name,
    page_key,
)
from .source_pages import page_name, source_address

if TYPE_CHECKING:
    from nbformat import NotebookNode

    from ..publish.page import PageExporter


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
    values = {"years": first_to_last(years, job.language), "year": job.year}
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


def write_tables(
    report: Report,
    outputs: Store,
    languages: Sequence[Language],
    notice: Mapping[Language, str] | None = None,
) -> dict[str, int]:
    """`tables.xlsx` of a report, in each language; name → bytes of what was written. `notice`: what
    every sheet says.
    """
    from ..publish.spreadsheet import tables_workbook

    written = {}
    for language in languages:
        name = f"{report.department}/{report.year}/{output_name(TABLES, language, languages)}.xlsx"
        content = tables_workbook(report, language, (notice or {}).get(language, ""))
        outputs.write(name, content)
        written[name] = len(content)
    return written


def report_entries(report: Report, languages: Sequence[Language]) -> dict[str, dict[str, Any]]:
    """Language → what the index shows of `report`, as JSON holds it."""
    from ..publish.index_entry import entry

    return {language: asdict(entry(report, (), language)) for language in languages}
