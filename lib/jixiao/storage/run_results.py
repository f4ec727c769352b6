"""Results that the processes of one run share, so that each is computed once.

A run names a folder in $JIXIAO_SHARED that only its owner can enter; without it everything is
computed where it is asked for. What is stored there is trusted as the library itself is.
"""

from __future__ import annotations

import os
import pickle
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TypeVar

from ..base.errors import OutputError
from .files import write_file

VARIABLE = "JIXIAO_SHARED"
Result = TypeVar("Result")


def computed_once(name: str, key: str | None, compute: Callable[[], Result]) -> Result:
    """What `compute` gives, from the run's folder if it is there under `name` and `key`.

    `key` must tell apart whatever `compute` depends on; None: it is computed.
    """
    folder = os.environ.get(VARIABLE)
    if not folder or key is None:
        return compute()
    path = Path(folder) / f"{name}-{key}"
    try:
        stored: Result = pickle.loads(path.read_bytes())
        return stored
    except (OSError, EOFError, pickle.UnpicklingError):
        result = compute()
    with suppress(OutputError):  # a full disk: the next one computes it again
        write_file(path, pickle.dumps(result, pickle.HIGHEST_PROTOCOL))
    return result
