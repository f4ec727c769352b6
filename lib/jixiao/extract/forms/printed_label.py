"""The label of a form's cell: what it names, and what is printed beside the name.

`项目资金（万元）` names 项目资金 in 万元; `产出指标50分` names 产出指标 with 50 points; `其中：财政拨款：`
names 财政拨款. Which names are known, and what they mean, stands in `catalogue/forms.toml`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache, lru_cache

from ...base.amounts import fold, read_number
from ...catalogue import wordings

SECTIONS = (
    "head",
    "blocks",
    "phases",
    "beside_money",
    "sources",
    "goals",
    "columns",
    "execution",
    "tasks",
    "list",
)

_LONGEST = 24  # characters: a longer text is no label
_LABEL = 4  # characters: of a label that ends a longer text
_BRACKETS = str.maketrans("()[]【】〔〕", "（）（）（）（）")
_NUMBERING = re.compile(
    r"^(?:[（]?[一二三四五六七八九十]{1,3}[）、.．]|[（]?\d{1,2}[）、.．](?=\D)"
    r"|[A-Z]\d{0,4}[.、．]?(?=[\u4e00-\u9fff]))"
)
_WHICH = re.compile(r"^(?:(?:其中|其 中|#|＃|\*|★|☆)[：:、]?|资金(?:来源|结构)[：:])")
_LAST_BRACKETS = re.compile(r"（([^（）]*)）$")
_UNIT = re.compile(r"(?:单位[：:])?(百万元|万元|亿元|千元|元)")
_UNIT_BEHIND = re.compile(r"(?<=[^（])(?:金额)?单位[：:](百万元|万元|亿元|千元|元)$")
_POINTS = re.compile(r"(\d+(?:\.\d+)?)分")
_BARE_POINTS = re.compile(r"(?<=[^\d.])(\d+(?:\.\d+)?)分$")
_LAST_NUMBER = re.compile(r"(?<=[\u4e00-\u9fff])\d{1,2}$")  # 年度目标2
_FORMULA = re.compile(r"[A-Za-z/÷=×*+\-]+|%|百分比")


@dataclass(frozen=True)
class PrintedLabel:
    """A label's name and what stands beside it: unit of money, points, whether in per cent.

    `names`: the name with and without its last brackets, of which the first is preferred.
    """

    names: tuple[str, ...]
    unit: str | None = None
    points: Decimal | None = None
    percent: bool = False

    @property
    def name(self) -> str:
        return self.names[-1]

    def role(self, section: str) -> str | None:
        """What the label means in a section of the catalogue, e.g. "office" in "head"."""
        known = _known().get(section, {})
        for name in self.names:
            if name in known:
                return known[name]
        return None

    @property
    def is_known(self) -> bool:
        return any(self.role(section) for section in SECTIONS)


@lru_cache(maxsize=4096)
def printed_label(text: str) -> PrintedLabel:
    """The label that `text` is; one without a name known to the catalogue has no role."""
    plain = fold("".join(text.split())).translate(_BRACKETS).strip("：:，,。；;")
    plain = _NUMBERING.sub("", _WHICH.sub("", _NUMBERING.sub("", plain))).strip("：:")
    unit: str | None = None
    points: Decimal | None = None
    percent = False
    if found := _UNIT_BEHIND.search(plain):  # 总体资金情况单位：万元
        unit, plain = found[1], plain[: found.start()]
    if plain.endswith("%"):  # 预算执行率%
        percent, plain = True, plain.removesuffix("%")
    names = [plain] if len(plain) <= _LONGEST else []
    while names and (match := _LAST_BRACKETS.search(plain)):
        inner, plain = match[1], plain[: match.start()].rstrip("：:")
        if found := _UNIT.fullmatch(inner):
            unit = found[1]
        elif found := _POINTS.fullmatch(inner):
            points = read_number(found[1])
        elif _FORMULA.fullmatch(inner):
            percent = percent or inner == "%"
        names.append(plain)
    if names and points is None and (found := _BARE_POINTS.search(plain)):
        points = read_number(found[1])
        names.append(plain[: found.start()])
    if names and (found := _LAST_NUMBER.search(names[-1])):
        names.append(names[-1][: found.start()])
    return PrintedLabel(tuple(names) or ("",), unit, points, percent)


def split_label(text: str, section: str) -> tuple[PrintedLabel, str] | None:
    """Label and value of a cell that holds both with a colon between, e.g. 项目名称：学校改造."""
    for match in reversed(list(re.finditer("[：:]", text))):  # 其中：一般公共预算：110
        rest = text[match.end() :].strip()
        label = printed_label(text[: match.start()])
        if rest and rest[0] not in "（(" and label.role(section):
            return label, rest
    return None


def runs_into_label(text: str) -> bool:
    """Whether a value ends with the next label, as where no line parts them: 某某局实施单位."""
    plain = _plain(text)
    return any(
        _LABEL <= len(word) < len(plain) and plain.endswith(word) for word in _known()["head"]
    )


@cache
def _known() -> Mapping[str, Mapping[str, str]]:
    """Section → name of a label → its role."""
    forms = wordings("forms")
    return {
        section: {_plain(word): role for role, words in forms[section].items() for word in words}
        for section in SECTIONS
    }


@cache
def levels() -> Mapping[str, tuple[str | None, str | None]]:
    """A printed word for a level → first and second level as the table normalises them."""
    forms = wordings("forms")
    first = {
        _plain(word): (level, None) for level, words in forms["level1"].items() for word in words
    }
    second = {
        _plain(word): (None, level) for level, words in forms["level2"].items() for word in words
    }
    # 成本指标 and 满意度指标 are words of both: which is meant, their column says.
    return {
        word: (
            first.get(word, (None, None))[0],
            second.get(word, (None, None))[1],
        )
        for word in {*first, *second}
    }


def _plain(word: str) -> str:
    return fold("".join(word.split())).translate(_BRACKETS)
