"""The command line: parses and prints; no logic."""

from __future__ import annotations

import os
import signal
import sys
from typing import Any

STOPPED = "stopped; the same command begins anew, or goes on where it was"


def main(*arguments: Any, **options: Any) -> None:
    """The command `jixiao`. Ctrl-C is a line from here on, also while what it needs is imported, and
    does nothing any more where the command has ended.
    """
    try:
        from .commands import main as command

        command(*arguments, **options)
    except KeyboardInterrupt:
        sys.stderr.write(f"{STOPPED}\n")
        sys.exit(130)
    except MemoryError:  # there was not even room to say it in full
        os.write(
            2, b"jixiao: memory did not suffice; allow more (ulimit -v), or end other programs\n"
        )
        os._exit(2)
    finally:
        # Python notes an interrupt within text that it executes, as where a dataclass is made, and would
        # end by the signal in spite of the exit code. It forgets that with the next text.
        exec("")
        for name in ("SIGINT", "SIGTERM", "SIGHUP"):
            if hasattr(signal, name):
                signal.signal(getattr(signal, name), signal.SIG_IGN)
