"""Charts of the budget: the bridge, the path of a fund, and the slopes of its items."""

from __future__ import annotations

from decimal import Decimal

import pandas as pd
from matplotlib.axes import Axes

from ..analysis.budget_items import PHASES
from ..analysis.funds import fund_name, largest_fund
from ..base.amounts import percent
from ..base.language import Language
from ..base.spread import spread
from ..labels import label
from ..labels.items import step_name
from ..labels.numbers import number
from ..labels.pages import source_line
from ..labels.sentences import alt_text, in_brackets, within_sentence
from . import data_table
from .chart import Chart
from .narrow import Bar, narrow_bars
from .stairs import narrow_stairs, span_of, stairs
from .style import (
    BLUE,
    BLUE_TEXT,
    GREEN,
    GREEN_TEXT,
    GREY,
    GRID,
    INK,
    ORANGE,
    ORANGE_TEXT,
    SOFT,
    finish,
    frame,
    new_figure,
    text_width,
    title_height,
    wrap,
    write,
)

MOST_STEPS = 7  # that stand side by side with their names below them
_LINE = 0.2  # inches that a line of text takes
_TALL = 0.2  # of the tallest bar: a bar as high has room for words


def bridge(steps: pd.DataFrame, language: Language) -> Chart | None:
    """The waterfall of `analysis.budget.budget_bridge`; None where it has no rows. Unit: 万元."""
    if steps.empty:
        return None
    amounts = steps.set_index("step")["amount_wan"]
    change = amounts["outturn"] - amounts["approved"]
    project = amounts.get("project", Decimal(0))
    title = label(
        f"budget.chart.{_bridge_title(project, change)}",
        language,
        share=percent(project, change, 0),
        project=number(abs(project)),
        change=number(abs(change)),
        approved=number(amounts["approved"]),
        outturn=number(amounts["outturn"]),
    )
    return waterfall(steps, title, label("budget.chart.bridge_subtitle", language), language)


def _bridge_title(project: Decimal, change: Decimal) -> str:
    """A share of the change is said only of a part of it: what is more is set against the net."""
    if change < 0 and project < 0:
        return "bridge_title" if project >= change else "bridge_title_beyond"
    return "bridge_title_fall" if change < 0 else "bridge_title_rise" if change else "bridge_same"


def funds(followed: pd.DataFrame, language: Language) -> Chart | None:
    """The waterfall of the largest of `analysis.budget.followed_funds`; None where there is none.
    Unit: 万元.
    """
    steps = largest_fund(followed)
    if steps is None:
        return None
    amounts = steps.set_index("step")["amount_wan"]
    given = amounts.get("transferred")
    title = label(
        f"budget.chart.fund_title{'' if given is None else '_given'}",
        language,
        fund=fund_name(steps["fund"].iloc[0], language),
        given="" if given is None else number(abs(given)),
        approved=number(amounts["approved"]),
        paid=number(amounts["paid"]),
        share=number(percent(amounts["paid"], amounts["approved"])),
    )
    return waterfall(steps, title, label("budget.chart.fund_subtitle", language), language)


