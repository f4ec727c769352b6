"""Which figures of a page were recognised in a picture, and which of them are in doubt."""

from __future__ import annotations

from collections.abc import Sequence

from ..base.language import Language
from ..labels import label
from ..labels.links import source_anchor
from ..report import Report
from ..schema import READING


def readings_of(
    reports: Sequence[Report], language: Language, *, by_year: bool = False
) -> dict[str, tuple[str, str]]:
    """Anchor of a row that was recognised → how sure its reading is, and the words for it.

    A link leads to a line; one row of it in doubt, of whatever table, is enough.
    """
    readings: dict[str, str] = {}
    for report in reports:
        for table in report.tables.values():
            if READING["name"] not in table.columns:
                continue
            for row in table.dropna(subset=READING["name"]).to_dict("records"):
                year = report.year if by_year else None
                document = None if row["document"] == report.primary else row["document"]
                anchor = source_anchor(row["page"], row["line"], year, document)
                # A link leads to a line; one row of it in doubt, of whatever table, is enough.
                if readings.get(anchor) != "doubtful":
                    readings[anchor] = row["reading"]
    return {
        anchor: (reading, label(f"page.reading.{reading}", language))
        for anchor, reading in readings.items()
    }
