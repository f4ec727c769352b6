"""Where in a report the findings lie, and which of its pages contradict which."""

from __future__ import annotations

from collections import Counter

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Arc

from ..audit.findings import AuditResult
from ..base.language import Language
from ..labels import label
from ..labels.pages import page_list, source_line
from ..labels.ranks import SEVERITIES
from ..labels.sentences import alt_text
from . import data_table
from .chart import Chart
from .narrow import Bar, narrow_bars
from .style import (
    GREY,
    GRID,
    INK,
    RED,
    SOFT,
    YELLOW,
    finish,
    frame,
    key,
    new_figure,
    ticks,
    title_height,
    write,
)

_FEW = 12  # pages; with less of them bars are not wider
_MOST_BARS = 12  # of the drawing for phones
CROWDED = 60  # pages; with more of them only the tallest bars have room for their number
COLOURS = {"high": RED, "medium": YELLOW, "low": GREY}  # told apart by lightness as well


def by_page(result: AuditResult, page_count: int, language: Language) -> Chart | None:
    """Passages of findings by page and severity; arcs join the pages of a contradiction.

    None for a report whose text is not on file, which has no pages (`page_count` 0), or which is
    one page, as from a web site; and where no page has a finding.
    """
    if page_count < 2:
        return None
    counts = passages_by_page(result, page_count)
    if not counts["total"].any():
        return None
    figure, ax = new_figure(4.2)
    tallest = int(counts["total"].max())
    carrying = counts[counts["total"] > 0]
    wide = 0.76 * min(1.0, page_count / _FEW)
    bottom = pd.Series(0, index=carrying.index)
    for severity in SEVERITIES:
        height = carrying[severity]
        ax.bar(carrying["page"], height, bottom=bottom, width=wide, color=COLOURS[severity])
        bottom = bottom + height
    for row in carrying.itertuples():
        total = int(row.total)
        if page_count <= CROWDED or total == tallest:
            above = total + tallest * 0.03
            write(ax, row.page, above, str(total), ha="center", fontsize=7.5)
    deepest = _arcs(ax, result, tallest, page_count)
    ax.axhline(0, color=INK, linewidth=0.8)
    for page in ticks(page_count):
        ax.axvline(page, color=GRID, linewidth=0.6, zorder=0)
        text = str(page) if page > 1 else page_list([page], language)
        write(ax, page, tallest * 1.22, text, ha="center", fontsize=8, color=SOFT)
    ax.set_xlim(0.2, page_count + 0.8)
    ax.set_ylim(-deepest - tallest * 0.05, tallest * 1.35)
    most = carrying[carrying["total"] == tallest]["page"]
    title = label(
        f"audit.chart.{_title(len(most), len(carrying))}",
        language,
        pages=len(carrying),
        total=page_count,
        most=len(most),
        page=_listed(most.tolist(), language),
        count=tallest,
    )
    subtitle = label("audit.chart.subtitle", language)
    more = title_height(title)
    frame(figure, left=0.2, right=0.2, top=1.05 + more, bottom=0.38)
    final = any(e.rule.startswith("accounts_") and e.document is None for e in result.ledger)
    document = "accounts" if final else "budget"
    finish(figure, title, subtitle, source_line(carrying["page"].tolist(), language, document))
    marks = [
        ("s", COLOURS[severity], COLOURS[severity], label(f"audit.severity.{severity}", language))
        for severity in SEVERITIES
    ]
    key(figure, 0.88 + more, marks)
    spoken = [
        label("audit.chart.spoken", language, page=row.page, count=row.total)
        for row in carrying.itertuples()
    ]
    alt = alt_text(title, subtitle, spoken, language)
    foot = source_line(carrying["page"].tolist(), language, document)
    small = _narrow_pages(carrying, [(mark[1], mark[3]) for mark in marks], foot, language)
    return Chart(figure, alt, counts, data_table.passages(counts, language), small)


def _narrow_pages(
    carrying: pd.DataFrame, entries: list[tuple[str, str]], source: str, language: Language
) -> Figure:
    """The pages that carry most, in their order, each with a bar; what the others carry together."""
    most = carrying.sort_values("total", ascending=False, kind="stable").head(_MOST_BARS)
    bars = []
    for row in most.sort_values("page").to_dict("records"):
        parts, start = [], 0.0
        for severity in SEVERITIES:
            end = start + row[severity]
            if row[severity]:
                parts.append((start, end, COLOURS[severity], ""))
            start = end
        bars.append(Bar(page_list([row["page"]], language), str(row["total"]), parts))
    rest = carrying.drop(most.index)
    if len(rest):
        words = label("audit.chart.other_pages", language, count=len(rest))
        bars.append(Bar(words, str(int(rest["total"].sum())), []))
    return narrow_bars(bars, source, key=entries)


def _listed(pages: list[int], language: Language) -> str:
    """Pages as a sentence names them."""
    comma, last = (", ", " and ") if language == "en" else ("、", "、")
    words = list(map(str, pages))
    return last.join(filter(None, [comma.join(words[:-1]), words[-1]]))


def passages_by_page(result: AuditResult, page_count: int) -> pd.DataFrame:
    """A row per page: how many passages of findings of each severity stand on it."""
    found = Counter(
        (item.page, finding.severity)
        for finding in result.findings
        for item in finding.passages
        if item.document is None  # pages of other documents are numbered anew
    )
    rows = []
    for page in range(1, page_count + 1):
        counts = [found[page, severity] for severity in SEVERITIES]
        rows.append((page, *counts, sum(counts)))
    return pd.DataFrame(rows, columns=pd.Index(["page", *SEVERITIES, "total"]))


def _title(most: int, carrying: int) -> str:
    """Which title fits where so many of the pages that carry findings carry most of them."""
    if most == carrying:
        return "title_alone" if carrying == 1 else "title_alike"
    return "title" if most == 1 else "title_several" if most < 4 else "title_many"


def _arcs(ax: Axes, result: AuditResult, tallest: int, page_count: int) -> float:
    """Join the pages of each contradiction; how deep the deepest arc hangs."""
    deepest = 0.0
    pairs = {
        (min(pages), max(pages))
        for finding in result.findings
        if finding.kind == "contradiction"
        and finding.severity != "low"
        and len(pages := {item.page for item in finding.evidence if item.document is None}) > 1
    }
    for first, last in sorted(pairs):
        depth = tallest * 1.9 * (last - first) / page_count
        deepest = max(deepest, depth / 2)
        arc = Arc(
            ((first + last) / 2, 0),
            last - first,
            depth,
            theta1=180,
            theta2=360,
            color=SOFT,
            lw=0.8,
        )
        ax.add_patch(arc)
    return deepest
