"""Alarms for `statements`: rows whose figure can hardly be what the document means.

The tables of a budget or of final accounts and their narrative, as `plausibility` has it for a
self-evaluation: such a row is listed as doubtful, and is neither changed nor dropped.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from decimal import Decimal
from functools import cache, cached_property

import pandas as pd

from ..base.amounts import YUAN_PER_UNIT, half_unit, in_wan
from ..base.values import value_class
from ..catalogue.codes import official_classes
from ..schema import values_of
from .plausibility import DoubtfulRow, DoubtReason, counts_out_of_line, of_another_scale
from .statement_parts import LISTS, parts_over_wholes

_HIGHEST = {"rate": 200, "share": 100, "change_rate": 1000}  # per cent, where no amounts say so
_LOWEST_CHANGE = -100  # per cent: nothing falls by more than there is
_YEARS_ABOUT = 5  # before and after the year of the document
_RUN = 3  # so many columns numbered one after another are no amounts
_DOWN = 4  # and so many rows
_AMOUNTS = ("approved", "revised", "outturn", "previous", "change")
_NARRATIVE = "narrative"
_OF_A_FIGURE = (
    "statement",
    "fund",
    "item",
    "classification",
    "name",
    "phase",
    "value",
    "unit",
    "printed",
    "page",
)
# 财政部《政府收支分类科目》: what funds pay for is named so, but for one that the general budget pays.
_OF_FUND = re.compile(r"(?<!国债)安排的支出$")
_SURCHARGE = "20509"
_SMALL = re.compile(r"[1-9]\d?")
_YEAR = re.compile(r"\d{4}(?![\d.,，])")


@value_class()
class StatementFigure:
    """A row of `statements`, counted from 0; `wan` and `rounding`: of an amount of money."""

    row: int
    statement: str
    fund: str
    item: str
    classification: str
    name: str
    phase: str
    value: Decimal
    unit: str
    printed: str
    page: int
    wan: Decimal | None
    rounding: Decimal

    @cached_property
    def line_of(self) -> tuple[str, str, str]:
        """What tells it from other rows of its item: class, and a name where it is one of a list."""
        own = self.statement in LISTS or self.item.endswith((".office", ".group", ".kind"))
        return self.statement if own else "", self.classification, self.name if own else ""


def doubtful_statements(table: pd.DataFrame, year: int) -> list[DoubtfulRow]:
    """The doubtful rows of the table `statements` of a document of `year`, each reason once; of
    several reasons of a row the one that says most comes last.
    """
    found = list(_figures(table))
    scales = list(_scales(found))
    scaled = {doubtful.row for doubtful in scales}
    money = [figure for figure in found if figure.wan is not None]
    doubts = [
        *(
            DoubtfulRow("statements", row, "part_over_whole", other)
            for row, other in parts_over_wholes([f for f in money if f.row not in scaled])
        ),
        *_rates(found),
        *_counts(found),
        *scales,
        *(_doubt(figure, "class_of_another_fund") for figure in _other_funds(money)),
        *(_doubt(figure, "year_as_amount") for figure in _years(money, year)),
        *(_doubt(figure, "column_numbers") for figure in _column_numbers(money)),
    ]
    return list({(d.row, d.reason): d for d in doubts}.values())


def _figures(table: pd.DataFrame) -> Iterator[StatementFigure]:
    rows = values_of(table, *_OF_A_FIGURE)
    for number, (statement, fund, item, code, name, phase, value, unit, printed, page) in enumerate(
        rows
    ):
        money, rounding = unit in YUAN_PER_UNIT, half_unit(value)
        yield StatementFigure(
            number,
            statement,
            fund,
            item,
            code or "",
            name,
            phase,
            value,
            unit,
            str(printed),
            page,
            in_wan(value, unit) if money else None,
            in_wan(rounding, unit) if money else rounding,
        )


def _doubt(figure: StatementFigure, reason: DoubtReason) -> DoubtfulRow:
    return DoubtfulRow("statements", figure.row, reason)


def _rates(found: Sequence[StatementFigure]) -> Iterator[DoubtfulRow]:
    """Rates over their limit that no two amounts of the same item make."""
    amounts: dict[Hashable, list[StatementFigure]] = {}
    for figure in found:
        if figure.wan is not None and figure.phase in _AMOUNTS:
            amounts.setdefault(_what(figure), []).append(figure)
    for figure in found:
        most = _HIGHEST.get(figure.phase)
        if most is None or figure.unit != "%":
            continue
        falls = figure.phase == "change_rate" and figure.value < _LOWEST_CHANGE
        own = amounts.get(_what(figure), [])
        if falls or (figure.value > most and not _made_of(figure, own)):
            yield _doubt(figure, "rate_over_200")
            beside = [other for other in own if _beside(other, figure)]
            for other in beside if len(beside) == 1 else ():
                yield _doubt(other, "rate_over_200")  # both may stand in a column too far right
        elif figure.statement != _NARRATIVE and figure.value and not own:
            yield _doubt(figure, "rate_alone")


def _beside(one: StatementFigure, other: StatementFigure) -> bool:
    """Whether two figures of one item stand in one row of a table."""
    return (one.statement, one.page) == (other.statement, other.page) != (_NARRATIVE, other.page)


def _what(figure: StatementFigure) -> tuple[str, str, tuple[str, str, str]]:
    return figure.fund, figure.item, figure.line_of


def _made_of(rate: StatementFigure, amounts: Iterable[StatementFigure]) -> bool:
    """Whether an amount is `rate` per cent of one of another phase, or has changed by so much."""
    stated = dict.fromkeys((f.phase, f.wan, f.rounding) for f in amounts if f.wan)
    times = rate.value / 100 + (1 if rate.phase == "change_rate" else 0)
    for phase, wan, rounding in stated:
        for other_phase, other, off in stated:
            if phase == other_phase or wan is None or other is None:
                continue
            # Of a change, what there was before it: what there is, less the change.
            now, then = (other, other - wan) if phase == "change" else (wan, other)
            slack = rate.rounding / 100 * abs(then) + (times + 1) * (rounding + off)
            if abs(now - times * then) <= slack:
                return True
    return False


def _other_funds(money: Sequence[StatementFigure]) -> Iterator[StatementFigure]:
    """Classes of the budget of government funds in a table of the general one: the rows of another
    table may have joined it.
    """
    for figure in money:
        of_table = figure.fund == "general" and figure.statement != _NARRATIVE
        if of_table and figure.value and figure.classification[:5] in _groups_of_funds():
            yield figure


@cache
def _groups_of_funds() -> frozenset[str]:
    return frozenset(
        code
        for code, official in official_classes().items()
        if len(code) == 5 and _OF_FUND.search(official.name) and code != _SURCHARGE
    )


def _years(money: Sequence[StatementFigure], year: int) -> Iterator[StatementFigure]:
    """Amounts that are printed as a year near the document's own, where others have decimals."""
    near = {str(each) for each in range(year - _YEARS_ABOUT, year + _YEARS_ABOUT + 1)}
    with_places: dict[str, int] = {}
    without: dict[str, int] = {}
    for figure in money:
        counted = with_places if "." in figure.printed else without
        counted[figure.statement] = counted.get(figure.statement, 0) + bool(figure.value)
    for figure in money:
        where = figure.statement
        digits = _YEAR.match(figure.printed)
        if digits and digits[0] in near and with_places.get(where, 0) > without.get(where, 0):
            yield figure


