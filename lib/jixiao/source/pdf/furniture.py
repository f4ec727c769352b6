"""Running heads, running feet and page numbers: lines that the margins of many pages repeat."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from ..document import AsideReason
from .blocks import TableBlock
from .page import PageRead
from .setting import SetLine

_MARGIN = 0.1  # of the page's height, at its top and bottom: where running heads stand
_PAGE_NUMBER = re.compile(r"[-—–－~·•.第/共页\s]*\d{1,4}[-—–－~·•.第/共页\d\s]*")
_OF_A_TABLE = re.compile(
    r"单位[:：]|^[（(]?单位|金额单位|公开\s*\d+\s*表|^附?表\s*[\d一二三四五六七八九十]"
)
_LOW = 0.2  # of the page's height: where numbers that go on from page to page may stand
_LARGER = 1.1  # than the text below: a title


def furniture(pages: Sequence[PageRead]) -> list[dict[int, AsideReason]]:
    """For each page, the indexes of the blocks that are set aside, and why.

    A line in a margin counts as a running head where the same line, figures aside, stands there on
    at least three pages and half of all; a page number, where there are two such lines, or where it
    goes on from page to page further in. The unit and the number of a table, and its title right
    above it, are part of the table on each page.
    """
    candidates = [_outer(page) for page in pages]
    counted = _counted(pages)
    counts = Counter(text for page in candidates for text in {text for text, _, _ in page})
    enough = max(3, len(pages) / 2)
    found: list[dict[int, AsideReason]] = []
    for number, page in enumerate(candidates):
        own: dict[int, AsideReason] = dict.fromkeys(counted.get(number, ()), "page_number")
        for text, index, line in page:
            if counts[text] >= 2 and _PAGE_NUMBER.fullmatch(line.text):
                own[index] = "page_number"
            elif counts[text] >= enough:
                own[index] = "running_head"
        found.append(own)
    return found


def _outer(page: PageRead) -> list[tuple[str, int, SetLine]]:
    """The lines in the margins of a page, figures made alike, with their index among its blocks."""
    lines = [
        (index, block)
        for index, block in sorted(enumerate(page.blocks), key=lambda entry: entry[1].box.top)
        if isinstance(block, SetLine) and block.words
    ]
    own = [entry for entry in lines if entry[0] not in page.across]
    found = [
        (re.sub(r"\d+", "#", "".join(line.text.split())), index, line)
        for index, line in lines
        if index in page.across and _at_an_edge(page, line)
    ]
    for index, line in dict(own[:2] + own[-2:]).items():
        if _inside(page, line, _MARGIN):
            continue
        if _OF_A_TABLE.search(line.text) or _is_title(page, index, line):
            continue
        found.append((re.sub(r"\d+", "#", "".join(line.text.split())), index, line))
    return found


def _at_an_edge(page: PageRead, line: SetLine) -> bool:
    """Whether a line that runs across the text of its page stands in a margin beside it."""
    margin = (page.area.right - page.area.left) * _MARGIN
    return line.box.right < page.area.left + margin or line.box.left > page.area.right - margin


def _inside(page: PageRead, line: SetLine, share: float) -> bool:
    """Whether a line reaches into its page without the uppermost and the lowermost `share`."""
    margin = (page.area.bottom - page.area.top) * share
    return page.area.top + margin <= line.box.bottom and line.box.top <= page.area.bottom - margin


def _counted(pages: Sequence[PageRead]) -> dict[int, list[int]]:
    """Page → its lowest or highest line, where that is a number as far from the page's on three pages."""
    found: dict[int, list[tuple[int, int]]] = {}
    for number, page in enumerate(pages):
        lines = sorted(
            (entry for entry in enumerate(page.blocks) if entry[0] not in page.across),
            key=lambda entry: entry[1].box.top,
        )
        for index, line in {index: line for index, line in lines[:1] + lines[-1:]}.items():
            if not isinstance(line, SetLine) or not re.fullmatch(r"\d{1,3}", line.text.strip()):
                continue
            if not _inside(page, line, _LOW):
                found.setdefault(int(line.text) - number, []).append((number, index))
    counted: dict[int, list[int]] = {}
    for places in found.values():
        if len(places) >= 3:
            for number, index in places:
                counted.setdefault(number, []).append(index)
    return counted


def _is_title(page: PageRead, index: int, line: SetLine) -> bool:
    """Whether a line is set larger than the table that it stands right above."""
    following = [block for block in page.blocks if block.box.top >= line.box.bottom - 1]
    following = [
        block
        for block in sorted(following, key=lambda block: block.box.top)
        if not (isinstance(block, SetLine) and _OF_A_TABLE.search(block.text))
    ]
    if not following or not isinstance(table := following[0], TableBlock):
        return False
    heights = [
        own.box.bottom - own.box.top for _, lines in table.cells for own in lines if own.words
    ]
    return (
        bool(heights)
        and line.box.bottom - line.box.top > _LARGER * sorted(heights)[len(heights) // 2]
    )
