"""One run at a time in an outputs folder."""

from __future__ import annotations

import os
import shutil
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from ..base.errors import OutputError, RequestError

LOCK, SCRATCH = ".jixiao-lock", ".jixiao-scratch"
PATIENCE = 5.0  # seconds; the workers of a run that was killed let go within one


@contextmanager
def locked(outputs: Path, patience: float = PATIENCE) -> Iterator[tuple[Path, int]]:
    """Hold the folder `outputs`; gives an empty folder for unfinished files, and the descriptor
    by which child processes hold the lock too.

    Raises RequestError naming the process that holds it, OutputError where it cannot be written.
    """
    path, scratch = outputs / LOCK, outputs / SCRATCH
    descriptors: list[int] = []

    def name_owner(descriptor: int) -> None:
        try:
            os.ftruncate(descriptor, 0)
            os.write(descriptor, f"{os.getpid()} on {socket.gethostname()}".encode())
        except OSError:  # there is no room for it
            _remove(path)
            raise
        descriptors.append(descriptor)

    lock = FileLock(path, timeout=patience, poll_interval=0.1, on_acquired=name_owner)
    try:
        outputs.mkdir(parents=True, exist_ok=True)
        lock.acquire()
        shutil.rmtree(scratch, ignore_errors=True)  # of a run that was killed
        scratch.mkdir()
    except Timeout:
        raise RequestError(
            "storage.another_run", where=outputs, owner=_owner(path) or "?"
        ) from None
    except (OSError, NotImplementedError) as error:  # the latter: a file system without locks
        if lock.is_locked:
            _remove(path)
            lock.release()
        reason = error.strerror if isinstance(error, OSError) else str(error)
        raise OutputError("base.unwritable", where=outputs, reason=reason) from error
    try:
        yield scratch, descriptors[-1]
    finally:
        shutil.rmtree(scratch, ignore_errors=True)
        _remove(path)
        lock.release()


def _remove(path: Path) -> None:
    """Remove the lock that this process holds."""
    if os.name == "posix":  # elsewhere a file that is open cannot be removed
        path.unlink(missing_ok=True)


def _owner(path: Path) -> str:
    try:
        return path.read_bytes()[:200].decode("utf-8", "replace")
    except OSError:  # it has just ended, or this is Windows, where a locked file cannot be read
        return ""
