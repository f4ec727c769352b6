"""The chart from one year's expenditure to the next, class by class."""

from __future__ import annotations

from typing import Any

import pandas as pd

from ..base.language import Language
from ..catalogue.codes import class_name
from ..labels import label
from ..labels.numbers import number
from .chart import Chart
from .stairs import stairs

_FEWEST = 3  # steps: two totals alone are no way from one to the other


def classes(steps: pd.DataFrame, language: Language) -> Chart | None:
    """The rows of `analysis.year_bridge.year_bridge` as a waterfall. 万元. None with fewer than three steps."""
    if len(steps) < _FEWEST:
        return None
    named = steps.assign(words=[_words(row, language) for row in steps.itertuples()])
    first, last = named.iloc[0], named.iloc[-1]
    change = last["amount_wan"] - first["amount_wan"]
    direction = "up" if change > 0 else "down" if change < 0 else "same"
    most = max(named.iloc[1:-1].itertuples(), key=lambda row: abs(row.amount_wan))
    document = first["document"]
    title = label(
        f"comparison.chart.bridge_{direction}",
        language,
        what=label(f"comparison.chart.bridge_of_{document}", language),
        before=first["year"],
        after=last["year"],
        change=number(abs(change)),
        most=class_name(most, language) if most.step == "class" else most.words,
        amount=number(most.amount_wan, signed=True),
    )
    subtitle = label("comparison.chart.bridge_subtitle", language)
    source = label(f"comparison.chart.bridge_source_{document}", language)
    return stairs(named, title, subtitle, language, source)


def _words(row: Any, language: Language) -> str:
    if row.step == "class":
        return f"{class_name(row, language)} {row.classification}"
    return label(f"comparison.step.{row.step}", language, year=row.year)
