"""Rows of money that no finding rests on."""

from __future__ import annotations

from functools import lru_cache

from ..check.entries import Identity
from ..check.identities import every_identity
from ..report import Report
from .moved import moved_rows
from .slipped import Slipped, slipped_figures
from .unread_parts import lacks_parts, unread_places


def misread_rows(report: Report) -> set[int]:
    """Rows whose reading is in doubt."""
    own = report.primary
    return {
        figure.row
        for figure in report.doubtful
        if figure.misread and (figure.document, figure.table) == (own, "statements")
    }


def rows_told(report: Report) -> set[int]:
    """Rows that are a finding of their own: they print what is of another row, or no sum agrees."""
    return _moved(report).union(
        *(_positions(report, slip.entry.row) for slip in figures_slipped(report))
    )


@lru_cache(maxsize=1)  # rules on figures, on totals and on tables ask for them, one after another
def identities_of(report: Report) -> list[Identity]:
    """Every sum of a report's tables of money."""
    return every_identity(report.tables["statements"])


@lru_cache(maxsize=1)
def figures_slipped(report: Report) -> tuple[Slipped, ...]:
    """The figures with which no sum holds, though all hold with one other amount."""
    labels = report.tables["statements"].index
    unsure = {labels[at] for at in misread_rows(report) | _moved(report)}
    unread = unread_places(report)
    known = [each for each in identities_of(report) if not lacks_parts(each, unread)]
    return tuple(slipped_figures(known, unsure))


def _moved(report: Report) -> set[int]:
    return set[int]().union(*(moved.rows for moved in moved_rows(report)))


def _positions(report: Report, label: int) -> set[int]:
    return {at for at, each in enumerate(report.tables["statements"].index) if each == label}
