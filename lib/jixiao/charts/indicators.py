"""Charts of the indicators: how many were kept, and how far."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from ..analysis.indicators import KEPT, evidence
from ..base.language import Language
from ..labels import label
from ..labels.numbers import exact, number, per_cent, with_unit
from ..labels.pages import source_line
from ..labels.ranks import STATUSES
from ..labels.sentences import alt_text, in_brackets, listed
from ..schema.rows import IndicatorRow
from . import data_table
from .chart import Chart
from .narrow import Bar, narrow_bars
from .style import (
    GREEN,
    GREY,
    GRID,
    INK,
    ORANGE,
    SKY,
    SOFT,
    YELLOW,
    finish,
    frame,
    key,
    new_figure,
    text_width,
    title_height,
    wrap,
    write,
)

COLOURS = {
    "exceeded": "#004d38",
    "met": GREEN,
    "unsupported": YELLOW,
    "in_progress": SKY,
    "missed": ORANGE,
    "contradicted": "#8a1538",
    "not_assessable": GREY,
}
_DARK = ("exceeded", "contradicted", "met", "missed")
SHAPES = {"number": "o", "fact": "s", "claim": "D", "denial": "X", "open": "v", "judged": "P"}
_ROOM = 1.65  # inches beside the rates for both numbers
_HOLLOW = ("claim", "open")
WINDOW = (60.0, 140.0)  # per cent of the promise


def status(counts: pd.DataFrame, indicators: pd.DataFrame, language: Language) -> Chart:
    """Bars of `analysis.indicators.status_counts`, one for each group, with the counts in them."""
    title = _status_title(counts, language)
    more = title_height(title)
    figure, ax = new_figure(1.5 + 0.36 * len(counts) + more)
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
        kept = label(
            "indicators.chart.kept_of",
            language,
            kept=sum(int(row[state]) for state in KEPT),
            total=row["total"],
        )
        write(ax, left + longest * 0.012, y, kept, va="center", color=SOFT, fontsize=8.5)
        words = [
            f"{label(f'indicators.status.{state}', language)} {row[state]}"
            for state in STATUSES
            if row[state]
        ]
        spoken.append(f"{name}{label('audit.prose.colon', language)}{listed(words, language)}")
    ax.set_xlim(0, longest)
    ax.set_ylim(-0.6, len(counts) - 0.4)
    subtitle = label("indicators.chart.status_subtitle", language)
    frame(figure, left=1.65, right=1.25, top=1.06 + more, bottom=0.36)
    finish(figure, title, subtitle, source_line(indicators["page"], language))
    states = [state for state in STATUSES if indicators["status"].eq(state).any()]
    _key(figure, language, states, more)
    alt = alt_text(title, subtitle, spoken, language)
    table = data_table.statuses(counts, _group_name, language)
    small = _narrow_status(counts, source_line(indicators["page"], language), language)
    by_kind = isinstance(counts.iloc[0]["group"], str)  # the second drawing of the same indicators
    return Chart(figure, alt, counts, table, small, secondary=by_kind)


def _narrow_status(counts: pd.DataFrame, source: str, language: Language) -> Figure:
    bars = []
    for row in counts.to_dict("records"):
        parts, left = [], 0.0
        for state in STATUSES:
            if count := int(row[state]):
                parts.append((left, left + count, COLOURS[state], str(count)))
                left += count
        kept = sum(int(row[state]) for state in KEPT)
        said = label("indicators.chart.kept_of", language, kept=kept, total=row["total"])
        bars.append(Bar(_group_name(row["group"], language), said, parts))
    states = [state for state in STATUSES if counts[state].sum()]
    key = [(COLOURS[state], label(f"indicators.status.{state}", language)) for state in states]
    return narrow_bars(bars, source, key=key)


def _status_title(counts: pd.DataFrame, language: Language) -> str:
    """By task: what the whole says; by kind: what the largest kind says."""
    by_kind = isinstance(counts.iloc[0]["group"], str)
    rows = counts.nlargest(1, "total") if by_kind else counts
    title = label(
        f"indicators.chart.{'kind' if by_kind else 'status'}_title",
        language,
        group=_group_name(rows.iloc[0]["group"], language),
        kept=_how_many(int(rows[list(KEPT)].sum().sum()), language),
        total=int(rows["total"].sum()),
        unsupported=_how_many(int(rows["unsupported"].sum()), language),
    )
    return title[:1].upper() + title[1:]  # it may begin with "none"


def _group_name(group: object, language: Language) -> str:
    """A task by its number, a kind by its name in `language`."""
    if isinstance(group, str):
        return label(f"indicators.level3.{group}", language)
    return label("indicators.chart.task_group", language, group=group)


def _key(figure: Figure, language: Language, states: Sequence[str], more: float = 0.0) -> None:
    """The colours of the statuses in one line below the subtitle, `more` inches further down."""
    names = [(state, label(f"indicators.status.{state}", language)) for state in states]
    marks = [("s", COLOURS[state], COLOURS[state], name) for state, name in names]
    key(figure, 0.88 + more, marks)


def attainment(rows: pd.DataFrame, total: int, language: Language) -> Chart | None:
    """Delivered as a share of promised: the rows of `analysis.indicators.measured`.

    Colour is the status, shape the kind of evidence. A fixed window of 60–140 %; what lies outside
    is parked at the edge as an arrow with its number. Both numbers stand at the right, in their
    own units. None without rows.
    """
    if rows.empty:
        return None
    title = label(
        "indicators.chart.attainment_title",
        language,
        measured=len(rows),
        total=total,
        below=_how_many(list(rows["status"]).count("missed"), language),
        claimed=_how_many([*map(evidence, rows["reason"])].count("claim"), language),
    )
    more = title_height(title)
    figure, ax = new_figure(1.78 + 0.2 * len(rows) + more)
    floor, ceiling = -0.75, len(rows) - 0.4
    for tick in (60, 80, 100, 120, 140):
        colour, weight = (INK, 1.0) if tick == 100 else (GRID, 0.8)
        ax.plot([tick, tick], [floor, ceiling], color=colour, linewidth=weight, zorder=0)
        text = per_cent(str(tick), language)
        write(ax, tick, floor - 0.1, text, ha="center", va="top", color=SOFT, fontsize=8)
    spoken = []
    for index, row in enumerate(rows.itertuples()):
        y = len(rows) - 1 - index
        _dot(ax, row, y)
        write(ax, WINDOW[0] - 3, y, _shortened(row), ha="right", va="center", fontsize=9)
        reached = per_cent(number(row.attainment_pct), language)
        write(ax, 166, y, reached, ha="right", va="center", fontsize=9)
        both = _promised_and_delivered(row, language)
        size = min(8.5, _ROOM / text_width(both, 1))
        write(ax, 171, y, both, va="center", fontsize=size, color=SOFT)
        state = label(f"indicators.status.{row.status}", language)
        kind = label(f"indicators.evidence.{evidence(row.reason)}", language)
        said = listed([f"{row.seq} {row.name} {both}", reached], language)
        spoken.append(f"{said}{in_brackets(listed([state, kind], language), language)}")
    ax.set_xlim(WINDOW)
    ax.set_ylim(floor - 0.5, ceiling)
    for line in ax.lines:
        line.set_clip_on(False)
    subtitle = label("indicators.chart.attainment_subtitle", language)
    frame(figure, left=2.95, right=2.75, top=1.3 + more, bottom=0.34)
    finish(figure, title, subtitle, source_line(rows["page"], language))
    _key(figure, language, [state for state in STATUSES if rows["status"].eq(state).any()], more)
    shapes = [
        (
            shape,
            INK,
            "white" if kind in _HOLLOW else INK,
            label(f"indicators.evidence.{kind}", language),
        )
        for kind, shape in SHAPES.items()
        if kind in {evidence(reason) for reason in rows["reason"]}
    ]
    key(figure, 1.12 + more, shapes)
    alt = alt_text(title, subtitle, spoken, language)
    small = _narrow_attainment(rows, source_line(rows["page"], language), language)
    return Chart(figure, alt, rows, data_table.promises(rows, language), small)


def _narrow_attainment(rows: pd.DataFrame, source: str, language: Language) -> Figure:
    """A bar for each promise, its status as colour; one beyond the window is cut there."""
    bars = []
    for row in rows.itertuples():
        state = row.status or "not_assessable"
        part = (0.0, min(float(row.attainment_pct), WINDOW[1]), COLOURS[state], "")
        said = per_cent(number(row.attainment_pct), language)
        bars.append(Bar(f"{row.seq} {row.name}", said, [part]))
    states = [state for state in STATUSES if rows["status"].eq(state).any()]
    key = [(COLOURS[state], label(f"indicators.status.{state}", language)) for state in states]
    return narrow_bars(bars, source, mark=100.0, key=key)


def _how_many(count: int, language: Language) -> str:
    return str(count) if count else label("indicators.chart.none", language)


def _dot(ax: Axes, row: IndicatorRow, y: float) -> None:
    """The delivered number against the promised one at 100 %; an arrow where it leaves the window."""
    assert row.attainment_pct is not None  # of measured indicators alone
    rate, kind = float(row.attainment_pct), evidence(row.reason or "")
    colour = COLOURS[row.status or "not_assessable"]
    if not WINDOW[0] <= rate <= WINDOW[1]:
        high = rate > WINDOW[1]
        edge = WINDOW[1] - 0.6 if high else WINDOW[0] + 0.6
        ax.plot(edge, y, marker=">" if high else "<", color=colour, markersize=7.5)
        return
    ax.plot([100, rate], [y, y], color=colour, linewidth=1.6, zorder=2)
    face = "white" if kind in _HOLLOW else colour
    ax.plot(
        rate,
        y,
        marker=SHAPES[kind],
        color=colour,
        markersize=6.8,
        markerfacecolor=face,
        markeredgewidth=1.6 if kind in _HOLLOW else 1.0,
        zorder=3,
    )


def _shortened(row: IndicatorRow) -> str:
    name = wrap(f"{row.seq}  {row.name}", 40)
    return name[0] + ("…" if len(name) > 1 else "")


def _promised_and_delivered(row: IndicatorRow, language: Language) -> str:
    """Both numbers as they are, with their units; one unit where both have the same."""
    promised, delivered = exact(row.target_value), exact(row.actual_value)
    same = row.target_unit in (row.actual_unit, None, "")
    first = promised if same else with_unit(promised, row.target_unit, language)
    return f"{first} → {with_unit(delivered, row.actual_unit, language)}"
