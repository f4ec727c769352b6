"""A report's tables → one workbook (.xlsx) for a finance officer.

A cover, a summary of the budget, a sheet per table, the audit's findings, and the report's text:
page and line of every row lead to it. Report text is always text: never a formula, never a link.
"""

from __future__ import annotations

import datetime
import io
from collections.abc import Callable, Iterator
from typing import Any, Protocol

import pandas as pd
import xlsxwriter

from ..analysis.budget import items, known_execution
from ..analysis.budget_items import phase_name
from ..analysis.rows import ItemRow
from ..audit import audit_report
from ..audit.findings import AuditResult
from ..base.language import Language
from ..catalogue.metrics import metric_name
from ..frame.sheets import SheetColumn, Sheets, text
from ..labels import has_label, label
from ..labels.numbers import exact, with_unit
from ..report import Report
from ..schema import schema_of
from ..schema.rows import BudgetRow, OutcomeRow
from ..source import Line

_EPOCH = datetime.datetime(2000, 1, 1)  # the same tables give the same bytes
_LEADING = ("page", "line")
# Columns whose words are ours, and where the reader's words for them are.
_CODED = {
    ("budget", "base"): "budget.kind",
    ("indicators", "status"): "indicators.status",
    ("outcomes", "section"): "tables.section",
}


class _Named(Protocol):
    @property
    def item(self) -> str: ...
    @property
    def name(self) -> str: ...


def tables_workbook(report: Report, language: Language, notice: str = "") -> bytes:
    """The workbook of `report` in `language`; `notice`: what every sheet says.

    Numbers keep their printed places; numbers that a spreadsheet cannot hold exactly stay text.
    """
    buffer = io.BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    book = xlsxwriter.Workbook(buffer, options)
    book.set_properties({"created": _EPOCH, "title": text(str(report.descriptor["title"]))})
    sheets = Sheets(book, notice)
    result = audit_report(report)
    _note_lines(sheets, report, language)
    _write_cover(sheets, report, result, language)
    if "budget" in report.tables:
        _write_summary(sheets, report.sure.tables["budget"], language)
    for name, table in report.tables.items():
        fields = [*_document(table, language), *_fields(name, table, language)]
        sheets.add(_sheet(name, language), table, fields)
    _write_findings(sheets, result, language)
    _write_source(sheets, report, language)
    book.close()
    return buffer.getvalue()


def _write_cover(sheets: Sheets, report: Report, result: AuditResult, language: Language) -> None:
    sheet = sheets.book.add_worksheet(_sheet("cover", language))
    bold, plain = sheets.style(bold=True), sheets.style(text_wrap=True)
    sheet.set_column(0, 0, 26)
    sheet.set_column(1, 1, 90)
    sheet.hide_gridlines(2)
    title = sheets.style(bold=True, font_size=16)
    sheet.write_string(0, 0, text(f"{report.department_name(language)} · {report.year}"), title)
    sheets.put_notice(sheet, 1, 0)
    for number, (head, value) in enumerate(_cover_lines(report, result, language), start=2):
        sheet.write_string(number, 0, head, bold)
        if isinstance(value, str):
            sheet.write_string(number, 1, text(value), plain)
        else:
            sheets.write(sheet, number, 1, value)
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 1)


def _cover_lines(
    report: Report, result: AuditResult, language: Language
) -> Iterator[tuple[str, object]]:
    yield label("page.sheet.department", language), report.department_name(language)
    yield label("page.sheet.year", language), str(report.year)
    if "budget" in report.tables:
        for name, value in known_execution(report.sure.tables["budget"]).items():
            if value is not None:
                unit = "%" if name.endswith("_pct") else "万元"
                words = with_unit(exact(value), unit, language)
                yield label(f"page.sheet.{name}", language), words
    if score := report.about.get("self_score"):
        grade = report.about.get("grade", "")
        yield label("page.sheet.score", language), f"{score} {grade}".strip()
    if report.document is not None:
        counts = [
            f"{label(f'audit.severity.{severity}', language)} {result.count(severity)}"
            for severity in ("high", "medium", "low")
        ]
        yield label("page.sheet.findings", language), " · ".join(counts)
    for source in report.sources:
        words = f"{source['title']} ({source['path']})"
        yield label("page.sheet.source", language), words
        if "date" in source:
            yield label("page.sheet.date", language), str(source["date"])
        if "sha256" in source:
            yield label("page.sheet.checksum", language), source["sha256"]
    for name, table in report.tables.items():
        yield _sheet(name, language), label("page.sheet.rows", language, count=len(table))
    yield "", label("page.sheet.how", language)


