"""Why: the reasons that a document gives in its own words.

A reason is a clause after 主要原因是 and its like, or 因 … with what did not happen; in the narrative, in
the result of an indicator, or in the column of deviations. Nothing is inferred: words and place are
the document's.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import pandas as pd

from ..base.errors import Place
from ..catalogue import wordings
from ..report import Report
from ..source import Document
from ..source.line import Line
from ..source.passage import join

COLUMNS = ("what", "words", "fewer", "money", "indicator", "page", "line", "quote")
_MOST = 160  # characters of a reason, and of what it explains
_LONG = 90  # characters of what is explained
_BARE = re.compile(
    r"[比较与同]|下降|增长|减少|增加|降低|上升|占|主要|其中|[\d.]|.{0,3}$"
)  # a change without its subject
_NUMBERED = re.compile(
    r"\s*(?:\d{1,2}[.、．]|[（(][\d一二三四五六七八九十]+[）)]|[一二三四五六七八九十]+、)"
)
_WHOLE = re.compile(
    r"总计|总额|合计|收支|支出预算|支出决算|收入预算|本年支出|本年收入|财政拨款支出|财政拨款收入"
)
_HEADING = re.compile(
    r"(?!.*(?:元|原因|由于))"
    r"(?:第[一二三四五六七八九十]+部分|[一二三四五六七八九十]+、|（[一二三四五六七八九十]+）)[^。，；：,;:%]{0,25}"
)
_OPENS = re.compile(r"^[^。，；]{0,30}如下[：:]?$")  # 财政拨款支出主要内容如下：
_VERB = re.compile(r"[，,](?:增长|下降|减少|增加|降低|上升|变动|变化)$")
_CLAUSE = re.compile(r"[，；;：:]|(?<!\d),|,(?!\d)")
_AMOUNT = re.compile(r"\d[\d,.]*(?=\s*(?:万元|亿元|元))")
_LISTED = r"[^。；]+(?:；(?=[二三四五]是|[2-9][.、]|（[二三四2-4]）)[^。；]+)*"


@dataclass(frozen=True)
class _Reason:
    what: str
    words: str
    quote: str
    start: int  # of the quote in the text


def reasons(report: Report) -> pd.DataFrame:
    """The reasons of the document that stands for `report`, in its order.

    Columns: `what` is explained; `words`: the reason; `fewer`: whether less was given, spent or done;
    `money`: whether what is explained is money; `indicator`: the number of the indicator in whose
    cells it stands, None in the narrative; `page`, `line`, `quote`.
    """
    rows = [*_of_narrative(report), *_of_indicators(report)]
    rows.sort(key=lambda row: (row["page"], row["line"]))
    kept: dict[tuple[str, int], dict[str, Any]] = {}
    for row in rows:
        kept.setdefault((row["words"], row["page"]), row)
    return pd.DataFrame(list(kept.values()), columns=pd.Index(COLUMNS), dtype=object)


def of_the_cut(found: pd.DataFrame) -> pd.DataFrame:
    """Of the rows of `reasons` those that say why less money was given or spent, each reason once."""
    rows = found[found["fewer"].astype(bool) & found["money"].astype(bool)]
    return rows.drop_duplicates("words")


def _of_nothing(what: str) -> bool:
    """Whether all amounts in what is explained are zero."""
    amounts = _AMOUNT.findall(what)
    return bool(amounts) and not any(re.search(r"[1-9]", amount) for amount in amounts)


def of_the_whole(found: pd.DataFrame) -> pd.DataFrame:
    """Of the rows of `reasons` those that explain the whole income or expenditure, each reason once;
    not why there was nothing and is nothing.
    """
    whole = [bool(_WHOLE.search(what)) and not _of_nothing(what) for what in found["what"]]
    return found[pd.Series(whole, index=found.index, dtype=bool)].drop_duplicates("words")


def _of_narrative(report: Report) -> Iterator[dict[str, Any]]:
    if report.document is None:
        return
    within = _lines_of_indicators(report)
    lines = [line for line in report.document.lines if line.number not in within]
    for paragraph in _paragraphs(lines):
        passage = join(paragraph)
        for reason in _read(passage.text):
            place = passage.places[reason.start]
            yield _row(reason, None, place)


def _paragraphs(lines: Sequence[Line]) -> Iterator[list[Line]]:
    """The lines between headings, and before what introduces a list: neither goes on in the other."""
    own: list[Line] = []
    for line in lines:
        text = "".join(line.text.split())
        heading = bool(_HEADING.fullmatch(text))
        if own and (heading or _OPENS.search(text)):
            yield own
            own = []
        if not heading:
            own.append(line)
    if own:
        yield own


def _of_indicators(report: Report) -> Iterator[dict[str, Any]]:
    indicators = report.tables.get("indicators")
    if indicators is None:
        return
    for row in indicators.to_dict("records"):
        for text in (row["actual"], row.get("deviation")):
            for reason in _read("".join(str(text or "").split())):
                place = Place(row["page"], row["line"])
                yield _row(reason, row["seq"], _place_in(report.document, reason, row) or place)


def _place_in(document: Document | None, reason: _Reason, row: dict[str, Any]) -> Place | None:
    """The line of an indicator's cells on which the reason begins."""
    if document is None:
        return None
    lines = [
        line for line in document.lines if row["line"] <= line.number <= (row["line_end"] or 0)
    ]
    for at, line in enumerate(lines):
        begun = "".join("".join(each.text.split()) for each in lines[at : at + 3])
        head = reason.quote[:6]
        if 0 <= begun.find(head) < len("".join(line.text.split())):
            return line.place
    return None


