"""One run at a time in an outputs folder."""

from __future__ import annotations

import os
import shutil
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ..base.errors import OutputError, RequestError

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None  # type: ignore[assignment]

LOCK, SCRATCH = ".jixiao-lock", ".jixiao-scratch"
PATIENCE = 5.0  # seconds; the workers of a run that was killed let go within one


@contextmanager
def locked(outputs: Path, patience: float = PATIENCE) -> Iterator[tuple[Path, int]]:
    """Hold the folder `outputs`; gives an empty folder for unfinished files, and the descriptor
    by which child processes hold the lock too.

    Raises RequestError naming the process that holds it, OutputError where it cannot be written.
    """
    path, scratch = outputs / LOCK, outputs / SCRATCH
    try:
        outputs.mkdir(parents=True, exist_ok=True)
        descriptor = _acquire(path, time.monotonic() + patience)
        shutil.rmtree(scratch, ignore_errors=True)  # of a run that was killed
        scratch.mkdir()
    except OSError as error:
        raise OutputError(
            "base.unwritable",
            where=outputs,
            reason=error.strerror,
        ) from error
    try:
        yield scratch, descriptor
    finally:
        shutil.rmtree(scratch, ignore_errors=True)
        path.unlink(missing_ok=True)
        os.close(descriptor)


def _acquire(path: Path, deadline: float) -> int:
    while True:
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
        try:
            if fcntl is not None:
                fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            owner = os.read(descriptor, 200).decode("utf-8", "replace")
            os.close(descriptor)
            if time.monotonic() > deadline:
                raise RequestError(
                    "storage.another_run",
                    where=path.parent,
                    owner=owner or "?",
                ) from None
            time.sleep(0.1)
            continue
        if _still_there(path, descriptor):
            os.ftruncate(descriptor, 0)
            os.write(descriptor, f"{os.getpid()} on {socket.gethostname()}".encode())
            return descriptor
        os.close(descriptor)  # its owner ended and removed it between our two calls


def _still_there(path: Path, descriptor: int) -> bool:
    try:
        return os.path.samestat(os.stat(path), os.fstat(descriptor))
    except FileNotFoundError:
        return False
