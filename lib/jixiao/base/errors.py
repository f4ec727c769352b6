"""Problems in the user's document, table or request.

A `ReportError` is the user's to mend: it prints as one line that says what, where and what to do,
and a command that meets it exits with 2. Every other exception is a fault of this library and
keeps its traceback.
"""

from __future__ import annotations

import errno
from dataclasses import dataclass

from .text import visible

# What no other file in that place escapes either.
FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EROFS)


@dataclass(frozen=True, order=True)
class Place:
    """Where a passage stands: page from 1, and line from 1 counted over the whole file."""

    page: int
    line: int

    def __str__(self) -> str:
        return f"page {self.page}, line {self.line}"


class ReportError(Exception):
    """A problem that the user can mend.

    `what` is wrong, `where` (a file, a `Place`, a row and column), and the `remedy`.
    """

    def __init__(self, what: str, *, where: object = None, remedy: str | None = None) -> None:
        self.what, self.where, self.remedy = what, where, remedy
        super().__init__(what, where, remedy)

    def __str__(self) -> str:
        located = f"{self.where}: {self.what}" if self.where is not None else self.what
        line = f"{located}; {self.remedy}" if self.remedy else located
        return visible(" ".join(line.split()))

    def __reduce__(self) -> tuple[object, ...]:
        """An error comes through a pipe as it is: its place and remedy are keyword arguments."""
        return _made_again, (type(self), self.what, self.where, self.remedy)

    def _render_traceback_(self) -> list[str]:
        """What IPython shows instead of a traceback: the one line."""
        return [f"{type(self).__name__}: {self}"]


def _made_again(kind: type[ReportError], what: str, where: object, remedy: str) -> ReportError:
    return kind(what, where=where, remedy=remedy)


class SourceError(ReportError):
    """The file cannot be read, or is no self-evaluation report."""


class AmountError(ReportError):
    """A figure cannot be read: no number, no unit, or a unit nobody knows."""


class ExtractionError(ReportError):
    """A passage of the report does not have the form that its reader knows."""


class TableError(ReportError):
    """A table is missing or breaks its schema."""


class RequestError(ReportError):
    """A department, year, parameter or option that is not on file or not possible."""


class OutputError(ReportError):
    """An output cannot be written."""


class OneOutputError(OutputError):
    """An output cannot be written, but others beside it can."""
