"""A question that is asked in a process of its own, and what comes back from there.

DuckDB can be stopped between two pieces of its work. A single function over a long text is one piece,
and what it takes is counted nowhere: its process is ended with it.
"""

from __future__ import annotations

import base64
import datetime
import io
import os
import pickle
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import Any
from uuid import UUID

from ..base.errors import RequestError, SourceError
from ..base.memory import size_now
from ..base.said import Said
from ..source.forked import CPU_TIME_SIGNAL, bound, inside, within_limits
from ..source.limits import Limits

Cells = tuple[list[str], list[tuple[object, ...]], bool]
_BESIDE = 256  # megabytes: rows as Python holds them, and what DuckDB does not count
_UNTOLD = 4_000_000_000  # bytes: what Python and its libraries take, where no /proc tells it
_GRACE = 2.0  # seconds for what was interrupted to end by itself
_TABLES = Limits(seconds=600, memory=1_000_000)  # until they stand in the database nothing is asked
_ALONE = (str, int, float, bool, bytes, Decimal, datetime.date, datetime.timedelta)
_NAMED = {("decimal", "Decimal"), ("uuid", "UUID"), ("uuid", "SafeUUID")} | {
    ("datetime", name) for name in ("date", "datetime", "time", "timedelta")
}


def asked_within(seconds: int, megabytes: int, question: str, ask: Callable[[], Cells]) -> Cells:
    """What `ask` gives: columns, rows and whether they are cut. It calls `from_here_on`.

    The database is made there as well: DuckDB has threads, which a fork does not take along.

    Raises what `ask` raises, and RequestError where it takes more than `seconds` or `megabytes`, or
    its process ends.
    """

    def work(_: object) -> str:
        columns, rows, cut = ask()
        plain = [tuple(map(_plain, row)) for row in rows]
        return base64.b64encode(pickle.dumps((columns, plain, cut))).decode("ascii")

    try:
        stored = within_limits(_TABLES, Path("query"), work, {})
    except SourceError as error:
        raise _as_request(error, shown(question), seconds, megabytes) from error
    found: Cells = _Reading(io.BytesIO(base64.b64decode(stored))).load()
    return found


@contextmanager
def from_here_on(seconds: int, megabytes: int, interrupt: Callable[[], None]) -> Iterator[None]:
    """Bound what is done within. After `seconds` `interrupt` is called; what goes on is ended with its
    process, if that is of its own.
    """
    timers = [threading.Timer(seconds, interrupt)]
    if inside():
        size = size_now() or _UNTOLD
        bound(Limits(seconds=_TABLES.seconds, memory=megabytes + _BESIDE), size)
        end = partial(os.kill, os.getpid(), CPU_TIME_SIGNAL)
        timers.append(threading.Timer(seconds + _GRACE, end))
    for timer in timers:
        timer.daemon = True
        timer.start()
    try:
        yield
    finally:
        for timer in timers:
            timer.cancel()


def shown(question: str) -> str:
    """A question as an error names it: its beginning."""
    return repr(question if len(question) <= 100 else f"{question[:100]}…")


def _as_request(error: SourceError, where: str, seconds: int, megabytes: int) -> RequestError:
    key = error.what.key if isinstance(error.what, Said) else ""
    if key == "source.reading_took":
        return RequestError("dataset.too_slow", where=where, seconds=seconds)
    if key == "source.memory":
        return RequestError("dataset.too_large", where=where, megabytes=megabytes)
    return RequestError("dataset.ended", where=where)


def _plain(cell: object) -> object:
    """`cell` of a type that comes back as it is; of another one its text."""
    if isinstance(cell, datetime.datetime | datetime.time) and cell.tzinfo is not None:
        return str(cell)
    if cell is None or isinstance(cell, (*_ALONE, datetime.time, UUID)):
        return cell
    if isinstance(cell, list | tuple):
        return type(cell)(map(_plain, cell))
    if isinstance(cell, dict):
        return {_plain(key): _plain(value) for key, value in cell.items()}
    return str(cell)


class _Reading(pickle.Unpickler):
    """Makes values and nothing else, whatever a process that was taken over says."""

    def find_class(self, module: str, name: str) -> Any:
        if (module, name) not in _NAMED:
            raise pickle.UnpicklingError(f"{module}.{name}")
        return super().find_class(module, name)
