"""An executed notebook → one HTML file that asks nothing of any other.

`PageExporter` keeps nbconvert's exporter with our template; make one and use it for many pages.
"""

from __future__ import annotations

import base64
import copy
import hashlib
import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import nbformat
from markupsafe import Markup
from nbconvert import HTMLExporter, TemplateExporter

from ..base.language import Language
from ..base.text import visible
from ..charts.chart import NARROW, TABLE
from ..labels import LANGUAGES, label, words_in
from ..labels.links import Reference, source_anchor
from ..report import Report
from . import template
from .appendix import appendix
from .font import font_face
from .markdown import Heading, markdown_to_html
from .page_pass import cited_anchors, finish, has_title, page_text, parse_page
from .recognised import readings_of
from .sections import heading_level, without_empty_sections

LANGUAGE_TAGS = {"en": "en", "zh": "zh-CN"}
_WORDS = ("skip", "brand", "contents", "code", "theme", "back", "chart", "data", "place")
_SCRIPT_WORDS = ("search", "every", "shown")
_THEMES = ("auto", "light", "dark")
_FONT = "/* font */"
_LABELS = "".join(map(words_in, LANGUAGES))  # so that the pages of a report share their font
_NUMBER = re.compile(r"[≥≤><约超+−-]?\s*[\d,.]+°?\s*%?|–|")


class _Exporter(HTMLExporter):
    """nbconvert's exporter without its parse of the finished page, most of the time that a page
    takes: what it would add there, our template has written. Nor does it copy and check the
    notebook again and again for preprocessors: `prepare` has made ready what the template reads.
    """

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
    ) -> str:
        """The page of `notebook` in `language`: markdown cells of the other one are left out.

        `home`: relative address of the index; `alternates`: language → address of this page in
        it; `reports`: whose text the page ends with, so that figures lead to their place (see
        `appendix`); `beside`: department/year/notebook → relative address of that page, to which
        figures of other pages lead, None where it is not. Paths of this machine, times and random ids never reach the page.
        """
        prepared, contents = prepare(notebook, language)
        page = page_frame(title, language, home, alternates or {}, footer)
        source = appendix(reports, language, _cited(prepared), by_year=by_year)
        if source:
            contents.append(Heading("source", label("page.appendix.title", language)))
        page |= {
            "contents": contents,
            "has_code": any(cell.cell_type == "code" for cell in prepared.cells),
            "has_title": _has_title(prepared),
            "appendix": source,
            "table_type": TABLE,
            "narrow_type": NARROW,
            "numeric": numeric_columns,
            "refer": lambda place: Reference(
                ", ".join(map(str, place[:2])), source_anchor(*place)
            ).__html__(),
        }
        html, _ = self._exporter.from_notebook_node(prepared, resources={"jixiao": page})
        return finish_page(str(html), beside, readings_of(reports, language, by_year=by_year))


def page_frame(
    title: str,
    language: Language,
    home: str | None,
    alternates: Mapping[Language, str],
    footer: Sequence[str],
) -> dict[str, Any]:
    """What the base template needs of every page.

    The page's own script is the only one that may run: the policy in the page names its hash.
    """
    script = template.read("page.js")
    digest = base64.b64encode(hashlib.sha256(script.encode("utf-8")).digest()).decode("ascii")
    return {
        "title": title,
        "lang": LANGUAGE_TAGS[language],
        "css": Markup(template.read("page.css")),
        "script": Markup(script),
        "script_hash": Markup(f"sha256-{digest}"),
        "script_words": {word: label(f"page.script.{word}", language) for word in _SCRIPT_WORDS},
        "words": {word: label(f"page.word.{word}", language) for word in _WORDS},
        "themes": [
            {"name": name, "words": label(f"page.theme.{name}", language)} for name in _THEMES
        ],
        "home": home,
        "alternates": [
            {
                "lang": LANGUAGE_TAGS[other],
                "href": href,
                "name": label("page.word.name", other),
                "where": label("page.word.beside", language, file=href),
            }
            for other, href in alternates.items()
            if other != language
        ],
        "footer": list(footer),
        "has_code": False,
    }


def finish_page(
    html: str,
    beside: Callable[[str], str | None] | None = None,
    readings: Mapping[str, tuple[str, str]] | None = None,
) -> str:
    """The page after the walk over the whole of it (see `page_pass`), all its text visible, with
    the font that it needs.
    """
    page = parse_page(visible(html))
    finish(page, beside, readings)
    text = visible(page_text(page))
    return text.replace(_FONT, font_face(text + _LABELS), 1)


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


def _cited(notebook: nbformat.NotebookNode) -> set[str]:
    """The anchors that the outputs link to."""
    found: set[str] = set()
    for cell in notebook.cells:
        for output in cell.get("outputs", []):
            data = output.get("data", {})
            if html := data.get("text/html"):
                found |= cited_anchors(html)
            places = data.get(TABLE, {}).get("places", [])
            found.update(source_anchor(*place) for place in places if place)
    return found


def _has_title(notebook: nbformat.NotebookNode) -> bool:
    outputs = [output for cell in notebook.cells for output in cell.get("outputs", [])]
    shown = [output.get("data", {}).get("text/html") for output in outputs]
    written = [cell.metadata.get("jixiao_html") for cell in notebook.cells]
    return any(map(has_title, filter(None, [*shown, *written])))
