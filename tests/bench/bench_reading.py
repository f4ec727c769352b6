"""Processor time of reading PDFs: `python tests/bench/bench_reading.py [FILE …]`.

Every page is read three ways in turn in one process: by PDFium for its text alone, by this library
with lines, cells and what is set aside, and by pdfplumber's `extract_tables()`. Ratios hold on any
machine, milliseconds on none. Without FILE the documents of ../shared/reports are read, and where
they are missing, accounts that are made up. The goal: at most five times the text alone, and an eighth
of `extract_tables()`.
"""

from __future__ import annotations

import ctypes
import gc
import io
import resource
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pdfplumber
import pypdfium2.raw as raw

from jixiao.source.pdf import pdfium
from jixiao.source.pdf.notes import form_of
from jixiao.source.pdf.page import read_page

REPORTS = Path(__file__).resolve().parents[3] / "shared" / "reports"
FIVE = ("xian-health", "guangzhou-ecology", "shenzhen", "yantai", "putuo-finance-bureau-2024")
TEXT, OWN, TABLES = range(3)
MOST_OF_TEXT, LEAST_OF_TABLES = 5.0, 8.0


def documents(names: list[str]) -> Iterator[tuple[str, bytes]]:
    paths = [Path(name) for name in names]
    if not paths and REPORTS.is_dir():
        paths = [path for own in FIVE for path in sorted(REPORTS.glob(f"{own}*.pdf"))]
    yield from ((path.name, path.read_bytes()) for path in paths)
    if not paths:
        from accounts_made import as_pdf, make_accounts

        yield "made accounts", as_pdf(make_accounts(2023))


def text_alone(document: object, index: int) -> None:
    """A page's text as PDFium gives it whole."""
    page = raw.FPDF_LoadPage(document, index)
    text = raw.FPDFText_LoadPage(page)
    count = raw.FPDFText_CountChars(text)
    buffer = (ctypes.c_ushort * (count + 1))()
    raw.FPDFText_GetText(text, 0, count, buffer)
    raw.FPDFText_ClosePage(text)
    raw.FPDF_ClosePage(page)


def seconds(content: bytes, name: str) -> tuple[int, list[float]]:
    """Pages read, and the processor time of each way."""
    taken = [0.0, 0.0, 0.0]
    with (
        pdfium.opened(content, name) as one,
        pdfium.opened(content, name) as other,
        form_of(other) as form,
        pdfplumber.open(io.BytesIO(content)) as plumber,
    ):
        pages = raw.FPDF_GetPageCount(one)
        for index in range(pages):
            begun = time.process_time()
            text_alone(one, index)
            after_text = time.process_time()
            gc.disable()  # as `read_pdf` does
            read_page(other, form, index)
            gc.enable()
            after_own = time.process_time()
            plumber.pages[index].extract_tables()
            plumber.pages[index].close()
            taken[TEXT] += after_text - begun
            taken[OWN] += after_own - after_text
            taken[TABLES] += time.process_time() - after_own
    return pages, taken


def main(names: list[str]) -> None:
    total, count = [0.0, 0.0, 0.0], 0
    print(f"{'':44}{'ms a page':>22}{'of text':>10}{'of tables':>11}")
    for name, content in documents(names):
        pages, taken = seconds(content, name)
        count += pages
        total = [one + other for one, other in zip(total, taken, strict=True)]
        _show(name, pages, taken)
    _show("all", count, total)
    print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")
    print(f"goal: at most {MOST_OF_TEXT:g}× of text, 1/{LEAST_OF_TABLES:g} of tables")


def _show(name: str, pages: int, taken: list[float]) -> None:
    each = [f"{1000 * own / max(pages, 1):.1f}" for own in taken]
    print(
        f"{name[:40]:44}{each[TEXT]:>7}{each[OWN]:>7}{each[TABLES]:>8}"
        f"{taken[OWN] / taken[TEXT]:>9.1f}×{'1/':>6}{taken[TABLES] / taken[OWN]:.1f}"
    )


if __name__ == "__main__":
    main(sys.argv[1:])
