"""The places of passages as pictures, drawn of the PDFs on file."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from ..audit.findings import Evidence
from ..base.errors import Place
from ..check.quoted_places import QuotedPlaces
from ..report import Report
from ..source import Strip, draw_strips

WIDEST = 470.0  # points: the text of an A4 page between its margins


def passage_pictures(
    report: Report, passages: Iterable[Evidence], data: Path, before: Report | None = None
) -> dict[Evidence, bytes]:
    """Passage → the strip of its page (PNG), where its document is a PDF whose file is on file.

    `data`: the data folder that the report was loaded from; `before`: the report of the year
    before, whose passages a finding may set against this one's.
    """
    of_year = {report.year: report} | ({before.year: before} if before else {})
    wanted: dict[tuple[int, str], list[Evidence]] = {}
    for passage in dict.fromkeys(passages):
        home = of_year.get(passage.year or report.year)
        if home is not None:
            wanted.setdefault((home.year, passage.document or home.primary), []).append(passage)
    return {
        passage: picture
        for (year, name), own in wanted.items()
        for passage, picture in _of_document(of_year[year], name, own, data).items()
    }


def _of_document(
    report: Report, name: str, passages: list[Evidence], data: Path
) -> dict[Evidence, bytes]:
    document = report.documents[name].text
    if document is None or document.kind != "pdf":
        return {}
    places = QuotedPlaces(document)
    strips: dict[Evidence, Strip] = {}
    for passage in passages:
        strip = places.strip(passage.quote, Place(passage.page, passage.line))
        if strip is not None:
            strips[passage] = replace(strip, widest=WIDEST)
    folder = data / report.department / str(report.year) / name
    for source in report.documents[name].descriptor["sources"]:
        path = folder / Path(str(source.get("path", ""))).name
        if path.suffix.lower() == ".pdf" and path.is_file():
            drawn = draw_strips(path, list(strips.values()))
            return {
                passage: drawn[number] for number, passage in enumerate(strips) if number in drawn
            }
    return {}
