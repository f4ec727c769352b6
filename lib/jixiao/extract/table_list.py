"""What tables a document has: number, pages, size, unit, kind and title of each."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from ..catalogue import naming_broken_patterns
from ..grid import Grid, grids
from ..source import Document, Limits, read_document
from ..source.forked import Say, within_limits
from .forms.indicator_lists import read_indicator_list
from .forms.project_lists import read_project_list
from .forms.read_form import form_kind
from .forms.regions import form_regions
from .forms.wide_lists import read_wide_list
from .missing_words import MissingWords, missing_words
from .statements.kinds import kind_of, nearest

Namer = Callable[[Grid], str | None]


def form_name(grid: Grid) -> str | None:
    """The kind of a form, or of a list of projects with goals; None for another table."""
    if read_indicator_list(grid) or read_wide_list(grid):
        return "project_list"
    if regions := form_regions([grid]):
        return form_kind(regions[0])
    return "project_list" if read_project_list(grid) else None


def statement_name(grid: Grid) -> str | None:
    """Which table of budgets or final accounts it is; None for another."""
    kind = kind_of(grid)
    return kind.id if kind else None


# In turn; the first that knows a table names its kind.
KINDS: tuple[Namer, ...] = (form_name, statement_name)
_NEAR = 0.6  # how alike two titles are, from 0 to 1, to be named near each other


@dataclass(frozen=True)
class ListedTable:
    """A table as a list of tables shows it: `rows` and `columns` count what is printed.

    `near`: of a table that is not known, the kind whose title is most like its own.
    """

    name: str
    pages: tuple[int, ...]
    rows: int
    columns: int
    unit: str | None
    kind: str | None
    title: str | None
    table_number: str | None
    near: str | None = None


def tables_of_file(
    path: Path, limits: Limits, ocr: bool = False
) -> tuple[list[ListedTable], list[MissingWords]]:
    """The tables of the published file at `path`, and what the catalogue lacks of its words, read
    and listed within `limits`.

    Raises as `read_document` does, and TableError where a file of the catalogue holds what it should
    not.
    """
    document = read_document(path, limits, ocr=True) if ocr else None

    @naming_broken_patterns()
    def work(say: Say) -> dict[str, list[dict[str, Any]]]:
        read = document or read_document(path, limits)
        found = grids(read)
        return {
            "tables": [asdict(_listed(grid, KINDS)) for grid in found],
            "missing": [asdict(words) for words in missing_words(read, found)],
        }

    answer = within_limits(limits, path, work, {})
    listed = [
        ListedTable(**{**table, "pages": tuple(table["pages"])}) for table in answer["tables"]
    ]
    return listed, [MissingWords(**words) for words in answer["missing"]]


def list_tables(document: Document, kinds: Sequence[Namer] = KINDS) -> list[ListedTable]:
    """The tables of `document` in order, sides apart; the kind is None where none knows it."""
    return [_listed(grid, kinds) for grid in grids(document)]


def _listed(grid: Grid, kinds: Sequence[Namer]) -> ListedTable:
    kind = next((kind for namer in kinds if (kind := namer(grid))), None)
    like = None if kind else nearest(grid)
    return ListedTable(
        grid.name,
        grid.pages,
        len(grid.rows),
        grid.column_count,
        grid.unit,
        kind,
        grid.title,
        grid.table_number,
        like[0] if like and like[1] >= _NEAR else None,
    )
