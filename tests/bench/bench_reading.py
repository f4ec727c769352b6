"""Processor time of reading PDFs: `python tests/bench/bench_reading.py [FILE …]`.

Three tables. *Mirror*: every page is read three ways in turn in one process: by PDFium for its text
alone, by this library with lines, cells and what is set aside, and by pdfplumber's
`extract_tables()`. *Whole*: each document from file to judged tables, ledger and sums, against
`extract_tables()` over the same pages, in turn. *Commands*: `jixiao extract` and `jixiao audit` of
accounts of some 25 pages as processes, their start and the review page included, against a Python
that imports pandas. Each document and command is measured `ROUNDS` times; medians are shown, of user
and system time, children included.

Ratios hold on any machine, seconds on none: compare within a run. Without FILE the documents of
../shared/reports are read, and where they are missing, accounts that are made up (PYTHONPATH needs
tests/helpers then). The goals: the mirror at most five times the text alone and an eighth of
`extract_tables()`, the whole a quarter of it, the two commands together three seconds.
"""

from __future__ import annotations

import ctypes
import gc
import io
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from statistics import median

import pdfplumber
import pypdfium2.raw as raw

from jixiao.base.collection import without_collection
from jixiao.check import numbers
from jixiao.check.identities import every_identity
from jixiao.extract.extraction import document_report
from jixiao.source import Limits
from jixiao.source.child import read_here
from jixiao.source.pdf import pdfium
from jixiao.source.pdf.misdrawn import DrawnDigits
from jixiao.source.pdf.notes import form_of
from jixiao.source.pdf.page import read_page

ROOT = Path(__file__).resolve().parents[2]
REPORTS = ROOT.parent / "shared" / "reports"
FIVE = ("xian-health", "guangzhou-ecology", "shenzhen", "yantai", "putuo-finance-bureau-2024")
ACCOUNTS = "putuo-finance-bureau-2024"
TEXT, OWN, TABLES = range(3)
MOST_OF_TEXT, LEAST_OF_TABLES, LEAST_OF_WHOLE, MOST_SECONDS = 5.0, 8.0, 4.0, 3.0
ROUNDS = 3


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


def mirror_seconds(content: bytes, name: str) -> tuple[int, list[float]]:
    """Pages read, and the processor time of each way."""
    taken = [0.0, 0.0, 0.0]
    with (
        pdfium.opened(content, name) as one,
        pdfium.opened(content, name) as other,
        form_of(other) as form,
        pdfplumber.open(io.BytesIO(content)) as plumber,
    ):
        pages, digits = raw.FPDF_GetPageCount(one), DrawnDigits()
        for index in range(pages):
            begun = time.process_time()
            text_alone(one, index)
            after_text = time.process_time()
            gc.disable()  # as `read_pdf` does
            read_page(other, form, index, digits)
            gc.enable()
            after_own = time.process_time()
            plumber.pages[index].extract_tables()
            plumber.pages[index].close()
            taken[TEXT] += after_text - begun
            taken[OWN] += after_own - after_text
            taken[TABLES] += time.process_time() - after_own
    return pages, taken


def whole_seconds(content: bytes, folder: Path) -> list[float]:
    """Processor time of file → judged tables, ledger and sums; and of `extract_tables()`."""
    path = folder / "report.pdf"
    path.write_bytes(content)
    with without_collection():  # as in the processes of `extract`, which end uncollected
        begun = time.process_time()
        document = read_here(path, Limits())
        report = document_report(document, department="bureau", year=None, data=folder)
        numbers(report)
        if "statements" in report.tables:
            every_identity(report.tables["statements"])
        own = time.process_time() - begun
    gc.collect()  # what is kept of ours is looked through in the time of neither
    gc.freeze()
    begun = time.process_time()
    with pdfplumber.open(io.BytesIO(content)) as plumber:
        for page in plumber.pages:
            page.extract_tables()
            page.close()
    tables = time.process_time() - begun
    gc.unfreeze()
    return [own, tables]


