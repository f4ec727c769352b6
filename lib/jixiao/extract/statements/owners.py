"""Whose tables the grids of a document are: a department may print those of its units behind its own.

A caption says so (编制单位：某某局), or the title (某某局2024年收支总表).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from ...grid.caption import owner_of
from ...grid.grid import Grid
from ...source import Document
from .kinds import StatementKind
from .normal import key, squeezed
from .sets import later_sets

_IN_TITLE = re.compile(r"(?P<office>[^\d:：]{4,40}?)20\d\d年(?:度)?.*表")
_CODE = re.compile(r"^[\[［【(（]?\d{3,}[\]］】)）]?[-—_－]*")


def other_offices(
    document: Document,
    grids: Sequence[Grid],
    kinds: Mapping[str, StatementKind | None],
    captions: Mapping[str, Sequence[str]],
) -> dict[str, str]:
    """Grid → the office whose table it is, for those that print again, for another office, a table
    that the first office of the document has; `NOBODY` where that other office is not said.

    `captions`: of `caption_texts`.
    """
    owners = _owners(grids, captions)
    first = next(iter(owners.values()), None)
    if first is None or len({key(owner) for owner in owners.values()}) < 2:
        return later_sets(document, grids, kinds)
    own = {
        kind.id
        for grid in grids
        if (kind := kinds[grid.name]) and key(owners.get(grid.name, first)) == key(first)
    }
    return {
        name: owner
        for name, owner in owners.items()
        if key(owner) != key(first) and (kind := kinds[name]) and kind.id in own
    }


def _owners(grids: Sequence[Grid], captions: Mapping[str, Sequence[str]]) -> dict[str, str]:
    found: dict[str, str] = {}
    before: Grid | None = None
    for grid in grids:
        owner = next((name for text in captions[grid.name] if (name := owner_of(text))), "")
        if not owner and (match := _IN_TITLE.fullmatch(squeezed(grid.title or ""))):
            owner = match["office"]
        owner = _CODE.sub("", owner)
        if owner and not re.search(r"\d", owner):
            found[grid.name] = owner
        elif before is not None and before.number == grid.number and before.name in found:
            found[grid.name] = found[before.name]  # another side of one table
        before = grid
    return found
