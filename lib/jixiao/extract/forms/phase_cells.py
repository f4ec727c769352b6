"""Cells of money that hold a budget's name and its amount: 预算数：260 | 执行数：247 | 执行率：95%."""

from __future__ import annotations

from ...grid import GridCell
from .form_figures import money, rate
from .printed import FormRow, PrintedText, of_cell
from .printed_label import PrintedLabel, printed_label, split_label


def amount_in_cell(row: FormRow, cell: GridCell) -> tuple[PrintedLabel, str, PrintedText] | None:
    """The budget's name, what it is ("revised", "execution:rate"), and its amount.

    None where the row names a budget twice, or where a label that is not known stands before it: then
    the amount may be of something else than the whole or the source that the row names.
    """
    found = _split(cell)
    if found is None:
        return None
    for other in row.printed:
        if other.column == cell.column:
            continue
        split, label = _split(other), printed_label(other.text)
        if split and split[1] == found[1]:
            return None
        if not split and not (label.role("blocks") or label.role("sources")):
            return None
    return found


def _split(cell: GridCell) -> tuple[PrintedLabel, str, PrintedText] | None:
    for section in ("phases", "execution"):
        split = split_label(cell.text, section)
        if split is None:
            continue
        role = str(split[0].role(section))
        known = money(split[1]) if section == "phases" else role == "rate" and rate(split[1])
        if known is None or known is False:
            return None
        own = of_cell(cell)
        name = role if section == "phases" else f"execution:{role}"
        return split[0], name, PrintedText(split[1], own.start, own.end)
    return None
