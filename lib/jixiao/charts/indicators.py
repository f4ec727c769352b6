"""Charts of the indicators: how many were kept, and how far."""

from __future__ import annotations

import pandas as pd
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from ..analysis.indicators import KEPT, STATUSES
from ..labels import label
from . import data_table
from .chart import Chart
from .style import (
    GREEN,
    GREY,
    GRID,
    INK,
    ORANGE,
    RED,
    SKY,
    SOFT,
    YELLOW,
    finish,
    frame,
    new_figure,
    wrap,
    write,
)
from .words import number, source_line

COLOURS = {
    "exceeded": "#00664b",
    "met": GREEN,
    "unsupported": YELLOW,
    "in_progress": SKY,
    "missed": ORANGE,
    "contradicted": RED,
    "not_assessable": GREY,
}
_DARK = ("exceeded", "contradicted", "met", "missed")
WINDOW = (60.0, 140.0)  # per cent of the promise


def status(counts: pd.DataFrame, indicators: pd.DataFrame, language: str) -> Chart:
    """Bars of `analysis.indicators.status_counts`, one for each group, with the counts in them."""
    figure, (ax,) = new_figure(1.9 + 0.46 * len(counts))
    longest = int(counts["total"].max())
    spoken = []
    for index, row in enumerate(counts.to_dict("records")):
        y, left = len(counts) - 1 - index, 0
        group = row["group"]
        name = _group_name(group, language)
        for state in STATUSES:
            count = int(row[state])
            if not count:
                continue
            ax.barh(y, count, left=left, height=0.66, color=COLOURS[state], edgecolor="white")
            colour = "white" if state in _DARK else INK
            write(ax, left + count / 2, y, str(count), ha="center", va="center", color=colour)
            left += count
        write(ax, -longest * 0.015, y, name, ha="right", va="center")
        write(ax, left + longest * 0.012, y, str(row["total"]), ha="left", va="center", color=SOFT)
        words = ", ".join(
            f"{label(f'indicators.status.{state}', language)} {row[state]}"
            for state in STATUSES
            if row[state]
        )
        spoken.append(f"{name}: {words}")
    ax.set_xlim(0, longest * 1.05)
    ax.set_ylim(-0.6, len(counts) - 0.4)
    ax.set_xticks([])
    ax.set_yticks([])
    title = _status_title(counts, language)
    subtitle = label("indicators.chart.status_subtitle", language)
    frame(figure, left=1.65, right=0.3, top=1.12, bottom=0.36)
    finish(figure, title, subtitle, source_line(indicators["page"], language))
    _key(figure, language)
    alt = f"{title}. {subtitle}. {'; '.join(spoken)}."
    return Chart(figure, alt, counts, data_table.statuses(counts, _group_name, language))


def _status_title(counts: pd.DataFrame, language: str) -> str:
    """By task: what the whole says; by kind: what the largest kind says."""
    by_kind = isinstance(counts.iloc[0]["group"], str)
    rows = counts.nlargest(1, "total") if by_kind else counts
    return label(
        f"indicators.chart.{'kind' if by_kind else 'status'}_title",
        language,
        group=_group_name(rows.iloc[0]["group"], language),
        kept=int(rows[list(KEPT)].sum().sum()),
        total=int(rows["total"].sum()),
        unsupported=int(rows["unsupported"].sum()),
    )


def _group_name(group: object, language: str) -> str:
    """A task by its number, a kind by its name in `language`."""
    if isinstance(group, str):
        return label(f"indicators.level3.{group}", language)
    return label("indicators.chart.task_group", language, group=group)


def _key(figure: Figure, language: str) -> None:
    """The colours of the statuses in one line below the subtitle."""
    height = figure.get_figheight()
    ax = figure.add_axes((0.12 / 8.4, 1 - 1.0 / height, 1 - 0.24 / 8.4, 0.24 / height))
    ax.set_axis_off()
    ax.set_xlim(0, 100)
    ax.set_ylim(0, 1)
    x = 0.0
    for state in STATUSES:
        name = label(f"indicators.status.{state}", language)
        ax.add_patch(_square(x, COLOURS[state]))
        write(ax, x + 2.0, 0.5, name, va="center", fontsize=8.5, color=SOFT)
        x += 4.2 + 1.12 * sum(1.75 if ord(character) > 0x2E7F else 1 for character in name)


def _square(x: float, colour: str) -> Rectangle:
    return Rectangle((x, 0.22), 1.4, 0.56, color=colour)


def attainment(rows: pd.DataFrame, total: int, language: str) -> Chart:
    """Delivered as a share of promised: the rows of `analysis.indicators.measured`.

    A fixed window of 60–140 %; what lies outside is parked at the edge with its number.
    """
    figure, (ax,) = new_figure(1.5 + 0.3 * len(rows))
    spoken = []
    for index, row in enumerate(rows.itertuples()):
        y = len(rows) - 1 - index
        rate = float(row.attainment_pct)
        within = WINDOW[0] <= rate <= WINDOW[1]
        shown = min(max(rate, WINDOW[0]), WINDOW[1])
        colour = COLOURS[row.status]
        ax.plot([100, shown], [y, y], color=colour, linewidth=1.6)
        marker = "o" if within else (">" if rate > WINDOW[1] else "<")
        ax.plot(shown, y, marker=marker, color=colour, markersize=7.5)
        name = wrap(f"{row.seq}  {row.name}", 40)
        write(
            ax, WINDOW[0] - 2, y, name[0] + ("…" if len(name) > 1 else ""), ha="right", va="center"
        )
        text = f"{number(row.attainment_pct)} %"
        write(ax, WINDOW[1] + 2, y, text, ha="left", va="center")
        state = label(f"indicators.status.{row.status}", language)
        spoken.append(f"{row.seq} {row.name} {text} ({state})")
    for tick in (60, 80, 100, 120, 140):
        ax.axvline(tick, color=INK if tick == 100 else GRID, linewidth=1, zorder=0)
        write(ax, tick, -0.8, f"{tick} %", ha="center", va="top", color=SOFT, fontsize=8.5)
    ax.set_xlim(WINDOW)
    ax.set_ylim(-1.3, len(rows) - 0.4)
    ax.set_xticks([])
    ax.set_yticks([])
    for line in ax.lines:
        line.set_clip_on(False)
    title = label(
        "indicators.chart.attainment_title",
        language,
        measured=len(rows),
        total=total,
        below=int((rows["status"] == "missed").sum()),
    )
    subtitle = label("indicators.chart.attainment_subtitle", language)
    frame(figure, left=3.5, right=1.0, top=0.98, bottom=0.32)
    finish(figure, title, subtitle, source_line(rows["page"], language))
    _key(figure, language)
    alt = f"{title}. {subtitle}. {'; '.join(spoken)}."
    return Chart(figure, alt, rows, data_table.promises(rows, language))
