"""A table with sides: 收入 | 支出, or code, name and amount several times in a row."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ..catalogue import wordings
from .text import is_figure, is_nothing, plain

Heads = Sequence[tuple[str, ...]]
_MOST_SIDES = 5
_BRACKETED = re.compile(r"\([^()]*\)")


def side_starts(
    heads: Heads, columns: Sequence[Sequence[str]], strips: Sequence[int] = ()
) -> list[int]:
    """The first column of each side; [0] for a plain table.

    `columns`: the texts of the data of every column. A side begins where the first head of the
    table comes again (项目 … 项目, or 收入项目 … 支出项目) after a column of amounts, and names its
    rows as the first does: with words or codes, its amounts behind them. `strips`: columns at which
    a page of its own begins; it may name the rows again that are named at the left.
    """
    names = [_name(path) for path in heads]
    first = 1 if names and plain(names[0]) in wordings("grids")["row_number_heads"] else 0
    if len(names) < first + 4 or not names[first]:
        return [0]
    key = _key(names[first])
    others = wordings("grids")["side_labels"] if key == "项目" else ()
    again = [
        i
        for i in range(first + 2, len(names))
        if (_key(names[i]) == key or plain(names[i]) in others) and names[i - 1] != names[i]
    ]
    again = [i for i in again if i not in strips or columns[i] != columns[first]]
    starts = [first, *(i for i in again if _begins(heads, i))]
    if len(starts) == 1:
        starts = [first, *_by_groups(heads, first)]
    if not 2 <= len(starts) <= _MOST_SIDES:
        return [0]
    ends = [*starts[1:], len(names)]
    sides = list(zip(starts, ends, strict=True))
    if all(end - start >= 2 and _is_side(names, columns, start, end) for start, end in sides):
        return [0, *starts[1:]]  # a column that numbers the rows of all sides stays with the first
    return [0]


def _name(path: tuple[str, ...]) -> str:
    """What names a column: its last head; of code columns in three (类 款 项) the one above."""
    if len(path) > 1 and plain(path[-1]) in wordings("grids")["code_levels"]:
        return path[-2]
    return path[-1] if path else ""


def _key(name: str) -> str:
    """A head without the words by which sides differ."""
    printed = _BRACKETED.sub("", plain(name))
    for word in wordings("grids")["side_words"]:
        printed = printed.replace(word, "")
    return printed or "()"


def _begins(heads: Heads, column: int) -> bool:
    """Whether a group of heads may begin at a column: it shares its upper head with none at its left."""
    above, here = heads[column - 1], heads[column]
    return len(above) < 2 or len(here) < 2 or above[0] != here[0] or len(set(map(len, heads))) == 1


def _by_groups(heads: Heads, first: int) -> list[int]:
    """Where the second of two groups begins that are called 收入 and 支出."""
    tops = [path[0] if len(path) > 1 else "" for path in heads]
    if not all(tops[first:]):
        return []
    changes = [i for i in range(first + 1, len(tops)) if tops[i] != tops[i - 1]]
    if len(changes) != 1 or not ("收入" in tops[first] and "支出" in tops[-1]):
        return []
    return changes


def _is_side(names: Sequence[str], columns: Sequence[Sequence[str]], start: int, end: int) -> bool:
    """Whether these columns name rows with words or codes and end in amounts."""
    figures, words = _counts(columns[end - 1])
    if words > figures:
        return False
    if not any(_counts(column)[0] for column in columns[start + 1 : end]):
        amounts = {plain(name) for name in wordings("grids")["amount_heads"]}
        if not any(plain(name) in amounts for name in names[start + 1 : end]):
            return False
    label = [text for text in columns[start] if not is_nothing(text)]
    own = [text for text in label if is_figure(text) and not (text.isdigit() and len(text) > 2)]
    return 2 * len(own) <= len(label)


def _counts(texts: Sequence[str]) -> tuple[int, int]:
    """How many figures there are, and how many other texts."""
    printed = [text for text in texts if not is_nothing(text)]
    figures = sum(map(is_figure, printed))
    return figures, len(printed) - figures
