"""Bars of expenditure in two parts: basic (dark) and projects (light)."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from ..base.language import Language
from ..labels.numbers import number
from ..labels.sentences import alt_text, in_brackets
from .chart import Chart
from .style import BLUE, GREY, INK, SKY, finish, frame, new_figure, title_height, wrap, write


def split_bars(
    rows: pd.DataFrame,
    names: Sequence[str],
    title: str,
    subtitle: str,
    source: str,
    table: pd.DataFrame,
    language: Language,
) -> Chart:
    """A bar per row of `outturn_wan`, in its parts `basic_wan` and `project_wan`. Unit: 万元.

    Where a part is not printed, or the two are not the whole, the rest is grey.
    """
    figure, ax = new_figure(1.5 + 0.42 * max(len(rows), 1) + title_height(title))
    known = [value for value in rows["outturn_wan"] if value is not None]
    top = float(max(known, default=1)) or 1.0
    spoken = []
    for index, (name, row) in enumerate(zip(names, rows.itertuples(), strict=True)):
        y = len(rows) - 1 - index
        whole = float(row.outturn_wan or 0)
        basic, project = float(row.basic_wan or 0), float(row.project_wan or 0)
        ax.barh(y, whole, height=0.6, color=GREY)
        ax.barh(y, basic, height=0.6, color=BLUE)
        ax.barh(y, project, left=basic, height=0.6, color=SKY)
        lines = "\n".join(wrap(name, 44)[:2])
        write(ax, -top * 0.015, y, lines, ha="right", va="center", fontsize=9)
        text = number(row.outturn_wan)
        write(ax, max(whole, basic + project) + top * 0.01, y, text, ha="left", va="center")
        both = f"{number(row.basic_wan)} + {number(row.project_wan)}"
        spoken.append(f"{name} {text}{in_brackets(both, language)}")
    ax.axvline(0, color=INK, linewidth=0.8)
    ax.set_xlim(0, top * 1.16)
    ax.set_ylim(-0.7, max(len(rows), 1) - 0.3)
    frame(figure, left=3.5, right=0.2, top=0.8 + title_height(title), bottom=0.35)
    finish(figure, title, subtitle, source)
    return Chart(figure, alt_text(title, subtitle, spoken, language), rows, table)
