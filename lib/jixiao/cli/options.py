"""Options that several commands share."""

from __future__ import annotations

from pathlib import Path

import click

from ..base.errors import RequestError

DATA_OPTION = click.option(
    "--data",
    type=click.Path(path_type=Path),
    help="The data folder; found from here upwards unless given.",
)


def folder_of(data: Path | None) -> Path | None:
    """`data` itself. Raises RequestError if it is given and no folder."""
    if data is not None and not data.is_dir():
        raise RequestError("base.no_folder", where=data)
    return data
