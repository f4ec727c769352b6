"""The tables of a report by key or by attribute: `tables["budget"]`, `tables.budget`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from ..base.errors import TableError
from ..base.said import Said

if TYPE_CHECKING:
    import pandas as pd


class NoTable(TableError, KeyError, AttributeError):
    """A table that is not on file, however it was asked for: one line that says which are."""


class TablesOnFile(Mapping[str, "pd.DataFrame"]):
    """Name → table, only those on file; JupyterLab completes both spellings.

    `where`: what a missing table is missing from ("department/2022"). Raises NoTable, which is a
    TableError as well as the KeyError and AttributeError that Python expects.
    """

    __slots__ = ("_tables", "_where")

    def __init__(self, tables: Mapping[str, pd.DataFrame], where: str) -> None:
        self._tables, self._where = dict(tables), where

    def __getitem__(self, name: str) -> pd.DataFrame:
        try:
            return self._tables[name]
        except KeyError:
            raise self._missing(name) from None

    def __getattr__(self, name: str) -> pd.DataFrame:
        # While it is copied or unpickled an object has no slots yet.
        if name.startswith("_"):
            raise AttributeError(name)
        return self[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._tables)

    def __len__(self) -> int:
        return len(self._tables)

    def __dir__(self) -> list[str]:
        return [*self._tables, "get", "items", "keys", "values"]

    def _ipython_key_completions_(self) -> list[str]:
        return list(self._tables)

    def __repr__(self) -> str:
        rows = ", ".join(f"{name} ({len(table)} rows)" for name, table in self.items())
        return f"<tables of {self._where}: {rows or 'none'}>"

    def _missing(self, name: str) -> NoTable:
        on_file = tuple(self._tables) or Said("base.none")
        return NoTable("report.no_table", where=self._where, name=name, names=on_file)
