"""A web page → `Document`: the article as lines, its tables as cells.

The encoding is told from the bytes, not from the label in the page. The article is the innermost
part that holds most of the page's text; menus around it are left out. Nothing is fetched and no
script is run. Uses lxml.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from lxml import etree, html
from lxml.html import HtmlElement

from ..base.errors import SourceError
from .document import Box, Cell, Document
from .encoding import decode
from .lines import LineCounter, PrintedCell

ARTICLE_SHARE = 0.8  # of the page's text: what the article at least holds
_SKIPPED = {"script", "style", "head", "noscript", "select", "button", "input", "template", "svg"}
_SKIPPED |= {"iframe", "object", "textarea", "title", "meta", "link"}
_BLOCKS = {"address", "article", "aside", "blockquote", "body", "center", "dd", "div", "dl", "dt"}
_BLOCKS |= {"fieldset", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header"}
_BLOCKS |= {"hr", "li", "main", "nav", "ol", "p", "pre", "section", "table", "tbody", "td", "tfoot"}
_BLOCKS |= {"th", "thead", "tr", "ul", "html"}
_CONTAINERS = {"article", "body", "center", "div", "form", "main", "section", "td"}
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_MAX_COLUMNS = 200


def read_html(content: bytes, name: str) -> Document:
    """The article of a web page, as one page.

    Raises SourceError if the page has no text.
    """
    root = html.document_fromstring(_DECLARATION.sub("", decode(content, Path(name))))
    for skipped in list(root.iter(etree.Comment, etree.ProcessingInstruction, *_SKIPPED)):
        skipped.drop_tree() if isinstance(skipped, HtmlElement) else _drop(skipped)
    for hidden in [e for e in root.iter() if _is_hidden(e) and e.getparent() is not None]:
        hidden.drop_tree()
    counter, tables = LineCounter(), []
    for block in _blocks(article(root)):
        if isinstance(block, str):
            counter.line(1, block)
        else:
            tables.append(counter.table(block))
    lines = counter.finish()
    if not any(not line.blank for line in lines):
        raise SourceError("the page has no text", where=name, remedy="save the whole page")
    digest = hashlib.sha256(content).hexdigest()
    return Document(name, digest, lines, "html", tuple(tables))


def article(root: HtmlElement) -> HtmlElement:
    """The innermost container that holds at least `ARTICLE_SHARE` of the page's text."""
    inner = root.find("body") if root.find("body") is not None else root
    whole = _length(inner)
    while True:
        wide = [
            e for e in inner.iterdescendants(*_CONTAINERS) if _length(e) >= ARTICLE_SHARE * whole
        ]
        if not wide:
            return inner
        inner = wide[0]


def _length(element: HtmlElement) -> int:
    return sum(len("".join(text.split())) for text in element.itertext())


def _drop(node: etree._Element) -> None:
    parent = node.getparent()
    if parent is None:
        return
    previous, tail = node.getprevious(), node.tail or ""
    if previous is not None:
        previous.tail = (previous.tail or "") + tail
    else:
        parent.text = (parent.text or "") + tail
    parent.remove(node)


def _is_hidden(element: HtmlElement) -> bool:
    return "hidden" in element.attrib or bool(_HIDDEN.search(element.get("style", "")))


def _blocks(root: HtmlElement) -> Iterator[str | list[PrintedCell]]:
    """The lines of running text, and each table as its cells, in order."""
    line: list[str] = []
    for piece in _pieces(root):
        if isinstance(piece, str):
            line.append(piece)
            continue
        if text := " ".join("".join(line).split()):
            yield text
        line = []
        if piece is not None and (cells := _cells(piece)):
            yield cells
    if text := " ".join("".join(line).split()):
        yield text


def _pieces(root: HtmlElement) -> Iterator[str | HtmlElement | None]:
    """Texts; None where a line ends; a table of data as its element."""
    stack: list[tuple[HtmlElement, bool]] = [(root, True)]
    while stack:
        element, opening = stack.pop()
        block = element.tag in _BLOCKS
        if not opening:
            if block:
                yield None
            if element is not root and element.tail:
                yield element.tail
            continue
        if element.tag == "br" or block:
            yield None
        if element.tag == "table" and element is not root and _holds_data(element):
            yield element
            if element.tail:
                yield element.tail
            continue
        if element.text:
            yield element.text
        stack.append((element, False))
        stack.extend((child, True) for child in reversed(element))


def _holds_data(table: HtmlElement) -> bool:
    """Whether a table is one of data, not one that only lays out the page."""
    return table.find(".//table") is None and len(table.findall(".//td")) > 1


def _cells(table: HtmlElement) -> list[PrintedCell]:
    rows = [row for row in table.iter("tr")]
    taken: set[tuple[int, int]] = set()
    cells: list[PrintedCell] = []
    for number, row in enumerate(rows):
        column = 0
        for element in row.iterchildren("td", "th"):
            while (number, column) in taken:
                column += 1
            down = min(_span(element, "rowspan") or len(rows), len(rows) - number)
            across = max(1, min(_span(element, "colspan"), _MAX_COLUMNS - column))
            if column >= _MAX_COLUMNS:
                break
            taken |= {(number + r, column + c) for r in range(down) for c in range(across)}
            cell = Cell(number, column, down, across)
            texts: list[tuple[str, Box | None]] = [(text, None) for text in _lines(element)]
            cells.append(PrintedCell(cell, 1, texts))
            column += across
    return cells


def _lines(element: HtmlElement) -> Iterable[str]:
    return (block for block in _blocks(element) if isinstance(block, str))


def _span(element: HtmlElement, name: str) -> int:
    value = element.get(name, "1").strip()
    return int(value) if value.isascii() and value.isdigit() and len(value) < 10 else 1
