"""A Data Package on disk: its descriptor and its tables."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..base.errors import TableError
from ..schema import TABLES, parse_table
from .by_hand import completed, is_by_hand
from .corrections import FILE, Correction, apply_corrections

if TYPE_CHECKING:
    import pandas as pd

DESCRIPTOR = "datapackage.json"


def read_descriptor(path: Path) -> dict[str, Any]:
    """The descriptor at `path`. Raises TableError if it is none of a report."""
    try:
        descriptor: dict[str, Any] = json.loads(path.read_text("utf-8"))
        if not isinstance(descriptor["jixiao"], dict):
            raise KeyError("jixiao")
        descriptor["resources"] = [dict(resource) for resource in descriptor["resources"]]
    except (ValueError, KeyError, TypeError) as error:
        raise TableError(
            "report.no_descriptor",
            where=path,
            reason=error,
        ) from error
    return descriptor


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
            text = path.read_bytes().decode("utf-8-sig")
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
