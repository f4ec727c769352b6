"""Where in the data folder a document belongs."""

from __future__ import annotations

from pathlib import Path

from ..base.errors import RequestError
from ..report import DOCUMENTS
from ..report.documents import documents_on_file
from ..report.folder_name import check_folder_name


def place_in_data(data: Path, department: str, year: int, document: str) -> Path:
    """The folder of a document. Raises RequestError for a name that would leave the data folder,
    and where the folder of the year is of the old shape.
    """
    if document not in DOCUMENTS:
        raise RequestError("report.no_such_document", document=document, names=DOCUMENTS)
    check_folder_name(department, year)
    folder = data / department / str(year)
    documents_on_file(folder)
    return folder / document
