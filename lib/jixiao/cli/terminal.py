"""What the process that called this one may have left: closed streams, a terminal that goes away."""

from __future__ import annotations

import os
import signal
import sys
import threading
from types import FrameType
from typing import NoReturn

import click

from ..base.errors import FULL, OutputError
from ..base.streams import silence
from ..base.text import visible

# Sent where a terminal closes or a machine shuts down: a run stops as it does at Ctrl-C.
_STOPPING = ("SIGHUP", "SIGTERM")


_SOON = 0.01  # seconds, in which what was given back is gone
_unsaid: list[OSError] = []  # why something was not printed


class StopSignal(KeyboardInterrupt):
    """A signal asked for the end. `number`: which."""

    def __init__(self, number: int) -> None:
        super().__init__()
        self.number = number


def say(text: object, *, err: bool = False, nl: bool = True) -> None:
    """Print `text`, the only way in which a command does: names of files and departments, cells and
    what a notebook raised may hold what a terminal obeys. JSON is to be `escaped` before.

    Where it cannot be printed, what the command makes is made all the same; see `raise_unsaid`.
    """
    try:
        click.echo(visible(str(text)), err=err, nl=nl)
    except OSError as error:
        # Where nobody hears what went wrong, the exit code still tells.
        if not err and not isinstance(error, BrokenPipeError):
            _unsaid.append(error)
        silence(sys.stderr if err else sys.stdout)


def raise_unsaid() -> None:
    """At the end of a command: raises OSError where its answer could not be printed, as on a full disk."""
    if _unsaid:
        error = _unsaid[0]
        _unsaid.clear()
        raise error


def said_full(error: OSError) -> None:
    """Say that the answer cannot be written. Raises any other `error`."""
    if error.errno not in FULL:
        raise error
    silence(sys.stdout)
    say(f"jixiao: {OutputError('cli.full', reason=error.strerror)}", err=True)


def open_streams() -> None:
    """Lead standard streams that are closed to nothing: a file that is opened later would take their
    numbers, and get what is printed.
    """
    for number in range(3):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_RDWR)  # it takes the lowest number that is free: this one
            os.set_inheritable(number, True)  # what is started has need of it as well
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))  # noqa: SIM115


def stop_on_signals() -> None:
    """Raise `StopSignal` where a terminal closes or the end is asked for, unless that is ignored (nohup)."""
    if threading.current_thread() is not threading.main_thread():
        return  # only that one can
    if hasattr(signal, "pthread_kill") and sys.unraisablehook is sys.__unraisablehook__:
        sys.unraisablehook = _come_again
    for name in _STOPPING:
        number = getattr(signal, name, None)
        if number is not None and signal.getsignal(number) == signal.SIG_DFL:
            signal.signal(number, _stop)


def _come_again(lost: sys.UnraisableHookArgs) -> None:
    """Python can only print what is raised as an object is given back: a signal that came just then
    would be lost, and the run go on. It comes again.
    """
    if not issubclass(lost.exc_type, KeyboardInterrupt):
        sys.__unraisablehook__(lost)
        return
    number = getattr(lost.exc_value, "number", signal.SIGINT)
    main = threading.main_thread().ident
    again = threading.Timer(_SOON, signal.pthread_kill, (main, number))
    again.daemon = True
    again.start()


def stopped(error: KeyboardInterrupt, words: str) -> NoReturn:
    """Say that a command was stopped, to a terminal that may be gone; end with what tells it."""
    say(words, err=True)
    sys.exit(128 + getattr(error, "number", int(signal.SIGINT)))


def _stop(number: int, frame: FrameType | None) -> NoReturn:
    raise StopSignal(number)
