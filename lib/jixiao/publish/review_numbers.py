"""Numbers of a document as the review page lists them: together where one reason holds for many."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from ..base.language import Language
from ..check import Number, State
from ..labels import has_label, label
from ..labels.pages import page_list
from ..labels.sentences import listed
from ..labels.statement_names import statement_key

LONGEST = 12  # numbers, pages or rows that stand open


@dataclass(frozen=True)
class UnreadGroup:
    """The numbers that were not read for one reason, those of one part together.

    `words`: the reason, how many, and how many in which part, or on which pages of the only one.
    `open`: shown before it is asked for.
    """

    words: str
    numbers: Sequence[Number]
    open: bool


def unread_groups(
    unread: Sequence[Number], language: Language, of_budget: bool = False
) -> list[UnreadGroup]:
    """`unread` by reason, the reason with most numbers first."""
    by_reason: dict[str, list[Number]] = {}
    for number in unread:
        by_reason.setdefault(reason_words(number, language), []).append(number)
    groups = []
    for reason, numbers in sorted(by_reason.items(), key=lambda item: -len(item[1])):
        parts = Counter(section_words(number.section, language, of_budget) for number in numbers)
        order = list(parts)
        said = page_list([number.page for number in numbers], language)
        if len(parts) > 1:
            said = listed(
                [
                    label("review.of_part", language, part=name, count=count)
                    for name, count in parts.most_common()
                ],
                language,
            )
        begun = reason[:1].upper() + reason[1:]
        words = label("review.group", language, reason=begun, count=len(numbers), parts=said)
        numbers = sorted(
            numbers,
            key=lambda n: (order.index(section_words(n.section, language, of_budget)), n.line),
        )
        groups.append(UnreadGroup(words, numbers, len(unread) <= LONGEST))
    return groups


def counted(numbers: Sequence[Number], language: Language) -> str:
    """How many numbers of a page are figures, stand in cells, or were not read; empty without."""
    if not numbers:
        return ""
    counts = Counter(number.state for number in numbers)
    kept = (State.FIGURE, State.CELL, State.UNREAD)
    said = [label(f"review.page_{s}", language, count=counts[s]) for s in kept if counts[s]]
    return listed(said, language)


def section_words(section: str, language: Language, of_budget: bool = False) -> str:
    """A section of a self-evaluation, or a statement of final accounts."""
    key = f"review.section.{section}"
    return label(key if has_label(key) else statement_key(section, of_budget), language)


def reason_words(number: Number, language: Language) -> str:
    """Why a number is no figure, or was not read."""
    listed_so = f"review.why.{number.reason}"  # as an extraction says why a passage was not read
    known = has_label(listed_so)
    return label(listed_so if known else f"review.reason.{number.reason}", language)
