"""The pages of other years and documents to which the figures of a page may lead."""

from __future__ import annotations

from collections.abc import Container, Sequence

from ..base.language import Language
from ..report import Filed
from ..storage.files import Store
from .jobs import COMPARISON, DEPARTMENTS, DOCUMENTS_PAGE, REPORT_NOTEBOOKS, SOURCE, Job
from .source_pages import page_name

LEADING = (COMPARISON, DOCUMENTS_PAGE, DEPARTMENTS)  # notebooks whose pages lead to others'


def linked_pages(
    job: Job,
    on_file: Sequence[Filed],
    languages: Sequence[Language],
    outputs: Store,
    coming: Container[str] = (),
) -> list[str]:
    """The pages to which that of `job` may lead, those that are there or `coming`: of its year if it is
    of all departments; those of the source of each year that it reads if it reads several.
    """
    if job.notebook == DEPARTMENTS:
        beside = [filed for filed in on_file if filed.year == job.year]
        notebooks: tuple[str, ...] = (*REPORT_NOTEBOOKS, SOURCE)
    elif job.notebook in LEADING:
        # The source of its own year is beside it.
        beside = [f for f in on_file if job.year is None or abs(f.year - job.year) == 1]
        notebooks = (SOURCE,)
    else:
        return []
    names = (
        page_name(f"{filed.department}/{filed.year}/{notebook}", job.language, languages)
        for filed in beside
        for notebook in notebooks
    )
    return [name for name in names if name in coming or outputs.size(name) is not None]
