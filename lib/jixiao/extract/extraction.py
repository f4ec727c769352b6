"""A published report → a `Report`: every reader of `extract/` in turn, and the descriptor."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from pathlib import Path

import pandas as pd

from ..base.errors import ExtractionError, RequestError, SourceError
from ..grid import grids
from ..grid.cells import FILE as CELLS
from ..grid.cells import cells_parquet
from ..report import (
    DESCRIPTOR,
    DOCUMENTS,
    Report,
    find_data_folder,
    names_of,
    report_files,
)
from ..report.descriptor import describe, file_name, report_source
from ..report.documents import PUBLISHED, documents_on_file
from ..report.folder_name import check_folder_name
from ..report.published import read_published
from ..report.readings import with_readings
from ..schema import TABLES, frame
from ..source import Document, Limits, document_files, read_document
from ..storage.files import write_files
from .accounts import read_cover
from .budget import read_budget
from .final_accounts import accounts_report
from .indicators import has_indicators, read_indicators
from .metadata import Metadata, read_metadata
from .outcomes import read_outcomes
from .outline import Outline, outline
from .tasks import has_task_table, read_tasks
from .unread import Unread

LAYOUT = "layout.json"
_KINDS = ("txt", "pdf", "docx", "html", "mhtml", "xlsx", "xls", "ofd")
SOURCE_FILES = (*(f"report.{kind}" for kind in _KINDS), LAYOUT, CELLS)
TABLE_FILES = (*(f"{name}.csv" for name in TABLES), DESCRIPTOR)


def extract_report(
    source: Path | str,
    *,
    department: str,
    year: int,
    data: Path | None = None,
    limits: Limits | None = None,
    ocr: bool = False,
) -> Report:
    """The tables of the report in the file `source`, for `department` and `year`.

    Final accounts (部门决算) give the table `accounts`, a self-evaluation the four others.

    Names of the department come from `data/departments.csv`, else from the cover. Nothing is written.

    What cannot be read of it is listed in its descriptor (`about["unread"]`: table, page, line,
    words, reason) and stops nothing.

    Raises SourceError if the file is no self-evaluation report of that year.
    """
    data = data or find_data_folder()
    document = read_document(Path(source), limits, ocr=ocr)
    if cover := read_cover(document):
        return accounts_report(document, cover, department=department, year=year, data=data)
    parts = outline(document)
    metadata = read_metadata(parts)
    if metadata.year is not None and metadata.year != year:
        raise SourceError(
            f"the cover says {metadata.year}, not {year}",
            where=document.name,
            remedy=f"use --year {metadata.year}",
        )
    tables, unread = _tables(parts, year)
    if tables["budget"].empty and "indicators" not in tables:
        raise SourceError(
            "neither a figure of a budget nor an indicator was found",
            where=document.name,
            remedy="is this the whole 部门整体支出绩效自评报告? its tables may be pictures: use --ocr",
        )
    tables = dict(with_readings(tables, document))
    names = names_of(department, year, data, metadata.department)
    title = f"{metadata.department or ''}{year}年部门整体支出绩效自评报告"
    descriptor = describe(
        department,
        year,
        names,
        tables,
        [report_source(document, title)],
        document="evaluation",
        **_about(metadata),
        **({"unread": [passage.entry() for passage in unread]} if unread else {}),
    )
    return Report(department, year, descriptor, tables, document)


def _tables(parts: Outline, year: int) -> tuple[dict[str, pd.DataFrame], list[Unread]]:
    """The tables of a report, and what cannot be read of it: that is listed and stops nothing."""
    unread: list[Unread] = []
    tables = {"budget": read_budget(parts, unread, year)}
    readers: dict[str, Callable[[], pd.DataFrame]] = {}
    if has_indicators(parts):
        readers["indicators"] = lambda: read_indicators(parts, unread)
    if has_task_table(parts):
        readers["tasks"] = lambda: read_tasks(parts, unread)
    readers["outcomes"] = lambda: read_outcomes(parts, year)
    for name, read in readers.items():
        try:
            tables[name] = read()
        except ExtractionError as error:
            unread.append(Unread.of_error(name, error))
    for name in ("indicators", "tasks"):  # of which nothing could be read
        if name in tables and tables[name].empty:
            del tables[name]
    tables.setdefault("outcomes", frame([], "outcomes"))
    return tables, unread


def published_report(department: str, year: int, data: Path) -> Report:
    """What the department published elsewhere of `year`, as a report with the table `outcomes`.

    Raises RequestError if nothing is on file for that year.
    """
    on_file = published_outcomes(department, data)
    if year not in on_file:
        raise RequestError(
            f"nothing is published of {department} {year}",
            remedy=f"on file: {', '.join(map(str, on_file)) or 'nothing'}",
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
    return read_published(path.read_text("utf-8-sig"), path) if path.is_file() else {}


def _about(metadata: Metadata) -> Mapping[str, object]:
    about: dict[str, object] = {}
    if metadata.score:
        score = metadata.score
        about["self_score"] = score.value
        about["self_score_quote"] = {"page": score.page, "line": score.line, "quote": score.quote}
    if metadata.grade:
        grade = metadata.grade
        about["grade"] = grade.value
        about["grade_quote"] = {"page": grade.page, "line": grade.line, "quote": grade.quote}
    return about


def place_in_data(data: Path, department: str, year: int, document: str) -> Path:
    """The folder of a document. Raises RequestError for a name that would leave the data folder,
    and where the folder of the year is of the old shape.
    """
    if document not in DOCUMENTS:
        raise RequestError("report.no_such_document", document=document, names=DOCUMENTS)
    check_folder_name(department, year)
    folder = data / department / str(year)
    documents_on_file(folder)
    return folder / document


def store_report(report: Report, source: Path | None, target: Path, force: bool) -> dict[str, str]:
    """Write `report` and a copy of its `source` into the folder `target`.

    Returns file name → written, replaced, removed or unchanged.

    Raises RequestError, and writes nothing, where a file is there and differs, unless `force`.
    """
    files: dict[str, bytes] = {
        name: text.encode("utf-8") for name, text in report_files(report).items()
    }
    if source is not None and report.document is not None:
        files |= _source_files(source, report.document)
    _check_folder(target)
    others = {name for name in SOURCE_FILES if name not in files and (target / name).exists()}
    states = {name: _state(target / name, content) for name, content in files.items()}
    changing = [name for name, state in states.items() if state == "replaced"]
    if source is not None and others - {LAYOUT, CELLS}:
        changing += sorted(others)
    if changing and not force:
        raise RequestError(
            f"{', '.join(changing)} would change",
            where=target,
            remedy="compare them, then use --force to replace them",
        )
    write_files(target, {n: content for n, content in files.items() if states[n] != "unchanged"})
    for name in others if source is not None else ():
        (target / name).unlink()
        states[name] = "removed"
    return states


def _source_files(source: Path, document: Document) -> dict[str, bytes]:
    """The published file, and where it is no text, what was read from it."""
    content = source.read_bytes()
    if hashlib.sha256(content).hexdigest() != document.sha256:
        raise SourceError("changed while it was read", where=source, remedy="extract it again")
    files = {file_name(document): content}
    if document.tables:
        files[CELLS] = cells_parquet(grids(document))
    if document.kind != "text":
        files |= {name: text.encode("utf-8") for name, text in document_files(document).items()}
    return files


def _check_folder(target: Path) -> None:
    """Raises RequestError if a symbolic link would lead out of the data folder."""
    above = (target.parent.parent, target.parent, target)
    for path in (*above, *(target / name for name in (*TABLE_FILES, *SOURCE_FILES))):
        if path.is_symlink():
            raise RequestError(
                "is a symbolic link", where=path, remedy="put a folder or file in its place"
            )


def _state(path: Path, content: bytes) -> str:
    if not path.exists():
        return "written"
    return "unchanged" if path.read_bytes() == content else "replaced"
