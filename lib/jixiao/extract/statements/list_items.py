"""Items of a list whose last sentence lacks its stop: the next item is a sentence of its own all the same."""

from __future__ import annotations

import re
from collections.abc import Iterable

from ...source import Line
from ..figures import RANKS

_OPENS = re.compile(
    r"(?P<before>[（(]?)(?:(?P<digits>\d{1,2})|(?P<numeral>[一二三四五六七八九十]))"
    r"(?P<behind>[)）.．、])\s*[“”\"]?[\u4e00-\u9fff]"
)
_OPEN_END = re.compile(r"[^。；：，、,;:（(]$")


def with_stops(lines: Iterable[Line]) -> list[Line]:
    """`lines` of a text, with 。 behind an item of sentences that ends without a mark where the item of
    the next number begins: what it tells is of the next, and not of what was spoken of.
    """
    found: list[Line] = []
    item: tuple[str, str, int] | None = None
    sentences = False  # whether the item that is open has a whole one
    last = -1  # the last line that is not blank
    for line in lines:
        found.append(line)
        if not (text := line.text.strip()):
            continue
        if opened := _item(text):
            follows = item is not None and opened == (*item[:2], item[2] + 1)
            if follows and sentences and _OPEN_END.search(before := found[last].text.rstrip()):
                found[last] = found[last]._replace(text=f"{before}。")
            item, sentences = opened, False
        sentences = sentences or "。" in text
        last = len(found) - 1
    return found


def _item(text: str) -> tuple[str, str, int] | None:
    """How the number of the item that `text` opens is written, and the number."""
    match = _OPENS.match(text)
    if match is None:
        return None
    number = int(match["digits"] or RANKS[match["numeral"]])
    kind = "numeral" if match["numeral"] else "digits"
    return f"{match['before']}{kind}", match["behind"], number
