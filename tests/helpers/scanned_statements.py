"""Tables of money of real documents as scans: `python tests/helpers/scanned_statements.py [DOTS] [ASLANT]`.

Of each document in ../shared/reports the cover and the first pages on which a statement begins are
made into pictures of so many dots an inch, each turned by up to ASLANT degrees, with the grain of a
scanner. What is recognised is held against what the file itself says, by page, item and class: right;
other, of which doubtful; missing, of which the review page lists every number.
"""

from __future__ import annotations

import io
import sys
import tempfile
from collections import Counter
from pathlib import Path
from typing import Any

import numpy as np
import pypdfium2
from PIL import Image

from jixiao.extract.extraction import extract_report
from jixiao.report import Report

REPORTS = Path(__file__).resolve().parents[3] / "shared" / "reports"
PAGES = 6  # of each document, behind its cover
KEY = ("statement", "fund", "item", "classification", "phase", "base")
GRAIN = 9.0  # of 255


def scanned(content: bytes, pages: list[int], dots: int, aslant: float) -> bytes:
    """The pages (from 1) of a PDF as the pictures of a scanner."""
    random = np.random.default_rng(3)
    pictures = []
    for page in pages:
        picture = (
            pypdfium2.PdfDocument(content)[page - 1]
            .render(scale=dots / 72, grayscale=True)
            .to_pil()
        )
        if aslant:
            turn = float(random.uniform(-aslant, aslant))
            picture = picture.rotate(turn, Image.Resampling.BICUBIC, fillcolor=255)
            grain = random.normal(0, GRAIN, (picture.height, picture.width))
            dark = np.asarray(picture).astype(float) * 0.92 + 8 + grain
            picture = Image.fromarray(dark.clip(0, 255).astype(np.uint8))
        stored = io.BytesIO()
        picture.save(stored, "JPEG", quality=65)
        pictures.append(Image.open(stored))
    out = io.BytesIO()
    pictures[0].save(out, "PDF", save_all=True, append_images=pictures[1:], resolution=dots)
    return out.getvalue()


def first_pages(report: Report) -> list[int]:
    """The cover, and the pages on which statements begin. Sentences go on from page to page."""
    table = report.tables["statements"]
    table = table[table["statement"] != "narrative"]
    begin = table.groupby("statement")["page"].min()
    return [1, *sorted({int(page) for page in begin} - {1})[:PAGES]]


def stated(report: Report, pages: list[int]) -> dict[tuple[Any, ...], list[dict[str, Any]]]:
    """Place in `pages`, item and class → the rows of statements there."""
    found: dict[tuple[Any, ...], list[dict[str, Any]]] = {}
    for row in report.tables["statements"].to_dict("records"):
        if row["page"] in pages and row["statement"] != "narrative":
            key = (pages.index(row["page"]), *(row[name] for name in KEY))
            found.setdefault(key, []).append(row)
    return found


def compared(printed: Report, read: Report, pages: list[int]) -> Counter[str]:
    counts: Counter[str] = Counter()
    own = stated(read, list(range(1, len(pages) + 1)))
    for key, rows in stated(printed, pages).items():
        left = own.pop(key, [])
        for row in rows:
            same = next((other for other in left if other["value"] == row["value"]), None)
            if same is not None:
                left.remove(same)
            counts["right" if same is not None else "missing"] += 1
        own[key] = left
    for other in (row for rows in own.values() for row in rows):
        print("  other:", other["page"], other["name"], other["value"], other["reading"])
        counts["other"] += 1
        counts["doubtful"] += other["reading"] == "doubtful"
    return counts


def main(dots: int = 200, aslant: float = 0.0) -> None:
    total: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as folder:
        for path in sorted(REPORTS.glob("*.pdf")):
            if "scan" in path.name:
                continue
            printed = extract_report(path)
            pages = first_pages(printed) if "statements" in printed.tables else []
            if len(pages) < 2:
                continue
            scan = Path(folder) / path.name
            scan.write_bytes(scanned(path.read_bytes(), pages, dots, aslant))
            read = extract_report(scan, department=printed.department, year=printed.year, ocr=True)
            counts = compared(printed, read, pages)
            print(path.name, dict(counts), flush=True)
            total += counts
    print("all", dict(total))


if __name__ == "__main__":
    main(*(kind(word) for kind, word in zip((int, float), sys.argv[1:], strict=False)))
