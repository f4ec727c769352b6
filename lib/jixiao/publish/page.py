"""An executed notebook → one HTML file that asks nothing of any other.

`PageExporter` keeps nbconvert's exporter with our template; make one and use it for many pages.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import nbformat
from nbconvert import HTMLExporter, TemplateExporter

from ..base.language import Language
from ..charts.carried import NARROW, TABLE
from ..frame import template
from ..frame.page_pass import Citation, citations, has_title
from ..frame.shell import finish_page, page_frame
from ..labels import LANGUAGES, label
from ..labels.links import Reference, anchored_place, source_anchor
from ..labels.numbers import MISSING
from ..report import Report
from .appendix import appendix
from .markdown import Heading, markdown_to_html
from .quoted import finding_strips, strip_words
from .recognised import readings_of
from .sections import heading_level, without_empty_sections

_NUMBER = re.compile(rf"[≥≤><约超+−-]?\s*[\d,.]+°?\s*%?|{MISSING}|")


class _Exporter(HTMLExporter):
    """nbconvert's exporter without its parse of the finished page, most of the time that a page
    takes: what it would add there, our template has written. Nor does it copy and check the
    notebook again and again for preprocessors: `prepare` has made ready what the template reads.
    Templates and settings of a user, which another page may need, are not looked for.
    """

    def get_prefix_root_dirs(self) -> list[str]:
        return []

    def _preprocess(
        self, nb: nbformat.NotebookNode, resources: dict[str, Any]
    ) -> tuple[nbformat.NotebookNode, dict[str, Any]]:
        return nb, resources

    def from_notebook_node(  # type: ignore[override]
        self, nb: nbformat.NotebookNode, resources: dict[str, Any] | None = None, **options: Any
    ) -> tuple[str, dict[str, Any]]:
        made: tuple[str, dict[str, Any]]
        made = TemplateExporter.from_notebook_node(self, nb, resources, **options)
        return made


class PageExporter:
    """Turns executed notebooks into pages. Building one takes a second; a page a tenth of it."""

    def __init__(self) -> None:
        self._exporter = _Exporter(
            template_name=template.NAME,
            extra_template_basedirs=[str(template.folder())],
        )

    def export(
        self,
        notebook: nbformat.NotebookNode,
        *,
        title: str,
        language: Language,
        home: str | None = None,
        alternates: Mapping[Language, str] | None = None,
        footer: Sequence[str] = (),
        reports: Sequence[Report] = (),
        by_year: bool = False,
        beside: Callable[[str], str | None] | None = None,
        notice: str = "",
        source: Callable[[Report], str | None] | None = None,
        data: Path | None = None,
    ) -> str:
        """The page of `notebook` in `language`: markdown cells of the other one are left out.

        `home`: relative address of the index; `alternates`: language → address of this page in
        it; `reports`: whose text the page ends with, so that figures lead to their place (see
        `appendix`); `beside`: department/year/notebook → relative address of that page, to which
        figures of other pages lead, None where it is not; `notice`: what stays on every screen;
        `source`: the address of the page with the whole text of a report, None where it is not;
        `data`: the data folder, for pictures of the places.
        Paths of this machine, times and random ids never reach the page.
        """
        prepared, contents = prepare(notebook, language)
        page = page_frame(title, language, home, alternates or {}, footer, notice)
        cited = _cited(prepared)
        quoted = appendix(reports, language, cited, by_year=by_year, source=source, data=data)
        if quoted:
            key = "quoted" if source else "title"
            contents.append(Heading("source", label(f"page.appendix.{key}", language)))
        page |= {
            "contents": contents,
            "has_code": any(cell.cell_type == "code" for cell in prepared.cells),
            "has_title": _has_title(prepared),
            "appendix": quoted,
            "table_type": TABLE,
            "narrow_type": NARROW,
            "numeric": numeric_columns,
            "refer": lambda place: Reference(
                ", ".join(map(str, place[:2])), source_anchor(*place)
            ).__html__(),
        }
        html, _ = self._exporter.from_notebook_node(prepared, resources={"jixiao": page})
        strips = _strips(reports, cited, language, data)
        readings = readings_of(reports, language, by_year=by_year)
        opens = label("page.appendix.strips", language)
        return finish_page(str(html), beside, readings, strips, opens)


def prepare(
    notebook: nbformat.NotebookNode, language: Language
) -> tuple[nbformat.NotebookNode, list[Any]]:
    """A copy with the cells of one language, markdown rendered, and its table of contents."""
    prepared = _copied(notebook)
    others = {f"lang-{other}" for other in LANGUAGES if other != language}
    prepared.cells = [
        cell for cell in prepared.cells if not others & set(cell.metadata.get("tags", []))
    ]
    prepared.cells = without_empty_sections(prepared.cells)
    contents: list[Any] = []
    for number, cell in enumerate(prepared.cells):
        if cell.cell_type == "markdown":
            anchor = re.sub(rf"(-heading)?-{language}$", "", cell.get("id", f"cell-{number}"))
            html, headings = markdown_to_html(cell.source, anchor)
            cell.metadata["jixiao_html"] = html
            contents.extend(headings)
    _keep_together(prepared.cells)
    return prepared, contents


def _copied(notebook: nbformat.NotebookNode) -> nbformat.NotebookNode:
    """A copy as deep as `prepare` changes it; the exporter makes a whole one again."""
    prepared = copy.copy(notebook)
    prepared.cells = [copy.copy(cell) for cell in notebook.cells]
    for cell in prepared.cells:
        cell.metadata = copy.copy(cell.metadata)
        if "outputs" in cell:
            cell.outputs = [copy.copy(output) for output in cell.outputs]
        for output in cell.get("outputs", []):
            if "data" in output:
                output.data = copy.copy(output.data)
    return prepared


def _keep_together(cells: Sequence[nbformat.NotebookNode]) -> None:
    """Mark a heading and the chart after it as one block, so that no page of paper parts them."""
    for cell, following in zip(cells, cells[1:], strict=False):
        outputs = following.get("outputs", [])
        drawn = outputs and "image/png" in outputs[0].get("data", {})
        if drawn and heading_level(cell):
            cell.metadata["jixiao_opens"] = following.metadata["jixiao_closes"] = True


def numeric_columns(rows: Sequence[Sequence[str]]) -> set[int]:
    """The columns of a chart's table that hold figures, but for the first, which heads the row."""
    return {
        at
        for at in range(1, len(rows[0]) if rows else 0)
        if all(_NUMBER.fullmatch(row[at]) for row in rows)
    }


