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
