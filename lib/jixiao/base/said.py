"""What is to be said, as a key and values; it is put into words only where somebody reads it.

The words stand in `messages/<part>.toml`, in English and Chinese: `Said("schema.cells", row=3)` are
those of `cells` in `schema.toml`. Nothing has to take a finished sentence apart again to translate it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

import tomli

from .language import Language

Value = Any  # str, int, Said, or a tuple of them

_KEY = re.compile(r"[a-z][a-z0-9_]*(?:\.[a-z0-9_]+)+")
_INNER = {"“": "‘", "”": "’"}
_PLURAL = re.compile(r"\{(\w+):([^{}|]*)\|([^{}|]*)\}")


@dataclass(frozen=True, init=False)
class Said:
    """A message: `key` ("part.name") and the values that its words name in braces.

    A value is text, a whole number, another `Said`, or a tuple of them, which is a list of words.
    `str` gives the English words.
    """

    key: str
    pairs: tuple[tuple[str, Value], ...]

    def __init__(self, key: str, /, **values: object) -> None:
        object.__setattr__(self, "key", key)
        pairs = tuple((name, _plain(value)) for name, value in values.items())
        object.__setattr__(self, "pairs", pairs)

    @property
    def values(self) -> dict[str, Value]:
        return dict(self.pairs)

    def words(self, language: Language) -> str:
        """The message in `language`. Raises KeyError for a key that has no words."""
        return fill(entry(self.key)[language], self.values, language)

    def __str__(self) -> str:
        return self.words("en")

    def to_json(self) -> dict[str, Any]:
        return {"key": self.key, "values": {name: _json(value) for name, value in self.pairs}}

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> Said:
        return cls(stored["key"], **{k: _unjson(v) for k, v in stored["values"].items()})


def is_key(text: str) -> bool:
    """Whether `text` is the key of a message and no sentence."""
    return _KEY.fullmatch(text) is not None


def fill(
    template: str,
    values: Mapping[str, Value],
    language: Language,
    put: Callable[[Said, Language], str] = Said.words,
) -> str:
    """`template` with its values; `put` gives the words of those that are messages themselves.

    `{count:finding|findings}` is the first word where `count` is 1 and else the second.
    """
    counted = plural(template, values)
    filled = {name: _put(value, language, put) for name, value in values.items()}
    return nested_quotes(counted.format(**filled))


def nested_quotes(text: str) -> str:
    """`text` with ‘’ for the quotation marks inside of others; unchanged where they do not pair."""
    depth, marks = 0, []
    for mark in text:
        depth += (mark == "“") - (mark == "”" and depth > 0)
        inner = depth > 1 if mark == "“" else depth > 0
        marks.append(_INNER.get(mark, mark) if inner else mark)
    return "".join(marks) if not depth and text.count("“") == text.count("”") else text


def plural(template: str, values: Mapping[str, object]) -> str:
    """`template` with each word or its plural, as the number that it names asks for."""
    if "|" not in template:
        return template
    return _PLURAL.sub(lambda m: m[2] if str(values[m[1]]) == "1" else m[3], template)


def entry(key: str) -> dict[str, Any]:
    """Words of a message: language → template, and its remedy if it has one.

    Raises KeyError for a key that has none.
    """
    part, *names = key.split(".")
    found = messages(part)
    for name in names:
        found = found[name]
    return found


@cache
def messages(part: str) -> dict[str, Any]:
    """All messages of a part, by name. Raises KeyError for a part that there is none of."""
    if part not in parts():
        raise KeyError(part)
    file = resources.files(__package__) / "messages" / f"{part}.toml"
    return tomli.loads(file.read_text("utf-8"))


@cache
def parts() -> tuple[str, ...]:
    """The names of the files of messages."""
    files = (resources.files(__package__) / "messages").iterdir()
    return tuple(sorted(file.name[:-5] for file in files if file.name.endswith(".toml")))


def _plain(value: object) -> Value:
    """Values that are equal where they say the same, and that a file of JSON can hold."""
    if isinstance(value, Said | str | int):
        return value
    if isinstance(value, tuple | list):
        return tuple(_plain(item) for item in value)
    return str(value)


def _put(value: Value, language: Language, put: Callable[[Said, Language], str]) -> object:
    if isinstance(value, Said):
        return put(value, language)
    if isinstance(value, tuple):
        between = "、" if language == "zh" else ", "
        return between.join(str(_put(item, language, put)) for item in value)
    return value


def _json(value: Value) -> object:
    if isinstance(value, Said):
        return value.to_json()
    return [_json(item) for item in value] if isinstance(value, tuple) else value


def _unjson(value: object) -> Value:
    if isinstance(value, dict):
        return Said.from_json(value)
    return tuple(map(_unjson, value)) if isinstance(value, list) else value
