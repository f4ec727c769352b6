"""What is written to a file descriptor beside Python: by `os.write`, by C, by another program.

The descriptor leads to a file in memory, which is read whenever Python itself writes or sends. Until
then a cell can write to it without end: what goes beyond the bytes that are taken up at once is counted
by the size of the file, and its memory is given back while it is being written.
"""

from __future__ import annotations

import ctypes
import fcntl
import os
import threading
import time

MOST_AT_ONCE = 50_000_000  # bytes that are taken up at once
_EVERY = 0.05  # seconds between two looks at the size
_KEEP_SIZE, _PUNCH_HOLE = 1, 2  # of fallocate(2)


class Beside:
    """A file in memory in the place of a descriptor."""

    def __init__(self, name: str) -> None:
        self.descriptor = os.memfd_create(name)
        self._taken = self._given_back = 0
        # For appending: a process that inherits it writes at the end.
        flags = fcntl.fcntl(self.descriptor, fcntl.F_GETFL)
        fcntl.fcntl(self.descriptor, fcntl.F_SETFL, flags | os.O_APPEND)
        self._fallocate = ctypes.CDLL(None).fallocate
        threading.Thread(target=self._watch, name=f"beside-{name}", daemon=True).start()

    def take_up(self) -> tuple[bytes, int]:
        """What was written since the last time, as far as it is kept, and the bytes of it that are not."""
        size = os.fstat(self.descriptor).st_size
        if size <= self._taken:
            return b"", 0
        kept = min(size - self._taken, MOST_AT_ONCE)
        written = os.pread(self.descriptor, kept, self._taken)
        more = size - self._taken - len(written)
        self._taken = size
        return written, more

    def _watch(self) -> None:
        while True:
            time.sleep(_EVERY)
            # In this order: a part that begins after this look at the size lies behind the hole.
            size = os.fstat(self.descriptor).st_size
            taken = self._taken
            self._give_back(self._given_back, taken)
            self._given_back = max(taken, self._given_back)
            self._give_back(taken + MOST_AT_ONCE, size)

    def _give_back(self, begin: int, end: int) -> None:
        """The memory of these bytes; they are zero from now on."""
        if begin < end:
            place, length = ctypes.c_int64(begin), ctypes.c_int64(end - begin)
            self._fallocate(self.descriptor, _KEEP_SIZE | _PUNCH_HOLE, place, length)
