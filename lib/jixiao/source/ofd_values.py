"""What the attributes of an OFD element say: numbers, distances, a matrix, a colour."""

from __future__ import annotations

import math

from lxml import etree

Matrix = tuple[float, float, float, float, float, float]
_IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


def rgb(colour: etree._Element | None) -> tuple[int, int, int] | None:
    """A colour given by its values: grey, red green blue, or cyan magenta yellow black."""
    values = (
        [number(v, 0.0) for v in (colour.get("Value") or "").split()] if colour is not None else []
    )
    if len(values) == 1:
        values *= 3
    if len(values) == 4:
        values = [255 - min(255.0, v + values[3]) for v in values[:3]]
    return (round(values[0]), round(values[1]), round(values[2])) if len(values) == 3 else None


def deltas(text: str | None, count: int) -> list[float] | None:
    """The distances of a DeltaX or DeltaY; `g 5 4` stands for five times 4. None: not stated."""
    if not text:
        return None
    found: list[float] = []
    parts = text.split()
    index = 0
    while index < len(parts) and len(found) < count:
        if parts[index] == "g" and index + 2 < len(parts):
            times = min(int(number(parts[index + 1], 0.0)), count)
            found += [number(parts[index + 2], 0.0)] * times
            index += 3
        else:
            found.append(number(parts[index], 0.0))
            index += 1
    return found or None


def number(text: str | None, default: float) -> float:
    try:
        value = float(text) if text else default
    except ValueError:
        return default
    return value if math.isfinite(value) and abs(value) < 1e6 else default


def numbers(text: str, count: int) -> list[float]:
    found = [number(part, 0.0) for part in text.split()[:count]]
    return found + [0.0] * (count - len(found))


def matrix_of(text: str) -> Matrix:
    if len(text.split()) != 6:
        return _IDENTITY
    a, b, c, d, e, f = numbers(text, 6)
    return (a, b, c, d, e, f)
