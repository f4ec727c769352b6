"""A table printed as text → its cells in reading order.

Published tables lose their rules: what is left are blocks of lines with blank lines between. A
block's width tells its column: Chinese text is set to the width of its cell.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from ..source import Line, Passage, join


@dataclass(frozen=True)
class Block:
    """Lines that stand together, without a blank line or a page break between them."""

    lines: tuple[Line, ...]

    @property
    def page(self) -> int:
        return self.lines[0].page

    @property
    def passage(self) -> Passage:
        return join(self.lines)

    @property
    def text(self) -> str:
        """The text without any white space."""
        return "".join("".join(line.text.split()) for line in self.lines)

    @property
    def width(self) -> float:
        """Width of the widest line in Chinese characters; a Latin one counts half."""
        return max(width(line.text) for line in self.lines)

    @property
    def usual_width(self) -> float:
        """Width of its middle line: punctuation may hang over the edge of a narrow column."""
        return sorted(width(line.text) for line in self.lines)[len(self.lines) // 2]


def width(text: str) -> float:
    """Width of `text` without its white space, in Chinese characters."""
    plain = "".join(text.split())
    return len(plain) - sum(map(str.isascii, plain)) / 2


def blocks(lines: Iterable[Line]) -> list[Block]:
    """The blocks of `lines`, in order."""
    found: list[list[Line]] = []
    open_block = False
    for line in lines:
        if line.blank:
            open_block = False
        elif open_block and found[-1][-1].page == line.page:
            found[-1].append(line)
        else:
            found.append([line])
            open_block = True
    return [Block(tuple(block)) for block in found]


def ends_sentence(text: str) -> bool:
    """Whether `text` ends as a finished sentence does."""
    return text.rstrip().endswith(("。", "；", "！", "？", "。）", "。”", "）。"))
