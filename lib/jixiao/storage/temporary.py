"""Temporary folders that are removed when their owner ends, or by the next run if it was killed.

An owner locks a file in its folder as long as it lives. The system releases the lock of a process
that is killed, so an unlocked folder has no owner. The number of the process would not tell: the
system gives it to another process later.
"""

from __future__ import annotations

import errno
import io
import os
import shutil
import tempfile
import time
import weakref
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from ..base.errors import FULL, OutputError
from .beginnings import process_lives

try:
    import fcntl
except ImportError:  # Windows, where a killed owner's folder stays
    fcntl = None  # type: ignore[assignment]

PREFIX = "jixiao-"
_LOCK_FILE = "owned"


class OwnedFolder:
    """An empty temporary folder of this process; `kind` stands in its name.

    Raises OSError where it cannot be made.
    """

    def __init__(self, kind: str = "") -> None:
        self.path = Path(tempfile.mkdtemp(prefix=f"{PREFIX}{os.getpid()}-{kind}"))
        try:
            lock = _locked_file(self.path)
        except OSError:
            shutil.rmtree(self.path, ignore_errors=True)
            raise
        self._remove = weakref.finalize(self, _remove, self.path, lock, os.getpid())

    def close(self) -> None:
        """Remove it; also done when this process ends by itself."""
        self._remove()

    def __enter__(self) -> Path:
        return self.path

    def __exit__(self, *_: object) -> None:
        self.close()


def sweep_folders() -> None:
    """Remove the folders whose owners were killed."""
    if fcntl is None:
        return
    try:
        place = Path(tempfile.gettempdir())
    except FileNotFoundError:  # Python has tried them all: whoever needs one says so
        return
    for folder in place.glob(f"{PREFIX}[0-9]*-*"):
        try:
            lock = os.open(folder / _LOCK_FILE, os.O_RDWR)
        except FileNotFoundError:
            if not _alive(folder):  # killed before it had made its lock file
                shutil.rmtree(folder, ignore_errors=True)
            continue
        except OSError:
            continue  # someone else's
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            shutil.rmtree(folder, ignore_errors=True)
        except BlockingIOError:
            continue
        finally:
            os.close(lock)


@contextmanager
def temporary_folder_needed() -> Iterator[None]:
    """What fails within because the temporary folder is full, or is none, is an OutputError.

    A kernel that cannot begin is a RuntimeError, whatever the reason, so the folder is tried.
    """
    try:
        yield
    except (OSError, RuntimeError) as error:
        if fault := _fault(error):
            raise fault from error
        raise


def workbook_bytes(book: Any) -> bytes:
    """A workbook of openpyxl as a file. It writes its sheets to temporary files, by a library that has
    a word of its own for what the system refuses.

    Raises OutputError where the temporary folder is full or is none.
    """
    from lxml.etree import SerialisationError

    out = io.BytesIO()
    with temporary_folder_needed():
        try:
            book.save(out)
        except SerialisationError as error:
            number = getattr(errno, str(error).removeprefix("IO_"), errno.EIO)
            raise OSError(number, os.strerror(number)) from error
    return out.getvalue()


def _fault(error: OSError | RuntimeError) -> OutputError | None:
    try:
        place = tempfile.gettempdir()
    except FileNotFoundError:  # Python has tried them all
        return OutputError("storage.no_temporary_folder")
    if not (isinstance(error, OSError) and error.errno in FULL):
        try:
            with tempfile.TemporaryFile() as probe:  # no name that a kill could leave
                probe.write(b"\0" * 4096)
            return None
        except OSError as found:
            error = found
    return OutputError(
        "storage.temporary_folder",
        where=place,
        reason=error.strerror if isinstance(error, OSError) else error,
    )


def _alive(folder: Path) -> bool:
    """Whether the process that the name of `folder` names is there, so that it may be in the making."""
    number = folder.name.split("-")[1]
    return not number.isdecimal() or process_lives(int(number))


def _locked_file(folder: Path) -> int:
    """Descriptor of the lock file of `folder`. It is locked before it gets its name, so that nobody
    can find it unlocked.
    """
    unnamed = folder / f".{_LOCK_FILE}"
    lock = os.open(unnamed, os.O_CREAT | os.O_RDWR, 0o600)
    try:
        if fcntl is not None:
            fcntl.flock(lock, fcntl.LOCK_EX)
            unnamed.rename(folder / _LOCK_FILE)
    except OSError:
        os.close(lock)
        raise
    return lock


def _remove(folder: Path, lock: int, owner: int) -> None:
    if owner != os.getpid():  # a forked process has the object too, but the folder is its parent's
        return
    for _ in range(40):  # another thread may still be writing there
        shutil.rmtree(folder, ignore_errors=True)
        if not folder.exists():
            break
        time.sleep(0.05)
    os.close(lock)
