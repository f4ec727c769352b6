"""Streams that nobody reads any more."""

from __future__ import annotations

import os
import sys
from typing import TextIO


def silence(stream: TextIO) -> None:
    """Lead what is still to be written to `stream` to nothing, also what waits to be: Python writes
    it at its end, and makes of a failure there an exit code.
    """
    os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def write_if_heard(stream: TextIO, text: str) -> None:
    """Write `text`, which is not worth to stop for: where nobody hears it, to nothing."""
    try:
        stream.write(text)
        stream.flush()
    except BrokenPipeError:
        silence(stream)
    except OSError:  # a full device: said at the end, where what was written is
        if stream is not sys.stdout:
            silence(stream)
