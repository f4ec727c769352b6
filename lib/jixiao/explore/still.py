"""A view as a still picture: table, chart and quote side by side, without controls.

It is what a notebook keeps, and what is read where no kernel runs.
"""

from __future__ import annotations

import base64
from html import escape

from ..charts.chart import Chart
from ..frame.lab import STYLE
from ..frame.text import Prose
from .panes import Panes, panes
from .report_cache import ReportCache
from .view import View

SIDES = """<style>
.jixiao-explore{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(24rem,100%),1fr));\
gap:1rem;align-items:start}
.jixiao-explore>*{min-width:0}
.jixiao-look .jixiao-scroll{max-height:26rem}
.jixiao-look thead th{word-break:keep-all}
.jixiao-sides{display:flex;flex-wrap:wrap;gap:1rem}
.jixiao-side{flex:1 1 18rem}
</style>"""


def show(view: View, cache: ReportCache | None = None) -> Prose:
    """The table, the chart and the quote of `view`.

    Raises RequestError for a department or year that is not on file.
    """
    return still(panes(cache or ReportCache(), view))


def still(shown: Panes) -> Prose:
    """`shown` as HTML, and as text where HTML cannot be shown."""
    picture = picture_html(shown.chart)
    html = (
        f"{STYLE}{SIDES}<p>{escape(shown.found)}</p><div class='jixiao-look jixiao-explore'>"
        f"<div>{shown.table.html}</div><div>{picture}</div>"
        f"<div>{shown.quote.html}</div></div>"
    )
    parts = [shown.found, shown.table.text, shown.chart.alt if shown.chart else ""]
    return Prose(html, "\n\n".join(part for part in (*parts, shown.quote.text) if part))


def picture_html(chart: Chart | None) -> str:
    """A chart as an image with its alt text; nothing where there is none."""
    if chart is None:
        return ""
    data = base64.b64encode(chart.png()).decode("ascii")
    return f'<img alt="{escape(chart.alt)}" src="data:image/png;base64,{data}">'
