"""Which characters of an OFD page a reader sees; the others are set aside, with the reason.

Objects are painted in the order of the file. What has the colour of its ground, is covered later,
struck through, too small, turned or printed a second time is no part of the text. Digits that touch
unseen ones of their own object are no whole number: U+FFFD stands for them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from itertools import groupby
from statistics import median

from .document import AsideReason
from .line import UNREADABLE
from .ofd_items import Character, DrawnLine, Item, PageObjects
from .outlines import covers, holds
from .red_figures import is_amount, is_rare, is_red

_ALIKE = 16  # of 255: a colour that differs less from its ground is not seen
_FAINT = 13  # of 255: how opaque
_TINY = 1.0  # points
_FLAT = 0.06  # of its size: how wide a character at least is
_COVERED = 0.7  # of a character: as much of it lies below, or has a line through it
_PALE, _LARGE, _LARGE_POINTS = 150, 1.7, 16.0  # as light and large as this is a watermark
_FADED, _GREY, _LIGHT_GROUND = (
    180,
    24,
    225,
)  # so light a grey is a mark behind the text, of any size
_MOST_FADED = 0.95  # of a page's characters: where more are, its text is so light
_HIGH, _LOW = 0.74, 0.26  # of the box, from its foot: between them a line goes through
_OVER = 2.0  # of the size: a line ends no farther beside its words
_OVER_WAVE = 1.0  # of the size: a wave or a slanted line ends nearer
_WAVE = 1.4  # of the size: it is no higher
_PIECE, _GAP = 12.0, 4.0  # points: how long the pieces of a line of dashes are, and how far apart
_OVERPRINTED = 0.5  # of a digit
_SAME = 0.3  # of its width: the same character so near is printed twice
_TOUCHES = 0.35  # of the size
_WHITE = (255, 255, 255)
NUMERIC = frozenset("0123456789.,%-")


def set_unseen_aside(page: PageObjects) -> None:
    """Takes the characters from `page` that a reader does not see, and the lines that strike words."""
    usual = median([c.size for c in page.characters]) if page.characters else 10.0
    light = sum(_is_faded(page.items[character.item]) for character in page.characters)
    faded = light > _MOST_FADED * len(page.characters)
    reasons: dict[int, AsideReason] = {}
    for index, character in enumerate(page.characters):
        item = page.items[character.item]
        reason = _own_reason(character, item, usual)
        if reason := reason or _ground_reason(character, item, page, faded):
            reasons[index] = reason
    for rule in [rule for rule in page.rules if not rule.upright]:
        through = [
            i for i, c in enumerate(page.characters) if i not in reasons and _through(rule, c)
        ]
        if through and _ends_with(rule, [page.characters[i] for i in through]):
            reasons |= dict.fromkeys(through, "struck")
            page.rules.remove(rule)
    for stroke in (*_dashed(page), *page.strokes):
        through = [
            i for i, c in enumerate(page.characters) if i not in reasons and _through(stroke, c)
        ]
        own = [page.characters[i] for i in through]
        if own and stroke.width <= _WAVE * own[0].size and _ends_with(stroke, own, _OVER_WAVE):
            reasons |= dict.fromkeys(through, "struck")
    twice = _twice(page, reasons)
    _break_parted(page, set(reasons))
    _break_overprinted(page, set(reasons) | twice)
    words: dict[tuple[int, AsideReason], str] = {}
    for index, reason in sorted(reasons.items()):
        key = (page.characters[index].item, reason)
        words[key] = words.get(key, "") + page.characters[index].text
    page.asides += [(text, reason) for (_, reason), text in words.items()]
    gone = set(reasons) | twice
    page.characters[:] = [c for i, c in enumerate(page.characters) if i not in gone]
    _break_red(page)


def _break_red(page: PageObjects) -> None:
    """Makes the first digit of each red amount unreadable, where few amounts are red."""
    objects = {
        item: list(own) for item, own in groupby(range(len(page.characters)), _item_of(page))
    }
    amounts = {
        item: own
        for item, own in objects.items()
        if is_amount("".join(page.characters[index].text for index in own))
    }
    red = [own for item, own in amounts.items() if is_red(page.items[item].colour)]
    for own in red if is_rare(len(red), len(amounts)) else ():
        page.characters[own[0]] = replace(page.characters[own[0]], text=UNREADABLE)


def _item_of(page: PageObjects) -> Callable[[int], int]:
    return lambda index: page.characters[index].item


def _own_reason(character: Character, item: Item, usual: float) -> AsideReason | None:
    box = character.box
    if item.mark:
        return "watermark"
    if item.alpha < _FAINT or character.size < _TINY:
        return "hidden"
    if box.right - box.left < _FLAT * character.size:
        return "hidden"
    pale = sum(item.colour) / 3 >= _PALE
    if item.slanted:
        return "watermark" if pale or character.size > _LARGE * usual else "sideways"
    if item.turned:
        return "sideways"
    if character.cut:
        return "hidden"
    large = character.size >= _LARGE_POINTS and character.size > _LARGE * usual
    return "watermark" if large and pale and not _alike(item.colour, _WHITE) else None


def _ground_reason(
    character: Character, item: Item, page: PageObjects, faded: bool
) -> AsideReason | None:
    """Why a character is not read by what lies around it. `faded`: as most of its page."""
    box = character.box
    x, y = (box.left + box.right) / 2, (box.top + box.bottom) / 2
    ground: tuple[int, int, int] | None = _WHITE
    for area in page.areas:
        if not area.box.holds(x, y) or (area.outline and not holds(area.outline, x, y)):
            continue
        if area.order > item.order:
            opaque = area.colour is not None  # a seal is a picture that words are read through
            whole = not area.outline or covers(area.outline, box)
            if opaque and whole and box.share_in(area.box) >= _COVERED:
                return "hidden"
        if area.order < item.order:
            ground = area.colour
    if ground is not None and _alike(item.colour, ground):
        return "hidden"
    light = ground is not None and sum(ground) / 3 >= _LIGHT_GROUND
    return "watermark" if light and not faded and _is_faded(item) else None


def _is_faded(item: Item) -> bool:
    part = item.alpha / 255
    shown = [value * part + 255 * (1 - part) for value in item.colour]
    return min(shown) >= _FADED and max(shown) - min(shown) <= _GREY


def _through(rule: DrawnLine, character: Character) -> bool:
    box = character.box
    above = (box.bottom - rule.at) / max(box.bottom - box.top, 0.1)
    width = max(box.right - box.left, 0.1)
    covered = min(rule.end, box.right) - max(rule.start, box.left) >= _COVERED * width
    return _LOW <= above <= _HIGH and covered


def _ends_with(rule: DrawnLine, own: list[Character], over: float = _OVER) -> bool:
    slack = over * own[0].size
    left, right = min(c.box.left for c in own), max(c.box.right for c in own)
    return rule.start >= left - slack and rule.end <= right + slack


def _dashed(page: PageObjects) -> list[DrawnLine]:
    """The level lines that short pieces at one height make."""
    pieces = [*page.dashes, *(r for r in page.rules if not r.upright and r.end - r.start <= _PIECE)]
    lines: list[DrawnLine] = []
    for piece in sorted(pieces, key=lambda rule: (round(rule.at), rule.start)):
        last = lines[-1] if lines else None
        if last and abs(last.at - piece.at) <= 1.0 and 0 <= piece.start - last.end <= _GAP:
            lines[-1] = replace(last, end=piece.end)
        else:
            lines.append(piece)
    return lines


def _twice(page: PageObjects, reasons: dict[int, AsideReason]) -> set[int]:
    """Characters that are printed again in the same place, for weight or as a shadow."""
    known: dict[str, list[Character]] = {}
    found: set[int] = set()
    for index, character in enumerate(page.characters):
        if index in reasons:
            continue
        near = _SAME * max(character.box.right - character.box.left, 0.1)
        others = known.setdefault(character.text, [])
        if any(
            other.item != character.item
            and abs(other.box.left - character.box.left) <= near
            and abs(other.box.top - character.box.top) <= near
            for other in others[-60:]
        ):
            found.add(index)
        else:
            others.append(character)
    return found


def _break_parted(page: PageObjects, gone: set[int]) -> None:
    for index in range(1, len(page.characters)):
        one, other = page.characters[index - 1], page.characters[index]
        if one.item != other.item or ((index - 1) in gone) == (index in gone):
            continue
        near = abs(other.box.left - one.box.right) <= _TOUCHES * one.size
        if near and one.text in NUMERIC and other.text in NUMERIC:
            kept = index if index - 1 in gone else index - 1
            old = page.characters[kept]
            page.characters[kept] = replace(old, text=UNREADABLE)


def _break_overprinted(page: PageObjects, gone: set[int]) -> None:
    """Makes digits unreadable that another object prints over."""
    digits = [(i, c) for i, c in enumerate(page.characters) if i not in gone and c.text in NUMERIC]
    digits.sort(key=lambda entry: entry[1].box.left)
    torn: set[int] = set()
    for at, (index, one) in enumerate(digits):
        for other_index, other in digits[at + 1 :]:
            if other.box.left >= one.box.right:
                break
            if one.item != other.item and other.box.share_in(one.box) >= _OVERPRINTED:
                torn |= {index, other_index}
    for index in torn:
        page.characters[index] = replace(page.characters[index], text=UNREADABLE)


def _alike(one: tuple[int, int, int], other: tuple[int, int, int]) -> bool:
    return all(abs(a - b) <= _ALIKE for a, b in zip(one, other, strict=True))
