"""Whether a document of many pages costs no more a page: `python tests/bench/bench_linear.py [PAGES …]`.

The pages of accounts that are made up are repeated to a document of each size (PYTHONPATH needs
tests/helpers), and `jixiao extract` reads it as a process, review page included, `ROUNDS` times. A
line each: processor time of the process and its children, that of every page more than the first
size has, against what it is up to the second; and the peak memory of the largest process. Ratios
hold on any machine, seconds on none.
"""

from __future__ import annotations

import io
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median

import pypdfium2
from accounts_made import as_pdf, make_accounts

ROOT = Path(__file__).resolve().parents[2]
SIZES = (20, 40, 80, 160, 171)  # the first holds one of everything
MOST_OF_FIRST, MOST_MEGABYTES = 1.3, 400
ROUNDS = 3
# One process for each reading, so that its peak is that of its own children.
MEASURE = """
import resource, subprocess, sys
subprocess.run(sys.argv[1:], check=True, capture_output=True)
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)
"""


def repeated(content: bytes, count: int) -> bytes:
    """A PDF of `count` pages: those of `content` again and again."""
    own, made = pypdfium2.PdfDocument(content), pypdfium2.PdfDocument.new()
    try:
        left = count
        while left:
            taken = min(left, len(own))
            made.import_pages(own, list(range(taken)))
            left -= taken
        out = io.BytesIO()
        made.save(out)
        return out.getvalue()
    finally:
        made.close()
        own.close()


def measured(path: Path, folder: Path) -> tuple[float, float]:
    """Processor time of reading the file, and the peak memory in MB."""
    data = folder / "data"
    shutil.rmtree(data, ignore_errors=True)
    data.mkdir()
    command = [sys.executable, "-m", "jixiao", "extract", str(path), "--data", str(data)]
    command += ["--department", "bureau", "--year", "2023", "--force"]
    out = subprocess.run(
        [sys.executable, "-c", MEASURE, *command],
        env={**os.environ, "PYTHONPATH": str(ROOT / "lib")},
        check=True,
        capture_output=True,
        text=True,
    ).stdout
    seconds, megabytes = map(float, out.split())
    return seconds, megabytes


def main(sizes: list[int]) -> None:
    content = as_pdf(make_accounts(2023))
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        taken: dict[int, list[tuple[float, float]]] = {size: [] for size in sizes}
        for _ in range(ROUNDS):
            for size, results in taken.items():
                path = folder / f"{size}.pdf"
                path.write_bytes(repeated(content, size))
                results.append(measured(path, folder))
    seconds = [median(s for s, _ in results) for results in taken.values()]
    memory = [median(m for _, m in results) for results in taken.values()]
    print(f"{'pages':>6}{'s':>8}{'ms a page more':>16}{'of the first':>14}{'MB':>6}")
    print(f"{sizes[0]:6}{seconds[0]:8.2f}{'':30}{memory[0]:6.0f}")
    more = [
        1000 * (own - seconds[0]) / (size - sizes[0])
        for size, own in zip(sizes[1:], seconds[1:], strict=True)
    ]
    for row in zip(sizes[1:], seconds[1:], more, memory[1:], strict=True):
        size, own, page, megabytes = row
        print(f"{size:6}{own:8.2f}{page:16.1f}{page / more[0]:13.2f}×{megabytes:6.0f}")
    print(f"goal: at most {MOST_OF_FIRST:g}× a page, {MOST_MEGABYTES} MB")


if __name__ == "__main__":
    main([int(size) for size in sys.argv[1:]] or list(SIZES))
