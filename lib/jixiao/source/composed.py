"""A line composed of runs that differ in level and in what a reader sees of them."""

from __future__ import annotations

import re
from collections.abc import Iterable

from .document import AsideReason
from .line import UNREADABLE
from .lines import PrintedLine
from .marks import Level, level_text

_DECIMALS = re.compile(r"[.,．，]\d")
_SAME_SIZE = 0.85  # letters of less than this of the others' size are smaller to the eye
_SAME_LINE = 1.5  # half points: letters moved up or down by more stand on another line to the eye


class ComposedLine:
    """Takes the runs of a line one after another; what is no part of its text is set aside."""

    def __init__(self) -> None:
        self.text = ""
        self._asides: list[tuple[str, AsideReason]] = []
        self._level: Level | None = None
        self._levelled = ""  # raised or lowered text that may go on in the next run
        self._size: float | None = None  # of the letters before, where it is known
        self._rise = 0.0  # of the letters before
        self._aside_open = False  # whether the next run may go on with the last aside

    def add(
        self,
        text: str,
        *,
        level: Level | None = None,
        aside: AsideReason | None = None,
        size: float | None = None,
        rise: float = 0.0,
    ) -> None:
        """A run; `aside`: why it is no part of the text, `size`: of its letters, in any unit, `rise`:
        by how many half points they are moved up.

        Digits of another size or on another line that touch a number are none of it: a space parts
        them. What is both is the mark of a note.
        """
        if not text:
            return
        if aside:
            if aside == "struck" and _DECIMALS.match(text) and self.text[-1:].isdigit():
                self.text += (
                    UNREADABLE  # what is left of a figure of which a part is struck is none
                )
            self._set_aside(text, aside)
            return
        moved = self.text[-1:].isdigit() and abs(rise - self._rise) > _SAME_LINE
        if moved and level is None and self._differs(size):
            level = "raised" if rise > self._rise else "lowered"
        if level != self._level:
            self._close_level()
        if level:
            self._level, self._levelled = level, self._levelled + text
        else:
            touching = self.text[-1:].isdigit() and text[0].isdigit()
            self.text += (" " if touching and (moved or self._differs(size)) else "") + text
            self._size, self._rise = size, rise
            self._aside_open = False

    def _differs(self, size: float | None) -> bool:
        if not size or not self._size:
            return False
        return min(size, self._size) < _SAME_SIZE * max(size, self._size)

    def _set_aside(self, text: str, reason: AsideReason) -> None:
        if self._aside_open and self._asides[-1][1] == reason:
            self._asides[-1] = (self._asides[-1][0] + text, reason)
        else:
            self._asides.append((text, reason))
        self._aside_open = True

    def _close_level(self) -> None:
        if self._level is None:
            return
        read = level_text(self._levelled, self.text, self._level)
        if read is None:
            self._aside_open = False
            self._set_aside(self._levelled, "note_mark")
            self._aside_open = False
        else:
            self.text += read
        self._level, self._levelled = None, ""

    def take(self) -> PrintedLine | None:
        """The line so far, and begins a new one; None if nothing was added.

        A line that would hold note marks only is no note: they are its text.
        """
        self._close_level()
        text, asides = self.text, self._asides
        if not text.strip() and asides and all(reason == "note_mark" for _, reason in asides):
            text, asides = "".join(words for words, _ in asides), []
        self.text, self._asides, self._aside_open = "", [], False
        if not text.strip() and not asides:
            return None
        return PrintedLine(text, None, tuple(asides))


def composed_lines(
    runs: Iterable[tuple[str, Level | None, AsideReason | None, float | None]],
) -> tuple[PrintedLine, ...]:
    """The lines of runs: their text, which may break, level, why they are no part of the text, size."""
    line, lines = ComposedLine(), []
    for text, level, aside, size in runs:
        for number, part in enumerate(text.split("\n")):
            if number and (taken := line.take()):
                lines.append(taken)
            line.add(part, level=level, aside=aside, size=size)
    if taken := line.take():
        lines.append(taken)
    return tuple(lines)
