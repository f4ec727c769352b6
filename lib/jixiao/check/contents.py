"""Numbers of a contents page that say on which page a part stands, and are no figures."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from ..base.amounts import fold
from ..catalogue import wordings
from ..source import Document

_FEWEST = 3  # entries: fewer may be anything
_ENTRY = re.compile(
    r"[^。；，;,：:\d][^。；，;,：:]{1,60}?(?<=[\u4e00-\u9fff）)”》])(?P<page>\d{1,3})"
)
_ENDS = re.compile(r"[。；;]")  # a line of a text: the contents have ended


def pages_of_contents(document: Document) -> Iterator[tuple[int, int]]:
    """Number of a line below 目录, and where in it, without white space, its page number begins.

    None where the numbers fall from one entry to the next: page numbers rise.
    """
    found: list[tuple[int, int, int]] = []
    headed: int | None = None  # the page with the heading
    for line in document.lines:
        text = fold("".join(line.text.split()))
        if headed is None and re.match(wordings("document_kinds")["contents"], text):
            headed = line.page
        elif headed is not None and (line.page != headed or _ENDS.search(text)):
            break
        elif headed is not None and (match := _ENTRY.fullmatch(text)):
            found.append((line.number, match.start("page"), int(match["page"])))
    if len(found) >= _FEWEST and all(a[2] <= b[2] for a, b in pairwise(found)):
        yield from ((number, at) for number, at, _ in found)
