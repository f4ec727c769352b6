"""Where in the data folder a document belongs."""

from __future__ import annotations

import re
from pathlib import Path

from ..base.errors import RequestError
from ..report import DOCUMENTS
from ..report.documents import documents_on_file


def place_in_data(data: Path, department: str, year: int, document: str) -> Path:
    """The folder of a document. Raises RequestError for a name that would leave the data folder,
    and where the folder of the year is of the old shape.
    """
    if document not in DOCUMENTS:
        raise RequestError("report.no_such_document", document=document, names=DOCUMENTS)
    if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", department, re.ASCII):
        raise RequestError(
            f"{department!r} is no name of a department",
            remedy="use small letters, digits and hyphens, e.g. panyu-data-bureau",
        )
    if not 1990 <= year <= 2100:
        raise RequestError(f"{year} is no reporting year", remedy="write e.g. 2022")
    folder = data / department / str(year)
    documents_on_file(folder)
    return folder / document
