"""The narrative of a document by its headings: which section a passage belongs to.

Tables are left out. A heading is numbered 一、 or （一）, heads a part (第三部分 …), or stands alone
(2026年部门预算编制说明). One that is a section's may have the section's text in its own line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from ...catalogue import wordings
from ...source import Document, Line, Passage, join
from .grammar import Grammar
from .kinds import Family
from .list_items import with_stops
from .narrative_subjects import Subject

_HEADING = re.compile(r"[一二三四五六七八九十]+、(?P<title>.+)")
_PART = re.compile(r"第[一二三四五六七八九十]+部分[:：]?(?P<title>.*)")
_SUBHEADING = re.compile(r"[（(][一二三四五六七八九十]+[)）](?P<title>[^，。；：,;:]+)。?")
_NUMBERED = re.compile(r"\d{1,2}[.．、](?P<title>[^，。；：\d]{4,40}(?:情况|说明))。?")
_OPENS = re.compile(r"[第一二三四五六七八九十（(\d]")  # what a heading that is no _ALONE opens with
_ENDS_ALONE = "说明"
_FIGURE = re.compile(r"\d[\d,.]*(?:[亿万千百]?元|[%％])")
_ALONE = re.compile(r"(?:[^，。；：\d]{0,40}?\d{4}年度?)?(?P<title>[^，。；：\d（(、]{4,30}说明)")
# 某县2019年度“三公”经费支出决算情况; or a sentence of a text without headings: 现将“三公”经费决算情况公布如下：
_SANGONG = re.compile(
    r"(?:[^，。；：\d]{0,40}?\d{4}年度?[^，。；：\d（(、]{0,30})?三公.?经费[^，。；：\d（(、]{0,8}(?:决算|预算)"
    r"[^，。；：\d（(、]{0,8}情况|.*三公.?经费.*情况.{0,6}如下[:：。]?"
)
# 关于某某局2024年度…: of whom and when a section is, which every one of them is.
_OF_WHOM = re.compile(r"^(?:关于)?(?:[^，。；：]{0,40}?\d{4}年度?)?")
_RUNS_ON = re.compile(
    r"(?:(?P<main>[一二三四五六七八九十]+、)|[（(][一二三四五六七八九十]+[)）]、?|\d{1,2}[.．、])"
    r"(?P<title>[^，。；：,:;\d]{2,40}(?:(?:情况|说明)(?=[。：:，,].)|(?:[决预]算|运行经费)(?=[。：:].)))"
)
_MARK = re.compile("[。：:，,]")
_OF_THE_WHOLE = "overall"
_CONTENTS = re.compile(r"[.．…·]{2,}|\d$")
# （三）2080505-机关事业单位基本养老保险缴费支出: a class of a list, whose amount may stand in the next line
_CLASS_LISTED = re.compile(
    r"[（(][一二三四五六七八九十]+[)）](?:[235]\d{2}(?:\d{2}){0,2}[-—－]|[235]\d{6}[\u4e00-\u9fff])"
)
_AMOUNT_CUT = re.compile(r"\d[\d,.]*[亿万千]?\n[亿万千]?元")  # 276.76万 / 元


@dataclass(frozen=True)
class NarrativeSection:
    """A passage between two headings. `subject`: what its own heading names, if anything."""

    grammar: Grammar
    passage: Passage
    subject: Subject | None = None


def sections(document: Document, family: Family) -> Iterator[NarrativeSection]:
    """The sections whose headings are known, and within them what stands between subheadings.

    A text without tables and without such a heading is one section: that of the whole.
    """
    headed = list(_headed(document, family))
    if not headed and not document.tables:
        known = wordings(f"{family}_narrative")["sections"]
        whole = [words for words in known if words["id"] == _OF_THE_WHOLE][-1]
        if lines := [line for line in document.lines if not line.blank]:
            headed = [NarrativeSection(Grammar(whole, family), join(with_stops(lines)))]
    yield from headed


def _headed(document: Document, family: Family) -> Iterator[NarrativeSection]:
    current: Grammar | None = None
    subject: Subject | None = None
    lines: list[Line] = []
    of_tables = {line.number for table in document.tables for line in table.lines}
    labels = _labels_of_pages()
    texts = ["".join(line.text.split()) for line in document.lines]
    for line, text, below in zip(document.lines, texts, [*texts[1:], ""], strict=True):
        if line.number in of_tables:
            continue
        if not text:
            lines.append(line)
            continue
        if labels.fullmatch(text):
            continue
        found, rest = _heading(text, below), ""
        if found is None:
            found, rest = _running_on(text, line.text, family)
        if found is None:
            lines.append(line)
            continue
        if current is not None and lines:
            yield NarrativeSection(current, join(with_stops(lines)), subject)
        level, title = found
        grammar = _section(title, family)
        lines = [line._replace(text=rest)] if rest else []
        same = bool(current and grammar and grammar.is_within(current))
        if (
            current
            and grammar is None
            and current.subject(title)
            and not _spent_before(title, family)
        ):
            level = "sub"  # 二、公务接待费 of a text that tells the three public expenses alone
        if level == "sub" and (grammar is None or (family == "accounts" and same)):
            subject = current.subject(title) if current else None
        else:
            current, subject = grammar, None
            told = rest if family == "budget" else level == "sub"  # 收入预算：年初预算数10万元
            if told and grammar is not None:
                subject = grammar.subject(title)
    if current is not None and lines:
        yield NarrativeSection(current, join(with_stops(lines)), subject)


def _heading(text: str, below: str) -> tuple[str, str] | None:
    """("main" or "sub", its title); None for a line of the text. `below`: the line after it."""
    if _CLASS_LISTED.match(text) or _AMOUNT_CUT.search(f"{text}\n{below}"):
        return None
    if _FIGURE.search(text):
        return None  # （二）公务接待费较2023年预算下降20.00%。 is a sentence
    if "三公" in text and _SANGONG.fullmatch(text):
        return "main", text
    if not (_OPENS.match(text) or text.endswith(_ENDS_ALONE)):
        return None
    levels = (("main", _PART), ("main", _HEADING), ("sub", _SUBHEADING), ("sub", _NUMBERED))
    for level, pattern in levels:
        if match := pattern.match(text) if pattern is _PART else pattern.fullmatch(text):
            return level, match["title"].rstrip("。")
    alone = _ALONE.fullmatch(text)
    if alone and not _CONTENTS.search(text):
        return "main", text if "三公" in text else alone["title"]  # 三公经费2014年预算情况说明
    return None


def _running_on(text: str, printed: str, family: Family) -> tuple[tuple[str, str] | None, str]:
    """The heading that a line opens with, where it is a section's, and what is printed behind it.

    （一）收入决算情况。2021年度，收入总计为457.82万元。
    """
    match, end = _RUNS_ON.match(text), _MARK.search(printed)
    if match is None or end is None or _section(match["title"], family) is None:
        return None, ""
    level = "main" if match["main"] else "sub"
    return (level, match["title"]), printed[end.end() :]


@cache
def _labels_of_pages() -> re.Pattern[str]:
    """Lines of a web page that are none of its text: 发布时间：2022-10-14."""
    furniture: list[str] = wordings("document_kinds")["title"]["furniture"]
    return re.compile("|".join(words for words in furniture if "[:：]" in words))


def _spent_before(title: str, family: Family) -> bool:
    """Whether a part of a budget tells what was spent the year before."""
    return family == "budget" and "决算" in title and "预算" not in title


def _section(title: str, family: Family) -> Grammar | None:
    whole = re.sub(r"的(?=说明|情况)", "", re.sub(r"[“”\"]", "", title))
    plain = _OF_WHOM.sub("", whole)
    if _spent_before(plain, family):
        return None
    # 三公经费2018年决算: what it is of stands before the year
    for text in (whole, plain) if "三公" in whole else (plain, whole):
        for pattern, grammar in _known(family):
            if pattern.fullmatch(text):
                return grammar
    return None


@cache
def _known(family: Family) -> list[tuple[re.Pattern[str], Grammar]]:
    """The sections of the catalogue: what their headings say, and their words."""
    sections = wordings(f"{family}_narrative")["sections"]
    return [(re.compile(words["title"]), Grammar(words, family)) for words in sections]
