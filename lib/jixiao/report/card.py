"""What a report shows of itself where a notebook displays it: who, when, which tables, findings."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from markupsafe import Markup

if TYPE_CHECKING:
    from .report import Report

_BOX = (
    '<div class="jixiao-report" style="display:inline-block;border:1px solid #9aa5ae;'
    'border-radius:4px;padding:.6em 1em;line-height:1.5">'
)
_CELL = "text-align:left;padding:0 1em 0 0;background:none"


def card(report: Report, findings: Mapping[str, int] | None) -> str:
    """The report as a small HTML card, all text escaped.

    `findings`: how many of each severity, the gravest first; None: it was not audited.
    """
    rows = [("documents", ", ".join(report.documents))]
    rows += [(name, f"{len(table):,} rows") for name, table in report.tables.items()]
    if findings is not None:
        counted = ", ".join(f"{count} {severity}" for severity, count in findings.items())
        rows.append(("findings", counted))
    if report.corrections:
        rows.append(("corrections", str(len(report.corrections))))
    line = Markup('<tr><th scope="row" style="{}">{}</th><td style="{}">{}</td></tr>')
    body = Markup("").join(line.format(_CELL, name, _CELL, words) for name, words in rows)
    return str(
        Markup('{}<b>{}</b> · {}<br>{}<table style="margin:0">{}</table></div>').format(
            Markup(_BOX),
            report.department_name("zh"),
            report.year,
            report.department_name("en"),
            body,
        )
    )
