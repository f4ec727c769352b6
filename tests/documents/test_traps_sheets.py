"""Traps in the cell of a spreadsheet or of a table as text: right, or listed."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from openpyxl.drawing.image import Image as SheetImage
from openpyxl.formatting.rule import (
    CellIsRule,
    ColorScaleRule,
    DataBarRule,
    FormulaRule,
    Rule,
)
from openpyxl.styles import Font, PatternFill
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.styles.numbers import NumberFormat
from PIL import Image
from traps_made import FIGURE, as_csv, as_xlsx, read, rich, verdict

from jixiao.source import Limits
from jixiao.source.delimited import delimiter_of, read_delimited
from jixiao.source.number_formats import shown

VALUES = {
    "a currency": (10231.58, "[Blue][$¥-804]#,##0.00", "10231.58", "right"),
    "a locale": (10231.58, "[$-804]General", "10231.58", "right"),
    "Chinese numerals": (10231.58, "[DBNum2][$-804]General", "10231.58", "right"),
    "red without a sign": (-10231.58, "#,##0.00;[Red]#,##0.00", "-10231.58", "right"),
    "without a sign": (-10231.58, "0.00;0.00", "-10231.58", "right"),
    "a unit of its own": (102315.8, '0.00"千元"', "102315.80千元", "right"),
    "the unit of the table": (10231.58, '#,##0.00"万元"', "10231.58", "right"),
    "yuan": (10231.58, '#,##0.00"元"', "10231.58元", "right"),
    "ten thousands by format": (102315800, "0!.0,", "10231.6", "right"),
    "bracketed": (-10231.58, "#,##0.00_);(#,##0.00)", "", "listed"),
    "about": (10231.58, '"≈"0.00', "", "listed"),
    "a date": (45000, "yyyy-mm-dd", "", "listed"),
    "an error": ("#REF!", "General", "", "listed"),
    "too narrow": ("########", "General", "", "listed"),
    "no value": ("=SUM(C9:C10)", "General", "", "listed"),
    "an apostrophe": ("'10231.58", "General", "", "listed"),
    "numerals": ("壹万零贰佰叁拾壹", "General", "", "listed"),
    "two lines": ("9,999.99\n10,231.58", "General", "", "listed"),
    "a small digit": (rich((FIGURE, {"sz": 11}), ("1", {"sz": 6})), "General", "", "listed"),
    "a white digit": (
        rich(("9", {"color": "FFFFFFFF"}), (FIGURE, {})),
        "General",
        "10231.58",
        "right",
    ),
    "a struck digit": (rich(("9", {"strike": True}), (FIGURE, {})), "General", "10231.58", "right"),
}


@pytest.mark.parametrize("name", VALUES)
def test_a_trap_in_a_value(name: str, tmp_path: Path, data: Path) -> None:
    value, number_format, right, wanted = VALUES[name]
    assert verdict(read(as_xlsx(value, number_format), tmp_path, data), right) == wanted


def _red(cell: Any, _: Any) -> None:
    cell.font, cell.fill = Font(color="FFFF0000"), PatternFill("solid", "FFFF0000")


def _picture(cell: Any, sheet: Any) -> None:
    out = io.BytesIO()
    Image.new("RGB", (60, 20), "white").save(out, "png")
    out.seek(0)
    cell.value = None
    sheet.add_image(SheetImage(out), cell.coordinate)


CHANGES: dict[str, Callable[[Any, Any], None]] = {
    "of its ground": _red,
    "all but white": lambda cell, _: setattr(cell, "font", Font(color="FFFEFEFE")),
    "one point": lambda cell, _: setattr(cell, "font", Font(sz=1)),
    "a picture": _picture,
}


@pytest.mark.parametrize("name", CHANGES)
def test_what_a_cell_does_not_show_is_listed(name: str, tmp_path: Path, data: Path) -> None:
    assert verdict(read(as_xlsx(change=CHANGES[name]), tmp_path, data)) == "listed"


@pytest.mark.parametrize(
    ("value", "number_format", "text"),
    [
        (102315800, '0!.0,"万元"', "10231.6万元"),
        (12345678, "#\\ ##0", "12345 678"),
        (10231.58, "#\\ ###\\ ##0.00", "10 231.58"),
        (5, "0!.0,", "0.0"),
        (1234, "[$-804]General", "1234"),
        (-5, "0;[Red]0", "-5"),
        (-5, "0;(0)", "(5)"),
    ],
)
def test_formats_with_characters_between_the_places(
    value: float, number_format: str, text: str
) -> None:
    assert shown(value, number_format).text == text


WHITE, RED = Font(color="FFFFFFFF"), Font(color="FF9C0006")
NOTHING = DifferentialStyle(numFmt=NumberFormat(numFmtId=170, formatCode=";;;"))
THOUSANDS = DifferentialStyle(numFmt=NumberFormat(numFmtId=171, formatCode="#,##0.00,"))
DARK = PatternFill(bgColor="FF000000")
BARE = DataBarRule("min", 0, "max", 9, "FF638EC6", showValue=False)
CONDITIONS = {
    "white where it is more": (CellIsRule("greaterThan", ["100"], font=WHITE), "listed"),
    "white where it is less": (CellIsRule("lessThan", ["100"], font=WHITE), "right"),
    "white between": (CellIsRule("between", ["20000", "9"], font=WHITE), "listed"),
    "white where it is not between": (
        CellIsRule("notBetween", ["9", "20000"], font=WHITE),
        "right",
    ),
    "white by a formula": (FormulaRule(["$A$1>0"], font=WHITE), "listed"),
    "white as another cell": (CellIsRule("equal", ["$C$4"], font=WHITE), "listed"),
    "black on black": (FormulaRule(["TRUE"], font=Font(color="FF000000"), fill=DARK), "listed"),
    "red": (CellIsRule("greaterThan", ["100"], font=RED), "right"),
    "no number": (Rule("cellIs", dxf=NOTHING, operator="greaterThan", formula=["1"]), "listed"),
    "thousands": (Rule("cellIs", dxf=THOUSANDS, operator="greaterThan", formula=["1"]), "listed"),
    "a bar without its number": (BARE, "listed"),
    "a bar": (DataBarRule("min", 0, "max", 9, "FF638EC6"), "right"),
    "a scale of colours": (ColorScaleRule("min", 0, "FFFFFFFF", "max", 9, "FF638EC6"), "right"),
}


@pytest.mark.parametrize("name", CONDITIONS)
def test_what_a_condition_hides_is_listed(name: str, tmp_path: Path, data: Path) -> None:
    rule, wanted = CONDITIONS[name]

    def change(cell: Any, sheet: Any) -> None:
        sheet.conditional_formatting.add(cell.coordinate, rule)

    content = as_xlsx(10231.58, "#,##0.00", change)
    assert verdict(read(content, tmp_path, data), "10231.58") == wanted


def _beside(first_row: int) -> Callable[[Any, Any], None]:
    def change(_: Any, sheet: Any) -> None:
        for row, texts in enumerate((("备用", "数"), ("甲", "9,999.99")), first_row):
            for column, text in enumerate(texts, 8):
                sheet.cell(row, column, text)

    return change


@pytest.mark.parametrize("first_row", [6, 7, 9, 12])
def test_a_table_beside_another_is_one_of_its_own(
    first_row: int, tmp_path: Path, data: Path
) -> None:
    report = read(as_xlsx(change=_beside(first_row)), tmp_path, data)
    assert verdict(report) == "right"
    assert report.document is not None
    assert [len(table.cells) for table in report.document.tables][1:] == [4]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16"])
def test_a_table_as_text_is_read(delimiter: str, encoding: str, tmp_path: Path, data: Path) -> None:
    report = read(as_csv(delimiter=delimiter, encoding=encoding), tmp_path, data)
    assert verdict(report) == "right"
    assert report.document is not None
    assert report.document.kind == "csv"
    line = next(n for n in report.document.lines if n.text == "20,351.58")
    assert report.document.addresses[line.number] == "CSV!C6"


def test_amounts_that_commas_tear_are_no_figures() -> None:
    content = as_csv().replace(f'"{FIGURE}"'.encode(), FIGURE.encode())
    document = read_delimited(content, "made.csv", Limits())
    assert {line.text for line in document.lines if line.text.endswith("\ufffd")} == {
        "2010601\ufffd",
        "10\ufffd",
        "231.58\ufffd",
    }


def test_prose_is_no_table() -> None:
    assert (
        delimiter_of("支出10,231.58万元，其中：\n基本支出3,215.60万元。\n项目支出。\n" * 5) is None
    )
    sentence = "收入总计434.72万元,其中:本年收入434.16万元,年初结转0.56万元。\n"
    assert delimiter_of("决算公开说明\n" + sentence * 3) is None


@pytest.mark.parametrize(("height", "wanted"), [(1, "right"), (1.5, "right"), (9, "wrong")])
def test_a_row_as_flat_as_a_line_is_hidden(
    height: float, wanted: str, tmp_path: Path, data: Path
) -> None:
    def draft(cell: Any, sheet: Any) -> None:
        if cell.column_letter == "C":
            sheet.append(["2010699", "其他财政事务支出", "9,999.99", "9,999.99"])
            sheet.row_dimensions[sheet.max_row].height = height

    found = verdict(read(as_xlsx(change=draft), tmp_path, data, "a.xlsx"))
    assert found.partition(":")[0] == wanted
