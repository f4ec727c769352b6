"""The report's own reasons, quoted on the first screen of a page, side by side."""

from __future__ import annotations

import pandas as pd
from markupsafe import Markup

from ..base.language import Language
from ..frame.text import Prose
from ..labels import label
from ..labels.links import html_of, refer, text_of

MOST = 4


def reasons_quoted(rows: pd.DataFrame, language: Language) -> Prose:
    """The rows of `analysis.reasons` as a list, the first of them; empty where there are none."""
    if rows.empty:
        return Prose("", "")
    items, lines = Markup(""), []
    for row in rows.head(MOST).itertuples():
        place = refer(
            label("page.place", language, page=row.page, line=row.line),
            row.page,
            row.line,
            str(row.quote),
        )
        values = {"what": str(row.what), "words": str(row.words)}
        said = label("reasons.item", language, **values, place="\0")
        before, after = said.split("\0")
        items += Markup("<li>{}</li>").format(html_of([before, place, after]))
        lines.append(text_of([before, place, after]))
    lead = label("reasons.lead", language)
    html = Markup('<div class="jixiao-prose jixiao-reasons"><p>{}</p><ul>{}</ul></div>')
    return Prose(str(html.format(lead, items)), "\n".join([lead, *lines]))
