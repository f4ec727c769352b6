"""What the audit's ledger says of a check, in the reader's words.

Rules write in English, with the ids of items and measures. Ids become names in both languages; for
a Chinese page the rules' own phrases are translated too (`labels/ledger.toml`), and what the report
says itself stays as it is.
"""

from __future__ import annotations

import re
from functools import cache, partial

from ..catalogue.metrics import metric_name
from ..labels import has_label, keys, label

_ID = re.compile(r"[a-z][a-z0-9]*(?:[._][a-z0-9]+)*")
_OF_ACCOUNTS = ("statement", "fund", "part")  # ids of final accounts carry what they are ids of
# Phrases around a number or a list: how they read in English → their label.
_WITHIN = (
    (r"not printed in this phase: (?P<number>.+)", "not_printed_in_this_phase"),
    (r"not printed: (?P<number>.+)", "not_printed"),
    (r"no share is printed for (?P<number>.+)", "no_share_is_printed_for"),
    (r"all amounts of money are in (?P<number>.+)", "all_amounts_of_money_are_in"),
    (r"\bindicator (?P<number>\d+)", "indicator"),
    (r"\bsection (?P<number>\S+?)(?=,|$)", "section"),
    (r"\bpage (?P<number>\d+)", "page"),
    (r"\bp\. (?P<number>\d+)", "p"),
    (r"\s*\bon line (?P<number>\d+)", "on_line"),
    (r"\bline (?P<number>\d+)", "line"),
)


def ledger_words(text: str, language: str) -> str:
    """`text` of the ledger in `language`."""
    if has_label(f"ledger.{text}"):
        return label(f"ledger.{text}", language)
    if language == "en":
        return _ID.sub(lambda match: _name(match[0], language), text)
    for pattern, name in _WITHIN:
        text = re.sub(pattern, partial(_within, name, language), text)
    if text.startswith("statement."):
        for phase in keys("accounts.phase"):
            text = _put(text, phase, label(f"accounts.phase.{phase}", language))
    for word in _words():
        text = _put(text, word, label(f"ledger.word.{word}", language))
    return _full_width(_ID.sub(lambda match: _name(match[0], language), text))


def _put(text: str, word: str, translated: str) -> str:
    return re.sub(rf"(?<![\w.]){re.escape(word)}(?![\w.])", translated, text)


def _full_width(text: str) -> str:
    """The marks that rules put between their words, as Chinese is written. The report's own words
    have none that a space follows.
    """
    text = re.sub(r" ?\(([^()]*)\) ?", r"（\1）", text)
    return re.sub(r"([,:;]) ", lambda mark: "，：；"[",:;".index(mark[1])], text)


def _within(name: str, language: str, match: re.Match[str]) -> str:
    return label(f"ledger.within.{name}", language, number=match["number"])


@cache
def _words() -> tuple[str, ...]:
    """The longest first, so that no word is cut out of a longer phrase."""
    return tuple(sorted(keys("ledger.word"), key=len, reverse=True))


def _name(identifier: str, language: str) -> str:
    """The name of a budget item or a measure, or the words themselves."""
    if identifier.partition(".")[0] in _OF_ACCOUNTS and has_label(f"accounts.{identifier}"):
        return label(f"accounts.{identifier}", language)
    if has_label(f"items.{identifier}"):
        return label(f"items.{identifier}", language)
    return metric_name(identifier, identifier, language)
