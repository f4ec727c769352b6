"""The money of a form: amounts by source (rows) and by budget (columns, or one beside its label)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from ...grid import GridCell
from . import form_money_heads as money_heads
from .form_columns import FormColumns
from .form_figures import figures_in, money, points, rate
from .phase_cells import amount_in_cell
from .printed import FormRow, PrintedText, of_cell, of_cells, unread
from .printed_label import PrintedLabel, printed_label, split_label
from .project_form import Fund, ProjectForm
from .unit_row import units_below

_RATE = "rate"  # of a label beside its value: 预算执行率 | 94.5%


class FormMoney:
    """Takes the cells of money of one form and adds them to it as funds."""

    def __init__(self, form: ProjectForm, unit: str | None) -> None:
        self._form = form
        self._unit = self._caption = unit
        self._columns: FormColumns | None = None
        self._units: Mapping[int, str] = {}  # column → the unit printed below its head
        self._term: dict[int, bool] = {}  # column of a total's label → whether it is of the term
        self._row: FormRow | None = None
        self._label: tuple[PrintedLabel, str, bool] | None = None
        self._sources: dict[int, PrintedLabel] = {}  # column → the source that heads it
        self._label_column = -1
        self._phases: dict[int, str] = {}  # column of a budget's label → that budget

    def note_unit(self, label: PrintedLabel) -> None:
        """The unit that a block's label prints: 项目资金（万元）."""
        self._unit = label.unit or self._unit

    def phase(self, role: str) -> str:
        """The budget of a head; of amounts that none names: a target is set with the approved one."""
        bare = role == "unspecified" and self._form.kind.endswith("_target")
        return "approved" if bare else role

    def take_head(self, rows: Sequence[FormRow], index: int) -> int:
        """Takes the head of the columns; the number of the row after it."""
        row, self._columns = rows[index], FormColumns()
        own: dict[int, str] = {}  # the units that heads print themselves
        for cell in row.starting:
            label = printed_label(cell.text)
            if phase := label.role("phases"):
                self._columns.add(f"phase:{phase}", cell, row.grid)
                self.note_unit(label)
                own |= {cell.column: label.unit} if label.unit else {}
            elif role := label.role("execution"):
                self._columns.add(f"execution:{role}", cell, row.grid)
                self._form.rate_in_percent |= role == "rate" and label.percent
            elif beside := label.role("beside_money"):
                self._columns.add(f"beside:{beside}", cell, row.grid)
            elif label.is_known:
                self.note_unit(label)
            elif cell.text:
                self.note_unit(label)
                self._form.unread.append(unread(of_cell(cell), row.page, "label_unknown"))
                self._columns.add("unknown", cell, row.grid)
        index += 1
        if index < len(rows) and money_heads.are_years_below(rows[index], self._columns):
            self._form.aside += [of_cell(cell) for cell in rows[index].printed]
            index += 1
        self._units = units_below(rows[index]) if index < len(rows) else {}
        if self._units:
            money_heads.take_units(self._form, self._columns, self._units, rows[index])
            index += 1
        self._units = {**own, **self._units}
        if index < len(rows) and self._takes_bare(rows[index]):
            index += 1
        return index

    def _takes_bare(self, row: FormRow) -> bool:
        """Whether the row below the head holds its amounts alone: no source is named, it is the total."""
        assert self._columns is not None
        placed, others = self._columns.cells(row)
        own = {
            index: [cell for cell in cells if cell.row == row.row.number and cell.text]
            for index, cells in placed.items()
        }
        heads = self._columns.heads
        amounts = [c for i, cells in own.items() for c in cells if heads[i].role[:6] == "phase:"]
        beside = [cell for cell in others if cell.row == row.row.number and cell.text]
        unknown = [c for i, cells in own.items() for c in cells if heads[i].role == "unknown"]
        named = [cell for cell in unknown if money(cell.text) is None]
        if not amounts or beside or named or any(money(cell.text) is None for cell in amounts):
            return False
        total = PrintedLabel(("",), self._unit)
        for index, cells in own.items():
            kind, _, role = self._columns.heads[index].role.partition(":")
            printed = of_cells(cells)
            if kind == "phase":
                own_total = self._with_unit(total, self._columns.heads[index].cell)
                self.add(self._form, self.phase(role), "total", own_total, printed, row.page)
            elif kind == "execution":
                self.execution(role, "total", printed, row.page)
            else:
                money_heads.leave(self._form, role, printed, row.page)
        return True

    def takes(self, row: FormRow, cell: GridCell) -> bool:
        """Whether the cell is one of money: a source's label, or an amount beside or below one."""
        if row is not self._row:
            self._row, self._label = row, None
            self._note_phases(row)
        label = printed_label(cell.text)
        if self._columns is None:
            if label.role("sources") and money_heads.amounts_after(row, cell) > 1:
                # Which of them is of which budget, no head says.
                self._label = (label, "unknown", False)
                return True
            if found := amount_in_cell(row, cell):
                return self._in_cell(row, *found)
        if split := split_label(cell.text, "sources"):
            printed = of_cell(cell)
            self._note_source(split[0], cell)
            return self._amount(row, PrintedText(split[1], printed.start, printed.end), None)
        if label.role("sources") and not label.role("columns"):
            self._note_source(label, cell)
            return True
        if (phase := label.role("phases")) and self._takes_phase(row, cell):
            self.note_unit(label)
            self._label = (label, phase, False)
            return True
        role = label.role("execution")
        if role and self._columns is None and (role == _RATE or "执行" in label.name):
            self._label = (label, f"execution:{role}", False)
            return True
        if self._label is None or label.role("head") or label.role("blocks"):
            return False
        if self._columns is None and not figures_in(cell.text) and not of_cell(cell).is_none:
            self._label = None  # words are no amount: they may label what comes after them
            return False
        return self._amount(row, of_cell(cell), cell)

    def take_sources(self, rows: Sequence[FormRow], index: int) -> int:
        """Takes a head of sources, over rows of budgets; the number of the row after it."""
        self._columns, self._phases = None, {}
        for cell in rows[index].starting:
            label = printed_label(cell.text)
            if label.role("sources"):
                self._sources[cell.column] = label
                self.note_unit(label)
            elif cell.text and not label.is_known:
                self.note_unit(label)
                self._form.unread.append(unread(of_cell(cell), rows[index].page, "label_unknown"))
        return index + 1

    def _note_phases(self, row: FormRow) -> None:
        """全年预算数 | 210 | 全年执行数 | 189: what stands below in these columns is of these budgets."""
        if self._columns is not None:
            return
        found = money_heads.phases_of(row)
        if len(found) > 1:
            self._phases = found
        elif found or any(printed_label(c.text).role("head") for c in row.printed):
            self._phases = {}

    def _note_source(self, label: PrintedLabel, cell: GridCell) -> None:
        self._label_column = cell.column
        source = str(label.role("sources"))
        if source in ("total", "term"):
            self.note_unit(label)  # its parts have it too
            self._term[cell.column] = source == "term"
        known = [column for column in self._term if column <= cell.column]
        if self._term and not known:
            # The total above it has another name: of which time, no one says.
            self._label = (label, "unknown", False)
            return
        term = self._term[max(known)] if known else False
        self._label = (label, "total" if source == "term" else source, term)

    def _amount(self, row: FormRow, printed: PrintedText, cell: GridCell | None) -> bool:
        assert self._label is not None
        label, source, term = self._label
        phase = self.phase("unspecified")
        if source == "unknown":
            if not printed.is_none:
                self._form.unread.append(unread(printed, row.page, "label_unknown"))
            return True
        if source.startswith("execution:"):
            of = "total"
            if cell is not None and self._sources:
                head = self._sources.get(cell.column)
                of = str(head.role("sources")) if head else "unknown"
            self.execution(source.partition(":")[2], of, printed, row.page)
            return True
        if phase_role := label.role("phases"):
            phase, source = self.phase(phase_role), "total"
            if cell is not None and self._sources:
                head = self._sources.get(cell.column)
                if head is None:
                    return False
                label = replace(head, unit=head.unit or label.unit)
                source = str(head.role("sources"))
            elif cell is not None and money_heads.amounts_around(row, cell) > 1:
                if not printed.is_none:
                    self._form.unread.append(unread(printed, row.page, "label_unknown"))
                return True  # several amounts of one budget, and no head says of which source
        elif self._label_column in self._phases:
            phase = self.phase(self._phases[self._label_column])
        if cell is not None and self._columns is not None:
            over = self._head_over(row, cell)
            if over is None:
                return False
            kind, _, role = over.partition(":")
            if kind == "execution":
                self.execution(role, source, printed, row.page)
                return True
            if kind != "phase":
                money_heads.leave(self._form, role, printed, row.page)
                return True
            if label.role("phases") in (None, "unspecified"):
                phase = self.phase(role)
            label = self._with_unit(label, cell)
        self.add(self._form, phase, source, label, printed, row.page, term=term)
        return True

    def _in_cell(self, row: FormRow, label: PrintedLabel, role: str, value: PrintedText) -> bool:
        """An amount in the cell of its budget's name: of the source that the row names, or the whole."""
        _, source, term = self._label or (label, "total", False)
        if source == "unknown":
            return False
        if role.startswith("execution:"):
            self.execution(role.partition(":")[2], source, value, row.page)
        else:
            self.add(self._form, self.phase(role), source, label, value, row.page, term=term)
        return True

    def _with_unit(self, label: PrintedLabel, cell: GridCell) -> PrintedLabel:
        """A label with the unit that is printed below the head of the cell's column."""
        unit = self._units.get(cell.column)
        return replace(label, unit=label.unit or unit) if unit and unit.endswith("元") else label

    def _takes_phase(self, row: FormRow, cell: GridCell) -> bool:
        """Whether a budget's name labels an amount: there is no head, or it is one for name and amount.

        资金到位情况 over 到位数 | 255.50.
        """
        if self._columns is None:
            return True
        head = self._head_over(row, cell)
        return head is not None and head.startswith("phase:")

    def _head_over(self, row: FormRow, cell: GridCell) -> str | None:
        assert self._columns is not None
        placed, _ = self._columns.cells(row)
        return next((self._columns.heads[i].role for i, c in placed.items() if cell in c), None)

    def execution(self, role: str, source: str, printed: PrintedText, page: int) -> None:
        """Points, rate and score of the execution line: those beside the total."""
        field = f"execution_{role}"
        if printed.is_none:
            return
        if source == "total" and not getattr(self._form, field):
            setattr(self._form, field, printed)
        else:
            value = (
                rate(printed.text, self._form.rate_in_percent)
                if role == "rate"
                else points(printed.text)
            )
            unit = "%" if role == "rate" else None
            self._form.funds.append(Fund(role, source, role, printed, value, unit))
            if value is None:
                self._form.unread.append(unread(printed, page, "no_number"))

    def add(
        self,
        form: ProjectForm,
        phase: str,
        source: str,
        label: PrintedLabel,
        printed: PrintedText,
        page: int,
        *,
        term: bool = False,
    ) -> None:
        """An amount as a fund of `form`; a cell that is no single amount is one without a value.

        Under 单位：元 with （万元） in its label it has no unit, unless another column's head says 元.
        """
        if printed.is_none:
            return
        found = money(printed.text)
        unit = (found[1] if found else None) or label.unit or self._unit
        if found and found[1] is None and self._caption not in (None, unit, *self._units.values()):
            unit = None
            form.unread.append(unread(printed, page, "no_unit"))
        form.funds.append(
            Fund(phase, source, label.name, printed, found[0] if found else None, unit, term)
        )
        if found is None:
            form.unread.append(unread(printed, page, "no_number"))
