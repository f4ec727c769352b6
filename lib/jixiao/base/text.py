"""Text that shows as what it is: no terminal codes, no characters that turn the order of words.

Report text is not ours. A control character may clear a terminal or ring its bell, and a
bidirectional control may make a figure read backwards; both are shown by their code instead.
"""

from __future__ import annotations

import re

from .ideographs import plain_ideographs as plain_ideographs

# C0 but tab and newline, DEL and C1, the bidirectional controls, line and paragraph separators; halves
# of characters, which are the bytes of a name of a file that is no UTF-8: they cannot be written.
_HIDDEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]"
)

# Characters without width, which break a number in two that a reader sees whole: the soft hyphen,
# zero-width spaces and joiners, the byte-order mark within a text.
_ZERO_WIDTH = dict.fromkeys((0xAD, 0x180E, *range(0x200B, 0x200E), *range(0x2060, 0x2065), 0xFEFF))
_WITHOUT_WIDTH = re.compile(f"[{''.join(map(chr, _ZERO_WIDTH))}]")  # most texts have none


def without_zero_width(text: str) -> str:
    """`text` without characters that take no room."""
    return text.translate(_ZERO_WIDTH) if _WITHOUT_WIDTH.search(text) else text


def escaped(json: str) -> str:
    """JSON in which such characters are written as escapes: the same JSON, that shows as it is."""
    return _HIDDEN.sub(
        lambda match: match[0] if match[0] in "\r\n\t" else f"\\u{ord(match[0]):04x}", json
    )


def visible(text: str) -> str:
    """`text` with each such character written as its code, e.g. [U+001B]."""
    return _HIDDEN.sub(lambda match: f"[U+{ord(match[0]):04X}]", text)
