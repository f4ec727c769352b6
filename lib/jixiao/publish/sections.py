"""The sections of a notebook in which a report has nothing to show are left out of its page."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import takewhile
from typing import Any

import nbformat
from markupsafe import Markup

from ..frame.page_pass import only_empty_lines, text_lines


def without_empty_sections(cells: list[Any]) -> list[Any]:
    """`cells` without the sections in which a report has nothing to show; what says so follows
    at the end, line by line, unless it was said above.

    A notebook that failed keeps them all: what is missing below is the failure's.
    """
    outputs = [output for cell in cells for output in cell.get("outputs", [])]
    if any(output.output_type == "error" for output in outputs):
        return cells
    kept: list[Any] = []
    said: dict[str, None] = {}
    skipped = 0
    for number, cell in enumerate(cells):
        level = heading_level(cell)
        below = _section(cells[number + 1 :], level)
        ran = any(each.cell_type == "code" for each in below)
        lines = [line for each in below for line in _empty_lines(each)]
        bare = "\n" not in cell.source.strip()
        if level > 1 and ran and (bare or lines) and not any(map(_shows, below)):
            skipped = max(skipped, number + 1 + len(below))
            said |= dict.fromkeys(lines)
        if number >= skipped or (cell.cell_type == "code" and not _html_of(cell)):
            kept.append(cell)
    above = {line for cell in kept for html in _html_of(cell) for line in text_lines(html)}
    said = {line: None for line in said if line not in above}
    if said:
        html = Markup('<div class="jixiao-prose"><p class="jixiao-none">{}</p></div>')
        line = nbformat.v4.new_output(
            "display_data", data={"text/html": html.format(Markup("<br>").join(said))}
        )
        kept.append(nbformat.v4.new_code_cell("", id="not-shown", outputs=[line]))
    return kept


def _html_of(cell: Any) -> list[str]:
    shown = [output.get("data", {}).get("text/html") for output in cell.get("outputs", [])]
    return [str(html) for html in shown if html]


def _empty_lines(cell: Any) -> list[str]:
    return [line for html in _html_of(cell) for line in only_empty_lines(html) or []]


def _section(cells: Sequence[Any], level: int) -> list[Any]:
    """`cells` up to the first that begins with a heading of `level` or above."""
    return list(takewhile(lambda cell: not 0 < heading_level(cell) <= level, cells))


def heading_level(cell: Any) -> int:
    """Of the heading that a cell begins with: 1 to 6; 0 if it begins with none."""
    begins = re.match(r"#{1,6}(?=\s)", cell.source.lstrip())
    return len(begins[0]) if begins and cell.cell_type == "markdown" else 0


def _shows(cell: Any) -> bool:
    """Whether a reader sees something of `cell` but for a heading and code."""
    if cell.cell_type != "code":
        bare = heading_level(cell) > 0 and "\n" not in cell.source.strip()
        return not bare and bool(cell.source.strip())
    for output in cell.get("outputs", []):
        data = output.get("data", {})
        html = data.get("text/html")
        if (
            html is None
            or set(data) - {"text/html", "text/plain"}
            or only_empty_lines(html) is None
        ):
            return True
    return False
