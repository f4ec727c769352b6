"""Sentences, key figures and notes as HTML for notebooks and pages, and as plain text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape


@dataclass(frozen=True)
class Prose:
    """Rendered text: `_repr_html_` for notebooks, `text` for everything else."""

    html: str
    text: str

    def _repr_html_(self) -> str:
        return self.html

    def __repr__(self) -> str:
        return self.text


@dataclass(frozen=True)
class Card:
    """One number that matters: its `number` and what it is."""

    number: str
    words: str


def paragraph(text: str, css: str = "") -> Prose:
    """One paragraph."""
    kind = f' class="{escape(css)}"' if css else ""
    return Prose(f'<div class="jixiao-prose"><p{kind}>{escape(text)}</p></div>', text)


def opening(lead: str, cards: Sequence[Card]) -> Prose:
    """The key figures and the sentence that tells the story."""
    items = "".join(
        f"<div><dt>{escape(card.words)}</dt><dd>{escape(card.number)}</dd></div>" for card in cards
    )
    html = (
        f'<div class="jixiao-prose"><p class="lead">{escape(lead)}</p></div>'
        f'<dl class="jixiao-cards">{items}</dl>'
    )
    return Prose(html, "\n".join([lead, *(f"{card.number} {card.words}" for card in cards)]))


def heading(title: str, lines: Sequence[str]) -> Prose:
    """The page's title with the lines below it."""
    below = "".join(f"<p>{escape(line)}</p>" for line in lines)
    html = f'<div class="jixiao-cover"><h1>{escape(title)}</h1>{below}</div>'
    return Prose(html, "\n".join([title, *lines]))
