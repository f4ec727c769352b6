"""What is printed above a table: its title, its number, its unit of money, whose it is."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ..base.errors import Place
from ..source import Box, Line
from .text import is_figure

_MOST_LINES = 8  # above a table that can belong to its caption
_LONGEST = 60  # characters of a title
_UNIT = re.compile(
    r"(?:金额|计量|货币|数量)?单位[:：]?[(（]?(?:人民币)?(亿元|百万元|千元|万元|元)(?![\u4e00-\u9fff]*[局委会院校室中])"
)
_NUMBER = re.compile(
    r"[(（]?((?:[\u4e00-\u9fff]{0,6}公开|附|预算|决算|财决|部门|附件)?\s*表\s*"
    r"(?:\d+|[一二三四五六七八九十]+)(?:[-－—]\d+)*|公开\s*\d+\s*表|[\u4e00-\u9fff]{0,4}公开\s*\d+(?:[-－—]\d+)*\s*表"
    r"|附件?\s*(?:\d+|[一二三四五六七八九十]+)(?:[-－—]\d+)*|(?:预|决)算\s*\d+\s*表)[)）]?"
)
_WHOSE = re.compile(
    r"(?:编制|填报|填表|报送|公开|预算|主管|实施)?(?:单位|部门)(?:[(（](?:单位|部门|公章|盖章)[)）])?(?:名称|编码|代码)?[:：].*"
    r"|(?:填报|编制|制表|填表|公开)?(?:日期|时间|人)[:：].*|(?:预算|决算|填报)?年度[:：].*"
)
_OWNER = re.compile(
    r"(?:编制|填报|填表|报送|预算|决算|公开|主管)?(?:单位|部门)(?:[(（](?:单位|部门|公章|盖章)[)）])?(?:名称)?[:：](.+?)(?:[(（]汇总[)）])?$"
)
# 收入预算总表 编制单位：某某局: a title and whose table it is, in one line.
_TITLE_AND_WHOSE = re.compile(rf"(.+?表(?:[(（][^()（）]*[)）])?)({_WHOSE.pattern})")
# 归口处室：某某科: what a caption names under words of its own.
_LABELLED = re.compile(r"[\u4e00-\u9fff（()）]{2,12}[:：][^。；]*")
_DATE = re.compile(r"[(（]?(?:20)\d{2}\s*年?(?:\s*度)?(?:\d{1,2}月(?:\d{1,2}日)?)?[)）]?")
_PAGE_NUMBER = re.compile(r"[-—–－~·.第/共页\s]*\d{1,4}[-—–－~·.第/共页\d\s]*")
_CONTINUED = re.compile(r"[(（]?(?:续表?|接上表|续上表|续前表)[)）]?\d*")
_NOTE = re.compile(r"[(（]?(?:注|备注|说明|附注|填表说明)\s*\d*[:：.、]|※|★|\*")
_COVER = re.compile(
    r"(?:部门|单位)(?:预算|决算)(?:公开|报告)?$"
)  # the document's title, no table's
_SENTENCE_END = ("。", "；", ";", "，", ",", "：", ":", "、")


@dataclass(frozen=True)
class Caption:
    """Title, number and unit as printed above a table, each with its place; None where nothing is.

    `texts`: all that is printed there, without white space, to know it again on the next page;
    `owners`: whose table it is; `two_units`: it names two, so that neither is the table's.
    """

    title: str | None = None
    title_place: Place | None = None
    number: str | None = None
    unit: str | None = None
    unit_place: Place | None = None
    texts: frozenset[str] = frozenset()
    owners: frozenset[str] = frozenset()
    two_units: bool = False


def squeezed(text: str) -> str:
    return "".join(text.split())


def is_page_number(text: str) -> bool:
    return bool(_PAGE_NUMBER.fullmatch(text.strip()))


def is_note(text: str) -> bool:
    """Whether a text is a note to a table: 注：…, 备注：…"""
    return bool(_NOTE.match(squeezed(text)))


def is_continued_mark(text: str) -> bool:
    return bool(_CONTINUED.fullmatch(squeezed(text)))


def unit_of(text: str) -> str | None:
    """The unit of money that a caption names: 单位：万元 → 万元."""
    match = _UNIT.search(squeezed(text))
    return match[1] if match else None


def unit_alone(text: str) -> str | None:
    """The unit of a text that says nothing else: 单位：元 → 元."""
    printed = squeezed(text)
    match = _UNIT.search(printed)
    return match[1] if match and not (_UNIT.sub("", printed)).strip("()（）:：") else None


def without_unit(text: str) -> str:
    """A title without the unit and owner that stand in the same line: 支出决算表 单位：万元."""
    if beside := _TITLE_AND_WHOSE.fullmatch(text):
        return beside[1]
    match = _UNIT.search(text)
    ends = match is not None and match.end() == len(text)
    return text[: match.start()] if match and ends and match.start() else text


def owner_of(text: str) -> str | None:
    """Whose table it is, where a caption says so: 编制单位：某某局 → 某某局."""
    rest = _UNIT.sub("", squeezed(text))
    if beside := _TITLE_AND_WHOSE.fullmatch(rest):
        rest = beside[2]
    match = _OWNER.match(rest)
    return match[1] if match else None


def number_of(text: str) -> str | None:
    """The number of a table, if the text begins with it, ends with it or is nothing else."""
    printed = squeezed(text)
    match = _NUMBER.match(printed)
    if match and (
        match.end() == len(printed) or not printed[match.end()].isalnum() or match[1][-1].isdigit()
    ):
        return match[1]
    for match in _NUMBER.finditer(printed):
        if match.end() == len(printed) and match[0][:1] in "(（":
            return match[1]
    return None


def is_furniture(text: str) -> bool:
    """Whether a text beside a table names no table: unit, department, date, number, page."""
    printed = squeezed(text)
    if not printed or is_page_number(printed) or is_continued_mark(printed):
        return True
    rest = _UNIT.sub("", printed) if _UNIT.search(printed) else printed
    return (
        not rest.strip("()（）:：")
        or _WHOSE.fullmatch(rest) is not None
        or _DATE.fullmatch(printed) is not None
        or _NUMBER.fullmatch(printed) is not None
    )


def is_title(text: str) -> bool:
    """Whether a text has the form of a table's title: short, no sentence, it ends in 表."""
    printed = squeezed(text)
    bare = re.sub(r"(?:[(（][^()（）]*[)）]|[-—]?\d+|[”\"])+$", "", printed)
    return 2 < len(printed) <= _LONGEST and bare.endswith("表") and "。" not in printed


