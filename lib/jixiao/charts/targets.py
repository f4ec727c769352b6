"""The chart of the quality of targets: what share of them each rule finds fault with."""

from __future__ import annotations

from decimal import Decimal

import pandas as pd

from ..base.amounts import percent
from ..base.language import Language
from ..labels import label
from ..labels.numbers import number, per_cent, whole
from ..labels.pages import source_said
from ..labels.sentences import alt_text, faults_said, in_brackets
from .chart import Chart, as_shown
from .narrow import Bar, narrow_bars
from .style import BLUE, INK, SOFT, finish, frame, new_figure, title_height, write

_WHOLE = "#e6ecef"  # the bar of all that a rule was asked of


def rules(counts: pd.DataFrame, verdicts: pd.DataFrame, language: Language) -> Chart | None:
    """The rows of `scoring.targets.verdict_counts` that were asked of anything: a bar of 100 % with
    the share of which the rule says so. None with fewer than two.
    """
    rows = counts[counts["asked"].gt(0)].reset_index(drop=True)
    if len(rows) < 2:
        return None
    shares = [percent(Decimal(row.failed), Decimal(row.asked)) for row in rows.itertuples()]
    rows = rows.assign(share_pct=pd.Series(shares, dtype=object))
    most = max(rows.itertuples(), key=lambda row: row.failed)
    rule = label(f"targets.rule.{most.rule}", language)
    title = label(
        "targets.chart.title",
        language,
        rule=rule,
        said=faults_said(most.counted, most.failed, most.asked, language),
    )
    if not most.failed:
        title = label("targets.chart.title_none", language, rules=len(rows))
    title = title[:1].upper() + title[1:]
    subtitle = label("targets.chart.subtitle", language)
    failed = verdicts[verdicts["result"].eq("fail")]
    source = source_said("targets.chart.source", failed["page"], language)
    figure, ax = new_figure(1.6 + 0.4 * len(rows) + title_height(title))
    spoken, bars = [], []
    for index, row in enumerate(rows.itertuples()):
        y, share = len(rows) - 1 - index, float(row.share_pct or 0)
        name = label(f"targets.rule.{row.rule}", language)
        said = label("targets.chart.of", language, failed=whole(row.failed), asked=whole(row.asked))
        ax.barh(y, 100, height=0.54, color=_WHOLE)
        ax.barh(y, share, height=0.54, color=BLUE)
        write(ax, -1.5, y, name, ha="right", va="center")
        write(ax, 101.5, y, said, ha="left", va="center", color=SOFT, fontsize=8.5)
        spoken.append(
            f"{name} {per_cent(number(row.share_pct, 1), language)}{in_brackets(said, language)}"
        )
        parts = [(0.0, 100.0, _WHOLE, ""), *([(0.0, share, BLUE, "")] if share else [])]
        bars.append(Bar(name, said, parts))
    ax.plot([0, 0], [-0.5, len(rows) - 0.5], color=INK, linewidth=0.8)
    ax.set_xlim(0, 100)
    ax.set_ylim(-0.6, len(rows) - 0.4)
    frame(figure, left=2.6, right=1.2, top=0.85 + title_height(title), bottom=0.36)
    finish(figure, title, subtitle, source)
    alt = alt_text(title, subtitle, spoken, language)
    return Chart(figure, alt, rows, _shown(rows, language), narrow_bars(bars, source))


def _shown(rows: pd.DataFrame, language: Language) -> pd.DataFrame:
    columns = {
        label("targets.column.rule", language): lambda row: label(
            f"targets.rule.{row.rule}", language
        ),
        label("targets.column.asked", language): lambda row: whole(row.asked),
        label("targets.column.failed", language): lambda row: whole(row.failed),
        label("targets.column.share", language): lambda row: number(row.share_pct, 1),
    }
    return as_shown(rows, columns)
