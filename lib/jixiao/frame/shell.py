"""What every page has around its content: head, script and words; and its finish.

Kept from `page`, so that a page which is no notebook does without what executes notebooks.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any

from markupsafe import Markup

from ..base.language import Language
from ..base.text import visible
from ..labels import LANGUAGES, label, words_in
from . import template
from .font import font_face
from .page_pass import Citation, finish, inner_text, page_text, parse_page

LANGUAGE_TAGS = {"en": "en", "zh": "zh-CN"}
_WORDS = ("skip", "brand", "contents", "code", "theme", "back", "chart", "data", "place")
_SCRIPT_WORDS = ("search", "every", "shown", "rows", "earlier", "later")
_THEMES = ("auto", "light", "dark")
_FONT = "/* font */"
_LABELS = "".join(map(words_in, LANGUAGES))  # so that the pages of a report share their font


def page_frame(
    title: str,
    language: Language,
    home: str | None,
    alternates: Mapping[Language, str],
    footer: Sequence[str],
    notice: str = "",
) -> dict[str, Any]:
    """What the base template needs of every page.

    The page's own script is the only one that may run: the policy in the page names its hash.
    """
    script = template.read("page.js")
    digest = base64.b64encode(hashlib.sha256(script.encode("utf-8")).digest()).decode("ascii")
    return {
        "title": title,
        "lang": LANGUAGE_TAGS[language],
        "css": Markup(template.read("page.css") + _in_margins(footer, notice)),
        "script": Markup(script),
        "script_hash": Markup(f"sha256-{digest}"),
        "script_words": {word: label(f"page.script.{word}", language) for word in _SCRIPT_WORDS},
        "words": {word: label(f"page.word.{word}", language) for word in _WORDS},
        "themes": [
            {"name": name, "words": label(f"page.theme.{name}", language)} for name in _THEMES
        ],
        "home": home,
        "alternates": [
            {
                "lang": LANGUAGE_TAGS[other],
                "href": href,
                "name": label("page.word.name", other),
                "where": label("page.word.beside", language, file=href),
            }
            for other, href in alternates.items()
            if other != language
        ],
        "footer": list(footer),
        "notice": notice,
        "has_code": False,
    }


def _in_margins(footer: Sequence[str], notice: str) -> str:
    """The rules that print the `footer` below every sheet, and the `notice` above it: a line of the
    page that is fixed on paper lies on what each sheet begins with.
    """
    small = 'font: 7.5pt "Jixiao Sans", sans-serif; color: #444; text-align: left'
    strong = 'font: 600 9pt "Jixiao Sans", sans-serif; color: #7a3e00'
    boxes = (("bottom-left", " ".join(footer), small), ("top-center", notice, strong))
    return "".join(
        f'@page {{ @{box} {{ content: "{_quoted(words)}"; {font} }} }}\n'
        for box, words, font in boxes
        if words
    )


def _quoted(words: str) -> str:
    """As a string of CSS in a page of HTML."""
    return re.sub(r'[\\"<\n]', lambda mark: f"\\{ord(mark[0]):x} ", words)


def finish_page(
    html: str,
    beside: Callable[[str], str | None] | None = None,
    readings: Mapping[str, tuple[str, str]] | None = None,
    strips: Mapping[Citation, tuple[str, str]] | None = None,
    strips_word: str = "",
    marks: Mapping[str, str] | None = None,
) -> str:
    """The page after the walk over the whole of it (see `page_pass`), all its text visible, with
    the font that it needs, and with what `marks` stand for, such as pictures.
    """
    text = with_font(finished(html, beside, readings, strips, strips_word))
    if not marks:
        return text
    known = re.compile("|".join(map(re.escape, marks)))
    return known.sub(lambda mark: marks[mark[0]], text)


def finished(
    html: str,
    beside: Callable[[str], str | None] | None = None,
    readings: Mapping[str, tuple[str, str]] | None = None,
    strips: Mapping[Citation, tuple[str, str]] | None = None,
    strips_word: str = "",
) -> str:
    """As `finish_page`, without the font."""
    page = parse_page(visible(html))
    finish(page, beside, readings, strips, strips_word)
    return visible(page_text(page))


def finished_part(html: str, inside: str, language: Language) -> str:
    """What is inside the first element `inside` of `html`, finished as a part of a whole page."""
    page = parse_page(visible(html))
    page.set("lang", LANGUAGE_TAGS[language])
    finish(page)
    return visible(inner_text(next(page.iter(inside))))


def with_font(html: str, beside: Collection[str] = ()) -> str:
    """A finished page with the font for its characters, and for those `beside` it."""
    return html.replace(_FONT, font_face({*html, *_LABELS, *beside}), 1)