def without_number(title: str) -> str:
    """A title without the number of the table before or behind it."""
    match = _NUMBER.match(title)
    if match and len(title) > match.end():
        rest = title[match.end() :].lstrip(":：.、")
        if rest:
            title = rest
    for match in _NUMBER.finditer(title):
        if match.start() and match.end() == len(title) and match[0][:1] in "(（":
            return title[: match.start()]
    return title


def read_caption(
    above: Sequence[Line], inside: Iterable[Line], page: int, box: Box | None
) -> Caption:
    """What the lines above a table and those of its own first rows say of it.

    `above`: the printed lines before it, in order; `inside`: those of rows above its head.
    """
    own = list(inside)
    near = [line for line in above if line.page >= page - 1][-_MOST_LINES:]
    title = _title(own, None, page)
    start = len(near) if title else _caption_start(near)
    if not title and (title := _title(near, box, page)):
        start = near.index(title[0])
    block = [*near[max(0, start - 2) :], *own]
    unit = next(
        ((unit_of(line.text), line) for line in reversed(block) if unit_of(line.text)), None
    )
    below = [*near[min(start, len(near)) :], *own]  # from the title on
    if two_units := len({said for line in below if (said := unit_of(line.text))}) > 1:
        unit = None
    numbers = [number for line in reversed(block) if (number := number_of(line.text))]
    words = without_unit("".join(squeezed(line.text) for line in title))
    text = without_number(words) if title else None
    texts = [squeezed(line.text) for line in [*below, *block]]
    return Caption(
        text,
        title[0].place if title else None,
        numbers[0] if numbers else None,
        unit[0] if unit else None,
        unit[1].place if unit else None,
        frozenset(text for text in texts if text),
        frozenset(owner for text in texts if (owner := owner_of(text))),
        two_units,
    )


def _caption_start(lines: Sequence[Line]) -> int:
    start = len(lines)
    while start and is_furniture(lines[start - 1].text):
        start -= 1
    return start


def _title(lines: Sequence[Line], box: Box | None, page: int) -> list[Line]:
    """The lines of the title: the nearest one that is neither unit nor department nor date.

    A line that names a unit or something else under words that are not known is passed over where a
    title stands above it.
    """
    last: list[Line] | None = None  # the title where no better one stands above
    for index in range(len(lines) - 1, -1, -1):
        printed = squeezed(lines[index].text)
        if is_furniture(printed):
            continue
        taken = _title_at(lines, index, box, page)
        if _names_other(printed):
            last = taken if last is None else last
            continue
        if last is not None and not (taken and is_title(without_unit(squeezed(taken[-1].text)))):
            return last
        return taken
    return last or []


def _names_other(printed: str) -> bool:
    """Whether a line of a caption, which is no title, says of a table whose it is or in what unit."""
    if len(printed) > _LONGEST or is_note(printed) or is_title(without_unit(printed)):
        return False
    return _UNIT.search(printed) is not None or _LABELLED.fullmatch(printed) is not None


def _title_at(lines: Sequence[Line], index: int, box: Box | None, page: int) -> list[Line]:
    """The lines of the title whose last stands at `index`; none if that is no title."""
    line = lines[index]
    printed = squeezed(line.text)
    if is_figure(printed) or len(printed) > _LONGEST or printed.endswith(_SENTENCE_END):
        return []
    printed = without_unit(printed)
    stands = box is None or (line.page == page and _centred(line, box))
    if is_note(printed) or not (is_title(printed) or stands):
        return []
    before = lines[index - 1].text if index else ""
    if line.page != page and is_title(before) and not is_furniture(before):
        return []  # the last line of a list of tables
    if index and _goes_on(lines[index - 1], line):
        return [lines[index - 1], line]
    return [line]


def _centred(line: Line, box: Box) -> bool:
    if line.box is None:
        return False
    middle, width = (box.left + box.right) / 2, box.right - box.left
    away = abs((line.box.left + line.box.right) / 2 - middle)
    return away < 0.06 * width and line.box.right - line.box.left < 0.9 * width


def _goes_on(above: Line, line: Line) -> bool:
    """Whether a title is set in two lines: both in the middle, the first no title of its own."""
    first, second = squeezed(above.text), squeezed(line.text)
    if above.page != line.page or is_furniture(first) or first.endswith(_SENTENCE_END):
        return False
    if above.box is None or line.box is None or _COVER.search(first):
        return False
    if is_title(first) and not second.startswith(("（", "(")):
        return False
    height = line.box.bottom - line.box.top
    close = line.box.top - above.box.bottom < 1.2 * height
    alike = abs((above.box.bottom - above.box.top) - height) < 0.2 * height
    middle = abs(above.box.left + above.box.right - line.box.left - line.box.right) / 2
    return close and alike and middle < 1.5 * height
