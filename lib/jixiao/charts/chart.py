"""A drawn chart: a picture with the alt text that states its numbers, and those numbers."""

from __future__ import annotations

import base64
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TypeVar

import pandas as pd
from matplotlib.figure import Figure

from ..labels.numbers import MISSING
from .carried import NARROW, TABLE
from .picture import to_png
from .style import WIDTH, head_of

PIXELS_PER_INCH = 100  # on a page; the picture holds twice as many
Row = TypeVar("Row")  # what `itertuples()` gives: see `analysis.rows`


@dataclass(frozen=True)
class Chart:
    """A matplotlib `figure`, its `alt` text, and the `data` that it draws.

    `table`: the same numbers as a reader sees them one click below the picture, made by
    `as_shown`: headings in the reader's language as columns, every cell text.

    `narrow`: the same numbers drawn for a phone, where the page shows it instead.

    `secondary`: on a page its title stands alone, and opens the picture.

    In a notebook it shows as a PNG that carries the alt text, and as that text where pictures
    cannot be shown, so that a change of a number is a change of text. Its table goes along as
    JSON for the page: `columns`, `rows`, and `places`: page, line (and year, where the chart is
    of several) of each row of `data`, None for a row that stands nowhere.
    """

    figure: Figure
    alt: str
    data: pd.DataFrame
    table: pd.DataFrame | None = None
    narrow: Figure | None = None
    secondary: bool = False

    def png(self) -> bytes:
        """The picture; the same bytes for the same figure."""
        return to_png(self.figure)

    def _repr_mimebundle_(
        self, include: object = None, exclude: object = None
    ) -> tuple[dict[str, object], dict[str, dict[str, object]]]:
        picture = base64.b64encode(self.png()).decode("ascii")
        width = round(WIDTH * PIXELS_PER_INCH)
        height = round(self.figure.get_figheight() * PIXELS_PER_INCH)
        data: dict[str, object] = {"image/png": picture, "text/plain": self.alt}
        if self.table is not None:
            data[TABLE] = self._table()
        if self.narrow is not None:
            data[NARROW] = {
                "png": base64.b64encode(to_png(self.narrow)).decode("ascii"),
                "width": round(self.narrow.get_figwidth() * PIXELS_PER_INCH),
                "height": round(self.narrow.get_figheight() * PIXELS_PER_INCH),
            }
        title, subtitle, head = head_of(self.figure)
        seen: dict[str, object] = {"alt": self.alt, "width": width, "height": height}
        if title:  # on a phone they stand above the picture, whose own head is cut off
            seen |= {"title": title, "subtitle": subtitle, "head": round(head * PIXELS_PER_INCH)}
            if self.secondary:
                seen["fold"] = True
        return data, {"image/png": seen}

    def _table(self) -> dict[str, object]:
        assert self.table is not None
        rows = [[str(cell) for cell in row] for row in self.table.itertuples(index=False)]
        shown: dict[str, object] = {"columns": list(map(str, self.table.columns)), "rows": rows}
        named = [name for name in ("page", "line", "year") if name in self.data.columns]
        if named[:2] == ["page", "line"] and len(self.data) == len(rows):
            places = self.data[named].itertuples(index=False)
            shown["places"] = [None if None in place else list(map(int, place)) for place in places]
        return shown


def as_shown(rows: pd.DataFrame, columns: Mapping[str, Callable[[Row], str]]) -> pd.DataFrame:
    """`rows` as a reader sees them: heading → what writes the cell of a row. A column in which no
    row has anything is left out: nothing of it is drawn.
    """
    cells = [[text(row) for text in columns.values()] for row in rows.itertuples()]
    table = pd.DataFrame(cells, columns=pd.Index(list(columns)), dtype=object)
    if table.empty:
        return table
    kept = [not at or set(table.iloc[:, at]) != {MISSING} for at in range(table.shape[1])]
    return table.loc[:, kept]
