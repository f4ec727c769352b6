"""Files that appear whole or not at all."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Mapping
from pathlib import Path

from .errors import OutputError


def check_writable(folder: Path) -> None:
    """Raises OutputError if files cannot be written into `folder` (which is made)."""
    probe = folder / ".jixiao-probe"
    write_file(probe, "")
    probe.unlink()


def write_file(path: Path, content: str | bytes) -> None:
    """Write `content` to `path` by atomic rename; folders are made.

    Raises OutputError naming the path if that is not possible; what was there stays.
    """
    content = content.encode("utf-8") if isinstance(content, str) else content
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(content)
            os.chmod(temporary, 0o644)
            os.replace(temporary, path)
        except BaseException:
            os.unlink(temporary)
            raise
    except OSError as error:
        raise OutputError(
            f"cannot be written ({error.strerror})",
            where=path,
            remedy="choose a folder that you may write to, or free some space",
        ) from error


def write_files(folder: Path, files: Mapping[str, str | bytes]) -> None:
    """Write several files into `folder`, each whole or not at all."""
    for name, content in files.items():
        write_file(folder / name, content)
