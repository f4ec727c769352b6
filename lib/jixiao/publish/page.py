"""An executed notebook → one HTML file that asks nothing of any other.

`PageExporter` keeps nbconvert's exporter with our template; make one and use it for many pages.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Mapping, Sequence
from importlib import resources
from pathlib import Path
from typing import Any

import nbformat
from nbconvert import HTMLExporter

from ..labels import LANGUAGES, label
from .markdown import markdown_to_html

LANGUAGE_TAGS = {"en": "en", "zh": "zh-CN"}
_WORDS = ("skip", "brand", "contents", "code")


class PageExporter:
    """Turns executed notebooks into pages. Building one takes a second; a page a tenth of it."""

    def __init__(self) -> None:
        folder = resources.files(__package__) / "template"
        self._exporter = HTMLExporter(
            template_name="jixiao", extra_template_basedirs=[str(Path(str(folder)))]
        )

    def export(
        self,
        notebook: nbformat.NotebookNode,
        *,
        title: str,
        language: str,
        home: str | None = None,
        alternates: Mapping[str, str] | None = None,
        footer: Sequence[str] = (),
    ) -> str:
        """The page of `notebook` in `language`: markdown cells of the other one are left out.

        `home`: relative address of the index; `alternates`: language → address of this page in
        it. Paths of this machine, times and random ids never reach the page.
        """
        prepared, contents = prepare(notebook, language)
        page = page_frame(title, language, home, alternates or {}, footer)
        page |= {
            "contents": contents,
            "has_code": any(cell.cell_type == "code" for cell in prepared.cells),
            "has_title": _has_title(prepared),
        }
        html, _ = self._exporter.from_notebook_node(prepared, resources={"jixiao": page})
        return str(html)


def page_frame(
    title: str,
    language: str,
    home: str | None,
    alternates: Mapping[str, str],
    footer: Sequence[str],
) -> dict[str, Any]:
    """What the base template needs of every page."""
    css = resources.files(__package__) / "template" / "jixiao" / "page.css"
    return {
        "title": title,
        "lang": LANGUAGE_TAGS[language],
        "css": css.read_text("utf-8"),
        "words": {word: label(f"page.word.{word}", language) for word in _WORDS},
        "home": home,
        "alternates": [
            {"lang": LANGUAGE_TAGS[other], "href": href, "name": label("page.word.name", other)}
            for other, href in alternates.items()
            if other != language
        ],
        "footer": list(footer),
        "has_code": False,
    }


def prepare(
    notebook: nbformat.NotebookNode, language: str
) -> tuple[nbformat.NotebookNode, list[Any]]:
    """A copy with the cells of one language, markdown rendered, and its table of contents."""
    prepared = copy.deepcopy(notebook)
    others = {f"lang-{other}" for other in LANGUAGES if other != language}
    prepared.cells = [
        cell for cell in prepared.cells if not others & set(cell.metadata.get("tags", []))
    ]
    contents: list[Any] = []
    for number, cell in enumerate(prepared.cells):
        if cell.cell_type == "markdown":
            anchor = re.sub(rf"-heading-{language}$", "", cell.get("id", f"cell-{number}"))
            html, headings = markdown_to_html(cell.source, anchor)
            cell.metadata["jixiao_html"] = html
            contents.extend(headings)
    return prepared, contents


def _has_title(notebook: nbformat.NotebookNode) -> bool:
    return any(
        "<h1" in output.get("data", {}).get("text/html", "")
        for cell in notebook.cells
        for output in cell.get("outputs", [])
    ) or any("<h1" in cell.metadata.get("jixiao_html", "") for cell in notebook.cells)
