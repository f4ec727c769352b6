"""What the system, or a limit of the user's, allows no more of: open files and processes."""

from __future__ import annotations

import errno

from .errors import RequestError

_OPEN_FILES = (errno.EMFILE, errno.ENFILE)


def is_of_open_files(error: BaseException) -> bool:
    """Whether `error` is for want of open files."""
    return isinstance(error, OSError) and error.errno in _OPEN_FILES


def no_open_files() -> RequestError:
    """What is to be said then; its words are read from a file."""
    return RequestError("base.open_files")


def lacking(error: BaseException) -> RequestError | None:
    """What is to be said of `error` where it is for want of open files or processes; else None."""
    if is_of_open_files(error):
        return no_open_files()
    of_processes = isinstance(error, OSError) and error.errno == errno.EAGAIN
    return RequestError("base.processes") if of_processes else None
