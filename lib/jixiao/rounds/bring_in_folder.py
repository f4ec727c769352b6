"""A folder of published files → their folders, side by side on the cores there are; resumable.

What was read is noted in the outputs folder: a file that the same library has read before, and
whose tables are on file, is not read again.
"""

from __future__ import annotations

import hashlib
import json
import select
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from ..base.errors import ReportError, SourceError
from ..base.json_text import read_json
from ..report import DESCRIPTOR
from ..source.forked import ForkedWork, can_fork
from ..storage.files import write_file
from ..storage.temporary import sweep_folders
from .bring_in import BroughtIn, Reading, bring_in, brought_in, work_on
from .fingerprint import library_digest
from .sources import SourceFile

RECORD = "extraction.json"


@dataclass(frozen=True)
class FileOutcome:
    """What came of one file of a folder: read, up to date (`on_file`: where), or refused."""

    file: SourceFile
    read: BroughtIn | None = None
    on_file: str | None = None
    error: ReportError | None = None


def bring_in_all(
    files: Sequence[SourceFile],
    how: Reading,
    jobs: int,
    begun: Callable[[SourceFile], None] = lambda file: None,
) -> Iterator[FileOutcome]:
    """Read every file, `jobs` at a time; each outcome as it comes. One that is refused stops none.

    `begun` is told of each file that is being read. Two files of one document and year: the second
    is refused where it differs. A fault of ours is raised once all the others are read.

    Raises OutputError, before it reads any, where nothing can be written to the outputs folder.
    """
    sweep_folders()  # of reading that was ended
    library, record = library_digest(), _read_record(how.outputs / RECORD)
    waiting: list[SourceFile] = []
    for file in files:
        anew = how.force and not how.resumed
        on_file = None if anew else _on_file(file, record, library, how)
        if on_file is None:
            waiting.append(file)
        else:
            yield FileOutcome(file, on_file=on_file)
    if waiting:  # before anything is read: what cannot be noted there cannot be shown there either
        _write_record(record, how)
    targets: set[Path] = set()
    fault: RuntimeError | None = None
    for file, work in _ended(waiting, how, jobs, begun):
        try:
            outcome = _outcome(file, work, targets)
        except RuntimeError as error:
            error.add_note(str(file.path))
            fault = fault or error
            continue
        if outcome.read is not None:
            targets.add(outcome.read.target)
            record[_digest(outcome.file, how)] = {
                "library": library,
                "target": outcome.read.target.relative_to(how.data).as_posix(),
            }
            _write_record(record, how)
        yield outcome
    if fault is not None:
        raise fault


def _ended(
    waiting: Sequence[SourceFile], how: Reading, jobs: int, begun: Callable[[SourceFile], None]
) -> Iterator[tuple[SourceFile, Callable[[], BroughtIn]]]:
    """Each file with what gives or raises what came of it, as they end: `jobs` at a time, each in a
    process forked from this one, which has imported all that they need. Where that cannot be, one
    after another in this process.
    """
    if not can_fork():
        for file in waiting:
            begun(file)
            yield file, partial(bring_in, file, how)
        return
    left, running = deque(waiting), dict[ForkedWork, SourceFile]()
    try:
        while left or running:
            while left and len(running) < jobs:
                file = left.popleft()
                begun(file)
                running[_begun(file, how)] = file
            ready, _, _ = select.select(list(running), [], [], min(w.left() for w in running))
            for work in ready:
                work.listen()
            for work in [w for w in running if w.ended or not w.left()]:
                yield running.pop(work), partial(_result, work)
    finally:
        for work in running:
            work.close()


def _begun(file: SourceFile, how: Reading) -> ForkedWork:
    silent: dict[str, Callable[[Any], None]] = {"left": _nothing, "changing": _nothing}
    return ForkedWork(how.limits, file.path, work_on(file, how), silent, bounded=not how.ocr)


def _nothing(value: Any) -> None:
    pass


def _result(work: ForkedWork) -> BroughtIn:
    try:
        return brought_in(work.result())
    finally:
        work.close()


def _outcome(file: SourceFile, result: Callable[[], BroughtIn], targets: set[Path]) -> FileOutcome:
    try:
        read = result()
    except ReportError as error:
        return FileOutcome(file, error=error)
    if read.target in targets:
        twice = SourceError("extract.read_twice", where=file.path, target=str(read.target))
        return FileOutcome(file, error=twice)
    return FileOutcome(file, read=read)


def _on_file(file: SourceFile, record: dict[str, Any], library: str, how: Reading) -> str | None:
    """Where the tables of a file are that this library has read before; None if it has not."""
    made = record.get(_digest(file, how))
    if not isinstance(made, dict) or made.get("library") != library:
        return None
    target = str(made.get("target"))
    return target if (how.data / target / DESCRIPTOR).is_file() else None


def _digest(file: SourceFile, how: Reading) -> str:
    """Of the content of a file, and of what was said of it."""
    said = json.dumps([file.department, file.year, how.ocr])
    return hashlib.sha256(file.path.read_bytes() + said.encode()).hexdigest()


def _write_record(record: dict[str, Any], how: Reading) -> None:
    write_file(how.outputs / RECORD, json.dumps(record, indent=1, sort_keys=True) + "\n")


def _read_record(path: Path) -> dict[str, Any]:
    """The record; none where it is missing or damaged: then files are read again."""
    try:
        found = read_json(path.read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}
