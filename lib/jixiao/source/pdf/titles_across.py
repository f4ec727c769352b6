"""A table printed sideways whose title stands upright on the page: the title is read before it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from .blocks import Block, TableBlock

_TITLE = re.compile(r"[^。；：:]{2,60}表(?:[(（][^()（）]{1,20}[)）])?")
_UNIT = re.compile(r"[(（]?(?:金额)?单位[:：](?:人民币)?(?:亿元|万元|千元|元)[)）]?")


def title_first(blocks: Sequence[Block], across: set[int]) -> tuple[list[Block], set[int]]:
    """The blocks of a page in the order of reading, and the indexes of those that run `across` its text.

    Moved before the only table of the page: the only line of all that is a title, where it runs in
    another direction than the table, and the only unit of money beside it.
    """
    order = list(range(len(blocks)))
    tables = [at for at in order if isinstance(blocks[at], TableBlock)]
    titles, units = _lines(blocks, _TITLE), _lines(blocks, _UNIT)
    if len(tables) == 1 == len(titles):
        table = tables[0]
        turned = [at for at in order if at > table and (at in across) != (table in across)]
        if titles[0] in turned:
            moved = titles + (units if len(units) == 1 and units[0] in turned else [])
            order = [at for at in order if at not in moved]
            place = order.index(table)
            order[place:place] = moved
    return [blocks[at] for at in order], {at for at, old in enumerate(order) if old in across}


def _lines(blocks: Sequence[Block], pattern: re.Pattern[str]) -> list[int]:
    return [
        at
        for at, block in enumerate(blocks)
        if not isinstance(block, TableBlock) and pattern.fullmatch("".join(block.text.split()))
    ]
