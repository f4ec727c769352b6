"""A second look at scanned pages: which of the recognised numbers may be wrong, or unseen.

Each page is recognised once more, at another resolution and as scattered text (tesseract's sparse
mode), so that a slip of one reading is rarely a slip of the other. Nothing is mended by it: a
number on which the two differ, of which the programme is not sure, or which does not have the form
of one is a `Doubt`, to be compared with the picture by a person.
"""

from __future__ import annotations

import csv
import io
import re
import subprocess
from collections import deque
from collections.abc import Generator, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PIL.Image import Image

from ..base.amounts import fold
from ..base.cores import cores
from ..base.errors import SourceError
from .boxes import box_in_line
from .document import Document, Doubt, Layout
from .drawn import drawn_pages
from .ink import ink_without_rules
from .limits import SECONDS_A_PAGE
from .line import Box, Line
from .ocr import LANGUAGE, environment, second_look_installed
from .rapid import Seen, SeenCharacter

_RESOLUTION = 200  # dots an inch; the first look is `ocr.RESOLUTION`
_SURE = 80  # per cent: tesseract's own confidence, below which a number is listed
_NEAR = 8.0  # points: how far the box of a recognised character may be off
_EDGE = 2.5  # points: what is nearer to the line of a cell belongs to the line
_LOWEST, _SPECKS = 4.0, 30  # points high, and dots: less ink than that is a speck or a dash
_DIGIT = 7.0  # points: ink farther than that beside a line is a character more
_TOKEN = re.compile(r"\d(?:[\d,.，]*\d)?")
_WELL_FORMED = re.compile(r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?")
_UNIT_ALONE = re.compile(r"(?<=[^\d.\s一二三四五六七八九十百千几数双：:/（])\s*(万元|亿元|％|%)")
_HIGHEST_RATE, _RATE_PLACES = 100, 2  # a % is easily taken for 9, 96 or 90


@dataclass(frozen=True)
class _Seen:
    """A number as the second look has it; `confidence` from 0 to 100."""

    text: str
    box: Box
    confidence: float


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
        ink = ink_without_rules(np.asarray(picture), 72 / _RESOLUTION)
        own = list(_first_look((first or {}).get(page, ())))
        if second:
            doubts = list(_compare(document, lines, _second_look(picture)))
            known = {doubt.box for doubt in doubts}
            unsure = (d for d in _compare(document, lines, own) if d.reason == "unsure")
            doubts += [doubt for doubt in unsure if doubt.box not in known]
        else:
            doubts = list(_compare(document, lines, own))
        return [*doubts, *_cut_off(lines, ink), *unread_cells(document, page, ink)]

    waiting: deque[Future[list[Doubt]]] = deque()
    workers = cores()
    with (
        closing(_pictures(content, document.recognised)) as pictures,
        ThreadPoolExecutor(workers) as pool,
    ):
        for page in document.recognised:
            if len(waiting) == 2 * workers:  # a page is drawn when it is soon to be looked at
                found += waiting.popleft().result()
            waiting.append(pool.submit(look, page, next(pictures)))
        for doubts in waiting:
            found += doubts.result()
    return tuple(sorted(found, key=lambda doubt: (doubt.line, doubt.box.left)))


def _pictures(content: bytes, pages: Sequence[int]) -> Generator[Image, None, None]:
    for _, picture in drawn_pages(content, pages, _RESOLUTION):
        yield picture


def _cut_off(lines: Sequence[Line], ink: NDArray[np.bool_]) -> Iterator[Doubt]:
    """The numbers at an end of a line beside which there is ink that no character was read of."""
    dots = _RESOLUTION / 72
    for line in lines:
        text, box = fold(line.text.strip()), line.box
        assert box is not None
        rows = slice(int((box.top + 1) * dots), int((box.bottom - 1) * dots))
        for at, edge, step in ((-1, box.right, 1), (0, box.left, -1)):
            if not text[at].isdecimal():
                continue
            first, last = sorted((edge, edge + step * 2 * _DIGIT))
            beside = ink[rows, max(0, int(first * dots)) : int(last * dots)]
            inked = np.flatnonzero(np.any(beside, axis=0)[::step])
            if len(inked) and inked.max() / dots > _DIGIT:
                number = _TOKEN.findall(text)[at]
                area = Box(first, box.top, last, box.bottom)
                yield Doubt(line.page, line.number, area, number, "cut_off")


def unread_cells(document: Document, page: int, ink: NDArray[np.bool_]) -> Iterator[Doubt]:
    """The cells of a recognised page of which no character was read though there is ink in them."""
    dots = _RESOLUTION / 72
    lines = [line for line in document.lines if line.page == page and not line.blank]
    cells = [cell for table in document.tables if table.page == page for cell in table.cells]
    for cell in cells:
        box = cell.box
        if box is None or cell.lines or not lines:
            continue
        rows = slice(int((box.top + _EDGE) * dots), int((box.bottom - _EDGE) * dots))
        inner = ink[rows, int((box.left + _EDGE) * dots) : int((box.right - _EDGE) * dots)]
        if not inner.size:
            continue
        inked = np.flatnonzero(np.any(inner, axis=1))
        if len(inked) and inked.max() - inked.min() >= _LOWEST * dots and inner.sum() >= _SPECKS:
            line = min(lines, key=lambda line: _distance(line.box, box))
            yield Doubt(page, line.number, box, "", "ink_unread")


def _first_look(lines: Iterable[Sequence[SeenCharacter]]) -> Iterator[_Seen]:
    """The numbers of rapidocr's lines, each as sure as its least sure character."""
    for line in lines:
        yield from _numbers(fold("".join(character.text for character in line)), line)


def _second_look(picture: Image) -> list[_Seen]:
    out = io.BytesIO()
    picture.save(out, "PNG")
    command = ["tesseract", "stdin", "stdout", "-l", LANGUAGE, "--psm", "11"]
    command += ["--dpi", str(_RESOLUTION), "tsv"]
    try:
        done = subprocess.run(
            command,
            input=out.getvalue(),
            capture_output=True,
            timeout=SECONDS_A_PAGE,
            check=False,
            env=environment(),
        )
    except subprocess.TimeoutExpired as error:
        raise SourceError("source.page_too_long", seconds=SECONDS_A_PAGE) from error
    if done.returncode:
        raise SourceError("source.no_second_look")
    return list(seen_numbers(done.stdout.decode("utf-8", "replace")))


def seen_numbers(table: str) -> Iterator[_Seen]:
    """The numbers in tesseract's TSV, in points; words that adjoin in a line are read as one."""
    lines: dict[tuple[str, ...], list[_Seen]] = {}
    for row in csv.DictReader(io.StringIO(table), delimiter="\t", quoting=csv.QUOTE_NONE):
        if row["level"] != "5" or not row["text"].strip():
            continue
        left, top, width, height = (
            int(row[key]) * 72 / _RESOLUTION for key in ("left", "top", "width", "height")
        )
        box = Box(left, top, left + width, top + height)
        key = tuple(row[name] for name in ("block_num", "par_num", "line_num"))
        word = _Seen(fold(row["text"].strip()), box, float(row["conf"]))
        lines.setdefault(key, []).append(word)
    for words in lines.values():
        text = "".join(word.text for word in words)
        of = [word for word in words for _ in word.text]
        yield from _numbers(text, of)


def _numbers(text: str, seen: Sequence[_Seen | SeenCharacter]) -> Iterator[_Seen]:
    """The numbers of a line, each as sure as its least sure part; `seen`: of each character."""
    for match in _TOKEN.finditer(text):
        own = seen[match.start() : match.end()]
        box = Box(
            own[0].box.left,
            min(part.box.top for part in own),
            own[-1].box.right,
            max(part.box.bottom for part in own),
        )
        yield _Seen(_plain(match[0]), box, min(part.confidence for part in own))


def _compare(document: Document, lines: Sequence[Line], seen: Sequence[_Seen]) -> Iterator[Doubt]:
    left = list(seen)
    unmatched: list[tuple[Line, re.Match[str], Box]] = []
    for line in lines:
        text = fold(line.text)
        for match in _TOKEN.finditer(text):
            box = _box(document, line, *match.span())
            reason = odd_form(text, match.start())
            own = [
                other for other in left if other.text == _plain(match[0]) and _near(box, other.box)
            ]
            if own:
                nearest = min(own, key=lambda other: abs(other.box.left - box.left))
                left.remove(nearest)
                if reason is None and nearest.confidence < _SURE:
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
        others = [other for other in left if _near(box, other.box)]
        shown = " ".join(other.text for other in others)
        yield Doubt(line.page, line.number, box, match[0], "differs", shown)
    known = [box for _, _, box in unmatched] + _set_aside(document, lines)
    for other in left:
        if not any(_near(box, other.box) for box in known) and lines:
            line = min(lines, key=lambda line: _distance(line.box, other.box))
            yield Doubt(line.page, line.number, other.box, "", "unseen", other.text)


def _set_aside(document: Document, lines: Sequence[Line]) -> list[Box]:
    """The words of a page that stand in none of its lines: page numbers and running heads."""
    layout = document.layouts[lines[0].page] if lines else Layout(0, 0)
    boxes = [line.box for line in lines if line.box]
    return [word.box for word in layout.words if not any(_near(word.box, box) for box in boxes)]


def odd_form(text: str, start: int) -> str | None:
    """Why the number at `start` of `text` does not have the form of one; None where it does."""
    match = _TOKEN.match(text, start)
    assert match is not None
    plain = _plain(match[0])
    if not _WELL_FORMED.fullmatch(plain):
        return "malformed"
    if text[match.end() : match.end() + 1] != "%":
        return None
    whole, _, places = plain.replace(",", "").partition(".")
    return "odd_rate" if int(whole) > _HIGHEST_RATE or len(places) > _RATE_PLACES else None


def _plain(text: str) -> str:
    return text.replace("，", ",")


def _near(one: Box, other: Box) -> bool:
    middle, own = (one.top + one.bottom) / 2, (other.top + other.bottom) / 2
    level = other.top <= middle <= other.bottom or one.top <= own <= one.bottom
    return level and min(one.right, other.right) - max(one.left, other.left) > -_NEAR


def _box(document: Document, line: Line, start: int, end: int) -> Box:
    box = box_in_line(document, line, start, end)
    assert box is not None  # of a PDF every line has its box
    return box


def _distance(line: Box | None, box: Box) -> float:
    assert line is not None
    down = abs((line.top + line.bottom) / 2 - (box.top + box.bottom) / 2)
    return down + max(0.0, line.left - box.right, box.left - line.right)
