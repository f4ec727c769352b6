"""The cover of a document: its lines, and the title of a budget or final accounts among them.

A title is one line or several that follow each other; all its words must be known
(`catalogue/document_kinds.toml`), so that a sentence about budgets is none.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

from ..base.amounts import fold
from ..catalogue import wordings
from ..source import Document

_HAN_YEAR = re.compile(
    r"[二2][〇○Oo零0０]([〇○Oo零一二三四五六七八九\d])([〇○Oo零一二三四五六七八九\d])年"
)
_HAN_DIGITS = str.maketrans("〇○Oo零一二三四五六七八九", "00000123456789")
_ASIDE = re.compile(r"[(（\[［【][^)）\]］】]*[)）\]］】]|本级|本部|机关|汇总|[\d\s_—-]")
_BARE_YEAR = re.compile(r"(20\d\d)年?度?")
_FIRST_HALF = 6  # months
_LONGEST = 1000  # characters of a line
_MOST_LINES = 400  # of a document that may hold a heading which names office and year


@dataclass(frozen=True)
class MoneyTitle:
    """The title of a budget or accounts. `start`: its first line, counted from 0.

    `whole`: it names the government of a place, not an office. `department` and `year` are None
    where the title does not say.
    """

    family: Literal["accounts", "budget"]
    words: str
    start: int
    year: int | None = None
    department: str | None = None
    whole: bool = False


def cover_lines(document: Document) -> list[str]:
    """The lines above the contents page, without spaces and quotation marks; a web page's menus and
    labels left out."""
    words = wordings("document_kinds")
    found: list[str] = []
    for line in document.lines:
        text = plain_line(line.text)
        if not text or _is_furniture(text):
            continue
        if re.match(words["contents"], text) or len(found) == words["lines"]:
            break
        found.append(text)
    return found


def plain_line(text: str) -> str:
    """A line without spaces and quotation marks, its digits as they are usual: 二〇二四 is 2024.

    Of a line far longer than titles are only the beginning: the patterns of titles look through a
    text from each of its characters.
    """
    squeezed = re.sub(r"[“”\"]", "", fold("".join(text[:_LONGEST].split())))
    return _HAN_YEAR.sub(
        lambda match: f"20{(match[1] + match[2]).translate(_HAN_DIGITS)}年", squeezed
    )


def _is_furniture(text: str) -> bool:
    return any(re.fullmatch(p, text) for p in wordings("document_kinds")["title"]["furniture"])


def money_title(lines: Sequence[str]) -> MoneyTitle | None:
    """The title of a budget or accounts among `lines`; the one that says most, then the first."""
    most: int = wordings("document_kinds")["title"]["most_lines"]
    found: list[tuple[tuple[bool, ...], int, int, MoneyTitle]] = []
    for start in range(len(lines)):
        for count in range(1, min(most, len(lines) - start) + 1):
            if title := _title("".join(lines[start : start + count]), start):
                named = bool(title.department) and _is_whole(title.department or "", lines, start)
                said = (not named, title.year is None)
                found.append((said, count if named else 0, start, title))
    if not found:
        return None
    return min(found, key=lambda entry: entry[:3])[3]


def _is_whole(name: str, lines: Sequence[str], start: int) -> bool:
    """Whether a name is one by itself: it holds a place, and the line above does not go on in it."""
    words = wordings("document_kinds")["title"]
    if re.match(words["places"], name):
        return False  # 区人大: which place's is not said
    if start == 0:
        return True
    above = lines[start - 1]
    goes_on = re.search(words["places"], above) and re.fullmatch(r"[\u4e00-\u9fff]+", above)
    if goes_on and not re.fullmatch(f".*{words['offices']}", above):
        return False
    return re.search(words["places"], name) is not None


def _title(text: str, start: int) -> MoneyTitle | None:
    for pattern in _patterns():
        if match := pattern.fullmatch(text):
            groups = match.groupdict()
            family: Literal["accounts", "budget"] = (
                "accounts" if groups["kind"] == "决" else "budget"
            )
            name = _once((groups.get("department") or "") + (groups.get("rest") or ""))
            words = wordings("document_kinds")["title"]
            whole = not groups["whose"] and any(
                re.search(p, name) for p in words["whole_government"]
            )
            if re.fullmatch(words["bare_place"], name):
                whole, name = whole or not groups["whose"], ""
            year = int(groups["year"]) if groups.get("year") else None
            return MoneyTitle(family, text, start, year, name or None, whole)
    return None


def _once(name: str) -> str:
    """A name that a page repeats: 某某局某某局 → 某某局."""
    match = re.fullmatch(wordings("document_kinds")["title"]["repeated"], name)
    return match[1] if match else name


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    """The orders in which year, office and kind may stand in a title."""
    words = wordings("document_kinds")["title"]
    year, name, level = words["year"], words["name"], words["level"]
    kind = f"(?P<whose>{words['kind_words']}{words['sangong']})(?P<kind>[预决])算"
    about = "(?:一、)?(?:关于)?(?:公开)?"
    orders = (
        f"{about}{year}{level}{kind}{words['tail']}",
        f"{about}{name}{about}{year}{level}{kind}{words['tail']}",
        f"{about}{year}{level}{name}{kind}{words['tail']}",
        f"{kind}{words['tail']}[(（]?{year}[)）]?",
        f"{about}{name}{kind}{words['tail']}[(（]?{year}[)）]?",
        f"{name}{year}{name.replace('department', 'rest')}{kind}{words['tail']}",
    )
    return tuple(re.compile(order) for order in orders)


def office_on(lines: Sequence[str], beside: int) -> str | None:
    """The line of a cover that is the name of an office, the nearest to line `beside`."""
    words = wordings("document_kinds")["title"]
    names = [
        (abs(at - beside), line)
        for at, line in enumerate(lines)
        if re.fullmatch(rf"[\u4e00-\u9fff（）()]{{2,30}}?{words['offices']}", line)
        and re.search(words["places"], line)
    ]
    return min(names)[1] if names else None


def owner_of_tables(document: Document) -> str | None:
    """The office that most captions name (编制单位：某某局), else the heading of a part."""
    words = wordings("document_kinds")["names"]
    owners = Counter(_named(words["owners"], document))
    for name, _ in owners.most_common(1):
        return name
    return next(iter(_named(words["headings"], document)), None)


def is_same_office(one: str, other: str) -> bool:
    """Whether two names can be of one office: the shorter leaves characters of the longer out."""
    short, long = sorted((_ASIDE.sub("", one), _ASIDE.sub("", other)), key=len)
    rest = iter(long)
    return all(character in rest for character in short)


def year_of_tables(document: Document) -> int | None:
    """The year that most headings and captions name.

    Years beside each other are heads of columns (2019年 | 2020年) and tell none.
    """
    patterns = wordings("document_kinds")["names"]["years_of_tables"]
    texts = [text for text in _texts(document) if text]
    bare = [match[1] if (match := _BARE_YEAR.fullmatch(text)) else None for text in texts]
    found: Counter[int] = Counter()
    for at, text in enumerate(texts):
        beside = {bare[n] for n in (at - 1, at + 1) if 0 <= n < len(bare)} - {None}
        if bare[at] and beside - {bare[at]}:
            continue
        if match := next((m for p in patterns if (m := re.search(p, text))), None):
            found[int(match[1])] += 1
    return found.most_common(1)[0][0] if found else None


def year_of_filling(document: Document) -> int | None:
    """The year of the date on which a form of targets was filled in (填报日期：2021年1月28日).

    In the second half of a year the targets of the next are filled in as well: that tells none.
    """
    pattern = wordings("document_kinds")["names"]["date_of_filling"]
    found = re.finditer(pattern, "".join(_texts(document)))
    years = {int(m["year"]) if int(m["month"]) <= _FIRST_HALF else None for m in found}
    return years.pop() if len(years) == 1 else None


def family_of_parts(document: Document) -> tuple[Literal["accounts", "budget"], str] | None:
    """What the headings of the parts say that a document without a title is, and the first of them."""
    pattern = wordings("document_kinds")["names"]["kinds"]
    found = [(m["kind"], text) for text in _texts(document) if (m := re.match(pattern, text))]
    if len({kind for kind, _ in found}) != 1:
        return None
    return "accounts" if found[0][0] == "决" else "budget", found[0][1]


def _named(patterns: Sequence[str], document: Document) -> Iterator[str]:
    for text in _texts(document):
        for pattern in patterns:
            if match := re.search(pattern, text):
                yield match["name"]
                break


def _texts(document: Document) -> Iterable[str]:
    return (plain_line(line.text) for line in document.lines[:_MOST_LINES])
