"""Markdown cells → HTML. Raw HTML in them is shown as text: a notebook may quote a report."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape, unescape
from typing import Any

import mistune

from ..frame.lab import without_mark


@dataclass(frozen=True)
class Heading:
    """A second-level heading: its anchor on the page and its text."""

    anchor: str
    title: str


class _Renderer(mistune.HTMLRenderer):
    """Headings get the anchors they are given, in order."""

    def __init__(self, anchor: str) -> None:
        super().__init__(escape=True)
        self.anchor = anchor
        self.headings: list[Heading] = []

    def heading(self, text: str, level: int, **attrs: Any) -> str:
        number = len(self.headings)
        anchor = self.anchor if number == 0 else f"{self.anchor}-{number + 1}"
        self.headings.append(Heading(anchor, unescape(text)))
        return f'<h{level} id="{escape(anchor)}">{text}</h{level}>\n'


def markdown_to_html(source: str, anchor: str) -> tuple[str, list[Heading]]:
    """HTML of a markdown cell, and its headings; `anchor` is the id of the first of them."""
    renderer = _Renderer(anchor)
    render = mistune.create_markdown(renderer=renderer, plugins=["table"])
    return str(render(without_mark(source))), renderer.headings
