"""A scan: recognised as one, read with --ocr, and said to be so on every page."""

from __future__ import annotations

import io
import os
import shutil
from decimal import Decimal
from pathlib import Path

import pandas as pd
import pypdfium2
import pytest
from click.testing import CliRunner, Result

import typeset
from jixiao.cli import main
from jixiao.extraction import _doubtful
from jixiao.prose.cover import cover
from jixiao.report import load_report
from jixiao.source.ocr import PACKAGES, plain_marks

DEPARTMENT = "panyu-data-bureau"
installed = shutil.which("ocrmypdf") is not None or os.environ.get("JIXIAO_OCR") == "required"
needs_ocr = pytest.mark.skipif(not installed, reason=f"apt-get install {PACKAGES}")


def scan(pdf: bytes) -> bytes:
    """Each page of a PDF as a picture of 200 dots an inch, with nothing but the picture."""
    pages = [
        page.render(scale=200 / 72, grayscale=True).to_pil() for page in pypdfium2.PdfDocument(pdf)
    ]
    out = io.BytesIO()
    pages[0].save(out, "PDF", save_all=True, append_images=pages[1:], resolution=200)
    return out.getvalue()


@pytest.fixture
def scanned(tmp_path: Path) -> Path:
    path = tmp_path / "scan.pdf"
    path.write_bytes(scan(typeset.short_pdf()))
    return path


def extract(path: Path, data: Path, *options: str) -> Result:
    target = path.parent / "data"
    target.mkdir(exist_ok=True)
    shutil.copy(data / "departments.csv", target)
    arguments = ["extract", str(path), "--department", DEPARTMENT, "--year", "2022"]
    return CliRunner().invoke(main, [*arguments, "--data", str(target), *options])


def test_a_scan_is_recognised_as_one(scanned: Path, data: Path) -> None:
    result = extract(scanned, data)
    assert result.exit_code == 2
    assert "is a scan: 1 pages of pictures without text; use --ocr" in result.output


def test_without_the_programs_one_line_names_the_packages(
    scanned: Path, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "")
    result = extract(scanned, data, "--ocr")
    assert result.exit_code == 2
    assert f"apt-get install {PACKAGES}" in result.output
    assert len(result.output.splitlines()) == 1


@needs_ocr
def test_a_scan_is_read_and_every_page_says_so(scanned: Path, data: Path) -> None:
    result = extract(scanned, data, "--ocr")
    assert result.exit_code == 0, result.output
    report = load_report(DEPARTMENT, 2022, scanned.parent / "data")
    assert report.document is not None
    assert report.document.recognised == (1,)
    printed = ["985.00", "1020.50", "970.20", "95.07", "505.00", "505.00", "480.00", "465.20"]
    values = [str(value) for value in report.tables["budget"]["value"]]
    unread = " ".join(report.about.get("unread", ()))
    # What was not read right is listed, and nothing is read that is not there.
    assert set(values) <= set(printed)
    assert all(value in values or value in unread.replace(",", "") for value in printed)
    assert len(values) >= 6
    for language, words in (
        ("en", "were recognised in pictures (OCR)"),
        ("zh", "由图像识别（OCR）得出"),
    ):
        assert words in cover(report, "budget", language).text
    review = scanned.parent / "outputs" / DEPARTMENT / "2022" / "review.html"
    assert "recognised in a picture: figures may be wrong" in review.read_text("utf-8")


@needs_ocr
def test_a_page_with_text_keeps_it(tmp_path: Path, data: Path) -> None:
    path = tmp_path / "text.pdf"
    path.write_bytes(typeset.short_pdf())
    result = extract(path, data, "--ocr")
    assert result.exit_code == 0, result.output
    report = load_report(DEPARTMENT, 2022, tmp_path / "data")
    assert report.document is not None
    assert report.document.recognised == ()


def test_a_rate_that_is_unlike_others_is_listed_as_doubtful() -> None:
    row = {"page": 9, "line": 368, "unit": "%"}
    rates = [(Decimal("97.71"), "97.71%"), (Decimal("97.719"), "97.719%"), (Decimal(1009), "1009%")]
    budget = pd.DataFrame([{**row, "value": value, "printed": text} for value, text in rates])
    listed = list(_doubtful({"budget": budget, "outcomes": budget[:0]}))
    assert [line.split(": ")[2].split(" ")[0] for line in listed] == ["97.719%", "1009%"]


@pytest.mark.parametrize(
    ("recognised", "plain"),
    [
        ("其中:", "其中："),
        ("14,884.55", "14,884.55"),
        ("万元,", "万元，"),
        ("(二)", "（二）"),
        ("12:30", "12:30"),
        ("|产出", "产出"),
    ],
)
def test_marks_are_made_plain_but_numbers_stay(recognised: str, plain: str) -> None:
    assert plain_marks(recognised) == plain
