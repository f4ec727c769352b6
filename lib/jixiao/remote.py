"""Folders on other machines and in object storage, by their fsspec addresses (s3://bucket/…)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .errors import OutputError, RequestError

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
        except FileNotFoundError:
            return None

    def size(self, name: str) -> int | None:
        try:
            return int(self.files.info(f"{self.root}/{name}")["size"])
        except FileNotFoundError:
            return None

    def write(self, name: str, content: str | bytes) -> None:
        content = content.encode("utf-8") if isinstance(content, str) else content
        path = f"{self.root}/{name}"
        try:
            self.files.makedirs(path.rpartition("/")[0], exist_ok=True)
            self.files.pipe_file(path, content)
        except OSError as error:
            raise OutputError(
                f"cannot be written ({error})",
                where=f"{self.address}/{name}",
                remedy="look at the address and at your rights there",
            ) from error


def fetch(address: str, folder: Path) -> None:
    """Copy everything at `address` into the local `folder`.

    Raises RequestError where there is nothing.
    """
    files, root = file_system(address)
    if not files.isdir(root):
        raise RequestError("is no folder", where=address, remedy="pass the data folder with --data")
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
            f"cannot be opened ({error})",
            where=address,
            remedy="pip install 'jixiao[cluster]' and fsspec's package for this address",
        ) from None
    return files, str(root).rstrip("/")
