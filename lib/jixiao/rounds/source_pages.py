"""The page of a report's source, which stands once beside its pages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from ..base.language import Language
from ..labels import label
from ..report import DOCUMENTS, Filed, Report
from ..source.stored import TEXT
from ..storage.files import Store
from .jobs import SOURCE, Job, output_name


def page_name(where: str, language: Language, languages: Sequence[Language]) -> str:
    """department/year/notebook → the name of that page below the outputs folder."""
    folder, _, notebook = where.rpartition("/")
    return f"{folder}/{output_name(notebook, language, languages)}.html"


def source_names(filed: Filed, languages: Sequence[Language], data: Path) -> list[str]:
    """The pages of the source that `write_sources` writes of a report, as far as its folder tells."""
    folder = data / filed.department / str(filed.year)
    if not any((folder / name / TEXT).is_file() for name in DOCUMENTS):
        return []
    stem = f"{filed.department}/{filed.year}/{SOURCE}"
    return [page_name(stem, language, languages) for language in languages]


def source_address(
    job: Job, report: Report, languages: Sequence[Language], pages: Sequence[str]
) -> str | None:
    """Where the page of `job` finds the whole text of a report: beside it if it is of that year, or
    in the folder of the report's year if that is among `pages`.
    """
    name = f"{output_name(SOURCE, job.language, languages)}.html"
    if job.year == report.year:
        return name
    where = f"{report.department}/{report.year}/{name}"
    return f"{'../' * len(job.stem.parent.parts)}{where}" if where in pages else None


def write_sources(
    report: Report,
    outputs: Store,
    languages: Sequence[Language],
    data: Path,
    notice: Mapping[Language, str] | None = None,
) -> dict[str, int]:
    """The page of the source of a report, in each language; name → bytes of what was written."""
    from ..publish.source_page import document_pictures, has_source, source_page

    if not has_source(report):
        return {}
    pictures = document_pictures(report, data)
    files = {language: f"{output_name(SOURCE, language, languages)}.html" for language in languages}
    written = {}
    for language, file in files.items():
        title = label("page.word.between", language).join(
            [
                label("page.title.source", language, year=report.year),
                report.department_name(language),
            ]
        )
        home = f"../../{output_name('index', language, languages)}.html"
        said = (notice or {}).get(language, "")
        html = source_page(report, title, language, files, home, pictures, said)
        name, content = f"{report.department}/{report.year}/{file}", html.encode("utf-8")
        outputs.write(name, content)
        written[name] = len(content)
    return written
