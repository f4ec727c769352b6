"""The page of what differs between two runs, or two years, in both languages."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from .files import write_file
from .labels import LANGUAGES
from .output_differences import NoOutputs, compare_outputs
from .publish.changes import export_changes


def write_changes(old: Path, new: Path, output: Path) -> Iterator[tuple[Path, int]]:
    """Write the page in every language that both have; gives each with how much differs.

    The first language has the name `output`, others carry theirs: changes.zh.html.

    Raises RequestError where a folder holds no outputs, OutputError where it cannot be written.
    """
    compared, missing = {}, None
    for language in LANGUAGES:
        try:
            compared[language] = compare_outputs(old, new, language)
        except NoOutputs as error:
            missing = error
    if missing and not compared:
        raise missing
    names = {
        language: output.name if number == 0 else f"{output.stem}.{language}{output.suffix}"
        for number, language in enumerate(compared)
    }
    home = "index.html" if (output.parent / "index.html").is_file() else None
    above = Path(os.path.commonpath([old.resolve().parent, new.resolve().parent]))
    sides = [path.resolve().relative_to(above).as_posix() for path in (old, new)]
    for language, differences in compared.items():
        html = export_changes(differences, language, sides[0], sides[1], home, names)
        write_file(output.with_name(names[language]), html)
        count = sum(len(d.changes) + len(d.pictures) + bool(d.only) for d in differences)
        yield output.with_name(names[language]), count
