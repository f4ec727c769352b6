"""Every word of ours that a reader sees is in the reader's language; the report's stay its own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from bs4 import BeautifulSoup, Tag

from jixiao.audit import subjects
from jixiao.base.said import Said, nested_quotes
from jixiao.labels import label, label_html, words_in
from jixiao.labels.links import refer
from jixiao.labels.numbers import MISSING, number
from jixiao.labels.sentences import series
from jixiao.labels.statement_names import item_of_statement

# What is not prose of ours: code, the report's own text and quotes, rule ids, the other language.
NOT_OURS = "pre, script, style, .source, .quotes .jixiao-ref ~ *, .languages, .minor, .id"
OURS = "h1, h2, h3, thead th, caption, summary, legend, label, dt, button, .jixiao-status, .toc a"
SPOKEN = ("alt", "aria-label", "placeholder")
NAMES = {"jixiao", "sha", "xlsx", "ipynb", "pefa", "post"}  # names and formats, the same in both
CHINESE_IN_ENGLISH = {"万元", "元", "绩效"}  # the unit of the figures, and our name


def pages(site: Path, chinese: bool) -> list[Path]:
    found = [p for p in sorted(site.rglob("*.html")) if p.name.endswith(".zh.html") == chinese]
    assert len(found) >= 8
    return found


def texts(soup: BeautifulSoup) -> Iterator[str]:
    for tag in soup.select(NOT_OURS):
        tag.decompose()
    for tag in soup.find_all(True):
        for attribute in SPOKEN:
            if tag.get(attribute):
                yield str(tag[attribute])
    yield from soup.body.stripped_strings  # type: ignore[union-attr]


def english_words() -> set[str]:
    """Words of our English labels that no Chinese label has."""

    def words(text: str) -> set[str]:
        return {word.lower() for word in re.findall(r"[A-Za-z]{3,}", text)}

    return words(words_in("en")) - words(words_in("zh")) - NAMES


def test_chinese_pages_hold_no_english_word_of_ours(site: Path) -> None:
    ours = english_words()
    found: set[tuple[str, str]] = set()
    for path in pages(site, chinese=True):
        soup = BeautifulSoup(path.read_text("utf-8"), "html.parser")
        for text in texts(soup):
            for word in re.findall(r"[A-Za-z]{3,}", text):
                if word.lower() in ours:
                    found.add((path.name, text[:100]))
    assert sorted(found) == []


def test_headings_and_labels_of_english_pages_hold_no_chinese(site: Path) -> None:
    found: set[tuple[str, str]] = set()
    for path in pages(site, chinese=False):
        soup = BeautifulSoup(path.read_text("utf-8"), "html.parser")
        for tag in soup.select(OURS):
            for text in own(tag):
                words = set(re.findall(r"[\u4e00-\u9fff]+", text)) - CHINESE_IN_ENGLISH
                if words:
                    found.add((path.name, text[:100]))
    assert sorted(found) == []


def own(tag: Tag) -> Iterator[str]:
    """The text of an element but for the report's own words: links into it, what a page begins with."""
    for text in tag.find_all(string=True):
        if not text.find_parent(class_=["jixiao-ref", "begins"]):
            yield str(text)


@pytest.mark.parametrize("chinese", [True, False])
def test_there_are_pages_to_read(site: Path, chinese: bool) -> None:
    assert (
        len(pages(site, chinese)) == 11
    )  # the accounts that are made have one year: no comparison


