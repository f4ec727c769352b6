"""The indicator table (各重点任务项目支出完成情况) → the table `indicators`.

A target cell holds the name, then parts that words before a colon open (指标内容：, 标准：,
赋值依据：…). A cell without such words is name and promise at once: its first sentence is the name,
the rest the target.
"""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from functools import lru_cache

import pandas as pd

from ...base.amounts import read_number
from ...base.errors import AmountError, ExtractionError
from ...base.said import Said
from ...catalogue import wordings
from ...schema import frame_of
from ...source import Line, Passage, join
from ...status.attainment import attainment, delivered, promised
from ...status.judge import judge
from ..unread import PassageLeft
from .form import form_tables
from .outline import Outline, Section
from .rows import Row, opens_part, read_rows


def read_indicators(outline: Outline, unread: list[PassageLeft] | None = None) -> pd.DataFrame:
    """Every indicator as a row of the table `indicators` (`schema/indicators.json`).

    `unread`: a list to which rows are added that cannot be read; then they do not stop the reading.

    Raises ExtractionError with page and line where a block of the table cannot be placed, and
    without such a list at a row that cannot be read.
    """
    left_out: list[ExtractionError] | None = None if unread is None else []
    table = read_rows(indicator_section(outline, left_out), left_out)
    records: list[dict[str, object]] = []
    for row in table.rows:
        try:
            records.append(_record(len(records) + 1, row, left_out))
        except ExtractionError as fault:
            if left_out is None:
                raise
            left_out.append(fault)
    if unread is not None:
        unread += [PassageLeft.of_error("indicators", fault) for fault in left_out or ()]
    return frame_of(records, "indicators")


@lru_cache(maxsize=8)
def results(outline: Outline) -> tuple[Passage, ...]:
    """The cells of the column 实际完成指标值, each as one passage; none without a table.

    Rows that cannot be read are left out: they are listed.
    """
    if not has_indicators(outline):
        return ()
    try:
        rows = read_rows(indicator_section(outline, []), []).rows
    except ExtractionError:  # it is listed where the table is read
        return ()
    return tuple(join(row.actual) for row in rows)


def has_indicators(outline: Outline) -> bool:
    """Whether the report has a table of indicators: in its section, or as a form anywhere."""
    return outline.has("indicators") or bool(form_tables(outline.document, []))


def indicator_section(outline: Outline, left_out: list[ExtractionError] | None = None) -> Section:
    """The section of the indicator table; where it has none, the form that stands elsewhere.

    `left_out`: a list to which lines of a form are added that do not fit its head.
    """
    if outline.has("indicators"):
        section = outline.section("indicators")
        if any(not table.inner for table in section.tables):
            return section
        if not (forms := form_tables(outline.document, left_out)):
            return section
        return replace(section, tables=forms) if _is_bare(section) else section
    forms = form_tables(outline.document, left_out)
    lines = tuple(line for table in forms for line in table.lines)
    return Section("indicators", lines[0], lines, forms)


def _is_bare(section: Section) -> bool:
    """Whether a section has no table of its own, as text either: it refers to the form."""
    head = wordings("indicators")["head_ends_with"]
    return not any("".join(line.text.split()).endswith(head) for line in section.lines)


def split_target(lines: list[Line]) -> dict[str, str | None]:
    """The parts of a target cell: name, definition, target, basis; together they are the cell.

    Of several words that open a target (指标：… 标准：…) the last one does; those before it belong
    to the definition.
    """
    segments: list[tuple[str, list[Line]]] = [("name", [])]
    for line in lines:
        if part := opens_part(line):
            segments.append((part, []))
        segments[-1][1].append(line)
    targets = [index for index, (part, _) in enumerate(segments) if part == "target"]
    parts: dict[str, list[Line]] = {"name": [], "definition": [], "target": [], "basis": []}
    for index, (part, content) in enumerate(segments):
        earlier_target = part == "target" and index != targets[-1]
        parts["definition" if earlier_target else part].extend(content)
    texts = {part: join(content).text or None for part, content in parts.items()}
    if not texts["name"]:
        texts |= _name_from_definition(parts["definition"])
    elif not texts["definition"] and not texts["target"]:
        first, stop, rest = texts["name"].partition("。")
        texts |= {"name": first + stop, "target": rest or None}
    texts["name"] = _bare_name(texts["name"] or "")
    return texts


def _name_from_definition(lines: list[Line]) -> dict[str, str | None]:
    """A cell that begins with 指标内容： and gives no name: what it defines is the name."""
    openings = [index for index, line in enumerate(lines) if opens_part(line)]
    second = openings[1] if len(openings) > 1 else len(lines)
    name = re.split(r"[：:]", join(lines[:second]).text, maxsplit=1)[-1]
    return {"name": name, "definition": join(lines[second:]).text or None}


def _bare_name(text: str) -> str:
    for word in wordings("indicators")["parts"]["name"]:
        text = re.sub(rf"^{word}[：:]", "", text)
    return text.strip().rstrip("。")


def _record(seq: int, row: Row, left_out: list[ExtractionError] | None = None) -> dict[str, object]:
    category, level2, level3 = wordings("indicators")["labels"][row.label]
    target, actual = join(row.target), join(row.actual)
    parts = split_target(row.target)
    if row.name:
        named = join(row.name).text
        parts = {"name": named, "definition": None, "target": target.text, "basis": None}
    name = parts["name"] or ""
    if not name:
        raise ExtractionError(
            "extract.indicator_lacks", where=target.start, part=Said("extract.part_name")
        )
    promise = promised(parts["target"], parts["definition"], name)
    result = delivered(actual.text, promise, name)
    judged = judge(parts["target"], parts["definition"], name, actual.text, promise, result)
    return {
        "seq": seq,
        "task_no": row.task_no,
        "category": category,
        "level2": level2,
        "level3": level3 or None,
        **parts,
        "name": name,
        "actual": actual.text,
        "bound": judged.promise.bound,
        "target_value": promise.value,
        "target_unit": promise.unit,
        "actual_value": result.value,
        "actual_unit": result.unit,
        "attainment_pct": attainment(result, promise),
        **judged.cells(),
        "weight": _points(row.weight, left_out),
        "score": _points(row.score, left_out),
        "deviation": join(row.deviation).text or None,
        "page": target.start.page,
        "line": target.start.line,
        "line_end": max(target.end.line, actual.end.line),
    }


def _points(lines: list[Line], left_out: list[ExtractionError] | None) -> Decimal | None:
    """The points of a cell; None where it is blank or struck out.

    Raises ExtractionError with page and line if there is something else in it; with `left_out`
    that is added to the list instead.
    """
    text = join(lines).text.removesuffix("分")
    if text in ("", "/", "-", "—", "无"):
        return None
    try:
        return read_number(text.removesuffix("%"))
    except AmountError as error:
        fault = ExtractionError("extract.no_points", where=lines[0].place, printed=text)
        if left_out is None:
            raise fault from error
        left_out.append(fault)
        return None