def _lines_of_indicators(report: Report) -> set[int]:
    indicators = report.tables.get("indicators")
    if indicators is None or "document" not in indicators.columns:
        rows: Iterable[Any] = () if indicators is None else indicators.itertuples()
    else:
        rows = indicators[indicators["document"] == report.primary].itertuples()
    return {n for row in rows for n in range(int(row.line), int(row.line_end or row.line) + 1)}


def _row(reason: _Reason, indicator: int | None, place: Place) -> dict[str, Any]:
    words = wordings("reasons")
    what = reason.what
    return {
        "what": what,
        "words": reason.words,
        "fewer": any(word in what for word in words["fewer"]),
        "money": any(word in what for word in words["money"]),
        "indicator": indicator,
        "page": place.page,
        "line": place.line,
        "quote": reason.quote,
    }


def _read(text: str) -> Iterator[_Reason]:
    """The reasons in a text without line breaks."""
    marked, caused = _patterns()
    at = 0
    while match := marked.search(text, at):
        what, start = _explained(text, match.start())
        why = match["why"]
        if following := marked.search(
            why
        ):  # the next of two in one sentence begins with its clause
            why = why[: max(why.rfind(mark, 0, following.start()) for mark in "，；") + 1]
        at = match.start("why") + max(len(why), 1)
        words = why.strip("，,；：: ")[:_MOST]
        if what and len(words) > 1:
            yield _Reason(what, words, text[start : match.start("why")] + words, start)
    for match in caused.finditer(text):
        words = match["why"].removesuffix("原因").removesuffix("的")
        if len(words) > 1:
            yield _Reason(match["what"][:_MOST], words, match[0][: 2 * _MOST], match.start())


def _explained(text: str, end: int) -> tuple[str, int]:
    """What a marker at `end` explains, and where it begins: the clause before it, or the sentence
    before where the marker opens its own.
    """
    start = max(text.rfind(stop, 0, end) for stop in "。；") + 1
    if end - start < 3 and start:  # 比上年减少1万元。主要原因是 …
        end = start - 1
        start = max(text.rfind(stop, 0, end) for stop in "。；") + 1
    sentence = text[start:end].rstrip("，,：:")
    last = [match.end() for match in _CLAUSE.finditer(sentence)]
    names = [at for at in last if not _BARE.match(sentence[at:])]  # a clause that names its subject
    cut = names[-1] if names else 0
    if len(sentence) - cut > _LONG:
        cut = next((at for at in last if len(sentence) - at <= _LONG), len(sentence) - _LONG)
    start, sentence = start + cut, sentence[cut:]
    numbered = _NUMBERED.match(sentence)
    skipped = numbered.end() if numbered else 0
    return _VERB.sub("", sentence[skipped:].rstrip("及和与的")), start + skipped


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    words = wordings("reasons")
    markers = "|".join(words["markers"])
    effects = "|".join(map(re.escape, words["effects"]))
    no_reason = "|".join(map(re.escape, words["no_reason"]))
    marked = re.compile(rf"(?:{markers})(?P<why>{_LISTED})")
    caused = re.compile(
        rf"(?!{no_reason})因(?!为)(?P<why>[^，。；：因]{{2,24}}?)(?:的?原因)?，?"
        rf"(?P<what>(?:\d{{4}}年度?)?(?:{effects})[^，。；]*)"
    )
    return marked, caused