@pytest.mark.parametrize(
    ("said", "english", "chinese"),
    [
        (
            Said("ledger.parts_of", whole=subjects.indicator(46)),
            "indicator 46: parts of the whole",
            "指标46：整体的各部分",
        ),
        (
            subjects.on_line(
                Said(
                    "ledger.rate_printed",
                    item=subjects.item("sangong.vehicles"),
                    phase=subjects.phase("rate"),
                    printed="97.50%",
                ),
                757,
            ),
            "Official vehicles rate 97.50%, line 757",
            "公务用车购置及运行维护费 比率 97.50%，第757行",
        ),
        (Said("ledger.heading", line=3), "heading on line 3", "标题（第3行）"),
        (subjects.words("广东省 APP 上线"), "广东省 APP 上线", "广东省 APP 上线"),
        (
            Said(
                "ledger.equal",
                one=subjects.item_in_phase("income", "outturn"),
                other=subjects.item_in_phase("expenditure", "outturn"),
            ),
            "Income (outturn) = Expenditure (outturn)",
            "总收入（执行数） = 总支出（执行数）",
        ),
        (
            Said(
                "ledger.parts_of",
                whole=subjects.account("income", "all", "income.current_year", "", "outturn"),
            ),
            "Table of income, all money, Income of the year, outturn: parts of the whole",
            "收入决算表 全部资金 本年收入 决算数：整体的各部分",
        ),
        (
            subjects.account("expenditure", "all", "expenditure", "201", "outturn"),
            "Table of expenditure, all money, Expenditure of the year 201, outturn",
            "支出决算表 全部资金 本年支出 201 决算数",
        ),
        (subjects.item("nobody.knows"), "nobody.knows", "nobody.knows"),
    ],
)
def test_the_ledger_speaks_of_items_by_name_and_leaves_the_report_alone(
    said: Said, english: str, chinese: str
) -> None:
    assert said.words("en") == english
    assert said.words("zh") == chinese


@pytest.mark.parametrize(
    ("key", "values", "words"),
    [
        ("audit.table.notes", {"count": 1}, "Notes from the audit: 1 finding"),
        ("audit.table.notes", {"count": 0}, "Notes from the audit: 0 findings"),
        ("page.index.card_departments", {"count": 1}, "department"),
        ("page.index.card_departments", {"count": 21}, "departments"),
        (
            "explore.found.hits",
            {"words": "{count:a|b}", "count": 2, "pages": 1},
            "“{count:a|b}” stands in 2 places on 1 page",
        ),
    ],
)
def test_one_is_not_many(key: str, values: dict[str, object], words: str) -> None:
    assert label(key, "en", **values) == words
    assert str(label_html(key, "en", **values)) == words


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("第49项指标““数字政府”资金”", "第49项指标“‘数字政府’资金”"),
        ("“一”与“二”", "“一”与“二”"),
        ("“未配对", "“未配对"),
        ("”倒置“", "”倒置“"),
        ("““三层“内””", "““三层“内””"),  # marks that do not pair are the report's own
    ],
)
def test_quotation_marks_inside_of_others_are_single(said: str, shown: str) -> None:
    assert nested_quotes(said) == shown


def test_a_quote_in_quotes_keeps_its_link_as_it_is() -> None:
    link = refer("“三公”经费", 3, 41, "“三公”经费预算")
    html = label_html("budget.prose.unit_note", "zh", quote=link, place="第3页")
    assert "“<a" in html
    assert ">‘三公’经费</a>”" in html
    assert 'title="“三公”经费预算"' in html


def test_pages_count_one_as_one(site: Path) -> None:
    plural = re.compile(
        r"(?<![\d.,–])1 (departments|findings|indicators|measures|years|reports|rows|promises are|are)\b"
    )
    found = {
        (path.name, match[0])
        for path in pages(site, chinese=False)
        for text in texts(BeautifulSoup(path.read_text("utf-8"), "html.parser"))
        for match in plural.finditer(text)
    }
    assert found == set()


def test_a_dash_leads_to_no_place() -> None:
    """A budget that the document does not state was a dash with a link to the line of the outturn."""
    assert refer(number(None), 23, 1806) == MISSING
    assert not isinstance(refer(number(Decimal(0)), 23, 1806), str)


def test_tables_of_money_part_the_expenditure_of_the_year_from_all_that_is_disposed_of() -> None:
    assert item_of_statement("expenditure", "支出合计", "zh") == "本年支出"
    assert item_of_statement("total.expenditure", "支出总计", "zh") == "支出总计"
    assert item_of_statement("expenditure.basic", "", "zh") == "基本支出"


def test_names_with_commas_of_their_own_are_parted_by_semicolons() -> None:
    of_districts = ("Finance Bureau of Putuo District, Shanghai", "Data Bureau of Shanghai")
    assert series(of_districts, "en") == "; ".join(of_districts)
    assert series(("budget", "final accounts"), "en") == "budget, final accounts"
    assert series(("预算", "决算"), "zh") == "预算、决算"
