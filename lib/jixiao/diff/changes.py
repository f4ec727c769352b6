"""The page of what differs between two runs, or two years, in both languages."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from functools import partial
from pathlib import Path
from urllib.parse import quote

from ..base.language import Language
from ..labels import LANGUAGES
from ..storage.files import write_file
from .outputs import Difference, NoOutputs, compare_outputs

_RUN = "run.json"  # of a folder of outputs, see `rounds.record`


def write_changes(old: Path, new: Path, output: Path) -> Iterator[tuple[Path, dict[str, int]]]:
    """Write the page in every language that both have; gives each with how much differs, by kind.

    The first language has the name `output`, others carry theirs: changes.zh.html. An index beside
    it gets a link to it, as the next round would give it.

    What the data folder beside the outputs of `new` says on every screen it says too.

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

    # What draws pages is imported only where there is something to show.
    from ..report.notice import notice_of
    from .page import counts, export_changes

    names: dict[Language, str] = {
        language: output.name if number == 0 else f"{output.stem}.{language}{output.suffix}"
        for number, language in enumerate(compared)
    }
    home = "index.html" if (output.parent / "index.html").is_file() else None
    above = Path(os.path.commonpath([old.resolve().parent, new.resolve().parent]))
    if new.resolve().name.isdigit():  # a year: its department is named too
        above = above.parent
    sides = [path.resolve().relative_to(above).as_posix() for path in (old, new)]
    run = _run_of(new.resolve())
    said = notice_of(run.parent / "data") if run else {}
    for language, differences in compared.items():
        beside = partial(_page_beside, output.parent, new, language)
        notice = said.get(language, "")
        html = export_changes(
            differences, language, sides[0], sides[1], home, names, beside, notice
        )
        write_file(output.with_name(names[language]), html)
        _link(output.with_name("index.html"), names, language)
        yield output.with_name(names[language]), counts(differences)


def _run_of(new: Path) -> Path | None:
    """The folder of outputs that `new` is, or is in."""
    return next((folder for folder in (new, *new.parents) if (folder / _RUN).is_file()), None)


def _page_beside(folder: Path, new: Path, language: Language, difference: Difference) -> str | None:
    """The address, from a page in `folder`, of the page of an output below `new` that is below it."""
    for name in (f"{difference.where}.{language}.html", f"{difference.where}.html"):
        path = new / name
        if path.is_file() and path.resolve().is_relative_to(folder.resolve()):
            return quote(path.resolve().relative_to(folder.resolve()).as_posix())
    return None


def _link(index: Path, names: Mapping[Language, str], language: Language) -> None:
    """Link the page from the index in its language, if there is one and it has that page's name."""
    from ..frame.changes_link import with_changes

    first = next(iter(names))
    name = index if language == first else index.with_name(f"index.{language}.html")
    page = "changes.html" if language == first else f"changes.{language}.html"
    if names[language] == page and name.is_file():
        write_file(name, with_changes(name.read_text("utf-8"), page, language))
