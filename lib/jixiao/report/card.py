"""What a report shows of itself where a notebook displays it: who, when, which tables, findings."""

from __future__ import annotations

from collections.abc import Iterable

from markupsafe import Markup

_BOX = (
    '<div class="jixiao-report" style="display:inline-block;border:1px solid #9aa5ae;'
    'border-radius:4px;padding:.6em 1em;line-height:1.5">'
)
_CELL = "text-align:left;padding:0 1em 0 0;background:none"


def card(names: tuple[str, str], year: int, rows: Iterable[tuple[str, str]]) -> str:
    """A report as a small HTML card, all text escaped.

    `names`: of its department in Chinese and English. `rows`: what each says, and its words.
    """
    line = Markup('<tr><th scope="row" style="{}">{}</th><td style="{}">{}</td></tr>')
    body = Markup("").join(line.format(_CELL, name, _CELL, words) for name, words in rows)
    chinese, english = names
    return str(
        Markup('{}<b>{}</b> · {}<br>{}<table style="margin:0">{}</table></div>').format(
            Markup(_BOX), chinese, year, english, body
        )
    )
