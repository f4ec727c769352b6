"""The finance office's evaluation (绩效评价报告, 绩效评价结果): project, office, money, points, problems."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from ...base.amounts import fold
from ...catalogue import wordings
from ...source import Line, Passage, join
from .form_figures import money
from .printed import NOTHING, PrintedText
from .printed_label import printed_label
from .project_form import FormIndicator, Fund, ProjectForm
from .prose_money import fill_money
from .said_once import said_once

_LABEL = 8  # characters before a colon that may be a label, known or not


def read_assessment(lines: Sequence[Line]) -> ProjectForm | None:
    """The project that a document evaluates; None if it is no evaluation.

    `lines`: of its text outside of tables.
    """
    rules = wordings("forms")["assessment"]
    cover = [line for line in lines if line.page <= rules["cover_pages"]]
    title = next((line for line in cover if _holds(line, rules["titles"])), None)
    if title is None:
        return None
    form = ProjectForm("assessment", title.page)
    form.title = PrintedText("".join(title.text.split()), title.place, title.place)
    _cover(form, cover, rules)
    passage = join(lines)
    text = fold(passage.text)
    year = next(iter(re.findall(r"20\d\d(?=年)", form.title.text)), None)
    aspects = [m.span() for pattern in rules["aspects"] for m in re.finditer(pattern, text)]
    for field, name in (("total_score", "score"), ("grade", "grade")):
        # 产出指标分值30分，评价得分28分: the points of an aspect are no total.
        if found := said_once(rules[name], text, year, aspects):
            setattr(form, field, _printed(passage, *found.span("value")))
    _from_title(form, rules)
    office = re.search(rules["evaluated"], text)
    if office and not (form.office or form.executor):
        form.executor = _printed(passage, *office.span("name"))
    if not form.funds:
        fill_money(form, passage, text)
    form.problems = _headings(lines, rules, "problems")
    form.measures = _headings(lines, rules, "measures")
    form.indicators = _aspects(passage, text, rules)
    known = form.name or form.total_score or form.grade
    return form if known else None


def _holds(line: Line, words: Sequence[str]) -> bool:
    text = "".join(line.text.split())
    return len(text) <= 60 and any(text.endswith(word) for word in words)


def _from_title(form: ProjectForm, rules: dict[str, Any]) -> None:
    """Project and office as the title names them, where the cover has no labels for them."""
    match = re.fullmatch(rules["title_name"], fold(form.title.text))
    general = wordings("forms")["prose"]["no_project"]
    if match is None or form.name or re.fullmatch(general, match["name"]):
        return
    form.name = PrintedText(match["name"], form.title.start, form.title.end)
    if match["office"] and not form.office:
        form.office = PrintedText(match["office"], form.title.start, form.title.end)


def _cover(form: ProjectForm, lines: Sequence[Line], rules: dict[str, Any]) -> None:
    """The labels of the cover; a value goes on in the lines below up to the next label."""
    roles = {word: role for role, words in rules["labels"].items() for word in words}
    role: str | None = None
    values: dict[str, list[Line]] = {}
    for line in lines:
        head, colon, rest = line.text.replace(":", "：").partition("：")
        label = roles.get(printed_label(head).name) if colon else None
        if label:
            role = label if label not in values else None
            line = Line(line.page, line.number, rest, line.box)
        elif role and (_ends(line, values[role][-1], rules) or colon and len(head) <= _LABEL):
            role = None
        if role:
            values.setdefault(role, []).append(line)
    for role, own in values.items():
        passage = join(own)
        if not passage:
            continue
        printed = PrintedText(passage.text, passage.start, passage.end)
        if role in ("name", "office", "executor"):
            setattr(form, role, printed)
        elif role == "money" and (amount := money(printed.text)):
            form.funds.append(Fund("unspecified", "total", role, printed, amount[0], amount[1]))


def _ends(line: Line, before: Line, rules: dict[str, Any]) -> bool:
    """Whether a line no longer belongs to the value that the line before it holds."""
    text = "".join(line.text.split())
    is_chapter = re.match(rules["chapter"], text) is not None
    return "。" in text or is_chapter or line.page != before.page or _holds(line, rules["titles"])


def _headings(lines: Sequence[Line], rules: dict[str, Any], chapter: str) -> PrintedText:
    """The headings （一）… of the chapter that its title names; its text where it has none."""
    inside: list[Line] = []
    begun = False
    for line in lines:
        text = "".join(line.text.split())
        if re.match(rules[chapter], text):
            begun = True
        elif begun and re.match(rules["chapter"], text):
            break
        elif begun:
            inside.append(line)
    headings = [line for line in inside if re.match(rules["heading"], "".join(line.text.split()))]
    if not headings:
        return NOTHING
    text = "；".join("".join(line.text.split()) for line in headings)
    return PrintedText(text, headings[0].place, headings[-1].place)


def _aspects(passage: Passage, text: str, rules: dict[str, Any]) -> list[FormIndicator]:
    """Points by aspect where the text states them: 项目决策分值20分，得分18分."""
    found: dict[str, FormIndicator] = {}
    matches = [m for pattern in rules["aspects"] for m in re.finditer(pattern, text)]
    for match in sorted(matches, key=re.Match.start):
        name = _printed(passage, *match.span("name"))
        indicator = FormIndicator(name.start.page if name.start else 1, (name.text,), name=name)
        if match.groupdict().get("weight"):
            indicator.weight = _printed(passage, *match.span("weight"))
        indicator.score = _printed(passage, *match.span("score"))
        found.setdefault(name.text, indicator)
    return list(found.values())


def _printed(passage: Passage, start: int, end: int) -> PrintedText:
    return PrintedText(passage.text[start:end], passage.places[start], passage.places[end - 1])
