"""White strips between the cells of bands → the strips of each block of bands, and a place in each.

Bands that follow each other are a block if every gap of theirs lies on a strip of the first. What all
their gaps on a strip share is white in all of them.
"""

from __future__ import annotations

from collections.abc import Sequence

Extent = tuple[float, float]  # from where to where across a page
_HEADS = 4  # strips: a band with so many is one of heads


def blocks_of(
    bands: Sequence[Sequence[Extent]], ends: Sequence[Sequence[float]]
) -> list[list[Extent]]:
    """For each band, given by its gaps, the strips of its block.

    `ends`: where level lines begin or end at the edges of each band; a strip of the block lies there.
    """
    found: list[list[Extent]] = []
    block: list[Extent] = []
    for gaps in bands:
        narrowed = _narrowed(block, gaps) if found else None
        if narrowed is not None:
            block[:] = narrowed
        elif len(block) >= _HEADS and _refines(block, gaps):
            block[:] = _refined(block, gaps)  # its heads stand over several columns
        else:
            block = list(gaps)
        found.append(block)
    for block, own in zip(found, ends, strict=True):
        block[:] = _at_ends(block, own)
    return found


def _refines(block: Sequence[Extent], gaps: Sequence[Extent]) -> bool:
    """Whether gaps part the columns of a block further: each strip right of their first has one."""
    after = [strip for strip in block if strip[1] >= gaps[0][0]]
    return len(gaps) > len(after) and all(any(_shared(s, gap) for gap in gaps) for s in after)


def _refined(block: Sequence[Extent], gaps: Sequence[Extent]) -> list[Extent]:
    """The gaps as strips, each narrowed to the strip of the block that it alone lies on."""
    found = [strip for strip in block if strip[1] < gaps[0][0]]
    for gap in gaps:
        met = [strip for strip in block if _shared(strip, gap)]
        alone = len(met) == 1 and sum(_shared(met[0], g) is not None for g in gaps) == 1
        found.append((_shared(met[0], gap) if alone else None) or gap)
    return found


def _narrowed(block: Sequence[Extent], gaps: Sequence[Extent]) -> list[Extent] | None:
    """The strips of a block with a further band; None if one of its gaps lies on no strip."""
    strips = list(block)
    used: set[int] = set()
    for gap in gaps:
        met = [i for i, strip in enumerate(strips) if _shared(strip, gap)]
        free = [i for i in met if i not in used]
        if not free:
            return None
        used |= set(free)
        if len(met) == 1:
            strips[met[0]] = _shared(strips[met[0]], gap) or strips[met[0]]
    return strips


def _at_ends(strips: Sequence[Extent], ends: Sequence[float]) -> list[Extent]:
    """The strips, each narrowed to where a level line ends in it; parted where several do."""
    found: list[Extent] = []
    for start, end in strips:
        own = [x for x in ends if start <= x <= end]
        found += [(x, x) for x in dict.fromkeys(own)] or [(start, end)]
    return found


def _shared(one: Extent, other: Extent) -> Extent | None:
    start, end = max(one[0], other[0]), min(one[1], other[1])
    return (start, end) if start <= end else None


def places_of(blocks: Sequence[Sequence[Extent]]) -> list[float]:
    """The fewest places that have one in every strip."""
    places: list[float] = []
    every = sorted({strip for block in blocks for strip in block}, key=lambda strip: strip[1])
    for start, end in every:
        if not any(start <= place <= end for place in places):
            low = max(s[0] for s in every if s[0] <= end <= s[1])
            places.append((low + end) / 2)
    return places
