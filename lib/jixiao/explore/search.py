"""Words → the places of a report where they stand, across its line breaks."""

from __future__ import annotations

import unicodedata

import pandas as pd

from ..source import Document, Line, join

COLUMNS = ("page", "line", "line_end", "before", "found", "after")
_AROUND = 24  # characters shown before and after


def search(document: Document | None, words: str) -> pd.DataFrame:
    """Every place where `words` stand, in order; a row each, none for no words or no text.

    Line breaks and the width and case of letters do not matter: "ＩＴ" finds "it". Columns:
    `page`, `line`, `line_end`, `before`, `found` (as printed), `after`.
    """
    wanted = fold(join([Line(0, 0, words)]).text)
    rows = []
    if document is not None and wanted:
        text = join(document.lines)
        folded = fold(text.text)
        at = folded.find(wanted)
        while at >= 0:
            end = at + len(wanted)
            rows.append(
                (
                    text.places[at].page,
                    text.places[at].line,
                    text.places[end - 1].line,
                    text.text[max(0, at - _AROUND) : at],
                    text.text[at:end],
                    text.text[end : end + _AROUND],
                )
            )
            at = folded.find(wanted, end)
    return pd.DataFrame(rows, columns=pd.Index(COLUMNS), dtype=object)


def fold(text: str) -> str:
    """`text` without differences of case and width, every character in its place."""
    return "".join(_fold(character) for character in text)


def _fold(character: str) -> str:
    folded = unicodedata.normalize("NFKC", character).casefold()
    return folded if len(folded) == 1 else character


def holds(cells: object, words: str) -> bool:
    """Whether `words` stand in one of some cells; no words stand everywhere."""
    wanted = fold("".join(words.split()))
    texts = ("".join(str(cell).split()) for cell in cells if cell is not None)  # type: ignore[attr-defined]
    return not wanted or any(wanted in fold(text) for text in texts)
