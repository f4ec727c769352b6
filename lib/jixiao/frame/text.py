"""Sentences, key figures and notes as HTML for notebooks and pages, and as plain text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from ..base.language import Language
from ..labels.links import Content, Rendered, html_of, text_of
from .lab import STYLE, only


class Prose(Rendered):
    """Rendered text."""


@dataclass(frozen=True)
class Card:
    """One number that matters: its `number`, which may lead to its place, and what it is."""

    number: Content
    words: Content


def paragraph(content: object, css: str = "") -> Prose:
    """One paragraph: text, or text and references in a row, or markup from `label_html`."""
    html = Markup('<div class="jixiao-prose"><p{}>{}</p></div>')
    kind = Markup(' class="{}"').format(css) if css else ""
    return Prose(str(html.format(kind, html_of(content))), _plain(content))


def opening(lead: object, cards: Sequence[Card]) -> Prose:
    """The sentence that tells the story, and the key figures below it."""
    first = paragraph(lead, "lead")
    below = _cards(cards)
    return Prose(first.html + below.html, "\n".join(filter(None, [first.text, below.text])))


def heading(
    title: str, above: str, cards: Sequence[Card], below: Sequence[object], language: Language
) -> Prose:
    """The page's title, with the department above it, the key figures, and the source below; in
    front of all the look of a notebook in JupyterLab, which a page leaves out: cells of the other
    language are not shown there.
    """
    figures = _cards(cards)
    lines = Markup("").join(Markup("<p>{}</p>").format(html_of(line)) for line in below)
    html = Markup(
        '<div class="jixiao-cover"><p class="above">{}</p><h1>{}</h1>{}'
        '<div class="below">{}</div></div>'
    ).format(above, title, Markup(figures.html), lines)
    text = "\n".join(filter(None, [above, title, figures.text, *map(_plain, below)]))
    return Prose(STYLE + only(language) + str(html), text)


def sentences(said: Sequence[str], language: Language) -> str:
    """Sentences in a row: with spaces between them, but in Chinese."""
    return ("" if language == "zh" else " ").join(said)


def _cards(cards: Sequence[Card]) -> Prose:
    if not cards:
        return Prose("", "")
    # A list: where JupyterLab shows it before a run, without a style, number and words stand together.
    item = Markup("<li><b>{}</b> <span>{}</span></li>")
    items = Markup("").join(
        item.format(html_of(card.number), html_of(card.words)) for card in cards
    )
    text = "\n".join(f"{text_of(card.number)} {text_of(card.words)}" for card in cards)
    return Prose(str(Markup('<ul class="jixiao-cards">{}</ul>').format(items)), text)


def _plain(content: object) -> str:
    return Markup(content).striptags() if isinstance(content, Markup) else text_of(content)
