"""Documents that print their set of tables again: for the office itself (本级), for a unit.

Where no caption says whose tables they are, the titles do: the first of them comes again, and others
with it. Whose the later sets are stands in a heading between them, or nowhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from ...grid.grid import Grid
from ...source import Document
from .kinds import StatementKind, title_core
from .normal import key, squeezed

NOBODY = "?"  # of a set of tables whose office is not printed
_AGAIN = 3  # so many titles of one set that come again are another set
_HEADING = re.compile(
    r"(?:第[一二三四五六七八九十]+部分[:：]?|[一二三四五六七八九十]+、|[(（][一二三四五六七八九十]+[)）])?"
    r"(?:关于)?(?P<office>[^\d，。；：:、()（）]{2,40}?"
    r"(?:[局委会办室心站所队院校处馆厅部团社园府级]|公司|机关)(?:[(（](?:本级|机关)[)）])?)"
    r"(?:20\d\d年(?:度)?(?:部门|单位)?(?:综合)?(?:预算|决算).{0,12}|(?<=本级)|(?<=本级[)）]))"
)

_Title = tuple[str, str, str]


def later_sets(
    document: Document, grids: Sequence[Grid], kinds: Mapping[str, StatementKind | None]
) -> dict[str, str]:
    """Grid → the office of its set of tables, for those behind the first set; `NOBODY` if not said."""
    found: dict[str, str] = {}
    for start, end in _later(grids, kinds):
        first = _first_line(grids[start])
        before = max((_last_line(grid) for grid in grids[:start]), default=0)
        office = _named(document, before, first)
        for grid in grids[start:end]:
            found[grid.name] = office
    return found


def _later(
    grids: Sequence[Grid], kinds: Mapping[str, StatementKind | None]
) -> Iterator[tuple[int, int]]:
    """Where each later set begins and ends, as places in `grids`."""
    titled = [
        (at, (kind.id, *title_core(grid.title)))
        for at, grid in enumerate(grids)
        if (kind := kinds[grid.name]) and grid.title and grid.side_number == 1
    ]
    if not titled:
        return
    opening = titled[0][1]
    starts = [n for n, (_, title) in enumerate(titled) if title == opening]
    sets = [
        titled[start:end] for start, end in zip(starts, [*starts[1:], len(titled)], strict=True)
    ]
    own = {title for _, title in sets[0]}
    ends = [*(each[0][0] for each in sets[1:]), len(grids)]
    for each, end in zip(sets[1:], ends[1:], strict=True):
        again = {title for _, title in each} & own
        same = _texts(grids[each[0][0]]) == _texts(grids[sets[0][0][0]])
        if len(again) >= min(_AGAIN, len(own)) and len(own) > 1 and not same:
            yield each[0][0], end


def _texts(grid: Grid) -> list[str]:
    """What a table prints: one that stands twice in a document is of one office."""
    return [squeezed(cell.text) for cell in grid.cells if cell.text]


def _named(document: Document, after: int, before: int) -> str:
    """The office that a heading names between two lines; the last of several."""
    office, own = NOBODY, ""  # the first that the document names is its own
    for line in document.lines:
        if line.number >= before:
            break
        if match := _HEADING.fullmatch(squeezed(line.text)):
            if line.number <= after:
                own = own or key(match["office"])
            elif key(match["office"]) != own:
                office = match["office"]
    return office


def _first_line(grid: Grid) -> int:
    own = [line.number for cell in grid.cells for line in cell.lines]
    return min([*own, grid.title_place.line] if grid.title_place else own, default=0)


def _last_line(grid: Grid) -> int:
    return max((line.number for cell in grid.cells for line in cell.lines), default=0)
