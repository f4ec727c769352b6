"""One page: its characters and lines → blocks in the order of reading, and what is set aside."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from ..document import AsideReason, Cell, Word
from ..frames import frames
from ..line import Box, around
from ..rapid import Seen
from . import pdfium
from .blocks import Block, TableBlock, page_blocks
from .broken import break_parted, break_typed_over
from .crowded import break_beside_pictures, break_crowded, drawn_lines
from .dotted import dotted_rules
from .glyphs import Glyph, PageText, read_glyphs
from .joined import joined
from .meaning import is_meaningless
from .misdrawn import DrawnDigits
from .notes import laid_on
from .painted import Painted, Painter
from .panes import Ink
from .recognised import (
    PictureTables,
    layer_words,
    picture_tables,
    recognised_lines,
    seen_words,
)
from .red import break_red
from .seen import SeenGlyphs
from .seen import seen as visible_characters
from .setting import SetLine, set_lines
from .space import Space, page_space, turn_page
from .struck import crossed, struck
from .titles_across import title_first
from .turned import main_direction, turned_lines, with_turned

_DRAWN = 20  # shapes: a page without text that has as many has its characters drawn as paths


@dataclass(frozen=True)
class Put:
    """Text that is set aside."""

    text: str
    reason: AsideReason
    box: Box


@dataclass
class PageRead:
    """A page as read. `words`: all that stand on it, set aside or not.

    `meaningless`: its fonts do not say which characters they draw; nothing of it is read.
    `layered`: another program recognised its characters, and laid them over its picture unseen.
    `turned`: by how many quarters it is turned to the right to be read; places and size are those of
    the page so turned. `across`: the indexes of blocks whose text runs in another direction.
    `number`: of the file's page, from 1; `pane`: the part of it that is read as this page, where it is
    a sheet that holds several.
    """

    width: float
    height: float
    blocks: list[Block] = field(default_factory=list)
    aside: list[Put] = field(default_factory=list)
    picture: bool = False
    meaningless: bool = False
    layered: bool = False
    recognised: bool = False
    turned: int = 0
    across: set[int] = field(default_factory=set)
    number: int = 1
    pane: Box | None = None

    @property
    def area(self) -> Box:
        """Where it stands: on the whole of the file's page, or on a part of it."""
        return self.pane or Box(0.0, 0.0, self.width, self.height)

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
    pane: Box | None = None,
) -> PageRead:
    """The page at `index` from 0 of an open document, whose fields are at the handle `form`.

    `digits`: what is known of the document's fonts.
    `recognised`: its characters were recognised in its picture; `seen`: what these are, where they
    stand in no layer of the page. `pane`: the part that is read, of a sheet of several pages.
    """
    with pdfium.opened_page(document, index) as page:
        if page is None:
            return PageRead(0.0, 0.0)
        if seen is not None:
            space = page_space(page)
            result = PageRead(space.width, space.height, recognised=True)
            tables = picture_tables(page, space)
            result.blocks = _recognised(seen_words(seen, tables), tables)
            return result
        space, characters, painted, turned = _upright(page, digits)
        typed, strikes = laid_on(page, form, space)
        if typed:
            break_typed_over(typed, characters.glyphs.get(0, []))
            characters.glyphs.setdefault(0, []).extend(typed)
        painted.level += strikes
        result = _arranged(characters, painted, space, (document, page), recognised, pane)
        result.turned = turned
        return result


def read_ink(document: Any, index: int) -> Ink:
    """What stands on the page at `index` from 0, turned as `read_page` would turn it."""
    with pdfium.opened_page(document, index) as page:
        if page is None:
            return Ink(0.0, 0.0, (), ())
        space, characters, painted, _ = _upright(page, DrawnDigits())
        boxes = [
            (glyph.text, space.back(glyph.box, quarter))
            for quarter, glyphs in characters.glyphs.items()
            for glyph in glyphs
        ]
        level = [Box(rule.start, rule.at, rule.end, rule.at) for rule in painted.level]
        upright = [Box(rule.at, rule.start, rule.at, rule.end) for rule in painted.upright]
        return Ink(space.width, space.height, boxes, level + upright)


