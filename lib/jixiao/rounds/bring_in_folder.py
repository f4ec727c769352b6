"""A folder of published files → their folders, side by side on the cores there are; resumable.

What was read is noted in the outputs folder: a file that the same library has read before, and
whose tables are on file, is not read again.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ..base.errors import ReportError, SourceError
from ..report import DESCRIPTOR
from ..storage.files import write_file
from .bring_in import BroughtIn, Reading, bring_in
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


def bring_in_all(files: Sequence[SourceFile], how: Reading, jobs: int) -> Iterator[FileOutcome]:
    """Read every file, `jobs` at a time; each outcome as it comes. One that is refused stops none.

    Two files of one document and year: the second is refused where it differs.
    """
    library, record = library_digest(), _read_record(how.outputs / RECORD)
    waiting: list[SourceFile] = []
    for file in files:
        on_file = None if how.force else _on_file(file, record, library, how)
        if on_file is None:
            waiting.append(file)
        else:
            yield FileOutcome(file, on_file=on_file)
    with ProcessPoolExecutor(max(1, min(jobs, len(waiting) or 1))) as pool:
        running: dict[Future[BroughtIn], SourceFile] = {}
        targets: set[Path] = set()
        while waiting or running:
            while waiting and len(running) < jobs:
                file = waiting.pop(0)
                running[pool.submit(bring_in, file, how)] = file
            done, _ = wait(running, return_when=FIRST_COMPLETED)
            for future in sorted(done, key=lambda each: str(running[each].path)):
                outcome = _outcome(running.pop(future), future, targets)
                if outcome.read is not None:
                    targets.add(outcome.read.target)
                    record[_digest(outcome.file, how)] = {
                        "library": library,
                        "target": outcome.read.target.relative_to(how.data).as_posix(),
                    }
                    write_file(how.outputs / RECORD, json.dumps(record, indent=1) + "\n")
                yield outcome


def _outcome(file: SourceFile, future: Future[BroughtIn], targets: set[Path]) -> FileOutcome:
    try:
        read = future.result()
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


def _read_record(path: Path) -> dict[str, Any]:
    """The record; none where it is missing or damaged: then files are read again."""
    try:
        found = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}
