"""What went wrong, in the reader's language.

Errors are raised in English, in which the command line speaks; a page shows them in its own
language. `errors.toml` holds the English words, with what varies in braces, and the Chinese ones.
"""

from __future__ import annotations

import re
from functools import cache

from . import check_language, has_label, keys, label

_VALUE = re.compile(r"\\\{(\w+)\\\}")
_PLACE = re.compile(r"page (\d+), line (\d+)")


def error_words(error: str, language: str) -> str:
    """`error` ("RequestError: where: what; remedy", with or without its kind) in `language`.

    What another program says, and a remedy that nobody has translated, stays as it is.
    """
    check_language(language)
    kind, _, said = error.partition(": ")
    known = has_label(f"errors.kind.{kind}") if kind.isidentifier() else False
    if language == "en" or not (told := _told(said if known else error, language)):
        return error
    return f"{label(f'errors.kind.{kind}', language)}：{told}" if known else told


def _told(said: str, language: str) -> str | None:
    """`said` in `language`; None if its words are not known."""
    for pattern, key in _patterns("what"):
        match = re.fullmatch(rf"(?:(?P<_where>.+?): )?{pattern}(?:; (?P<_remedy>.+))?", said)
        if match is None:
            continue
        values = match.groupdict()
        where, remedy = values.pop("_where"), values.pop("_remedy")
        words = label(key, language, **values)
        if where:
            place = _PLACE.sub(lambda m: label("page.place", language, page=m[1], line=m[2]), where)
            words = f"{place}：{words}"
        return f"{words}；{_remedy(remedy, language)}" if remedy else words
    return None


def _remedy(said: str, language: str) -> str:
    for pattern, key in _patterns("remedy"):
        if match := re.fullmatch(pattern, said):
            return label(key, language, **match.groupdict())
    return said


@cache
def _patterns(part: str) -> list[tuple[str, str]]:
    """The English words of a part as patterns, with their key; those that say most come first."""
    found = []
    for name in keys(f"errors.{part}"):
        words = label(f"errors.{part}.{name}", "en")
        pattern = _VALUE.sub(r"(?P<\1>.+?)", re.escape(words))
        found.append((len(re.sub(r"\{\w+\}", "", words)), pattern, f"errors.{part}.{name}"))
    return [(pattern, key) for _, pattern, key in sorted(found, reverse=True)]
