"""A Data Package on disk: its descriptor and its tables."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..base.errors import TableError
from ..base.json_text import read_json
from ..schema import TABLES, parse_table
from ..storage.own_file import own_bytes
from .by_hand import completed, is_by_hand
from .corrections import FILE, Correction, apply_corrections
from .hand_written import table_text

if TYPE_CHECKING:
    import pandas as pd

DESCRIPTOR = "datapackage.json"
LARGEST = 64 << 20  # bytes of a descriptor


def read_descriptor(path: Path) -> dict[str, Any]:
    """The descriptor at `path`. Raises TableError if it is none of a report."""
    try:
        descriptor: dict[str, Any] = read_json(_bounded(path))
        about = descriptor["jixiao"]
        for name in ("department_zh", "department_en"):
            if not isinstance(about[name], str):
                raise TypeError(name)
        for name in ("sources", "resources"):
            descriptor[name] = [dict(entry) for entry in descriptor[name]]
            if not all(isinstance(entry["name"], str) for entry in descriptor[name]):
                raise TypeError(name)
    except (ValueError, KeyError, TypeError) as error:
        raise TableError(
            "report.no_descriptor",
            where=path,
            reason=error,
        ) from error
    return descriptor


def _bounded(path: Path) -> str:
    content = own_bytes(path)
    if len(content) > LARGEST:
        raise ValueError(f"> {LARGEST >> 20} MB")
    return content.decode("utf-8")


def read_tables(
    folder: Path, descriptor: Mapping[str, Any], corrections: Sequence[Correction]
) -> Iterator[tuple[str, pd.DataFrame]]:
    """The tables that the descriptor names, corrected; one without rows is not on file yet.

    Raises TableError naming file, row, column and value.
    """
    named = {resource.get("name") for resource in descriptor["resources"]}
    by_hand = is_by_hand(descriptor)
    for name in (name for name in TABLES if name in named):
        path = folder / f"{name}.csv"
        try:
            text = table_text(own_bytes(path), by_hand)
        except FileNotFoundError as error:
            raise TableError(
                "report.table_gone",
                where=path,
            ) from error
        except UnicodeDecodeError as error:
            raise TableError("base.not_utf8", where=path) from error
        corrected = apply_corrections(text, name, corrections, folder / FILE)
        if corrected != text:  # a fault of the table itself is said of the table
            parse_table(text, name, path, by_hand)
        if len(table := parse_table(corrected, name, path, by_hand)):
            yield name, completed(table, name) if by_hand else table
