"""Heads of money in a form: rows of budgets over amounts, rows of sources over budgets."""

from __future__ import annotations

import re
from collections.abc import Mapping

from ...grid import GridCell
from .form_columns import FormColumns
from .form_figures import figures_in, money
from .printed import FormRow, PrintedText, of_cell, unread
from .printed_label import printed_label, split_label
from .project_form import ProjectForm

_MONTHS = re.compile(r"^\d{1,2}(?:[-—–~～至]\d{1,2})?月份?")
_YEAR = re.compile(r"(?:20\d\d|前|上|去)年度?")
_FEWEST_SOURCES = 2  # labels that make a head of sources


def is_money_head(row: FormRow) -> bool:
    """Whether the row heads columns of money: 年初预算数 | 全年预算数（A） | 全年执行数（B） …"""
    labels = [printed_label(cell.text) for cell in row.printed]
    phases = sum(label.role("phases") is not None for label in labels)
    others = sum(bool(label.role("execution") or label.role("beside_money")) for label in labels)
    figures = any(
        # 得分（20分*执行率） and 1-7月执行数 are heads
        figures_in(_MONTHS.sub("", cell.text)) and not label.is_known
        for cell, label in zip(row.printed, labels, strict=True)
    )
    return phases >= 1 and phases + others >= 2 and not figures


def are_years_below(row: FormRow, heads: FormColumns) -> bool:
    """Whether the row names years below one head of amounts: 近两年收支金额 over 2019年 | 2020年."""
    placed, others = heads.cells(row)
    below = {i for i, cells in placed.items() if any(c.row == row.row.number for c in cells)}
    return (
        bool(below)
        and not any(cell.row == row.row.number for cell in others)
        and all(heads.heads[index].role == "beside:former" for index in below)
        and all(_YEAR.fullmatch("".join(cell.text.split())) for cell in row.printed)
    )


def is_source_head(row: FormRow, below: FormRow | None) -> bool:
    """Whether the row heads columns of sources: 资金总额 | 财政拨款 | 其他资金, over 年初预算数 | 500 | …"""
    labels = [printed_label(cell.text) for cell in row.printed]
    sources = [
        cell for cell, label in zip(row.printed, labels, strict=True) if label.role("sources")
    ]
    phases = [label for label in labels if label.role("phases")]
    if len(sources) < _FEWEST_SOURCES or phases or any(figures_in(c.text) for c in row.printed):
        return False
    if below is None:
        return False
    first = next((c for c in below.printed if printed_label(c.text).role("phases")), None)
    beside = first is not None and first.column < sources[0].column
    return first is not None and beside and amounts_after(below, first) > 1


def phases_of(row: FormRow) -> dict[int, str]:
    """Column of a budget's label → that budget."""
    labels = {cell.column: printed_label(cell.text).role("phases") for cell in row.printed}
    return {column: phase for column, phase in labels.items() if phase}


def amounts_after(row: FormRow, cell: GridCell) -> int:
    """How many cells with figures follow a label, up to the next label."""
    count = 0
    for other in row.starting:
        if other.column <= cell.column or not other.text:
            continue
        if printed_label(other.text).is_known or split_label(other.text, "sources"):
            break
        count += figures_in(other.text) > 0
    return count


def amounts_around(row: FormRow, cell: GridCell) -> int:
    """How many amounts stand one after another in a row, `cell` among them; blanks do not count."""
    count, seen = 0, False
    for other in row.starting:
        if other.text and money(other.text) is None and not of_cell(other).is_none:
            if seen:
                break
            count = 0
        count += money(other.text) is not None
        seen |= other is cell
    return count


def take_units(
    form: ProjectForm, columns: FormColumns, units: Mapping[int, str], row: FormRow
) -> None:
    """Takes the row of units below the heads of a form's money. `units`: column → its unit."""
    form.aside += [of_cell(cell) for cell in row.printed]
    for head in columns.heads:
        if head.role == "execution:rate" and units.get(head.cell.column) == "%":
            form.rate_in_percent = True


def leave(form: ProjectForm, role: str, printed: PrintedText, page: int) -> None:
    """What stands in a column that holds no money of this year: a share is set aside."""
    if role == "share":
        form.aside.append(printed)
    elif not printed.is_none:
        form.unread.append(unread(printed, page, "no_column"))
