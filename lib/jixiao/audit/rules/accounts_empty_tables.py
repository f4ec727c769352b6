"""Budgets and final accounts: a table without any figure carries a sentence that says so.

本部门没有政府性基金预算拨款，故本表无数据. The sentence may stand under the table, elsewhere on its pages
or the next (in a text without pages: around it), in the narrative of the same money, or in a list of
the tables (是否空表). A table of zeros alone is one without a figure. Not applicable where every table has
a figure.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...base.said import Said
from ...catalogue import wordings
from ...extract.statements import kind_of
from ...grid import Grid, grids
from ...report import Report
from ...source import Document, Line
from ..findings import Evidence, Finding, Kind, Outcome, failed, not_applicable, passed
from ..prose import bare, sentences, text_lines
from ..subjects import words
from ..wording import worded

kind: Kind = "structure"
version = 1
_NAMED = ("government_fund", "state_capital", "sangong")  # by words that no other table has
_ABOVE, _BELOW = 4, 8  # lines of text around a table
_FIGURE = re.compile(r"^[-－—–]?[\d,，]*[1-9][\d,，]*(?:\.\d+)?%?$|^[-－]?0?\.\d*[1-9]\d*%?$")


def check(report: Report) -> Iterator[Outcome]:
    if report.document is None or "statements" not in report.tables:
        yield not_applicable("ledger.empty_tables", "ledger.no_text_or_accounts")
        return
    tables: dict[int, list[Grid]] = {}
    for grid in grids(report.document):
        tables.setdefault(grid.number, []).append(grid)
    empty = 0
    for sides in tables.values():
        known = kind_of(sides[0])
        if known is None or known.how != "title" or any(_has_figure(side) for side in sides):
            continue
        title, place = sides[0].title, sides[0].title_place
        if not title or place is None:
            continue
        empty += 1
        if _explained(report.document, sides[0], known.id) or _listed(report.document, title):
            yield passed(words(title))
            continue
        finding = Finding(
            "accounts_empty_tables",
            version,
            kind,
            "low",
            worded(Said("findings.empty_table", name=title)),
            (Evidence(place.page, place.line, title),),
            nature="requirement",
        )
        yield failed(words(title), finding)
    if not empty:
        yield not_applicable("ledger.empty_tables", "ledger.every_table_has_figures")


def _has_figure(grid: Grid) -> bool:
    """Whether a cell of data beside codes and numbering holds a figure that is not zero."""
    numbered = re.compile(r"^(?:行次|栏次|序号|编码|科目编码|功能分类科目编码|类|款|项)$")
    codes = {i for i, head in enumerate(grid.heads) if any(numbered.match(part) for part in head)}
    for row in grid.data_rows():
        for column, cell in enumerate(row.cells):
            if cell is None or column in codes or (cell.column != column):
                continue
            text = "".join(cell.text.split())
            if _FIGURE.match(text) and not (column == 0 and text.isdigit()):
                return True
    return False


def _explained(document: Document, grid: Grid, id: str) -> bool:
    rules = wordings("document_rules")["empty"]
    # A line without any figure or with a word of nothing, beside the table or under it, that is not of
    # another fund than the table.
    beside = [bare(line) for line in _lines_beside(document, grid)]
    beside += ["".join(row.text(0).split()) for row in grid.rows]
    fund = rules["funds"].get(id)
    others = [rules["funds"][other] for other in _NAMED if other != id]
    for text in beside:
        own = fund is not None and re.search(fund, text)
        of_another = not own and any(re.search(other, text) for other in others)
        if not of_another and re.search(rules["sentence"], text):
            return True
    if fund is None:
        return True
    near = re.compile(
        rf"(?:{fund})[^。；]{{0,40}}?(?:{rules['sentence']})|(?:{rules['sentence']})[^。；]{{0,20}}?(?:{fund})"
    )
    return any(near.search(sentence.text) for sentence in sentences(document))


def _lines_beside(document: Document, grid: Grid) -> list[Line]:
    """The lines of text of a table's pages and the next; those around it in a text without pages."""
    pages = {*grid.pages, max(grid.pages) + 1}
    lines = [line for line in text_lines(document) if line.page in pages]
    own = [line.number for cell in grid.cells for line in cell.lines]
    if document.page_count > 1 or not own:
        return lines
    above = [line for line in lines if line.number < min(own)]
    below = [line for line in lines if line.number > max(own)]
    return above[-_ABOVE:] + below[:_BELOW]


def _listed(document: Document, title: str) -> bool:
    """Whether a list of the tables says that this one is empty."""
    pattern = wordings("document_rules")["empty"]["listed"]
    for grid in grids(document):
        for row in grid.rows:
            texts = ["".join(cell.text.split()) for cell in row.cells if cell]
            named = any(len(text) > 5 and text in title for text in texts)
            if named and any(re.match(pattern, text) for text in texts):
                return True
    return False
