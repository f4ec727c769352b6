"""Which characters of a page a reader sees; the others are set aside, with the reason."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from functools import lru_cache
from statistics import median

from ..document import AsideReason
from ..line import Box
from ..outlines import covers, holds
from .broken import NUMERIC, break_parted
from .clips import clip_box
from .glyphs import INVISIBLE, Glyph, PageText, Run
from .layers import inked
from .painted import WHITE, Colour, Painted, PaintedArea
from .pictures import opaque
from .reprints import Reprints
from .space import Space

_ALIKE = 16  # of 255: a colour that differs less from its ground is not seen
_FAINT = 13  # of 255: how opaque
_PALE = 150  # of 255: as light as this, or lighter, is a large text a watermark
_FADED = 180  # of 255: a grey as light as this is that of a mark behind the text, of any size
_GREY = 24  # of 255: how far the parts of a grey differ
_MOST_FADED = 0.95  # of a page's characters: where more are, its text is so light
_LARGE = 1.7  # of the size of the page's text
_LARGE_POINTS = 16.0
_LIGHT_GROUND = 225  # of 255
_FLAT = 0.04  # of its size: how wide a digit at least is
_COVERED = 0.8  # of a character: as much of it must lie below


@dataclass
class SeenGlyphs:
    """The characters that are seen, by direction, and those that are not, by reason."""

    glyphs: dict[int, list[Glyph]] = field(default_factory=dict)
    aside: dict[AsideReason, list[Glyph]] = field(default_factory=dict)
    recognised: bool = False

    def put(self, reason: AsideReason, glyphs: Iterable[Glyph]) -> None:
        self.aside.setdefault(reason, []).extend(glyphs)


class _Grounds:
    """What lies below and above the characters of a page."""

    def __init__(self, painted: Painted, space: Space, page: object) -> None:
        self.areas = painted.areas
        self._painted, self._space, self._page = painted, space, page
        self._opaque: dict[int, PaintedArea | None] = {}

    def below(self, run: Run, box: Box) -> PaintedArea | None:
        """What was painted last below the middle of `box` before `run`."""
        x, y = (box.left + box.right) / 2, (box.top + box.bottom) / 2
        for area in reversed(self.areas):
            if area.order < run.order and _within(area, x, y) and self._shown(area):
                return area
        return None

    def covers(self, run: Run, box: Box) -> PaintedArea | None:
        """An opaque area or picture over `box` that was painted after `run`."""
        x, y = (box.left + box.right) / 2, (box.top + box.bottom) / 2
        for area in reversed(self.areas):
            if area.order < run.order:
                return None
            if _within(area, x, y) and box.share_in(area.box) >= _COVERED:
                if area.outline and not covers(area.outline, box):
                    continue
                shown = self._shown(area)
                if shown is not None and box.share_in(shown.box) >= _COVERED:
                    return shown
        return None

    def _shown(self, area: PaintedArea) -> PaintedArea | None:
        """`area` as far as it is seen; None if it can be looked through."""
        if area.item not in self._opaque:
            shown: PaintedArea | None = area
            if area.picture and not opaque(self._page, area.item):
                shown = None
            else:
                way = self._painted.inside.get(area.item, self._space.shown)
                clip = clip_box(area.item, way)
                box = Box(
                    max(area.box.left, clip.left),
                    max(area.box.top, clip.top),
                    min(area.box.right, clip.right),
                    min(area.box.bottom, clip.bottom),
                )
                shown = replace(area, box=box)
            self._opaque[area.item] = shown
        return self._opaque[area.item]


def _within(area: PaintedArea, x: float, y: float) -> bool:
    return area.box.holds(x, y) and (not area.outline or holds(area.outline, x, y))


def seen(
    text: PageText, painted: Painted, space: Space, page: object, recognised: bool
) -> SeenGlyphs:
    """The characters of a page that are seen.

    `recognised`: they were recognised in the picture of the page, and are invisible therefore. A
    page whose characters are nearly all invisible and which a picture fills is found to be so.
    """
    found = SeenGlyphs(recognised=recognised or _is_layer(text, painted, space))
    grounds = _Grounds(painted, space, page)
    sizes = [glyph.size for glyphs in text.glyphs.values() for glyph in glyphs]
    usual = median(sizes) if sizes else 10.0
    judge = _Judge(usual, bool(painted.areas), _mostly_faded(text))
    reprints = Reprints(text, painted, space)
    dark = _of_layers_off(text, space, page)
    for quarter, glyphs in text.glyphs.items():
        width, height = space.size(quarter)
        kept: list[Glyph] = []
        gone: set[int] = set()
        run: Run | None = None
        reason: AsideReason | None = None
        look = False
        for glyph in glyphs:
            if not (0 <= glyph.middle <= height and 0 <= (glyph.left + glyph.right) / 2 <= width):
                found.put("outside", [glyph])
                gone.add(id(glyph))
                continue
            if glyph.run is not run:
                run = glyph.run
                reason, look = (None, False) if found.recognised else judge.of(run)
            own = reason
            if (dark and id(run) in dark) or (glyph.text in NUMERIC and _is_flat(glyph)):
                own = "hidden"
            elif look:
                own = _ground(glyph, quarter, grounds, space, judge.faded)
            if own == "hidden":
                for again in reprints.of(glyph, space.back(glyph.box, quarter)):
                    own, look_again = judge.of(again.run)
                    if own is None and look_again:
                        own = _ground(again, quarter, grounds, space, judge.faded)
                    if own is None:
                        glyph = again
                        break
            if own is None:
                kept.append(glyph)
            else:
                found.put(own, [glyph])
                gone.add(id(glyph))
        if gone and not found.recognised:
            break_parted(glyphs, gone)
        found.glyphs[quarter] = kept
    for glyph in text.slanted:
        pale = _brightness(glyph.run.colour) >= _PALE
        mark = pale or glyph.size > _LARGE * usual
        hidden = glyph.run.mode in INVISIBLE and not found.recognised
        found.put("hidden" if hidden else "watermark" if mark else "sideways", [glyph])
    return found


def _of_layers_off(text: PageText, space: Space, page: object) -> set[int]:
    """The ids of the runs in layers that are not shown: where the page is drawn, nothing is seen."""
    if not text.layered:
        return set()
    runs: dict[int, list[Box]] = {}
    for quarter, glyphs in text.glyphs.items():
        for glyph in glyphs:
            if glyph.run.layered:
                runs.setdefault(id(glyph.run), []).append(space.back(glyph.box, quarter))
    boxes = [(run, box) for run, own in runs.items() for box in own]
    if not boxes or not isinstance(page, tuple):
        return set()
    seen_in = inked(page[1], [box for _, box in boxes], (space.width, space.height))
    shown = {run for (run, _), ink in zip(boxes, seen_in, strict=True) if ink}
    return set(runs) - shown


def _is_flat(glyph: Glyph) -> bool:
    """Whether a digit is set so narrow that nobody sees it."""
    return glyph.right - glyph.left < _FLAT * glyph.size


class _Judge:
    """What the colour, size and mode of a run say of it; asked once for each."""

    def __init__(self, usual: float, areas: bool, faded: bool = False) -> None:
        self._usual, self._areas, self.faded = usual, areas, faded
        self._known: dict[tuple[Colour, float, int], tuple[AsideReason | None, bool]] = {}

    def of(self, run: Run) -> tuple[AsideReason | None, bool]:
        """Why a run is not read, by itself; and whether its ground is to be looked at."""
        key = (run.colour, run.size, run.mode)
        if key not in self._known:
            self._known[key] = self._judged(run)
        return self._known[key]

    def _judged(self, run: Run) -> tuple[AsideReason | None, bool]:
        if run.mode in INVISIBLE or run.colour[3] < _FAINT:
            return "hidden", False
        if (
            run.size >= _LARGE_POINTS
            and run.size > _LARGE * self._usual
            and _brightness(run.colour) >= _PALE
            and not _alike(run.colour, WHITE)
        ):
            return "watermark", False
        faded = not self.faded and _is_faded(run.colour)
        return None, self._areas or faded or _alike(run.colour, WHITE)


def _ground(
    glyph: Glyph, quarter: int, grounds: _Grounds, space: Space, faded: bool
) -> AsideReason | None:
    """Why a character is not read by what lies above and below it. `faded`: as most of its page."""
    mark: AsideReason | None = "watermark" if not faded and _is_faded(glyph.run.colour) else None
    if not grounds.areas:
        return "hidden" if _alike(glyph.run.colour, WHITE) else mark
    box = space.back(glyph.box, quarter)
    if grounds.covers(glyph.run, box) is not None:
        return "hidden"
    below = grounds.below(glyph.run, box)
    if below is not None and below.picture:
        return None
    ground = below.colour if below else WHITE
    if _alike(glyph.run.colour, ground):
        return "hidden"
    return mark if _brightness(ground) >= _LIGHT_GROUND else None


@lru_cache(maxsize=256)  # a document has few colours, and asks for that of each character
def _is_faded(colour: Colour) -> bool:
    shown = _blended(colour)
    return min(shown) >= _FADED and max(shown) - min(shown) <= _GREY


def _mostly_faded(text: PageText) -> bool:
    """Whether so many characters of a page are light that they are its text."""
    colours = [glyph.run.colour for glyphs in text.glyphs.values() for glyph in glyphs]
    faded = sum(colours.count(colour) for colour in set(colours) if _is_faded(colour))
    return faded > _MOST_FADED * len(colours)


@lru_cache(maxsize=256)
def _alike(colour: Colour, ground: Colour) -> bool:
    shown = _blended(colour)
    return all(abs(one - other) <= _ALIKE for one, other in zip(shown, ground[:3], strict=True))


def _blended(colour: Colour) -> tuple[float, ...]:
    part = colour[3] / 255
    return tuple(value * part + 255 * (1 - part) for value in colour[:3])


@lru_cache(maxsize=256)
def _brightness(colour: Colour) -> float:
    red, green, blue = _blended(colour)
    return 0.3 * red + 0.59 * green + 0.11 * blue


def _is_layer(text: PageText, painted: Painted, space: Space) -> bool:
    """Whether the text of a page is what was recognised in its picture."""
    glyphs = [glyph for own in text.glyphs.values() for glyph in own]
    if not glyphs or not painted.pictures:
        return False
    page = Box(0, 0, space.width, space.height)
    if not any(page.share_in(area.box) > 0.6 for area in painted.pictures):
        return False
    hidden = sum(glyph.run.mode in INVISIBLE for glyph in glyphs)
    return hidden > 0.9 * len(glyphs)
