"""Small multiples of the index: one little chart per department, drawn as SVG by the template.

The execution rates of every year with a budget, of the approved budget (hollow) and of the revised
one (filled), in one window of 0–120 % for all departments; what lies above is parked at its edge.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from ..base.language import Language
from ..base.spread import spread
from ..labels import label
from ..labels.numbers import MISSING, number

WIDTH, HEIGHT = 240, 110  # of the drawing; the page scales it
LEFT, RIGHT, TOP, BOTTOM = 12, 40, 10, 20
TICK = 32  # from the middle of a year to the middle of the next
WINDOW = 120
APART = 10.5  # between the lines of two words beside each other
BASES = ("approved", "revised")


@dataclass(frozen=True)
class Point:
    """A rate: where it is drawn, whether it is parked at the edge, and its words."""

    x: float
    y: float
    parked: bool
    words: str


@dataclass(frozen=True)
class Panel:
    """A department's chart: points by base, lines between years that follow each other, ticks.

    `ends`: where the words of the last point of each base stand, and of the line of 100 %.
    """

    points: Mapping[str, Sequence[Point]]
    lines: Mapping[str, Sequence[tuple[Point, Point]]]
    ticks: Sequence[tuple[float, str]]
    ends: Mapping[str, float]
    hundred: float
    floor: float
    alt: str


def panel(
    rates: Mapping[int, Mapping[str, str]], years: Iterable[int], language: Language
) -> Panel | None:
    """The chart of `rates` (year → base → per cent as text), on an axis of all `years`.

    None where there is no rate.
    """
    span = sorted(years)
    points: dict[str, list[Point]] = {}
    lines: dict[str, list[tuple[Point, Point]]] = {}
    for base in BASES:
        drawn = {
            year: _point(year, Decimal(rates[year][base]), span)
            for year in sorted(rates)
            if rates[year].get(base)
        }
        points[base] = list(drawn.values())
        lines[base] = [(drawn[y], drawn[y + 1]) for y in drawn if y + 1 in drawn]
    if not any(points.values()):
        return None
    alt = "; ".join(
        label(
            "page.index.panel_year",
            language,
            year=year,
            **{base: rates[year][base] or MISSING for base in BASES},
        )
        for year in sorted(rates)
    )
    ticks = [(_x(year, span), str(year)) for year in _named(sorted(rates), span)]
    hundred = _y(Decimal(100))
    return Panel(points, lines, ticks, _ends(points, hundred), hundred, _y(Decimal(0)), f"{alt}.")


def _ends(points: Mapping[str, Sequence[Point]], hundred: float) -> dict[str, float]:
    """Where the words at the right end stand, in the order of what they say, none over another."""
    last = {base: own[-1] for base, own in points.items() if own}
    right = max(point.x for point in last.values())
    beside = {base: point.y for base, point in last.items() if point.x == right}
    if right > WIDTH - RIGHT - TICK:  # the line of 100 % is named there
        beside["hundred"] = hundred
    placed = dict(zip(beside, spread(list(beside.values()), APART), strict=True))
    own = {"hundred": hundred} | {base: point.y for base, point in last.items()} | placed
    return {name: round(y + 4, 1) for name, y in own.items()}


def _named(years: Sequence[int], span: Sequence[int]) -> list[int]:
    """The years that the axis names: its ends, and those of `years` that have room beside them."""
    named = list(dict.fromkeys((span[0], span[-1])))
    for year in years:
        if all(abs(_x(year, span) - _x(other, span)) >= TICK for other in named):
            named.append(year)
    return sorted(named)


def _point(year: int, rate: Decimal, span: Sequence[int]) -> Point:
    parked = rate > WINDOW
    return Point(_x(year, span), _y(min(rate, Decimal(WINDOW))), parked, number(rate, 0))


def _x(year: int, span: Sequence[int]) -> float:
    width = WIDTH - LEFT - RIGHT
    if span[0] == span[-1]:
        return round(LEFT + width / 2, 1)
    return round(LEFT + width * (year - span[0]) / (span[-1] - span[0]), 1)


def _y(rate: Decimal) -> float:
    return round(TOP + (HEIGHT - TOP - BOTTOM) * (1 - float(rate) / WINDOW), 1)
