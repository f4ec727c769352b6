"""Where in a report the findings lie, and which of its pages contradict which."""

from __future__ import annotations

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Arc

from ..audit.findings import SEVERITIES, AuditResult
from ..labels import label
from . import data_table
from .chart import Chart
from .style import GRID, INK, ORANGE, RED, SOFT, finish, font_family, frame, new_figure, write
from .words import source_line

COLOURS = {"high": RED, "medium": ORANGE, "low": SOFT}


def by_page(result: AuditResult, page_count: int, language: str) -> Chart:
    """Passages of findings by page and severity; arcs join the pages of a contradiction."""
    counts = passages_by_page(result, page_count)
    figure, (ax,) = new_figure(4.6)
    tallest = max(int(counts["total"].max()), 1)
    for row in counts.to_dict("records"):
        bottom = 0
        for severity in SEVERITIES:
            ax.bar(row["page"], row[severity], bottom=bottom, width=0.76, color=COLOURS[severity])
            bottom += row[severity]
        if bottom:
            write(ax, row["page"], bottom + tallest * 0.03, str(bottom), ha="center", fontsize=7.5)
    _arcs(ax, result, tallest, page_count)
    ax.axhline(0, color=INK, linewidth=0.8)
    for page in [1, *range(5, page_count + 1, 5)]:
        ax.axvline(page, color=GRID, linewidth=0.6, zorder=0)
        write(ax, page, tallest * 1.22, str(page), ha="center", fontsize=8, color=SOFT)
    ax.set_xlim(0.2, page_count + 0.8)
    ax.set_ylim(-tallest * 1.05, tallest * 1.35)
    ax.set_xticks([])
    ax.set_yticks([])
    carrying = counts[counts["total"] > 0]
    if carrying.empty:
        title = label("audit.chart.title_none", language)
    else:
        most = carrying.nlargest(1, "total").iloc[0]
        title = label(
            "audit.chart.title",
            language,
            pages=len(carrying),
            total=page_count,
            page=most["page"],
            count=most["total"],
        )
    subtitle = label("audit.chart.subtitle", language)
    frame(figure, left=0.2, right=0.2, top=0.85, bottom=0.4)
    finish(figure, title, subtitle, source_line(carrying["page"].tolist(), language))
    for index, severity in enumerate(SEVERITIES):
        name = label(f"audit.severity.{severity}", language)
        x = 0.985 - 0.075 * (len(SEVERITIES) - 1 - index)
        _key(figure, x, name, COLOURS[severity])
    word = label("audit.chart.page", language)
    spoken = "; ".join(f"{word} {row.page}: {row.total}" for row in carrying.itertuples())
    alt = f"{title}. {subtitle}. {spoken}."
    return Chart(figure, alt, counts, data_table.passages(counts, language))


def _key(figure: Figure, right: float, name: str, colour: str) -> None:
    """The word for a severity in its colour, at the height of the subtitle."""
    y = 1 - 0.53 / figure.get_figheight()
    figure.text(right, y, name, fontfamily=font_family(), fontsize=9.5, color=colour, ha="right")


def passages_by_page(result: AuditResult, page_count: int) -> pd.DataFrame:
    """A row per page: how many passages of findings of each severity stand on it."""
    rows = []
    for page in range(1, page_count + 1):
        row: dict[str, int] = {"page": page}
        for severity in SEVERITIES:
            row[severity] = sum(
                item.page == page
                for finding in result.findings
                if finding.severity == severity
                for item in finding.evidence
            )
        row["total"] = sum(row[severity] for severity in SEVERITIES)
        rows.append(row)
    return pd.DataFrame(rows, columns=pd.Index(["page", *SEVERITIES, "total"]))


def _arcs(ax: Axes, result: AuditResult, tallest: int, page_count: int) -> None:
    pairs = {
        (min(pages), max(pages))
        for finding in result.findings
        if finding.kind == "contradiction"
        and finding.severity != "low"
        and len(pages := {item.page for item in finding.evidence}) > 1
    }
    for first, last in sorted(pairs):
        depth = tallest * 1.9 * (last - first) / page_count
        arc = Arc(
            ((first + last) / 2, 0),
            last - first,
            depth,
            theta1=180,
            theta2=360,
            color=ORANGE,
            lw=0.8,
        )
        ax.add_patch(arc)
