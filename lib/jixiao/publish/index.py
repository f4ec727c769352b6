"""The index: every department and year with what is on file, what it says, and its pages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from markupsafe import Markup

from ..analysis.budget import execution, percent
from ..analysis.departments import main_amounts
from ..analysis.indicators import STATUSES, status_counts
from ..audit import audit_report
from ..audit.findings import SEVERITIES
from ..base.language import Language
from ..frame.changes_link import MARK, with_changes
from ..frame.shell import finish_page, page_frame
from ..frame.template import environment
from ..labels import label
from ..labels.numbers import MISSING, number, per_cent, whole
from ..labels.sentences import series, year_span
from ..report import Report
from ..report.documents import PUBLISHED
from ..report.readings import any_recognised
from .panels import HEIGHT, WIDTH, panel
from .source_page import NAME as SOURCE_PAGE

LEAST_PANELS = 3  # departments whose charts stand side by side; of fewer the table says all
_MANY, _ROWS = 100, 20  # of so many rows so many are laid out at once; the script's MANY and PAGE
CELLS = ("approved", "outturn", "of_approved", "of_revised", "score", "promises", "findings")


@dataclass(frozen=True)
class Link:
    """A page of a report: words, address relative to the index, and its error if it failed."""

    words: str
    href: str
    error: str | None = None

    @property
    def notebook(self) -> str | None:
        """The executed notebook of the page, which lies beside it; that of the source has none."""
        name = self.href.rpartition("/")[2]
        if not name.endswith(".html") or name.partition(".")[0] == SOURCE_PAGE:
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
        """failed, done, tables (no page, but a spreadsheet), or none."""
        if any(link.error for link in self.links):
            return "failed"
        if any(link.notebook for link in self.links):
            return "done"
        return "tables" if self.links else "none"


@dataclass(frozen=True)
class IndexDepartment:
    """A department with its years, newest first, and the pages that compare them."""

    name: str
    entries: Sequence[IndexLine]
    links: Sequence[Link] = field(default_factory=tuple)


def entry(report: Report, links: Sequence[Link], language: Language) -> IndexLine:
    """The line of `report`. What is not on file has a dash, never 0."""
    cells = dict.fromkeys(CELLS, MISSING)
    rates: dict[str, str] = {}
    totals: dict[str, int] = {}
    counts: list[tuple[str, int, str]] = []
    budget = report.sure.tables.get("budget")
    found = {} if budget is None else execution(budget)
    if any(amount is not None for amount in found.values()):
        cells["approved"] = number(found["approved_wan"])
        cells["outturn"] = number(found["outturn_wan"])
        for base in ("approved", "revised"):
            rate = found[f"of_{base}_pct"]
            cells[f"of_{base}"] = per_cent(number(rate), language)
            rates[base] = "" if rate is None else str(rate)
        rates = rates if any(rates.values()) else {}
    elif read := main_amounts(report.sure.tables):  # final accounts, or a budget
        source, amounts = read
        cells["outturn"] = number(amounts["outturn_wan"])
        if source == "budget_document":  # the approved budget of final accounts is of a part
            cells["approved"] = number(amounts["approved_wan"])
        if (rate := amounts["of_approved_pct"]) is not None:
            cells["of_approved"] = per_cent(number(rate), language)
        if rate is not None and source == "accounts":
            cells["of_what"] = label("page.index.of_general", language)
    if score := report.about.get("self_score"):
        cells["score"] = f"{score} {report.about.get('grade', '')}".strip()
    indicators = report.sure.tables.get("indicators")
    if indicators is not None and len(judged := indicators[indicators["status"].notna()]):
        row = status_counts(judged).iloc[0]  # a target without a result is neither kept nor missed
        counts = [
            (status, int(row[status]), label(f"indicators.status.{status}", language))
            for status in STATUSES
            if row[status]
        ]
        totals["promises"] = int(row["total"])
        totals["kept"] = int(row["exceeded"]) + int(row["met"])
        share = percent(Decimal(totals["kept"]), Decimal(totals["promises"]), 0)
        cells["promises"] = label("page.index.kept", language, share=share, **totals)
    if report.document is not None and (result := audit_report(report)).ledger:
        cells["findings"] = " / ".join(str(result.count(severity)) for severity in SEVERITIES)
        totals["findings"] = len(result.findings)
    names = [
        label(f"page.document.{name}", language)
        for name, document in report.documents.items()
        if document.tables or document.text
    ]
    cells["on_file"] = series(names, language) or MISSING
    if any_recognised(report.tables):
        cells["recognised"] = label("page.index.recognised", language)
    alone = all(name == PUBLISHED for name in report.documents)
    named = report.department_name(language)
    return IndexLine(report.year, cells, counts, links, rates, totals, named, alone)


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
    spans = [year_span([one, other], language) for one, other in zip(begins, ends, strict=True)]
    return [*reports, replace(rest[0], links=links, years=series(spans, language))]


def _of_year(entry: IndexLine, link: Link, language: Language) -> str:
    if len(entry.links) < 2:
        return str(entry.year)
    return label("page.index.of_year", language, year=entry.year, words=link.words)


def export_index(
    departments: Sequence[IndexDepartment],
    language: Language,
    alternates: Mapping[Language, str],
    changes: str | None = None,
    notice: str = "",
    spot_check: str | None = None,
) -> str:
    """The index page in `language`. `changes`: address of the page of the last run's changes;
    `notice`: what stays on every screen; `spot_check`: address of the spot-check sheet.
    """
    page = page_frame(
        label("page.index.title", language),
        language,
        None,
        alternates,
        [label("page.footer.made", language)],
        notice,
    )
    entries = [entry for department in departments for entry in department.entries]
    years = [entry.year for entry in entries]
    panels = [
        panel({e.year: e.rates for e in department.entries if e.rates}, years, language)
        for department in departments
    ]
    general = [_general(department, language) for department in departments]
    drawn = [bool(one or said) for one, said in zip(panels, general, strict=True)]
    names = [d.name for d, shown in zip(departments, drawn, strict=True) if not shown]
    html = (
        environment()
        .get_template("overview.html.j2")
        .render(
            page=page,
            departments=[
                replace(department, entries=folded(department.entries, language))
                for department in departments
            ],
            panels=panels,
            columns=_columns(entries),
            general=general,
            shown=sum(drawn) >= LEAST_PANELS,
            without=series(names, language),
            width=WIDTH,
            height=HEIGHT,
            hundred=per_cent("100", language),
            many=len(entries) > _MANY,
            page_rows=_ROWS,
            changes_mark=Markup(MARK),
            spot_check=spot_check,
            cards=_cards(departments, entries, language),
            key=_key(entries, language),
            severities=" / ".join(label(f"audit.severity.{s}", language) for s in SEVERITIES),
            lead=label("page.index.lead", language),
            word=lambda key, **values: label(f"page.index.{key}", language, **values),
        )
    )
    page_html = finish_page(html)
    return with_changes(page_html, changes, language) if changes else page_html


def _columns(entries: Sequence[IndexLine]) -> list[str]:
    """The columns of the index in which some line has something."""
    return [n for n in CELLS if any(e.cells.get(n, MISSING) != MISSING for e in entries)]


def _key(entries: Sequence[IndexLine], language: Language) -> list[tuple[str, str]]:
    """The statuses that the bars of `entries` show, with their words."""
    shown = {status for entry in entries for status, _, _ in entry.counts}
    return [(s, label(f"indicators.status.{s}", language)) for s in STATUSES if s in shown]


def _general(department: IndexDepartment, language: Language) -> str:
    """What final accounts alone say of a department's budget; empty where there are none."""
    stop = "；" if language == "zh" else "; "
    return stop.join(
        label(
            "page.index.general_year",
            language,
            year=entry.year,
            rate=entry.cells["of_approved"],
            of_what=entry.cells["of_what"],
        )
        for entry in reversed(department.entries)
        if entry.cells.get("of_what")
    )


def _cards(
    departments: Sequence[IndexDepartment], entries: Sequence[IndexLine], language: Language
) -> list[tuple[str, str]]:
    def total(name: str) -> int:
        return sum(entry.totals.get(name, 0) for entry in entries)

    numbers = {
        "departments": len(departments),
        "years": len(entries),
        "budgets": sum(entry.cells.get("approved", MISSING) != MISSING for entry in entries),
        "findings": total("findings"),
    }
    cards = [
        (whole(n), label(f"page.index.card_{name}", language, count=n))
        for name, n in numbers.items()
        if n or name == "departments"
    ]
    share = percent(Decimal(total("kept")), Decimal(total("promises")), 0)
    if share is not None:
        words = label(
            "page.index.card_promises", language, kept=total("kept"), promises=total("promises")
        )
        cards.insert(
            len(cards) - bool(numbers["findings"]), (per_cent(number(share, 0), language), words)
        )
    return cards
