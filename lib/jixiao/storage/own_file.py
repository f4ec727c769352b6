"""Reading files of the data folder: only such as are files themselves."""

from __future__ import annotations

import stat
from pathlib import Path

from ..base.errors import TableError


def own_bytes(path: Path) -> bytes:
    """The content of `path`.

    A link may lead to anything on the machine, and a pipe never ends: raises TableError for what is
    no regular file, without reading it. Raises FileNotFoundError where there is nothing.
    """
    if not stat.S_ISREG(path.lstat().st_mode):
        raise TableError("report.no_own_file", where=path)
    return path.read_bytes()


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
