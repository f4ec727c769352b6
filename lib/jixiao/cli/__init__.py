"""The command line: parses and prints; no logic.

What is imported here is what Python has at hand: until `main` is called, Ctrl-C is not a line yet.
"""

from __future__ import annotations

import errno
import os
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, NoReturn

try:
    import resource
except ImportError:  # Windows
    resource = None  # type: ignore[assignment]

STOPPED = "stopped; the same command begins anew, or goes on where it was"

_NO_MEMORY = (
    b"jixiao: memory did not suffice; allow 4 GB (ulimit -v and -d), or end other programs\n"
)
# Given back before that is said: Python takes memory in pieces of one megabyte, and needs some to speak.
_SPARE = [bytearray(1 << 22)]
# With less no command ends well: libraries of others end the process with words of their own, or crash.
_LEAST = 365_000_000


def _no_memory() -> NoReturn:
    _SPARE.clear()
    os.write(2, _NO_MEMORY)
    os._exit(2)


def _allowed() -> int | None:
    """Bytes that this process may take (ulimit -v and -d); nothing is imported for it that could fail."""
    if resource is None:
        return None
    limits = [resource.getrlimit(kind)[0] for kind in (resource.RLIMIT_AS, resource.RLIMIT_DATA)]
    return min([limit for limit in limits if limit != resource.RLIM_INFINITY], default=None)


def main(*arguments: Any, **options: Any) -> None:
    """The command `jixiao`. Ctrl-C is a line from here on, also while what it needs is imported, and
    does nothing any more where the command has ended.
    """
    allowed = _allowed()
    if allowed is not None and allowed < _LEAST:
        _no_memory()
    try:
        from .commands import main as command

        command(*arguments, **options)
    except KeyboardInterrupt:
        sys.stderr.write(f"{STOPPED}\n")
        sys.exit(130)
    except MemoryError:  # there was not even room to say it in full
        _no_memory()
    except (ImportError, OSError) as error:  # of a library that cannot be loaded
        if allowed is None or getattr(error, "errno", errno.ENOMEM) != errno.ENOMEM:
            raise
        _no_memory()
    finally:
        # Python notes an interrupt within text that it executes, as where a dataclass is made, and would
        # end by the signal in spite of the exit code. It forgets that with the next text.
        try:  # noqa: SIM105  # nothing is imported for it
            exec("")
        except (MemoryError, SystemError):  # of Python itself, where there is no room for it
            pass
        import signal

        for name in ("SIGINT", "SIGTERM", "SIGHUP"):
            if hasattr(signal, name):
                signal.signal(getattr(signal, name), signal.SIG_IGN)
