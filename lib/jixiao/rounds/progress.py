"""What a run says while it works: a line for each job, and how long it will still take.

On a terminal the last line is rewritten in place; in a log every line stands by itself.
"""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable, Iterator, Sequence
from typing import TextIO, TypeVar

from ..base.streams import write_if_heard
from ..base.text import visible

_LONGEST = 250  # characters of an error in a line


def said_shortly(error: str) -> str:
    """Why a notebook failed, for a line: what an error says of itself may be megabytes. Its page says all."""
    return error if len(error) <= _LONGEST else f"{error[:_LONGEST]}…"


class Progress:
    """Counts the jobs of a run. `total`: to run; `skipped`: up to date already."""

    def __init__(
        self,
        stream: TextIO,
        total: int,
        skipped: int,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.stream, self.total, self.skipped, self.clock = stream, total, skipped, clock
        self.live = stream.isatty()
        self.begun = clock()
        self.at_work = self.begun  # when its workers have started
        self.ended = self.failed = 0
        self.running: list[str] = []
        if skipped and total:
            self.say(f"{skipped} up to date, {total} to run")

    def started(self, name: str) -> None:
        self.running.append(name)
        self._status()

    def done(self, name: str, seconds: float, error: str | None = None) -> None:
        """A job ended; `error` says where and why if it failed."""
        if name in self.running:
            self.running.remove(name)
        if not self.ended:
            self.at_work = max(self.begun, self.clock() - seconds)
        self.ended += 1
        self.failed += error is not None
        state = f"failed, {said_shortly(error)}" if error else "done"
        line = f"[{self.ended}/{self.total}] {name}: {state}, {seconds:.1f} s"
        left = self.left()
        self.say(line if left is None or self.live else f"{line} ({_spoken(left)} left)")
        self._status()

    def ended_as(self, name: str, line: str, failed: bool = False) -> None:
        """A job ended, of which `line` says all."""
        if name in self.running:
            self.running.remove(name)
        self.ended += 1
        self.failed += failed
        self.say(line)
        self._status()

    def left(self) -> float | None:
        """Seconds until the end at the pace so far, what the workers took to begin left out; None at
        the start and at the end.
        """
        if not self.ended or self.ended >= self.total:
            return None
        return (self.clock() - self.at_work) / self.ended * (self.total - self.ended)

    def say(self, line: str) -> None:
        """A line that stays."""
        shown = visible(line)
        self._write(f"\r\x1b[K{shown}\n" if self.live else f"{shown}\n")

    def close(self) -> None:
        """Take the status line away and sum up."""
        if self.live:
            self._write("\r\x1b[K")
        counts = [f"{self.ended - self.failed} done"]
        counts += [f"{self.failed} failed"] if self.failed else []
        counts += [f"{self.skipped} up to date"] if self.skipped else []
        self.say(f"{', '.join(counts)}, {_spoken(self.clock() - self.begun)}")

    def _status(self) -> None:
        if not self.live or self.ended >= self.total:
            return
        left = self.left()
        parts = [
            f"{self.ended} of {self.total}",
            *([f"{self.failed} failed"] if self.failed else []),
            f"{len(self.running)} running",
            *([f"{self.skipped} up to date"] if self.skipped else []),
            *([f"{_spoken(left)} left"] if left is not None else []),
        ]
        room = shutil.get_terminal_size().columns - 1  # a line that wraps cannot be rewritten
        self._write(f"\r\x1b[K{' · '.join(parts)[:room]}")

    def _write(self, text: str) -> None:
        """Nobody may read it any more: that stops no run."""
        write_if_heard(self.stream, text)


def _spoken(seconds: float) -> str:
    """Seconds as a reader says them: 4 s, 2 min 5 s, 3 h 20 min."""
    whole = round(seconds)
    if whole < 60:
        return f"{whole} s"
    if whole < 3600:
        return f"{whole // 60} min {whole % 60} s"
    return f"{whole // 3600} h {whole % 3600 // 60} min"


_SOON = 2.0  # seconds that a command may take without a word
_SAY_EVERY = 10.0  # seconds between two lines of a log

Item = TypeVar("Item")


def counted(
    items: Sequence[Item], stream: TextIO, clock: Callable[[], float] = time.monotonic
) -> Iterator[Item]:
    """The items; how many of them were taken is said on `stream` where that takes long: in one line of
    a terminal that is taken away at the end, or now and then in a log.
    """
    live, begun = stream.isatty(), clock()
    said = begun + _SOON - (0.2 if live else _SAY_EVERY)
    shown = False
    for number, item in enumerate(items):
        if clock() - said >= (0.2 if live else _SAY_EVERY):
            said, shown = clock(), True
            left = (clock() - begun) / number * (len(items) - number) if number else 0
            line = f"{number} of {len(items)} reports · {_spoken(left)} left"
            write_if_heard(stream, f"\r\x1b[K{line}" if live else f"{line}\n")
        yield item
    if live and shown:
        write_if_heard(stream, "\r\x1b[K")
