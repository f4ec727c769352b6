"""Text of reports as Word and a printed page take it: words alone, in one line.

Word gives control characters a meaning (a tab, a break, the end of a field), and text that is set
from right to left makes a figure read backwards: a paper that is signed holds neither.
"""

from __future__ import annotations

import re

from ..base.text import without_zero_width

# C0 and C1, bidirectional controls, separators, and code points that XML cannot hold.
_DROPPED = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
    "\ud800-\udfff\ufff9-\ufffb\ufffe\uffff]"
)
_OF_NUMBER = re.compile(r"[\d.,，．%％万亿元]")


def plain(text: object, most: int | None = None) -> str:
    """`text` without control characters, its white space one space each; `most` characters of it,
    the last an ellipsis where there are more. No number is cut in two.
    """
    clean = _DROPPED.sub("", without_zero_width(str(text)))
    clean = " ".join(clean.split())
    if most is not None and len(clean) > most:
        kept = clean[: most - 1]
        if _OF_NUMBER.match(clean[most - 1]):
            kept = kept.rstrip("0123456789.,，．０１２３４５６７８９万亿")
        return kept.rstrip() + "…"
    return clean
