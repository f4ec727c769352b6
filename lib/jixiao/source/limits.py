"""How much of a file is read before it is refused: bytes, pages, seconds, memory."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from ..base.errors import ReportError, RequestError, SourceError
from ..base.memory import megabytes_allowed, no_memory, size_now
from ..base.said import Said

MAX_LINES = 200_000  # of a document; a report has some thousands
SECONDS_A_PAGE = 60  # to recognise: it takes five to ten; the limit is for one that never ends
MAX_CHARACTERS = 4_000_000  # of a document; a report has some hundred thousand
MAX_LINE = 200_000  # characters of one; whole reports have some hundred thousand


@dataclass(frozen=True)
class Limits:
    """What one file may cost. Each is an option of `jixiao extract`.

    `megabytes`: size of the file, and of what a packed one unpacks to. `pages`: of any document.
    `seconds` (of processor time) and `memory` (in megabytes): what reading a file and its tables
    may take together.
    """

    megabytes: int = 64
    pages: int = 600
    seconds: int = 240
    memory: int = 2048

    @classmethod
    def of(cls, options: Mapping[str, int | None]) -> Limits:
        """The limits with the options `max_size`, `max_pages`, `max_seconds` and `max_memory`.

        Raises RequestError for a limit below 1.
        """
        names = {"max_size": "megabytes"}
        given = {name: value for name, value in options.items() if value is not None}
        for name, value in given.items():
            if value < 1:
                option = "--" + name.replace("_", "-")
                raise RequestError("source.limit_below_one", option=option, value=value)
        return cls(**{names.get(n, n.removeprefix("max_")): v for n, v in given.items()})

    def check_size(self, size: int, where: object) -> None:
        """Raises SourceError if `size` bytes are too many."""
        if size > self.megabytes * 1_000_000:
            shown = f"{size / 1_000_000:,.0f}"
            raise too_much("source.size", "size", where, size=shown, most=self.megabytes)

    def check_pages(self, pages: int, where: object) -> None:
        """Raises SourceError if there are too many pages."""
        if pages > self.pages:
            raise too_much("source.pages", "pages", where, count=f"{pages:,}", most=self.pages)


def too_much(key: str, option: str, where: object, **values: object) -> SourceError:
    """The error for a file that costs more than it may. `option`: the limit that may be raised."""
    return SourceError(Said(key, option=option, **values), where=where)


def too_little_memory(limits: Limits, where: object) -> ReportError:
    """The error for a file that needs more memory than it gets: by the limit of the user's (ulimit -v)
    where that allows less than ours.
    """
    allowed = megabytes_allowed()
    if allowed is not None and allowed < limits.memory + size_now() // 1_000_000:
        return no_memory()
    return too_much("source.memory", "memory", where, most=limits.memory)


def read_bytes(path: Path, limits: Limits) -> bytes:
    """The content of the file at `path`.

    Raises SourceError if it cannot be opened, is a symbolic link or no file, is empty, or is
    larger than it may be.
    """
    try:
        if path.is_symlink():
            raise SourceError("source.link", where=path)
        if path.exists() and not path.is_file():
            raise SourceError("source.no_file", where=path)
        limits.check_size(path.stat().st_size, path)
        content = path.read_bytes()
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise SourceError("source.unreadable", where=path, reason=reason) from error
    if not content.strip(b" \t\r\n\f\0"):
        raise SourceError("source.empty", where=path)
    return content