def waterfall(
    steps: pd.DataFrame,
    title: str,
    subtitle: str,
    language: Language,
    source: str | None = None,
    shares: bool = True,
) -> Chart:
    """Totals stand on the ground; changes hang between them, with their share of the whole change
    written into them where there is room. Totals say what part of the first one they are.

    `source`: the line at its foot; unless given, the self-evaluation and the pages of the steps.
    `shares`: False where the first total is not what the others are parts of.
    """
    if len(steps) > MOST_STEPS:
        return stairs(steps, title, subtitle, language, source)
    figure, ax = new_figure(2.95 + title_height(title))
    low_end, top = span_of(steps)
    top -= low_end  # from here on the height of the whole drawing
    rows = list(steps.itertuples())
    first, last = rows[0].amount_wan, rows[-1].amount_wan
    spoken = []
    for index, row in enumerate(rows):
        low, high = sorted((float(row.start_wan), float(row.end_wan)))
        total = row.kind == "total"
        up, same = row.amount_wan > 0, row.amount_wan == 0
        colour = BLUE if total else GREY if same else GREEN if up else ORANGE
        ax.bar(index, max(high - low, top * 0.004), bottom=low, width=0.64, color=colour)
        text = number(row.amount_wan, signed=not total)
        ink = INK if total or same else GREEN_TEXT if up else ORANGE_TEXT
        write(
            ax,
            index,
            max(high, 0) + top * 0.02,
            text,
            ha="center",
            va="bottom",
            color=ink,
            fontsize=10,
        )
        if index + 1 < len(rows):
            level = float(row.end_wan)
            ax.plot([index + 0.32, index + 0.68], [level, level], color=GREY, linewidth=0.8)
        if shares and not total and high - low > _TALL * top:
            _share(ax, index, (low + high) / 2, row.amount_wan, last - first, language)
        name = step_name(row, language, "" if total else "up" if up else "down")
        _below(ax, index, low_end, top, name, SOFT if not total else INK)
        said = f"{name} {text}"
        if shares and total and index:
            share = number(percent(row.amount_wan, first))
            part = label("budget.chart.of_approved", language, share=share)
            if high > 1.1 * _TALL * top:
                _inside(ax, index, high / 2, "\n".join(wrap(part, 11)))
            said += in_brackets(part, language)
        spoken.append(said)
    ax.axhline(0, color=INK, linewidth=0.8)
    ax.set_xlim(-0.5, len(rows) - 0.5)
    ax.set_ylim(low_end - top * 0.21, low_end + top * 1.1)
    frame(figure, left=0.1, right=0.1, bottom=0.32, top=0.74 + title_height(title))
    foot = source or source_line(steps["page"], language)
    finish(figure, title, subtitle, foot)
    alt = alt_text(title, subtitle, spoken, language)
    small = narrow_stairs(steps, language, foot)
    return Chart(figure, alt, steps, data_table.steps(steps, language), small)


def _share(
    ax: Axes, x: float, y: float, amount: Decimal, change: Decimal, language: Language
) -> None:
    """What part of the whole change a step is, in its bar; the net change itself where the step is
    more than that; nothing where it goes the other way.
    """
    share = percent(amount, change, 0)
    if share is None or share <= 0:
        return
    key = "share_of_cut" if change < 0 else "share_of_rise"
    if abs(amount) > abs(change):
        key = "net_change"
    net = number(change, signed=True)
    text = label(f"budget.chart.{key}", language, share=share, change=net)
    _inside(ax, x, y, text)


def _inside(ax: Axes, x: float, y: float, text: str) -> None:
    write(ax, x, y, text, ha="center", va="center", color="white", fontsize=9)


def _below(ax: Axes, x: float, ground: float, top: float, name: str, colour: str) -> None:
    text = "\n".join(wrap(name, 17))
    write(ax, x, ground - top * 0.03, text, ha="center", va="top", color=colour, fontsize=9)


