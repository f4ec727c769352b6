"""Several indicators in one row: 1.养护里程 2.修补坑槽 | 1.≥120公里 2.≥3000平方米 | 1.126公里 2.2870平方米.

They are parted where name, target and result have the same numbers; else the row stays whole, is
listed, and no figure of it is compared with another.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import replace

from ...base.errors import Place
from ...grid import GridCell
from ...status.measure import measure
from .form_figures import points
from .form_points import points_in_name
from .printed import NOTHING, PrintedText, of_cells
from .project_form import FormIndicator

_NUMBERINGS = tuple(
    re.compile(pattern)
    for pattern in (
        r"(?:绩效)?指标(\d{1,2})[:：]",
        r"[（(](\d{1,2})[)）]",
        r"([①②③④⑤⑥⑦⑧⑨])",
        r"(?<![\d.])(\d{1,2})[.．](?!\d)|(?<![\d.])(\d{1,2})[、)）]",
        r"(?<![\d.])(\d{1,2})[.．、)）]",
    )
)
_TEXTS = ("target", "term_target", "actual")
_POINTS = ("weight", "score")


def parted(
    indicator: FormIndicator, cells: Mapping[str, Sequence[GridCell]]
) -> list[FormIndicator]:
    """The indicators of a row; the row's own where its cells do not agree on how many they hold.

    `cells`: role → the cells of the row that hold it. Points that are printed once stand in the first.
    """
    if by_line := _parted_by_line(indicator, cells):
        return by_line
    names = numbered(cells.get("name", ()))
    items = [numbered(cells.get(role, ())) for role in _TEXTS]
    indicator.is_unparted = any(items)
    if len(names) < 2:
        return [indicator]
    indicator.name = of_cells(cells["name"])
    if {"bound", "unit"} & {role for role, own in cells.items() if _printed(own)}:
        return [indicator]
    texts: dict[str, list[PrintedText]] = {}
    for role in _TEXTS:
        own = cells.get(role, ())
        if getattr(indicator, role).is_none:
            continue
        texts[role] = numbered(own)
        if len(texts[role]) != len(names):
            return [indicator]
    found = [
        _item(
            indicator,
            number,
            name,
            {role: own[number] for role, own in texts.items()},
            "weight" not in cells,
        )
        for number, name in enumerate(names)
    ]
    for role in _POINTS:
        lines = _lines(cells.get(role, ()))
        if len(lines) == len(found) and all(points(line.text) is not None for line in lines):
            for part, line in zip(found, lines, strict=True):
                setattr(part, role, line)
    return found


def _parted_by_line(
    indicator: FormIndicator, cells: Mapping[str, Sequence[GridCell]]
) -> list[FormIndicator]:
    """Items without numbers: as many lines of names as of targets and results, each target a measure.

    On a page lines are wrapped too: there points must stand on as many lines.
    """
    names = _lines(cells.get("name", ()))
    count = len(names)
    texts = {
        role: _lines(cells.get(role, ())) for role in _TEXTS if not getattr(indicator, role).is_none
    }
    if count < 2 or _printed(cells.get("bound", ())) or _printed(cells.get("unit", ())):
        return []
    if not texts or any(len(lines) != count for lines in texts.values()):
        return []
    targets = texts.get("target") or texts.get("term_target") or []
    if (
        numbered(cells["name"])
        or not targets
        or not all(_is_measure(line.text) for line in targets)
    ):
        return []
    marks = {role: _lines(cells.get(role, ())) for role in _POINTS}
    on_lines = [
        own
        for own in marks.values()
        if len(own) == count and all(points(line.text) is not None for line in own)
    ]
    if not on_lines and any(cell.box for cell in cells["name"]):
        return []
    found = []
    for number, name in enumerate(names):
        own = {role: lines[number] for role, lines in texts.items()}
        part = _item(indicator, number, name, own, "weight" not in cells)
        for role, lines in marks.items():
            if lines in on_lines:
                setattr(part, role, lines[number])
        found.append(part)
    return found


def _item(
    indicator: FormIndicator,
    number: int,
    name: PrintedText,
    texts: Mapping[str, PrintedText],
    of_names: bool,
) -> FormIndicator:
    """One of the items of a row; what is printed once for all stands in the first. `of_names`: each
    name closes with its points.
    """
    item = replace(indicator, name=name, is_unparted=False)
    if of_names:
        item.weight = points_in_name(name)
    for role, text in texts.items():
        setattr(item, role, text)
    for role in (*_POINTS, "deviation") if number else ():
        if not (of_names and role == "weight"):
            setattr(item, role, NOTHING)
    return item


def _is_measure(text: str) -> bool:
    return measure(text).value is not None


def numbered(cells: Sequence[GridCell]) -> list[PrintedText]:
    """The items of a text numbered from 1 without gaps; nothing where it is no such list.

    2.5公里 is no second item: where a point stands before a digit every item must open a line.
    """
    text, places, opens = _joined(cells)
    for pattern in _NUMBERINGS:
        marks = list(pattern.finditer(text))
        if pattern is _NUMBERINGS[-1]:
            marks = [mark for mark in marks if mark.start() in opens]
        numbers = [_number(next(group for group in mark.groups() if group)) for mark in marks]
        if len(marks) < 2 or numbers != list(range(1, len(marks) + 1)) or marks[0].start():
            continue
        items: list[PrintedText] = []
        for mark, end in zip(marks, [*(m.start() for m in marks[1:]), len(text)], strict=True):
            item = text[mark.end() : end].strip(" ；;，,、\n")
            if not item:
                return []
            own = places[mark.start() : end]
            items.append(PrintedText(item, own[0], own[-1]) if own else PrintedText(item))
        return items
    return []


def _number(text: str) -> int:
    return int(unicodedata.digit(text)) if len(text) == 1 else int(text)


def _joined(cells: Sequence[GridCell]) -> tuple[str, list[Place], set[int]]:
    """The text of cells, the place of each character, and where their lines begin."""
    text, places, opens = "", [], set()
    for line in _lines(cells):
        opens.add(len(text))
        text += line.text
        if line.start:
            places += [line.start] * len(line.text)
    return text, places if len(places) == len(text) else [], opens


def _lines(cells: Sequence[GridCell]) -> list[PrintedText]:
    return [
        PrintedText(line.text.strip(), line.place, line.place)
        for cell in cells
        for line in cell.lines
        if line.text.strip()
    ]


def _printed(cells: Sequence[GridCell]) -> bool:
    return any(cell.text for cell in cells)
