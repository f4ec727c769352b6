"""The numbers of a recognised page as one look has them, and when two looks agree on one."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from ..base.amounts import fold
from .line import Box
from .rapid import SeenCharacter

RESOLUTION = 200  # dots an inch, of the second look; the first look's is `ocr.RESOLUTION`
TOKEN = re.compile(r"\d(?:[\d,.，]*\d)?")
_WELL_FORMED = re.compile(r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?")
_HIGHEST_RATE, _RATE_PLACES = 100, 2  # a % is easily taken for 9, 96 or 90
_PERCENT_SEEN = re.compile(r"9[06]?")  # as digits
_NEAR = 8.0  # points: how far the box of a recognised character may be off


@dataclass(frozen=True)
class SeenNumber:
    """A number as one look has it; `confidence` from 0 to 100. `percent`: a % follows it."""

    text: str
    box: Box
    confidence: float
    percent: bool = False


def first_numbers(lines: Iterable[Sequence[SeenCharacter]]) -> Iterator[SeenNumber]:
    """The numbers of rapidocr's lines, each as sure as its least sure character."""
    for line in lines:
        yield from _numbers(fold("".join(character.text for character in line)), line)


def seen_numbers(table: str) -> Iterator[SeenNumber]:
    """The numbers in tesseract's TSV, in points; words that adjoin in a line are read as one."""
    lines: dict[tuple[str, ...], list[SeenNumber]] = {}
    for row in csv.DictReader(io.StringIO(table), delimiter="\t", quoting=csv.QUOTE_NONE):
        if row["level"] != "5" or not row["text"].strip():
            continue
        left, top, width, height = (
            int(row[key]) * 72 / RESOLUTION for key in ("left", "top", "width", "height")
        )
        box = Box(left, top, left + width, top + height)
        key = tuple(row[name] for name in ("block_num", "par_num", "line_num"))
        word = SeenNumber(fold(row["text"].strip()), box, float(row["conf"]))
        lines.setdefault(key, []).append(word)
    for words in lines.values():
        text = "".join(word.text for word in words)
        of = [word for word in words for _ in word.text]
        yield from _numbers(text, of)


def _numbers(text: str, seen: Sequence[SeenNumber | SeenCharacter]) -> Iterator[SeenNumber]:
    """The numbers of a line, each as sure as its least sure part; `seen`: of each character."""
    for match in TOKEN.finditer(text):
        own = seen[match.start() : match.end()]
        box = Box(
            own[0].box.left,
            min(part.box.top for part in own),
            own[-1].box.right,
            max(part.box.bottom for part in own),
        )
        percent = text[match.end() : match.end() + 1] == "%"
        yield SeenNumber(as_number(match[0]), box, min(part.confidence for part in own), percent)


def agrees(read: str, percent: bool, other: SeenNumber) -> bool:
    """Whether another look has the number `read`.

    Not every comma is seen, nor every point seen as one: the same digits are the same number where
    the other reading is none with separators of its own. A % that follows it may be seen as digits,
    unless these make two places of it, as figures have.
    """
    plain = as_number(read)
    if other.text == plain:
        return True
    seen = other.text[len(plain) :] if other.text.startswith(plain) else ""
    two_places = other.text[-3:-2] == "."
    if percent and not other.percent and not two_places and _PERCENT_SEEN.fullmatch(seen):
        return True
    if not _WELL_FORMED.fullmatch(plain) or _digits(plain) != _digits(other.text):
        return False
    return other.text == plain.replace(",", "") or not _WELL_FORMED.fullmatch(other.text)


def confidence_of(read: str, box: Box, first: Sequence[SeenNumber]) -> list[float]:
    """How sure the first look is of a number; nothing where it has none such."""
    plain = as_number(read)
    return [own.confidence for own in first if own.text == plain and near(box, own.box)][:1]


def _digits(text: str) -> str:
    return "".join(character for character in text if character.isdigit())


def odd_form(text: str, start: int) -> str | None:
    """Why the number at `start` of `text` does not have the form of one; None where it does."""
    match = TOKEN.match(text, start)
    assert match is not None
    plain = as_number(match[0])
    if not _WELL_FORMED.fullmatch(plain):
        return "malformed"
    if text[match.end() : match.end() + 1] != "%":
        return None
    whole, _, places = plain.replace(",", "").partition(".")
    return "odd_rate" if int(whole) > _HIGHEST_RATE or len(places) > _RATE_PLACES else None


def as_number(text: str) -> str:
    """A number with plain commas."""
    return text.replace("，", ",")


def near(one: Box, other: Box) -> bool:
    """Whether two boxes stand in one line at the same place, as far as recognised places are known."""
    middle, own = (one.top + one.bottom) / 2, (other.top + other.bottom) / 2
    level = other.top <= middle <= other.bottom or one.top <= own <= one.bottom
    return level and min(one.right, other.right) - max(one.left, other.left) > -_NEAR
