"""Of which year a figure of the narrative is, and with what a change compares.

Documents name other years than their own: 2021年预算8万元，2020年预算12万元. A figure of another year is
no figure of this one.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

from ...source import Document
from ..cover import cover_lines, money_title
from .kinds import Family
from .narrative_subjects import Meaning

# A year that a figure is of: not one compared with, nor a day (截至2022年12月31日, 2022年末).
NAMED_YEAR = re.compile(
    r"(?<![与同较比和至于])(?<!\d)(?<!上年（)(?<!年度（)(?<!去年（)(?P<year>20\d\d)年(?:度)?"
    r"(?![底末初]|期末|\d{1,2}月)"
)
_COMPARES = re.compile(r"[与同较比](?P<what>(?:(?![与同较比])[^，。；：])*)")
_ENDS = re.compile(r"(?:相比|比较|对比|相较|比)(?=，|$|各?(?:增|减|上升|下降|降低))")
_CHANGES = re.compile(r"(?:各|分别|共|基本)?(?:增加|减少|增长|下降|降低|上升).*$")
# A clause that only compares: 与2021年度预算相比，
_ONLY_COMPARES = re.compile(
    r"(?:^|[，。；：）])(?P<clause>[^，。；：）]*?[与同较比][^，。；：）\d]*(?:20\d\d年)?[^，。；：）\d]*)，$"
)
_BRACKETED = re.compile(r"（[^（）]*）")
_BEFORE = re.compile(r"上年|去年|上一年|同期|上期")
# 比上年决算数433万元减少2万元: the first amount is that of the other year.
_OTHER = re.compile(
    r"(?P<named>[^，。；：]*?)[与同较比](?:(?P<year>20\d\d)年度?|上年度?|上一年度?|去年)[^，。；：增减升降]{0,12}"
)
# 较预算数1237万元减少103万元: the first amount is this year's budget, with which the change compares.
OF_BUDGET = re.compile(r"[与同较比](?:20\d\d年(?:度)?)?(?:年初|全年|调整后?)?预算(?:数)?的?$")
CHANGES_NEXT = re.compile(r"，?各?(?:增加|减少|增长|下降|降低|上升)")


def own_year(document: Document, texts: Iterable[str]) -> int | None:
    """The year whose money `texts` are about: that of the cover, if they name it at least half as
    often as any other; else the one they name most."""
    counts = Counter(int(m["year"]) for text in texts for m in NAMED_YEAR.finditer(text))
    title = money_title(cover_lines(document))
    most = counts.most_common(1)
    if title and title.year and (not most or counts[title.year] * 2 >= most[0][1]):
        return title.year
    return most[0][0] if most else None


def of_year(
    meaning: Meaning, words: str, year: int | None, own: int | None, family: Family
) -> Meaning | None:
    """`meaning` where its sentence names `year`: in a budget, the year before's; else None.

    `words` before the figure say whether that was spent or planned.
    """
    if year is None or year == own:
        return meaning
    if meaning.phase in ("change", "change_rate", "rate", "share"):
        return meaning if own is None or family == "budget" else None
    if own is None or year != own - 1:
        return None
    if meaning.phase == "previous":
        return meaning
    if meaning.phase != "approved" or family == "accounts":
        return None
    spent = re.search("执行|决算|实际", words)
    if not spent and "预算" not in words:
        return None
    return replace(meaning, phase="previous", base="outturn" if spent else "approved")


def comparison(words: str, before: str) -> str:
    """The words that say with what a figure compares: in its own clause, or in the one `before`."""
    if _COMPARES.search(words):
        return words
    found = _ONLY_COMPARES.search(_BRACKETED.sub("", before))
    return found["clause"] if found else ""


def base_of(compares: str, own: int | None, family: Family) -> str | None:
    """What a change of these words is of: previous, approved, revised; "" where they do not say.

    None where it is neither of the year before nor of this year's budget (与2012年相比, or, in
    accounts, 比上年预算).
    """
    if re.search(r"同比(?!20|上)", compares):
        return "previous"
    found = [_CHANGES.sub("", m["what"]) for m in _COMPARES.finditer(_ENDS.sub("", compares))]
    if not any(found):
        return ""
    what = next(words for words in reversed(found) if words)
    budget = "预算" in what and "执行" not in what and "决算" not in what
    year = re.search(r"20\d\d(?=年)", what)
    before = bool(_BEFORE.search(what))
    if year and own is not None:
        before = int(year[0]) == own - 1
        if not before and not (int(year[0]) == own and budget and family == "accounts"):
            return None
    elif year:
        before = not budget or family == "budget"
    if family == "accounts" and budget:
        if before:
            return None
        return "revised" if re.search("全年|调整", what) else "approved"
    return "previous" if before else ""


def of_other_year(words: str, own: int | None) -> str | None:
    """What `words` name if the amount behind them is the one compared with: 比上年支出, 较2022年的.

    "" where they name nothing, None where they say something else, or are of the year `own`.
    """
    found = _OTHER.fullmatch(words)
    if found is None or found["year"] and (own is None or int(found["year"]) == own):
        return None
    return found["named"]
