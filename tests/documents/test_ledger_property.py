"""Every number of any document is in exactly one place of the ledger, however often a line says it."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

from accounts_made import make_accounts
from accounts_typeset import as_html
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from made_reports import BEFORE, BETWEEN

from jixiao.base.amounts import fold
from jixiao.check.money_left import money_left
from jixiao.check.numbers import State, numbers
from jixiao.extract.extraction import document_report
from jixiao.report import Report
from jixiao.source.html import read_html
from jixiao.source.text import document_from_text

DATA = Path(__file__).resolve().parents[2] / "data"
_AMOUNTS = st.sampled_from(["9,862.40", "100", "0.00", "11,066.75", "１００"])
_WORDS = st.sampled_from(
    [
        "年初预算{}万元",
        "全年预算数{}万元",
        "全年实际支出{}万元",
        "其中基本支出{}万元",
        "项目支出{}万元",
        "预算执行率{}%",
        "神秘数{}万元",
        "共{}个",
        "{}",
        "支出{}，{}万元",
    ]
)
_CLAUSE = st.builds(lambda words, a, b: words.format(a, b), _WORDS, _AMOUNTS, _AMOUNTS)
_SENTENCE = st.lists(_CLAUSE, min_size=1, max_size=6).map("，".join)
_SENTENCES = st.lists(_SENTENCE, min_size=1, max_size=3).map("。".join)


def report_of(sentence: str) -> Report:
    content = "\n".join([*BEFORE, f"年初预算5.00万元。{sentence}。", *BETWEEN, "四、结束"]).encode()
    document = document_from_text(content, Path("made.txt"))
    return document_report(document, department="water-bureau", year=2023, data=DATA)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(_SENTENCES)
def test_the_ledger_has_every_number_once_and_every_row_its_figure(sentence: str) -> None:
    report = report_of(sentence)
    assert report.document is not None
    placed = numbers(report)
    runs = [
        (line.number, match.start())
        for line in report.document.lines
        for match in re.finditer(r"\d+(?:,\d{3})*(?:\.\d+)?", fold(line.text))
    ]
    assert [(n.line, n.start) for n in placed] == runs
    counts = Counter(number.state for number in placed)
    assert sum(counts[state] for state in State) == len(runs)
    rows = report.tables.get("budget", ())
    homes = Counter((n.table, n.row) for n in placed if n.state == State.FIGURE)
    for number in range(2, len(rows) + 2):
        assert homes["budget", number] == 1, sentence


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(_SENTENCES)
def test_money_that_no_row_states_is_listed_or_left(sentence: str) -> None:
    report = report_of(sentence)
    listed = {entry["line"] for entry in report.about.get("unread", ())}
    left = {number.line for number in money_left(report)}
    for number in numbers(report):
        text = fold(report.document.lines[number.line - 1].text)  # type: ignore[union-attr]
        money = number.state == State.UNREAD and text[number.end :].startswith("万元")
        assert (
            not money
            or number.section not in ("finance", "management")
            or (number.line in listed | left)
        )


def test_what_a_line_says_twice_is_read_twice() -> None:
    made = make_accounts(2023)
    twice = "其中：其他收入5.00万元，其他收入5.00万元，财政拨款收入"
    made.narrative = [text.replace("其中：财政拨款收入", twice) for text in made.narrative]
    document = read_html(as_html(made), "made.html")
    report = document_report(document, department="made-bureau", year=2023, data=DATA)
    fives = [n for n in numbers(report) if n.printed == "5.00" and n.section == "narrative"]
    assert len(fives) >= 4
    assert {number.state for number in fives} == {State.FIGURE}


def test_a_code_behind_a_list_number_is_no_figure() -> None:
    made = make_accounts(2023)
    row = next(text for text in made.narrative if text.startswith("1、一般公共服务支出（类）"))
    coded = "（一）2010601-" + row.partition("财政事务（款）")[2]
    made.narrative = [coded if text == row else text for text in made.narrative]
    report = document_report(
        read_html(as_html(made), "made.html"), department="made-bureau", year=2023, data=DATA
    )
    codes = [n for n in numbers(report) if n.printed == "2010601" and n.section == "narrative"]
    assert len(codes) == 1
    assert codes[0].state == State.CELL


def test_the_number_of_the_hotline_is_a_name() -> None:
    made = make_accounts(2023)
    made.narrative = [
        text.replace("专项工作增加。", "新增12345政务服务便民热线项目。") for text in made.narrative
    ]
    report = document_report(
        read_html(as_html(made), "made.html"), department="made-bureau", year=2023, data=DATA
    )
    (hotline,) = [n for n in numbers(report) if n.printed == "12345"]
    assert (hotline.state, hotline.reason) == (State.ASIDE, "name")


def test_a_date_and_the_number_of_a_paper_are_no_figures() -> None:
    made = make_accounts(2023)
    words = "自2023-01-01至2023/12/31，依据沪府规【2016】168号。"
    made.narrative = [text.replace("专项工作增加。", words) for text in made.narrative]
    report = document_report(
        read_html(as_html(made), "made.html"), department="made-bureau", year=2023, data=DATA
    )
    assert report.document is not None
    (line,) = [line for line in report.document.lines if "沪府规" in line.text]
    start = fold(line.text).index("自")
    found = [n for n in numbers(report) if n.line == line.number and n.start > start]
    assert [n.printed for n in found] == ["2023", "01", "01", "2023", "12", "31", "2016", "168"]
    assert [n.reason for n in found] == ["date"] * 6 + ["year", "title"]
