"""Where in the text of a narrative causes stand, and what names and classes its words are."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence

from ...base.amounts import NUMBER, fold
from ...catalogue.codes import official_classes
from .classes import function_class
from .narrative_marks import BOUNDARY, widened

_SHARE_NEXT = re.compile(r"\d[\d,.]*[万亿]?元，占(?P<whole>基本支出|项目支出)(?:预算)?的?\d")
_PARTS = {"基本支出": "basic", "项目支出": "project"}
_NEAR = 8  # characters: more than a mark looks ahead
_CUT_AT_LEAST = 6  # characters of a name whose end a narrow column cut off

# 主要原因是工作量增加财政拨款支出主要内容如下：1.…: a heading that announces a list ends a cause without 。
_AFTER_CAUSE = re.compile(
    r"。|(?<=如下)：|(?<=[；;])\s*(?:[（(]?\d{1,3}[)）.．、])*[^\d，。；：、（(]{2,40}[（(][235]\d{2}(?:\d{2}){0,2}[)）]\s*\d"
)
_NEXT = (
    r"(?:(?<=；)|(?<=，)(?=[一二三四五六七八九]、))(?:20\d\d年度?|[一二三四五六七八九]、|\d{{1,2}}[.．、]|（[一二三四五六七八九十\d]+）|本部门|本单位|当年|[“”])*(?:{names})[”“]?"
    r"(?:支出)?(?:(?:年初|全年)?(?:预算|决算)?(?:数|安排|支出)?为?\d[\d,.]*[亿万千]?元"
    r"(?=，?(?:[与比较占完]|同比|其中|(?:支出|年初|全年)?(?:决算|预算))|（)"
    r"|(?=[与同较比](?:上年|去年|上一年|20\d\d)))"
)
# 主要原因是压减，与上年相比减少1万元，下降20%，减少的主要原因是…: the change has a cause of its own.
_CHANGE_AND_CAUSE = re.compile(
    r"(?<=，)(?=[与同较比](?:上年|去年|上一年)度?(?:相比)?，?(?:增加|减少|增长|下降)了?\d[\d,.]*[亿万千]?元"
    r"[，、](?:增加|减少|增长|下降|降低)了?\d[\d.]*%，(?:增加|减少|增长|下降|降低)的(?:主要)?原因)"
)
# 主要原因是压减；比2020年度减少5万元
_NEXT_COMPARED = re.compile(
    r"(?<=；)[与同较比](?:上年|去年|上一年|20\d\d年|年初)[^，。；：\d增减升降]{0,8}(?:相比，)?"
    r"(?:增加|减少|增长|下降|降低)\d[\d,.]*(?:[亿万千]?元|%)"
)
# 变动原因：追加；与上年决算相比，收、支总计各减少5万元
_NEXT_CHANGE = r"(?<=；)[与同较比](?:上年|去年|上一年|年初)[^，。；：\d]{{0,6}}相比，(?:{names})(?:各|均)?(?:增加|减少)\d"


class Clauses:
    """Where the clauses of a narrative's plain text begin."""

    def __init__(self, plain: str) -> None:
        self.plain = plain
        self.ends = [match.end() for match in BOUNDARY.finditer(plain)]

    def begin(self, start: int, read_to: int) -> int:
        """Where the clause begins that `start` stands in, not before `read_to`."""
        near = max(0, start - _NEAR)
        index = bisect_right(self.ends, near)
        end = self.ends[index - 1] if index else 0
        # What follows a mark near `start` is no word of the clause, and does not count for it.
        for match in BOUNDARY.finditer(self.plain, max(end, near), start):
            end = match.end()
        return max(read_to, end)

    def is_told(self, clause: int, subject: Callable[[str], object]) -> bool:
        """Whether a colon before `clause` says that it is of something that `subject` does not know:
        工资福利支出：10万元 is of nothing that was named before.
        """
        if clause < 1 or self.plain[clause - 1] != "：":
            return False
        begin = max(self.plain.rfind(mark, 0, clause - 1) for mark in "，。；：") + 1
        return subject(self.plain[begin : clause - 1]) is None


def kinds_of_share(plain: str, at: int, whole: str) -> str | None:
    """Of what, as fund:item, an economic kind is whose share is said behind its amount at `at`:
    5万元，占基本支出预算12%. `whole`: that of the section, as fund:item.
    """
    shared = _SHARE_NEXT.match(plain, at)
    fund = whole.partition(":")[0]
    return f"{fund}:expenditure.{_PARTS[shared['whole']]}" if shared else None