def _counts(found: Sequence[StatementFigure]) -> Iterator[DoubtfulRow]:
    counted = [(f.row, f.value, f.unit) for f in found if f.phase == "count"]
    return counts_out_of_line("statements", counted)


def _column_numbers(money: Sequence[StatementFigure]) -> Iterator[StatementFigure]:
    """Whole numbers that count on by one, along a row or down a column of a table."""
    tables = [figure for figure in money if figure.statement != _NARRATIVE]
    yield from _counting(tables, lambda f: (f.statement, f.page), _RUN, in_a_row=True)
    yield from _counting(tables, lambda f: (f.statement, f.page, f.phase), _DOWN, in_a_row=False)


def _counting(
    figures: Sequence[StatementFigure],
    where: Callable[[StatementFigure], Hashable],
    most: int,
    *,
    in_a_row: bool,
) -> Iterator[StatementFigure]:
    """Runs of at least `most` whole numbers, each one more than the one before it.

    `in_a_row`: nothing else stands between them.
    """
    together: dict[Hashable, list[StatementFigure]] = {}
    for figure in figures:
        together.setdefault(where(figure), []).append(figure)
    for every in together.values():
        own = every if in_a_row else [figure for figure in every if _is_whole(figure)]
        run: list[StatementFigure] = []
        for figure in own:
            whole = _is_whole(figure)
            if not (run and whole and figure.value == run[-1].value + 1):
                yield from run if len(run) >= most else ()
                run = []
            if whole:
                run.append(figure)
        yield from run if len(run) >= most else ()


def _is_whole(figure: StatementFigure) -> bool:
    return bool(_SMALL.fullmatch(figure.printed.strip()))


def _scales(found: Sequence[StatementFigure]) -> Iterator[DoubtfulRow]:
    """An amount about ten thousand times another of the same item in the same phase."""
    by_what: dict[Hashable, list[tuple[int, Decimal]]] = {}
    everywhere = Counter(abs(figure.wan) for figure in found if figure.wan)
    for figure in found:
        if figure.wan and figure.phase != "change":
            key = (*_what(figure), figure.phase)
            by_what.setdefault(key, []).append((figure.row, abs(figure.wan)))
    for stated in by_what.values():
        for row, other in of_another_scale(stated, everywhere):
            yield DoubtfulRow("statements", row, "ten_thousand_times", other)
