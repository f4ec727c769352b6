"""Any published file → `Document`: what it is, is told from its content.

PDF, Word and HTML are read in a process of their own with a limit on time and memory, so that a
hostile file costs one line and no more.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from ..base.errors import ReportError, SourceError
from .answer import result_of
from .bounds import within_bounds
from .document import Document
from .forked import CPU_TIME_SIGNAL, FAULT, NO_LIBRARY, NO_MEMORY_SIGNALS, OUT_OF_MEMORY, inside
from .kind import file_kind
from .limits import Limits, read_bytes, too_little_memory, too_much
from .line import Box
from .ocr import check_installed
from .strips import Strip, places_of
from .text import document_from_text


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
        return within_bounds(document_from_text(content, path), path, limits)
    if ocr:
        check_installed()
    document: Document = _apart(path, limits, "ocr" if ocr else "read")
    return within_bounds(document, path, limits)


def draw_pages(
    path: Path | str, limits: Limits | None = None, turned: Mapping[int, int] | None = None
) -> dict[int, bytes]:
    """Page → its picture (PNG), of a PDF; none of any other file, or where it cannot be drawn.

    `turned`: of its document, `Document.turned`; pages are drawn as they are read.
    """
    path, limits = Path(path), limits or Limits()
    try:
        if file_kind(read_bytes(path, limits), path) != "pdf":
            return {}
        given = json.dumps(sorted((turned or {}).items())).encode("ascii")
        pictures: dict[int, bytes] = _apart(path, limits, "pictures", given)
    except ReportError:  # it takes too long, or too much memory: the text stands without them
        return {}
    return pictures


def draw_strips(
    path: Path | str, strips: Sequence[Strip], limits: Limits | None = None
) -> dict[int, bytes]:
    """The number from 0 of each strip → its picture (PNG), of a PDF; without those that cannot be
    drawn. None of any other file.
    """
    path, limits = Path(path), limits or Limits()
    try:
        if not strips or file_kind(read_bytes(path, limits), path) != "pdf":
            return {}
        given = json.dumps(places_of(strips)).encode("ascii")
        drawn: dict[int, bytes] = _apart(path, limits, "strips", given)
    except ReportError:  # it takes too long, or too much memory: the quote stands without it
        return {}
    return drawn


def read_boxes(
    path: Path | str,
    places: Sequence[tuple[int, Box]],
    limits: Limits | None = None,
    turned: Mapping[int, int] | None = None,
) -> list[str]:
    """What stands in each (page, box) of a PDF, read a second way that knows no lines and no cells.

    Boxes as in `Line.box`. `turned`: of its document, `Document.turned`. None of any other file, or
    where it cannot be read so.
    """
    path, limits = Path(path), limits or Limits()
    try:
        if not places or file_kind(read_bytes(path, limits), path) != "pdf":
            return []
        edges = [[page, b.left, b.top, b.right, b.bottom] for page, b in places]
        given = json.dumps([edges, sorted((turned or {}).items())]).encode("ascii")
        texts: list[str] = _apart(path, limits, "boxes", given)
    except ReportError:  # it takes too long, or too much memory: there is no second look
        return []
    return texts


def _apart(path: Path, limits: Limits, task: str, given: bytes = b"") -> Any:
    """What `child` gives for its `task` on a file: read, ocr, pictures, strips or boxes; `given`: its input.

    In a process that is bounded already the work is done there.
    """
    if inside() and task != "ocr":
        return _here(path, limits, task, given)
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
    if -done.returncode == CPU_TIME_SIGNAL:
        raise _too_long(limits, path)
    if done.returncode == 0:
        return result_of(done.stdout)
    if done.returncode == FAULT:
        raise RuntimeError(done.stderr.decode("utf-8", "replace"))
    of_memory = done.returncode in (OUT_OF_MEMORY, NO_LIBRARY)
    if of_memory or -done.returncode in NO_MEMORY_SIGNALS:
        raise too_little_memory(limits, path.name)
    raise SourceError("source.ended", where=path.name, signal=-done.returncode)


def _here(path: Path, limits: Limits, task: str, given: bytes) -> Any:
    """The same in this process, which is bounded already; characters are recognised elsewhere."""
    from .child import draw_here, read_here, strips_here, texts_here

    if task == "pictures":
        return draw_here(path, limits, json.loads(given))
    if task == "strips":
        return strips_here(path, limits, json.loads(given))
    if task == "boxes":
        return texts_here(path, limits, *json.loads(given))
    return read_here(path, limits)


def _too_long(limits: Limits, path: Path) -> SourceError:
    return too_much("source.reading_took", "seconds", path.name, most=limits.seconds)
