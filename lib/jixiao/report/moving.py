"""Folders of the old shape, one document a year, → a folder for each document: `jixiao move`.

    data/D/Y/datapackage.json …  →  data/D/Y/evaluation/datapackage.json …
                                    data/D/Y/published/  (figures published elsewhere)

A move can be killed at any moment and is finished by the same command: the new folders are made
whole under one hidden name, which is then renamed, and only then the old files go, the descriptor
last. While it is there, the folder is refused as one of the old shape.
"""

from __future__ import annotations

import csv
import io
import json
import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from ..base.csv_text import csv_lines
from ..base.errors import RequestError
from ..schema import schema
from ..storage.files import write_file
from .corrections import FILE as CORRECTIONS
from .descriptor import described_as
from .documents import DOCUMENTS, PUBLISHED
from .package import DESCRIPTOR, read_descriptor

_MADE, _WHOLE = ".documents-made", ".documents"
_FROM_REPORT = "report"  # the source of what the document itself says
_OUTCOMES = "outcomes"
_NAMES = {"accounts": "statements"}  # of tables, then and now


def old_folders(data: Path) -> list[Path]:
    """The folders of years that have the old shape, or whose move was not finished."""
    years = (p for p in data.glob("*/*") if p.name.isascii() and p.name.isdigit() and p.is_dir())
    return sorted(p for p in years if (p / DESCRIPTOR).exists() or (p / _WHOLE).exists())


def move(folder: Path) -> list[str]:
    """Give each document of the old `folder` of a year its own; returns their names.

    Raises RequestError where there is nothing to move, a document is there already, or the folder
    holds what is no file; TableError for a descriptor that is none. Nothing is changed then.
    """
    if not (folder / _WHOLE).exists():
        if not (folder / DESCRIPTOR).is_file():
            raise RequestError("report.nothing_to_move", where=folder)
        _check(folder)
        shutil.rmtree(folder / _MADE, ignore_errors=True)
        for name, files in _documents(folder).items():
            for file, content in files.items():
                (folder / _MADE / name).mkdir(parents=True, exist_ok=True)
                write_file(folder / _MADE / name / file, content)
        (folder / _MADE).rename(folder / _WHOLE)
    for made in sorted((folder / _WHOLE).iterdir()):
        made.rename(folder / made.name)
    moved = {path.name for name in DOCUMENTS for path in (folder / name).glob("*")}
    moved |= {f"{old}.csv" for old, new in _NAMES.items() if f"{new}.csv" in moved}
    old = [path for path in sorted(folder.iterdir()) if path.is_file() and path.name in moved]
    for path in sorted(old, key=lambda path: path.name == DESCRIPTOR):
        path.unlink()
    (folder / _WHOLE).rmdir()
    return [name for name in DOCUMENTS if (folder / name).is_dir()]


def _check(folder: Path) -> None:
    for path in sorted(folder.iterdir()):
        if path.name == _MADE:
            continue
        if path.is_symlink() or not path.is_file():
            raise RequestError("report.no_file_of_a_document", where=folder, name=path.name)


def _documents(folder: Path) -> dict[str, dict[str, str | bytes]]:
    """Document → its files."""
    descriptor = read_descriptor(folder / DESCRIPTOR)
    name = _kind(descriptor)
    files: dict[str, str | bytes] = {
        path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()
    }
    descriptor = _renamed(descriptor, files)
    own = [s for s in descriptor["sources"] if s["name"] == _FROM_REPORT or name == PUBLISHED]
    elsewhere = [source for source in descriptor["sources"] if source not in own]
    table = f"{_OUTCOMES}.csv"
    found: dict[str, dict[str, str | bytes]] = {}
    if elsewhere and table in files:
        text = files[table]
        assert isinstance(text, bytes)
        header, *rows = csv.reader(csv_lines(text.decode("utf-8-sig")))
        at = header.index("source")
        kept = [number for number, row in enumerate(rows) if row[at] == _FROM_REPORT]
        moved = [number for number in range(len(rows)) if number not in set(kept)]
        files[table] = _csv([header, *(rows[number] for number in kept)])
        resource = next(r for r in descriptor["resources"] if r["name"] == _OUTCOMES)
        about = {
            key: descriptor["jixiao"][key]
            for key in ("department", "department_zh", "department_en", "year")
        }
        published = {**descriptor, "sources": elsewhere, "jixiao": about}
        published["resources"] = [{**resource, "schema": schema(_OUTCOMES)}]
        found[PUBLISHED] = {
            table: _csv([header, *(rows[number] for number in moved)]),
            DESCRIPTOR: _json(described_as(published, PUBLISHED)),
        }
        _divide_corrections(files, found[PUBLISHED], kept, moved)
    files[DESCRIPTOR] = _json(described_as({**descriptor, "sources": own}, name))
    return {name: files, **found}


def _renamed(descriptor: dict[str, Any], files: dict[str, str | bytes]) -> dict[str, Any]:
    """The descriptor, and in `files` the tables and corrections, by the names of today."""
    for old, new in _NAMES.items():
        if f"{old}.csv" in files:
            files[f"{new}.csv"] = files.pop(f"{old}.csv")
    resources = []
    for resource in descriptor["resources"]:
        if new := _NAMES.get(resource["name"], ""):
            resource = {**resource, "name": new, "path": f"{new}.csv", "schema": schema(new)}
        resources.append(resource)
    if isinstance(text := files.get(CORRECTIONS), bytes):
        rows = list(csv.reader(csv_lines(text.decode("utf-8-sig"))))
        named = [[_NAMES.get(row[0], row[0]), *row[1:]] if row else row for row in rows]
        files[CORRECTIONS] = _csv(named).encode("utf-8")
    return {**descriptor, "resources": resources}


def _divide_corrections(
    own: dict[str, str | bytes],
    published: dict[str, str | bytes],
    kept: Sequence[int],
    moved: Sequence[int],
) -> None:
    """Corrections of rows that move go with them; all are told the new number of their row."""
    text = own.get(CORRECTIONS)
    if not isinstance(text, bytes):
        return
    header, *rows = csv.reader(csv_lines(text.decode("utf-8-sig")))
    staying, going = [header], [header]
    new = {old + 2: (staying, at + 2) for at, old in enumerate(kept)}
    new |= {old + 2: (going, at + 2) for at, old in enumerate(moved)}
    for row in rows:
        number = int(row[1]) if len(row) > 1 and row[1].isdigit() else 0
        if row[:1] == [_OUTCOMES] and number in new:
            where, at = new[number]
            where.append([row[0], str(at), *row[2:]])
        else:
            staying.append(row)
    own[CORRECTIONS] = _csv(staying)
    if len(going) > 1:
        published[CORRECTIONS] = _csv(going)


def _kind(descriptor: Mapping[str, Any]) -> str:
    """Which document the tables of an old folder are from."""
    tables = {resource.get("name") for resource in descriptor["resources"]}
    if tables & {"accounts", "statements"}:
        return "accounts"
    from_report = any(source["name"] == _FROM_REPORT for source in descriptor["sources"])
    return "evaluation" if from_report or tables - {_OUTCOMES} else PUBLISHED


def _csv(rows: Sequence[Sequence[str]]) -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows(rows)
    return out.getvalue()


def _json(descriptor: Mapping[str, Any]) -> str:
    return json.dumps(descriptor, ensure_ascii=False, indent=2) + "\n"
