"""One look for every chart, and the same bytes for the same numbers.

`new_figure` gives a figure in the house style (pinned font with Chinese and Latin glyphs, fixed
size); `finish` adds the finding as title, the unit and the source line. Colours are those of
Okabe and Ito, safe for the colour-blind, with greys for what is context.
"""

from __future__ import annotations

from functools import cache
from importlib.util import find_spec
from pathlib import Path

from matplotlib import font_manager
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from ..errors import ReportError

INK, SOFT, GRID, PAPER = "#1f2933", "#5b6770", "#dfe3e6", "#ffffff"
BLUE, ORANGE, GREEN, RED, SKY, YELLOW, PINK, GREY = (
    "#0072b2",
    "#d55e00",
    "#009e73",
    "#b3261e",
    "#56b4e9",
    "#e69f00",
    "#cc79a7",
    "#9aa5ae",
)
WIDTH = 8.4  # inches; at 100 px an inch the width of a page's column
DOTS_PER_INCH = 200
TITLE_WIDTH = 78  # Latin letters on a line of the title


@cache
def font_file() -> Path:
    """The font that pip installs with the workbook (Noto Sans SC, OFL).

    Raises ReportError if the package that carries it is missing.
    """
    spec = find_spec("zhplot")
    files = sorted(Path(spec.origin).parent.glob("fonts/*.ttf")) if spec and spec.origin else []
    if not files:
        raise ReportError(
            "the font with Chinese glyphs is missing", remedy="pip install zhplot, or run make"
        )
    return files[0]


@cache
def font_family() -> str:
    """The family name of that font, known to matplotlib from now on."""
    file = str(font_file())
    font_manager.fontManager.addfont(file)
    name: str = font_manager.FontProperties(fname=file).get_name()
    return name


def new_figure(height: float, columns: int = 1, rows: int = 1) -> tuple[Figure, list[Axes]]:
    """A figure `height` inches high with `rows` × `columns` axes, none of them shown twice.

    The figure belongs to no backend and no global state: it can be drawn in any process.
    """
    figure = Figure(figsize=(WIDTH, height), dpi=DOTS_PER_INCH, facecolor=PAPER)
    axes = [figure.add_subplot(rows, columns, index + 1) for index in range(rows * columns)]
    for ax in axes:
        bare(ax)
    return figure, axes


def bare(ax: Axes) -> None:
    """No frame, no ticks, quiet labels."""
    for side in ("top", "right", "left", "bottom"):
        ax.spines[side].set_visible(False)
    ax.tick_params(length=0, colors=SOFT, labelsize=9, labelfontfamily=font_family())
    ax.set_axisbelow(True)


def write(ax: Axes, x: float, y: float, text: str, **options: object) -> None:
    """Text in the house font at data position (x, y)."""
    defaults: dict[str, object] = {"fontfamily": font_family(), "fontsize": 9.5, "color": INK}
    ax.text(x, y, _plain(text), **(defaults | options))  # type: ignore[arg-type]


def finish(figure: Figure, title: str, subtitle: str, source: str) -> None:
    """The finding as title, what is shown and its unit below it, and the source at the foot.

    Margins are fixed in inches so that every chart lines up with the next.
    """
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


def frame(
    figure: Figure, *, left: float, right: float, top: float = 0.95, bottom: float = 0.5
) -> None:
    """Place the axes: margins in inches."""
    height = figure.get_figheight()
    figure.subplots_adjust(
        left=left / WIDTH, right=1 - right / WIDTH, top=1 - top / height, bottom=bottom / height
    )


def wrap(text: str, width: int) -> list[str]:
    """`text` in lines of at most `width` Latin letters, a Chinese character counting as two.

    Breaks at spaces, or after any Chinese character but never before closing punctuation.
    """
    lines, line, used = [], "", 0
    for word in _words(text):
        size = sum(2 if ord(character) > 0x2E7F else 1 for character in word)
        if line and used + size > width and word not in "，。；：、）》”’！？%":
            lines.append(line.rstrip())
            line, used = "", 0
        if line or not word.isspace():
            line += word
            used += size
    return [*lines, line.rstrip()] if line.strip() else lines or [""]


def _words(text: str) -> list[str]:
    words: list[str] = []
    for character in text:
        wide = ord(character) > 0x2E7F
        if (
            words
            and not wide
            and not character.isspace()
            and words[-1].isascii()
            and not words[-1].isspace()
        ):
            words[-1] += character
        else:
            words.append(character)
    return words


def _plain(text: str) -> str:
    """Report text may hold $, which matplotlib would read as mathematics."""
    return text.replace("$", r"\$")
