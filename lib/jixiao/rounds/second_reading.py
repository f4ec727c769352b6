"""Where sums of a table do not hold to the last digit: its cells are read a second way.

If both ways give one number, the office printed it so, and it is a finding. If not, the row is
doubtful: listed on the review page, and no finding uses it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from ..base.amounts import fold
from ..check.entries import Identity
from ..check.identities import every_identity
from ..extract.plausibility import DoubtfulRow
from ..grid import grids
from ..report import Report
from ..source import Box, Document

Places = Sequence[tuple[int, Box]]


def sums_and_doubts(report: Report, read_again: Callable[[Places], list[str]]) -> dict[str, Any]:
    """What the descriptor says of the sums of `statements`: how many were made and how many hold,
    and the rows in doubt; nothing where there are no statements.

    `read_again`: page and box → what a second way reads there, in the same order, or [].
    """
    own = report.documents[report.primary].tables
    if "statements" not in own or report.document is None:
        return {}
    statements = own["statements"].reset_index(drop=True)
    made = every_identity(statements)
    held = sum(identity.holds for identity in made)
    about: dict[str, Any] = {"identities": {"checked": len(made), "held": held}}
    rows = statements.loc[_rows_of(made)].to_dict("index")
    boxes = _boxes(report.document) if rows else {}
    looked = {row: boxes[p["page"], p["line"]] for row, p in rows.items() if _at(p) in boxes}
    seen = read_again(list(looked.values())) if looked else []
    differing = [
        row
        for row, text in zip(looked, seen, strict=False)
        if _plain(text) != _plain(str(rows[row]["printed"]))
    ]
    if differing:
        doubtful = [DoubtfulRow("statements", row, "read_two_ways").entry() for row in differing]
        about["doubtful"] = [*report.about.get("doubtful", ()), *doubtful]
    return about


def _rows_of(made: Sequence[Identity]) -> list[int]:
    # A last digit that is misread is less than the rounding of a long sum: one that holds but for
    # its rounding is looked at as well.
    off = [identity for identity in made if identity.printed != identity.expected]
    rows = {e.row for identity in off for e in identity.entries}
    return sorted(rows)


def _at(row: Any) -> tuple[int, int]:
    return row["page"], row["line"]


def _boxes(document: Document) -> dict[tuple[int, int], tuple[int, Box]]:
    """(page, line) → page and box of the cell that the line stands in alone; not of pictures."""
    return {
        (cell.lines[0].page, cell.lines[0].number): (cell.page, cell.box)
        for grid in grids(document)
        for cell in grid.cells
        if cell.box is not None and cell.lines and cell.page not in document.recognised
        if all(line.page == cell.page for line in cell.lines)
    }


def _plain(text: str) -> str:
    """Digits, points and signs alone: spaces, separators and units do not matter."""
    return "".join(c for c in fold(text) if c.isdigit() or c in ".-−")
