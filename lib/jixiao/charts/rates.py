"""Charts of how far spending kept to the budget: execution rates, and the mix of spending."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from ..analysis.reliability import BANDS
from ..base.language import Language
from ..labels import label
from ..labels.numbers import number, per_cent
from ..labels.pages import source_line
from ..labels.sentences import alt_text, in_brackets, listed, within_sentence
from . import data_table
from .chart import Chart
from .narrow import Bar, narrow_bars
from .style import (
    BLUE,
    BLUE_TEXT,
    GREY,
    GRID,
    INK,
    ORANGE,
    ORANGE_TEXT,
    SOFT,
    finish,
    frame,
    new_figure,
    title_height,
    write,
)

WINDOW = (80.0, 120.0)  # per cent of the budget; what lies outside is parked at the edge
_TINTS = ("#d8e1e6", "#e6ecef", "#f1f4f6")  # of the bands, the narrowest first
_MARKS = {"of_revised": ("o", BLUE, BLUE_TEXT), "of_approved": ("D", ORANGE, ORANGE_TEXT)}
_OFFSET = {"of_revised": 0.23, "of_approved": -0.23}  # of two marks on a line
_COLUMN = {"of_revised": 127.5, "of_approved": 135.5}  # where their numbers end
_ITEMS, _YEARS = 2.35, 1.1  # inches for the names on the left


@dataclass(frozen=True)
class _Row:
    """A line of the chart: its name, and both rates in per cent where they are known."""

    name: str
    rates: dict[str, Decimal | None]


def execution(table: pd.DataFrame, language: Language) -> Chart | None:
    """The rows of `analysis.reliability.rates` on a fixed window of 80–120 %; None without rows.

    A dot is the share of the revised, a diamond that of the approved budget; what lies outside the
    window is parked at its edge as an arrow with its number. The bands behind are those by which
    PEFA grades PI-1.
    """
    if table.empty:
        return None
    rows = [_row(label(f"items.{row['item']}", language), row) for row in table.to_dict("records")]
    first = rows[0].rates
    title = label("budget.chart.execution_items", language, count=len(rows))
    known = {name: number(rate) for name in _MARKS if (rate := first.get(name)) is not None}
    if table["item"].iloc[0] == "expenditure" and known:
        only = "" if len(known) == len(_MARKS) else f"_{next(iter(known))}"
        title = label(f"budget.chart.execution_title{only}", language, **known)
    shown = data_table.rates(table, language)
    source = source_line(table["page"], language)
    return _lollipops(rows, table, shown, title, source, language, _ITEMS)


def execution_years(table: pd.DataFrame, language: Language) -> Chart | None:
    """The rows of `analysis.compare.budgets`, drawn as `execution`: one line per year.

    None where fewer than two years have a rate: one mark is no comparison.
    """
    rated = table[["of_approved_pct", "of_revised_pct"]].notna().any(axis=1)
    if rated.sum() < 2:
        return None
    rows = [_row(str(row["year"]), row) for row in table.to_dict("records")]
    title = _years_title(rows, language)
    shown = data_table.budget_years(table, language)
    source = label("comparison.chart.source", language)
    return _lollipops(rows, table, shown, title, source, language, _YEARS)


def _years_title(rows: Sequence[_Row], language: Language) -> str:
    stated = [row for row in rows if row.rates["of_approved"] is not None]
    if len(rows) == 1 or len(stated) == 1:
        return _year_title((stated or rows)[0], language)
    known = [rate for row in stated if (rate := row.rates["of_approved"]) is not None]
    if not known:  # the last year's rate of the revised budget
        return _year_title([row for row in rows if any(row.rates.values())][-1], language)
    within = sum(abs(rate - 100) <= BANDS[0] for rate in known)
    values = {"count": len(known), "lowest": number(min(known)), "highest": number(max(known))}
    if values["lowest"] == values["highest"]:
        where = label(f"comparison.chart.{'within' if within else 'beyond'}", language)
        return label("comparison.chart.execution_same", language, where=where, **values)
    how_many = "none_of" if not within else "all_of" if within == len(known) else "some"
    said = label(f"comparison.chart.{how_many}", language, within=within, count=len(known))
    return label("comparison.chart.execution_title", language, said=said, **values)


def _year_title(row: _Row, language: Language) -> str:
    """Both rates of one year, or the one that it has."""
    rates = {mark: number(rate) for mark, rate in row.rates.items() if rate is not None}
    only = f"_{next(iter(rates)).removeprefix('of_')}" if len(rates) == 1 else ""
    return label(f"comparison.chart.execution_one{only}", language, year=row.name, **rates)


def _row(name: str, row: dict[str, object]) -> _Row:
    return _Row(name, {mark: row[f"{mark}_pct"] for mark in _MARKS})  # type: ignore[misc]


def _lollipops(
    rows: Sequence[_Row],
    table: pd.DataFrame,
    shown: pd.DataFrame,
    title: str,
    source: str,
    language: Language,
    left: float,
) -> Chart:
    drawn = [mark for mark in _MARKS if any(row.rates[mark] is not None for row in rows)]
    rows = [_Row(row.name, {mark: row.rates[mark] for mark in drawn}) for row in rows]
    subtitle = label("budget.chart.execution_subtitle", language)
    figure, ax = new_figure(1.6 + 0.31 * len(rows) + title_height(title))
    floor = -0.62
    for band, tint in reversed(list(zip(BANDS, _TINTS, strict=True))):
        low, high = 100 - float(band), 100 + float(band)
        ax.fill_between([low, high], floor, len(rows) - 0.4, color=tint, linewidth=0, zorder=0)
    for tick in range(80, 121, 5):
        weight = 1.0 if tick == 100 else 0.6
        colour = INK if tick == 100 else GRID
        ax.plot([tick, tick], [floor, len(rows) - 0.4], color=colour, linewidth=weight, zorder=1)
        if tick % 10 == 0:
            text = per_cent(str(tick), language)
            write(ax, tick, floor - 0.1, text, ha="center", va="top", color=SOFT, fontsize=8)
    spoken = []
    for index, row in enumerate(rows):
        y = len(rows) - 1 - index
        write(ax, WINDOW[0] - 1, y, row.name, ha="right", va="center")
        said = []
        both = len(drawn) > 1 and None not in row.rates.values()
        for mark, rate in row.rates.items():
            ink = _MARKS[mark][2] if rate is not None else SOFT
            write(ax, _COLUMN[mark], y, number(rate), ha="right", va="center", color=ink)
            if rate is not None:
                at = y + _OFFSET[mark] * both
                _mark(ax, mark, float(rate), at, per_cent(number(rate), language))
                said.append(label(f"budget.chart.{mark}_key", language, rate=number(rate)))
        spoken.append(f"{row.name} {listed(said, language)}")
    _heads(ax, len(rows) - 0.22, drawn, language)
    ax.set_xlim(WINDOW)
    ax.set_ylim(floor - 0.5, len(rows) - 0.4)
    for line in ax.lines:
        line.set_clip_on(False)
    frame(figure, left=left, right=2.1, top=1.02 + title_height(title), bottom=0.36)
    finish(figure, title, subtitle, source)
    alt = alt_text(title, subtitle, spoken, language)
    return Chart(figure, alt, table, shown, _narrow_rates(rows, source, language))


def _narrow_rates(rows: Sequence[_Row], source: str, language: Language) -> Figure:
    """A bar for each rate, to 100 % of the budget and beyond; one of more than the window's end is cut
    there, its number is whole.
    """
    bars = []
    for row in rows:
        for mark, rate in row.rates.items():
            if rate is not None:
                _, colour, ink = _MARKS[mark]
                name = f"{row.name} · {label(f'budget.chart.{mark}_head', language)}"
                part = (0.0, min(float(rate), WINDOW[1]), colour, "")
                bars.append(Bar(name, per_cent(number(rate), language), [part], ink))
    return narrow_bars(bars, source, mark=100.0)


def _mark(ax: Axes, mark: str, rate: float, y: float, text: str) -> None:
    """A lollipop from 100 % to the rate; outside the window an arrow at its edge, with the number."""
    shape, colour, ink = _MARKS[mark]
    if WINDOW[0] <= rate <= WINDOW[1]:
        face = colour if mark == "of_revised" else "white"
        ax.plot([100, rate], [y, y], color=colour, linewidth=1.6, zorder=2)
        ax.plot(rate, y, marker=shape, color=colour, markersize=6.5, markerfacecolor=face, zorder=3)
        return
    high = rate > WINDOW[1]
    edge, inward = (WINDOW[1] - 0.3, -1) if high else (WINDOW[0] + 0.3, 1)
    ax.plot(edge, y, marker=">" if high else "<", color=colour, markersize=7.5, zorder=3)
    side = "right" if high else "left"
    write(ax, edge + inward * 0.9, y, text, ha=side, va="center", color=ink, fontsize=8.5)


def _heads(ax: Axes, y: float, drawn: Sequence[str], language: Language) -> None:
    """Over the columns of numbers their marks and names; over the plot what the bands are."""
    for mark in drawn:
        shape, colour, ink = _MARKS[mark]
        right = _COLUMN[mark]
        words = label(f"budget.chart.{mark}_head", language)
        write(ax, right, y, words, ha="right", va="bottom", color=ink, fontsize=8.5)
        face = colour if mark == "of_revised" else "white"
        ax.plot(
            right - 0.6, y + 0.72, marker=shape, color=colour, markersize=6, markerfacecolor=face
        )
    bands = label("budget.chart.bands", language)
    write(ax, 100, y, bands, ha="center", va="bottom", color=SOFT, fontsize=8.5)


def composition(table: pd.DataFrame, variance: Decimal | None, language: Language) -> Chart | None:
    """The rows of `analysis.reliability.composition`: spent, against an even change. Unit: 万元.

    None where there are none.
    `variance`: `analysis.reliability.composition_variance` of the same budget, in per cent.
    """
    if table.empty:
        return None
    rows = list(table.itertuples())
    title = _composition_title(table, variance, language)
    subtitle = label("budget.chart.composition_subtitle", language)
    figure, ax = new_figure(1.75 + 0.46 * len(rows) + title_height(title))
    top = max(float(max(row.expected_wan, row.outturn_wan)) for row in rows) or 1.0
    spoken = []
    for index, row in enumerate(rows):
        y = len(rows) - 1 - index
        name = label(f"items.{row.item}", language)
        expected, spent = float(row.expected_wan), float(row.outturn_wan)
        up = row.deviation_wan > 0
        colour, ink = (BLUE, BLUE_TEXT) if up else (ORANGE, ORANGE_TEXT)
        ax.plot([expected, spent], [y, y], color=colour, linewidth=2, zorder=2)
        ax.plot(expected, y, marker="|", color=INK, markersize=15, markeredgewidth=1.6, zorder=3)
        ax.plot(spent, y, marker="o", color=colour, markersize=8, zorder=3)
        write(ax, -top * 0.03, y, name, ha="right", va="center")
        values = (number(row.expected_wan), number(row.outturn_wan))
        moved = number(row.deviation_wan, signed=True)
        for at, text in zip((0.17, 0.33, 0.47), (*values, moved), strict=True):
            weight = ink if text == moved else INK
            write(ax, top * (1 + at), y, text, ha="right", va="center", color=weight)
        spoken.append(f"{name} {values[0]} → {values[1]}{in_brackets(moved, language)}")
    heads = ("expected", "spent", "moved")
    for at, head in zip((0.17, 0.33, 0.47), heads, strict=True):
        words = label(f"budget.chart.{head}_head", language)
        options = {"ha": "right", "va": "bottom", "color": SOFT, "fontsize": 8.5}
        write(ax, top * (1 + at), len(rows) - 0.55, words, **options)
    ax.plot([0, top], [-0.55, -0.55], color=GREY, linewidth=0.8)
    write(ax, 0, -0.65, "0", ha="center", va="top", color=SOFT, fontsize=8)
    ax.set_xlim(0, top * 1.03)
    ax.set_ylim(-0.95, len(rows) - 0.5)
    for line in ax.lines:
        line.set_clip_on(False)
    frame(figure, left=1.75, right=2.35, top=0.98 + title_height(title), bottom=0.34)
    source = source_line(table["page"], language)
    finish(figure, title, subtitle, source)
    alt = alt_text(title, subtitle, spoken, language)
    bars = []
    for row in rows:
        colour, ink = (BLUE, BLUE_TEXT) if row.deviation_wan > 0 else (ORANGE, ORANGE_TEXT)
        for head, value, shade, tone in (
            ("spent", row.outturn_wan, colour, ink),
            ("expected", row.expected_wan, GREY, SOFT),
        ):
            words = label(f"budget.chart.{head}_head", language).strip("|● ")
            name = f"{label(f'items.{row.item}', language)} · {words}"
            bars.append(Bar(name, number(value), [(0.0, float(value), shade, "")], tone))
    small = narrow_bars(bars, source)
    return Chart(figure, alt, table, data_table.mix(table, language), small, secondary=True)


def _composition_title(table: pd.DataFrame, variance: Decimal | None, language: Language) -> str:
    most = max(table.to_dict("records"), key=lambda row: row["deviation_wan"])
    return label(
        "budget.chart.composition_title",
        language,
        amount=number(most["deviation_wan"]),
        item=within_sentence(label(f"items.{most['item']}", language)),
        variance=number(variance),
    )
