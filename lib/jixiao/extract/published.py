"""What a department published elsewhere (`published.csv`) → a report per year."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from ..base.errors import RequestError
from ..base.said import Said
from ..report import Report, names_of
from ..report.descriptor import describe
from ..report.documents import PUBLISHED
from ..report.published import read_published
from ..storage.own_file import own_text_if_any


def published_report(department: str, year: int, data: Path) -> Report:
    """What the department published elsewhere of `year`, as a report with the table `outcomes`.

    Raises RequestError if nothing is on file for that year.
    """
    on_file = published_outcomes(department, data)
    if year not in on_file:
        raise RequestError(
            "extract.nothing_published",
            department=department,
            year=year,
            names=tuple(on_file) or Said("base.nothing"),
        )
    outcomes, sources = on_file[year]
    tables = {"outcomes": outcomes}
    names = names_of(department, year, data, None)
    descriptor = describe(department, year, names, tables, sources, document=PUBLISHED)
    return Report(department, year, descriptor, tables, None)


def published_outcomes(
    department: str, data: Path
) -> dict[int, tuple[pd.DataFrame, list[dict[str, str]]]]:
    """The figures of `data/<department>/published.csv` by year; nothing where there is no file."""
    path = data / department / "published.csv"
    text = own_text_if_any(path)
    return {} if text is None else read_published(text, path)
