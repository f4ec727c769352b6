"""An index of thousands of lines lays out some at once, and searches, sorts and prints all."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from browser import chromium, opened
from made_index import made_index
from playwright.sync_api import Browser

DEPARTMENTS, YEARS, PAGE = 60, 5, 20


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as started:
        yield started


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("many") / "index.zh.html"
    path.write_text(made_index(DEPARTMENTS, YEARS), "utf-8")
    return path


def test_some_rows_are_laid_out_and_all_are_found_turned_to_sorted_and_printed(
    browser: Browser, index: Path
) -> None:
    with opened(browser, index) as (page, seen):
        rows = page.locator("table.index tbody tr")
        total = DEPARTMENTS * YEARS

        def first() -> str:
            return rows.first.locator("th").inner_text()

        assert rows.count() == PAGE
        assert page.get_by_text(f"第1–{PAGE}行，共{total}行").is_visible()
        page.get_by_role("button", name="下一页").click()
        assert (rows.count(), first()) == (PAGE, "虚构区第004局")
        page.get_by_role("searchbox").fill("第059局 2020")
        assert (rows.count(), first()) == (1, "虚构区第059局")
        assert page.get_by_role("button", name="下一页").is_disabled()
        page.get_by_role("searchbox").fill("20991")  # 1091.20 in one cell, 991.50 in the next
        assert rows.count() == 0
        page.get_by_role("searchbox").fill("2020")
        assert page.get_by_text(f"第1–{PAGE}行，共{DEPARTMENTS}行").is_visible()
        page.get_by_role("searchbox").fill("")
        page.get_by_role("button", name="年份").click()
        assert rows.count() == PAGE
        assert set(rows.locator("td:first-of-type").all_inner_texts()) == {"2020"}
        page.evaluate("dispatchEvent(new Event('beforeprint'))")
        assert rows.count() == total
        page.evaluate("dispatchEvent(new Event('afterprint'))")
        assert rows.count() == PAGE
    assert seen.nothing, seen


def test_a_search_touches_no_row_that_is_not_shown(browser: Browser, index: Path) -> None:
    """What a search costs is what changes in the page: that, not the time, is counted here."""
    with opened(browser, index) as (page, _):
        page.evaluate(
            "() => { window.changes = 0; new MutationObserver((all) => all.forEach((one) => {"
            "  window.changes += one.addedNodes.length + one.removedNodes.length"
            "    + (one.type === 'attributes'); })).observe(document.querySelector('table.index'),"
            "  {subtree: true, childList: true, attributes: true}); }"
        )
        page.get_by_role("searchbox").fill("2020")
        page.evaluate("() => new Promise(requestAnimationFrame)")
        assert 0 < page.evaluate("window.changes") <= 2 * PAGE
        page.evaluate("window.changes = 0")
        page.get_by_role("searchbox").fill("")
        page.evaluate("() => new Promise(requestAnimationFrame)")
        assert 0 < page.evaluate("window.changes") <= 2 * PAGE
        page.evaluate("window.changes = 0")
        page.get_by_role("searchbox").fill("虚构区")  # which all rows have
        page.evaluate("() => new Promise(requestAnimationFrame)")
        assert page.evaluate("window.changes") == 0


def test_without_scripts_all_rows_are_there(browser: Browser, index: Path) -> None:
    with opened(browser, index, java_script_enabled=False) as (page, _):
        rows = page.locator("table.index tbody tr")
        assert rows.count() == DEPARTMENTS * YEARS
        assert rows.last.is_visible()
