"""Which tables of pages are one table: on the next page it goes on below, or its last columns do.

Only page numbers, the unit or the repeated caption may stand between; its columns must stand where
those above stand, and nothing may begin there: no title, no form, no head of its own.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from ..source import Line
from .caption import (
    Caption,
    is_continued_mark,
    is_furniture,
    is_title,
    owner_of,
    read_caption,
    squeezed,
)
from .column_pages import beside_rows, lies_beside, only_notes, whole_title, with_rows_of
from .columns import is_subset, shared, shift_between, shifted, united
from .forms import form_start, is_form
from .heads import banner_height, figures_of, head_height, is_blank, texts_of
from .part import Part, Row
from .text import is_figure, plain

_MUCH_FREE = 0.45  # of a page empty below a table: it ends there
_MARGIN = 50.0  # points at the foot of a page that no row uses


@dataclass
class Strip:
    """Parts one below the other: they share their columns, whose boundaries are `columns`."""

    parts: list[Part]
    columns: tuple[float, ...]


@dataclass
class Open:
    """A table that may go on. `strips`: from left to right; more than one if its columns go on
    on pages of their own."""

    strips: list[Strip]
    caption: Caption
    form: bool
    banner: int
    head: int
    heads: list[list[str]] = field(default_factory=list)

    @property
    def first(self) -> Part:
        return self.strips[0].parts[0]

    @property
    def last(self) -> Part:
        return max((strip.parts[-1] for strip in self.strips), key=lambda part: part.order)


def joined(parts: list[Part]) -> list[Open]:
    """The tables of a document, each with all its parts."""
    found: list[Open] = []
    for part in parts:
        if not (found and _joins(found[-1], part)):
            found.append(_opened(part))
    return found


def _opened(part: Part) -> Open:
    titled = read_caption(part.above, (), part.page, part.box).title is not None
    banner = banner_height(part.rows, titled)
    inside = [line for row in range(banner) for cell in part.begun(row) for line in cell.lines]
    caption = read_caption(part.above, inside, part.page, part.box)
    head = head_height(part.rows, banner)
    heads = [texts_of(part.rows[number]) for number in range(head)]
    form = is_form(part.rows)
    return Open([Strip([part], part.columns)], caption, form, banner, head, heads)


def _joins(table: Open, part: Part) -> bool:
    """Whether `part` is more of `table`; it is taken in if so."""
    if not part.rows or _begins_another(table, part):
        return False
    follows = _follows(table, part)
    beside, title = _follows_beside(table, part, follows)
    repeated = repeats(table.heads, part.rows, table.banner) > 0
    for strip in table.strips:
        columns = _same_columns(table, strip, part, repeated)
        if columns is None:
            continue
        if strip is not table.strips[0]:
            index = len(strip.parts)
            fits = beside and index < len(table.strips[0].parts) and _part_rows(table, index, part)
        else:
            fits = follows and (repeated or _goes_on(table, part))
        if fits:
            strip.parts.append(part)
            strip.columns = columns
            table.form = table.form or (not repeated and not table.head and is_form(part.rows))
            return True
        if strip is not table.strips[0] or follows:
            return False
    over, cut = (
        not follows,
        title is not None and title not in {squeezed(x.text) for x in part.above},
    )
    if not beside or table.form or not lies_beside(part, table.first, table.head, over, cut):
        return False
    _part_rows(table, 0, part)
    table.strips.append(Strip([part], part.columns))
    if title:
        _title(table, title)
    return True


def _part_rows(table: Open, index: int, part: Part) -> bool:
    """Whether the rows of `part` are those of the first columns there, which are parted as these are."""
    own = table.strips[0].parts
    parted = with_rows_of(own[index], part, table.head)
    if beside_rows(part, parted) is None:
        return False
    if index == 0 and len(parted.rows) > len(own[0].rows):
        table.head += len(parted.rows) - len(own[0].rows)
        table.heads = [texts_of(parted.rows[number]) for number in range(table.head)]
    own[index] = parted
    return True


def _title(table: Open, title: str) -> None:
    """Give a table its title, which the pages cut: what was taken for one in its rows is its head."""
    table.caption = replace(table.caption, title=title)
    table.banner = banner_height(table.first.rows, titled=True)
    table.head = head_height(table.first.rows, table.banner)
    table.heads = [texts_of(table.first.rows[number]) for number in range(table.head)]


def _follows_beside(table: Open, part: Part, follows: bool) -> tuple[bool, str | None]:
    """Whether the columns of `part` may go on those of `table`, and the title that both print.

    Notes below the table may stand between.
    """
    if follows:
        return True, None
    over = len(table.strips) > 1
    if part.order != table.last.order + 1 or part.sheet or not only_notes(part, over):
        return False, None
    title = whole_title(table.caption, table.first, part)
    told = [
        is_furniture(line.text)
        or _is_known(table, line)
        or title is not None
        and title.endswith(squeezed(line.text))
        for line in part.here
    ]
    return all(told), title


def _follows(table: Open, part: Part) -> bool:
    """Whether nothing but page numbers, unit and the repeated caption is between the two.

    Where 续表 stands above a repeated head, other text may stand between.
    """
    last = table.last
    again = repeats(table.heads, part.rows, table.banner) == len(table.heads) > 0
    if again and part.above and is_continued_mark(part.above[-1].text):
        return True
    if part.order == last.order:
        captions = [line for line in part.above if not is_furniture(line.text)]
        told = bool(captions) and all(_is_known(table, line) for line in captions)
        if last.box is not None or table.form or not (told or not part.above):
            return False
        return again
    if part.order != last.order + 1 or part.sheet:
        return False
    return all(is_furniture(line.text) or _is_known(table, line) for line in part.above)


def _is_known(table: Open, line: Line) -> bool:
    """Whether a line is one of the table's caption: the same, marked as going on, or cut."""
    printed = squeezed(line.text)
    bare = printed
    for mark in ("（续）", "(续)", "（续表）", "续表：", "续表", "续"):
        bare = bare.removesuffix(mark).removeprefix(mark)
    title = table.caption.title or ""
    return (
        is_continued_mark(printed)
        or printed in table.caption.texts
        or bare in table.caption.texts
        or bool(title)
        and plain(bare) == plain(title)
        or any(plain(printed) in row for row in table.heads)
        or len(printed) > 2
        and any(text.endswith(printed) for text in table.caption.texts)
    )


