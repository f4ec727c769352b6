"""Chinese pages are set as Chinese is: no space before %, marks of full width between Chinese words.

The report's own words stand as published: quotes, names, and what its text says elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from bs4 import BeautifulSoup

from jixiao.frame.shell import finish_page

WIDE = "\u4e00-\u9fff“”（）％"


def written(page: Path) -> Iterator[str]:
    """The words of a page but for those of the report."""
    soup = BeautifulSoup(page.read_text("utf-8"), "html.parser")
    for element in soup.select("section.source, script, style, pre, td.quotes, td.long"):
        element.decompose()
    yield from soup.find_all(string=True)
    yield from (picture["alt"] for picture in soup.select("img[alt]"))


def chinese(site: Path) -> list[Path]:
    found = sorted(site.rglob("*.zh.html"))
    assert {"budget", "indicators", "audit", "accounts", "comparison", "departments", "index"} <= {
        page.name.partition(".")[0] for page in found
    }
    return found


def found(site: Path, pattern: str) -> set[tuple[str, str]]:
    """Where the pattern stands on Chinese pages, with the characters around it."""
    return {
        (page.name, match[0])
        for page in chinese(site)
        for text in written(page)
        for match in re.finditer(rf".{{0,9}}(?:{pattern}).{{0,9}}", text)
    }


def test_no_space_stands_before_a_per_cent_sign(site: Path) -> None:
    assert found(site, r"\d\s+%") == set()


def test_marks_between_chinese_words_are_of_full_width(site: Path) -> None:
    assert found(site, rf"[{WIDE}][,;:] |[{WIDE}] \(|\) ?[{WIDE}]") == set()


def test_no_english_word_joins_chinese_ones(site: Path) -> None:
    """As "18人 of 15名" did: what decided a status is written in the page's language."""
    words = "of|and|to|or|promised|is|from"
    assert found(site, rf"[{WIDE}\d%] (?:{words}) [{WIDE}\d]") == set()


def test_a_heading_in_quotes_begins_where_others_do() -> None:
    html = (
        "<h2>“三公”经费</h2><table><tbody><tr><th scope='row'>“三公”经费</th></tr></tbody></table>"
    )
    page = finish_page(f"<html lang='zh-CN'><body>{html}<h2>支出</h2></body></html>")
    hung = BeautifulSoup(page, "html.parser").select(".hung")
    assert [element.name for element in hung] == ["h2", "th"]
    assert "hung" not in finish_page(f"<html lang='en'><body>{html}</body></html>")