def _write_summary(sheets: Sheets, budget: pd.DataFrame, language: Language) -> None:
    """Approved, revised, outturn and execution of every item, in 万元 and per cent."""
    rows = items(budget, list(dict.fromkeys(budget["item"])))
    amounts = ["approved_wan", "revised_wan", "outturn_wan"]
    rows = rows[rows[amounts].notna().any(axis=1)]
    fields: list[SheetColumn[ItemRow]] = [
        SheetColumn(label("budget.column.item", language), _item(language)),
        *(
            SheetColumn(label(f"budget.column.{name.removesuffix('_wan')}", language), _of(name))
            for name in amounts
        ),
        SheetColumn(label("budget.column.execution", language), _of("execution_pct")),
        SheetColumn(label("budget.column.printed", language), _of("printed_pct")),
        *(SheetColumn(_heading(name, language), _of(name), leads=True) for name in _LEADING),
    ]
    sheets.add(_sheet("summary", language), rows, fields)


def _fields(table: str, rows: pd.DataFrame, language: Language) -> Iterator[SheetColumn[Any]]:
    """The columns of a table; ids of items and measures get their words before them."""
    key = "description" if language == "en" else "description_zh"
    value: Callable[[Any], object]  # rows are of the table that is named
    for field in schema_of(table, rows)["fields"]:
        name, value = field["name"], _of(field["name"])
        if name == "item":
            yield SheetColumn(_heading("item", language), _item(language))
            yield SheetColumn(_heading("item_id", language), value, field[key])
            continue
        if name == "metric":
            value = _metric(language)
        elif (table, name) == ("budget", "phase"):
            value = _phase(language)
        elif (table, name) in _CODED:
            value = _worded(name, _CODED[table, name], language)
        yield SheetColumn(_heading(name, language), value, field[key], leads=name in _LEADING)


def _phase(language: Language) -> Callable[[BudgetRow], object]:
    return lambda row: phase_name(row.item, row.phase, language)


def _write_findings(sheets: Sheets, result: AuditResult, language: Language) -> None:
    """A sheet with a line per finding of the audit, its figures exactly as computed."""
    frame = result.to_frame()
    message = _of(f"message_{language}")
    fields = [
        SheetColumn(
            _heading("severity", language), _worded("severity", "audit.severity", language)
        ),
        SheetColumn(_heading("kind", language), _worded("kind", "audit.kind", language)),
        SheetColumn(_heading("finding", language), message),
    ]
    names = ("expected", "printed", "difference", "tolerance", "pages", "quotes", "rule")
    fields += [SheetColumn(_heading(name, language), _of(name)) for name in names]
    sheets.add(_sheet("findings", language), frame, fields)


def _document(table: pd.DataFrame, language: Language) -> Iterator[SheetColumn[Any]]:
    """Which document a row is from, where they are from several."""
    if table["document"].nunique() > 1:
        yield SheetColumn(
            _heading("document", language), _worded("document", "page.document", language)
        )


def _note_lines(sheets: Sheets, report: Report, language: Language) -> None:
    """Where each line of each document will stand on the sheet of its text."""
    for name in report.documents:
        sheet = _text_sheet(report, name, language)
        for row, line in enumerate(_printed(report, name), start=2):
            sheets.lines[name, line.number] = f"'{sheet}'!C{row}"
            if name == report.primary:
                sheets.lines["", line.number] = f"'{sheet}'!C{row}"


def _write_source(sheets: Sheets, report: Report, language: Language) -> None:
    for name, document in report.documents.items():
        if document.text is None:
            continue
        rows = pd.DataFrame(
            [(line.page, line.number, line.text.strip()) for line in _printed(report, name)],
            columns=pd.Index(["page", "line", "text"]),
            dtype=object,
        )
        fields = [SheetColumn(_heading(column, language), _of(column)) for column in rows.columns]
        sheets.add(_text_sheet(report, name, language), rows, fields)


def _text_sheet(report: Report, document: str, language: Language) -> str:
    """The sheet of a document's text; a name of a sheet has at most 31 letters."""
    name = _sheet("text", language)
    if document == report.primary:
        return name
    return f"{name} ({label(f'page.document.{document}', language)})"[:31]


def _printed(report: Report, document: str) -> list[Line]:
    text = report.documents[document].text
    return [line for line in text.lines if not line.blank] if text else []


def _sheet(name: str, language: Language) -> str:
    return label(f"page.sheet.{name}", language) if has_label(f"page.sheet.{name}") else name


def _heading(name: str, language: Language) -> str:
    return label(f"tables.field.{name}", language) if has_label(f"tables.field.{name}") else name


def _of(name: str) -> Callable[[object], object]:
    return lambda row: getattr(row, name)


def _item(language: Language) -> Callable[[_Named], object]:
    def words(row: _Named) -> str:
        key = f"items.{row.item}"
        return label(key, language) if has_label(key) else row.name

    return words


def _metric(language: Language) -> Callable[[OutcomeRow], object]:
    return lambda row: metric_name(row.metric, row.name, language)


def _worded(name: str, part: str, language: Language) -> Callable[[object], object]:
    def words(row: object) -> object:
        key = f"{part}.{getattr(row, name)}"
        return label(key, language) if has_label(key) else getattr(row, name)

    return words
