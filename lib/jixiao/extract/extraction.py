"""A published document → a `Report`: what it is, every reader that knows it, and the descriptor."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from ..base.collection import without_collection
from ..base.errors import RequestError, SourceError
from ..catalogue import naming_broken_patterns
from ..grid import Grid, grids
from ..report import Report, find_data_folder, names_of
from ..report.descriptor import describe, report_source
from ..report.folder_name import folder_name
from ..report.readings import with_readings
from ..report.template import FIRST_ROW, MARK
from ..source import Document, Limits, read_document
from .document_kind import DocumentKind, document_kind, plain_name
from .evaluation.read import evaluation_cover
from .evaluation_forms import evaluation_with_forms, office_of, tables_of_forms
from .forms.read import read_forms
from .plausibility import doubtful_rows
from .statement_doubts import doubtful_statements
from .statements import Family
from .statements_tables import statements_tables
from .tables_read import TablesRead
from .template import Filled, read_template

_CHINESE = re.compile(r"[\u4e00-\u9fff]")
_TITLES = {
    "evaluation": "年部门整体支出绩效自评报告",
    "accounts": "年度部门决算",
    "budget": "年部门预算",
    "assessment": "年绩效评价",
    "targets": "年绩效目标",
    "other": "年",
}


@dataclass(frozen=True)
class Recognised:
    """What a document is: `document`, the name of its folder; how that is known, in `kind`."""

    document: str
    kind: DocumentKind
    department: str
    year: int
    printed: str | None


def extract_report(
    source: Path | str,
    *,
    department: str | None = None,
    year: int | None = None,
    data: Path | None = None,
    limits: Limits | None = None,
    ocr: bool = False,
) -> Report:
    """The tables of the document in the file `source`.

    `department` (a folder or a Chinese name) and `year`: as its cover says, unless given. Budgets
    (部门预算) and final accounts (部门决算) give the table `statements`, forms `projects`,
    `project_funds` and `indicators`, a self-evaluation `budget`, `indicators`, `tasks` and
    `outcomes`. Of a document of another kind its mirror is kept.

    Names of the department come from `data/departments.csv`, else from the cover. Nothing is written.

    What cannot be read of it is listed in its descriptor (`about["unread"]`: table, page, line,
    words, reason) and stops nothing.

    Raises SourceError if the file cannot be read, is of another year, or an official paper of
    another kind (a notice, statistics); RequestError if nobody says its department or year.
    """
    document = read_document(Path(source), limits, ocr=ocr)
    return document_report(
        document, department=department, year=year, data=data or find_data_folder()
    )


@without_collection()
@naming_broken_patterns()
def document_report(
    document: Document, *, department: str | None = None, year: int | None = None, data: Path
) -> Report:
    """The same of a document that is read already.

    Raises as `extract_report` does; TableError where a file of the catalogue holds what it should not.
    """
    if (filled := read_template(document)) is not None:
        return _filled_report(document, filled, department, year, data)
    found = grids(document)
    what = _recognise(document, found, department, year, data)
    read = _tables(document, found, what)
    tables = dict(with_readings({n: t for n, t in read.tables.items() if len(t)}, document))
    if not tables and not found:
        raise SourceError("extract.nothing_read", where=document.name)
    unread = [passage.entry() for passage in dict.fromkeys(read.unread)]
    doubtful = doubtful_rows(tables)
    if "statements" in tables:
        doubtful += doubtful_statements(tables["statements"], what.year)
    descriptor = describe(
        what.department,
        what.year,
        names_of(what.department, what.year, data, what.printed),
        tables,
        [report_source(document, f"{what.printed or ''}{what.year}{_TITLES[what.document]}")],
        document=what.document,
        kind=_kind_entry(what),
        **read.about,
        **({"doubtful": [row.entry() for row in doubtful]} if doubtful else {}),
        **({"unread": unread} if unread else {}),
    )
    return Report(what.department, what.year, descriptor, tables, document)


def _filled_report(
    document: Document, filled: Filled, department: str | None, year: int | None, data: Path
) -> Report:
    """The report in a spreadsheet that was filled in by hand."""
    if (year := year or filled.year) is None:
        raise RequestError("extract.no_year", where=document.name)
    name = department or filled.folder or filled.name
    if not name:
        raise RequestError("extract.no_department", where=document.name)
    folder = folder_name(name, year, data) if _CHINESE.search(name) else name
    if not filled.tables:
        raise SourceError("extract.nothing_filled_in", where=document.name, row=FIRST_ROW)
    home = filled.document if filled.document in _TITLES else "evaluation"
    title = f"{filled.name}{year}"
    descriptor = describe(
        folder,
        year,
        names_of(folder, year, data, filled.name or None),
        filled.tables,
        [report_source(document, title)],
        document=home,
        kind={"kind": home, "how": "cover", "words": MARK},
    )
    return Report(folder, year, descriptor, filled.tables, document)


def _recognise(
    document: Document,
    found: Sequence[Grid],
    department: str | None,
    year: int | None,
    data: Path,
) -> Recognised:
    kind = document_kind(document, found)
    if kind.kind == "other":
        raise SourceError("extract.other_paper", where=document.name, words=kind.words)
    printed, said, on_cover = kind.department, kind.year, kind.year_on_cover
    if kind.kind in ("evaluation", "unknown") and (metadata := evaluation_cover(document)):
        printed = plain_name(metadata.department or "") or printed
        said = metadata.year or said
        on_cover |= metadata.year is not None
        if kind.kind == "unknown":
            kind = DocumentKind("evaluation", "cover", "", said, printed)
    # What tables tell is less than what the reader says.
    if year is not None and said is not None and said != year and on_cover:
        raise SourceError("extract.other_year", where=document.name, said=said, year=year)
    year = year or said
    if year is None:
        raise RequestError("extract.no_year", where=document.name)
    name = department or printed or plain_name(office_of(read_forms(document, found)) or "")
    if not name:
        raise RequestError("extract.no_department", where=document.name)
    if not department or _CHINESE.search(department):
        printed, department = name, folder_name(name, year, data)
    home = "other" if kind.kind == "unknown" else kind.kind
    return Recognised(home, kind, department, year, printed)


def _kind_entry(what: Recognised) -> dict[str, str]:
    """What the document is, for its descriptor; `year_in_tables`, `office_in_tables` where its tables
    tell another year or office.
    """
    kind = what.kind
    entry = {"kind": kind.kind, "how": kind.how, "words": kind.words}
    if not kind.year_on_cover and kind.year and kind.year != what.year:
        entry["year_in_tables"] = str(kind.year)
    if kind.owner:
        entry["office_in_tables"] = kind.owner
    return entry


def _tables(document: Document, found: Sequence[Grid], what: Recognised) -> TablesRead:
    if what.document == "evaluation":
        return evaluation_with_forms(document, found, what.year)
    forms_read = read_forms(document, found)
    if what.document in ("accounts", "budget"):
        others = [grid for grid in found if grid.number not in forms_read.grids_used]
        family: Family = "budget" if what.document == "budget" else "accounts"
        money = statements_tables(document, others, family, what.year)
        return money.beside(tables_of_forms(forms_read))
    return tables_of_forms(forms_read)
