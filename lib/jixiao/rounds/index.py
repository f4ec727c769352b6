"""The index below the outputs folder: what it shows of each department, and its pages.

What renders is imported when something is written, which is not in every run.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from ..base.language import Language
from ..labels import label
from ..report import Filed
from ..storage.files import Store
from .jobs import (
    COMPARISON,
    DEPARTMENTS,
    REPORT_NOTEBOOKS,
    SOURCE,
    TABLES,
    by_department,
    output_name,
    page_key,
)
from .papers_links import papers_links, spot_check_address
from .record import Made

if TYPE_CHECKING:
    from ..publish.index_lines import IndexDepartment


@dataclass(frozen=True)
class IndexContent:
    """What the indexes show of the reports `on_file`, from what was `made` of which job (by its stem) and
    what is among the `outputs`. It is put together whenever it is asked for: it may be very large.
    """

    on_file: Sequence[Filed]
    made: Mapping[str, Made]
    outputs: Store
    languages: Sequence[Language]
    compared: dict[tuple[int, Language], list[dict[str, Any]]] = field(default_factory=dict)

    def of(self, language: Language) -> Iterator[dict[str, Any]]:
        """Each department, as JSON holds it."""
        for own in by_department(self.on_file).values():
            yield self._department(own, language)

    def digest(self) -> str:
        """Of all that the indexes show: sha256."""
        content = hashlib.sha256()
        for language in self.languages:
            for department in self.of(language):
                content.update(json.dumps([language, department], sort_keys=True).encode())
        return content.hexdigest()

    def _department(self, own: Sequence[Filed], language: Language) -> dict[str, Any]:
        """A line for each of a department's `own` reports, the latest first, and its comparison."""
        department, lines = own[0].department, []
        for filed in sorted(own, key=lambda filed: -filed.year):
            folder = f"{department}/{filed.year}"
            links = []
            for notebook in REPORT_NOTEBOOKS:
                links += self._page(notebook, folder, language, page_key(notebook, filed))
            links += self._beside(filed.year, language)
            for name, words in (
                (f"{output_name(SOURCE, language, self.languages)}.html", "page.notebook.source"),
                (f"{output_name(TABLES, language, self.languages)}.xlsx", "page.index.tables"),
            ):
                if self.outputs.size(f"{folder}/{name}") is not None:
                    links.append(_link(label(words, language), f"{folder}/{name}"))
            papers = papers_links(folder, self.outputs, language, self.languages)
            links += [_link(*link) for link in papers]
            lines.append({**self._line(filed, language), "links": links})
        links = self._page(COMPARISON, department, language)
        return {"name": own[0].department_name(language), "entries": lines, "links": links}

    def _line(self, filed: Filed, language: Language) -> dict[str, Any]:
        """What the index says of a report; where its tables cannot be read, why."""
        made = self.made.get(f"{filed.department}/{filed.year}/{TABLES}")
        if made and language in made.entries:
            return dict(made.entries[language])
        from ..labels.numbers import MISSING
        from ..publish.index_lines import CELLS

        cells = dict.fromkeys(CELLS, MISSING)
        if made and made.failure:
            cells["on_file"] = made.failure.words[language]
        return {"year": filed.year, "cells": cells, "counts": []}

    def _beside(self, year: int, language: Language) -> list[dict[str, Any]]:
        """The link to the page that compares the departments of a year; looked up once."""
        if (year, language) not in self.compared:
            page = self._page(DEPARTMENTS, f"{DEPARTMENTS}/{year}", language)
            self.compared[year, language] = page
        return self.compared[year, language]

    def _page(
        self, notebook: str, folder: str, language: Language, key: str = ""
    ) -> list[dict[str, Any]]:
        stem = f"{folder}/{output_name(notebook, language, self.languages)}"
        if self.outputs.size(f"{stem}.html") is None:
            return []
        made, error = self.made.get(stem), None
        if made and made.failure:
            said, cell = made.failure.words[language], made.failure.cell
            error = label("page.index.failed", language, cell=cell, error=said)
        return [_link(label(f"page.notebook.{key or notebook}", language), f"{stem}.html", error)]


def index_names(languages: Sequence[Language]) -> dict[Language, str]:
    """Language → the file name of its index."""
    return {lang: f"{output_name('index', lang, languages)}.html" for lang in languages}


def changes_names(languages: Sequence[Language]) -> dict[Language, str]:
    """Language → the file name of the page of `jixiao diff` that its index links."""
    return {lang: f"{output_name('changes', lang, languages)}.html" for lang in languages}


def write_index(content: IndexContent, notice: Mapping[Language, str] | None = None) -> None:
    """The index in each language; `notice`: what stays on every screen."""
    from ..publish.index import index_parts

    outputs, languages = content.outputs, content.languages
    names = index_names(languages)
    for language in languages:
        changes = changes_names(languages)[language]
        there = changes if outputs.size(changes) is not None else None
        said = (notice or {}).get(language, "")
        ranking = spot_check_address(outputs, language, languages)
        departments = _Departments(content, language)
        parts = index_parts(departments, language, names, there, said, ranking)
        outputs.write_parts(names[language], parts)


@dataclass(frozen=True)
class _Departments:
    """The departments of `content` in a language, as often as they are gone through."""

    content: IndexContent
    language: Language

    def __iter__(self) -> Iterator[IndexDepartment]:
        from ..publish.index_lines import IndexDepartment, IndexLine, Link

        for values in self.content.of(self.language):
            yield IndexDepartment(
                values["name"],
                [
                    IndexLine(**line | {"links": [Link(**link) for link in line["links"]]})
                    for line in values["entries"]
                ],
                [Link(**link) for link in values["links"]],
            )


def _link(words: str, href: str, error: str | None = None) -> dict[str, Any]:
    return {"words": words, "href": href, "error": error}
