"""What is being written stands beside what it will be, under a name that tells the process.

One that is killed removes nothing. Whoever writes the same again finds what it left by its name.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

_REST = re.compile(r"(\d{1,10})-[a-z0-9_]{8}")  # the process, and what tempfile adds


def beginning_of(path: Path) -> str:
    """How the name of what this process writes begins, until it becomes `path`; for `tempfile`."""
    return f".{path.name}.{os.getpid()}-"


def left_behind(path: Path) -> Iterator[Path]:
    """What processes that are gone have left of `path`. Nothing on Windows, where none can be asked."""
    begin = f".{path.name}."
    with suppress(OSError):
        for name in os.listdir(path.parent):
            rest = _REST.fullmatch(name.removeprefix(begin)) if name.startswith(begin) else None
            if rest and os.name == "posix" and not process_lives(int(rest[1])):
                yield path.parent / name


def process_lives(number: int) -> bool:
    """Whether a process has this number; if that cannot be told, it has."""
    try:
        os.kill(number, 0)
    except ProcessLookupError:
        return False
    except (OSError, OverflowError):
        return True
    return True
