"""Bars of expenditure in two parts: basic (dark) and projects (light)."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

import pandas as pd

from ..base.language import Language
from ..labels import label
from ..labels.numbers import number
from ..labels.sentences import alt_text, in_brackets, listed
from .chart import Chart
from .narrow import Bar, narrow_bars
from .style import (
    BLUE,
    GREY,
    INK,
    SKY,
    SOFT,
    finish,
    frame,
    new_figure,
    text_width,
    title_height,
    wrap,
    write,
)

MOST_BARS = 20


def _beyond(rows: pd.DataFrame, whole_of: str) -> set[int]:
    """The positions of the rows that are not drawn: of zero where others have something, and of
    more than MOST_BARS the smallest.
    """
    amounts = [abs(value or Decimal(0)) for value in rows[whole_of]]
    order = sorted(range(len(amounts)), key=lambda at: -amounts[at])
    kept = [at for at in order if amounts[at]][:MOST_BARS] or order[:MOST_BARS]
    return set(order) - set(kept)


def _parts(row: Any, language: Language) -> str:
    """The parts of an amount as its bar shows them; nothing of a part that is not printed."""
    parts = {"basic": row.basic_wan, "project": row.project_wan}
    said = [
        label(f"accounts.chart.part_{name}", language, amount=number(amount))
        for name, amount in parts.items()
        if amount is not None
    ]
    return in_brackets(listed(said, language), language) if said else ""


def split_bars(
    rows: pd.DataFrame,
    names: Sequence[str],
    title: str,
    subtitle: str,
    source: str,
    table: pd.DataFrame,
    language: Language,
    whole_of: str = "amount_wan",
) -> Chart:
    """A bar per row of the column `whole_of`, in its parts `basic_wan` and `project_wan`. 万元.

    Where a part is not printed, or the two are not the whole, the rest is grey. Of more than
    MOST_BARS rows only the greatest are drawn, in their order; the last line says how many are not
    and what they add up to. Amounts below zero stand left of the line.
    """
    every = [value for value in rows[whole_of] if value is not None]
    left_out = _beyond(rows, whole_of)
    kept = [at for at in range(len(rows)) if at not in left_out]
    rest = rows.iloc[sorted(left_out)]
    names, rows = [names[at] for at in kept], rows.iloc[kept]
    foot = 0.32 if left_out else 0.0
    figure, ax = new_figure(1.5 + 0.42 * max(len(rows), 1) + title_height(title) + foot)
    top = float(max(every, default=1))
    low = min(0.0, float(min(every, default=0)))
    top = top if top > 0 else (-low or 1.0)
    span = top - low
    lines_of = ["\n".join(wrap(name, 44)[:2]) for name in names]
    widest = [text_width(line, 9) for lines in lines_of for line in lines.split("\n")]
    left = min(3.5, max([1.0, *widest]) + 0.25)
    spoken = []
    for index, (name, row) in enumerate(zip(names, rows.itertuples(), strict=True)):
        y = len(rows) - 1 - index
        amount = getattr(row, whole_of)
        whole = float(amount or 0)
        basic, project = float(row.basic_wan or 0), float(row.project_wan or 0)
        ax.barh(y, whole, height=0.6, color=GREY)
        ax.barh(y, basic, height=0.6, color=BLUE)
        ax.barh(y, project, left=basic, height=0.6, color=SKY)
        write(ax, low - span * 0.015, y, lines_of[index], ha="right", va="center", fontsize=9)
        text = number(amount)
        write(ax, max(whole, basic + project, 0) + span * 0.01, y, text, ha="left", va="center")
        spoken.append(f"{name} {text}{_parts(row, language)}")
    ax.axvline(0, color=INK, linewidth=0.8)
    words = ""
    if left_out:
        words = label(
            "accounts.chart.not_drawn",
            language,
            count=len(rest),
            amount=number(sum((v for v in rest[whole_of] if v is not None), Decimal(0))),
        )
        write(ax, low + span * 0.01, -0.85, words, ha="left", va="center", fontsize=9, color=SOFT)
        spoken.append(words)
    ax.set_xlim(low, top + span * 0.2)
    ax.set_ylim(-1.2 if left_out else -0.7, max(len(rows), 1) - 0.3)
    frame(figure, left=left, right=0.2, top=0.8 + title_height(title), bottom=0.35)
    finish(figure, title, subtitle, source)
    drawn = [
        Bar(
            name,
            number(getattr(row, whole_of)),
            [
                (0, float(getattr(row, whole_of) or 0), GREY, ""),
                (0, float(row.basic_wan or 0), BLUE, ""),
                (
                    float(row.basic_wan or 0),
                    float(row.basic_wan or 0) + float(row.project_wan or 0),
                    SKY,
                    "",
                ),
            ],
        )
        for name, row in zip(names, rows.itertuples(), strict=True)
    ]
    small = narrow_bars(drawn, source, note=words)
    return Chart(figure, alt_text(title, subtitle, spoken, language), rows, table, small)
