"""The process in which PDF, Word and HTML files are read: `python -m jixiao.source.child`.

Writes a `Document`, the pictures of its pages, or a `ReportError` as JSON (`answer.py`). An error
that a parsing library raises is the file's; one of our own ends the process with a traceback.
"""

from __future__ import annotations

import json
import os
import sys
import traceback
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Any

from ..base.errors import ReportError, SourceError
from ..base.memory import is_of_memory
from .answer import Answer, answer_of
from .document import Document
from .forked import FAULT, OUT_OF_MEMORY, bound, end_with
from .kind import file_kind
from .limits import Limits, read_bytes


def read_here(path: Path, limits: Limits, ocr: bool = False) -> Document:
    """`path` read in this process, whatever it takes. `ocr`: scanned pages are recognised.

    Raises SourceError, and RequestError where the programs to recognise are not installed.
    """
    content = read_bytes(path, limits)
    kind = file_kind(content, path)
    try:
        if kind == "pdf":
            from .pdf import pages_to_recognise, read_pdf

            found = pages_to_recognise(content, path.name, limits) if ocr else None
            if found and found.pages:
                from .recognising import read_recognised

                return read_recognised(content, path.name, limits, found.pages, found.with_text)
            return read_pdf(content, path.name, limits)
        return _reader(kind)(content, path.name, limits)
    except (ReportError, MemoryError):
        raise
    except RecursionError as error:
        raise SourceError("source.too_deep", where=path.name) from error
    except ImportError as error:  # of a library that gets no memory
        raise MemoryError from error
    except Exception as error:  # what a parser raises on a damaged file has no common class
        if is_of_memory(error):
            raise MemoryError from error
        if _is_ours(error.__traceback__):
            raise
        raise SourceError(
            "source.damaged", where=path.name, reason=f"{type(error).__name__}: {str(error)[:80]}"
        ) from error


def _reader(kind: str) -> Callable[[bytes, str, Limits], Document]:
    """What reads a file of this kind; its libraries are imported only then."""
    if kind == "docx":
        from .docx import read_docx

        return read_docx
    if kind == "xlsx":
        from .xlsx import read_xlsx

        return read_xlsx
    if kind == "xls":
        from .xls import read_xls

        return read_xls
    if kind == "csv":
        from .delimited import read_delimited

        return read_delimited
    if kind == "ofd":
        from .ofd import read_ofd

        return read_ofd
    if kind == "mhtml":
        from .mhtml import read_mhtml

        return read_mhtml
    from .html import read_html

    return read_html


def draw_here(path: Path, limits: Limits, turned: list[list[int]]) -> dict[int, bytes]:
    """The pages of the PDF at `path` as pictures, drawn in this process; none where they cannot be.

    `turned`: pages and by how many quarters. What was read of a file does not depend on its pictures.
    """
    from .pictures import page_pictures

    content = read_bytes(path, limits)
    try:
        return page_pictures(content, path.name, limits, {page: by for page, by in turned})
    except MemoryError:
        raise
    except Exception as error:  # what the library raises on a page that it cannot draw
        if _is_ours(error.__traceback__):
            raise
        return {}


def strips_here(path: Path, limits: Limits, places: list[list[Any]]) -> dict[int, bytes]:
    """The strips that `strips.places_of` gave, by their number from 0; without those that cannot
    be drawn.
    """
    from .strips import paint_strips, strips_of

    content = read_bytes(path, limits)
    try:
        painted = paint_strips(content, list(strips_of(places)))
    except MemoryError:
        raise
    except Exception as error:  # what the library raises on a damaged file
        if _is_ours(error.__traceback__):
            raise
        return {}
    return {number: picture for number, picture in enumerate(painted) if picture}


def texts_here(
    path: Path, limits: Limits, places: list[list[float]], turned: list[list[int]]
) -> list[str]:
    """What a second way reads in each of `places` (page and the edges of a box) of the PDF at
    `path`; none where it cannot be read so. `turned`: pages and by how many quarters.
    """
    from .line import Box
    from .pdf.bounded import texts_in_boxes

    content = read_bytes(path, limits)
    try:
        boxes = [(int(page), Box(*box)) for page, *box in places]
        return texts_in_boxes(content, boxes, {page: by for page, by in turned})
    except MemoryError:
        raise
    except Exception as error:  # what the library raises on a damaged page
        if _is_ours(error.__traceback__):
            raise
        return []


def _is_ours(trace: TracebackType | None) -> bool:
    """Whether the innermost frame of the traceback is in this library."""
    frames = traceback.extract_tb(trace)
    return bool(frames) and Path(frames[-1].filename).parent == Path(__file__).parent


def main(arguments: list[str]) -> int:
    """Reads the file named last within the limits named before it."""
    end_with(os.getppid())
    limits = Limits(*map(int, arguments[:4]))
    path, task = Path(arguments[4]), arguments[5:]
    if task != ["ocr"]:  # the recognising programs have limits of their own
        bound(limits)
    try:
        try:
            result: Answer = _do(task, path, limits)
        except ReportError as error:
            result = error
        sys.stdout.buffer.write(answer_of(result))
    except MemoryError:
        return OUT_OF_MEMORY
    except Exception:
        traceback.print_exc()
        return FAULT
    return 0


def _do(task: list[str], path: Path, limits: Limits) -> Answer:
    if task == ["pictures"]:
        return draw_here(path, limits, json.load(sys.stdin.buffer))
    if task == ["strips"]:
        return strips_here(path, limits, json.load(sys.stdin.buffer))
    if task == ["boxes"]:
        return texts_here(path, limits, *json.load(sys.stdin.buffer))
    return read_here(path, limits, task == ["ocr"])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
