"""The chart of points: where they differ from what the scheme gives."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd

from ..base.language import Language
from ..labels import label
from ..labels.numbers import exact, number
from ..labels.pages import source_said
from ..labels.sentences import alt_text
from ..scoring.differences import DIFFER
from ..scoring.names import ends, form_name, line_name
from .chart import Chart, as_shown
from .narrow import Bar, narrow_bars
from .style import (
    BLUE,
    BLUE_TEXT,
    INK,
    ORANGE,
    ORANGE_TEXT,
    finish,
    frame,
    key,
    new_figure,
    text_width,
    title_height,
    wrap,
    write,
)

MOST = 10


def differences(lines: pd.DataFrame, language: Language) -> Chart | None:
    """The lines of `scoring.lines` that differ most: to the right what is printed above, to the
    left what is printed below. Unit: points. None with fewer than two.
    """
    apart = lines[lines["kind"].isin(DIFFER) & lines["difference"].notna()]
    if len(apart) < 2:
        return None
    every = [value for value in apart["difference"] if value is not None]
    order = sorted(range(len(apart)), key=lambda at: -abs(every[at]))[:MOST]
    rows = apart.iloc[sorted(order, key=lambda at: -every[at])].reset_index(drop=True)
    title = label(
        "scores.chart.title",
        language,
        lines=int(lines["difference"].notna().sum()),
        above=sum(value > 0 for value in every),
        below=sum(value < 0 for value in every),
    )
    subtitle = label("scores.chart.subtitle", language, count=len(rows))
    source = source_said("scores.chart.source", rows["page"], language)
    return _drawn(rows, title, subtitle, source, language)


def _drawn(rows: pd.DataFrame, title: str, subtitle: str, source: str, language: Language) -> Chart:
    figure, ax = new_figure(1.75 + 0.46 * len(rows) + title_height(title))
    values = [float(value) for value in rows["difference"]]
    low, high = min(0.0, *values), max(0.0, *values)
    span = (high - low) or 1.0
    names = [name_of(row, language) for row in rows.itertuples()]
    lines_of = ["\n".join(wrap(name, 46)[:2]) for name in names]
    widest = [text_width(line, 9) for lines in lines_of for line in lines.split("\n")]
    spoken, bars = [], []
    for index, (row, value) in enumerate(zip(rows.itertuples(), values, strict=True)):
        y = len(rows) - 1 - index
        colour, ink = (ORANGE, ORANGE_TEXT) if value > 0 else (BLUE, BLUE_TEXT)
        ax.barh(y, value, height=0.56, color=colour)
        text = number(row.difference, signed=True)
        side, shift = ("left", span * 0.012) if value > 0 else ("right", -span * 0.012)
        write(ax, value + shift, y, text, ha=side, va="center", color=ink)
        left_end = low - span * 0.13
        write(ax, left_end, y, lines_of[index], ha="right", va="center", fontsize=9)
        spoken.append(f"{names[index]} {text}")
        bars.append(Bar(names[index], text, [(0.0, value, colour, "")], ink))
    ax.axvline(0, color=INK, linewidth=0.8)
    ax.set_xlim(low - span * 0.12, high + span * 0.14)
    ax.set_ylim(-0.6, len(rows) - 0.4)
    left = min(3.6, max([1.0, *widest]) + 0.25)
    frame(figure, left=left, right=0.2, top=1.05 + title_height(title), bottom=0.36)
    finish(figure, title, subtitle, source)
    entries = _key(language)
    key(figure, 0.8 + title_height(title), [("s", c, c, words) for c, words in entries])
    alt = alt_text(title, subtitle, spoken, language)
    small = narrow_bars(bars, source, mark=0.0, key=entries)
    return Chart(figure, alt, rows, _shown(rows, language), small)


def _key(language: Language) -> Sequence[tuple[str, str]]:
    return [
        (ORANGE, label("scores.chart.above", language)),
        (BLUE, label("scores.chart.below", language)),
    ]


def name_of(row: Any, language: Language) -> str:
    """The line, its form, and its page: names of indicators come again in every form."""
    form = form_name(row.of, language)
    return label(
        "scores.chart.line", language, name=f"{line_name(row, language)} · {form}", page=row.page
    )


def _shown(rows: pd.DataFrame, language: Language) -> pd.DataFrame:
    columns = {
        label("scores.column.form", language): lambda row: form_name(row.of, language),
        label("scores.column.line", language): lambda row: line_name(row, language),
        label("scores.column.weight", language): lambda row: exact(row.weight),
        label("scores.column.printed", language): lambda row: exact(row.printed),
        label("scores.column.recomputed", language): lambda row: ends(row.low, row.high),
        label("scores.column.difference", language): lambda row: number(
            row.difference, signed=True
        ),
    }
    return as_shown(rows, columns)
