"""The published file of a document, where it is on file beside its tables."""

from __future__ import annotations

from pathlib import Path

from .report import Report


def pdf_on_file(report: Report, name: str, data: Path) -> Path | None:
    """The PDF that document `name` of a report was read from; None where there is none.

    `data`: the data folder that the report was loaded from. Of an address only the name of the file
    counts: it never leads out of the document's folder.
    """
    folder = data / report.department / str(report.year) / name
    for source in report.documents[name].descriptor["sources"]:
        path = folder / Path(str(source.get("path", ""))).name
        if path.suffix.lower() == ".pdf" and path.is_file():
            return path
    return None
