"""Tables of amounts that are drawn with level rules alone, or with none: statements of any office.

Lines with amounts below each other are rows; the white strips between them part the columns; the
lines above them, up to the caption, are the head.
"""

from __future__ import annotations

from collections.abc import Sequence

from ..line import Box
from .glyphs import Glyph
from .level_cells import LevelTable, level_table
from .level_columns import LevelColumn, level_columns, parted_by_labels
from .level_heads import LevelHead, read_head
from .level_lines import body_lines, first_figures, head_ends, label_rows, lines_above, lines_after
from .level_names import Setting
from .level_rows import nearness, row_groups, usual_pitch
from .painted import RuledLine
from .pieces import PieceLine, PieceLines
from .setting import SetLine

_ROWS = 3  # with amounts: of fewer all columns must have names
_LONGEST = 26  # characters of words in a cell of one line, on average


def level_tables(
    rows: Sequence[Sequence[Glyph]],
    lines: Sequence[SetLine | None],
    level: Sequence[RuledLine],
    taken: Sequence[Box],
) -> tuple[list[int], list[LevelTable]]:
    """The numbers of the lines that stand in such tables, and the tables.

    `rows`: the characters of each line; `lines`: the same as words; `taken`: where ruled tables stand.
    """
    likely = [line is not None and _may_be_row(line) for line in lines]
    if not any(likely):
        return [], []
    pieces = PieceLines(rows)
    found: list[LevelTable] = []
    used: list[int] = []
    at = 0
    while at < len(rows):
        if not likely[at]:
            at += 1
            continue
        first = first_figures(pieces, at, level, taken, max(used, default=-1))
        body = body_lines(pieces, first, level, taken)
        table = _table(body, pieces, level, taken, max(used, default=-1)) if body else None
        if table is None:
            at = max(at, body[-1].index if body else at) + 1  # the rows may end above this line
            continue
        numbers, made = table
        found.append(made)
        used += numbers
        at = max(at, max(numbers) + 1)
    return used, found


def _table(
    body: list[PieceLine],
    lines: PieceLines,
    level: Sequence[RuledLine],
    taken: Sequence[Box],
    used: int,
) -> tuple[list[int], LevelTable] | None:
    amounts = [line for line in body if line.has_figures]
    height = sorted(line.height for line in amounts)[len(amounts) // 2]
    columns = level_columns(body, height)
    if not _is_statement(body, columns):
        return None
    pitch = usual_pitch(body, height)
    near = nearness(body, columns, pitch, height)
    left, right = columns[0].left, columns[-1].right
    rules = [rule for rule in level if rule.end > left and rule.start < right]
    wide = [r.at for r in rules if min(r.end, right) - max(r.start, left) > 0.8 * (right - left)]
    above = lines_above(body[0], columns, lines, level, wide, taken, used, height)
    above, numbers, first = head_ends(above, body, columns, wide, near)
    body = [*first, *body]
    over = label_rows(above, min([left, *(line.pieces[0].left for line in above)]), height)
    labels = sum(map(len, over))
    columns = parted_by_labels(columns, over)
    head = read_head(above[labels:], columns, Setting(rules, pitch, height))
    if not _is_told(head, len(amounts)):
        return None
    after = lines_after(body, lines, rules, near, taken)
    below = row_groups([*body, *after], columns, rules, near, height)
    used_lines = [
        *above,
        *([numbers] if numbers else []),
        *(own for group in below for own in group),
    ]
    made = level_table(head, numbers, below, above[labels:], used_lines, over)
    return [line.index for line in used_lines], made


def _is_statement(body: Sequence[PieceLine], columns: Sequence[LevelColumn]) -> bool:
    """Whether these are rows with names and amounts, not a list of contents or running text."""
    amounts = [column for column in columns if column.is_amounts]
    if len(columns) < 2 or not amounts:
        return False
    exact = sum(piece.is_amount for line in body for piece in line.pieces)
    whole = sum(len(line.pieces) for line in body)
    if exact < 2 or exact * 20 < whole:
        return False
    words = [piece for line in body for piece in line.pieces if not piece.is_figure]
    return sum(len(piece.text) for piece in words) <= _LONGEST * len(words)


def _is_told(head: LevelHead, rows: int) -> bool:
    """Whether rows tell that this is a table; where they are few or have no names, its head does."""
    amounts = sum(column.is_amounts for column in head.columns)
    words = any(column.words for column in head.columns)
    if rows >= _ROWS and words and not head.columns[0].is_amounts:
        return True
    return head.named == amounts >= (2 if words else 3)


def _may_be_row(line: SetLine) -> bool:
    words = line.words
    return len(words) > 1 and any(
        "." in word.text and word.text[-1].isdigit() and word.text[0] in "-−0123456789"
        for word in words[1:]
    )
