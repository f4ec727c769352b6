"""The demonstration: its documents made, read as any others are, and reported."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

from ..base.cores import cores
from ..base.streams import write_if_heard
from ..rounds.bring_in import Reading
from ..rounds.bring_in_folder import bring_in_all
from ..rounds.plan import Request
from ..rounds.round import Round, run_round
from ..rounds.sources import source_files
from ..source import Limits
from .write import DATA, DOCUMENTS, NOTEBOOKS, OUTPUTS, write_demo


@dataclass(frozen=True)
class Demo:
    """What came of it: documents that were refused, a line each, and the round."""

    refused: tuple[str, ...]
    round: Round


def run_demo(folder: Path, notebooks: Path, jobs: int | None, stream: TextIO) -> Demo:
    """Write the district into `folder`, read its documents, and run its notebooks.

    `stream` takes the progress. What is there already is not made again. Raises as `write_demo` and
    `run_round` do.
    """
    write_if_heard(stream, f"{folder}: making the documents\n")
    count = write_demo(folder, notebooks)
    write_if_heard(stream, f"{folder}: reading {count} documents\n")
    how = Reading(folder / DATA, folder / OUTPUTS, Limits(), force=True, resumed=True)
    refused = []
    for number, outcome in enumerate(
        bring_in_all(source_files(folder / DOCUMENTS), how, jobs or cores()), start=1
    ):
        if outcome.error is not None:
            refused.append(f"{outcome.file.path.name}: {outcome.error}")
        before = ", read before" if outcome.on_file is not None else ""
        write_if_heard(stream, f"[{number}/{count}] {outcome.file.path.name}{before}\n")
    write_if_heard(stream, f"{folder}: checking the tables, then running the notebooks\n")
    request = Request([], folder / DATA, folder / NOTEBOOKS, folder / OUTPUTS, ("en", "zh"), jobs)
    return Demo(tuple(refused), run_round(request, stream))
