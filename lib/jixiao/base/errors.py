"""Problems in the user's document, table or request.

A `ReportError` is the user's to mend: it prints as one line that says what, where and what to do,
and a command that meets it exits with 2. Every other exception is a fault of this library and
keeps its traceback.
"""

from __future__ import annotations

import errno
import sys
from collections.abc import Mapping
from typing import Any

from .language import Language
from .said import Said, entry, fill, is_key
from .text import visible
from .values import value_class

# What no other file in that place escapes either.
FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EROFS)


@value_class(order=True)
class Place:
    """Where a passage stands: page from 1, and line from 1 counted over the whole file."""

    page: int
    line: int

    def __str__(self) -> str:
        return f"page {self.page}, line {self.line}"


class ReportError(Exception):
    """A problem that the user can mend: `TableError("schema.cells", where=path, row=3, count=7)`.

    `what` is wrong: the key of a message (see `said`) with its values, a `Said`, or words that
    another program said. `where`: a file, a `Place`, several of them as a tuple. The `remedy` is
    the message's own unless a key or a `Said` is given.
    """

    def __init__(
        self,
        what: str | Said,
        /,
        *,
        where: object = None,
        remedy: str | Said | None = None,
        **values: object,
    ) -> None:
        self.what = _said(what, values)
        self.where = where
        self.remedy = _said(remedy, {}) if remedy is not None else _own_remedy(self.what)
        super().__init__(self.what, where, self.remedy)

    def words(self, language: Language) -> str:
        """The problem in one line: where, what, what to do."""
        colon, stop = ("：", "；") if language == "zh" else (": ", "; ")
        what = _words(self.what, language)
        line = what if self.where is None else f"{_place(self.where, language)}{colon}{what}"
        if self.remedy is not None:
            line += stop + _words(self.remedy, language)
        return visible(" ".join(line.split()))

    @property
    def _kind(self) -> str:
        """The kind of problem: that of which the class is one, for a class of a room of its own."""
        return next(each.__name__ for each in type(self).__mro__ if each.__name__ in KINDS)

    def line(self, language: Language) -> str:
        """The same behind the kind of problem that it is."""
        kind = self._kind
        if language == "en":
            return f"{kind}: {self}"
        return f"{entry(f'base.{kind}')[language]}：{self.words(language)}"

    def __str__(self) -> str:
        return self.words("en")

    def __reduce__(self) -> tuple[object, ...]:
        """An error comes through a pipe as it is: its place and remedy are keyword arguments."""
        return _made_again, (type(self), self.what, self.where, self.remedy)

    def _render_traceback_(self) -> list[str]:
        """What IPython shows instead of a traceback: the one line, in the notebook's language."""
        return [self.line(_notebook_language())]

    def to_json(self) -> dict[str, Any]:
        """The error as a file or another process takes it; `from_json` makes it again."""
        parts = {"what": self.what, "remedy": self.remedy}
        said = {k: v.to_json() if isinstance(v, Said) else v for k, v in parts.items()}
        return {"kind": self._kind, "where": _where_json(self.where), **said}


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


KINDS: dict[str, type[ReportError]] = {
    kind.__name__: kind
    for kind in (
        ReportError,
        SourceError,
        AmountError,
        ExtractionError,
        TableError,
        RequestError,
        OutputError,
        OneOutputError,
    )
}


def error_from_json(stored: Mapping[str, Any]) -> ReportError:
    """The error that `to_json` gave."""
    what, remedy = (
        Said.from_json(part) if isinstance(part, dict) else part
        for part in (stored["what"], stored["remedy"])
    )
    return _made_again(
        KINDS.get(str(stored["kind"]), ReportError), what, _where_from_json(stored["where"]), remedy
    )


def _made_again(
    kind: type[ReportError], what: str | Said, where: object, remedy: str | Said | None
) -> ReportError:
    return kind(what, where=where, remedy=remedy)


def _said(what: str | Said, values: Mapping[str, object]) -> str | Said:
    if isinstance(what, Said):
        return what
    return Said(what, **values) if is_key(what) else what


def _own_remedy(what: str | Said) -> Said | None:
    """The remedy that stands beside the words of a message, with the same values.

    It may be the key of a remedy that several messages share.
    """
    if not isinstance(what, Said) or not (remedy := entry(what.key).get("remedy")):
        return None
    key = remedy if isinstance(remedy, str) else f"{what.key}.remedy"
    return Said(key, **what.values)


def _where_json(where: object) -> object:
    if isinstance(where, tuple):
        return [_where_json(part) for part in where]
    if isinstance(where, Place):
        return vars(where)
    return None if where is None else str(where)


def _where_from_json(stored: Any) -> object:
    if isinstance(stored, list):
        return tuple(map(_where_from_json, stored))
    return Place(**stored) if isinstance(stored, dict) else stored


LONGEST_VALUE, MOST_VALUES = 100, 12  # what a line shows of a value and of a list of them


def _words(said: str | Said, language: Language) -> str:
    if not isinstance(said, Said):
        return said
    return Said(said.key, **{k: _short(v) for k, v in said.pairs}).words(language)


def _short(value: object) -> object:
    """A value as a line shows it: a long text without its middle, a long list without its end."""
    if isinstance(value, tuple):
        shown = tuple(_short(item) for item in value[:MOST_VALUES])
        rest = len(value) - MOST_VALUES
        return shown if rest <= 0 else (*shown, f"… +{rest}")
    if isinstance(value, str) and len(value) > LONGEST_VALUE:
        return f"{value[: LONGEST_VALUE - 21]}…{value[-20:]}"
    return value


def _place(where: object, language: Language) -> str:
    if isinstance(where, tuple):
        return ", ".join(_place(part, language) for part in where)
    if isinstance(where, Place):
        return fill(entry("base.place")[language], vars(where), language)
    return str(where)


def _notebook_language() -> Language:
    """The parameter `language` of the notebook in which the error is shown."""
    ipython = sys.modules.get("IPython")
    shell = ipython.get_ipython() if ipython else None
    return "zh" if shell is not None and shell.user_ns.get("language") == "zh" else "en"
