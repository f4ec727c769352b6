"""Which characters of a page a reader sees; the others are set aside, with the reason."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from math import isfinite
from operator import attrgetter
from statistics import median

from ..document import AsideReason
from ..line import Box
from .broken import NUMERIC, break_parted
from .glyphs import INVISIBLE, Glyph, PageText, Run
from .grounds import Grounds
from .layers import inked
from .painted import WHITE, Colour, Painted
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
_middle, _centre, _run = attrgetter("middle"), attrgetter("centre"), attrgetter("run")


@dataclass
class SeenGlyphs:
    """The characters that are seen, by direction, and those that are not, by reason."""

    glyphs: dict[int, list[Glyph]] = field(default_factory=dict)
    aside: dict[AsideReason, list[Glyph]] = field(default_factory=dict)
    recognised: bool = False

    def put(self, reason: AsideReason, glyphs: Iterable[Glyph]) -> None:
        self.aside.setdefault(reason, []).extend(glyphs)


def seen(
    text: PageText, painted: Painted, space: Space, page: object, recognised: bool
) -> SeenGlyphs:
    """The characters of a page that are seen.

    `recognised`: they were recognised in the picture of the page, and are invisible therefore. A
    page whose characters are nearly all invisible and which a picture fills is found to be so.
    """
    found = SeenGlyphs(recognised=recognised or _is_layer(text, painted, space))
    grounds = Grounds(painted, space, page)
    judge = _Judge(text, bool(painted.areas))
    reprints = Reprints(text, painted, space)
    dark = _of_layers_off(text, space, page)
    for quarter, glyphs in text.glyphs.items():
        width, height = space.size(quarter)
        if not dark and _plainly_seen(glyphs, width, height, None if found.recognised else judge):
            found.glyphs[quarter] = glyphs
            continue
        kept: list[Glyph] = []
        gone: set[int] = set()
        run: Run | None = None
        reason: AsideReason | None = None
        look = False
        for glyph in glyphs:
            if not (0 <= glyph.middle <= height and 0 <= glyph.centre <= width):
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
                own = _ground(glyph, quarter, grounds, space, judge)
            if own == "hidden":
                for again in reprints.of(glyph, space.back(glyph.box, quarter)):
                    own, look_again = judge.of(again.run)
                    if own is None and look_again:
                        own = _ground(again, quarter, grounds, space, judge)
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
        mark = pale or glyph.size > _LARGE * judge.usual
        hidden = glyph.run.mode in INVISIBLE and not found.recognised
        found.put("hidden" if hidden else "watermark" if mark else "sideways", [glyph])
    return found


def _plainly_seen(
    glyphs: Sequence[Glyph], width: float, height: float, judge: _Judge | None
) -> bool:
    """Whether all characters of a direction stand on the page and are seen whatever lies about them.

    `judge`: None where nothing but their place counts. So it is on most pages: this takes a third
    of the time of looking at each.
    """
    if not glyphs:
        return True
    middles, centres = list(map(_middle, glyphs)), list(map(_centre, glyphs))
    if not isfinite(sum(middles) + sum(centres)):
        return False
    if min(middles) < 0 or max(middles) > height or min(centres) < 0 or max(centres) > width:
        return False
    if judge is not None:
        runs = set(map(_run, glyphs))
        kinds = {(run.colour, run.size, run.mode): run for run in runs}
        if any(judge.of(run) != (None, False) for run in kinds.values()):
            return False
    return not any([_is_flat(glyph) for glyph in glyphs if glyph.text in NUMERIC])


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

    def __init__(self, text: PageText, areas: bool) -> None:
        self._text, self._areas = text, areas
        self._known: dict[tuple[Colour, float, int], tuple[AsideReason | None, bool]] = {}

    @cached_property
    def _light(self) -> bool:
        """Whether so many characters of the page are light that they are its text."""
        every = [glyph.run.colour for own in self._text.glyphs.values() for glyph in own]
        faded = sum(every.count(colour) for colour in set(every) if _is_faded(colour))
        return faded > _MOST_FADED * len(every)

    def faded(self, colour: Colour) -> bool:
        """Whether text of that colour is that of a mark behind the page's."""
        return _is_faded(colour) and not self._light

    @cached_property
    def usual(self) -> float:
        """The size of the page's text, in points."""
        sizes = [glyph.size for glyphs in self._text.glyphs.values() for glyph in glyphs]
        return median(sizes) if sizes else 10.0

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
            and run.size > _LARGE * self.usual
            and _brightness(run.colour) >= _PALE
            and not _alike(run.colour, WHITE)
        ):
            return "watermark", False
        return None, self._areas or self.faded(run.colour) or _alike(run.colour, WHITE)


def _ground(
    glyph: Glyph, quarter: int, grounds: Grounds, space: Space, judge: _Judge
) -> AsideReason | None:
    """Why a character is not read by what lies above and below it."""
    mark: AsideReason | None = "watermark" if judge.faded(glyph.run.colour) else None
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
    if not painted.pictures:
        return False
    glyphs = [glyph for own in text.glyphs.values() for glyph in own]
    page = Box(0, 0, space.width, space.height)
    if not any(page.share_in(area.box) > 0.6 for area in painted.pictures):
        return False
    hidden = sum(glyph.run.mode in INVISIBLE for glyph in glyphs)
    return bool(glyphs) and hidden > 0.9 * len(glyphs)
