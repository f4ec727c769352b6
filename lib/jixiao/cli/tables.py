"""The command that lists the tables of a document. It parses and prints."""

from __future__ import annotations

from pathlib import Path

import click

from .options import form_option, reading_options
from .terminal import say

NOT_KNOWN = "not known"


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@form_option("the list")
@reading_options
def tables(file: Path, form: str, ocr: bool, **limits: int | None) -> None:
    """List the tables of the published FILE: pages, size, unit, kind and title.

    FILE may be of any kind that can be read; nothing of it needs to be known.
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
        for table in tables_of_file(file, allowed, ocr)
    ]
    say(written(QueryAnswer(columns, list(rows)), form), nl=False)


def _pages(pages: tuple[int, ...]) -> str:
    return str(pages[0]) if len(pages) == 1 else f"{pages[0]}-{pages[-1]}"
