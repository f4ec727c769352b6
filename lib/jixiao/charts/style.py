"""One look for every chart, and the same bytes for the same numbers.

`new_figure` gives a figure in the house style (pinned font with Chinese and Latin glyphs, fixed
size); `finish` adds the finding as title, the unit and the source line. Colours are those of
Okabe and Ito, safe for the colour-blind, green and orange a little darker so that white words on
them can be read; greys for what is context.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from matplotlib import font_manager, rcParams
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from ..base.font_file import font_file
from ..base.width import columns_of

INK, SOFT, GRID, PAPER = "#1f2933", "#5b6770", "#dfe3e6", "#ffffff"
BLUE, ORANGE, GREEN, RED, SKY, YELLOW, GREY = (
    "#0072b2",
    "#c25400",
    "#00845d",
    "#b3261e",
    "#56b4e9",
    "#e69f00",
    "#9aa5ae",
)
# The same hues dark enough for small text on white (contrast of 4.5 and more).
GREEN_TEXT, ORANGE_TEXT, BLUE_TEXT = "#00664b", "#a84300", "#005a8c"
WIDTH = 8.4  # inches; at 100 px an inch the width of a page's column
DOTS_PER_INCH = 200
TITLE_WIDTH = 78  # Latin letters on a line of the title


@cache
def font_family() -> str:
    """The family name of that font, known to matplotlib from now on."""
    file = str(font_file())
    font_manager.fontManager.addfont(file)
    name: str = font_manager.FontProperties(fname=file).get_name()
    return name


def use_fonts() -> str:
    """Let charts of one's own show Chinese: matplotlib's texts are set in the workbook's font from
    now on. Returns the name of its family.

    Raises ReportError if the package that carries the font is missing.
    """
    family = font_family()
    rcParams["font.family"] = [family]
    rcParams["axes.unicode_minus"] = False  # the sign of the font, whatever it is
    return family


def new_figure(height: float) -> tuple[Figure, Axes]:
    """A figure `height` inches high with one axes that has neither frame nor ticks.

    The figure belongs to no backend and no global state: it can be drawn in any process.
    """
    figure = Figure(figsize=(WIDTH, height), dpi=DOTS_PER_INCH, facecolor=PAPER)
    ax = figure.add_axes((0, 0, 1, 1))
    ax.set_axis_off()
    return figure, ax


def in_inches(ax: Axes) -> None:
    """Let data coordinates of an axes that fills its figure be inches from the lower left."""
    figure = ax.get_figure(root=True)
    assert figure is not None
    ax.set_xlim(0, figure.get_figwidth())
    ax.set_ylim(0, figure.get_figheight())


def write(ax: Axes, x: float, y: float, text: str, **options: object) -> None:
    """Text in the house font at data position (x, y)."""
    defaults: dict[str, object] = {"fontfamily": font_family(), "fontsize": 9.5, "color": INK}
    ax.text(x, y, _plain(text), **(defaults | options))  # type: ignore[arg-type]


def finish(figure: Figure, title: str, subtitle: str, source: str) -> None:
    """The finding as title, what is shown and its unit below it, and the source at the foot.

    Margins are fixed in inches so that every chart lines up with the next. The figure's label keeps
    title and subtitle as text: see `head_of`.
    """
    figure.set_label(f"{title}\n{subtitle}")
    height = figure.get_figheight()
    left = 0.12 / WIDTH
    lines = wrap(title, TITLE_WIDTH)
    for index, line in enumerate(lines):
        y = 1 - (0.26 + 0.27 * index) / height
        figure.text(left, y, _plain(line), fontfamily=font_family(), fontsize=13.5, color=INK)
    y = 1 - (0.26 + 0.27 * len(lines)) / height
    figure.text(left, y, _plain(subtitle), fontfamily=font_family(), fontsize=9.5, color=SOFT)
    figure.text(
        left, 0.1 / height, _plain(source), fontfamily=font_family(), fontsize=8, color=SOFT
    )


def head_of(figure: Figure) -> tuple[str, str, float]:
    """The title and subtitle that `finish` wrote, and the inches that they take at the top; empty
    and 0 for a figure without.
    """
    title, _, subtitle = str(figure.get_label()).partition("\n")
    return title, subtitle, 0.32 + 0.27 * len(wrap(title, TITLE_WIDTH)) if title else 0.0


def frame(
    figure: Figure, *, left: float, right: float, top: float = 0.95, bottom: float = 0.5
) -> None:
    """Place the axes: margins in inches."""
    height = figure.get_figheight()
    figure.axes[0].set_position(
        (
            left / WIDTH,
            bottom / height,
            1 - (left + right) / WIDTH,
            1 - (top + bottom) / height,
        )
    )


def key(figure: Figure, top: float, entries: Sequence[tuple[str, str, str, str]]) -> None:
    """A line of marks with their meaning, `top` inches below the upper edge.

    `entries`: (matplotlib marker, colour, fill, words).
    """
    width, height = figure.get_figwidth(), figure.get_figheight()
    x, y = 0.2, 1 - top / height
    for marker, colour, fill, words in entries:
        mark = Line2D(
            [x / width],
            [y + 0.045 / height],
            marker=marker,
            markersize=6.5,
            color=colour,
            markerfacecolor=fill,
        )
        figure.add_artist(mark)
        figure.text(
            (x + 0.1) / width, y, _plain(words), fontfamily=font_family(), fontsize=8.5, color=SOFT
        )
        x += 0.32 + text_width(words, 8.5)


def text_width(text: str, size: float) -> float:
    """About how many inches `text` takes in the house font, rather a little more than less."""
    return size * sum(0.014 if columns_of(letter) == 2 else 0.0078 for letter in text)


def ticks(last: int, most: int = 12) -> list[int]:
    """The pages that are named on an axis from 1 to `last`: all, or 1 and at most `most` round ones."""
    if last <= most:
        return list(range(1, last + 1))
    step = next(size for size in (5, 10, 20, 50, 100, 200, 500, 1000, last) if last / size <= most)
    return [1, *range(step, last + 1, step)]


def title_height(title: str) -> float:
    """Inches that the lines of a title after the first take."""
    return 0.27 * (len(wrap(title, TITLE_WIDTH)) - 1)


def wrap(text: str, width: int) -> list[str]:
    """`text` in lines of at most `width` Latin letters, a Chinese character counting as two.

    Breaks at spaces, or after any Chinese character but never before closing punctuation, behind an
    opening bracket, or between "p." and its number.
    """
    lines, line, used = [], "", 0
    for word in _words(_PAGE.sub(f"p.{_KEPT}", text)):
        size = columns_of(word)
        if line and used + size > width and word not in "，。；：、）》”’！？%":
            ended = line.rstrip("（《“‘") or line
            lines.append(ended.rstrip())
            line = line[len(ended) :]
            used = columns_of(line)
        if line or not word.isspace():
            line += word
            used += size
    lines = [*lines, line.rstrip()] if line.strip() else lines or [""]
    return [each.replace(_KEPT, " ") for each in lines]


_PAGE = re.compile(r"\bp\. (?=\d)")
_KEPT = "\x00"  # a space at which no line ends


def _words(text: str) -> list[str]:
    words: list[str] = []
    for character in text:
        wide = columns_of(character) == 2
        if (
            words
            and not wide
            and not character.isspace()
            and words[-1].replace("–", "").isascii()  # a span of pages stays whole
            and not words[-1].isspace()
        ):
            words[-1] += character
        else:
            words.append(character)
    return words


def _plain(text: str) -> str:
    """Report text may hold $, which matplotlib would read as mathematics."""
    return text.replace("$", r"\$")
