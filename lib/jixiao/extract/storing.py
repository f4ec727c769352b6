"""A `Report` that was read → the folder of its document, whole or not at all."""

from __future__ import annotations

import hashlib
from pathlib import Path

from ..base.errors import RequestError, SourceError
from ..grid import grids
from ..grid.cells import FILE as CELLS
from ..grid.cells import cells_parquet
from ..report import DESCRIPTOR, Report, report_files
from ..report.descriptor import file_name
from ..schema import TABLES
from ..source import Document, document_files
from ..storage.files import write_files

LAYOUT = "layout.json"
_KINDS = ("txt", "pdf", "docx", "html", "mhtml", "xlsx", "xls", "csv", "ofd")
SOURCE_FILES = (*(f"report.{kind}" for kind in _KINDS), LAYOUT, CELLS)
TABLE_FILES = (*(f"{name}.csv" for name in TABLES), DESCRIPTOR)


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
        raise RequestError("extract.would_change", where=target, names=tuple(changing))
    write_files(target, {n: content for n, content in files.items() if states[n] != "unchanged"})
    for name in others if source is not None else ():
        (target / name).unlink()
        states[name] = "removed"
    return states


def _source_files(source: Path, document: Document) -> dict[str, bytes]:
    """The published file, and where it is no text, what was read from it."""
    content = source.read_bytes()
    if hashlib.sha256(content).hexdigest() != document.sha256:
        raise SourceError("extract.changed_while_read", where=source)
    files = {file_name(document): content}
    if document.tables:
        files[CELLS] = cells_parquet(grids(document), document.layouts)
    if document.kind != "text":
        files |= {name: text.encode("utf-8") for name, text in document_files(document).items()}
    return files


def _check_folder(target: Path) -> None:
    """Raises RequestError if a symbolic link would lead out of the data folder."""
    above = (target.parent.parent, target.parent, target)
    for path in (*above, *(target / name for name in (*TABLE_FILES, *SOURCE_FILES))):
        if path.is_symlink():
            raise RequestError("extract.link_in_place", where=path)


def _state(path: Path, content: bytes) -> str:
    if not path.exists():
        return "written"
    return "unchanged" if path.read_bytes() == content else "replaced"
