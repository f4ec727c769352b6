"""The pages of the source as pictures, with boxes over what was read of them and what was not."""

from __future__ import annotations

import base64
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from ..base.language import Language
from ..check import Number, numbers, passages
from ..labels import label
from ..report import Report
from ..source import Box, Document, Doubt, Layout, Line, box_in_line

_MARGIN = 0.8  # points around a box


@dataclass(frozen=True)
class Marked:
    """A box on the picture of a page, in per cent of it.

    `state`: what it is: passage, figure, cell, aside, unread or doubt. `href`: the row that it was
    read into, or "".
    """

    id: str
    state: str
    style: str
    href: str
    title: str


def picture_address(picture: bytes) -> str:
    """A PNG as an address that needs no file."""
    return "data:image/png;base64," + base64.b64encode(picture).decode("ascii")


def picture_mark(document: Document, page: int) -> str:
    """What stands for a picture until a page is finished: megabytes that nothing has to walk over.

    No document can print it: it holds the document's own digest.
    """
    return f"picture-{document.sha256}-{page}-"


def number_id(number: Number) -> str:
    """The id of a number's box on the picture of its page."""
    return f"number-{number.line}-{number.start}"


def doubt_id(index: int) -> str:
    """The id of a doubt's box; `index`: of the doubts of the document."""
    return f"doubt-{index}"


def marked_pages(
    report: Report, titles: Mapping[Number, str], pages: Sequence[int], language: Language
) -> dict[int, list[Marked]]:
    """Page → its boxes, those below first: passages, numbers, doubts; only of `pages`.

    `titles`: what is said of a number when it is pointed at.
    """
    document = report.document
    assert document is not None
    marked: dict[int, list[Marked]] = {page: [] for page in pages if page in document.layouts}
    read, counted = _styles(report)
    for table, row, page, style in read:
        if page in marked:
            title = label("review.row", language, table=table, row=row)
            marked[page].append(Marked("", "passage", style, f"#{table}-{row}", title))
    doubtful = {(figure.table, figure.csv_row) for figure in report.doubtful}
    for own, style in counted:
        if own.page in marked:
            state = "doubt" if (own.table, own.row) in doubtful else str(own.state)
            href = f"#{own.table}-{own.row}" if own.row else ""
            marked[own.page].append(Marked(number_id(own), state, style, href, titles[own]))
    for index, doubt in enumerate(document.doubts):
        if doubt.page in marked:
            style = box_style(doubt.box, document.layouts[doubt.page])
            title = doubt_words(doubt, language)
            marked[doubt.page].append(Marked(doubt_id(index), "doubt", style, "", title))
    return marked


@lru_cache(maxsize=1)  # the page in each language has the same boxes
def _styles(
    report: Report,
) -> tuple[list[tuple[str, int, int, str]], list[tuple[Number, str]]]:
    """Where what was read stands: (table, row, page, style) of passages, and numbers with theirs."""
    document = report.document
    assert document is not None
    lines = {line.number: line for line in document.lines}
    read = [
        (table, row, lines[number].page, style)
        for table, row, number, start, end in passages(report)
        if (style := _style_in_line(document, lines[number], start, end))
    ]
    counted = [
        (own, style)
        for own in numbers(report)
        if (style := _style_in_line(document, lines[own.line], own.start, own.end))
    ]
    return read, counted


def _style_in_line(document: Document, line: Line, start: int, end: int) -> str:
    """The place of a part of a line on the picture of its page; "" where it has none."""
    box = box_in_line(document, line, start, end) if line.page in document.layouts else None
    return box_style(box, document.layouts[line.page]) if box else ""


def doubt_words(doubt: Doubt, language: Language) -> str:
    """Why a recognised number is in doubt."""
    words = label(f"review.doubt.{doubt.reason}", language)
    seen = label("review.seen", language, other=doubt.other) if doubt.other else ""
    return words + seen


def box_style(box: Box, page: Layout) -> str:
    """Where a box stands on the picture of its page, in per cent of it."""
    sides = (
        ("left", (box.left - _MARGIN) / page.width),
        ("top", (box.top - _MARGIN) / page.height),
        ("width", (box.right - box.left + 2 * _MARGIN) / page.width),
        ("height", (box.bottom - box.top + 2 * _MARGIN) / page.height),
    )
    return ";".join(f"{side}:{100 * share:.2f}%" for side, share in sides)