def _begins_another(table: Open, part: Part) -> bool:
    """Whether a form, a title, a numbered table or another office's begins with `part`."""
    start = form_start(part.rows)
    if start is not None:
        known = texts_of(part.rows[start]) in table.heads and not table.form
        if not known:
            return True
    caption = read_caption(part.above, (), part.page, part.box)
    if caption.number and table.caption.number and caption.number != table.caption.number:
        return True
    if caption.unit and table.caption.unit and caption.unit != table.caption.unit:
        return True  # its figures are of another unit
    whose = {owner for line in part.above if (owner := owner_of(line.text))}
    if table.caption.owners and not whose <= table.caption.owners:
        return True  # the same table of another office
    banner = banner_height(part.rows)
    own = [texts_of(part.rows[number]) for number in range(banner)]
    titles = [text for row in own for text in row if is_title(text)]
    return any(row not in table.heads for row in own if set(row) & set(titles))


def repeats(heads: list[list[str]], rows: tuple[Row, ...], banner: int) -> int:
    """How many rows at the top of a page repeat the first rows of the table, blank ones too."""
    for start in dict.fromkeys((0, banner)):
        wanted = heads[start:]
        count = 0
        while count < min(len(wanted), len(rows)) and texts_of(rows[count]) == wanted[count]:
            count += 1
        if count and count == len(wanted):
            return count
    return 0


def _same_columns(
    table: Open, strip: Strip, part: Part, repeated: bool
) -> tuple[float, ...] | None:
    """The boundaries of both together if they are the same columns."""
    if not strip.columns or not part.columns:
        same = max(strip.parts[0].column_count, len(strip.columns) - 1) == part.column_count
        return (
            strip.columns if same and (repeated or not strip.columns and not part.columns) else None
        )
    by = shift_between(strip.columns, part.columns)
    told = repeated and part.column_count == len(strip.columns) - 1  # the same, by their head
    if by is None:  # a page set wider or turned
        return strip.columns if told else None
    moved = shifted(part.columns, by)
    fits = is_subset(moved, strip.columns) or is_subset(strip.columns, moved)
    if told and not fits:  # each page sets its own widths
        return strip.columns
    loose = table.form or (not table.head and shared(strip.columns, moved) >= 0.5)
    if not (fits or loose or repeated):
        return None
    return united(strip.columns, moved)


def _goes_on(table: Open, part: Part) -> bool:
    """Whether a page that repeats no head holds more rows of the table."""
    last = table.last
    told = any(_is_known(table, line) and not is_furniture(line.text) for line in part.above)
    if last.free is not None and not told:
        points, share = last.free
        fits = len(part.heights) > 1 and part.heights[1] - part.heights[0] < points - _MARGIN
        if share > _MUCH_FREE and fits:  # its next row had room there
            return False
    return table.form or not _has_own_head(table, part)


def _has_own_head(table: Open, part: Part) -> bool:
    """Whether the first row of a page names columns anew: words where the table has figures."""
    if not table.head or part.column_count != table.first.column_count:
        return False
    row = part.rows[0]
    if is_blank(row) or head_height(part.rows) == 0:
        return False
    above = table.first.rows
    amounts = [
        column
        for column in range(part.column_count)
        for figures, words in [figures_of(above, column, table.head)]
        if figures > 2 * words
    ]
    named = [
        column
        for column in amounts
        for cell in [row[column]]
        if cell is not None and len(cell.text) > 1 and not is_figure(cell.text)
    ]
    return len(amounts) >= 1 and 2 * len(named) > len(amounts)
