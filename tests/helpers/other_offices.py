"""Documents of other offices, which lie beside the project and are not copied into it."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from jixiao.extract.forms.read import FormsRead, read_forms
from jixiao.grid import Grid, grids
from jixiao.source import Document, read_document

REPORTS = Path(__file__).resolve().parents[3] / "shared" / "reports"


def of_other_office(name: str) -> Path:
    """The PDF of that name; the test is skipped where it is not there."""
    path = REPORTS / f"{name}.pdf"
    if not path.is_file():
        pytest.skip("documents of other offices beside the project (../shared/reports)")
    return path


@cache
def document_of(name: str) -> Document:
    """The mirror of that document. It is read once for all tests of a run, as is what follows from it."""
    return read_document(of_other_office(name))


@cache
def grids_of(name: str) -> tuple[Grid, ...]:
    return grids(document_of(name))


@cache
def forms_of(name: str) -> FormsRead:
    return read_forms(document_of(name), grids_of(name))
