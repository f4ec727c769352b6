"""A spreadsheet to fill in by hand: a sheet for each table, with lists to choose from.

`jixiao extract` reads it back (`extract.template`): the cells of its first row name the columns,
the second row says in Chinese what they mean, and the rows below are filled in.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ..labels import label
from ..labels.items import items
from ..schema import fields
from ..storage.temporary import workbook_bytes
from .blank import tables_by_hand

MARK = "jixiao-template-1"  # in the first cell of the first sheet
COVER = "封面 cover"
SHEETS = {
    "budget": "预算 budget",
    "indicators": "指标 indicators",
    "tasks": "任务 tasks",
    "outcomes": "成果 outcomes",
    "statements": "收支表 statements",
}
ABOUT = {  # rows of the first sheet → what they are called there
    "folder": "文件夹 folder",
    "name": "部门 department",
    "year": "年度 year",
    "document": "文件 document",
}
FIRST_ROW = 3  # of the rows that are filled in, from 1
ROWS = 400  # that have lists to choose from
_LISTS = "科目 items"
_LONGEST = 255  # characters of a list within a cell, by the file format
_OF_ITEMS = (("budget", "item"), ("statements", "item"))  # columns of ids of items
# Columns that follow from others or from the place in the spreadsheet.
_LEFT_OUT = (
    *("page", "line", "line_end", "quote", "source", "section", "printed", "attainment_pct"),
    *("promised", "promised_words", "reported", "reported_words", "support", "support_words"),
    *("project", "category", "definition", "term_target", "basis"),
)


def columns(table: str) -> list[dict[str, Any]]:
    """The columns of `table` that the spreadsheet has."""
    return [dict(field) for field in fields(table, False, True) if field["name"] not in _LEFT_OUT]


def choices(table: str, column: str) -> tuple[str, ...]:
    """What may be chosen in a column: an id, and behind a space its Chinese name where it has one."""
    if (table, column) in _OF_ITEMS:
        return tuple(f"{item} {names['zh']}" for item, names in items().items())
    allowed = [
        str(word)
        for field in columns(table)
        if field["name"] == column
        for word in field.get("constraints", {}).get("enum", ())
    ]
    named = {
        ("budget", "phase"): "budget.kind",
        ("indicators", "status"): "indicators.status",
        ("statements", "statement"): "accounts.statement",
    }
    if part := named.get((table, column)):
        return tuple(f"{word} {label(f'{part}.{word}', 'zh')}" for word in allowed)
    return tuple(allowed)


def template(department: str, name: str, year: int, document: str) -> bytes:
    """The spreadsheet for a department's document of a year."""
    from openpyxl import Workbook
    from openpyxl.styles import Font, PatternFill

    book = Workbook()
    cover = book.active
    cover.title = COVER
    cover["A1"] = f"绩效数据录入表 {MARK}"
    cover["A1"].font = Font(bold=True, size=14)
    about = {"folder": department, "name": name, "year": year, "document": document}
    for row, (key, words) in enumerate(ABOUT.items(), start=2):
        cover.cell(row, 1, words)
        cover.cell(row, 2, about[key])
    for row, words in enumerate(_HOW_TO, start=7):
        cover.cell(row, 1, words)
    cover.column_dimensions["A"].width, cover.column_dimensions["B"].width = 24, 40
    listed = book.create_sheet(_LISTS)
    for table in tables_by_hand(document):
        sheet = book.create_sheet(SHEETS[table])
        for at, field in enumerate(columns(table), start=1):
            head = sheet.cell(1, at, field["name"])
            head.font, head.fill = Font(bold=True), PatternFill("solid", fgColor="DDE6EA")
            sheet.cell(2, at, field["description_zh"]).font = Font(color="666666")
            sheet.column_dimensions[head.column_letter].width = 18
            _offer(sheet, head.column_letter, choices(table, field["name"]), listed)
        sheet.freeze_panes = "A3"
    book.move_sheet(listed, len(tables_by_hand(document)))
    return workbook_bytes(book)


def _offer(sheet: Any, letter: str, words: Sequence[str], listed: Any) -> None:
    """A list to choose from in the rows of a column, where there is one; a long one is written into
    the sheet `listed`, in a column of its own.
    """
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.datavalidation import DataValidation

    if not words:
        return
    formula = f'"{",".join(words)}"'
    if len(formula) > _LONGEST:
        at = 1 if listed.cell(1, 1).value is None else listed.max_column + 1
        for row, word in enumerate(words, start=1):
            listed.cell(row, at, word)
        column = get_column_letter(at)
        listed.column_dimensions[column].width = 70
        formula = f"'{_LISTS}'!${column}$1:${column}${len(words)}"
    offered = DataValidation("list", formula1=formula, allow_blank=True)
    sheet.add_data_validation(offered)
    offered.add(f"{letter}{FIRST_ROW}:{letter}{ROWS}")


_HOW_TO = (
    "各表自第3行起填写；填第一张数据表即可。下拉列表中选择科目、阶段、单位。",
    "空白表示没有数据，不是零。填写后保存，运行 jixiao extract 本文件。",
    "Fill in from row 3 of each sheet; the first of them alone will do. A blank is missing, never 0.",
    "Save it, then run: jixiao extract THIS-FILE.xlsx",
)
