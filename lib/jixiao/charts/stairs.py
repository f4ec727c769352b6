"""A waterfall of many steps: one below the other, with their names beside them."""

from __future__ import annotations

import pandas as pd
from matplotlib.figure import Figure

from ..base.language import Language
from ..labels.items import step_name
from ..labels.numbers import number
from ..labels.pages import source_line
from ..labels.sentences import alt_text
from . import data_table
from .chart import Chart
from .narrow import Bar, narrow_bars
from .style import (
    BLUE,
    GREEN,
    GREEN_TEXT,
    GREY,
    INK,
    ORANGE,
    ORANGE_TEXT,
    SOFT,
    finish,
    frame,
    new_figure,
    title_height,
    wrap,
    write,
)

_NAME = 26  # Latin letters on a line of a name
_ROOM = 0.16  # of the width of the drawing: for the number behind a bar


def span_of(steps: pd.DataFrame) -> tuple[float, float]:
    """The least and the greatest level of a waterfall, 0 among them; never equal."""
    levels = [float(value) for name in ("start_wan", "end_wan") for value in steps[name]]
    low, high = min(0.0, *levels), max(0.0, *levels)
    return (low, high) if high > low else (low, low + 1.0)


def stairs(
    steps: pd.DataFrame, title: str, subtitle: str, language: Language, source: str | None
) -> Chart:
    """The steps of a waterfall from top to bottom: totals from the ground, changes where the one
    before ended. For arguments see `charts.budget.waterfall`.
    """
    low, high = span_of(steps)
    wide = high - low
    rows = list(steps.itertuples())
    figure, ax = new_figure(1.2 + 0.4 * len(rows) + title_height(title))
    spoken = []
    for index, row in enumerate(rows):
        y = len(rows) - 1 - index
        left, right = sorted((float(row.start_wan), float(row.end_wan)))
        total = row.kind == "total"
        up = row.amount_wan > 0
        colour = BLUE if total else GREEN if up else ORANGE
        ax.barh(y, max(right - left, wide * 0.004), left=left, height=0.58, color=colour)
        text = number(row.amount_wan, signed=not total)
        ink = INK if total else GREEN_TEXT if up else ORANGE_TEXT
        write(ax, max(right, 0) + wide * 0.012, y, text, ha="left", va="center", color=ink)
        if index + 1 < len(rows):
            level = float(row.end_wan)
            ax.plot([level, level], [y - 0.29, y - 0.71], color=GREY, linewidth=0.8)
        name = step_name(row, language, "" if total else "up" if up else "down")
        lines = "\n".join(wrap(name, _NAME)[:2])
        ink = INK if total else SOFT
        write(ax, low - wide * 0.015, y, lines, ha="right", va="center", color=ink, fontsize=9)
        spoken.append(f"{name} {text}")
    ax.axvline(0, color=INK, linewidth=0.8)
    ax.set_xlim(low, high + wide * _ROOM)
    ax.set_ylim(-0.6, len(rows) - 0.4)
    frame(figure, left=2.1, right=0.2, bottom=0.34, top=0.8 + title_height(title))
    finish(figure, title, subtitle, source or source_line(steps["page"], language))
    alt = alt_text(title, subtitle, spoken, language)
    small = narrow_stairs(steps, language, source or source_line(steps["page"], language))
    return Chart(figure, alt, steps, data_table.steps(steps, language), small)


def narrow_stairs(steps: pd.DataFrame, language: Language, source: str) -> Figure:
    """The steps of a waterfall for a phone: each bar where the one before ended."""
    bars = []
    for row in steps.itertuples():
        total, up = row.kind == "total", row.amount_wan > 0
        colour = BLUE if total else GREEN if up else ORANGE
        name = step_name(row, language, "" if total else "up" if up else "down")
        ink = INK if total else GREEN_TEXT if up else ORANGE_TEXT
        part = (float(row.start_wan), float(row.end_wan), colour, "")
        bars.append(Bar(name, number(row.amount_wan, signed=not total), [part], ink))
    return narrow_bars(bars, source)
