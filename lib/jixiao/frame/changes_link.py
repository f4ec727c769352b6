"""The place in an index for a link to the page of changes, which is made after it."""

from __future__ import annotations

from markupsafe import Markup

from ..base.language import Language
from ..labels import label

MARK = "<!-- changes -->"  # a line of the index


def with_changes(html: str, href: str, language: Language) -> str:
    """An index with a link to the page of changes at `href`; one that has it stays as it is."""
    link = Markup('<p><a href="{}">{}</a></p>').format(href, label("page.index.changes", language))
    return html.replace(f"\n{MARK}\n", f"\n{link}\n", 1)
