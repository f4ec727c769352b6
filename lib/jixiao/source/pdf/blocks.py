"""The lines and tables of a page in one direction, in the order of reading."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from ..document import Cell, Word
from ..line import Box
from .aligned import aligned_tables
from .broken import drawn_words
from .clips import EVERYWHERE
from .columns import in_columns
from .glyphs import Glyph
from .homes import Home, homes
from .lattice import Lattice, lattices
from .level_edges import is_among, upright_edges
from .level_tables import level_tables
from .note_marks import Mark
from .painted import Painted, RuledLine
from .setting import SetLine, glyph_rows, set_line, set_lines
from .space import Space
from .wraps import with_wraps

_DASH = 9.0  # points: a level line that is shorter may be a minus


@dataclass(frozen=True)
class TableBlock:
    """A table of a page: each cell with its lines, and where it stands.

    `by_amounts`: its columns were told by its amounts; then `head` is how many rows name them.
    """

    cells: tuple[tuple[Cell, tuple[SetLine, ...]], ...]
    box: Box
    ruled: bool = True
    by_amounts: bool = False
    head: int = 0


Block = SetLine | TableBlock


def page_blocks(
    glyphs: Sequence[Glyph],
    level: list[RuledLine],
    upright: list[RuledLine],
    painted: Painted,
    space: Space,
    quarter: int,
) -> tuple[list[Block], list[Glyph]]:
    """The blocks of the text that runs in one direction, and what lies under clips, unseen.

    `level`, `upright`: lines in the coordinates of that direction.
    """
    edges, frames = upright_edges(glyphs, level, upright)
    ruled = lattices(level, [rule for rule in upright if rule not in frames] + edges)
    way = space.turned(quarter)

    def clip(glyph: Glyph) -> Box:
        item = glyph.run.item
        if item <= 0:  # of no object of the page
            return EVERYWHERE
        return painted.clips.box(item, painted.inside.get(item, way) if quarter == 0 else way)

    placed, gone = homes(glyphs, ruled, clip)
    loose = glyph_rows(placed.get(None, ()))
    set_rows = [set_line(row) for row in loose]
    # A table is read in the direction of its own text.
    own = {home[0] for home in placed if home is not None} if quarter else range(len(ruled))
    shapes = [*painted.shapes, *(area.box for area in painted.pictures)] if not quarter else []
    drawn = (shapes, [rule for rule in level if rule.end - rule.start < _DASH])
    blocks: list[Block] = [
        replace(
            _table(index, ruled[index], placed, *drawn), ruled=not is_among(ruled[index].box, edges)
        )
        for index in sorted(own)
    ]
    boxes = [block.box for block in blocks]
    used, statements = level_tables(loose, set_rows, level, boxes)
    for statement in statements:
        boxes.append(statement.box)
        blocks.append(TableBlock(statement.cells, statement.box, False, True, statement.head))
    rest = set(range(len(loose))) - set(used) if used else range(len(loose))
    lines = [line for at in rest if (line := set_rows[at]) is not None]
    free, unruled = aligned_tables(lines, level, boxes)
    for cells, box in unruled:
        blocks.append(TableBlock(cells, box, ruled=False))
    blocks = in_columns(free, blocks)
    if quarter:
        blocks = [_back(block, space, quarter) for block in blocks]
    return blocks, gone


def _table(
    index: int,
    lattice: Lattice,
    placed: dict[Home, list[Glyph]],
    shapes: Sequence[Box],
    dashes: Sequence[RuledLine],
) -> TableBlock:
    set_cells = [
        (cell, _cell_lines(cell.box, placed.get((index, number), ()), shapes, dashes))
        for number, cell in enumerate(lattice.cells)
    ]
    wrapped = {(cell.column, cell.columns) for cell, lines in set_cells if len(lines) > 1}
    margins: dict[tuple[int, int], float] = {}
    for cell, lines in set_cells if wrapped else ():
        if (key := (cell.column, cell.columns)) in wrapped:
            for line in lines:
                near = min(line.box.left - cell.box.left, cell.box.right - line.box.right)
                margins[key] = min(margins.get(key, near), near)
    return TableBlock(
        tuple(
            (
                Cell(cell.row, cell.column, cell.rows, cell.columns, (), cell.box),
                tuple(
                    with_wraps(lines, cell.box, margins.get((cell.column, cell.columns), 0.0))
                    if len(lines) > 1
                    else lines
                ),
            )
            for cell, lines in set_cells
        ),
        lattice.box,
    )


def _cell_lines(
    box: Box, glyphs: Sequence[Glyph], shapes: Sequence[Box], dashes: Sequence[RuledLine]
) -> list[SetLine]:
    lines = set_lines(glyphs)
    return drawn_words(box, lines, shapes, dashes) if shapes or dashes else lines


def _back(block: Block, space: Space, quarter: int) -> Block:
    """`block` with its boxes on the page as shown."""
    if isinstance(block, SetLine):
        words = tuple(Word(word.text, space.back(word.box, quarter)) for word in block.words)
        marks = tuple(Mark(mark.text, space.back(mark.box, quarter)) for mark in block.marks)
        return SetLine(words, marks, block.wraps)
    cells = []
    for cell, lines in block.cells:
        box = space.back(cell.box, quarter) if cell.box else None
        moved = Cell(cell.row, cell.column, cell.rows, cell.columns, (), box)
        own = tuple(_back(line, space, quarter) for line in lines)
        cells.append((moved, own))
    return replace(block, cells=tuple(cells), box=space.back(block.box, quarter))  # type: ignore[arg-type]
