"""Captions that only say again what the heading above them says are not shown on a page.

They stay for who hears the page: a table has a name of its own.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import unescape
from typing import Any

_HEADING = re.compile(r"<h[1-6][^>]*>(.*?)</h[1-6]>", re.DOTALL)
_CAPTION = re.compile(r"<caption>(.*?)</caption>", re.DOTALL)


def hide_repeated(cells: Sequence[Any]) -> None:
    """Mark the captions in the outputs of `cells` that repeat the last heading; changes `cells`."""
    heading = ""
    for cell in cells:
        for words in _HEADING.findall(cell.metadata.get("jixiao_html", "")):
            heading = _bare(words)
        for output in cell.get("outputs", []):
            if html := output.get("data", {}).get("text/html"):
                output["data"]["text/html"] = _without(html, heading)


def _without(html: str, heading: str) -> str:
    def marked(found: re.Match[str]) -> str:
        hidden = f'<caption class="unseen">{found[1]}</caption>'
        return hidden if _bare(found[1]) == heading else found[0]

    return _CAPTION.sub(marked, html)


def _bare(words: str) -> str:
    return unescape(re.sub(r"<[^>]*>", "", words)).strip().casefold()
