"""How tables, cards and quotes look in JupyterLab; pages have a style sheet of their own.

The rules hold only inside JupyterLab's own outputs and inside the views of `explore`. JupyterLab
sets every table cell to the right; two classes in each selector outweigh that.
"""

from __future__ import annotations

import re

from ..base.language import Language
from ..labels import LANGUAGES

_IN = ":is(.jp-RenderedHTMLCommon,.jixiao-look)"

RULES = "".join(
    rule.replace("@", _IN)
    for rule in (
        "@ .jixiao-scroll{max-height:34rem;overflow:auto}",
        "@ .jixiao-table{border-collapse:collapse;font-size:.85rem;width:100%;margin:0;"
        "table-layout:auto}",
        "@ .jixiao-table caption{text-align:left;font-weight:600;padding:.3rem 0}",
        "@ :is(.jixiao-table,.jixiao-quote) :is(th,td){text-align:left;vertical-align:top;"
        "padding:.2rem .5rem;white-space:pre-line;line-height:1.4;overflow-wrap:break-word;border-bottom:1px solid #8884}",
        "@ .jixiao-table :is(th,td).num{text-align:right;font-variant-numeric:tabular-nums}",
        "@ .jixiao-table td.source,@ .jixiao-quote th{white-space:nowrap;width:1%}",
        "@ .jixiao-table thead th{position:sticky;top:0;background:var(--jp-layout-color0,#fff)}",
        "@ .jixiao-cards{display:flex;flex-wrap:wrap;gap:.6rem 2rem;margin:.8rem 0;padding:0;list-style:none}",
        "@ .jixiao-cards>li{display:flex;flex-direction:column;min-width:8rem;max-width:14rem;margin:0}",
        "@ .jixiao-cards span{opacity:.8;font-size:.85rem}",
        "@ .jixiao-cards b{font-size:1.5rem;font-weight:600}",
        "@ .jixiao-prose p{max-width:46rem}",
        "@ .jixiao-prose p.lead{font-size:1.1rem;line-height:1.5}",
        "@ img{max-width:100%;height:auto;background:#fff}",
        # Places of the source are on the page alone: here a pointer shows the report's words.
        "@ a.jixiao-ref:is(:link,:visited,:hover){color:inherit;cursor:help;"
        "text-decoration:underline dotted}",
        "@ .jixiao-quote{margin:0}",
        "@ .jixiao-quote mark{background:#ffe08a;color:#1f2933}",
    )
)

STYLE = f"<style>{RULES}</style>"
_CELLS = ".jp-Notebook .jp-MarkdownCell:has(a[href='#{language}']:empty){{display:none}}"
_MARK = re.compile(rf" ?\[\]\(#(?:{'|'.join(LANGUAGES)})\)")


def others_hidden(language: Language) -> str:
    """The rules by which JupyterLab does not show the headings and notes of other languages.

    A cell says in which language it is by an empty link, [](#zh): nobody sees it, and a style can
    find it. JupyterLab trusts a style only of a notebook that was run: before, both are shown.
    """
    others = [other for other in LANGUAGES if other != language]
    return "".join(_CELLS.format(language=other) for other in others)


def only(language: Language) -> str:
    """`others_hidden` as a part of an output."""
    return f"<style>{others_hidden(language)}</style>"


def without_mark(source: str) -> str:
    """A cell's Markdown without the mark of its language."""
    return _MARK.sub("", source)
