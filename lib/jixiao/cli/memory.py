"""Memory that a process does not get: a limit of the user's (ulimit -v), or none is left."""

from __future__ import annotations

import os

from ..base.errors import RequestError
from ..base.memory import is_of_memory, megabytes_allowed
from ..base.memory import no_memory as of_memory


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
    # A module that cannot be loaded where addresses are limited: what it maps is large.
    of_a_module = most is not None and isinstance(error, ImportError)
    if not (of_a_module or is_of_memory(error)):
        return None
    return of_memory()
