"""Cells of a ruled indicator table → its rows: kind, target cell, result cell.

Two forms are known. In the model report a column of kinds (产出数量 …) stands before a target cell
that holds the name. In the self-evaluation form the levels stand in columns of their own, then the
name, the target, the result, and perhaps weight, score and reason. The head tells which columns
there are (`[columns]` in `wordings/indicators.toml`).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ...base.errors import ExtractionError
from ...catalogue import wordings
from ...source import Line
from ..grid import TextRow, grid_rows, right_edge, unfinished
from ..heads import roles
from ..row import Row, Table, opens_part
from .outline import Section

_CELLS = ("name", "target", "actual", "weight", "score", "deviation")


@dataclass
class _Label:
    """A kind as printed; cells that a page breaks give it in pieces."""

    text: str


def read_cell_rows(section: Section) -> Table:
    """The rows of the ruled indicator table in `section`.

    Raises ExtractionError with page and line if no table has a head that is known.
    """
    heads: list[dict[str, int]] = []

    def is_head(texts: Sequence[str]) -> bool:
        if known := roles(texts):
            heads.append(known)
        return bool(known)

    rows = grid_rows(section.tables, is_head)
    if not heads or not rows:
        raise ExtractionError("extract.no_head", where=section.place)
    reader = _CellReader(heads[0], rows)
    return Table(reader.read(), [], reader.task_lines, reader.label_lines)


class _CellReader:
    """Goes through the rows; what is open is the last one."""

    def __init__(self, columns: Mapping[str, int], rows: Sequence[TextRow]) -> None:
        self._rows = rows
        self._columns = dict(columns)
        left = range(self._columns["target"])
        task = wordings("indicators")["task"]
        self._task = next((c for c in left if any(re.match(task, r.text(c)) for r in rows)), None)
        self._kinds = [c for c in left if c != self._task and self._holds_kinds(c)]
        self._kind = self._kinds[-1] if self._kinds else None
        named = [c for c in left if c not in (self._task, *self._kinds)]
        self._columns.pop("name", None)
        if named:
            self._columns["name"] = named[-1]
        content = [self._columns["target"], self._columns["actual"]]
        self._edges = {column: right_edge(rows, column) for column in content}
        self._read: list[tuple[Row, _Label]] = []
        self._last: TextRow | None = None
        self._label = _Label("")
        self.task_lines: list[Line] = []
        self.label_lines: list[Line] = []
        self._task_no = 0 if self._task is not None else 1

    def _holds_kinds(self, column: int) -> bool:
        labels = wordings("indicators")["labels"]
        texts = {_han(row, column) for row in self._rows if _han(row, column)}
        known = {text for text in texts if any(label.startswith(text) for label in labels)}
        pieces = {text for text in texts if any(label.endswith(text) for label in labels)}
        return 2 * len(known | pieces) > len(texts)  # one that is not known is refused later

    def read(self) -> list[Row]:
        for row in self._rows:
            if next((text for text in row.texts if text), "") in wordings("indicators")["sums"]:
                break  # what follows sums the form up
            self._read_row(row)
        for indicator, label in self._read:
            indicator.label = label.text
        return [indicator for indicator, _ in self._read]

    def _read_row(self, row: TextRow) -> None:
        if self._task is not None and row.begins(self._task):
            self.task_lines += row.lines(self._task)
            if match := re.match(wordings("indicators")["task"], row.text(self._task)):
                self._task_no = int(match[1])
        lines = {
            role: row.lines(column)
            for role, column in self._columns.items()
            if role in _CELLS and row.begins(column)
        }
        if not any(lines.values()):
            return
        goes_on = self._goes_on(row, lines)
        self._read_label(row, goes_on)
        if not goes_on:
            self._read.append((Row(self._task_no, ""), self._label))
        for role, more in lines.items():
            getattr(self._read[-1][0], role).extend(more)
        self._last = row

    def _goes_on(self, row: TextRow, lines: Mapping[str, list[Line]]) -> bool:
        """Whether this row is the rest of the last one, which a page broke."""
        if self._last is None or not row.opens_page:
            return False
        if not (lines.get("target") and lines.get("actual")):
            return True
        if self._kind is not None and _han(row, self._kind) in wordings("indicators")["labels"]:
            return False
        before, after = _opened(self._read[-1][0].target), _opened(lines["target"])
        if (decided := _by_parts(before, after, opens_part(lines["target"][0]))) is not None:
            return decided
        last = self._last
        return any(
            unfinished(last.cells[column], row.cells[column], edge)
            for column, edge in self._edges.items()
        )

    def _read_label(self, row: TextRow, goes_on: bool) -> None:
        """A kind that is printed here: a new one, or the rest of one that a page broke."""
        begun = [c for c in self._kinds if row.begins(c) and _han(row, c)]
        if not begun:
            return
        text = _han(row, begun[-1])
        self.label_lines += row.lines(begun[-1])
        whole = self._label.text + text in wordings("indicators")["labels"]
        if goes_on or (row.opens_page and whole):
            self._label.text += text
        else:
            self._label = _Label(text)


def _han(row: TextRow, column: int) -> str:
    """The Chinese characters of a cell: kinds have no others, and rules are recognised as | or “."""
    return "".join(character for character in row.text(column) if "一" <= character <= "鿿")


def _opened(lines: Sequence[Line]) -> list[str]:
    """The parts of a target cell that its lines open, in order."""
    return [part for line in lines if (part := opens_part(line))]


def _by_parts(before: Sequence[str], after: Sequence[str], first: str | None) -> bool | None:
    """Whether a target cell goes on below a page break, told by the parts that its lines open.

    `before` and `after`: the parts opened above and below; `first`: what the first line below
    opens. None where they do not tell. Parts come as name, definition, target, basis.
    """
    if first in ("target", "basis") or (first == "definition" and not before):
        return True
    if first == "name" or not before or not after:
        return False if first == "name" else None
    order = list(wordings("indicators")["parts"])
    last, following = order.index(before[-1]), order.index(after[0])
    return None if last == following else following > last
