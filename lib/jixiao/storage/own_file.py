"""Reading files of the data folder: only such as are files themselves."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from ..base.errors import TableError


def own_bytes(path: Path) -> bytes:
    """The content of `path`.

    A link may lead to anything on the machine, and a pipe never ends: raises TableError for what is
    no regular file, without reading it, and where reading is refused. Raises FileNotFoundError where
    there is nothing.
    """
    try:
        if not stat.S_ISREG(path.lstat().st_mode):
            raise TableError("report.no_own_file", where=path)
        return path.read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        raise
    except OSError as error:
        raise _unreadable(path, error) from error


def names_in(folder: Path) -> set[str]:
    """The names of what is in `folder`; none where there is no folder.

    Raises TableError where `folder` is a link to nowhere, or may not be read: what is in it is not
    known then, and not nothing.
    """
    try:
        return set(os.listdir(folder))
    except (FileNotFoundError, NotADirectoryError) as error:
        if folder.is_symlink():
            raise TableError("report.no_own_file", where=folder) from error
        return set()
    except OSError as error:
        raise _unreadable(folder, error) from error


def _unreadable(path: Path, error: OSError) -> TableError:
    return TableError("source.unreadable", where=path, reason=error.strerror)


def own_text_if_any(path: Path) -> str | None:
    """The text of `path`; None where there is nothing. What is there and no regular file is not nothing.

    Raises TableError for that, and where it is not UTF-8.
    """
    try:
        return own_bytes(path).decode("utf-8-sig")
    except (FileNotFoundError, NotADirectoryError):
        return None
    except UnicodeDecodeError as error:
        raise TableError("base.not_utf8", where=path) from error
