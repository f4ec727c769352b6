"""The second drawing of a chart, for narrow screens: a name and its number on one line, its bar below.

It shows the same numbers as the wide one, without its title, which stands above it as text.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from .style import BLUE, DOTS_PER_INCH, GREY, INK, PAPER, SOFT, in_inches, text_width, wrap, write

WIDTH = 3.5  # inches; at 100 px an inch the width of a phone's column
_SIDE, _BAR, _LINE, _GAP = 0.06, 0.14, 0.19, 0.14
_SIZE = 9.0
_CELL = 0.26
_LETTERS = 46  # Latin letters on a whole line of a name


@dataclass(frozen=True)
class Bar:
    """A line: its `name`, the `number` beside it, and the parts of its bar: (from, to, colour, word)."""

    name: str
    number: str
    parts: Sequence[tuple[float, float, str, str]]
    ink: str = INK


def narrow_bars(
    bars: Sequence[Bar],
    source: str,
    *,
    mark: float | None = None,
    key: Sequence[tuple[str, str]] = (),
    note: str = "",
) -> Figure:
    """The bars one below the other, on one scale. `mark`: where a line crosses each; `key`: colours
    with their meaning; `source`: the line at the foot, below `note`.
    """
    names = [_lines(bar) for bar in bars]
    heights = [_LINE * len(lines) + _BAR + _GAP for lines in names]
    keys = _rows_of_key(key)
    foot = [*(wrap(note, 56) if note else []), *wrap(source, 56)]
    height = 0.14 + (0.2 * len(keys) + _GAP if keys else 0) + sum(heights) + 0.06 + 0.16 * len(foot)
    figure, ax = narrow_figure(height)
    scale = _scale(bars, mark)
    y = height - 0.1
    for row in keys:
        y -= 0.2
        _draw_key(ax, row, y)
    y -= _GAP if keys else 0
    for bar, lines, tall in zip(bars, names, heights, strict=True):
        _draw(ax, bar, lines, y, scale)
        y -= tall
        if mark is not None:  # beside the bar alone: no line through its words
            ends = [y + _GAP - 0.04, y + _GAP + _BAR + 0.02]
            ax.plot([scale(mark)] * 2, ends, color=INK, linewidth=0.9)
    write_foot(ax, foot)
    return figure


def narrow_figure(height: float) -> tuple[Figure, Axes]:
    """A figure of that height (inches) as wide as a phone's column, measured in inches."""
    figure = Figure(figsize=(WIDTH, height), dpi=DOTS_PER_INCH, facecolor=PAPER)
    ax = figure.add_axes((0, 0, 1, 1))
    ax.set_axis_off()
    in_inches(ax)
    return figure, ax


def write_foot(ax: Axes, lines: Sequence[str]) -> None:
    """The source, in the lines at the foot."""
    for index, line in enumerate(lines):
        write(ax, _SIDE, 0.06 + 0.16 * (len(lines) - 1 - index), line, fontsize=7.5, color=SOFT)


def narrow_grid(
    rows: Sequence[str], columns: Sequence[str], cells: Sequence[Sequence[str]], source: str
) -> Figure:
    """A grid of words: `cells` by row and column, blank where nothing stands; filled cells are dark."""
    foot = wrap(source, 56)
    heads = [wrap(column, 9)[:2] for column in columns]
    left = _SIDE + 0.12 + max(text_width(row, _SIZE) for row in rows)
    wide = min((WIDTH - _SIDE - left) / len(columns), 0.9)
    top = 0.16 * max(map(len, heads)) + 0.1
    height = top + _CELL * len(rows) + 0.2 + 0.16 * len(foot)
    figure, ax = narrow_figure(height)
    for at, head in enumerate(heads):
        for line, words in enumerate(head):
            place = left + wide * (at + 0.5), height - 0.16 * (line + 1)
            write(ax, *place, words, ha="center", fontsize=7.5, color=SOFT)
    for number, (row, own) in enumerate(zip(rows, cells, strict=True)):
        y = height - top - _CELL * (number + 1)
        write(ax, _SIDE, y + _CELL / 2, row, va="center", fontsize=_SIZE)
        for at, word in enumerate(own):
            x = left + wide * at
            colour = BLUE if word else "#f1f3f5"
            ax.add_patch(Rectangle((x + 0.02, y + 0.02), wide - 0.04, _CELL - 0.04, color=colour))
            if word:
                options = {"ha": "center", "va": "center", "color": "white", "fontsize": 8}
                write(ax, x + wide / 2, y + _CELL / 2, word, **options)
    write_foot(ax, foot)
    return figure


def _lines(bar: Bar) -> list[str]:
    """The name in as many lines as leave room for the number at the end of the last."""
    room = int(_LETTERS * (1 - text_width(bar.number, _SIZE) / (WIDTH - 2 * _SIDE)))
    return wrap(bar.name, max(room - 2, 14))[:3]


def _scale(bars: Sequence[Bar], mark: float | None) -> Callable[[float], float]:
    ends = [end for bar in bars for part in bar.parts for end in part[:2]]
    ends += [0.0] if mark is None else [0.0, mark]
    low, high = min(ends), max(ends)
    wide = (WIDTH - 2 * _SIDE) / ((high - low) or 1.0)
    return lambda value: _SIDE + (value - low) * wide


def _draw(
    ax: Axes, bar: Bar, lines: Sequence[str], y: float, scale: Callable[[float], float]
) -> None:
    for at, line in enumerate(lines):
        write(ax, _SIDE, y - _LINE * (at + 1) + 0.05, line, fontsize=_SIZE, color=bar.ink)
    number_y = y - _LINE * len(lines) + 0.05
    write(ax, WIDTH - _SIDE, number_y, bar.number, ha="right", fontsize=_SIZE, color=bar.ink)
    middle = y - _LINE * len(lines) - _BAR / 2
    ends = (scale(0), WIDTH - _SIDE)
    ax.plot(ends, [middle - _BAR / 2 - 0.02] * 2, color=GREY, linewidth=0.3, zorder=0)
    for start, end, colour, word in bar.parts:
        left, right = sorted((scale(start), scale(end)))
        ax.barh(middle, max(right - left, 0.012), left=left, height=_BAR, color=colour)
        if word and right - left > text_width(word, 7.5) + 0.04:
            ink = INK if colour in ("#e69f00", "#56b4e9", GREY) else "white"
            options = {"ha": "center", "va": "center", "color": ink, "fontsize": 7.5}
            write(ax, (left + right) / 2, middle, word, **options)


def _rows_of_key(key: Sequence[tuple[str, str]]) -> list[list[tuple[float, str, str]]]:
    """The entries of a key in lines that fit: (x, colour, words)."""
    rows: list[list[tuple[float, str, str]]] = []
    x = WIDTH
    for colour, words in key:
        wide = 0.3 + text_width(words, 8)
        if x + wide > WIDTH - _SIDE:
            rows.append([])
            x = _SIDE
        rows[-1].append((x, colour, words))
        x += wide
    return rows


def _draw_key(ax: Axes, row: Sequence[tuple[float, str, str]], y: float) -> None:
    for x, colour, words in row:
        ax.barh(y + 0.05, 0.09, left=x, height=0.09, color=colour)
        write(ax, x + 0.13, y, words, fontsize=8, color=SOFT)
