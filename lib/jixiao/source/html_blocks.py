"""The lines and tables of a web page's article, in the order of reading."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from lxml.html import HtmlElement

from .composed import ComposedLine
from .document import Cell
from .html_styles import ElementStyle
from .line import UNREADABLE
from .lines import InnerTable, PrintedCell, PrintedLine
from .red_figures import is_amount, is_rare

SKIPPED = {"script", "style", "head", "noscript", "template", "svg", "iframe", "object", "title"}
SKIPPED |= {"meta", "link", "audio", "video", "datalist"}
_BLOCKS = {"address", "article", "aside", "blockquote", "body", "center", "dd", "div", "dl", "dt"}
_BLOCKS |= {"fieldset", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header"}
_BLOCKS |= {"hr", "li", "main", "nav", "ol", "p", "pre", "section", "table", "tbody", "td", "tfoot"}
_BLOCKS |= {"th", "thead", "tr", "ul", "html", "caption", "legend", "details", "summary"}
_AROUND_ROWS = {
    "thead",
    "tbody",
    "tfoot",
    "form",
    "div",
    "center",
    "span",
    "font",
}  # or as browsers mend it
_SIDES = ("width", "height")
_NOT_SPOKEN = {"rt", "rp", "rtc"}
_SPACES = re.compile(r"[ \t\r\n\f]+")  # no-break and thin spaces may stand within a number
_DIGIT = re.compile(r"\d")
_SHOWN_VALUES = ("text", "number", "tel", "email", "date", "month", "")
_MAX_COLUMNS = 200
# Of a table's text: what inner tables hold of a layout at least; of one whose inner tables have one
# row each, with so many plain cells for each of them, it is more.
_INNER_SHARE, _FLAT_SHARE, _PLAIN_CELLS = 0.5, 0.8, 3


@dataclass
class BlockTable:
    """A table of data: the lines of its caption, and its cells."""

    caption: list[PrintedLine]
    cells: list[PrintedCell]


class Blocks:
    """Reads the parts of a page. `seen`: how its elements are shown."""

    def __init__(self, seen: Mapping[HtmlElement, ElementStyle]) -> None:
        self._seen = seen
        amounts = [seen[element].red for element in seen if is_amount(element.text or "")]
        self._red_is_rare = is_rare(sum(amounts), len(amounts))

    def blocks(self, root: HtmlElement) -> Iterator[PrintedLine | BlockTable]:
        """The lines of running text, and each table of data, in order."""
        line = ComposedLine()
        stack: list[tuple[HtmlElement, bool]] = [(root, True)]
        while stack:
            element, opening = stack.pop()
            block = element.tag in _BLOCKS or element.tag == "br"
            if not opening:
                self._add(line, self._seen.get(element, ElementStyle()).after, element)
            if block and (taken := _take(line)):
                yield taken
            if not opening:
                self._add(line, element.tail if element is not root else None, element.getparent())
                continue
            if element is not root and element.tag == "table" and self._holds_data(element):
                if found := self._table(element):
                    yield found
                self._add(line, element.tail, element.getparent())
                continue
            if element.tag in _NOT_SPOKEN:  # what stands above words to say how they are spoken
                line.add("".join(element.itertext()), aside="note_mark")
                self._add(line, element.tail, element.getparent())
                continue
            if (value := _control(element)) is not None:
                self._add(line, value, element)
                self._add(line, element.tail, element.getparent())
                continue
            self._add(line, self._seen.get(element, ElementStyle()).before, element)
            if element.tag == "pre" and element.text and "\n" in element.text:
                for text in element.text.split("\n"):
                    self._add(line, text, element)
                    if taken := _take(line):
                        yield taken
            else:
                self._add(line, element.text, element)
            stack.append((element, False))
            stack.extend((child, True) for child in reversed(element))
        if taken := _take(line):
            yield taken

    def _add(self, line: ComposedLine, text: str | None, element: HtmlElement | None) -> None:
        if text:
            seen = self._seen.get(element, ElementStyle())
            if seen.misdrawn:
                text = _DIGIT.sub(UNREADABLE, text)
            if self._red_is_rare and seen.red and is_amount(text):
                text = UNREADABLE + text.lstrip()
            line.add(text, level=seen.level, aside=seen.aside, size=seen.size)

    def _holds_data(self, table: HtmlElement) -> bool:
        """Whether a table is one of data, not one that only lays out the page."""
        if len(table.findall(".//td")) + len(table.findall(".//th")) < 2:
            return False
        inner = [t for t in table.iterdescendants("table") if _outer(t) is table]
        if not inner:
            return True
        rows = [_own_cells(row) for row in _own_rows(table)]
        cells = [cell for row in rows for cell in row]
        plain = sum(cell.find(".//table") is None and text_length(cell) > 0 for cell in cells)
        share = sum(map(text_length, inner)) / max(text_length(table), 1)
        flat = all(len(_own_rows(t)) == 1 for t in inner) and plain >= _PLAIN_CELLS * len(inner)
        wide = [row for row in rows if len(row) > 1]
        return len(wide) > 1 and share < (_FLAT_SHARE if flat else _INNER_SHARE)

    def _table(self, table: HtmlElement) -> BlockTable | None:
        caption = [
            line
            for element in table.iterchildren("caption")
            for line in self.blocks(element)
            if isinstance(line, PrintedLine)
        ]
        cells = self._cells(table)
        return BlockTable(caption, cells) if cells else None

    def _cells(self, table: HtmlElement) -> list[PrintedCell]:
        rows = [row for row in _own_rows(table) if not self._removed(row)]
        taken: set[tuple[int, int]] = set()
        cells: list[PrintedCell] = []
        unseen: list[PrintedLine] = []  # what is set aside with a cell that takes no place
        whole = _whole_width(rows)
        for number, row in enumerate(rows):
            column = 0
            hanging = {at for line, at in taken if line == number}
            own = sum(_across(cell) for cell in _own_cells(row) if not self._removed(cell))
            if hanging and own == whole:  # a row that is whole without what hangs into it
                _end_above(cells, number)
                taken = {place for place in taken if place[0] < number}
                hanging = set()
            too_wide = own + len(hanging) - whole if whole else 0
            for element in _own_cells(row):
                texts, inner = self._content(element)
                if not texts and self._pictured(element, row):
                    texts = [PrintedLine(UNREADABLE)]
                if self._removed(element):
                    unseen += [PrintedLine("", None, text.asides) for text in texts]
                    continue
                while (number, column) in taken:
                    column += 1
                if column >= _MAX_COLUMNS:
                    break
                down = min(_span(element, "rowspan") or len(rows), len(rows) - number)
                across = max(1, min(_span(element, "colspan"), _MAX_COLUMNS - column))
                if 0 < too_wide < across:
                    across, too_wide = across - too_wide, 0
                taken |= {(number + r, column + c) for r in range(down) for c in range(across)}
                start = [InnerTable(len(unseen) + t.start, t.cells) for t in inner]
                cell = Cell(number, column, down, across)
                cells.append(PrintedCell(cell, 1, [*unseen, *texts], start))
                unseen = []
                column += across
        return cells

    def _removed(self, element: HtmlElement) -> bool:
        return self._seen.get(element, ElementStyle()).removed

    def _pictured(self, cell: HtmlElement, row: HtmlElement) -> bool:
        """Whether a cell shows a picture where the others of its row show words: perhaps a figure."""
        pictures = [
            p for p in cell.iter("img", "canvas") if not self._seen.get(p, ElementStyle()).aside
        ]
        if all(p.get(side, "").strip("px ") in ("0", "1") for p in pictures for side in _SIDES):
            return False
        return any(text_length(other) for other in _own_cells(row) if other is not cell)

    def _content(self, cell: HtmlElement) -> tuple[list[PrintedLine], list[InnerTable]]:
        """The lines of a cell, and the tables that stand in it; their lines are among them."""
        texts: list[PrintedLine] = []
        inner: list[InnerTable] = []
        for block in self.blocks(cell):
            if isinstance(block, PrintedLine):
                texts.append(block)
                continue
            texts += block.caption
            inner.append(InnerTable(len(texts), block.cells))
            texts += [PrintedLine(*text) for own in block.cells for text in own.texts]
        return texts, inner


def text_length(element: HtmlElement) -> int:
    """How many characters an element holds, white space aside."""
    return sum(len("".join(text.split())) for text in element.itertext())


def _take(line: ComposedLine) -> PrintedLine | None:
    taken = line.take()
    if taken is None:
        return None
    asides = tuple((_SPACES.sub(" ", words).strip(), reason) for words, reason in taken.asides)
    asides = tuple(aside for aside in asides if aside[0])
    text = _SPACES.sub(" ", taken.text).strip()
    return PrintedLine(text, None, asides) if text or asides else None


def _control(element: HtmlElement) -> str | None:
    """What a control of a form shows; None for what is none."""
    if element.tag == "input":
        kind = element.get("type", "").lower()
        if kind in ("checkbox", "radio"):
            return "☑" if "checked" in element.attrib else "☐"
        return element.get("value", "") if kind in _SHOWN_VALUES else ""
    if element.tag == "select":
        options = list(element.iter("option"))
        chosen = [option for option in options if "selected" in option.attrib] or options[:1]
        return "".join(option.text_content() for option in chosen)
    return "" if element.tag == "button" else None


def _outer(element: HtmlElement) -> HtmlElement | None:
    return next(element.iterancestors("table"), None)


def _own_rows(table: HtmlElement) -> list[HtmlElement]:
    """The rows of a table, without those of tables in its cells."""
    found: list[HtmlElement] = []
    foot: list[HtmlElement] = []  # shown below the others wherever it stands
    for child in table:
        if child.tag == "tr":
            found.append(child)
        elif child.tag in _AROUND_ROWS:
            (foot if child.tag == "tfoot" else found).extend(_own_rows(child))
    return [*found, *foot]


def _own_cells(row: HtmlElement) -> list[HtmlElement]:
    return [child for child in row if child.tag in ("td", "th")]


def _across(cell: HtmlElement) -> int:
    return max(1, min(_span(cell, "colspan"), _MAX_COLUMNS))


def _whole_width(rows: list[HtmlElement]) -> int:
    """How many columns a table has: those of its first row of several cells; 0 where it does not say.

    It does not where more than a third of the rows are wider.
    """
    widths = [sum(map(_across, _own_cells(row))) for row in rows]
    first = next((w for w, row in zip(widths, rows, strict=True) if len(_own_cells(row)) > 1), 0)
    return first if 3 * sum(width > first for width in widths) <= len(widths) else 0


def _end_above(cells: list[PrintedCell], row: int) -> None:
    """Ends the cells that would hang into a row above it."""
    for index, printed in enumerate(cells):
        if printed.cell.row + printed.cell.rows > row:
            shorter = replace(printed.cell, rows=row - printed.cell.row)
            cells[index] = replace(printed, cell=shorter)


def _span(element: HtmlElement, name: str) -> int:
    value = element.get(name, "1").strip()
    return int(value) if value.isascii() and value.isdigit() and len(value) < 10 else 1
