"""Folders on other machines and in object storage, by their fsspec addresses (s3://bucket/…)."""

from __future__ import annotations

import io
import re
import time
import uuid
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from ..base.errors import FULL, OneOutputError, OutputError, RequestError
from ..base.said import Said

ATTEMPTS, PAUSE = 4, 0.5  # to write a file; seconds before the second, each later one twice as long
_LASTING = (PermissionError, FileExistsError, IsADirectoryError, NotADirectoryError)
_NO_FILE = (FileNotFoundError, IsADirectoryError, NotADirectoryError)
_ADDRESS = re.compile(r"([a-z][a-z0-9+.-]+):/+(.*)")  # a letter and a colon are a Windows drive


def address_of(path: Path | str) -> str | None:
    """The address that `path` is, also where it has gone through a `Path`; None for a folder."""
    found = _ADDRESS.fullmatch(str(path))
    return f"{found[1]}://{'/' if found[1] == 'file' else ''}{found[2]}" if found else None


@dataclass
class RemoteStore:
    """A folder for outputs at an address; files are written whole, as object storage does it."""

    address: str

    def __post_init__(self) -> None:
        self.files, self.root = file_system(self.address)

    def __str__(self) -> str:
        return self.address

    def read(self, name: str) -> bytes | None:
        try:
            content: bytes = self.files.cat_file(f"{self.root}/{name}")
            return content
        except _NO_FILE:
            return None

    def opened(self, name: str) -> BinaryIO | None:
        content = self.read(name)
        return None if content is None else io.BytesIO(content)

    def size(self, name: str) -> int | None:
        try:
            about = self.files.info(f"{self.root}/{name}")
        except _NO_FILE:
            return None
        return None if about["type"] == "directory" else int(about["size"])

    def write(self, name: str, content: str | bytes) -> None:
        content = content.encode("utf-8") if isinstance(content, str) else content
        try:
            self._put(name, content)
        except OSError as error:
            what = Said("storage.unwritable", reason=error.strerror or error)
            if error.errno in FULL or not self._is_writable():
                raise OutputError(what, where=f"{self.address}/{name}") from error
            raise OneOutputError(what, where=name) from error

    def write_parts(self, name: str, parts: Iterable[str]) -> None:
        self.write(name, "".join(parts))

    def _put(self, name: str, content: bytes) -> None:
        """Write a file; what may pass by is tried again. Raises OSError."""
        path = f"{self.root}/{name}"
        for attempt in range(ATTEMPTS):
            try:
                self.files.makedirs(path.rpartition("/")[0], exist_ok=True)
                self.files.pipe_file(path, content)
                return
            except OSError as error:
                lasting = isinstance(error, _LASTING) or error.errno in FULL
                if lasting or attempt == ATTEMPTS - 1:
                    raise
                time.sleep(PAUSE * 2**attempt)

    def _is_writable(self) -> bool:
        name = f".jixiao-probe-{uuid.uuid4().hex}"
        try:
            self._put(name, b"-")
        except OSError:
            return False
        with suppress(OSError):
            self.files.rm_file(f"{self.root}/{name}")
        return True


def fetch(address: str, folder: Path) -> None:
    """Copy everything at `address` into the local `folder`.

    Raises RequestError where there is nothing.
    """
    files, root = file_system(address)
    if not files.isdir(root):
        raise RequestError("base.no_folder", where=address)
    folder.mkdir(parents=True, exist_ok=True)
    for path in files.find(root):
        target = folder / path.removeprefix(root).lstrip("/")
        target.parent.mkdir(parents=True, exist_ok=True)
        files.get_file(path, str(target))


def file_system(address: str) -> tuple[Any, str]:
    """fsspec's file system of `address`, and the path in it.

    Raises RequestError where fsspec, or what it needs for this kind of address, is not installed.
    """
    try:
        import fsspec

        files, root = fsspec.core.url_to_fs(address)
    except (ImportError, ValueError) as error:
        raise RequestError(
            "storage.address",
            where=address,
            reason=error,
        ) from None
    return files, str(root).rstrip("/")
