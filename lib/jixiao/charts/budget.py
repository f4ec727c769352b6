"""Charts of the budget: the bridge, the slopes, the execution rates, the path of a fund."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from ..analysis.budget import percent
from ..labels import label
from . import data_table
from .chart import Chart
from .style import (
    BLUE,
    GREEN,
    GREY,
    GRID,
    INK,
    ORANGE,
    SOFT,
    TITLE_WIDTH,
    finish,
    frame,
    new_figure,
    wrap,
    write,
)
from .words import number, source_line

WINDOW = (80.0, 120.0)  # per cent of the revised budget; what lies outside is parked at the edge


def bridge(steps: pd.DataFrame, language: str) -> Chart:
    """The waterfall of `analysis.budget.budget_bridge`. Unit: 万元."""
    amounts = steps.set_index("step")["amount_wan"]
    change = amounts["outturn"] - amounts["approved"]
    share = percent(amounts["project"], change, 0)
    key = "bridge_title" if change < 0 and amounts["project"] < 0 else "bridge_title_rise"
    title = label(
        f"budget.chart.{key}",
        language,
        share=share,
        approved=number(amounts["approved"]),
        outturn=number(amounts["outturn"]),
    )
    return _waterfall(steps, title, label("budget.chart.bridge_subtitle", language), language)


def fund(steps: pd.DataFrame, language: str) -> Chart:
    """The waterfall of `analysis.budget.digital_fund`. Unit: 万元."""
    amounts = steps.set_index("step")["amount_wan"]
    title = label(
        "budget.chart.fund_title",
        language,
        approved=number(amounts["approved"]),
        paid=number(amounts["paid"]),
    )
    return _waterfall(steps, title, label("budget.chart.fund_subtitle", language), language)


def _waterfall(steps: pd.DataFrame, title: str, subtitle: str, language: str) -> Chart:
    figure, (ax,) = new_figure(4.4)
    top = float(max(steps["end_wan"].max(), steps["start_wan"].max()))
    names = [label(f"budget.step.{step}", language) for step in steps["step"]]
    spoken = []
    for index, row in enumerate(steps.itertuples()):
        low, high = sorted((float(row.start_wan), float(row.end_wan)))
        total = row.kind == "total"
        colour = BLUE if total else (GREEN if row.amount_wan > 0 else ORANGE)
        ax.bar(index, max(high - low, top * 0.004), bottom=low, width=0.62, color=colour)
        text = number(row.amount_wan, signed=not total)
        write(ax, index, high + top * 0.02, text, ha="center", va="bottom")
        if index + 1 < len(steps):
            level = float(row.end_wan)
            ax.plot([index + 0.31, index + 0.69], [level, level], color=GREY, linewidth=0.8)
        write(
            ax,
            index,
            -top * 0.035,
            "\n".join(wrap(names[index], 16)),
            ha="center",
            va="top",
            color=SOFT,
            fontsize=9,
        )
        spoken.append(f"{names[index]} {text}")
    ax.axhline(0, color=INK, linewidth=0.8)
    ax.set_xlim(-0.5, len(steps) - 0.5)
    ax.set_ylim(-top * 0.2, top * 1.12)
    ax.set_xticks([])
    ax.set_yticks([])
    frame(
        figure,
        left=0.1,
        right=0.1,
        bottom=0.32,
        top=0.72 + 0.27 * (len(wrap(title, TITLE_WIDTH)) - 1),
    )
    finish(figure, title, subtitle, source_line(steps["page"], language))
    alt = f"{title}. {subtitle}. {'; '.join(spoken)}."
    return Chart(figure, alt, steps, data_table.steps(steps, language))


def slope(items: pd.DataFrame, language: str) -> Chart:
    """Approved → revised → outturn of the rows of `analysis.budget.items`, labels at both ends.

    An item without one of the three amounts is left out.
    """
    phases = ("approved_wan", "revised_wan", "outturn_wan")
    whole = items[items[list(phases)].notna().all(axis=1)]
    figure, (ax,) = new_figure(4.0)
    colours = (ORANGE, BLUE, GREEN, GREY)
    spoken = []
    for index, row in enumerate(whole.itertuples()):
        values = [float(getattr(row, phase)) for phase in phases]
        name = label(f"items.{row.item}", language)
        colour = colours[index % len(colours)]
        ax.plot(range(3), values, color=colour, linewidth=2, marker="o", markersize=5)
        derived = "°" if "approved" in row.derived else ""
        texts = [number(getattr(row, phase)) for phase in phases]
        write(
            ax,
            -0.06,
            values[0],
            f"{name}  {texts[0]}{derived}",
            ha="right",
            va="center",
            color=colour,
        )
        write(
            ax, 1.04, values[1] + float(whole[list(phases)].max().max()) * 0.03, texts[1], ha="left"
        )
        write(ax, 2.06, values[2], texts[2], ha="left", va="center", color=colour)
        spoken.append(f"{name} {texts[0]}{derived} → {texts[1]} → {texts[2]}")
    for index, phase in enumerate(("approved", "revised", "outturn")):
        ax.axvline(index, color=GRID, linewidth=1, zorder=0)
        write(
            ax,
            index,
            1.02,
            label(f"budget.phase.{phase}", language),
            ha="center",
            transform=ax.get_xaxis_transform(),
            color=SOFT,
        )
    ax.set_xlim(-1.35, 2.6)
    ax.set_ylim(bottom=0)
    ax.set_xticks([])
    ax.set_yticks([])
    first = whole.iloc[-1] if len(whole) else None
    title = (
        ""
        if first is None
        else label(
            "budget.chart.slope_title",
            language,
            item=label(f"items.{first['item']}", language),
            approved=number(first["approved_wan"]),
            outturn=number(first["outturn_wan"]),
        )
    )
    subtitle = label("budget.chart.slope_subtitle", language)
    frame(figure, left=0.2, right=0.2, top=1.0, bottom=0.4)
    finish(figure, title, subtitle, source_line(whole["page"], language))
    alt = f"{title}. {subtitle}. {'; '.join(spoken)}."
    return Chart(figure, alt, whole, data_table.items(whole, language))


def execution(items: pd.DataFrame, language: str) -> Chart:
    """Execution rates of the rows of `analysis.budget.items` on a fixed window of 80–120 %.

    What lies outside is parked at the edge as an arrow with its number.
    """
    rated = items[items["execution_pct"].notna()].reset_index(drop=True)
    figure, (ax,) = new_figure(1.5 + 0.34 * len(rated))
    spoken, inside = [], 0
    for index, row in enumerate(rated.itertuples()):
        y = len(rated) - 1 - index
        rate = float(row.execution_pct)
        within = WINDOW[0] <= rate <= WINDOW[1]
        inside += within
        shown = min(max(rate, WINDOW[0]), WINDOW[1])
        ax.plot([100, shown], [y, y], color=BLUE if within else ORANGE, linewidth=2)
        marker = "o" if within else (">" if rate > WINDOW[1] else "<")
        ax.plot(shown, y, marker=marker, color=BLUE if within else ORANGE, markersize=8)
        name = label(f"items.{row.item}", language)
        text = f"{number(row.execution_pct)} %"
        write(ax, WINDOW[0] - 1, y, name, ha="right", va="center")
        write(ax, WINDOW[1] + 1, y, text, ha="left", va="center")
        spoken.append(f"{name} {text}")
    for tick in _ticks():
        ax.axvline(tick, color=INK if tick == 100 else GRID, linewidth=1, zorder=0)
        write(ax, tick, -0.75, f"{tick} %", ha="center", va="top", color=SOFT, fontsize=8.5)
    ax.set_xlim(WINDOW)
    ax.set_ylim(-1.2, len(rated) - 0.4)
    ax.set_xticks([])
    ax.set_yticks([])
    for line in ax.lines:
        line.set_clip_on(False)
    title = label("budget.chart.execution_title", language, inside=inside, count=len(rated))
    subtitle = label("budget.chart.execution_subtitle", language)
    frame(figure, left=2.9, right=1.0, top=0.72, bottom=0.32)
    finish(figure, title, subtitle, source_line(rated["page"], language))
    alt = f"{title}. {subtitle}. {'; '.join(spoken)}."
    return Chart(figure, alt, rated, data_table.items(rated, language))


def _ticks() -> Iterable[int]:
    return range(80, 121, 10)
