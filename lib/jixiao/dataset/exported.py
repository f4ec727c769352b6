"""The dataset that `jixiao export` wrote, asked in place of the reports while it is theirs.

It says which library made it of which data, and the sha256 of its Parquet files. Where any of them
differs it is not asked: the reports are read again.
"""

from __future__ import annotations

import hashlib
import json
import os
import stat
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..base.json_text import read_json
from .columns import columns
from .database import quoted, sql_type

if TYPE_CHECKING:
    import duckdb

STATE = "_jixiao"  # in the folder of a dataset: what was written, of what
_READ = (".csv", ".json", ".txt")  # what of a data folder tables and findings follow from
_MAKERS = ("duckdb", "numpy", "pandas")


def data_key(data: Path, library: str) -> str:
    """What a dataset follows from: `library` (its digest), and every file of `data` that is read."""
    digest = hashlib.sha256(repr([library, [version(name) for name in _MAKERS]]).encode())
    for folder, folders, names in os.walk(data):
        folders.sort()
        for name in sorted(names):
            path = os.path.join(folder, name)
            if name.endswith(_READ):
                digest.update(
                    os.path.relpath(path, data).encode("utf-8", "surrogateescape") + b"\0"
                )
                digest.update(_content(path))
    return digest.hexdigest()


def _content(path: str) -> bytes:
    """The sha256 of a file; of what is none, as a pipe or a link, that it is none."""
    if not stat.S_ISREG(os.lstat(path).st_mode):
        return b"none"
    with open(path, "rb") as file:
        return hashlib.file_digest(file, "sha256").digest()


def state_of(folder: Path, key: str | None, places: Mapping[str, list[int]]) -> str:
    """What a new dataset in `folder` says of itself. `key`: as `data_key` gives it; `places`: table →
    the most decimal places by column.
    """
    parts, tables = (
        {
            path.relative_to(folder).as_posix(): _content(str(path)).hex()
            for path in sorted(folder.glob(pattern))
        }
        for pattern in ("*/*/*.parquet", "*.csv")
    )
    stored = {"key": key, "places": places, "files": parts, "tables": tables}
    return json.dumps(stored, indent=1, sort_keys=True) + "\n"


@dataclass(frozen=True)
class Exported:
    """The tables of a dataset on file, as views of a database: its rows stay where they are."""

    folder: Path
    places: Mapping[str, list[int]]
    files: Mapping[str, str]

    def __iter__(self) -> Iterator[str]:
        return iter(columns())

    def create(self, connection: duckdb.DuckDBPyConnection) -> None:
        """The views, and the right to read these files and no others."""
        for name, of in columns().items():
            kinds = [
                (column, sql_type(kind, most))
                for (column, kind), most in zip(of, self.places[name], strict=True)
            ]
            own = [f"'{quoted(self.folder / file)}'" for file in self.files if _of(name, file)]
            if not own:
                listed = ", ".join(f"{column} {kind}" for column, kind in kinds)
                connection.execute(f"CREATE TABLE {name} ({listed})")
                continue
            chosen = ", ".join(f"CAST({column} AS {kind}) AS {column}" for column, kind in kinds)
            source = f"read_parquet([{', '.join(own)}], hive_partitioning = true)"
            connection.execute(f"CREATE VIEW {name} AS SELECT {chosen} FROM {source}")
        allowed = ", ".join(f"'{quoted(self.folder / file)}'" for file in self.files)
        connection.execute(f"SET allowed_paths = [{allowed}]")


def exported(folder: Path, key: str) -> Exported | None:
    """The dataset in `folder` if it was made of what `key` names and its Parquet files are whole; else None."""
    try:
        stored = _state(folder)
        found = Exported(folder.resolve(), dict(stored["places"]), dict(stored["files"]))
        whole = stored["key"] == key and _are(found.files, folder)
        return found if whole and set(found.places) == set(columns()) else None
    except (OSError, ValueError, KeyError, TypeError):
        return None


def is_up_to_date(folder: Path, key: str) -> bool:
    """Whether what an export of what `key` names would write is there."""
    try:
        tables = dict(_state(folder)["tables"])
        named = {f"{name}.csv" for name in columns()}
        return bool(exported(folder, key)) and set(tables) == named and _are(tables, folder)
    except (OSError, ValueError, KeyError, TypeError):
        return False


def _state(folder: Path) -> dict[str, Any]:
    return dict(read_json((folder / STATE).read_text("utf-8")))


def _are(files: Mapping[str, str], folder: Path) -> bool:
    """Whether the files are what they were: name → sha256."""
    return all(_content(str(folder / name)).hex() == digest for name, digest in files.items())


def _of(table: str, file: str) -> bool:
    return file.partition("/")[0] == table
