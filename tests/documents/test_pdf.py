"""Printing: the same page on paper where there is a browser, one clear line where there is none."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from click.testing import CliRunner
from made_index import index_page
from playwright.sync_api import Browser

from jixiao.base.errors import OutputError
from jixiao.cli.commands import main
from jixiao.publish.pdf import find_browser, page_to_pdf
from jixiao.publish.printing import print_pages


def test_without_a_browser_pdf_is_refused_before_anything_runs(
    data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    outputs = tmp_path / "outputs"
    result = CliRunner().invoke(
        main, ["report", "--pdf", "--data", str(data), "--outputs", str(outputs)]
    )
    assert result.exit_code == 2
    assert result.output == (
        "jixiao: no Chromium is installed to print PDF with; install one (Debian: apt-get install "
        "chromium), or leave --pdf out\n"
    )
    assert not outputs.exists()


def test_a_browser_that_prints_nothing_is_one_clear_line(tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text("<p>x</p>")
    with pytest.raises(OutputError, match="could not be printed"):
        page_to_pdf(page, Path("/bin/false"))
    with pytest.raises(OutputError, match="FileNotFoundError"):
        page_to_pdf(page, tmp_path / "no-such-browser")


def test_pages_are_printed_once_and_alike(browser: Browser, tmp_path: Path) -> None:
    page = tmp_path / "department" / "2022" / "page.html"
    page.parent.mkdir(parents=True)
    page.write_text(index_page([], "zh", {}), "utf-8")
    installed = find_browser()
    (printed,) = print_pages(tmp_path, ["department/2022"], installed)
    assert list(print_pages(tmp_path, [], installed)) == []
    content = printed.read_bytes()
    assert content.startswith(b"%PDF")
    box = re.search(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", content)
    assert box is not None
    assert [round(float(side)) for side in box.groups()] == [595, 842]  # A4
    assert page_to_pdf(page, installed) == content
