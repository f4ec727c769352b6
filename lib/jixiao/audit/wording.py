"""The sentence of a finding: a key and values, put into words where it is read.

The words stand in `base/messages/findings.toml`, in English and Chinese. `worded` makes what a finding's
`message` holds: language → sentence.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Protocol

from ..base.language import Language
from ..base.said import Said

_BEHIND = ("以上", "以下", "以内", "左右", "余", "多")  # words that follow their figure
_LANGUAGES: tuple[Language, ...] = ("en", "zh")


@dataclass(frozen=True)
class Wording(Mapping[str, str]):
    """Language → the words of `said`."""

    said: Said

    def __getitem__(self, language: str) -> str:
        for known in _LANGUAGES:
            if language == known:
                return self.said.words(known)
        raise KeyError(language)

    def __iter__(self) -> Iterator[str]:
        return iter(_LANGUAGES)

    def __len__(self) -> int:
        return len(_LANGUAGES)


def worded(said: Said) -> Wording:
    """What a finding says, from a message of `findings.toml`."""
    return Wording(said)


class PrintedOnPage(Protocol):
    """A figure as printed, and on which page."""

    @property
    def printed(self) -> str: ...
    @property
    def page(self) -> int: ...


def stated(rows: Iterable[PrintedOnPage]) -> tuple[Said, ...]:
    """Figures as they are stated one after another, each with its page."""
    return tuple(Said("findings.on_page", printed=_qualified(row), page=row.page) for row in rows)


def _qualified(row: PrintedOnPage) -> str:
    """The figure with the word that belongs to it: 超15000宗, 9.89分以上."""
    word = getattr(row, "qualifier", None) or ""
    if not isinstance(word, str) or word in row.printed:
        return row.printed
    return row.printed + word if word in _BEHIND else word + row.printed
