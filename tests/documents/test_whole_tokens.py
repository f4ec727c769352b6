"""A run of digits is a figure only if it is whole: the same trap in every format and place."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
from made_reports import LEVELS, ROWS, Text, as_docx, as_html, as_text, as_xlsx

from jixiao.extract import extraction
from jixiao.report import Report
from jixiao.source import Document, Limits
from jixiao.source.child import read_here
from jixiao.source.kind import file_kind
from jixiao.source.text import document_from_text

FORMATS: dict[str, Callable[..., bytes]] = {"docx": as_docx, "html": as_html, "xlsx": as_xlsx}
START = "2023年部门年初预算9,862.40万元，全年预算数11,066.75万元。全年实际支出"
END = "万元，预算执行率92.45%。"
RIGHT = {"approved": "9862.40", "revised": "11066.75", "outturn": "10231.58", "rate": "92.45"}


def read_in_process(path: Path, limits: Limits | None = None, *, ocr: bool = False) -> Document:
    """As `read_document`, without a process of its own for every file."""
    content = path.read_bytes()
    if file_kind(content, path) == "text":
        return document_from_text(content, path)
    return read_here(path, limits or Limits(), ocr)


@pytest.fixture
def extract(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, data: Path
) -> Callable[[bytes], Report]:
    monkeypatch.setattr(extraction, "read_document", read_in_process)

    def extracted(content: bytes) -> Report:
        path = tmp_path / "report"
        path.write_bytes(content)
        return extraction.extract_report(path, department="water-bureau", year=2023, data=data)

    return extracted


def figures(report: Report) -> dict[str, str]:
    rows = report.tables["budget"]
    return {r.phase: str(r.value) for r in rows[rows["item"] == "expenditure"].itertuples()}


def indicator(report: Report, row: int = 0) -> tuple[str, Decimal | None, Decimal | None]:
    found = report.tables["indicators"].iloc[row]
    return found["name"], found["target_value"], found["actual_value"]


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize(
    "runs",
    [
        ["10,231.58", ("1", "raised")],
        ["10,231.58", ("[2]", "raised")],
        ["10,231.58", ("①", "raised")],
        ["10,231.58", ("*", "raised")],
        ["10,231.58", ("注1", "raised")],
        [("9,999.99", "struck"), "10,231.58"],
        ["10,2", ("9", "struck"), "31.58"],
    ],
)
def test_marks_and_struck_text_are_out_of_a_figure(
    format: str, runs: list[object], extract: Callable[[bytes], Report]
) -> None:
    report = extract(FORMATS[format](sentence=[START, *runs, END]))
    assert figures(report) == RIGHT
    cell = [*LEVELS, "管网", "≥85公里", ["88.6", ("2", "raised"), "公里"], "15", "15"]
    report = extract(FORMATS[format](rows=[cell, ROWS[1]]))
    assert indicator(report) == ("管网", 85, Decimal("88.6"))
    assert report.document is not None
    assert [(a.reason, a.text) for a in report.document.asides] == [("note_mark", "2")]


@pytest.mark.parametrize("format", ["docx", "html"])
@pytest.mark.parametrize("style", ["hidden", "white"])
def test_hidden_text_is_out_of_a_figure(
    format: str, style: str, extract: Callable[[bytes], Report]
) -> None:
    report = extract(FORMATS[format](sentence=[START, ("9,999.99", style), "10,231.58", END]))
    assert figures(report) == RIGHT
    assert report.document is not None
    assert [(a.reason, a.text) for a in report.document.asides] == [("hidden", "9,999.99")]
    cell = [*LEVELS, "管网", ["≥", ("9", style), "85公里"], "88.6公里", "15", "15"]
    assert indicator(extract(FORMATS[format](rows=[cell, ROWS[1]]))) == (
        "管网",
        85,
        Decimal("88.6"),
    )


@pytest.mark.parametrize("format", FORMATS)
def test_raised_digits_of_a_unit_a_power_and_a_formula_are_text(
    format: str, extract: Callable[[bytes], Report]
) -> None:
    unit: list[Text] = [*LEVELS, ["PM", ("2.5", "lowered"), "监测面积"], ["≥85km", ("2", "raised")]]
    power: Text = [START, "1.0231×10", ("4", "raised"), END]
    report = extract(FORMATS[format](sentence=power, rows=[[*unit, "88km²", "15", "15"], ROWS[1]]))
    assert figures(report)["outturn"] == "10231"
    found = report.tables["indicators"].iloc[0]
    assert (found["name"], found["target"]) == ("PM2.5监测面积", "≥85km²")
    assert report.document is not None
    assert report.document.asides == ()


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize(
    ("cell", "value"),
    [
        (["≥14,8", ("84.55万元", "break")], Decimal("14884.55")),
        (["≥7,307.7", ("3万元", "break")], Decimal("7307.73")),
        (["≥148", ("84万元", "break")], None),  # 14884, or 148 and then 84
    ],
)
def test_a_number_that_a_line_breaks_is_whole_or_none(
    format: str, cell: Text, value: Decimal | None, extract: Callable[[bytes], Report]
) -> None:
    row = [*LEVELS, "投资", cell, "1万元", "15", "15"]
    assert indicator(extract(FORMATS[format](rows=[row, ROWS[1]])))[1] == value


@pytest.mark.parametrize(
    ("sentence", "outturn"),
    [
        ("支出10\u2009231.58万元", "10231.58"),
        ("支出10\u202f231.58万元", "10231.58"),
        ("支出10\xa0231.58万元", "10231.58"),
        ("支出10,2\u200b31.58万元", "10231.58"),
        ("支出10,2\xad31.58万元", "10231.58"),
        ("⽀出10,231.58万元", "10231.58"),
        ("支出１０，２３１．５８万元", "10231.58"),
        ("支出10 231.58万元", None),  # two numbers, or one: nobody can tell
        ("支出10,231.\ufffd8万元", None),
        ("支出1.023158亿元", "1.023158"),
        ("支出10.23158千万元", "10.23158"),
        ("支出一亿零二百三十一万五千八百元", "102315800"),
    ],
)
@pytest.mark.parametrize("format", [*FORMATS, "text"])
def test_writings_of_a_figure(
    format: str, sentence: str, outturn: str | None, extract: Callable[[bytes], Report]
) -> None:
    maker = FORMATS.get(format, as_text)
    report = extract(maker(sentence=f"年初预算9,862.40万元，{sentence}，预算执行率92.45%。"))
    found = figures(report)
    assert found.get("outturn") == outturn
    assert found["approved"] == "9862.40"
    if outturn is None:
        assert report.about["unread"][0]["table"] == "budget"


@pytest.mark.parametrize("format", [*FORMATS, "text"])
@pytest.mark.parametrize(
    ("sentence", "adjustment"),
    [
        ("年中调减（1,204.35）万元", "-1204.35"),
        ("年中调减1,204.35万元", "-1204.35"),
        ("年中预算调整(1,204.35)万元", "-1204.35"),
        ("年中预算调整－1,204.35万元", "-1204.35"),
        ("年中预算调整–1,204.35万元", "-1204.35"),
        ("年中预算调整﹣1,204.35万元", "-1204.35"),
        ("年中调减-1,204.35万元", None),  # a decrease, or a decrease of a decrease
        ("年中预算调整（单位：万元）1,204.35万元", None),
    ],
)
def test_negative_amounts(
    format: str, sentence: str, adjustment: str | None, extract: Callable[[bytes], Report]
) -> None:
    maker = FORMATS.get(format, as_text)
    report = extract(maker(sentence=f"年初预算9,862.40万元，{sentence}。"))
    assert figures(report) == {"approved": "9862.40"} | (
        {"adjustment": adjustment} if adjustment else {}
    )
    assert ("unread" in report.about) == (adjustment is None)


def test_a_bracketed_amount_that_is_no_adjustment_is_listed(
    extract: Callable[[bytes], Report],
) -> None:
    report = extract(as_text(sentence="年初预算9,862.40万元，支出（231.58）万元。"))
    assert figures(report) == {"approved": "9862.40"}
    assert report.about["unread"][0]["reason"] == "sign_not_clear"
