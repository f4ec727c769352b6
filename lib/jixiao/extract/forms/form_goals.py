"""Goals and achievements of a form: beside their label, or below it in the next row."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ...catalogue import wordings
from ...grid import GridCell
from .printed import FormRow
from .printed_label import printed_label

_ORDINAL = re.compile(r"[（(]?\d{1,2}[）)、.]?")
_LONGEST_HEAD = 16  # characters
_STOPS = "。；;，,"


def goal_cells(
    row: FormRow, cell: GridCell, following: GridCell | None, below: FormRow | None
) -> list[GridCell] | None:
    """The cells that hold what the goal's label `cell` announces; None if it only holds a block.

    A label with another goal's label beside it (总体目标 | 预期目标 | 实际完成情况) holds the block
    together if it stands over both rows; else what is below it is its own.
    """
    under = _below(cell, below)
    if following is not None and _ORDINAL.fullmatch(following.text.strip()):
        beside = [other for other in row.starting if other.column > following.column]
        return beside[:1] or [following]
    if cell.rows > 1 and any(_announces(other) for other in row.starting if other is not cell):
        return None
    unknown = following is not None and not _is_label(following)
    if following is not None and unknown and goal_role(row, following, below) is None:
        blank = not following.text.strip() and _in_block(row, cell)
        return under if blank and under and not any(map(_is_label, under)) else [following]
    if following is not None and cell.rows > 1:
        return None
    if not under or any(_is_label(other) for other in under):
        return None if cell.rows > 1 else []
    return under


def _announces(cell: GridCell) -> bool:
    return cell.rows == 1 and printed_label(cell.text).role("goals") is not None


def goal_role(row: FormRow, cell: GridCell, below: FormRow | None) -> str | None:
    """What goal a cell announces: its label, or in a block of goals a head by the way it is worded.

    年初设定目标 | 年末完成情况: each over one cell of text, beside a tall label of the block.
    """
    if known := printed_label(cell.text).role("goals"):
        return str(known)
    if not _in_block(row, cell) or not _heads(cell, _below(cell, below)):
        return None
    heads: dict[str, str] = wordings("forms")["goal_heads"]
    text = "".join(cell.text.split())
    return next((role for role, words in heads.items() if re.fullmatch(words, text)), None)


def _in_block(row: FormRow, cell: GridCell) -> bool:
    tall = [left for left in row.covering if left.rows > 1 and left.column < cell.column]
    labels = [printed_label(left.text) for left in tall]
    return any(label.role("goals") or label.role("blocks") == "goal" for label in labels)


def goes_on(cell: GridCell, goals: Sequence[tuple[str, GridCell, GridCell]]) -> str | None:
    """The goal whose words go on in `cell`: right below them, beside the same tall label."""
    for role, label, words in goals:
        if _beside(label, words, cell) and _same_column(words, cell):
            return role
    return None


def is_goal_number(cell: GridCell, goals: Sequence[tuple[str, GridCell, GridCell]]) -> bool:
    """Whether a cell numbers one of several goals beside the same tall label."""
    numbers = _ORDINAL.fullmatch(cell.text.strip()) is not None
    return numbers and any(_beside(label, words, cell) for _, label, words in goals)


def is_below_term_goal(rows: Sequence[FormRow], index: int) -> bool:
    """Whether the heads in row `index` stand right below a goal of the whole time alone, and the
    year's goal with indicators of its own stands below them: 长期目标1, then 年度目标1.
    """
    above = next((role for row in reversed(rows[:index]) if (role := _goal_of(row))), None)
    if above != "term_goal" or not (index and _goal_of(rows[index - 1])):
        return False
    return any(_goal_of(row) == "goal" for row in rows[index + 1 :])


def _goal_of(row: FormRow) -> str | None:
    """The only goal that a row states behind its first label; None if it states none or several."""
    roles = [printed_label(cell.text).role("goals") for cell in row.printed]
    return roles[0] if len(roles) > 1 and roles[0] and not any(roles[1:]) else None


def _beside(label: GridCell, words: GridCell, cell: GridCell) -> bool:
    same_page = label.page == cell.page
    return same_page and label.row <= words.row < cell.row < label.row + label.rows


def _same_column(one: GridCell, other: GridCell) -> bool:
    return (one.column, one.columns) == (other.column, other.columns)


def _below(cell: GridCell, below: FormRow | None) -> list[GridCell]:
    if below is None:
        return []
    return [
        other
        for other in below.starting
        if cell.column <= other.column < cell.column + cell.columns
    ]


def _heads(cell: GridCell, under: list[GridCell]) -> bool:
    """Whether a cell stands as a head over one cell as wide as itself: a short text without a stop."""
    return (
        cell.rows == 1
        and len(cell.text) <= _LONGEST_HEAD
        and not any(mark in cell.text for mark in _STOPS)
        and [(other.column, other.columns) for other in under] == [(cell.column, cell.columns)]
        and bool(under[0].text)
        and not _is_label(under[0])
    )


def _is_label(cell: GridCell) -> bool:
    label = printed_label(cell.text)
    return any(label.role(section) for section in ("goals", "head", "blocks", "columns"))
