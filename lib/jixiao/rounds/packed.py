"""Values of very many files in little memory: those of a folder lie packed until one is asked for."""

from __future__ import annotations

import pickle
import zlib
from collections.abc import Iterator, Mapping, MutableMapping
from typing import TypeVar

Value = TypeVar("Value")


class Packed(MutableMapping[str, Value]):
    """Name → value. Names are paths; of all that begin with the same folder, one folder is open at a time.

    In the order of these folders, and of the names in each. `changed`: whether what is in it has changed since
    it was made of `values`.
    """

    def __init__(self, values: Mapping[str, Value] | None = None) -> None:
        self._folders: dict[str, bytes] = {}
        self._length = 0
        self._folder, self._open, self._touched = "", dict[str, Value](), False
        self.update(values or {})
        self.changed = False

    def __getitem__(self, name: str) -> Value:
        return self._opened(name.partition("/")[0])[name]

    def __setitem__(self, name: str, value: Value) -> None:
        beside = self._opened(name.partition("/")[0])
        if name in beside and beside[name] == value:
            return
        self._length += name not in beside
        beside[name] = value
        self._touched = self.changed = True

    def __delitem__(self, name: str) -> None:
        del self._opened(name.partition("/")[0])[name]
        self._length -= 1
        self._touched = self.changed = True

    def __iter__(self) -> Iterator[str]:
        for folder in sorted({*self._folders, self._folder}):
            yield from sorted(self._opened(folder))

    def __len__(self) -> int:
        return self._length

    def _opened(self, folder: str) -> dict[str, Value]:
        if folder != self._folder:
            if self._touched:
                self._folders[self._folder] = zlib.compress(pickle.dumps(self._open))
            packed = self._folders.get(folder)
            self._open = pickle.loads(zlib.decompress(packed)) if packed else {}
            self._folder, self._touched = folder, False
        return self._open
