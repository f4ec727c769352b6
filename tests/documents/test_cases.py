"""Small files that each hold one known trap (tests/cases/README.md): the right figures, or a line."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from jixiao.base.errors import SourceError
from jixiao.extract.extraction import extract_report
from jixiao.report import Report
from jixiao.report.corrections import load_corrections

CASES = Path(__file__).resolve().parents[1] / "cases"
BUDGET = {
    ("expenditure", "approved"): "9862.40",
    ("expenditure.basic", "approved"): "3215.60",
    ("expenditure.project", "approved"): "6646.80",
    ("expenditure", "adjustment"): "1204.35",
    ("expenditure", "revised"): "11066.75",
    ("expenditure", "outturn"): "10231.58",
    ("expenditure.basic", "outturn"): "3198.22",
    ("expenditure.project", "outturn"): "7033.36",
    ("expenditure", "rate"): "92.45",
}
INDICATORS = [
    ("新建改建供水管网长度", 85, "88.6", "公里", "exceeded"),
    ("小型水库除险加固", 12, "11", "宗", "missed"),
    ("新增受益人口", 5, "5.3", "万人", "exceeded"),
]
TRAPS = {Decimal("9999.99"), Decimal("8888.88")}
# Where the README says that something else is right than in the control: what stands there instead.
_BEFORE_OUTTURN = {key: value for key, value in BUDGET.items() if key[1] not in ("outturn", "rate")}
_WITHOUT_PARTS = {
    key: value for key, value in BUDGET.items() if key[1] != "outturn" or key[0] == "expenditure"
}
OTHER_BUDGETS = {
    "txt11_mark_within_figure.txt": _BEFORE_OUTTURN,
    "txt12_item_behind_amount.txt": _WITHOUT_PARTS,
    "txt13_figure_left_out.txt": _BEFORE_OUTTURN | {("expenditure", "rate"): "92.45"},
    "txt14_corrected_at_once.txt": _BEFORE_OUTTURN,
    "html11_digits_over_each_other.html": _BEFORE_OUTTURN,
    "docx13_font_of_signs.docx": _BEFORE_OUTTURN,
    "txt06_negative_amounts.txt": {
        ("expenditure", "approved"): "9862.40",
        ("expenditure", "adjustment"): "-1204.35",
        ("expenditure.basic", "adjustment"): "-84.76",
        ("expenditure.project", "adjustment"): "-1119.59",
        ("expenditure", "revised"): "8658.05",
        ("expenditure", "outturn"): "8231.58",
        ("expenditure", "rate"): "95.07",
    },
    "txt08_han_numerals.txt": {
        ("expenditure", "approved"): "98624000",  # 元
        ("expenditure", "revised"): "110667500",  # 元
        ("expenditure", "outturn"): "10231.58",
        ("expenditure", "rate"): "92.45",
    },
    "xlsx01_self_evaluation_form.xlsx": {},  # the form alone
}
MERGED = ("新增受益人口", None, "5.3", "万人", "unsupported")  # ≥5万人，实际5.3万人: both in a cell
OTHER_INDICATORS: dict[str, list[tuple[object, ...]]] = {
    "docx09_merges_nested_deleted_row.docx": [*INDICATORS[:2], MERGED],
    "html08_rowspan_too_long.html": [
        *INDICATORS[:2],
        ("水质达标率", None, None, None, "unsupported"),
    ],
    "ofd01_minimal.ofd": [],  # it ends with the heading of the table
}
REFUSED = {
    "txt04_big5.txt": "Big5; save it as UTF-8",
    "html06_only_an_attachment.html": r"清河市水利局2023年度部门整体支出绩效自评报告\.pdf \(\./W020240628\.pdf\); download",
}
FILES = sorted(
    path.name
    for path in CASES.iterdir()
    if path.suffix not in (".md", ".csv", ".pdf", ".xls") and path.name not in REFUSED
)


def read(path: Path, data: Path) -> Report:
    return extract_report(path, department="water-bureau", year=2023, data=data)


def budget(report: Report) -> dict[tuple[str, str], str]:
    if "budget" not in report.tables:
        return {}
    rows = report.tables["budget"]
    return {(row.item, row.phase): str(row.value) for row in rows.itertuples()}


def indicators(report: Report) -> list[tuple[object, ...]]:
    if "indicators" not in report.tables:
        return []
    return [
        (
            row.name,
            None if row.target_value is None else int(row.target_value),
            None if row.actual_value is None else str(row.actual_value),
            row.actual_unit,
            row.status,
        )
        for row in report.tables["indicators"].itertuples(index=False)
    ]


def test_there_are_files_of_every_format() -> None:
    assert len(FILES) >= 40
    assert {Path(name).suffix for name in FILES} == {
        ".docx", ".html", ".mhtml", ".ofd", ".txt", ".xlsx",
    }  # fmt: skip


@pytest.mark.parametrize("name", FILES)
def test_a_trap_gives_the_right_figures(name: str, data: Path) -> None:
    report = read(CASES / name, data)
    assert budget(report) == OTHER_BUDGETS.get(name, BUDGET)
    assert indicators(report) == OTHER_INDICATORS.get(name, INDICATORS)
    if name != "xlsx01_self_evaluation_form.xlsx":
        assert (report.about["self_score"], report.about["grade"]) == ("93.6", "优")
    values = {value for table in report.tables.values() for value in table.get("value", ())}
    assert not values & TRAPS


@pytest.mark.parametrize("name", REFUSED)
def test_what_holds_no_report_that_can_be_read_says_what_to_do(name: str, data: Path) -> None:
    with pytest.raises(SourceError, match=REFUSED[name]):
        read(CASES / name, data)


def test_what_is_not_read_is_listed_with_its_place_and_reason(data: Path) -> None:
    report = read(CASES / "txt09_nested_negation.txt", data)
    assert report.about["unread"] == [
        {
            "table": "budget",
            "page": 1,
            "line": 9,
            "words": "下降-3.04%",
            "reason": "words_not_known",
        }
    ]
    report = read(CASES / "ofd01_minimal.ofd", data)
    assert [entry["table"] for entry in report.about["unread"]] == ["indicators"]


@pytest.mark.parametrize(
    ("name", "reason", "text"),
    [
        ("docx01_superscript_note.docx", "note_mark", "1"),
        ("html01_footnote_sup.html", "note_mark", "1"),
        ("docx02_struck.docx", "struck", "9,999.99"),
        ("html02_struck.html", "struck", "9,999.99"),
        ("docx03_hidden.docx", "hidden", "9,999.99"),
        ("html03_hidden_by_class.html", "hidden", "9,999.99"),
        ("docx06_unit_in_page_header.docx", "running_head", "金额单位：元"),
    ],
)
def test_what_is_no_part_of_the_text_is_kept_with_its_reason_and_line(
    name: str, reason: str, text: str, data: Path
) -> None:
    document = read(CASES / name, data).document
    assert document is not None
    found = [(a.reason, a.text, a.line) for a in document.asides]
    line = next(n.number for n in document.lines if "10,231.58" in n.text)
    assert (reason, text, None if reason == "running_head" else line) in found
    assert not any("9,999.99" in n.text for n in document.lines)


def test_corrections_that_excel_of_a_chinese_windows_wrote_are_read(tmp_path: Path) -> None:
    content = (CASES / "csv01_corrections_gbk.csv").read_bytes()
    (tmp_path / "corrections.csv").write_bytes(content)
    (correction,) = load_corrections(tmp_path, ["budget"])
    assert (correction.reason, correction.name) == ("笔误：核对原件", "李娜")
    assert correction.date == "2024-03-01"
