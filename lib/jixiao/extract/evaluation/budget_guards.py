"""What keeps a figure of the budget section from being taken for more than its clause says.

A number that is no figure may have been another stage's; a figure that is corrected at once, begins a
range or is named behind it is none of the item that was named before.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from ...base.amounts import YUAN_PER_UNIT, Amount
from ..clauses import MONEY_PHASES, ClauseGrammar, ClauseReading

_BROKEN = re.compile(
    rf"(?<![\d,.\ufffd^×⁰¹²³⁴-⁹])[\d,.\ufffd^×⁰¹²³⁴-⁹]*[\d\ufffd⁰¹²³⁴-⁹]\s*(?:{'|'.join(YUAN_PER_UNIT)})"
)
# An amount by its points and commas, without a unit or before one that is not known: 10,231.58余万元.
_BARE = re.compile(
    r"(?<![\d,.，．])(?!20\d\d[.．])\d+(?:[,，.．。]\d+)+(?!\d)(?=[^\u4e00-\u9fff%％‰]|[余多几万亿元美]|$)"
)
_FEWEST = 4  # digits of such an amount: 1.2 may number a paragraph
_TAKEN_BACK = re.compile(r"\s*[（(](?:应为|应是|实为|更正为|更正|有误|误)")
_RANGE = re.compile(r"\s*[-—–~～至]\s*\d")
_CLAUSES = re.compile(r"[，,；;。]")
# A number that is no year, date, numbering or number of a document.
_STRANGE = re.compile(
    r"(?<![\d.,〔\[（(第])\d[\d,]*(?:\.\d+)?(?![\d.,、．）)〕\]年月日号])[\u4e00-\u9fffA-Za-z㎡]"
)
_STAGED = re.compile(r"全年|年度预算|调整|最终|年末|年中")
_REVISION = re.compile(
    r"(?:(?!其中|包括)[^；。])*?，(?:(?!其中|包括)[^，；。])*?(?:调整后|调整为|调整预算|年中调整|追加预算|年中追加|全年预算)"
)
_UNIT_ALONE = re.compile(r"[_＿×xX*]*[（(]?[百千万亿]*元[)）]?$")
_NAMED = re.compile(r"(?:为|是|用于|属于|系|列入|安排)(?P<name>[^，。；：、\d]{2,12})")


def numbers_left(text: str, whole: Iterable[int]) -> Iterator[re.Match[str]]:
    """Numbers of a sentence that look like amounts and are none: 10,231.�8万元, 10^4万元, 10,231.58*万元.

    `whole`: the places of the characters of its figures.
    """
    taken = set(whole)
    found = [m for m in _BROKEN.finditer(text) if m.end() - 1 not in taken]
    taken |= {at for match in found for at in range(*match.span())}
    found += [
        m
        for m in _BARE.finditer(text)
        if taken.isdisjoint((m.start(), m.end() - 1)) and _is_amount(m[0])
    ]
    return iter(sorted(found, key=lambda match: match.start()))


def _is_amount(text: str) -> bool:
    return sum(map(str.isdigit, text)) >= _FEWEST


def holds_number(text: str) -> bool:
    """Whether words that were passed over hold a figure in a unit that is not known: 里程320公里，完成率…"""
    return bool(_STRANGE.search(text))


def names_stage(text: str, rules: ClauseGrammar) -> bool:
    """Whether words that were passed over name a stage whose figure is missing: 全年实际支出    万元，…"""
    for piece in _CLAUSES.split(text):
        reading = rules.read(_UNIT_ALONE.sub("", "".join(piece.split())))
        if reading is not None and reading.phase in MONEY_PHASES:
            return True
    return False


def is_revised(words: str, behind: str) -> bool:
    """Whether a budget that `words` give no stage is revised further on: 预算安排9万元，调整后预算8万元."""
    return not _STAGED.search(words) and bool(_REVISION.match(behind))


def is_undone(text: str, after: int) -> bool:
    """Whether a figure that ends at `after` is corrected there or begins a range: 90%-92.45%."""
    return bool(_TAKEN_BACK.match(text, after) or _RANGE.match(text, after))


def is_named_behind(text: str, after: int, names: Iterable[str]) -> bool:
    """Whether the item of a figure follows it: 3,198.22万元为基本支出."""
    match = _NAMED.match(text, after)
    return match is not None and match["name"].startswith(tuple(names))


def fits(reading: ClauseReading, amount: Amount) -> bool:
    """Whether a figure in this unit can be what its words say: a rate in %, money in 元 …"""
    if amount.unit == "%":
        return reading.phase in ("rate", "share")
    if amount.unit in YUAN_PER_UNIT:
        return reading.phase in (None, "unit_price", *MONEY_PHASES)
    return reading.phase == "count"
