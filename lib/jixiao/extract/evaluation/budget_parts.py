"""The parts of a report's budget section: what each is read with, and its heading."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from ...catalogue import wordings
from ...source import Line, Passage, join
from ..clauses import ClauseGrammar, grammar
from ..mend import mend_numbers
from .outline import Outline

_NUMBERED = re.compile(
    r"(?:[（(]?[\d０-９]+[）).、．]|[（(][一二三四五六七八九十]+[）)]|[一二三四五六七八九十]+、)\s*(.+?)[：:]?"
)
_UNKNOWN_TITLE = re.compile(r"[^，。；：、\d]{2,30}")
TITLE_REST = re.compile(r"(?:支出|使用|收支|执行|管理)*(?:情况)?(?:分析|说明)?$")
# … or without a number, on a line of its own that is shorter than a line of a sentence
_SHORT_TITLE = re.compile(r"(?P<title>[^，。；：、\d（）()]{2,16}情况)(?:[（(][^）)\d]{1,6}[)）])?")
OF_THE_WHOLE = re.compile(
    r"整体|总体|年度支出|部门.*收支|预算执行|执行率"
)  # a heading of all money


def budget_parts(outline: Outline) -> Iterator[tuple[ClauseGrammar, Passage, str]]:
    """The words that each part is read with, its text, and its heading where no part is called so."""
    words = wordings("budget")
    by_title = {title: part for part in words["parts"] for title in part["titles"]}
    current: dict[str, Any] = next(part for part in words["parts"] if part.get("general"))
    lines: list[Line] = []
    told = outline.section("finance").text_lines if outline.has("finance") else ()
    title = ""
    for line in told:
        text = "".join(line.text.split())
        heading = _NUMBERED.fullmatch(text)
        short = _SHORT_TITLE.fullmatch(text)
        head = heading[1] if heading else short["title"] if short else ""
        known = heading is not None and head in by_title
        if known or current.get("general") and _UNKNOWN_TITLE.fullmatch(head):
            if lines:
                yield grammar(current, words), mend_numbers(join(lines)), title
            title = "" if known else head
            current, lines = by_title[head] if known else current, []
        else:
            lines.append(line)
    yield grammar(current, words), mend_numbers(join(lines)), title
    for part in words["parts"]:
        if "section" in part and outline.has(part["section"]):
            section = outline.section(part["section"])
            yield grammar(part, words), mend_numbers(join(section.text_lines)), ""