def slope(items: pd.DataFrame, language: Language) -> Chart | None:
    """Approved → revised → outturn of the rows of `analysis.budget.items`, labels at both ends.

    An item without one of the three amounts is left out; None where that leaves none. Unit: 万元.
    """
    columns = [f"{phase}_wan" for phase in PHASES]
    whole = items[items[columns].notna().all(axis=1)] if len(items) else items
    if whole.empty:
        return None
    rows = list(whole.itertuples())
    shares = [percent(row.outturn_wan, row.approved_wan) for row in rows]
    title = _slope_title(whole, language)
    derived = "_derived" if whole["derived"].astype(bool).any() else ""
    subtitle = label(f"budget.chart.slope_subtitle{derived}", language)
    tall = max(1.75, 0.21 * len(rows))  # inches of the plot
    figure, ax = new_figure(tall + 1.3 + title_height(title))
    values = [[float(getattr(row, column)) for column in columns] for row in rows]
    top = max(max(line) for line in values) or 1.0
    places, low, high = _label_places(values, top, tall)
    spoken, lefts, rights = [], [""], [""]
    for index, (row, line, share) in enumerate(zip(rows, values, shares, strict=True)):
        fell = row.outturn_wan < row.approved_wan
        colour, ink = (ORANGE, ORANGE_TEXT) if fell else (BLUE, BLUE_TEXT)
        ax.plot(range(3), line, color=colour, linewidth=2.2, marker="o", markersize=5.5)
        texts = [number(getattr(row, column)) for column in columns]
        texts[0] += "°" if "approved" in row.derived else ""
        name = label(f"items.{row.item}", language)
        part = label("budget.chart.of_approved", language, share=number(share))
        lefts.append(f"{name}  {texts[0]}")
        rights.append(f"{texts[2]}  {part}")
        write(ax, -0.05, places[0][index], lefts[-1], ha="right", va="center", color=ink)
        write(ax, 1.04, places[1][index], texts[1], va="center", color=ink)
        write(ax, 2.05, places[2][index], rights[-1], va="center", color=ink)
        spoken.append(f"{name} {' → '.join(texts)}{in_brackets(part, language)}")
    for index, phase in enumerate(PHASES):
        ax.plot([index, index], [0, top], color=GRID, linewidth=1, zorder=0)
        name = label(f"budget.phase.{phase}", language)
        head = high + (high - low) * 0.13 / tall
        write(ax, index, head, name, ha="center", va="bottom", color=SOFT)
    ax.set_xlim(0, 2)
    ax.set_ylim(low, high)
    for drawn in ax.lines:
        drawn.set_clip_on(False)
    left, right = (0.3 + max(text_width(text, 9.5) for text in side) for side in (lefts, rights))
    top_margin = 1.0 + title_height(title)
    frame(figure, left=max(left, 1.0), right=max(right, 1.0), top=top_margin, bottom=0.3)
    source = source_line(whole["page"], language)
    finish(figure, title, subtitle, source)
    alt = alt_text(title, subtitle, spoken, language)
    bars = []
    for row in rows:
        fell = row.outturn_wan < row.approved_wan
        colour, ink = (ORANGE, ORANGE_TEXT) if fell else (BLUE, BLUE_TEXT)
        for phase, column in zip(PHASES, columns, strict=True):
            value = getattr(row, column)
            name = f"{label(f'items.{row.item}', language)} · {label(f'budget.phase.{phase}', language)}"
            mark = "°" if phase in row.derived else ""
            bars.append(Bar(name, number(value) + mark, [(0, float(value), colour, "")], ink))
    table = data_table.items(whole, language)
    return Chart(figure, alt, whole, table, narrow_bars(bars, source))


def _label_places(
    values: list[list[float]], top: float, tall: float
) -> tuple[list[list[float]], float, float]:
    """Where the labels of each phase stand so that none lies on another, and the window that holds
    them all, in a plot `tall` inches high.
    """
    low, high = -top * 0.03, top * 1.03
    places: list[list[float]] = []
    for _ in range(6):  # a wider window wants wider gaps
        gap = _LINE * (high - low) / tall
        places = [spread([line[at] for line in values], gap) for at in range(3)]
        places[1] = spread([line[1] + gap * 0.55 for line in values], gap)
        every = [place for column in places for place in column]
        low, high = min([low, *every]), max([high, *(place + gap / 2 for place in every)])
    return places, low, high


def _slope_title(whole: pd.DataFrame, language: Language) -> str:
    """The item that moved most, against the one that moved least."""
    moved = [abs(row.outturn_wan - row.approved_wan) for row in whole.itertuples()]
    order = sorted(range(len(moved)), key=lambda index: -moved[index])
    chosen = [whole.iloc[index] for index in dict.fromkeys((order[0], order[-1]))]
    said: list[str] = []
    for row, key in zip(chosen, ("slope_title_part", "slope_title_rest"), strict=False):
        item = label(f"items.{row['item']}", language)
        share = number(percent(row["outturn_wan"], row["approved_wan"]))
        name = item if not said else within_sentence(item)
        said.append(label(f"budget.chart.{key}", language, item=name, share=share))
    return label("budget.chart.and", language).join(said)
