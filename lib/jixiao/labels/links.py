"""Words that lead to the place in the source where they stand: the links of pages and notebooks.

`source_anchor` names a line of the report's text on a page; the page that a notebook becomes holds
that text at its end (see `publish`), and a link whose place is not on the page is taken off there.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from markupsafe import Markup, escape

from .numbers import MISSING

CSS_CLASS = "jixiao-ref"
_ANCHOR = re.compile(
    r"(?:y(?P<year>\d+)-)?(?:(?P<document>[a-z_]+)-)?p(?P<page>\d+)-l(?P<line>\d+)", re.ASCII
)


@dataclass(frozen=True)
class Reference:
    """`words` that lead to `anchor`; `quote` is what stands there, `end` its
    last line where it runs over several.

    `str` gives the words alone, `__html__` the link: labels can be filled with either.
    """

    words: str
    anchor: str
    quote: str = ""
    end: int | None = None

    def __str__(self) -> str:
        return self.words

    def __html__(self) -> Markup:
        title = Markup(' title="{}"').format(self.quote) if self.quote else ""
        end = Markup(' data-end="{}"').format(self.end) if self.end else ""
        link = Markup('<a class="{}" href="#{}"{}{}>{}</a>')
        return link.format(CSS_CLASS, self.anchor, title, end, self.words)


Content = str | Reference | Sequence[str | Reference]  # text, and words that lead to their place


@dataclass(frozen=True)
class Rendered:
    """What is shown: `html` (`_repr_html_`) in notebooks and on pages, `text` elsewhere."""

    html: str
    text: str

    def _repr_html_(self) -> str:
        return self.html

    def __repr__(self) -> str:
        return self.text


def source_anchor(
    page: int, line: int, year: int | None = None, document: str | None = None
) -> str:
    """The name of a line on a page; with `year` where a page holds several years' reports, with
    `document` where the line is not of the one that stands for the year.
    """
    return f"{anchor_prefix(year, document)}p{page}-l{line}"


class AnchoredPlace(NamedTuple):
    """The place that an anchor of `source_anchor` names; None for what it does not say."""

    year: int | None
    document: str | None
    page: int
    line: int


def anchored_place(anchor: str) -> AnchoredPlace | None:
    """The place of an anchor; None where it is none of a line."""
    found = _ANCHOR.fullmatch(anchor)
    if found is None:
        return None
    year = int(found["year"]) if found["year"] else None
    return AnchoredPlace(year, found["document"], int(found["page"]), int(found["line"]))


def anchor_prefix(year: int | None, document: str | None = None) -> str:
    """What sets the anchors of one text on a page apart from another's."""
    return ("" if year is None else f"y{year}-") + (f"{document}-" if document else "")


def publication_anchor(name: str) -> str:
    """The name of a publication other than the report: the sources of `published.csv`."""
    return "publication-" + re.sub(r"[^0-9A-Za-z_-]", "-", name)


def refer(
    words: str,
    page: int | None,
    line: int | None,
    quote: str | None = None,
    *,
    end: int | None = None,
    year: int | None = None,
    document: str | None = None,
) -> str | Reference:
    """`words` with their place in the report's text; the words alone where there is none, and a dash:
    a figure that is not on file stands nowhere.

    `end`: the last line of a passage that runs over several. `document`: which of the year's
    documents, where not the one that stands for the year.
    """
    if page is None or line is None or words == MISSING:
        return words
    last = end if end is not None and end > line else None
    return Reference(words, source_anchor(page, line, year, document), quote or "", last)


def html_of(parts: object) -> Markup:
    """Text, a `Reference`, or several of them in a row, as HTML; text is escaped."""
    if isinstance(parts, list | tuple):
        return Markup("").join(html_of(part) for part in parts)
    return escape(parts)


def text_of(parts: object) -> str:
    """The same as plain text."""
    if isinstance(parts, list | tuple):
        return "".join(text_of(part) for part in parts)
    return str(parts)
