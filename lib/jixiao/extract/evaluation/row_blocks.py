"""Blocks of the indicator table → its rows: kind, target cell, result cell.

The blocks come in reading order: kind, target, result, row by row, with the fragments of the task
column in between. A kind that is not printed again holds for the rows below it. What decides
where a block belongs, in this order: the lexicon of kinds; a narrow column of many lines is the
task; a line that opens a part of a target (指标内容：…); the width of the column.
"""

from __future__ import annotations

import re

from ...base.errors import ExtractionError
from ...catalogue import wordings
from ...source import Line
from ..cells import Block, blocks, ends_sentence
from ..row import Row, Table, opens_part
from .outline import Section

TASK_WIDTH = 4.5  # Chinese characters; the task column is four wide


def read_block_rows(section: Section) -> Table:
    """The rows of the indicator table in `section`, printed as text.

    Raises ExtractionError with page and line at a block that cannot be placed.
    """
    found = blocks(section.lines)
    head_ends = wordings("indicators")["head_ends_with"]
    after_head = next((i + 1 for i, b in enumerate(found) if b.text.endswith(head_ends)), None)
    if after_head is None:
        raise ExtractionError("extract.head_not_found", where=section.place, head=head_ends)
    reader = _BlockReader(_target_width(found[after_head:]))
    for block in found[after_head:]:
        reader.read(block)
    head = [line for block in found[:after_head] for line in block.lines]
    return Table(reader.rows, head, reader.task_lines, reader.label_lines)


def _is_target(block: Block) -> bool:
    return any(opens_part(line) for line in block.lines)


def _is_task(block: Block) -> bool:
    return block.usual_width <= TASK_WIDTH and len(block.lines) > 2


def _target_width(found: list[Block]) -> float:
    """The width from which a block is in the target column: that of its narrower cells.

    Cells that open a part of a target are known to stand there; one in twenty may be narrower.
    """
    targets = sorted(block.width for block in found if _is_target(block) and not _is_task(block))
    return targets[len(targets) // 20] if targets else float("inf")


class _BlockReader:
    """Places block after block; what is open is the last row."""

    def __init__(self, target_width: float) -> None:
        self.rows: list[Row] = []
        self.task_lines: list[Line] = []
        self.label_lines: list[Line] = []
        self._target_width = target_width
        self._task_no = 0
        self._label = ""
        self._label_open = False  # a kind was read, its row has not begun
        self._page = 0
        self._interleaved = False  # target and result of the last row both go on below

    def read(self, block: Block) -> None:
        new_page, self._page = block.page != self._page, block.page
        if task := re.match(wordings("indicators")["task"], block.text):
            self._task_no = int(task[1])
            self.task_lines.extend(block.lines)
        elif self._is_label(block.text):
            self._read_label(block.lines)
        elif _is_task(block):
            self.task_lines.extend(block.lines)
        elif columns := self._columns(block.lines[0]):
            self._read_interleaved(columns, list(block.lines[1:]))
        else:
            self._read_content(block, new_page)

    def _is_label(self, text: str) -> bool:
        """Whether `text` is a kind, begins one, or goes on with the one that is open."""
        begun = {self._label + text, text} if self._label_open else {text}
        return any(known.startswith(tuple(begun)) for known in wordings("indicators")["labels"])

    def _read_label(self, lines: tuple[Line, ...]) -> None:
        text = "".join("".join(line.text.split()) for line in lines)
        self._label = self._label + text if self._label_open else text
        self._label_open = True
        self.label_lines.extend(lines)

    def _columns(self, line: Line) -> list[Line]:
        """The columns of a line that holds a kind and more, else nothing.

        Each column becomes a line of its own with the number of the printed one.
        """
        first, *others = line.text.split()
        goes_on = self._interleaved and self.rows
        open_label = self._label_open or goes_on
        begun = self._label + first if open_label else first
        if not others or not any(k.startswith(begun) for k in wordings("indicators")["labels"]):
            return []
        *middle, last = others
        texts = (
            [first, "".join(middle), last] if middle and not goes_on else [first, "".join(others)]
        )
        return [Line(line.page, line.number, text) for text in texts]

    def _read_interleaved(self, columns: list[Line], below: list[Line]) -> None:
        label, target, *actual = columns
        if self._interleaved:
            self._label_open = True
            self._read_label((label,))
            self._label_open = False
            self.rows[-1].label = self._label
            self.rows[-1].target.extend([target, *below])
        else:
            self._read_label((label,))
            self._begin([target, *below])
            self.rows[-1].actual.extend(actual)
            self._interleaved = bool(actual)

    def _read_content(self, block: Block, new_page: bool) -> None:
        lines = list(block.lines)
        row = self.rows[-1] if self.rows else None
        wide = block.width >= self._target_width
        if row is None or self._label_open:
            self._begin(lines)
        elif self._interleaved:
            (row.target if _is_target(block) or wide else row.actual).extend(lines)
            self._interleaved = _is_target(block) or wide
        elif not row.actual:
            goes_on = new_page and wide and not ends_sentence(row.target[-1].text)
            (row.target if goes_on else row.actual).extend(lines)
        elif _is_target(block) or wide:
            self._begin(lines)
        else:
            row.actual.extend(lines)

    def _begin(self, lines: list[Line]) -> None:
        self.rows.append(Row(self._task_no, self._label, lines))
        self._label_open = False
