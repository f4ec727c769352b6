"""What the index shows of a department: a line for each year, its links, its sums."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from ..base.language import Language
from ..labels import label
from ..labels.sentences import first_to_last, series

CELLS = ("approved", "outturn", "of_approved", "of_revised", "score", "promises", "findings")
_SOURCE = "source"  # of its page, see `rounds.jobs`
_SHARED = "departments/"  # the folder of the pages that compare all departments of a year


@dataclass(frozen=True)
class Link:
    """A page of a report: words, address relative to the index, and its error if it failed."""

    words: str
    href: str
    error: str | None = None

    @property
    def is_page(self) -> bool:
        return self.href.endswith(".html")

    @property
    def notebook(self) -> str | None:
        """The executed notebook of the page, which lies beside it; that of the source has none."""
        name = self.href.rpartition("/")[2]
        if not self.is_page or name.partition(".")[0] == _SOURCE:
            return None
        return f"{self.href.removesuffix('.html')}.ipynb"


@dataclass(frozen=True)
class IndexLine:
    """One line of the index: cells as shown, the counts of its bar, and its execution rates.

    `totals`: whole numbers that the index adds up: promises, kept, findings. `name`: of the
    department in that year; `published_only`: whether nothing but figures of other publications is on
    file; `years`: where several such years are one line.
    """

    year: int
    cells: Mapping[str, str]
    counts: Sequence[tuple[str, int, str]]
    links: Sequence[Link]
    rates: Mapping[str, str] = field(default_factory=dict)
    totals: Mapping[str, int] = field(default_factory=dict)
    name: str = ""  # of the department in that year
    published_only: bool = False  # nothing but figures of other publications
    years: str = ""  # of several that are one line

    @property
    def state(self) -> str:
        """failed, done, tables (no page, but a spreadsheet), or none. A page of all departments is
        none of the report's own.
        """
        if any(link.error for link in self.links):
            return "failed"
        own = [link for link in self.links if not link.href.startswith(_SHARED)]
        if any(link.notebook for link in own):
            return "done"
        return "tables" if own else "none"


@dataclass(frozen=True)
class IndexDepartment:
    """A department with its years, newest first, and the pages that compare them."""

    name: str
    entries: Sequence[IndexLine]
    links: Sequence[Link] = field(default_factory=tuple)


def folded(entries: Sequence[IndexLine], language: Language) -> list[IndexLine]:
    """The reports of a department, and below them one line for all years of which nothing but figures
    of other publications is on file; of that the links are the years, with what they lead to where a
    year has several.
    """
    reports = [entry for entry in entries if not entry.published_only]
    rest = [entry for entry in entries if entry.published_only]
    if len(rest) < 2:
        return [*reports, *rest]
    links = [
        replace(link, words=_of_year(entry, link, language))
        for entry in rest
        for link in entry.links
    ]
    years = sorted(entry.year for entry in rest)
    begins = [year for year in years if year - 1 not in years]
    ends = [year for year in years if year + 1 not in years]
    spans = [first_to_last([one, other], language) for one, other in zip(begins, ends, strict=True)]
    return [*reports, replace(rest[0], links=links, years=series(spans, language))]


def _of_year(entry: IndexLine, link: Link, language: Language) -> str:
    if len(entry.links) < 2:
        return str(entry.year)
    return label("page.index.of_year", language, year=entry.year, words=link.words)
