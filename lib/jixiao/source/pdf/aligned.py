"""Tables without upright lines, told by how their words are aligned.

Lines that follow each other, each with several words far apart, are a table if the white strips
between their words run through all of them. Prose has no such strips; contents pages and lists of
contacts have, but few columns: two columns are a table only if the second holds figures.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ..document import Cell, Word
from ..line import Box, around
from .painted import RuledLine
from .setting import SetLine

AlignedTable = tuple[tuple[tuple[Cell, tuple[SetLine, ...]], ...], Box]
_APART = 0.45  # of a line's height: a gap as wide parts two words of a row
_STRIP = 0.35  # of a line's height: the narrowest white strip between two columns
_LEADING = 2.6  # of a line's height: a line farther below begins something else
_CLOSE = 0.62  # of the usual distance of rows: a line so near goes on in the row above
_ROW = 0.95  # of the usual distance of rows: words so far below others are of another row
_FILLED = 0.55  # of the places of a table
_ROWS = 3
_FIGURE = re.compile(r"[-−—－]?[\d,，.]+[%％]?|[-—－–]+|/|[≥≤＞＜=]?[\d.,]+\D{0,3}")
_LEADER = re.compile(r"[.…·．]{4,}|(?:\. ){3,}")
_SENTENCE = re.compile(r"[。；]")
_LONGEST = 24  # characters: prose set apart is longer than that on average


@dataclass(frozen=True)
class _Part:
    """Words of a line that stand together."""

    words: tuple[Word, ...]
    left: float
    right: float

    @property
    def text(self) -> str:
        return "".join(word.text for word in self.words)


@dataclass
class _Row:
    line: SetLine
    parts: list[_Part]


def aligned_tables(
    lines: Sequence[SetLine], level: Sequence[RuledLine], taken: Sequence[Box]
) -> tuple[list[SetLine], list[AlignedTable]]:
    """The lines that stand in no such table, and the tables. `taken`: where ruled tables stand."""
    rows = [_Row(line, _parts(line)) for line in lines]
    free: list[SetLine] = []
    tables: list[AlignedTable] = []
    at = 0
    while at < len(rows):
        end = _block_end(rows, at, taken)
        found = None
        while end - at >= _ROWS and found is None:
            found = _table(rows[at:end], level)
            if found is None:
                end = _shorter(rows, at, end)
        if found is None:
            free.append(rows[at].line)
            at += 1
        else:
            tables.append(found)
            at = end
    return free, tables


def _parts(line: SetLine) -> list[_Part]:
    height = line.box.bottom - line.box.top
    found: list[list[Word]] = []
    for word in line.words:
        if found and word.box.left - found[-1][-1].box.right < _APART * height:
            found[-1].append(word)
        else:
            found.append([word])
    return [_Part(tuple(own), own[0].box.left, own[-1].box.right) for own in found]


def _block_end(rows: Sequence[_Row], at: int, taken: Sequence[Box]) -> int:
    """Where the lines end that may be rows of a table that begins with line `at`."""
    if len(rows[at].parts) < 2:
        return at
    end = at + 1
    alone = 0
    while end < len(rows):
        before, line = rows[end - 1].line.box, rows[end].line.box
        height = max(line.bottom - line.top, before.bottom - before.top)
        if line.top - before.bottom > _LEADING * height:
            break
        if any(before.top < box.top < line.bottom for box in taken):
            break
        alone = alone + 1 if len(rows[end].parts) < 2 else 0
        if alone > 2:
            break
        end += 1
    while end > at and len(rows[end - 1].parts) < 2:
        end -= 1
    return end


def _shorter(rows: Sequence[_Row], at: int, end: int) -> int:
    """A nearer end: before the last line that does not have the usual number of parts."""
    usual = max(len(row.parts) for row in rows[at:end])
    for index in range(at + 1, end):
        if len(rows[index].parts) < min(usual, 2):
            return index
    return at


def _table(rows: Sequence[_Row], level: Sequence[RuledLine]) -> AlignedTable | None:
    height = sorted(row.line.box.bottom - row.line.box.top for row in rows)[len(rows) // 2]
    edges = _columns(rows, _STRIP * height)
    if edges is None:
        return None
    rows = [_Row(row.line, _in_columns(row.parts, edges)) for row in rows]
    if not _is_table(rows, edges, _framed(rows, level)):
        return None
    return _set(rows, edges, level)


def _columns(rows: Sequence[_Row], strip: float) -> list[tuple[float, float]] | None:
    """From where to where each column reaches, by the lines that have the most parts."""
    most = sorted(len(row.parts) for row in rows)[-max(len(rows) // 3, 2)]
    if most < 2:
        return None
    full = [row for row in rows if len(row.parts) >= max(most - 1, 2)]
    spans = sorted((part.left, part.right) for row in full for part in row.parts)
    found: list[tuple[float, float]] = []
    for left, right in spans:
        if found and left < found[-1][1] + strip:
            found[-1] = (found[-1][0], max(found[-1][1], right))
        else:
            found.append((left, right))
    return found if len(found) >= 2 else None


def _at(part: _Part, columns: Sequence[tuple[float, float]]) -> tuple[int, int]:
    """The first and the last column that a part stands in."""
    over = [
        index
        for index, (left, right) in enumerate(columns)
        if min(part.right, right) - max(part.left, left) > 0
    ]
    if over:
        return over[0], over[-1]
    middle = (part.left + part.right) / 2
    near = min(
        range(len(columns)),
        key=lambda i: min(abs(columns[i][0] - middle), abs(columns[i][1] - middle)),
    )
    return near, near


def _in_columns(parts: Sequence[_Part], columns: Sequence[tuple[float, float]]) -> list[_Part]:
    """The parts of a line, those that stand in the same column as one."""
    found: list[_Part] = []
    for part in parts:
        if found and _at(part, columns)[0] <= _at(found[-1], columns)[1]:
            last = found.pop()
            part = _Part(last.words + part.words, last.left, part.right)
        found.append(part)
    return found


def _framed(rows: Sequence[_Row], level: Sequence[RuledLine]) -> bool:
    """Whether level lines as wide as the rows stand above and below them: a three-line table."""
    area = around([row.line.box for row in rows])
    height = rows[0].line.box.bottom - rows[0].line.box.top
    wide = [
        rule
        for rule in level
        if rule.start <= area.left + 2 * height and rule.end >= area.right - 2 * height
    ]
    above = any(-2 * height < area.top - rule.at < 2 * height for rule in wide)
    below = any(-2 * height < rule.at - area.bottom < 2 * height for rule in wide)
    return above and below


def _is_table(rows: Sequence[_Row], columns: Sequence[tuple[float, float]], framed: bool) -> bool:
    count = len(columns)
    places = [[_at(part, columns) for part in row.parts] for row in rows]
    several = [row for row in rows if len(row.parts) >= 2]
    if len(several) < _ROWS:
        return False
    parts = [part for row in rows for part in row.parts]
    leaders = sum(bool(_LEADER.search(row.line.text)) for row in rows)
    sentences = sum(bool(_SENTENCE.search(part.text)) for part in parts)
    if leaders * 3 > len(rows) or sentences * 4 > len(parts):
        return False
    if sum(len(part.text) for part in parts) > _LONGEST * len(parts):
        return False
    filled = sum(last - first + 1 for own in places for first, last in own)
    if filled < _FILLED * count * len(rows):
        return False
    if framed:
        return True
    figures = [part for row in several for part in row.parts[1:] if _FIGURE.fullmatch(part.text)]
    if count == 2:
        return (
            len(several) >= _ROWS + 1
            and len(figures) >= 0.8 * len(several)
            and not (_page_numbers([row.parts[-1].text for row in several]))
        )
    return len(figures) * 5 >= sum(len(row.parts) - 1 for row in several)


def _page_numbers(texts: Sequence[str]) -> bool:
    """Whether the last column counts up in small steps, as a contents page does."""
    numbers = [int(text) for text in texts if text.isdecimal()]
    return len(numbers) * 2 > len(texts) and numbers == sorted(numbers) and numbers[-1] < 1000


def _set(
    rows: Sequence[_Row], columns: Sequence[tuple[float, float]], level: Sequence[RuledLine]
) -> AlignedTable:
    """The cells of a table: lines that go on in the row above are joined to it."""
    groups = _groups(rows, columns, level)
    area = around([row.line.box for row in rows])
    xs = [area.left]
    xs += [(one[1] + other[0]) / 2 for one, other in zip(columns, columns[1:], strict=False)]
    xs.append(area.right)
    tops = [around([row.line.box for row in group]) for group in groups]
    ys = [area.top]
    ys += [(one.bottom + other.top) / 2 for one, other in zip(tops, tops[1:], strict=False)]
    ys.append(area.bottom)
    cells: list[tuple[Cell, tuple[SetLine, ...]]] = []
    for number, group in enumerate(groups):
        lines: dict[tuple[int, int], list[SetLine]] = {}
        for row in group:
            for part in row.parts:
                marks = tuple(
                    mark for mark in row.line.marks if part.left <= mark.box.left <= part.right + 20
                )
                lines.setdefault(_at(part, columns), []).append(SetLine(part.words, marks))
        covered = {c for first, last in lines for c in range(first, last + 1)}
        spans = sorted([*lines, *((c, c) for c in range(len(columns)) if c not in covered)])
        taken: set[int] = set()
        for first, last in spans:
            if first in taken:  # the lines of a row overlap: a wrapped one is wider than the first
                continue
            taken |= set(range(first, last + 1))
            own = lines.get((first, last), [])
            own += [
                line
                for (f, l), more in lines.items()  # noqa: E741
                if (f, l) != (first, last) and first <= f <= last
                for line in more
            ]
            box = Box(*(round(e, 2) for e in (xs[first], ys[number], xs[last + 1], ys[number + 1])))
            cells.append((Cell(number, first, 1, last - first + 1, (), box), tuple(own)))
    return tuple(cells), area


def _groups(
    rows: Sequence[_Row], columns: Sequence[tuple[float, float]], level: Sequence[RuledLine]
) -> list[list[_Row]]:
    """Rows with the lines that go on in them: near the line above, with no word in the first column."""
    tops = [row.line.box.top for row in rows]
    steps = sorted(other - one for one, other in zip(tops, tops[1:], strict=False))
    usual = steps[len(steps) // 2]
    groups: list[list[_Row]] = []
    for index, row in enumerate(rows):
        first = min(_at(part, columns)[0] for part in row.parts)
        near = index > 0 and tops[index] - tops[index - 1] < _CLOSE * usual
        alone = len(row.parts) == 1 and len(columns) > 2
        goes_on = (
            groups
            and (near or (alone and first > 0))
            and not any(
                rows[index - 1].line.box.bottom - 3 < rule.at < row.line.box.top + 3
                for rule in level
            )
        )
        figures = any(_FIGURE.fullmatch(part.text) for part in row.parts)
        if goes_on and not figures and not _is_below(row, groups[-1], columns, _ROW * usual):
            groups[-1].append(row)
        else:
            groups.append([row])
    return groups


def _is_below(
    row: _Row, group: Sequence[_Row], columns: Sequence[tuple[float, float]], far: float
) -> bool:
    """Whether all words of a line stand a row's distance below others: a label between both is merged."""
    above = {_at(part, columns): one.line.box.top for one in group for part in one.parts}
    own = [above.get(_at(part, columns)) for part in row.parts]
    top = row.line.box.top
    return len(own) > 1 and all(other is not None and top - other >= far for other in own)
