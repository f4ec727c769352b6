"""Files that appear whole or not at all, and folders of them."""

from __future__ import annotations

import errno
import hashlib
import os
import stat
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import BinaryIO, Protocol

from ..base.errors import FULL, OneOutputError, OutputError
from .beginnings import beginning_of, left_behind


class Store(Protocol):
    """A folder for outputs, here or elsewhere. Names are relative, with `/`."""

    def read(self, name: str) -> bytes | None:
        """The content of a file, None if there is none."""

    def opened(self, name: str) -> BinaryIO | None:
        """A file to read from its beginning, None if there is none."""

    def size(self, name: str) -> int | None:
        """The bytes of a file, None if there is none."""

    def write(self, name: str, content: str | bytes) -> None:
        """Write a file whole. Raises OneOutputError, naming it, if that is not possible,
        OutputError if no other could be written either.
        """

    def write_parts(self, name: str, parts: Iterable[str]) -> None:
        """As `write`, of content that is made while it is written."""


@dataclass(frozen=True)
class LocalStore:
    """A folder of this machine. `scratch`: where files are while they are written; it must be on
    the same file system.
    """

    folder: Path
    scratch: Path | None = None

    def __str__(self) -> str:
        return str(self.folder)

    def read(self, name: str) -> bytes | None:
        path = self.folder / name
        return path.read_bytes() if path.is_file() else None

    def opened(self, name: str) -> BinaryIO | None:
        path = self.folder / name
        return path.open("rb") if path.is_file() else None

    def size(self, name: str) -> int | None:
        try:  # as text: a round of thousands of pages asks for each of them
            found = os.stat(f"{self.folder}/{name}")
        except OSError as error:
            if error.errno in (errno.ENOENT, errno.ENOTDIR, errno.ELOOP):
                return None
            raise
        return found.st_size if stat.S_ISREG(found.st_mode) else None

    def write(self, name: str, content: str | bytes) -> None:
        with self._told(name):
            write_file(self.folder / name, content, self.scratch)

    def write_parts(self, name: str, parts: Iterable[str]) -> None:
        with self._told(name), written_whole(self.folder / name, self.scratch) as file:
            for part in parts:
                file.write(part.encode("utf-8"))

    @contextmanager
    def _told(self, name: str) -> Iterator[None]:
        """What cannot be written is said as `Store` says it."""
        try:
            yield
        except OutputError as error:
            cause = error.__cause__
            full = isinstance(cause, OSError) and cause.errno in FULL
            if full or not self._is_writable():
                raise
            # Its name without the folder's: it comes to stand on the index.
            raise OneOutputError(error.what, where=name, remedy="storage.in_the_way") from cause

    def _is_writable(self) -> bool:
        """Whether files can be written into the folder itself."""
        probe = self.folder / f".jixiao-probe-{os.getpid()}"
        try:
            write_file(probe, "", self.scratch)
        except OutputError:
            return False
        probe.unlink(missing_ok=True)
        return True


def write_file(path: Path, content: str | bytes, scratch: Path | None = None) -> None:
    """Write `content` to `path` by atomic rename; folders are made.

    Until then it stands in `scratch`, or beside the file under another name.

    Raises OutputError naming the path if that is not possible; what was there stays.
    """
    with written_whole(path, scratch) as file:
        file.write(_bytes(content))


@contextmanager
def written_whole(path: Path, scratch: Path | None = None) -> Iterator[BinaryIO]:
    """A file to write to, which becomes `path` once all is written; see `write_file`. What writers of
    it that were killed have left is removed.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if scratch is None:
            for left in left_behind(path):
                left.unlink(missing_ok=True)
        handle, temporary = tempfile.mkstemp(dir=scratch or path.parent, prefix=beginning_of(path))
        try:
            with os.fdopen(handle, "wb") as file:
                yield file
            os.chmod(temporary, 0o666 & ~_umask())
            os.replace(temporary, path)
        except BaseException:
            os.unlink(temporary)
            raise
    except OSError as error:
        raise OutputError("base.unwritable", where=path, reason=error.strerror) from error


@cache
def _umask() -> int:
    """What the user takes from the permissions of every new file; it can only be read by setting it."""
    mask = os.umask(0o077)
    os.umask(mask)
    return mask


def write_files(folder: Path, files: Mapping[str, str | bytes]) -> None:
    """Write several files into `folder`: all of them, or none where one cannot be written for want
    of room. They appear in their order.
    """
    with ExitStack() as written:
        for name in reversed(list(files)):  # what is begun last appears first
            file = written.enter_context(written_whole(folder / name))
            file.write(_bytes(files[name]))
            file.close()  # now the disk has to take it


def _bytes(content: str | bytes) -> bytes:
    return content.encode("utf-8") if isinstance(content, str) else content


def folder_digest(folder: Path) -> str:
    """sha256 over the files of `folder` itself, in the order of their names."""
    files = sorted(path for path in folder.iterdir() if path.is_file())
    digests = [hashlib.sha256(path.read_bytes()).digest() for path in files]
    return hashlib.sha256(b"".join(digests)).hexdigest()
