"""Memory that a process does not get: a limit of the user's (ulimit -v), or none is left."""

from __future__ import annotations

import os

from ..base.errors import RequestError
from ..base.said import Said


def megabytes_allowed() -> int | None:
    """What the addresses of this process may take; None where that is not limited."""
    try:
        import resource
    except ImportError:  # Windows
        return None
    most, _ = resource.getrlimit(resource.RLIMIT_AS)
    return None if most == resource.RLIM_INFINITY else most // 1_000_000


def spare_threads() -> None:
    """Let the library of linear algebra start no threads where addresses are limited: each takes many,
    and where one gets none it interrupts the process.
    """
    if megabytes_allowed() is not None:
        os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")


def no_memory(error: Exception) -> RequestError | None:
    """What is to be said of `error`, with which a library or Python itself meets a want of memory; None
    where it is another fault.
    """
    most = megabytes_allowed()
    if most is None and not isinstance(error, MemoryError):
        return None
    allowed = Said("cli.all_memory") if most is None else Said("cli.megabytes", count=f"{most:,}")
    return RequestError("cli.memory", allowed=allowed)
