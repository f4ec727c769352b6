"""The pages of the source as pictures, with boxes over what was read of them and what was not."""

from __future__ import annotations

import base64
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ..base.language import Language
from ..check import Number, passages
from ..labels import label
from ..report import Report
from ..source import Box, Document, Doubt, Layout, box_in_line

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


def number_id(number: Number) -> str:
    """The id of a number's box on the picture of its page."""
    return f"number-{number.line}-{number.start}"


def doubt_id(index: int) -> str:
    """The id of a doubt's box; `index`: of the doubts of the document."""
    return f"doubt-{index}"


def marked_pages(
    report: Report,
    found: Sequence[Number],
    titles: Mapping[Number, str],
    pages: Sequence[int],
    language: Language,
) -> dict[int, list[Marked]]:
    """Page → its boxes, those below first: passages, numbers, doubts; only of `pages`.

    `titles`: what is said of a number when it is pointed at.
    """
    document = report.document
    assert document is not None
    marked: dict[int, list[Marked]] = {page: [] for page in pages if page in document.layouts}
    lines = {line.number: line for line in document.lines}
    for table, row, number, start, end in passages(report):
        line = lines[number]
        title = label("review.row", language, table=table, row=row)
        box = box_in_line(document, line, start, end)
        _add(marked, document, line.page, box, "", "passage", f"#{table}-{row}", title)
    doubtful = {(figure.table, figure.csv_row) for figure in report.doubtful}
    for own in found:
        line = lines[own.line]
        state = "doubt" if (own.table, own.row) in doubtful else str(own.state)
        box = box_in_line(document, line, own.start, own.end)
        href = f"#{own.table}-{own.row}" if own.row else ""
        _add(marked, document, own.page, box, number_id(own), state, href, titles[own])
    for index, doubt in enumerate(document.doubts):
        title = doubt_words(doubt, language)
        _add(marked, document, doubt.page, doubt.box, doubt_id(index), "doubt", "", title)
    return marked


def doubt_words(doubt: Doubt, language: Language) -> str:
    """Why a recognised number is in doubt."""
    words = label(f"review.doubt.{doubt.reason}", language)
    seen = label("review.seen", language, other=doubt.other) if doubt.other else ""
    return words + seen


def _add(
    marked: dict[int, list[Marked]],
    document: Document,
    page: int,
    box: Box | None,
    id: str,
    state: str,
    href: str,
    title: str,
) -> None:
    if box is not None and page in marked:
        style = box_style(box, document.layouts[page])
        marked[page].append(Marked(id, state, style, href, title))


def box_style(box: Box, page: Layout) -> str:
    """Where a box stands on the picture of its page, in per cent of it."""
    sides = (
        ("left", (box.left - _MARGIN) / page.width),
        ("top", (box.top - _MARGIN) / page.height),
        ("width", (box.right - box.left + 2 * _MARGIN) / page.width),
        ("height", (box.bottom - box.top + 2 * _MARGIN) / page.height),
    )
    return ";".join(f"{side}:{100 * share:.2f}%" for side, share in sides)
