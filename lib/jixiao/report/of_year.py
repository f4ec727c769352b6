"""The reports of every department of a year, one after another: there may be hundreds."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from ..base.errors import RequestError
from ..base.said import Said
from .documents import documents_digest, documents_on_file
from .on_file import data_folder, list_reports, load_filed_report
from .report import Report


@dataclass(frozen=True)
class UnreadReport:
    """A report that is on file. What follows from its tables may be known of its files' digest."""

    department: str
    year: int
    data: Path

    @cached_property
    def digest(self) -> str:
        """Of its files, as `Report.digest`."""
        folder = self.data / self.department / str(self.year)
        return documents_digest(folder, documents_on_file(folder))

    def load(self) -> Report:
        """Raises TableError for a table that is missing or breaks its schema."""
        return load_filed_report(self.department, self.year, self.data)


def unread_of_year(year: int, data: Path | str | None = None) -> list[UnreadReport]:
    """The reports of every department of `year`, in the order of their folders.

    Raises RequestError if no department has that year on file.
    """
    data = data_folder(data)
    on_file = list_reports(data)
    chosen = [department for department, own in on_file if own == year]
    if not chosen:
        years = sorted({own for _, own in on_file})
        raise RequestError("report.year_of_none", year=year, names=years or Said("base.none"))
    return [UnreadReport(department, year, data) for department in chosen]


def each_of_year(year: int, data: Path | str | None = None) -> Iterator[Report]:
    """As `load_year`, one report after another: who keeps none needs as much memory for five hundred
    as for one.
    """
    for unread in unread_of_year(year, data):
        yield unread.load()


def load_year(year: int, data: Path | str | None = None) -> list[Report]:
    """The reports of every department of `year`, in the order of their folders.

    Raises RequestError if no department has that year on file, else as `load_report` does.
    """
    return list(each_of_year(year, data))
