"""A second look at scanned pages: which of the recognised numbers may be wrong, or unseen.

Each page is recognised once more, at another resolution and as scattered text (tesseract's sparse
mode), so that a slip of one reading is rarely a slip of the other. Nothing is mended by it: a
number on which the two differ, of which neither programme is sure, or which does not have the form
of one is a `Doubt`, to be compared with the picture by a person.
"""

from __future__ import annotations

import re
import subprocess
from collections import deque
from collections.abc import Generator, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import closing

import numpy as np
from PIL.Image import Image

from ..base.amounts import fold
from ..base.cores import cores
from ..base.errors import SourceError
from .boxes import box_in_line, nearest_line
from .document import Document, Doubt, Layout
from .drawn import drawn_pages
from .ink import ink_without_rules
from .limits import SECONDS_A_PAGE
from .line import Box, Line
from .ocr import LANGUAGE, second_look_installed
from .rapid import Seen
from .recognised_numbers import (
    RESOLUTION,
    TOKEN,
    SeenNumber,
    agrees,
    confidence_of,
    first_numbers,
    near,
    odd_form,
    seen_numbers,
)
from .tesseract import ask_tesseract
from .unread_ink import cut_off, is_sign, unread_cells

_SURE = 80  # per cent: a programme's own confidence, below which it is not sure of a number
_UNIT_ALONE = re.compile(r"(?<=[^\d.\s一二三四五六七八九十百千几数双：:/（])\s*(万元|亿元|％|%)")


def find_doubts(
    document: Document, content: bytes, first: Mapping[int, Seen] | None = None
) -> tuple[Doubt, ...]:
    """The doubtful numbers of the recognised pages of `document`, whose PDF is `content`.

    `first`: page → the characters of the first look, where it was rapidocr's and says how sure it
    is. Without tesseract these alone are looked at.

    Raises SourceError if a page takes too long.
    """
    by_page = {page: [line for line in lines if not line.blank] for page, lines in document.pages()}
    found: list[Doubt] = []
    second = first is None or second_look_installed()

    def look(page: int, picture: Image) -> list[Doubt]:
        lines = by_page.get(page, [])
        ink = ink_without_rules(np.asarray(picture), 72 / RESOLUTION)
        characters = (first or {}).get(page, [])
        own = list(first_numbers(characters))
        if second:
            doubts = list(_compare(document, lines, _second_look(picture), own))
            doubts = [doubt for doubt in doubts if not is_sign(doubt, characters)]
        else:
            doubts = list(_compare(document, lines, own))
        cut = cut_off(document, lines, ink)
        return [*doubts, *cut, *unread_cells(document, page, ink)]

    waiting: deque[Future[list[Doubt]]] = deque()
    workers = cores()
    with (
        closing(_pictures(content, document)) as pictures,
        ThreadPoolExecutor(workers) as pool,
    ):
        for page in document.recognised:
            if len(waiting) == 2 * workers:  # a page is drawn when it is soon to be looked at
                found += waiting.popleft().result()
            waiting.append(pool.submit(look, page, next(pictures)))
        for doubts in waiting:
            found += doubts.result()
    return tuple(sorted(found, key=lambda doubt: (doubt.line, doubt.box.left)))


def _pictures(content: bytes, document: Document) -> Generator[Image, None, None]:
    for _, picture in drawn_pages(content, document.recognised, RESOLUTION, document.turned):
        yield picture


def _second_look(picture: Image) -> list[SeenNumber]:
    try:
        done = ask_tesseract(picture, RESOLUTION, "-l", LANGUAGE, "--psm", "11", "tsv")
    except subprocess.TimeoutExpired as error:
        raise SourceError("source.page_too_long", seconds=SECONDS_A_PAGE) from error
    if done.returncode:
        raise SourceError("source.no_second_look")
    return list(seen_numbers(done.stdout.decode("utf-8", "replace")))


def _compare(
    document: Document,
    lines: Sequence[Line],
    seen: Sequence[SeenNumber],
    first: Sequence[SeenNumber] = (),
) -> Iterator[Doubt]:
    """The doubts of a page: its lines against what another look has seen.

    `first`: the numbers of the look that the lines are of, where it is another programme's and says
    how sure it is. A number on which two programmes agree is in doubt if neither is sure.
    """
    left = list(seen)
    unmatched: list[tuple[Line, re.Match[str], Box]] = []
    for line in lines:
        text = fold(line.text)
        for match in TOKEN.finditer(text):
            box = _box(document, line, *match.span())
            reason = odd_form(text, match.start())
            percent = text[match.end() : match.end() + 1] == "%"
            own = [o for o in left if near(box, o.box) and agrees(match[0], percent, o)]
            if own:
                nearest = min(own, key=lambda other: abs(other.box.left - box.left))
                left.remove(nearest)
                sure = max([nearest.confidence, *confidence_of(match[0], box, first)])
                if reason == "odd_rate" and first:
                    reason = None  # two programmes have read it so
                if reason is None and sure < _SURE:
                    reason = "unsure"
                if reason:
                    yield Doubt(line.page, line.number, box, match[0], reason)
            elif reason:
                yield Doubt(line.page, line.number, box, match[0], reason)
            else:
                unmatched.append((line, match, box))
        for match in _UNIT_ALONE.finditer(text):
            box = _box(document, line, *match.span(1))
            yield Doubt(line.page, line.number, box, match[1], "unit_alone")
    for line, match, box in unmatched:
        others = [other for other in left if near(box, other.box)]
        shown = " ".join(other.text for other in others)
        yield Doubt(line.page, line.number, box, match[0], "differs", shown)
    known = [box for _, _, box in unmatched] + _set_aside(document, lines)
    for other in left:
        if not any(near(box, other.box) for box in known) and lines:
            line = nearest_line(lines, other.box)
            yield Doubt(line.page, line.number, other.box, "", "unseen", other.text)


def _set_aside(document: Document, lines: Sequence[Line]) -> list[Box]:
    """The words of a page that stand in none of its lines: page numbers and running heads."""
    layout = document.layouts[lines[0].page] if lines else Layout(0, 0)
    boxes = [line.box for line in lines if line.box]
    return [word.box for word in layout.words if not any(near(word.box, box) for box in boxes)]


def _box(document: Document, line: Line, start: int, end: int) -> Box:
    box = box_in_line(document, line, start, end)
    assert box is not None  # of a PDF every line has its box
    return box