def command_seconds(command: list[str]) -> float:
    """User and system time of a process and of its children."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "lib")}
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(
        [sys.executable, *command], cwd=ROOT, env=environment, check=True, capture_output=True
    )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime


def mirror(names: list[str]) -> None:
    total, count = [0.0, 0.0, 0.0], 0
    print(f"{'mirror':44}{'ms a page':>22}{'of text':>10}{'of tables':>11}")
    for name, content in documents(names):
        rounds = [mirror_seconds(content, name) for _ in range(ROUNDS)]
        pages, taken = (
            rounds[0][0],
            [median(column) for column in zip(*(t for _, t in rounds), strict=True)],
        )
        count += pages
        total = [one + other for one, other in zip(total, taken, strict=True)]
        _show(name, pages, taken)
    _show("all", count, total)
    print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")
    print(f"goal: at most {MOST_OF_TEXT:g}× of text, 1/{LEAST_OF_TABLES:g} of tables\n")


def _show(name: str, pages: int, taken: list[float]) -> None:
    each = [f"{1000 * own / max(pages, 1):.1f}" for own in taken]
    print(
        f"{name[:40]:44}{each[TEXT]:>7}{each[OWN]:>7}{each[TABLES]:>8}"
        f"{taken[OWN] / taken[TEXT]:>9.1f}×{'1/':>6}{taken[TABLES] / taken[OWN]:.1f}",
        flush=True,
    )


def whole(names: list[str], folder: Path) -> None:
    own_total = tables_total = 0.0
    print(f"{'whole, judged tables included':44}{'s':>8}{'tables':>8}{'ratio':>9}")
    for name, content in documents(names):
        rounds = [whole_seconds(content, folder) for _ in range(ROUNDS)]
        own, tables = (median(column) for column in zip(*rounds, strict=True))
        own_total, tables_total = own_total + own, tables_total + tables
        print(f"{name[:40]:44}{own:>8.2f}{tables:>8.2f}{'1/':>5}{tables / own:.1f}", flush=True)
    print(f"{'all':44}{own_total:>8.2f}{tables_total:>8.2f}{'1/':>5}{tables_total / own_total:.1f}")
    print(f"goal: at most 1/{LEAST_OF_WHOLE:g} of tables\n")


def commands(folder: Path) -> None:
    name, content = next(
        ((n, c) for n, c in documents([]) if n.startswith(ACCOUNTS) or n == "made accounts")
    )
    path = folder / "accounts.pdf"
    path.write_bytes(content)
    taken: dict[str, list[float]] = {"import pandas": [], "extract": [], "audit": []}
    for _ in range(ROUNDS):
        data = folder / "data"
        shutil.rmtree(data, ignore_errors=True)
        data.mkdir()
        shutil.copy(ROOT / "data" / "departments.csv", data)
        said = ["--department", "bureau", "--data", str(data)]
        taken["import pandas"].append(command_seconds(["-c", "import pandas"]))
        taken["extract"].append(command_seconds(["-m", "jixiao", "extract", str(path), *said]))
        year = next((data / "bureau").iterdir()).name
        audit = ["-m", "jixiao", "audit", "bureau", year, "--data", str(data)]
        taken["audit"].append(command_seconds(audit))
    medians = {key: median(values) for key, values in taken.items()}
    both = medians["extract"] + medians["audit"]
    print(f"commands, {name}")
    for key, seconds in (*medians.items(), ("extract and audit", both)):
        print(f"{key:44}{seconds:>8.2f} s{seconds / medians['import pandas']:>8.1f} × pandas")
    print(f"goal: {MOST_SECONDS:g} s on a quiet machine")


def main(names: list[str]) -> None:
    mirror(names)
    with tempfile.TemporaryDirectory() as folder:
        whole(names, Path(folder))
        commands(Path(folder))


if __name__ == "__main__":
    main(sys.argv[1:])
