"""Tables of amounts that are drawn with level rules alone, or with none: statements of any office.

Lines with amounts below each other are rows; the white strips between them part the columns; the
lines above them, up to the caption, are the head.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ..document import Cell
from ..line import Box
from .glyphs import Glyph
from .level_columns import LevelColumn, columns_of, level_columns
from .level_heads import HeadCell, LevelHead, Setting, read_head
from .level_rows import first_rows, nearness, row_groups, usual_pitch
from .painted import RuledLine
from .pieces import Piece, PieceLine, piece_line
from .setting import SetLine, set_line
from .space import around


@dataclass(frozen=True)
class LevelTable:
    """Its cells with their lines, where it stands, and how many rows of it are the head."""

    cells: tuple[tuple[Cell, tuple[SetLine, ...]], ...]
    box: Box
    head: int


_ROWS = 3  # with amounts: of fewer all columns must have names
_LEADING = 2.6  # of a line's height: a line farther below begins something else, without a rule
_RULED_LEADING = 5.0
_MOST_HEAD = 9  # lines
_LONGEST = 26  # characters of words in a cell of one line, on average
_CAPTION = re.compile(
    r"(?:单位|部门|编制|填报|日期|时间|年度)[^：:]{0,8}[：:]|[金额]?单位[：:]?(?:人民币)?(?:万|千|百万|亿)?元"
)
_TITLE = re.compile(r"表(?:[（(].*[）)])?\d*$")
_SENTENCE = re.compile(r"[。；;]|^(?:注|备注|说明)\d*[：:]")
_TOTALS = ("合计", "总计", "小计")
_LEADER = re.compile(r"[.…·．]{4,}")


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
    pieces = [piece_line(index, row) for index, row in enumerate(rows)]
    found: list[LevelTable] = []
    used: list[int] = []
    at = 0
    while at < len(rows):
        if not likely[at]:
            at += 1
            continue
        body = _body(pieces, at, level, taken)
        table = _table(body, pieces, level, taken, used[-1] if used else -1) if body else None
        if table is None:
            at = body[-1].index + 1 if body else at + 1
            continue
        numbers, made = table
        found.append(made)
        used += numbers
        at = max(numbers) + 1
    return used, found


def _may_be_row(line: SetLine) -> bool:
    words = line.words
    return len(words) > 1 and any(
        "." in word.text and word.text[-1].isdigit() and word.text[0] in "-−0123456789"
        for word in words[1:]
    )


def _body(
    lines: Sequence[PieceLine | None],
    at: int,
    level: Sequence[RuledLine],
    taken: Sequence[Box],
) -> list[PieceLine]:
    """The lines from one with amounts on that may be rows of one table."""
    found: list[PieceLine] = []
    last = -1
    for line in lines[at:]:
        if line is None:
            continue
        if found and not _follows(found[-1], line, level, taken):
            break
        if _ends(line):
            break
        found.append(line)
        if line.has_figures and any(piece.is_amount for piece in line.pieces):
            last = len(found)
    return found[:last] if last > 0 else []


def _ends(line: PieceLine) -> bool:
    text = line.text
    return bool(
        _SENTENCE.search(text)
        or _CAPTION.search(text)
        or _LEADER.search(text)
        or (len(line.pieces) == 1 and _TITLE.search(text))
    )


def _follows(
    above: PieceLine, below: PieceLine, level: Sequence[RuledLine], taken: Sequence[Box]
) -> bool:
    if any(above.top < box.top < below.bottom for box in taken):
        return False
    height = max(above.height, below.height)
    gap = below.top - above.bottom
    if gap <= _LEADING * height:
        return True
    return gap <= _RULED_LEADING * height and any(
        above.middle < rule.at < below.middle for rule in level
    )


def _table(
    body: list[PieceLine],
    lines: Sequence[PieceLine | None],
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
    above = _above(body[0], columns, lines, level, taken, used, height)
    left, right = columns[0].left, columns[-1].right
    rules = [rule for rule in level if rule.end > left and rule.start < right]
    wide = [r.at for r in rules if min(r.end, right) - max(r.start, left) > 0.8 * (right - left)]
    above, numbers, first = _head_ends(above, body, columns, wide, near)
    body = [*first, *body]
    head = read_head(above, columns, Setting(rules, pitch, height))
    if not _is_told(head, len(amounts)):
        return None
    after = _rest(body, lines, rules, near, taken)
    below = row_groups([*body, *after], columns, rules, near, height)
    used_lines = [
        *above,
        *([numbers] if numbers else []),
        *(own for group in below for own in group),
    ]
    return [line.index for line in used_lines], _made(head, numbers, below, above, used_lines)


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


def _above(
    first: PieceLine,
    columns: Sequence[LevelColumn],
    lines: Sequence[PieceLine | None],
    level: Sequence[RuledLine],
    taken: Sequence[Box],
    used: int,
    height: float,
) -> list[PieceLine]:
    """The lines of the head: those above the rows up to the caption or to the topmost rule."""
    left, right = columns[0].left, columns[-1].right
    wide = [
        rule.at
        for rule in level
        if min(rule.end, right) - max(rule.start, left) > 0.8 * (right - left)
    ]
    found: list[PieceLine] = []
    below = first
    for index in range(first.index - 1, used, -1):
        line = lines[index]
        if line is None:
            continue
        if len(found) == _MOST_HEAD or _ends(line) or not _follows(line, below, level, taken):
            break
        if any(piece.is_amount for piece in line.pieces):
            break
        if len(line.pieces) == 1 and line.height > 1.15 * height and len(columns) > 2:
            break
        found.insert(0, line)
        below = line
    for at in sorted(wide):
        inside = [line for line in found if line.middle > at]
        if inside and (len(inside) < len(found) or at < found[0].middle):
            return inside
    return found


def _head_ends(
    above: list[PieceLine],
    body: Sequence[PieceLine],
    columns: Sequence[LevelColumn],
    wide: Sequence[float],
    near: float,
) -> tuple[list[PieceLine], PieceLine | None, list[PieceLine]]:
    """The lines of the head, the one that numbers the columns, those of the first row."""
    for index, line in enumerate(above):
        if _numbers_columns(line):
            return above[:index], line, above[index + 1 :]
    lowest = max((at for at in wide if at < body[0].middle), default=None)
    if lowest is not None and any(line.middle < lowest for line in above):
        return (
            [line for line in above if line.middle < lowest],
            None,
            [line for line in above if line.middle > lowest],
        )
    first = first_rows(above, body, columns, near)
    return above[: len(above) - len(first)], None, first


def _numbers_columns(line: PieceLine) -> bool:
    """Whether a line numbers the columns: 栏次 1 2 3."""
    numbers = [int(piece.text) for piece in line.pieces if piece.is_number]
    words = [piece for piece in line.pieces if not piece.is_number]
    return (
        bool(numbers)
        and numbers[0] == 1
        and len(words) <= 3
        and all(b == a + 1 for a, b in zip(numbers, numbers[1:], strict=False))
    )


def _rest(
    body: Sequence[PieceLine],
    lines: Sequence[PieceLine | None],
    rules: Sequence[RuledLine],
    near: float,
    taken: Sequence[Box],
) -> list[PieceLine]:
    """Lines below the last amounts that are the rest of its name: near, and before any rule."""
    found: list[PieceLine] = []
    below = body[-1]
    for line in lines[body[-1].index + 1 :]:
        if line is None:
            continue
        ruled = any(below.middle < rule.at < line.middle for rule in rules)
        if (
            line.middle - below.middle >= near
            or ruled
            or _ends(line)
            or line.has_figures
            or len(line.pieces) > 2
        ):
            break
        if any(below.top < box.top < line.bottom for box in taken):
            break
        found.append(line)
        below = line
    return found


def _made(
    head: LevelHead,
    numbers: PieceLine | None,
    below: Sequence[Sequence[PieceLine]],
    above: Sequence[PieceLine],
    lines: Sequence[PieceLine],
) -> LevelTable:
    """The cells of head and rows with their lines, and where the table stands."""
    area = around([Box(l.pieces[0].left, l.top, l.pieces[-1].right, l.bottom) for l in lines])  # noqa: E741
    xs = _edges(head.columns, area)
    groups = [[numbers], *below] if numbers else list(below)
    ys = _heights(head.depth, groups, above, area)
    cells: list[HeadCell] = list(head.cells) if head.depth else []
    if numbers:
        cells += _numbers_row(head, numbers)
    for number, group in enumerate(below, start=head.depth + bool(numbers)):
        cells += _row(number, group, head.columns)
    made = []
    for cell in sorted(cells):
        box = Box(
            xs[cell.column], ys[cell.row], xs[cell.column + cell.columns], ys[cell.row + cell.rows]
        )
        placed = Cell(cell.row, cell.column, cell.rows, cell.columns, (), box)
        made.append((placed, tuple(_set(cell.pieces))))
    return LevelTable(tuple(made), area, head.depth)


def _row(number: int, group: Sequence[PieceLine], columns: Sequence[LevelColumn]) -> list[HeadCell]:
    own: dict[tuple[int, int], list[Piece]] = {}
    for line in group:
        for piece in line.pieces:
            first, last = columns_of(piece, columns)
            for span in list(own):
                if span[0] <= last and first <= span[1]:  # they share a column
                    first, last = min(first, span[0]), max(last, span[1])
                    own[first, last] = [*own.pop(span)]
            own.setdefault((first, last), []).append(piece)
    _widen_totals(own, len(columns))
    covered = {c for first, last in own for c in range(first, last + 1)}
    cells = [HeadCell(number, a, 1, b - a + 1, tuple(ps)) for (a, b), ps in own.items()]
    cells += [HeadCell(number, c, 1, 1, ()) for c in range(len(columns)) if c not in covered]
    return cells


def _widen_totals(own: dict[tuple[int, int], list[Piece]], width: int) -> None:
    """The name of a total reaches to its figure: 合计 merged over the columns of codes and names."""
    spans = sorted(own)
    for (first, last), (after, _) in zip(spans, spans[1:], strict=False):
        named = "".join(piece.text for piece in own[first, last]).endswith(_TOTALS)
        figure = all(piece.is_figure for piece in own[after, _])
        if named and figure and after > last + 1:
            own[first, after - 1] = own.pop((first, last))


def _numbers_row(head: LevelHead, numbers: PieceLine) -> list[HeadCell]:
    own: dict[int, list[Piece]] = {column: [] for column in range(len(head.columns))}
    for piece in numbers.pieces:
        own[head.column_of(piece)].append(piece)
    return [HeadCell(head.depth, column, 1, 1, tuple(pieces)) for column, pieces in own.items()]


def _set(pieces: Sequence[Piece]) -> list[SetLine]:
    """The pieces of a cell as lines, from top to bottom."""
    lines: list[list[Piece]] = []
    for piece in sorted(pieces, key=lambda own: (own.box.top, own.left)):
        before = lines[-1][0].box if lines else None
        if before and min(before.bottom, piece.box.bottom) - max(before.top, piece.box.top) > (
            0.5 * (piece.box.bottom - piece.box.top)
        ):
            lines[-1].append(piece)
        else:
            lines.append([piece])
    made = []
    for own in lines:
        glyphs = [g for piece in sorted(own, key=lambda p: p.left) for g in piece.glyphs]
        line = set_line(glyphs)
        if line is not None:
            made.append(line)
    return made


def _edges(columns: Sequence[LevelColumn], area: Box) -> list[float]:
    found = [area.left]
    for one, other in zip(columns, columns[1:], strict=False):
        at = (one.right + other.left) / 2
        found.append(round(max(at, found[-1] + 0.5), 2))
    return [*found, max(area.right, found[-1] + 0.5)]


def _heights(
    depth: int, groups: Sequence[Sequence[PieceLine]], above: Sequence[PieceLine], area: Box
) -> list[float]:
    tops = [min(line.top for line in group) for group in groups]
    ends = [max(line.bottom for line in group) for group in groups]
    found = [area.top]
    if depth:
        bottom = max(line.bottom for line in above)
        found += [area.top + (bottom - area.top) * (i + 1) / depth for i in range(depth - 1)]
        found.append((bottom + tops[0]) / 2)
    found += [(end + top) / 2 for end, top in zip(ends, tops[1:], strict=False)]
    return [round(y, 2) for y in [*found, area.bottom]]
