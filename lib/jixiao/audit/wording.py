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
    return tuple(Said("findings.on_page", printed=row.printed, page=row.page) for row in rows)
