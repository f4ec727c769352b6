"""Every word that a reader sees, in English and Chinese: one TOML file per part of the workbook.

A file holds `key.en = "…"` and `key.zh = "…"`; `label("budget.title", language)` reads
`title` of `budget.toml`. Values stand in braces and are filled in by name;
`{count:finding|findings}` is the first word where `count` is 1 and else the second.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from importlib import resources
from itertools import islice
from typing import Any

import tomli
from markupsafe import Markup, escape

from ..base.errors import RequestError
from ..base.language import LANGUAGES, Language
from ..base.said import nested_quotes, plural

__all__ = [
    "LANGUAGES",
    "Language",
    "check_language",
    "has_label",
    "keys",
    "label",
    "label_html",
    "parts",
    "words_in",
]


def label(key: str, language: Language, **values: object) -> str:
    """The words behind `key` ("part.key", deeper keys with more dots) in `language`.

    Raises RequestError for a language there is none of, KeyError for an unknown key.
    """
    check_language(language)
    part, _, rest = key.partition(".")
    text: str = _words(_part(part), rest)[language]
    return nested_quotes(plural(text, values).format(**values)) if values else text


def label_html(key: str, language: Language, **values: object) -> Markup:
    """The words behind `key` as HTML: all text is escaped, but values that are links stay links."""
    html = Markup(escape(plural(label(key, language), values))).format(**values)
    parts = re.split("(<[^>]*>)", html)  # words and tags in turn
    words = iter(nested_quotes("".join(parts[::2])))
    parts[::2] = ["".join(islice(words, len(part))) for part in parts[::2]]
    return Markup("".join(parts))


def has_label(key: str) -> bool:
    """Whether there are words behind `key`."""
    part, _, rest = key.partition(".")
    try:
        return "en" in _words(_part(part), rest)
    except KeyError:
        return False


def keys(key: str) -> tuple[str, ...]:
    """The names below `key` ("part.key")."""
    part, _, rest = key.partition(".")
    return tuple(_words(_part(part), rest))


@cache
def words_in(language: Language) -> str:
    """All the words of `language` in a row: what a page may ever need to write."""
    check_language(language)
    return " ".join(_texts([_part(part) for part in parts()], language))


def _texts(words: Any, language: Language) -> Iterator[str]:
    if isinstance(words, dict) and isinstance(words.get(language), str):
        yield words[language]
    elif isinstance(words, dict | list):
        for value in words.values() if isinstance(words, dict) else words:
            yield from _texts(value, language)


def _words(words: Any, key: str) -> Any:
    """The entry of `key`, written whole or name by name."""
    if key in words:
        return words[key]
    for name in key.split("."):
        words = words[name]
    return words


def check_language(language: str) -> Language:
    """`language` itself. Raises RequestError unless it is en or zh."""
    for known in LANGUAGES:
        if language == known:
            return known
    raise RequestError("labels.language", language=language)


def parts() -> tuple[str, ...]:
    """The names of the label files."""
    files = resources.files(__name__).iterdir()
    return tuple(sorted(f.name[:-5] for f in files if f.name.endswith(".toml")))


@cache
def _part(name: str) -> dict[str, Any]:
    return tomli.loads((resources.files(__name__) / f"{name}.toml").read_text("utf-8"))