def _strips(
    reports: Sequence[Report],
    cited: Sequence[Citation],
    language: Language,
    data: Path | None,
) -> dict[Citation, tuple[str, str]]:
    """Passage of a finding → its picture and the words for it."""
    of_findings = [citation for citation in cited if citation.of_finding]
    if data is None or not of_findings:
        return {}
    pictures = finding_strips(reports, of_findings, data)
    places = {citation: anchored_place(citation.anchor) for citation in pictures}
    return {
        citation: (address, strip_words(place.page, language))
        for citation, address in pictures.items()
        if (place := places[citation])
    }


def _cited(notebook: nbformat.NotebookNode) -> list[Citation]:
    """What the outputs link to, in their order."""
    found: dict[Citation, None] = {}
    for cell in notebook.cells:
        for output in cell.get("outputs", []):
            data = output.get("data", {})
            if html := data.get("text/html"):
                found |= dict.fromkeys(citations(html))
            places = data.get(TABLE, {}).get("places", [])
            found |= dict.fromkeys(Citation(source_anchor(*place)) for place in places if place)
    return list(found)


def _has_title(notebook: nbformat.NotebookNode) -> bool:
    outputs = [output for cell in notebook.cells for output in cell.get("outputs", [])]
    shown = [output.get("data", {}).get("text/html") for output in outputs]
    written = [cell.metadata.get("jixiao_html") for cell in notebook.cells]
    return any(map(has_title, filter(None, [*shown, *written])))
