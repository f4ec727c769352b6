"""Which figures of a page are doubtful, and which were recognised in a picture."""

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
    """Anchor of a row that is doubtful or was recognised → how sure it is, and the words for it. Of a
    figure that is doubtful alone on its line the key is the anchor, a space and its print.

    A link leads to a line; one row of it in doubt, of whatever table, is enough.
    """
    readings: dict[str, str] = {}
    doubtful: dict[str, tuple[str, str]] = {}
    for report in reports:
        year = report.year if by_year else None
        for figure in report.doubtful:
            document = None if figure.document == report.primary else figure.document
            anchor = source_anchor(figure.page, figure.line, year, document)
            printed = f"{anchor} {figure.printed}" if figure.printed else anchor
            doubtful[printed] = "doubtful", label("page.reading.in_doubt", language)
        for table in report.tables.values():
            if READING["name"] not in table.columns:
                continue
            for row in table.dropna(subset=READING["name"]).to_dict("records"):
                document = None if row["document"] == report.primary else row["document"]
                anchor = source_anchor(row["page"], row["line"], year, document)
                # A link leads to a line; one row of it in doubt, of whatever table, is enough.
                if readings.get(anchor) != "doubtful":
                    readings[anchor] = row["reading"]
    return doubtful | {
        anchor: (reading, label(f"page.reading.{reading}", language))
        for anchor, reading in readings.items()
    }
