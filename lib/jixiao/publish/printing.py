"""Pages that are there → PDF beside them. What `jixiao report --pdf` does at the end."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from ..storage.files import write_file
from .pdf import page_to_pdf


def print_pages(outputs: Path, wanted: Sequence[str], browser: Path) -> Iterator[Path]:
    """Print the pages of `wanted` ("department" or "department/year"; all if empty) and yield each.

    A page whose PDF is as new as itself is not printed again.
    """
    folders = [outputs / name for name in wanted] or [outputs]
    for page in sorted({page for folder in folders for page in folder.rglob("*.html")}):
        target = page.with_suffix(".pdf")
        if target.is_file() and target.stat().st_mtime_ns >= page.stat().st_mtime_ns:
            continue
        write_file(target, page_to_pdf(page, browser))
        yield target
