"""One page: its characters and lines → blocks in the order of reading, and what is set aside."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from ..document import AsideReason, Cell, Word
from ..frames import frames
from ..line import Box
from ..rapid import Seen
from . import pdfium
from .aligned import aligned_tables
from .broken import break_parted, break_typed_over, drawn_words
from .clips import EVERYWHERE, clip_box
from .columns import in_columns
from .glyphs import Glyph, PageText, read_glyphs
from .homes import Home, homes
from .joined import joined
from .lattice import Lattice, lattices
from .level_edges import is_among, upright_edges
from .level_tables import level_tables
from .misdrawn import DrawnDigits
from .note_marks import Mark
from .notes import laid_on
from .painted import Painted, Painter, RuledLine
from .recognised import layer_words, picture_tables, recognised_lines, seen_words
from .seen import seen as visible_characters
from .setting import SetLine, glyph_rows, set_line, set_lines
from .space import Space, around, page_space
from .struck import crossed, struck
from .turned import turned_lines, with_turned
from .wraps import with_wraps

_DASH = 9.0  # points: a level line that is shorter may be a minus
_FEW = 4  # characters: fewer in another direction are no text to be read


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


@dataclass(frozen=True)
class Put:
    """Text that is set aside."""

    text: str
    reason: AsideReason
    box: Box


@dataclass
class PageRead:
    """A page as read. `words`: all that stand on it, set aside or not."""

    width: float
    height: float
    blocks: list[Block] = field(default_factory=list)
    aside: list[Put] = field(default_factory=list)
    picture: bool = False
    recognised: bool = False
    unknown: int = 0

    @property
    def words(self) -> tuple[Word, ...]:
        found: list[Word] = []
        for block in self.blocks:
            if isinstance(block, SetLine):
                found.extend(block.words)
        for block in self.blocks:
            if isinstance(block, TableBlock):
                found.extend(
                    word for _, lines in block.cells for line in lines for word in line.words
                )
        return tuple(found)


def read_page(
    document: Any,
    form: Any,
    index: int,
    digits: DrawnDigits,
    recognised: bool = False,
    seen: Seen | None = None,
) -> PageRead:
    """The page at `index` from 0 of an open document, whose fields are at the handle `form`.

    `digits`: what is known of the document's fonts.
    `recognised`: its characters were recognised in its picture; `seen`: what these are, where they
    stand in no layer of the page.
    """
    with pdfium.opened_page(document, index) as page:
        if page is None:
            return PageRead(0.0, 0.0)
        space = page_space(page)
        if seen is not None:
            result = PageRead(space.width, space.height, recognised=True)
            tables = picture_tables(page, space)
            result.blocks = _recognised(seen_words(seen, tables), tables)
            return result
        painted = Painter(pdfium.address(page), space.shown).found
        with pdfium.opened_text(page) as text:
            characters = read_glyphs(text, space, painted.texts)
            if not recognised:
                digits.break_misdrawn(characters)
        typed, strikes = laid_on(page, form, space)
        if typed:
            break_typed_over(typed, characters.glyphs.get(0, []))
            characters.glyphs.setdefault(0, []).extend(typed)
        painted.level += strikes
        return _arranged(characters, painted, space, (document, page), recognised)


def _arranged(
    text: PageText, painted: Painted, space: Space, page: Any, recognised: bool
) -> PageRead:
    visible = visible_characters(text, painted, space, page, recognised)
    result = PageRead(space.width, space.height, unknown=text.unknown)
    result.recognised = visible.recognised
    count = sum(map(len, visible.glyphs.values()))
    result.picture = bool(painted.pictures) and not count
    if visible.recognised:
        tables = picture_tables(page[1], space)
        result.blocks = _recognised(layer_words(visible.glyphs.get(0, [])), tables)
        return result
    framed = frames(painted.level, painted.upright)
    level = joined(rule for rule in painted.level if id(rule) not in framed)
    upright = joined(rule for rule in painted.upright if id(rule) not in framed)
    visible.glyphs.setdefault(0, [])  # an empty table is a table
    for quarter, glyphs in sorted(visible.glyphs.items(), key=lambda entry: -len(entry[1])):
        across, down = turned_lines(level, upright, space, quarter)
        across, through = struck(glyphs, across, down)
        if quarter == 0:
            through += crossed(glyphs, painted.dashes, painted.strokes, down)
        if through:
            numbers = set(map(id, through))
            break_parted(glyphs, numbers)
            glyphs = [glyph for glyph in glyphs if id(glyph) not in numbers]
            visible.put("struck", through)
        blocks, gone = _blocks(glyphs, across, down, painted, space, quarter)
        if result.blocks and glyphs:
            other = [space.back(glyph.box, quarter) for glyph in glyphs if glyph.text.isdigit()]
            result.blocks = [
                replace(block, cells=with_turned(block.cells, other))
                if isinstance(block, TableBlock) and other
                else block
                for block in result.blocks
            ]
        result.blocks += blocks
        if gone:
            visible.put("hidden", gone)
    for reason, own in visible.aside.items():
        result.aside += _put(
            [glyph for glyph in own if glyph.run.quarter is not None], reason, space
        )
        result.aside += _put_slanted([g for g in own if g.run.quarter is None], reason)
    return result


def _recognised(words: Sequence[Word], tables: Sequence[Lattice]) -> list[Block]:
    lines = recognised_lines(words, tables)
    blocks: list[Block] = list(lines.get(None, ()))
    for index, table in enumerate(tables):
        cells = tuple(
            (
                Cell(cell.row, cell.column, cell.rows, cell.columns, (), cell.box),
                tuple(lines.get((index, number), ())),
            )
            for number, cell in enumerate(table.cells)
        )
        blocks.append(TableBlock(cells, table.box))
    return sorted(blocks, key=lambda block: block.box.top)


def _blocks(
    glyphs: Sequence[Glyph],
    level: list[RuledLine],
    upright: list[RuledLine],
    painted: Painted,
    space: Space,
    quarter: int,
) -> tuple[list[Block], list[Glyph]]:
    edges = upright_edges(glyphs, level, upright)
    ruled = lattices(level, upright + edges)
    way = space.turned(quarter)
    clips: dict[int, Box] = {}

    def clip(glyph: Glyph) -> Box:
        item = glyph.run.item
        if item <= 0:  # of no object of the page
            return EVERYWHERE
        if item not in clips:
            clips[item] = clip_box(item, painted.inside.get(item, way) if quarter == 0 else way)
        return clips[item]

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
    margins: dict[tuple[int, int], float] = {}
    for cell, lines in set_cells:
        key = (cell.column, cell.columns)
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


def _put_slanted(glyphs: Sequence[Glyph], reason: AsideReason) -> list[Put]:
    """Slanted text stands in no lines: run by run, as the file has it."""
    found: list[list[Glyph]] = []
    for glyph in glyphs:
        if found and glyph.run.order - found[-1][-1].run.order <= 1:
            found[-1].append(glyph)
        else:
            found.append([glyph])
    return [
        Put("".join(g.text for g in own), reason, around([g.box for g in own])) for own in found
    ]


def _put(glyphs: Sequence[Glyph], reason: AsideReason, space: Space) -> list[Put]:
    found = []
    for quarter in range(4):
        own = [glyph for glyph in glyphs if (glyph.run.quarter or 0) == quarter]
        for line in set_lines(own):
            if line.words:
                found.append(Put(line.text, reason, space.back(line.box, quarter)))
    return found
