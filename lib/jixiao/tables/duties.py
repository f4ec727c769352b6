"""Where a department's duties moved between two years: a sentence for one change, a table for several."""

from __future__ import annotations

from collections.abc import Sequence

from ..analysis.year_bridge import Break
from ..base.language import Language
from ..frame.text import paragraph
from ..labels import label
from ..labels.links import Rendered, refer
from ..labels.numbers import number
from . import money_years as tables


def duties(breaks: Sequence[Break], language: Language) -> Rendered:
    """What `analysis.year_bridge.breaks_of_duties` found, none and one said in words."""
    if not breaks:
        return paragraph(label("comparison.prose.no_duties", language))
    if len(breaks) > 1:
        return tables.duties(breaks, language)
    (one,) = breaks
    values = {"year": one.year, "before": one.before, "after": one.after}
    if one.amount_wan is not None:
        values["amount"] = number(one.amount_wan)
    words = label(f"comparison.duties_one.{one.what}", language, **values)
    return paragraph([refer(words, one.page, one.line, year=one.of_year, document=one.beside)])
