"""The characters and rules of an OFD page → lines of text and tables."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from statistics import median

from .composed import ComposedLine
from .document import Cell, PageTable, Word
from .line import UNREADABLE, Box
from .lines import LineCounter, PrintedCell, PrintedLine
from .marks import Level
from .ofd_items import Character, PageObjects
from .ofd_seen import NUMERIC
from .pdf.columns import band
from .pdf.setting import SetLine
from .ruled_cells import RuledTable, ruled_tables

_DASH = 8.0  # points: how long a drawn minus is
_GAP = 0.6  # of a character's size: a wider gap parts two words
_TOUCHES = 0.35  # of the size
_SMALL = 0.8  # of the size of its line: smaller characters may be raised or lowered
_OVERLAP = 0.5  # of the lower of two boxes, for characters of one line


def page_lines(page: PageObjects, counter: LineCounter, number: int) -> list[PageTable]:
    """Adds the lines of a page to `counter`, from the top down; returns its tables."""
    found = ruled_tables(page.rules)
    inside: dict[int, list[Character]] = {index: [] for index in range(len(found))}
    free: list[Character] = []
    for character in page.characters:
        x, y = _middle(character.box)
        home = next((i for i, table in enumerate(found) if table.box.holds(x, y)), None)
        (free if home is None else inside[home]).append(character)
    tables = []
    pending = [(table.box.top, index) for index, table in enumerate(found) if inside[index]]
    pending.sort(reverse=True)
    for words, reason in page.asides:
        counter.set_aside(number, words, reason)
    for line in _in_columns(_lines(free)):
        while pending and pending[-1][0] <= _top(line):
            tables.append(_table(found, inside, pending.pop()[1], counter, number, page))
        counter.printed(number, _printed(line))
    while pending:
        tables.append(_table(found, inside, pending.pop()[1], counter, number, page))
    return tables


def _table(
    found: Sequence[RuledTable],
    inside: dict[int, list[Character]],
    index: int,
    counter: LineCounter,
    page: int,
    objects: PageObjects,
) -> PageTable:
    table = found[index]
    own: dict[Cell, list[Character]] = {cell: [] for cell in table.cells}
    homes = [_home(table, character) for character in inside[index]]
    for character, home in zip(_broken_at_edges(inside[index], homes), homes, strict=True):
        own[home].append(character)
    cells = [
        PrintedCell(cell, page, _cell_lines(cell, characters, objects))
        for cell, characters in own.items()
    ]
    return counter.table(cells, table.box)


def _home(table: RuledTable, character: Character) -> Cell:
    x, y = _middle(character.box)
    found = (c for c in table.cells if c.box is not None and c.box.holds(x, y))
    return next(found, table.cells[0])


def _broken_at_edges(own: Sequence[Character], homes: Sequence[Cell]) -> list[Character]:
    """Digits of one object that touch over the edge of a cell are of no figure on either side."""
    found = list(own)
    for at in range(1, len(own)):
        one, other = own[at - 1], own[at]
        if homes[at] is homes[at - 1] or one.item != other.item:
            continue
        touching = abs(other.box.left - one.box.right) <= _TOUCHES * one.size
        level = abs(other.box.bottom - one.box.bottom) < _TOUCHES * one.size
        if touching and level and one.text in NUMERIC and other.text in NUMERIC:
            found[at - 1], found[at] = (replace(c, text=UNREADABLE) for c in (found[at - 1], other))
    return found


def _cell_lines(
    cell: Cell, characters: Sequence[Character], objects: PageObjects
) -> list[PrintedLine]:
    """The lines of a cell; U+FFFD for what is drawn where a number stands, or where nothing does."""
    lines = [_printed(line) for line in _lines(characters)]
    if cell.box is None:
        return lines
    if not lines and any(_within(shape, cell.box) for shape in objects.shapes):
        return [PrintedLine(UNREADABLE)]
    return [
        line._replace(text=UNREADABLE + line.text) if _has_minus(line, cell.box, objects) else line
        for line in lines
    ]


def _has_minus(line: PrintedLine, cell: Box, objects: PageObjects) -> bool:
    """Whether a short line is drawn before a number, at its middle."""
    if line.box is None or not line.text or not NUMERIC.issuperset(line.text):
        return False
    box, size = line.box, line.box.bottom - line.box.top
    return any(
        not rule.upright
        and cell.left + 1 < rule.start
        and rule.end - rule.start <= _DASH
        and -0.2 * size <= box.left - rule.end <= 1.2 * size
        and box.top + 0.2 * size <= rule.at <= box.bottom - 0.3 * size
        for rule in objects.rules
    )


def _within(shape: Box, cell: Box) -> bool:
    across = cell.left < shape.left and shape.right < cell.right
    return across and cell.top < shape.top and shape.bottom < cell.bottom


def _lines(characters: Sequence[Character]) -> list[list[Character]]:
    """Characters in lines from the top down, each from left to right."""
    lines: list[list[Character]] = []
    for character in sorted(characters, key=lambda c: (_middle(c.box)[1], c.box.left)):
        if lines and _beside(lines[-1], character):
            lines[-1].append(character)
        else:
            lines.append([character])
    for line in lines:
        line.sort(key=lambda c: c.box.left)
    return lines


def _in_columns(lines: Sequence[list[Character]]) -> Iterator[list[Character]]:
    """Lines from the top down; those of columns of text one column after another."""
    as_set = [SetLine(tuple(_words(line))) for line in lines]
    at = 0
    while at < len(lines):
        end, gutter = band(as_set, at)
        if end == at:
            yield lines[at]
            at += 1
            continue
        for right in (False, True):
            for line in lines[at:end]:
                if own := [c for c in line if (_middle(c.box)[0] > gutter) == right]:
                    yield own
        at = end


def _words(line: Sequence[Character]) -> Iterator[Word]:
    """The words of a line: a gap parts them."""
    start = 0
    for at in range(1, len(line) + 1):
        if at < len(line) and line[at].box.left - line[at - 1].box.right <= _GAP * line[at].size:
            continue
        own = line[start:at]
        box = Box(own[0].box.left, _top(own), own[-1].box.right, max(c.box.bottom for c in own))
        yield Word("".join(c.text for c in own), box)
        start = at


def _beside(line: Sequence[Character], character: Character) -> bool:
    largest = max(line[-40:], key=lambda c: c.size).box
    box = character.box
    shared = min(largest.bottom, box.bottom) - max(largest.top, box.top)
    return shared > _OVERLAP * min(largest.bottom - largest.top, box.bottom - box.top)


def _printed(line: Sequence[Character]) -> PrintedLine:
    """A line of text; a gap parts words, and small characters may be raised or lowered."""
    size = median(character.size for character in line)
    bottom = median(character.box.bottom for character in line)
    composed = ComposedLine()
    before: Character | None = None
    for character in line:
        level = _level(character, size, bottom)
        gap = character.box.left - before.box.right if before else 0.0
        if gap > _GAP * size:
            composed.add(" ", level=None)
        rise = 2 * (bottom - character.box.bottom) if character.text.isdecimal() else 0.0
        composed.add(character.text, level=level, size=character.size, rise=rise)
        before = character
    box = Box(
        min(c.box.left for c in line),
        _top(line),
        max(c.box.right for c in line),
        max(c.box.bottom for c in line),
    )
    taken = composed.take()
    return PrintedLine(taken.text, box, taken.asides) if taken else PrintedLine("", box)


def _level(character: Character, size: float, bottom: float) -> Level | None:
    if character.size >= _SMALL * size:
        return None
    if character.box.bottom < bottom - 0.2 * size:
        return "raised"
    return "lowered" if character.box.bottom > bottom + 0.05 * size else None


def _top(line: Sequence[Character]) -> float:
    return min(character.box.top for character in line)


def _middle(box: Box) -> tuple[float, float]:
    return (box.left + box.right) / 2, (box.top + box.bottom) / 2
