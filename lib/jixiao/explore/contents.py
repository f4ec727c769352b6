"""The map of what is there: what the index notebook shows."""

from __future__ import annotations

from typing import Protocol

import pandas as pd

from ..base.language import Language
from ..frame.text import Prose, heading, paragraph
from ..labels import label
from ..schema import TABLES
from ..tables.html import HtmlColumn, HtmlTable, render
from .report_cache import ReportCache


class _Year(Protocol):
    department: str
    year: int
    tables: str
    sources: str


def title(language: Language) -> Prose:
    """The heading of the index notebook."""
    above = label("page.word.brand", language)
    return heading(label("page.title.index", language), above, [], [], language)


def lead(language: Language, cache: ReportCache | None = None) -> Prose:
    """How many departments and years are on file."""
    cache = cache or ReportCache()
    reports = [cache.report(name, year) for name, years in cache.on_file.items() for year in years]
    words = label(
        "explore.map.lead",
        language,
        departments=len(cache.on_file),
        years=len(reports),
        full=sum(report.document is not None for report in reports),
    )
    return paragraph(words, "lead")


def on_file(language: Language, cache: ReportCache | None = None) -> HtmlTable:
    """Every department and year with the tables on file, their rows, and the source."""
    cache = cache or ReportCache()
    rows = []
    for department, years in cache.on_file.items():
        for year in years:
            report = cache.report(department, year)
            counted = [
                label(
                    "explore.column.rows",
                    language,
                    name=label(f"comparison.table_name.{name}", language),
                    count=len(report.tables[name]),
                )
                for name in TABLES
                if name in report.tables
            ]
            sources = [str(source["title"]) for source in report.sources]
            rows.append(
                (report.department_name(language), year, ", ".join(counted), "; ".join(sources))
            )
    frame = pd.DataFrame(rows, columns=pd.Index(["department", "year", "tables", "sources"]))
    columns: list[HtmlColumn[_Year]] = [
        HtmlColumn(label("explore.column.department", language), lambda row: row.department),
        HtmlColumn(label("explore.column.year", language), lambda row: str(row.year), numeric=True),
        HtmlColumn(label("explore.column.on_file", language), lambda row: row.tables),
        HtmlColumn(label("explore.column.source", language), lambda row: row.sources, css="long"),
    ]
    return render(frame, columns, label("explore.map.caption", language), language)
