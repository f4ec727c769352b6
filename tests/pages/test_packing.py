"""One file to send: the pages of a report in every language, as they lie in the outputs folder."""

from __future__ import annotations

import errno
import os
import zipfile
from pathlib import Path

import pytest
from browser import opened
from bs4 import BeautifulSoup
from click.testing import CliRunner
from playwright.sync_api import Browser, expect

from jixiao.cli.commands import main
from jixiao.publish.pack import without_links

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
        assert len(pages) >= 16
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


def test_pages_of_a_pack_of_one_report_lead_to_nothing_that_is_not_in_it(
    site: Path, tmp_path: Path
) -> None:
    with packed(site, tmp_path / "one.zip", FOLDER) as pack:
        pages = [name for name in pack.namelist() if name.endswith(".html")]
        pack.extractall(tmp_path / "there")
    for name in pages:
        page = tmp_path / "there" / name
        before = BeautifulSoup((site / name).read_text("utf-8"), "html.parser")
        after = BeautifulSoup(page.read_text("utf-8"), "html.parser")
        assert after.get_text() == before.get_text()
        assert [script.string for script in after("script")] == [s.string for s in before("script")]
        links = [str(a["href"]).partition("#")[0] for a in after.find_all("a", href=True)]
        files = {link for link in links if link and "://" not in link}
        assert files
        assert not [link for link in files if not (page.parent / link).is_file()]
        here = [a["href"] for a in before.select("a.jixiao-ref")]
        assert [a["href"] for a in after.select("a.jixiao-ref")] == here


def test_a_link_is_cut_only_where_its_file_is_not_in_the_pack() -> None:
    names = {"d/2022/a.html", "d/2022/b c.html"}
    kept = (
        '<a href="#x">1</a><a class="k" href="b%20c.html#p1">2</a><a href="https://a.b/c">3</a>'
        "<script>'<a href=\"gone.html\">4</a>'</script>"
    )
    cut = (
        '<a href="../../index.html">5</a><p><a title="t" href="../2021/a.html#p">6 <b>7</b></a></p>'
    )
    brand = '<a class="brand" href="../../index.html">8</a>'
    page = without_links(f"<div>{kept}{cut}{brand}</div>", "d/2022/a.html", names)
    assert f'<div>{kept}5<p>6 <b>7</b></p><span class="brand">8</span></div>' in page


def test_a_pack_that_cannot_be_written_leaves_what_was_there(
    site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The disk is full in the middle: nothing half-written stays beside it."""
    target = tmp_path / "pack.zip"
    target.write_bytes(b"there before")

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(zipfile.ZipFile, "writestr", full)
    command = ["pack", FOLDER, "--outputs", str(site), "--output", str(target)]
    result = CliRunner().invoke(main, command)
    assert result.exit_code == 2
    assert "pack.zip: cannot be written (No space left on device)" in result.output
    assert [path.name for path in tmp_path.iterdir()] == ["pack.zip"]
    assert target.read_bytes() == b"there before"


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
