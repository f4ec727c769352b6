"""Rounds without end: as soon as a file is saved, what it changes is run again by workers that wait."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TextIO

from watchdog.events import FileSystemEvent, FileSystemEventHandler
from watchdog.observers import Observer
from watchdog.observers.api import BaseObserver
from watchdog.observers.polling import PollingObserver

from ..base.cores import cores
from ..base.errors import ReportError, RequestError
from ..storage.remote import address_of
from .fingerprint import library_changed, library_digest
from .plan import Request
from .round import Round, opened

_QUIET = 0.05  # seconds without a change before a round begins: who saves writes more than once
_POLL = 1.0  # seconds between two looks where the system does not tell of changes
_READ = ("opened", "closed_no_write")  # events that change nothing


def watched_rounds(request: Request, stream: TextIO) -> Iterator[Round | ReportError]:
    """A round at once, then one whenever a file of the data or notebooks changes, until Ctrl-C; one
    that needs mending gives its error, and the next begins when something has changed.

    The process that has imported everything stays, and workers that are forked from it wait.

    Raises RequestError for data or outputs that are no folders, or a cluster; where the library
    itself has changed, which only a new process can import; and as `opened` does.
    """
    if request.scheduler is not None or address_of(request.data) or address_of(request.outputs):
        raise RequestError("rounds.watch_elsewhere")
    library_digest()
    with Changes([request.data, request.notebooks]) as changes, opened(request) as round_:
        while True:
            try:
                made = round_.run(stream, round_.pool.renew)
                yield made
                if made.interrupted:
                    return
            except ReportError as error:
                yield error
            round_ = replace(round_, request=replace(request, force=False))
            round_.pool.prepare()
            round_.pool.start(request.jobs or cores())
            changes.wait()
            if library_changed():
                raise RequestError("rounds.library_changed")


class Changes(FileSystemEventHandler):
    """Knows of changes below folders from when it is entered on."""

    def __init__(self, folders: Sequence[Path]) -> None:
        self.folders = folders
        self.changed = threading.Event()
        self.observer: BaseObserver = Observer()

    def on_any_event(self, event: FileSystemEvent) -> None:
        if event.event_type not in _READ:
            self.changed.set()

    def wait(self) -> None:
        """Until something has changed since the last call, and nothing more does for a moment."""
        while not self.changed.wait(_POLL):
            pass  # a wait without an end cannot be interrupted everywhere
        self.changed.clear()
        while self.changed.wait(_QUIET):
            self.changed.clear()

    def __enter__(self) -> Changes:
        try:
            self._begin()
        except OSError:  # the system tells of no more folders
            self.observer = PollingObserver(timeout=_POLL)
            self._begin()
        return self

    def _begin(self) -> None:
        for folder in self.folders:
            self.observer.schedule(self, str(folder), recursive=True)
        self.observer.start()

    def __exit__(self, *_: object) -> None:
        self.observer.stop()
        self.observer.join()
