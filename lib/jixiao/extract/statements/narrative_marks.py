"""The marks of a narrative: where its clauses end, where it names classes and compares in words.

Each pattern is sought in the text as `plain_text` gives it, character by character the same length.
"""

from __future__ import annotations

import re

from ...base.amounts import NUMBER, fold

BOUNDARY = re.compile(r"[，。；：]|,(?!\d)|（(?=含(?!专用|结转和)[^）]|其中)|(?<=[\d元%辆个次])、")
CLASS_ITEM = re.compile(
    r"(?P<kind>[^。；，、]+?)（(?P<a>\d{3})?类）[-—－]?(?P<group>[^。；]+?)（(?P<b>\d{2})?款）"
    r"[-—－]?(?P<name>[^。；]+?)（(?P<c>\d{2})?项）"
)
# 教育（类） in a line of its own, and below it 1.普通教育（款）小学教育（项） (江苏, 内蒙古).
CLASS_PAIR = re.compile(
    r"(?:(?<=\d[.．、])|(?<=\d）)|(?<=[。；：]))(?P<kind>)(?P<group>[^。；，、：（）]+?)（款）"
    r"[-—－]?(?P<name>[^。；，：（）]+?)（项）(?P<a>)(?P<b>)(?P<c>)"
)
# “教育支出-普通教育-小学教育”科目: the same three with dashes between (上海 2025).
CLASS_PATH = re.compile(
    r"“(?P<kind>[^“”，。；：\d]+?)[-—－](?P<group>[^“”，。；：\d]+?)[-—－](?P<name>[^“”，。；：\d]+?)”(?=科目)"
    r"(?P<a>)(?P<b>)(?P<c>)"
)
CLASS_CODE = re.compile(
    r"(?P<first>[235]\d{2}(?:\d{2}){0,2})[-—－]"
    r"(?P<named>(?=[^\d]*[\u4e00-\u9fff])[^\d，。；：、]+?)(?=支出?\d|\d)"
    # Nothing between a code of seven digits and its name: 2010601行政运行9万元 (福建, 云南).
    r"|(?<![\d.,])(?P<plain>2\d{6})(?P<called>(?![元万亿千人次辆个])[\u4e00-\u9fff][^\d，。；：、（]*?)(?=支出?\d|\d)"
    r"|(?P<name>(?=[^\d（]*[\u4e00-\u9fff])[^\d，。；：、（]{2,30})"
    r"（(?P<code>[235]\d{2}(?:\d{2}){0,2})）"
)
CLASSES = (CLASS_ITEM, CLASS_PAIR, CLASS_PATH, CLASS_CODE)
# … or numbered behind a colon: 其中：1.公务接待费。2024年预算数9万元 (北京)
BARE = re.compile(
    r"(?:(?<=。)|^|(?<=：)(?=\d[.．、]))"
    r"(?P<words>[^。\d]{2,40}|(?:其中[：，]?)?\d[.．、][^。\d]{2,40})。"
)
COMPARED = re.compile(
    r"决算数?(?:(?P<than>小于|低于|大于|高于|等于)(?:年初)?预算数?"
    r"|[与同和](?:年初)?预算数?(?P<about>基本)?(?:持平|一致|相同|相等))"
)
LEVEL = re.compile(
    r"(?:[与同比较](?:\d{4}年度?|上年度?|上一年度?)(?:相比)?，?[^，。；：]*?)?(?P<about>基本)?持平"
)
# 2万元至3万元, 5%—10%: from here to there, and neither of both.
RANGE = re.compile(
    rf"{NUMBER}\s*(?:[亿万千]?元|[亿万%])?\s*(?:至|到|[~～—–-]{{1,2}})\s*{NUMBER}\s*(?:[亿万千]?元|[万%])"
)
# 某某小学本年收入合计: with whose name a section may begin (江苏)
OWN_NAME = re.compile(r"^[^\d，。；：]{2,40}?(?=本年(?:收入|支出)(?:决算)?合计)")
# A sentence's first clause without a figure, where the sentence has one.
OPENING = re.compile(r"(?:(?<=。)|^)(?P<words>(?:\d{4}年(?:度)?|[^，。；：\d])+)[，：](?=[^。]*\d)")
COMPARED_WITH = re.compile(
    r"[与同较比和](?:\d{4}年(?:度)?|上年度?|上一年度?|去年|全年|年初)?(?:决算|预算)?(?:数)?(?:相比|比较)?$"
)
CONNECTS = re.compile(
    r"其中|具体(?:情况|内容)?(?:如下)?|另外|同时|全年|当年|截至|按.{1,20}分|主要.{0,20}|以上.{0,10}"
)
ADDS_NOTHING = re.compile(r"[，；：、]?(?:支出|收入)?(?:为)?")
DIRECTIONS = {"小于": -1, "低于": -1, "大于": 1, "高于": 1, "等于": 0}

_WIDE = str.maketrans(",:;()", "，：；（）")
_NARROW = re.compile(
    r"[,:](?!\d)|(?<!\d)[,:]|[;()]"
)  # not the comma of 1,204 or the colon of 12:30


# 3，518.85万元 is one amount where no list of amounts (分别为…, 各…) is told.
_GROUPED = re.compile(
    r"(?<![\d.,，、])(?<![别各][为是])(?<![别各])[1-9]\d{0,2}(?:，\d{3})+\.\d{2}(?=\s*[亿万]?元)"
)


def plain_text(text: str) -> str:
    """`text` with digits made plain and the marks between clauses full-width, length kept."""
    return widened(fold(text))


def widened(text: str) -> str:
    """`text` with full-width commas, colons, semicolons and brackets, but for those in a number."""
    text = _GROUPED.sub(lambda match: match[0].replace("，", ","), text)
    return _NARROW.sub(lambda match: match[0].translate(_WIDE), text)
