"""Charts of the comparison: what is on file, and measures over the years."""

from __future__ import annotations

from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from ..analysis.compare import metrics
from ..extract.metrics import metric_name
from ..labels import label
from . import data_table
from .chart import Chart
from .style import (
    BLUE,
    GREY,
    INK,
    ORANGE,
    SOFT,
    finish,
    font_family,
    frame,
    new_figure,
    wrap,
    write,
)

COLUMNS = 3


def coverage(table: pd.DataFrame, language: str) -> Chart:
    """What is on file: the rows of `analysis.compare.coverage` as a grid of years and tables."""
    figure, (ax,) = new_figure(3.0)
    names = [name for name in table.columns if name != "year"]
    spoken = []
    for x, row in enumerate(table.to_dict("records")):
        for y, name in enumerate(reversed(names)):
            count = int(row[name])
            ax.add_patch(_cell(x, y, count))
            if count:
                write(ax, x, y, f"{count:,}", ha="center", va="center", color="white")
        on_file = [
            f"{label(f'comparison.table_name.{n}', language)} {row[n]}" for n in names if row[n]
        ]
        spoken.append(f"{row['year']}: {', '.join(on_file)}")
        write(ax, x, len(names) - 0.4, str(row["year"]), ha="center", va="bottom", color=SOFT)
    for y, name in enumerate(reversed(names)):
        text = label(f"comparison.table_name.{name}", language)
        write(ax, -0.6, y, text, ha="right", va="center")
    ax.set_xlim(-0.55, len(table) - 0.45)
    ax.set_ylim(-0.5, len(names) - 0.2)
    ax.set_xticks([])
    ax.set_yticks([])
    title = label(
        "comparison.chart.coverage_title",
        language,
        budgets=_years_with(table, ("budget", "accounts")),
        years=len(table),
        outcomes=_years_with(table, ("outcomes",)),
    )
    subtitle = label("comparison.chart.coverage_subtitle", language)
    frame(figure, left=1.1, right=0.2, top=0.72, bottom=0.4)
    finish(figure, title, subtitle, label("comparison.chart.source", language))
    alt = f"{title}. {subtitle}. {'; '.join(spoken)}."
    return Chart(figure, alt, table, data_table.on_file(table, language))


def _years_with(table: pd.DataFrame, names: tuple[str, ...]) -> int:
    """How many years have one of the tables `names`."""
    on_file = table[[name for name in names if name in table.columns]]
    return int((on_file > 0).any(axis=1).sum())


def _cell(x: int, y: int, count: int) -> Rectangle:
    colour = BLUE if count else "#f1f3f5"
    return Rectangle((x - 0.47, y - 0.42), 0.94, 0.84, facecolor=colour, edgecolor="none")


def small_multiples(series: pd.DataFrame, breaks: pd.DataFrame, language: str) -> Chart:
    """One panel per measure of `analysis.compare.outcome_series`.

    Whole years that follow each other are joined within a segment; parts of a year are hollow and
    stand alone; a break is a dashed line that no line crosses.
    """
    names = list(metrics(series))
    rows = -(-len(names) // COLUMNS)
    height = 1.3 + 1.5 * rows
    figure, axes = new_figure(height, COLUMNS, max(rows, 1))
    years = (int(series["year"].min()), int(series["year"].max()))
    spoken = []
    for ax, metric in zip(axes, names, strict=False):
        part = series[series["metric"] == metric]
        spoken.append(_panel(ax, part, breaks[breaks["metric"] == metric], years, language))
    for ax in axes[len(names) :]:
        ax.set_axis_off()
    broken = len({m for m in names if (breaks["metric"] == m).any()})
    title = label("comparison.chart.series_title", language, count=len(names), breaks=broken)
    subtitle = label("comparison.chart.series_subtitle", language)
    frame(figure, left=0.3, right=0.3, top=1.15, bottom=0.6)
    figure.subplots_adjust(hspace=0.85, wspace=0.16)
    finish(figure, title, subtitle, label("comparison.chart.source", language))
    alt = f"{title}. {subtitle}. {'; '.join(spoken)}."
    return Chart(figure, alt, series, data_table.series(series, language))


def _panel(
    ax: Axes, part: pd.DataFrame, breaks: pd.DataFrame, years: tuple[int, int], language: str
) -> str:
    first = part.iloc[0]
    name = metric_name(first["metric"], first["name"], language)
    whole = part[~part["partial"].astype(bool)]
    for _, segment in whole.groupby("segment"):
        single = segment.groupby("year")["value"].agg(["min", "max", "nunique"])
        joined = single[single["nunique"] == 1]["max"].astype(float)
        for year, value in joined.items():
            if year + 1 in joined.index:
                ax.plot([year, year + 1], [value, joined[year + 1]], color=BLUE, linewidth=1.6)
    for row in part.itertuples():
        hollow = bool(row.partial)
        ax.plot(
            row.year,
            float(row.value),
            marker="o",
            markersize=5,
            color=BLUE,
            markerfacecolor="white" if hollow else BLUE,
        )
    top = float(part["value"].max()) or 1.0
    ax.set_ylim(0, top * 1.45)
    ax.set_xlim(years[0] - 0.6, years[1] + 0.6)
    labelled = {row.year: row for row in _labelled(part)}
    for year, row in labelled.items():
        before, after = year - 1 in labelled, year + 1 in labelled
        below = before and after  # between two others there is no room above
        write(
            ax,
            year + (0.3 if after and not before else -0.3 if before and not after else 0),
            float(row.value) + top * (-0.12 if below else 0.09),
            _short(row),
            ha="right" if after and not before else "left" if before and not after else "center",
            va="top" if below else "bottom",
            fontsize=7.5,
        )
    for at in breaks["from_year"]:
        ax.axvline(at - 0.5, color=ORANGE, linewidth=1, linestyle=(0, (3, 2)))
    ax.axhline(0, color=GREY, linewidth=0.8)
    for year in range(years[0], years[1] + 1):
        write(
            ax,
            year,
            -top * 0.1,
            f"{year % 100:02d}",
            ha="center",
            va="top",
            fontsize=7.5,
            color=SOFT,
        )
    ax.set_xticks([])
    ax.set_yticks([])
    lines = wrap(f"{name}, {first['unit']}", 36)[:2]
    ax.set_title(
        "\n".join(lines), fontfamily=font_family(), fontsize=8.8, color=INK, loc="left", pad=4
    )
    values = ", ".join(f"{row.period} {row.printed}" for row in part.itertuples())
    return f"{name}: {values}"


def _labelled(part: pd.DataFrame) -> list[Any]:
    """The highest figure of the first and the last year of each segment carries the label."""
    rows = []
    for _, segment in part.groupby("segment"):
        for year in sorted({segment["year"].min(), segment["year"].max()}):
            rows.append(segment[segment["year"] == year].sort_values("value").iloc[-1])
    return rows


def _short(row: Any) -> str:
    value, unit = row.value, row.unit
    if unit == "%" or value < 10_000:
        return f"{value.normalize():f}"
    return f"{value / 10_000:,.4g}万" if value < 100_000_000 else f"{value / 100_000_000:,.4g}亿"
