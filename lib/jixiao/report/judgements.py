"""Where a person sees an indicator's status otherwise: `judgements.csv`, one indicator a row.

Columns: `row` (the indicator's `seq`), `indicator` (its name as printed), `status`, `reason`, `name`
(who says so), `date` (2023-05-31). Applied when the tables are loaded; the table itself stays as it
was read. An indicator that has another number after the report was read again is found by its name.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from ..base.errors import TableError
from ..base.said import Said
from ..schema import fields
from ..storage.own_file import own_bytes
from .hand_written import hand_rows, hand_text

if TYPE_CHECKING:
    import pandas as pd

FILE = "judgements.csv"
HEADER = ("row", "indicator", "status", "reason", "name", "date")


@dataclass(frozen=True)
class Judgement:
    """A status that a person gives. `line`: its row in the file. `applied`: whether the indicator
    is on file; one that is not is kept and said.
    """

    row: int
    indicator: str
    status: str
    reason: str
    name: str
    date: str
    line: int
    applied: bool = False


def load_judgements(folder: Path) -> tuple[Judgement, ...]:
    """The judgements in `folder`; none where there is no file.

    Raises TableError naming row, column and value at a fault.
    """
    path = folder / FILE
    if not path.exists():
        return ()
    try:
        text = hand_text(own_bytes(path))
    except UnicodeDecodeError as error:
        raise TableError("base.not_utf8", where=path) from error
    return read_judgements(text, path)


def read_judgements(text: str, where: object) -> tuple[Judgement, ...]:
    """The rows of `judgements.csv`. Raises TableError at the first that breaks its form."""
    return tuple(_read(cells, number, where) for number, cells in hand_rows(text, HEADER, where))


def _read(printed: dict[str, str], number: int, where: object) -> Judgement:
    cells = {column: cell.strip() for column, cell in printed.items()}

    def fault(column: str, remedy: Said) -> TableError:
        said = (
            Said("schema.cell", row=number, column=column, value=cells[column])
            if cells[column]
            else Said("schema.cell_blank", row=number, column=column)
        )
        return TableError(said, where=where, remedy=remedy)

    if not re.fullmatch(r"[1-9]\d{0,17}", cells["row"], re.ASCII):
        raise fault("row", Said("base.write_example", example="12"))
    statuses = _statuses()
    if cells["status"] not in statuses:
        raise fault("status", Said("base.use_one", names=statuses))
    for column in ("indicator", "reason", "name"):
        if not cells[column]:
            raise fault(column, Said("report.who"))
    try:
        year, month, day = re.split(r"[-/]", cells["date"])
        cells["date"] = date(int(year), int(month), int(day)).isoformat()
    except ValueError:
        raise fault("date", Said("base.write_example", example="2023-05-31")) from None
    return Judgement(**{**cells, "row": int(cells["row"])}, line=number)  # type: ignore[arg-type]


def _statuses() -> tuple[str, ...]:
    (field,) = (f for f in fields("indicators", reading=False) if f["name"] == "status")
    return tuple(field["constraints"]["enum"])


def apply_judgements(
    indicators: pd.DataFrame, judgements: Sequence[Judgement]
) -> tuple[pd.DataFrame, tuple[Judgement, ...]]:
    """The table `indicators` with the statuses that people gave, and which were applied.

    Of several judgements of one indicator the last one stands.
    """
    table = indicators.copy()
    said: list[Judgement] = []
    for judgement in judgements:
        index = _index(table, judgement)
        if index is not None:
            table.at[index, "status"] = judgement.status
            words = f"「{judgement.reason}」（{judgement.name}，{judgement.date}）"
            table.at[index, "reason"] = f"judgement: {words}"
        said.append(replace(judgement, applied=index is not None))
    return table, tuple(said)


def _index(table: pd.DataFrame, judgement: Judgement) -> int | None:
    """The row of the indicator: by number and name, else by a name that only one has."""
    named = [
        index
        for index, name in zip(table.index, table["name"], strict=True)
        if name == judgement.indicator
    ]
    exact = [index for index in named if table.at[index, "seq"] == judgement.row]
    found = exact or named
    return int(found[0]) if len(found) == 1 else None
