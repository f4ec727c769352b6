"""Charts of the comparison: what is on file, and measures over the years."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from ..analysis.compare import MOST_PANELS, metrics, most_telling, that_changed
from ..analysis.rows import SeriesRow
from ..base.language import Language
from ..catalogue.metrics import metric_name
from ..labels import label
from ..labels.numbers import short, whole
from ..labels.sentences import alt_text, first_to_last, listed
from . import data_table, narrow
from .chart import Chart
from .narrow import narrow_figure, narrow_grid, write_foot
from .style import (
    BLUE,
    BLUE_TEXT,
    GREY,
    INK,
    ORANGE,
    SOFT,
    WIDTH,
    finish,
    frame,
    in_inches,
    new_figure,
    text_width,
    title_height,
    wrap,
    write,
)

COLUMNS = 3
# Inches: a panel with its name above and its years below, and the gap to the next.
_PANEL, _GAP, _MARGIN, _HEAD, _FOOT = 1.34, 0.28, 0.12, 0.8, 0.36
_ROW_GAP = 0.08
_WIDEST = 1.3  # of a cell: one year alone is no bar
_PLOT = (0.2, 0.74)  # from and to which height of a panel values are drawn


def coverage(table: pd.DataFrame, language: Language) -> Chart:
    """What is on file: the rows of `analysis.compare.coverage` as a grid of years and tables."""
    names = [name for name in table.columns if name != "year"]
    words = {name: label(f"comparison.table_name.{name}", language) for name in names}
    left = 0.35 + max(text_width(text, 9.5) for text in words.values())
    cell = min((WIDTH - left - 0.2) / max(len(table), 1), _WIDEST)
    longest = max(
        (text_width(whole(count), 1) for count in table[names].to_numpy().flat), default=1
    )
    size = min(9.5, 0.8 * cell / longest)
    figure, ax = new_figure(1.15 + 0.4 * len(names))
    spoken, colon = [], label("audit.prose.colon", language)
    for x, row in enumerate(table.to_dict("records")):
        for y, name in enumerate(reversed(names)):
            count = int(row[name])
            ax.add_patch(_cell(x, y, count))
            if count:
                text = whole(count)
                write(ax, x, y, text, ha="center", va="center", color="white", fontsize=size)
        on_file = [f"{words[name]} {whole(row[name])}" for name in names if row[name]]
        spoken.append(f"{row['year']}{colon}{listed(on_file, language)}")
        head = {"ha": "center", "va": "bottom", "color": SOFT, "fontsize": min(9.5, 24 * cell)}
        write(ax, x, len(names) - 0.45, str(row["year"]), **head)
    for y, name in enumerate(reversed(names)):
        write(ax, -0.5 - 0.1 / cell, y, words[name], ha="right", va="center")
    ax.set_xlim(-0.5, len(table) - 0.5)
    ax.set_ylim(-0.5, len(names) - 0.2)
    outcomes = _years_with(table, ("outcomes",))
    kind = "one" if len(table) < 2 else "title" if outcomes else "bare"
    title = label(
        f"comparison.chart.coverage_{kind}",
        language,
        year=first_to_last(table["year"], language) if len(table) else "",
        budgets=_years_with(table, ("budget", "statements")),
        years=len(table),
        outcomes=outcomes,
    )
    subtitle = label("comparison.chart.coverage_subtitle", language)
    right = WIDTH - left - cell * max(len(table), 1)
    frame(figure, left=left, right=right, top=0.72, bottom=0.4)
    finish(figure, title, subtitle, label("comparison.chart.source", language))
    alt = alt_text(title, subtitle, spoken, language)
    years = [str(year) for year in table["year"]]
    counted = [[whole(row[n]) if row[n] else "" for n in names] for row in table.to_dict("records")]
    source = label("comparison.chart.source", language)
    small = narrow_grid(years, list(words.values()), counted, source) if years else None
    return Chart(figure, alt, table, data_table.on_file(table, language), small)


def _years_with(table: pd.DataFrame, names: tuple[str, ...]) -> int:
    """How many years have one of the tables `names`; a department may have none of some."""
    on_file = table[[name for name in names if name in table.columns]]
    return int((on_file > 0).any(axis=1).sum())


def _cell(x: int, y: int, count: int) -> Rectangle:
    colour = BLUE if count else "#f1f3f5"
    return Rectangle((x - 0.47, y - 0.42), 0.94, 0.84, facecolor=colour, edgecolor="none")


def small_multiples(series: pd.DataFrame, breaks: pd.DataFrame, language: Language) -> Chart | None:
    """One panel per measure of `analysis.compare.outcome_series`; None where there is none to draw.

    Measures that never changed and those that are not the department's own are not drawn, and of more
    than MOST_PANELS only the most telling: the title says so, and the table has them all.

    Whole years that follow each other are joined within a segment; parts of a year are hollow and
    stand alone; a break is a dashed line that no line crosses. Each panel has its own scale, from
    0; its unit stands behind its name.
    """
    every = list(metrics(series))
    if not every:
        return None
    names = most_telling(that_changed(series), breaks, MOST_PANELS)
    if not names:
        return None
    title = _series_title(every, names, breaks, language)
    series = series[series["metric"].isin(names)].reset_index(drop=True)
    head = _HEAD + title_height(title)
    height = head + _FOOT + (_PANEL + _ROW_GAP) * -(-len(names) // COLUMNS)
    figure, ax = new_figure(height)
    in_inches(ax)
    years = (min(series["year"], default=0), max(series["year"], default=0))
    wide = (WIDTH - 2 * _MARGIN - (COLUMNS - 1) * _GAP) / COLUMNS
    spoken = []
    for index, metric in enumerate(names):
        row, column = divmod(index, COLUMNS)
        left = _MARGIN + column * (wide + _GAP)
        panel = _Panel(ax, left, height - head - (row + 1) * (_PANEL + _ROW_GAP), wide, years)
        part = series[series["metric"] == metric]
        spoken.append(_draw(panel, part, breaks[breaks["metric"] == metric], language))
    subtitle = label("comparison.chart.series_subtitle", language)
    finish(figure, title, subtitle, label("comparison.chart.source", language))
    alt = alt_text(title, subtitle, spoken, language)
    small = _narrow_multiples(series, names, breaks, language)
    return Chart(figure, alt, series, data_table.series(series, language), small)


def _narrow_multiples(
    series: pd.DataFrame, names: Sequence[str], breaks: pd.DataFrame, language: Language
) -> Figure:
    """The same panels one below the other."""
    foot = wrap(label("comparison.chart.source", language), 56)
    tall = _PANEL + _ROW_GAP
    height = tall * len(names) + 0.2 + 0.16 * len(foot)
    figure, ax = narrow_figure(height)
    years = (min(series["year"]), max(series["year"]))
    for index, metric in enumerate(names):
        bottom = height - 0.05 - tall * (index + 1)
        panel = _Panel(ax, _MARGIN, bottom, narrow.WIDTH - 2 * _MARGIN, years)
        part = series[series["metric"] == metric]
        _draw(panel, part, breaks[breaks["metric"] == metric], language)
    write_foot(ax, foot)
    return figure


def _series_title(
    every: Sequence[str], drawn: Sequence[str], breaks: pd.DataFrame, language: Language
) -> str:
    """How many measures there are, how many of them break, and how many are drawn."""
    broken = len(set(every) & set(breaks["metric"]))
    key = "series_title" if broken else "series_title_whole"
    title = label(f"comparison.chart.{key}", language, count=len(every), breaks=broken)
    if len(drawn) < len(every):
        title += label("comparison.chart.series_title_drawn", language, drawn=len(drawn))
    return title


class _Panel:
    """A place on the figure: years and values → inches."""

    def __init__(
        self, ax: Axes, left: float, bottom: float, width: float, years: tuple[int, int]
    ) -> None:
        self.ax, self.left, self.bottom, self.width, self.years = ax, left, bottom, width, years
        self.top_value = 1.0

    def x(self, year: float) -> float:
        first, last = self.years
        return self.left + self.width * (year - first + 0.6) / (last - first + 1.2)

    def y(self, value: float) -> float:
        low, high = _PLOT
        return self.bottom + low + (high - low) * value / self.top_value


def _draw(panel: _Panel, part: pd.DataFrame, breaks: pd.DataFrame, language: Language) -> str:
    ax, first = panel.ax, part.iloc[0]
    name = metric_name(first["metric"], first["name"], language)
    panel.top_value = float(part["value"].max()) or 1.0
    head = panel.bottom + _PANEL
    for at, line in enumerate(_named(name, first["unit"], language)):
        write(ax, panel.left, head - 0.04 - 0.15 * at, line, va="top", fontsize=8.8)
    floor = panel.bottom + _PLOT[0]
    ax.plot([panel.left, panel.left + panel.width], [floor, floor], color=GREY, linewidth=0.8)
    apart = 0.3 / (panel.x(1) - panel.x(0))  # years; closer than that two labels would touch
    for year in range(panel.years[0], panel.years[1] + 1, max(1, round(apart + 0.5))):
        text = str(year)
        write(
            ax, panel.x(year), floor - 0.05, text, ha="center", va="top", fontsize=7.5, color=SOFT
        )
    for from_year in breaks["from_year"]:
        place = panel.x(from_year - 0.5)
        high = panel.bottom + _PLOT[1] + 0.16
        ax.plot([place, place], [floor, high], color=ORANGE, linewidth=1, linestyle=(0, (3, 2)))
    _lines(panel, part)
    for row in part.itertuples():
        face = "white" if row.partial else BLUE
        x, y = panel.x(row.year), panel.y(float(row.value))
        ax.plot(x, y, marker="o", markersize=4.6, color=BLUE, markerfacecolor=face)
    _values(panel, part, language)
    values = listed([f"{row.period} {row.printed}" for row in part.itertuples()], language)
    return f"{name}{label('audit.prose.colon', language)}{values}"


def _named(name: str, unit: str, language: Language) -> list[str]:
    """A measure with its unit behind it, in at most two lines; the unit is never parted."""
    lines = wrap(name, 40)[:2]
    lines[-1] += f", {unit}" if language == "en" else f"（{unit}）"
    return lines


def _lines(panel: _Panel, part: pd.DataFrame) -> None:
    """Years that follow each other within a segment are joined, if each has one figure."""
    whole = part[~part["partial"].astype(bool)]
    for _, segment in whole.groupby("segment"):
        single = segment.groupby("year")["value"].agg(["max", "nunique"])
        joined = {
            int(year): panel.y(float(row["max"]))
            for year, row in single.iterrows()
            if row["nunique"] == 1
        }
        for year in sorted(joined):
            if year + 1 in joined:
                ends = [joined[year], joined[year + 1]]
                panel.ax.plot([panel.x(year), panel.x(year + 1)], ends, color=BLUE, linewidth=1.6)


def _values(panel: _Panel, part: pd.DataFrame, language: Language) -> None:
    """The first and the last figure of every segment, written clear of their neighbours."""
    labelled = {row.year: row for row in _labelled(part)}
    for year, row in labelled.items():
        before, after = year - 1 in labelled, year + 1 in labelled
        below = before and after  # between two others there is no room above
        shift = 0.3 if after and not before else -0.3 if before and not after else 0
        y = panel.y(float(row.value)) + (-0.06 if below else 0.055)
        side = "right" if after and not before else "left" if before and not after else "center"
        text = short(row.value, row.unit, language)
        place = "top" if below else "bottom"
        write(
            panel.ax,
            panel.x(year + shift),
            y,
            text,
            ha=side,
            va=place,
            fontsize=7.5,
            color=BLUE_TEXT if not row.partial else INK,
        )


def _labelled(part: pd.DataFrame) -> list[SeriesRow]:
    """The highest figure of the first and the last year of each segment carries the label."""
    rows: list[SeriesRow] = []
    for _, segment in part.groupby("segment"):
        for year in sorted({segment["year"].min(), segment["year"].max()}):
            highest = segment[segment["year"] == year].sort_values("value").tail(1)
            rows += highest.itertuples()
    return rows
