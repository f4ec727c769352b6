"""Forms → rows of the tables `projects`, `project_funds` and `indicators`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from ...base.amounts import YUAN_PER_UNIT, half_unit
from ...base.errors import Place
from ...status.cells import judged_cells, judged_whole
from ..unread import PassageLeft
from .form_figures import points, rate
from .levels import normal_levels, unknown_level
from .printed import PrintedText, unread
from .project_form import PHASES, FormIndicator, Fund, ProjectForm


def project_record(number: int, form: ProjectForm) -> tuple[dict[str, object], list[PassageLeft]]:
    """The row of a form in `projects`, and what of it is no figure where one was expected."""
    faults: list[PassageLeft] = []

    def number_of(printed: PrintedText, percent: bool = False) -> Decimal | None:
        if printed.is_none:
            return None
        value = rate(printed.text, form.rate_in_percent) if percent else points(printed.text)
        if value is None and percent and _is_of_amounts(bare := points(printed.text), totals):
            value = bare
        if value is None:
            faults.append(unread(printed, form.page, "no_number"))
        return value

    totals = {phase: _total(form.funds, phase) for phase in PHASES}
    name = form.name if form.kind not in _OF_DEPARTMENT else PrintedText("")
    amounts = [fund.printed for fund in form.funds]
    own = [form.executor, *amounts] if form.kind == "list_total" else []
    head = _first(form.name, form.department, *own, form.title, form.goal)
    start, end = span([head, *_texts(form)], form.page)
    term = next((fund for fund in form.funds if fund.source == "total" and fund.term), None)
    unit = next((f.unit for f in (*totals.values(), term) if f and f.unit), None)
    record: dict[str, object] = {
        "project": number,
        "form": form.kind,
        "name": name.text or None,
        "office": (form.office or form.department).text or None,
        "executor": form.executor.text or None,
        **{phase: _in_unit(fund, unit) for phase, fund in totals.items()},
        "term_total": _in_unit(term, unit),
        "unit": unit,
        "execution_rate": number_of(form.execution_rate, percent=True),
        "execution_rate_printed": form.execution_rate.text or None,
        "execution_weight": number_of(form.execution_weight),
        "execution_score": number_of(form.execution_score),
        "total_weight": number_of(form.total_weight),
        "total_score": number_of(form.total_score),
        "grade": form.grade.text or None,
        "goal": form.goal.text or None,
        "term_goal": form.term_goal.text or None,
        "achieved": form.achieved.text or None,
        "problems": form.problems.text or None,
        "measures": form.measures.text or None,
        "page": start.page,
        "line": start.line or None,
        "line_end": end.line or None,
        "quote": head.text or None,
    }
    return record, faults


_MOST_POINTS = 100  # of one line
_OF_DEPARTMENT = ("department_self_evaluation", "department_target")


def fund_records(number: int, form: ProjectForm) -> list[dict[str, object]]:
    """The rows of a form in `project_funds`."""
    records: list[dict[str, object]] = []
    for fund in form.funds:
        start = fund.printed.start or Place(form.page, 0)
        records.append(
            {
                "project": number,
                "phase": fund.phase,
                "source": fund.source,
                "term": "whole" if fund.term else "year",
                "label": fund.label,
                "value": fund.value,
                "unit": fund.unit,
                "printed": fund.printed.text,
                "page": start.page,
                "line": start.line or None,
            }
        )
    return records


def indicator_record(
    number: int, indicator: FormIndicator, *, has_results: bool
) -> tuple[dict[str, object], list[PassageLeft]]:
    """The row of an indicator in `indicators`, and what was not read of it.

    `has_results`: the form has a column of results, and targets; where it has not, there is no status.
    """
    faults: list[PassageLeft] = []
    first, second = normal_levels(indicator.levels, has_first=indicator.has_first)
    page = indicator.page
    if word := unknown_level(indicator.levels):
        place = next(iter(indicator.places), None)
        faults.append(unread(PrintedText(word, place), page, "level_unknown", "indicators"))
    figures: dict[str, Decimal | None] = {}
    for role in ("weight", "score"):
        printed: PrintedText = getattr(indicator, role)
        figures[role] = None if printed.is_none else points(printed.text)
        if printed.start != printed.end and (figures[role] or 0) > _MOST_POINTS:
            figures[role] = None  # 15 over 15 is not 1515
        if figures[role] is None and not printed.is_none:
            faults.append(unread(printed, page, "no_number", "indicators"))
    start, end = span(indicator.cells, page)
    if indicator.is_unparted:
        faults.append(unread(indicator.name, page, "run_on_unsplit", "indicators"))
    record: dict[str, object] = {
        "project": number,
        "category": " ".join(indicator.levels) or None,
        "level2": first,
        "level3": second,
        "name": indicator.name.text,
        "definition": indicator.definition.text or None,
        "target": indicator.target.text or None,
        "term_target": indicator.term_target.text or None,
        "actual": indicator.actual.text or None,
        **(judged_whole if indicator.is_unparted else judged_cells)(
            indicator.name.text,
            indicator.target.text or indicator.term_target.text,
            indicator.actual.text if has_results and indicator.has_result else None,
            is_cost="成本" in (first, second),
        ),
        "weight": figures["weight"],
        "score": figures["score"],
        "deviation": indicator.deviation.text or None,
        "page": start.page,
        "line": start.line or None,
        "line_end": end.line or None,
    }
    return record, faults


def span(texts: Sequence[PrintedText], page: int) -> tuple[Place, Place]:
    """From the first line to the last of several texts; line 0 where none has a place."""
    starts = [text.start for text in texts if text.start]
    ends = [text.end for text in texts if text.end]
    nowhere = Place(page, 0)
    return min(starts, default=nowhere), max(ends, default=nowhere)


def _texts(form: ProjectForm) -> list[PrintedText]:
    # In a list the office may stand in a row far above, printed once for all its projects.
    own = [] if form.kind == "project_list" else [form.office, form.executor]
    own += [form.goal, form.term_goal, form.achieved, form.grade]
    own += [form.execution_rate, form.execution_score, form.total_score, form.problems]
    own += [fund.printed for fund in form.funds]
    return [text for text in own if text]


def _first(*texts: PrintedText) -> PrintedText:
    return next((text for text in texts if text), PrintedText(""))


def _in_unit(fund: Fund | None, unit: str | None) -> Decimal | None:
    """The amount in the unit of its row: a form that prints 万元 and 元 side by side is one row."""
    if fund is None or fund.value is None or (unit and not fund.unit):
        return None
    own, row = YUAN_PER_UNIT.get(fund.unit or ""), YUAN_PER_UNIT.get(unit or "")
    return fund.value if own is None or row is None or own == row else fund.value * own / row


def _is_of_amounts(value: Decimal | None, totals: Mapping[str, Fund | None]) -> bool:
    """Whether a bare number is the rate in per cent that outturn and revised budget give: 90.00 of 378 and 420."""
    revised, outturn = totals["revised"], totals["outturn"]
    if value is None or not (revised and outturn and revised.value and outturn.value is not None):
        return False
    if revised.unit != outturn.unit:
        return False
    return abs(outturn.value / revised.value * 100 - value) <= half_unit(value)


def _total(funds: Sequence[Fund], phase: str) -> Fund | None:
    """The total of a budget; of one source alone where no total is printed, none."""
    found = [fund for fund in funds if fund.phase == phase and fund.source == "total"]
    year = [fund for fund in found if not fund.term]
    return year[0] if year else None
