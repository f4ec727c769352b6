"""Words of a document are made unknown, one after the other: does any other figure become another?

`python tests/helpers/unknown_words.py FILE … [--words N] [--seed S]` prints each word after which a
row of `statements` stands under another statement, item or class than before. Fewer rows are no
fault: what is not known is listed.
"""

from __future__ import annotations

import argparse
import random
import re
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from itertools import count
from pathlib import Path

from jixiao.extract.extraction import document_report
from jixiao.report import Report
from jixiao.source import Document, Limits, Line
from jixiao.source.child import read_here

RARE = "犇骉羴猋龘靐"  # no office writes these
_HAN = re.compile("[\u4e00-\u9fff]")
_OF_A_FIGURE = ("statement", "item", "classification", "phase", "base", "value", "unit")
Figures = dict[tuple[object, ...], tuple[str, ...]]


def figures(document: Document, year: int) -> Figures:
    """Place and text of each printed figure of `statements` → what it is said to be."""
    report = _report(document, year)
    found: Figures = {}
    if "statements" in report.tables:
        for row in report.tables["statements"].to_dict("records"):
            place = row["page"], row["line"], row["printed"], row["phase"]
            while place in found:
                place = (*place, "")
            found[place] = tuple(str(row[column]) for column in _OF_A_FIGURE)
    return found


def _report(document: Document, year: int | None) -> Report:
    with tempfile.TemporaryDirectory() as folder:
        return document_report(document, department="d", year=year, data=Path(folder))


def with_unknown(document: Document, numbers: set[int]) -> Document:
    """`document` with rare characters for the Chinese ones of the lines of these numbers."""
    at = count()

    def changed(line: Line) -> Line:
        if line.number not in numbers:
            return line
        return line._replace(text=_HAN.sub(lambda _: RARE[next(at) % len(RARE)], line.text))

    tables = []
    for table in document.tables:
        cells = tuple(replace(c, lines=tuple(map(changed, c.lines))) for c in table.cells)
        tables.append(replace(table, cells=cells))
    return replace(document, lines=tuple(map(changed, document.lines)), tables=tuple(tables))


def words(document: Document) -> Iterator[tuple[str, set[int]]]:
    """Each cell and each line outside of tables that has Chinese words, with its lines' numbers."""
    inside: set[int] = set()
    for table in document.tables:
        for cell in table.cells:
            own = {line.number for line in cell.lines}
            inside |= own
            if _HAN.search(cell.text):
                yield cell.text, own
    for line in document.lines:
        if line.number not in inside and len(line.text) < 60 and _HAN.search(line.text):
            yield line.text, {line.number}


def changed(
    document: Document, most: int, seed: int
) -> Iterator[tuple[str, tuple[str, ...], tuple[str, ...]]]:
    """Words whose loss made a figure another, with what it was and what it became."""
    year = _report(document, None).year
    before = figures(document, year)
    chosen = list(words(document))
    random.Random(seed).shuffle(chosen)
    for text, numbers in chosen[:most]:
        for place, is_now in figures(with_unknown(document, numbers), year).items():
            was = before.get(place)
            if was is not None and not _is_less(was, is_now):
                yield text, was, is_now


def _is_less(was: tuple[str, ...], is_now: tuple[str, ...]) -> bool:
    """Whether a row says the same as before, or less."""
    return all(
        one == other or other == "None" or other.endswith("unclassified") or one.startswith(other)
        for one, other in zip(was, is_now, strict=True)
    )


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--words", type=int, default=50)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    for path in asked.files:
        found = list(changed(read_here(path, Limits()), asked.words, asked.seed))
        for text, was, is_now in found:
            print(f"  {text!r}\n    {was}\n    {is_now}")
        print(f"{path.name}: {len(found)} figures changed", flush=True)


if __name__ == "__main__":
    main()
