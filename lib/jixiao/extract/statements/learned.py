"""What the tables of a document say of names: of classes beside their codes, and of its offices."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ...grid.grid import Grid
from .classes import ClassBook, is_class
from .columns import Half
from .figures import has_digit, is_money
from .labels import LabelReader, is_unit_code
from .normal import office_key
from .rows import is_total


def learned(
    grids: Sequence[Grid], halves: Mapping[str, Sequence[Half]]
) -> tuple[ClassBook, frozenset[str]]:
    """The names that the document prints beside codes, and those of its offices."""
    book, offices = ClassBook(), set[str]()
    for grid in grids:
        for half in halves.get(grid.name, ()):
            labels = LabelReader(half, book)
            for row in grid.data_rows():
                read = labels.read(row)
                if read.code and read.name and not read.project and not is_money(read.name):
                    book.learn(read.code, read.name)
                unit = read.office_code.isdigit() and not read.code or is_unit_code(read.wrong)
                beside = read.name if unit and not is_class(read.name) else ""
                for name in (
                    read.office,
                    read.project if read.office_code.isdigit() else "",
                    beside,
                ):
                    if name and not is_total(name) and not has_digit(name):
                        offices.add(office_key(name))
    return book, frozenset(offices)
