"""The page that says which numbers, statuses, findings and pictures differ between two runs."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from ..charts.words import MISSING
from ..labels import has_label, label
from ..output_differences import Change, Difference
from .page import finish_page, page_frame
from .template import environment

KINDS = ("number", "status", "finding")
_BASE64 = re.compile(r"[A-Za-z0-9+/=]*")


def export_changes(
    differences: Sequence[Difference],
    language: str,
    old: str,
    new: str,
    home: str | None = None,
    alternates: Mapping[str, str] | None = None,
) -> str:
    """The page in `language`; `old` and `new` name the two sides."""
    page = page_frame(
        label("batch.changes.title", language),
        language,
        home,
        alternates or {},
        [label("page.footer.made", language)],
    )
    counts = {kind: sum(len(d.of(kind)) for d in differences) for kind in KINDS}
    counts["picture"] = sum(len(d.pictures) for d in differences)
    cards = [(str(n), label(f"batch.changes.card_{kind}", language)) for kind, n in counts.items()]
    html = (
        environment()
        .get_template("changes.html.j2")
        .render(
            page=page,
            sides=[old, new],
            cards=cards,
            differences=differences,
            kinds=KINDS,
            name=lambda change: change.name[language],
            cell=lambda change, text: _cell(change, text, language),
            heading=lambda difference: heading(difference, language),
            safe=lambda text: text if _BASE64.fullmatch(text) else "",
            word=lambda key, **values: label(f"batch.changes.{key}", language, **values),
        )
    )
    return finish_page(html)


def heading(difference: Difference, language: str) -> str:
    """Which notebook, of which folder."""
    words = label(f"page.notebook.{difference.notebook}", language)
    folder = difference.where.rpartition("/")[0]
    return f"{folder} · {words}" if folder else words


def _cell(change: Change, text: str | None, language: str) -> str:
    """One side of a change as a reader knows it."""
    if text is None:
        return MISSING
    spoken = {"status": "indicators.status", "finding": "audit.severity"}.get(change.kind)
    key = f"{spoken}.{text}"
    return label(key, language) if spoken and has_label(key) else text