def _upright(page: Any, digits: DrawnDigits) -> tuple[Space, PageText, Painted, int]:
    """A page as it is to be read: its space, what stands on it, by how many quarters it is turned."""
    space = page_space(page)
    characters, painted = _characters(page, space, digits)
    if turned := main_direction(characters):
        space = turn_page(page, turned)
        characters, painted = _characters(page, space, digits)
    return space, characters, painted, turned


def _characters(page: Any, space: Space, digits: DrawnDigits) -> tuple[PageText, Painted]:
    painted = Painter(pdfium.address(page), space.shown).found
    if painted.pieces:
        level, upright = dotted_rules(painted.pieces)
        painted.level += level
        painted.upright += upright
    with pdfium.opened_text(page) as text:
        characters = read_glyphs(text, space, painted.texts)
        digits.break_misdrawn(characters)
    return characters, painted


def _arranged(
    text: PageText,
    painted: Painted,
    space: Space,
    page: Any,
    recognised: bool,
    pane: Box | None,
) -> PageRead:
    visible = visible_characters(text, painted, space, page, recognised)
    result = PageRead(space.width, space.height, pane=pane)
    if pane is not None:
        painted = _within(pane, visible, painted, space)
    result.recognised = visible.recognised
    result.layered = visible.recognised and not recognised
    count = sum(map(len, visible.glyphs.values()))
    drawn = len(painted.shapes) >= _DRAWN
    result.picture = not count and (drawn or bool(painted.pictures))
    result.meaningless = is_meaningless(text) and not visible.recognised
    if result.meaningless:
        return result
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
        break_crowded(glyphs)
        if quarter == 0:
            strokes = [*painted.strokes, *drawn_lines(painted)]
            through += crossed(glyphs, painted.dashes, strokes, down)
            break_beside_pictures(glyphs, painted)
        if through:
            numbers = set(map(id, through))
            break_parted(glyphs, numbers)
            glyphs = [glyph for glyph in glyphs if id(glyph) not in numbers]
            visible.put("struck", through)
        break_red(glyphs)
        blocks, gone = page_blocks(glyphs, across, down, painted, space, quarter)
        if result.blocks and glyphs:
            other = [space.back(glyph.box, quarter) for glyph in glyphs if glyph.text.isdigit()]
            result.blocks = [
                replace(block, cells=with_turned(block.cells, other))
                if isinstance(block, TableBlock) and other
                else block
                for block in result.blocks
            ]
        if quarter:
            result.across |= set(range(len(result.blocks), len(result.blocks) + len(blocks)))
        result.blocks += blocks
        if gone:
            visible.put("hidden", gone)
    if result.across:
        result.blocks, result.across = title_first(result.blocks, result.across)
    for reason, own in visible.aside.items():
        result.aside += _put(
            [glyph for glyph in own if glyph.run.quarter is not None], reason, space
        )
        result.aside += _put_slanted([g for g in own if g.run.quarter is None], reason)
    return result


def _within(pane: Box, visible: SeenGlyphs, painted: Painted, space: Space) -> Painted:
    """What is drawn in a part of a page; of the characters only those there are kept."""

    def inside(glyphs: Sequence[Glyph]) -> list[Glyph]:
        found = []
        for glyph in glyphs:
            box = space.back(glyph.box, glyph.run.quarter or 0)
            if pane.holds((box.left + box.right) / 2, (box.top + box.bottom) / 2):
                found.append(glyph)
        return found

    visible.glyphs = {quarter: inside(glyphs) for quarter, glyphs in visible.glyphs.items()}
    visible.aside = {reason: inside(glyphs) for reason, glyphs in visible.aside.items()}
    return replace(
        painted,
        level=[rule for rule in painted.level if pane.holds((rule.start + rule.end) / 2, rule.at)],
        upright=[r for r in painted.upright if pane.holds(r.at, (r.start + r.end) / 2)],
    )


def _recognised(words: Sequence[Word], found: PictureTables) -> list[Block]:
    lines = recognised_lines(words, found)
    blocks: list[Block] = list(lines.get(None, ()))
    for index, table in enumerate(found.tables):
        cells = tuple(
            (
                Cell(cell.row, cell.column, cell.rows, cell.columns, (), cell.box),
                tuple(lines.get((index, number), ())),
            )
            for number, cell in enumerate(table.cells)
        )
        blocks.append(TableBlock(cells, table.box))
    return sorted(blocks, key=lambda block: block.box.top)


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
