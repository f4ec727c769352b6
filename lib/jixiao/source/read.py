"""Any published file → `Document`: what it is, is told from its content.

PDF, Word and HTML are read in a process of their own with a limit on time and memory, so that a
hostile file costs one line and no more.
"""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from ..base.errors import ReportError, SourceError
from .answer import result_of
from .document import Document
from .kind import file_kind
from .limits import Limits, read_bytes, too_much
from .line import Box
from .ocr import check_installed
from .text import document_from_text

FAULT_IN_READER = 70  # the process ended with a fault of this library
OUT_OF_MEMORY = 71
# With these PDFium ends its process where it is given no more memory.
_NO_MEMORY_SIGNALS = (signal.SIGABRT, signal.SIGILL, getattr(signal, "SIGTRAP", 5))
_CPU_TIME_SIGNAL = getattr(signal, "SIGXCPU", 24)


def read_document(path: Path | str, limits: Limits | None = None, *, ocr: bool = False) -> Document:
    """The pages, lines and ruled tables of the published file at `path`.

    `ocr`: characters of scanned pages are recognised; such pages are in `Document.recognised`.

    Raises SourceError, in one line with what to do, if the file cannot be opened, is none of PDF,
    Word (.docx), HTML and text, is encrypted, damaged or empty, or exceeds `limits`; RequestError
    where characters are to be recognised and the programs for it are not installed.
    """
    path, limits = Path(path), limits or Limits()
    content = read_bytes(path, limits)
    if file_kind(content, path) == "text":
        return document_from_text(content, path)
    if ocr:
        check_installed()
    document: Document = _apart(path, limits, "ocr" if ocr else "read")
    return document


def draw_pages(path: Path | str, limits: Limits | None = None) -> dict[int, bytes]:
    """Page → its picture (PNG), of a PDF; none of any other file, or where it cannot be drawn."""
    path, limits = Path(path), limits or Limits()
    try:
        if file_kind(read_bytes(path, limits), path) != "pdf":
            return {}
        pictures: dict[int, bytes] = _apart(path, limits, "pictures")
    except ReportError:  # it takes too long, or too much memory: the text stands without them
        return {}
    return pictures


def read_boxes(
    path: Path | str, places: Sequence[tuple[int, Box]], limits: Limits | None = None
) -> list[str]:
    """What stands in each (page, box) of a PDF, read a second way that knows no lines and no cells.

    Boxes as in `Line.box`. None of any other file, or where it cannot be read so.
    """
    path, limits = Path(path), limits or Limits()
    try:
        if not places or file_kind(read_bytes(path, limits), path) != "pdf":
            return []
        edges = [[page, b.left, b.top, b.right, b.bottom] for page, b in places]
        texts: list[str] = _apart(path, limits, "boxes", json.dumps(edges).encode("ascii"))
    except ReportError:  # it takes too long, or too much memory: there is no second look
        return []
    return texts


def _apart(path: Path, limits: Limits, task: str, given: bytes = b"") -> Any:
    """What `child` gives for its `task` on a file: read, ocr, pictures or boxes; `given`: its input."""
    numbers = [limits.megabytes, limits.pages, limits.seconds, limits.memory]
    command = [sys.executable, "-m", "jixiao.source.child", *map(str, numbers), str(path.resolve())]
    command.append(task)
    seconds = None if task == "ocr" else limits.seconds  # `recognise` has a limit for each page
    try:
        done = subprocess.run(
            command, input=given, capture_output=True, timeout=seconds, check=False
        )
    except subprocess.TimeoutExpired as error:
        raise _too_long(limits, path) from error
    if -done.returncode == _CPU_TIME_SIGNAL:
        raise _too_long(limits, path)
    if done.returncode == 0:
        return result_of(done.stdout)
    if done.returncode == FAULT_IN_READER:
        raise RuntimeError(done.stderr.decode("utf-8", "replace"))
    if done.returncode == OUT_OF_MEMORY or -done.returncode in _NO_MEMORY_SIGNALS:
        raise too_much("source.memory", "memory", path.name, most=limits.memory)
    raise SourceError("source.ended", where=path.name, signal=-done.returncode)


def _too_long(limits: Limits, path: Path) -> SourceError:
    return too_much("source.reading_took", "seconds", path.name, most=limits.seconds)
