"""One file to send: the pages of a report in every language, as they lie in the outputs folder."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from click.testing import CliRunner
from playwright.sync_api import Browser, expect

from browser import opened
from jixiao.cli import main

FOLDER = "panyu-data-bureau/2022"


def packed(site: Path, target: Path, *wanted: str) -> zipfile.ZipFile:
    command = ["pack", *wanted, "--outputs", str(site), "--output", str(target)]
    result = CliRunner().invoke(main, command)
    assert result.exit_code == 0, result.output
    return zipfile.ZipFile(target)


def test_a_pack_of_everything_has_every_page_and_its_links_lead_somewhere(
    site: Path, tmp_path: Path
) -> None:
    with packed(site, tmp_path / "all.zip") as pack:
        names = set(pack.namelist())
        pages = {p.relative_to(site).as_posix() for p in site.rglob("*.html")}
        assert pages <= names
        assert not [name for name in names if not name.endswith((".html", ".xlsx"))]
        pack.extractall(tmp_path / "there")
    for name in pages:
        page = tmp_path / "there" / name
        assert page.read_bytes() == (site / name).read_bytes()
        for link in BeautifulSoup(page.read_text("utf-8"), "html.parser").find_all("a", href=True):
            address = str(link["href"]).partition("#")[0]
            if address and "://" not in address and not address.endswith(".ipynb"):
                assert (page.parent / address).is_file(), f"{name}: {address}"


def test_the_same_pages_give_the_same_pack(site: Path, tmp_path: Path) -> None:
    for name in ("one.zip", "two.zip"):
        packed(site, tmp_path / name, FOLDER, FOLDER).close()
    assert (tmp_path / "one.zip").read_bytes() == (tmp_path / "two.zip").read_bytes()
    with zipfile.ZipFile(tmp_path / "one.zip") as pack:
        assert all(name.startswith(f"{FOLDER}/") for name in pack.namelist())
    with packed(site, tmp_path / "three.zip", f"x/../{FOLDER}") as pack:
        assert all(name.startswith(f"{FOLDER}/") for name in pack.namelist())


@pytest.mark.parametrize("wanted", ["no-such-bureau", "..", "../..", "/", "panyu-data-bureau/1999"])
def test_what_holds_no_pages_is_refused_in_one_line(
    site: Path, tmp_path: Path, wanted: str
) -> None:
    target = tmp_path / "pack.zip"
    target.write_bytes(b"there before")
    command = ["pack", wanted, "--outputs", str(site), "--output", str(target)]
    result = CliRunner().invoke(main, command)
    assert result.exit_code == 2
    assert len(result.output.strip().splitlines()) == 1
    assert target.read_bytes() == b"there before"


def test_in_a_pack_the_language_switches(browser: Browser, site: Path, tmp_path: Path) -> None:
    with packed(site, tmp_path / "pack.zip", FOLDER) as pack:
        pack.extractall(tmp_path)
    with opened(browser, tmp_path / FOLDER / "budget.html") as (page, seen):
        link = page.get_by_role("link", name="中文")
        assert link.get_attribute("title") == "the file budget.zh.html beside this one"
        link.click()
        expect(page.locator("html")).to_have_attribute("lang", "zh-CN")
    assert seen.nothing, seen
