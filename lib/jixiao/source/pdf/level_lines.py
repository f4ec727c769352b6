"""Which lines of a page are the rows of a table without uprights, and which its head.

Rows are lines with amounts and those between them; the head are the lines above, up to the caption
or the topmost rule. Lines of running text are neither.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from ..line import Box
from .level_columns import LevelColumn, columns_of
from .level_rows import first_rows
from .painted import RuledLine
from .pieces import PieceLine, PieceLines

_LEADING = 2.6  # of a line's height: a line farther below begins something else, without a rule
_RULED_LEADING = 5.0
_MOST_HEAD = 9  # lines
_CAPTION = re.compile(
    r"(?:单位|部门|编制|填报|日期|时间|年度)[^：:]{0,8}[：:]|[金额]?单位[：:]?(?:人民币)?(?:万|千|百万|亿)?元"
)
_TITLE = re.compile(r"表(?:[（(].*[）)])?\d*$")
_SENTENCE = re.compile(r"[。；;]|^(?:注|备注|说明)\d*[：:]")
_LEADER = re.compile(r"[.…·．]{4,}")
_MARKS = 2  # whole numbers in a line that is a row
_LABELS = 2
_NAMED = 4  # columns
_LABEL = re.compile(
    r"(?:(?:评价|项目|部门|单位|预算|资金|专项|主管|实施|填报|转移支付|地方|中央|省级|市级|县级|区级)"
    r"[(（/及、]?){1,3}[）)]?(?:名称|部门|单位|属性|类别|类型|性质|编码|负责人|代码)"
    r"(?:及代码|及电话)?(?:[（(].{2,4}[）)])?"
)
_CLAUSE = 12  # characters: words with a comma among them that are longer are no name
_UNIT = re.compile(r"(?:万元|亿元|元|[%％]|[，、,])")


def first_figures(
    lines: PieceLines,
    at: int,
    level: Sequence[RuledLine],
    taken: Sequence[Box],
    used: int,
) -> int:
    """The first line of the rows that the line `at` with amounts is one of: a head has no figures.

    Marks of a form are whole numbers: its first rows may have no amount.
    """
    first, below = at, lines[at]
    for index in range(at - 1, used, -1):
        line = lines[index]
        if line is None or below is None:
            continue
        if _ends(line) or not _follows(line, below, level, taken):
            break
        if _numbers_columns(line):
            break
        if sum(piece.is_figure and piece.text.isdigit() for piece in line.pieces[1:]) >= _MARKS:
            first = index
        below = line
    return first


def body_lines(
    lines: PieceLines,
    at: int,
    level: Sequence[RuledLine],
    taken: Sequence[Box],
) -> list[PieceLine]:
    """The lines from one with amounts on that may be rows of one table."""
    found: list[PieceLine] = []
    last = -1
    for line in lines.after(at - 1):
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
        or _runs_on(line)
    )


def _runs_on(line: PieceLine) -> bool:
    """Whether a line is one of running text: a unit behind a figure, or a clause with its comma."""
    behind = any(
        piece.is_figure and _UNIT.match(after.text)
        for piece, after in zip(line.pieces, line.pieces[1:], strict=False)
    )
    return behind or any("，" in p.text and len(p.text) > _CLAUSE for p in line.pieces)


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


def lines_above(
    first: PieceLine,
    columns: Sequence[LevelColumn],
    lines: PieceLines,
    level: Sequence[RuledLine],
    wide: Sequence[float],
    taken: Sequence[Box],
    used: int,
    height: float,
) -> list[PieceLine]:
    """The lines of the head: those above the rows up to the caption or to the topmost rule.

    `wide`: where rules over all columns stand.
    """
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


def head_ends(
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
    for line, below in zip(above, above[1:], strict=False):
        if _names_all(line, columns) and below.middle - line.middle >= near:
            cut = above.index(below)
            return above[:cut], None, above[cut:]
    first = first_rows(above, body, columns, near)
    return above[: len(above) - len(first)], None, first


def _names_all(line: PieceLine, columns: Sequence[LevelColumn]) -> bool:
    """Whether a line has a name over each column: then none of several stands above or below it."""
    spans = [columns_of(piece, columns) for piece in line.pieces]
    return len(columns) >= _NAMED and spans == [(n, n) for n in range(len(columns))]


def label_rows(above: Sequence[PieceLine], left: float, height: float) -> list[list[PieceLine]]:
    """Those of the lines above the rows that are rows themselves, as in forms: a label and its value.

    One label alone may be the name of a column; two at the left edge, one below the other, are none.
    A line without a label is of the nearest that has one: its value wraps.
    """
    labels = [
        line
        for line in above
        if len(line.pieces) > 1
        and line.pieces[0].left < left + height
        and _LABEL.fullmatch(line.pieces[0].text)
    ]
    if len(labels) < _LABELS:
        return []
    found: list[list[PieceLine]] = [[] for _ in labels]
    for line in above[: above.index(labels[-1]) + 1]:
        away = [abs(line.middle - label.middle) for label in labels]
        found[away.index(min(away))].append(line)
    return found


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


def lines_after(
    body: Sequence[PieceLine],
    lines: PieceLines,
    rules: Sequence[RuledLine],
    near: float,
    taken: Sequence[Box],
) -> list[PieceLine]:
    """Lines below the last amounts that are the rest of its name: near, and before any rule."""
    found: list[PieceLine] = []
    below = body[-1]
    for line in lines.after(body[-1].index):
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
