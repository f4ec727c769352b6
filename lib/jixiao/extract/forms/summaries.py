"""Self-evaluations in prose (项目绩效自评综述) → the same rows as forms give."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any

from ...base.amounts import NUMBER, fold, read_number
from ...catalogue import wordings
from ...source import Line, Passage, join
from .printed import PrintedText, unread
from .project_form import PHASES, Fund, ProjectForm

_ENDS = "。；;！.：:"  # after which an item may begin, as at the start of a line
_SHOWN = 16  # characters of what stands after a label that no amount follows
_UNITS = "百万元|万元|亿元|千元|元"


def read_summaries(lines: Sequence[Line]) -> list[ProjectForm]:
    """Every project, and the department, that the text outside of tables sums up; `lines`: its own."""
    forms: list[ProjectForm] = []
    for stretch in _stretches(lines):
        forms += _read(stretch)
    return forms


def _stretches(lines: Sequence[Line]) -> Iterator[list[Line]]:
    """The lines between headings of chapters: a summary does not go over one."""
    ends = re.compile(wordings("forms")["summary"]["ends"])
    stretch: list[Line] = []
    for line in lines:
        if stretch and ends.match("".join(line.text.split())):
            yield stretch
            stretch = []
        stretch.append(line)
    if stretch:
        yield stretch


def _read(lines: list[Line]) -> Iterator[ProjectForm]:
    if "自评" not in "".join("".join([line.text for line in lines]).split()):
        return
    passage = join(lines)
    text = fold(passage.text)
    rules = wordings("forms")["summary"]
    starts = {
        i for i, place in enumerate(passage.places) if i == 0 or place != passage.places[i - 1]
    }
    opens = [
        (match, True)
        for match in re.finditer(rules["project"], text)
        if match.start() in starts or text[match.start() - 1] in _ENDS
    ]
    numbered = {match.end() for match, _ in opens}
    opens += [(m, True) for m in _bare(text, rules, passage) if m.end() not in numbered]
    opens += [(match, False) for match in re.finditer(rules["department"], text)]
    opens.sort(key=lambda pair: pair[0].start())
    for index, (match, of_project) in enumerate(opens):
        end = opens[index + 1][0].start() if index + 1 < len(opens) else len(text)
        form = ProjectForm("summary", passage.places[match.start()].page)
        if of_project:
            form.name = _printed(passage, *match.span("name"))
        else:
            form.title = _printed(passage, *match.span())
        _fill(form, passage, text, match.end(), end)
        if of_project or form.funds or form.total_score:
            yield form


def _bare(text: str, rules: dict[str, Any], passage: Passage) -> Iterator[re.Match[str]]:
    """Projects without a number: at the beginning, after a stop, or below the heading of the part."""
    below = next((i for i, place in enumerate(passage.places) if place != passage.places[0]), 0)
    first = below if re.match(rules["ends"], text) else 0
    stops = [index + 1 for index, mark in enumerate(text) if mark in _ENDS and index >= first]
    bare = re.compile(rules["bare"])
    for begin in sorted({0, first, *stops}):
        match = bare.match(text, begin)
        if match and begin < first and (not match["number"] or "自评" in match["name"]):
            continue  # the heading of the part, and the first item behind it
        if match and not re.fullmatch(rules["no_name"], match["name"]):
            yield match


def _fill(form: ProjectForm, passage: Passage, text: str, start: int, end: int) -> None:
    rules: dict[str, Any] = wordings("forms")["summary"]
    parts = _parts(text, start, end)
    first = min((begin for _, begin, _ in parts), default=end)
    for amount in _money().finditer(text, start, first):
        phase = next(p for p, words in _phases().items() if amount["label"] in words)
        if any(fund.phase == phase for fund in form.funds):
            continue  # a second amount in the sentence is of a part
        form.funds.append(
            Fund(
                phase,
                "total",
                amount["label"],
                _printed(passage, amount.start("value"), amount.end("unit")),
                read_number(amount["value"]),
                amount["unit"],
            )
        )
    for label in _labels().finditer(text, start, first):
        said = any(label[0] in words for phase, words in _phases().items() if phase in PHASES)
        if said and not _money().match(text, label.start()):
            stop = min(label.end() + _SHOWN, first)
            words = _printed(passage, label.start(), stop)
            form.unread.append(unread(words, form.page, "no_number"))
    for name, role in (("score", "total_score"), ("grade", "grade")):
        if match := re.compile(rules[name]).search(text, start, first):
            setattr(form, role, _printed(passage, *match.span("value")))
    if match := re.compile(rules["rate"]).search(text, start, first):
        begin, finish = match.span("value")
        form.execution_rate = _printed(passage, begin, finish + 1)
    for role, begin, finish in parts:
        setattr(form, role, _printed(passage, begin, finish))


def _parts(text: str, start: int, end: int) -> list[tuple[str, int, int]]:
    """Role, begin and end of each part that a word with a colon opens; the first of each role."""
    found: list[tuple[str, int, int]] = []
    opened = [m for m in _openings().finditer(text, start, end)]
    for index, match in enumerate(opened):
        stop = opened[index + 1].start() if index + 1 < len(opened) else end
        role = next(r for r, words in _part_words().items() if match["label"] in words)
        if all(role != other for other, _, _ in found):
            found.append((role, match.end(), stop))
    return found


@cache
def _part_words() -> dict[str, tuple[str, ...]]:
    parts: dict[str, list[str]] = wordings("forms")["summary"]["parts"]
    return {role: tuple(words) for role, words in parts.items()}


@cache
def _openings() -> re.Pattern[str]:
    words = sorted((w for words in _part_words().values() for w in words), key=len, reverse=True)
    return re.compile(rf"(?P<label>{'|'.join(words)})[：:]")


@cache
def _phases() -> dict[str, tuple[str, ...]]:
    phases: dict[str, list[str]] = wordings("forms")["phases"]
    return {phase: tuple(words) for phase, words in phases.items()}


@cache
def _labels() -> re.Pattern[str]:
    """A word for a budget or for the outturn; the longest first, and none within another."""
    words = sorted((w for words in _phases().values() for w in words), key=len, reverse=True)
    return re.compile("|".join(re.escape(word) for word in words))


@cache
def _money() -> re.Pattern[str]:
    return re.compile(rf"(?P<label>{_labels().pattern})为?(?P<value>{NUMBER})\s*(?P<unit>{_UNITS})")


def _printed(passage: Passage, start: int, end: int) -> PrintedText:
    text = passage.text[start:end]
    start += len(text) - len(text.lstrip())
    text = text.strip()
    if not text:
        return PrintedText("")
    return PrintedText(text, passage.places[start], passage.places[start + len(text) - 1])
