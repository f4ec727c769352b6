"""The command that lists the tables of a document. It parses and prints."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from .options import form_option, reading_options
from .terminal import say

if TYPE_CHECKING:
    from ..extract.missing_words import MissingWords

NOT_KNOWN = "not known"
SHOWN_WORDS = 40  # lines of words that are not known


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@form_option("the list")
@reading_options
def tables(file: Path, form: str, ocr: bool, **limits: int | None) -> None:
    """List the tables of the published FILE: pages, size, unit, kind and title.

    FILE may be of any kind that can be read; nothing of it needs to be known. Words of its tables that
    the catalogue does not know are listed behind them, with the file of the catalogue that would hold them.
    """
    from ..source.kind import file_kind
    from ..source.limits import Limits, read_bytes

    allowed = Limits.of(limits)
    file_kind(
        read_bytes(file, allowed), file
    )  # what is wrong with it is said before much is imported

    from ..dataset.answers import written
    from ..dataset.database import QueryAnswer
    from ..extract.table_list import tables_of_file

    listed, missing = tables_of_file(file, allowed, ocr)
    columns = ["table", "pages", "rows", "columns", "unit", "kind", "number", "title"]
    rows = [
        (
            table.name,
            _pages(table.pages),
            table.rows,
            table.columns,
            table.unit,
            table.kind or (f"{NOT_KNOWN}, near {table.near}" if table.near else NOT_KNOWN),
            table.table_number,
            table.title,
        )
        for table in listed
    ]
    say(written(QueryAnswer(columns, list(rows)), form), nl=False)
    for words in missing[:SHOWN_WORDS]:
        say(_missing(words), err=True)
    if len(missing) > SHOWN_WORDS:
        say(f"… and {len(missing) - SHOWN_WORDS} more words that are not known", err=True)


def _missing(words: MissingWords) -> str:
    """A line for what the catalogue lacks."""
    named = f"{words.what} {words.words}" if words.words else f"{words.what} without a head"
    times = "once" if words.count == 1 else f"{words.count} times"
    where = f"page {words.page}, line {words.line}"
    file = f"; its file: {words.file}" if words.words else ""
    return f"{NOT_KNOWN}: {named} ({times}, first on {where}){file}"


def _pages(pages: tuple[int, ...]) -> str:
    return str(pages[0]) if len(pages) == 1 else f"{pages[0]}-{pages[-1]}"