def class_code(classes: Mapping[str, str], kind: str, group: str, name: str) -> str:
    """The code of a class that is named 类, 款, 项; "" where the tables have none or several.

    `kind`: "" where 款 and 项 alone are named.
    """
    first = function_class(kind) if kind else ""
    known = [(code, widened(printed)) for code, printed in classes.items()]
    of_kind = [(c, n) for c, n in known if len(c) == 7 and c.startswith(first)]
    same = [c for c, n in of_kind if n == name] or [c for c, n in of_kind if _is_cut(c, n, name)]
    if len(same) > 1 or not kind:
        groups = {code for code, printed in known if len(code) == 5 and printed == group}
        same = [code for code in same if code[:5] in groups]
    return same[0] if len(same) == 1 else ""


def _is_cut(code: str, printed: str, name: str) -> bool:
    """Whether a table prints the official `name` of a class without its end: 机关事业单位基本养老保险."""
    official = official_classes().get(code)
    whole = official is not None and widened(official.name) == name
    return whole and name.startswith(printed) and len(printed) >= _CUT_AT_LEAST


def before_level(words: str) -> str:
    """The name in 与2023年度相比，财政拨款收入支出总计持平."""
    plain = re.sub(r"^[与同比较](?:\d{4}年度?|上年度?|上一年度?)(?:相比)?，?", "", words)
    return re.sub(r"(?:支出)?(?:决算)?(?:基本)?持平$", "", plain)


def causes(text: str, words: Sequence[str], names: Sequence[str]) -> list[tuple[int, int]]:
    """Where causes stand: to the end of the sentence, or to the next class that is named with its code.

    `names`: of things that a list goes on with, where they stand behind a semicolon with an amount
    that is compared again: 主要原因是…；公务接待费5万元，比上年….
    """
    patterns = [_AFTER_CAUSE, _CHANGE_AND_CAUSE, _NEXT_COMPARED]
    if names:
        known = "|".join(map(re.escape, names))
        patterns += [
            re.compile(_NEXT.format(names=known)),
            re.compile(_NEXT_CHANGE.format(names=known)),
        ]
    ends = sorted(match.start() for pattern in patterns for match in pattern.finditer(text))
    spans = []
    for word in words:
        for match in re.finditer(re.escape(word), text):
            after = bisect_left(ends, match.end())
            spans.append((match.start(), ends[after] if after < len(ends) else len(text)))
    return spans


def printed_name(name: str, quote: str, thresholds: str) -> str:
    """`name` as `quote` prints it, with the amount that is a part of it: 单价100万元以上设备."""
    text = widened(fold(quote))
    if not re.search(thresholds, text):
        return name
    for cut in range(len(name)):
        parted = f"{re.escape(name[:cut])}(?:{thresholds}){re.escape(name[cut:])}"
        if match := re.search(parted, text):
            return quote[slice(*match.span())]
    return name


def inside(at: int, spans: Sequence[tuple[int, int]]) -> bool:
    return any([start <= at < end for start, end in spans])


def why_unread(
    text: str,
    start: int,
    end: int,
    thresholds: str,
    causes: Sequence[tuple[int, int]],
    codes: Sequence[tuple[int, int]],
) -> str:
    """The reason, a key, why the number at `start`:`end` is no row."""
    if re.match(r"年|月|日|[、.．]", text[end : end + 1]):
        return "date_or_numbering"
    if re.match(thresholds, text[start - 2 :]):
        return "part_of_a_name"
    if inside(start, causes):
        return "stands_in_a_cause"
    return "code_of_a_class" if inside(start, codes) else "words_not_known"


def numbers_left(
    plain: str,
    covered: Sequence[tuple[int, int]],
    clauses: Clauses,
    thresholds: str,
    causes: Sequence[tuple[int, int]],
    codes: Sequence[tuple[int, int]],
) -> Iterator[tuple[int, int, str]]:
    """Each number of `plain` that no row `covered`: where its clause begins, where it ends, why it is left."""
    for match in re.finditer(NUMBER, plain):
        start, end = match.span()
        if not inside(start, covered):
            reason = why_unread(plain, start, end, thresholds, causes, codes)
            yield clauses.begin(start, 0), end, reason
