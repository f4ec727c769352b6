"""Draws `digit_shapes.txt` from fonts of matplotlib: `python tests/helpers/digit_shapes_drawn.py`."""

from __future__ import annotations

from pathlib import Path

import matplotlib

import jixiao.source
from jixiao.source.digit_shapes import stored_shape
from jixiao.source.font_outlines import digit_outlines
from jixiao.source.outlines import Outline

FONTS = Path(matplotlib.get_data_path()) / "fonts" / "ttf"
NAMES = (
    "DejaVuSans",
    "DejaVuSerif",
    "STIXGeneral",
    "DejaVuSansMono",
    "cmr10",
    "STIXGeneralItalic",
    "DejaVuSerif-Bold",
)
# A one without a foot, which none of these has.
BAR: Outline = (
    ((4, 0), (6.2, 0), (6.2, 12), (4.8, 12), (3.9, 10.6), (2, 9.4), (2, 7.6), (4, 8.8)),
)


def lines() -> list[str]:
    """A line for each digit of each font: the digit, and its picture in hexadecimal digits."""
    found = [("1", BAR)]
    for name in NAMES:
        found += sorted(digit_outlines((FONTS / f"{name}.ttf").read_bytes()).items())
    return [f"{digit} {stored_shape(outline).hex()}" for digit, outline in found]


if __name__ == "__main__":
    assert jixiao.source.__file__ is not None
    place = Path(jixiao.source.__file__).with_name("digit_shapes.txt")
    place.write_text("\n".join(lines()) + "\n", "ascii")
