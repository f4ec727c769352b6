"""Where in a report some words stand."""

from __future__ import annotations

import pandas as pd

from ..base.language import Language
from ..labels import label
from ..labels.pages import page_list, source_line
from ..labels.sentences import alt_text
from . import data_table
from .audit import CROWDED
from .chart import Chart
from .style import BLUE, GRID, INK, SOFT, finish, frame, new_figure, ticks, title_height, write


def hits_by_page(hits: pd.DataFrame, page_count: int, language: Language) -> Chart:
    """How often the words of a search stand on each page: rows with a `page`, one per place."""
    counts = hits.groupby("page").size().rename("count").reset_index()
    most = counts.nlargest(1, "count").iloc[0] if len(counts) else None
    title = label(
        "explore.chart.hits" if most is not None else "explore.chart.no_hits",
        language,
        count=len(hits),
        pages=len(counts),
        total=page_count,
        page=most["page"] if most is not None else "",
        most=most["count"] if most is not None else "",
    )
    subtitle = label("explore.chart.hits_subtitle", language)
    figure, ax = new_figure(2.5 + title_height(title))
    tallest = float(counts["count"].max()) if len(counts) else 1.0
    spoken = []
    for row in counts.itertuples():
        page, count = int(row.page), int(row.count)
        ax.bar(page, count, width=0.76, color=BLUE)
        if page_count <= CROWDED or count == tallest:
            write(ax, page, count + tallest * 0.05, str(count), ha="center", fontsize=7.5)
        spoken.append(label("audit.chart.spoken", language, page=page, count=count))
    for page in ticks(page_count):
        ax.plot([page, page], [0, tallest * 1.2], color=GRID, linewidth=0.6, zorder=0)
        text = str(page) if page > 1 else page_list([page], language)
        write(ax, page, -tallest * 0.06, text, ha="center", va="top", fontsize=8, color=SOFT)
    ax.axhline(0, color=INK, linewidth=0.8)
    ax.set_xlim(0, max(page_count, 1) + 1)
    ax.set_ylim(-tallest * 0.22, tallest * 1.25)
    frame(figure, left=0.3, right=0.2, top=0.74 + title_height(title), bottom=0.32)
    finish(figure, title, subtitle, source_line(counts["page"].tolist(), language))
    alt = alt_text(title, subtitle, spoken, language)
    return Chart(figure, alt, counts, data_table.hits(counts, language))
