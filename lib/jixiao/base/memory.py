"""Memory that a process does not get: a limit of the user's (ulimit -v), or none is left."""

from __future__ import annotations

import errno
import mmap
import os
from pathlib import Path

from .errors import RequestError
from .said import Said

_NEARLY = 0.9  # of what is allowed: a library that asked for the rest did not get it
_PIECE = 64_000_000  # bytes; what is asked for at once here is smaller


def megabytes_allowed() -> int | None:
    """What this process may take (ulimit -v and -d); None where that is not limited."""
    try:
        import resource
    except ImportError:  # Windows
        return None
    limits = [resource.getrlimit(kind)[0] for kind in (resource.RLIMIT_AS, resource.RLIMIT_DATA)]
    most = min((limit for limit in limits if limit != resource.RLIM_INFINITY), default=None)
    return None if most is None else most // 1_000_000


def size_now() -> int:
    """How many bytes of addresses this process has taken; 0 where that is not told."""
    try:
        pages = int(Path("/proc/self/statm").read_text("ascii").split()[0])
        return pages * os.sysconf("SC_PAGE_SIZE")
    except (OSError, ValueError):
        return 0


def no_memory() -> RequestError:
    """What is to be said where a process gets no more."""
    most = megabytes_allowed()
    allowed = Said("base.all_memory") if most is None else Said("base.megabytes", count=f"{most:,}")
    return RequestError("base.memory", allowed=allowed)


def is_of_memory(error: BaseException) -> bool:
    """Whether `error` is for want of memory. Python and the system say so. A library that gets none
    says what it likes, of a file that it could not open or read: then the limit tells, if it was met.
    """
    if isinstance(error, MemoryError) or getattr(error, "errno", None) == errno.ENOMEM:
        return True
    allowed = megabytes_allowed()
    return allowed is not None and _met(allowed)


def _met(allowed: int) -> bool:
    """Whether this process took nearly all that it is allowed, or would not get more now."""
    try:
        status = Path("/proc/self/status").read_text("ascii", "replace")
        peak = int(status.partition("VmPeak:")[2].split()[0]) * 1024
        if peak > allowed * 1_000_000 * _NEARLY:
            return True
    except (OSError, ValueError, IndexError, MemoryError):
        pass  # not Linux, or no /proc: one tries
    try:
        mmap.mmap(-1, _PIECE).close()
    except (OSError, MemoryError):
        return True
    return False
