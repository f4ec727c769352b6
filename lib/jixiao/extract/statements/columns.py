"""The heads of a grid → what each of its columns holds.

A head is read part by part from the top down; every part is looked up in
`catalogue/statement_columns.toml`. One part that is not known leaves the whole column unread.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from ...catalogue import wordings
from ...grid.grid import Grid
from .economic_columns import KindHead, kind_heads
from .head_roles import role_of_column
from .heads import HeadSaid, add_part, of_another_year, stage_of, tells, whole_heads, year_said
from .kinds import StatementKind
from .normal import key, squeezed
from .repeated_labels import LABELS, labels_once

_NEUTRAL = ("row_number", "words")
_NARROWER = frozenset({"general", "government_fund", "state_capital"})  # than fiscal


@dataclass(frozen=True)
class StatementColumn:
    """A column: its place from 0, its role, its head, and for amounts what it is of.

    `role`: code, name, second_code, second_name, office, office_code, project, year, amount,
    row_number, unit (of its row), words, unknown. `item` "" and `fund` "": the row says.
    `system`: of a code or name. `economic`: the code of the economic kind that its head names,
    whose name it `says`.
    """

    index: int
    role: str
    head: tuple[str, ...]
    item: str = ""
    fund: str = ""
    phase: str = ""
    base: str | None = None
    unit: str | None = None
    system: str = ""
    says: str = ""
    economic: str = ""


@dataclass(frozen=True)
class Half:
    """Columns that make up one row: labels, then amounts. Wide tables set several side by side."""

    columns: tuple[StatementColumn, ...]
    side: str = ""
    system: str = ""

    def labelled(self, *roles: str) -> tuple[StatementColumn, ...]:
        if roles not in self._labelled:
            found = (column for column in self.columns if column.role in roles)
            self._labelled[roles] = tuple(found)
        return self._labelled[roles]

    @cached_property
    def _labelled(self) -> dict[tuple[str, ...], tuple[StatementColumn, ...]]:
        return {}  # every row asks for the same

    @property
    def amounts(self) -> tuple[StatementColumn, ...]:
        return self.labelled("amount")

    @property
    def has_name(self) -> bool:
        return bool(self.labelled("code", "name", "project", "office"))


def read_halves(grid: Grid, kind: StatementKind, year: int | None, phase: str | None) -> list[Half]:
    """The columns of `grid`, as one half or several side by side.

    `year`: of the document; `phase`: of a figure whose head names none; None: such a one is unread.
    """
    grid = replace(grid, heads=whole_heads(grid)[0])
    named = [role_of_column(grid, index) for index in range(len(grid.heads))]
    roles = labels_once(grid, named)
    groups = _groups(roles)
    halves = [_half(grid, group, roles, kind, year, phase) for group in groups]
    if halves[0].has_name or not halves[0].amounts or len(halves) < 2:
        return halves
    if halves[-1].amounts:  # 金额 | 项目 | 金额: which amount is whose, no head says
        return [Half(tuple(map(_unread, half.columns)), half.side) for half in halves]
    return [
        _half(grid, group, roles, kind, year, phase) for group in _groups(roles, first="amount")
    ]


def _groups(roles: Sequence[str], first: str = "labels") -> list[list[int]]:
    """The places of columns, grouped by row: labels and their amounts, or `first` the amounts."""
    groups: list[list[int]] = [[]]
    for index, role in enumerate(roles):
        begins, ends = role in LABELS, any(roles[i] == "amount" for i in groups[-1])
        if first == "amount":
            begins, ends = role == "amount", any(roles[i] in LABELS for i in groups[-1])
        if begins and ends:
            groups.append([])
        groups[-1].append(index)
    return groups


def _unread(column: StatementColumn) -> StatementColumn:
    return replace(column, role="unknown") if column.role == "amount" else column


def _half(
    grid: Grid,
    group: Sequence[int],
    roles: Sequence[str],
    kind: StatementKind,
    year: int | None,
    phase: str | None,
) -> Half:
    labelled = [index for index in group if roles[index] in LABELS]
    said = [grid.heads[index] for index in group if roles[index] not in _NEUTRAL]
    shared = _shared(said) if labelled else ()
    side = _side(grid, shared, roles[0] in LABELS)
    kinds = kind_heads([grid.heads[i] if roles[i] == "amount" else () for i in group], kind)
    columns = []
    for at, index in enumerate(group):
        role, head = roles[index], grid.heads[index]
        if role == "amount" and at in kinds:
            columns.append(_of_kind(index, head, kinds[at], len(shared), kind, year, phase))
        elif role == "amount":
            columns.append(_amount(index, head, head[len(shared) :], kind, year, phase))
        else:
            columns.append(StatementColumn(index, role, head, system=_system(head)))
    years = [year_said(grid.heads[index]) for index in group]
    if year is not None and any(said is not None and said > year for said in years):
        columns = [_unsure_change(column) for column in columns]
    if year is not None and of_another_year(grid.title, year):
        columns = [c if y else _unread(c) for c, y in zip(columns, years, strict=True)]
    columns = _paired(list(_parts_of_wholes(columns, len(shared))))
    systems = [c.system for c in columns if c.role in ("code", "name") and c.system]
    told_apart = _told_apart(list(_with_whole(columns, kind)))
    return Half(tuple(told_apart), side, systems[0] if systems else "")


def _unsure_change(column: StatementColumn) -> StatementColumn:
    """What has changed to a year after that of the document is not of it."""
    return replace(column, role="unknown") if column.phase.startswith("change") else column


def _parts_of_wholes(columns: Sequence[StatementColumn], shared: int) -> Iterator[StatementColumn]:
    """其中 below no head is a part of the amount before it; which money's is not known if that's is not."""
    whole: StatementColumn | None = None
    for column in columns:
        if not "".join(column.head[shared : shared + 1]).lstrip().startswith("其中"):
            whole = column
        elif whole is None or whole.role != "amount" or whole.fund in _NARROWER - {column.fund}:
            column = _unread(column)
        yield column


def _told_apart(columns: Sequence[StatementColumn]) -> Iterator[StatementColumn]:
    """Columns whose heads say one and the same are not known: the upper heads were not read."""
    meanings = [
        (c.item, c.fund, c.phase, c.base, c.unit, c.economic) if c.role == "amount" else None
        for c in columns
    ]
    for column, meaning in zip(columns, meanings, strict=True):
        same = meaning is not None and meanings.count(meaning) > 1
        yield replace(column, role="unknown") if same else column


def _paired(columns: Sequence[StatementColumn]) -> list[StatementColumn]:
    """Codes that stand apart from the first, and names after them, are of a second classification."""
    found: list[StatementColumn] = []
    for column in columns:
        if column.role.startswith("second_") and not any(c.role in ("code", "name") for c in found):
            column = replace(column, role=column.role.removeprefix("second_"))
        elif found and any(c.role == "code" for c in found):
            apart = column.role == "code" and found[-1].role != "code"
            after = column.role == "name" and found[-1].role == "second_code"
            if apart or after:
                column = replace(column, role=f"second_{column.role}")
        found.append(column)
    return found


def _shared(heads: Sequence[Sequence[str]]) -> tuple[str, ...]:
    """The parts with which every head begins: 收入, or 人员经费 over code, name and amount."""
    shared: list[str] = []
    for parts in zip(*heads, strict=False):
        if len({key(part) for part in parts}) > 1:
            break
        shared.append(parts[0])
    shortest = min((len(head) for head in heads), default=0)
    return tuple(shared[: max(shortest - 1, 0)])


def _side(grid: Grid, shared: Sequence[str], labels_first: bool) -> str:
    words = "".join(shared)
    if not words and labels_first and not _system(grid.heads[0]):  # 支出功能分类科目 names no side
        words = "".join(squeezed(part) for part in grid.heads[0][:1])
    if "收入" in words and "支出" not in words:
        return "income"
    if "支出" in words:
        return "expenditure"
    return {"left": "income", "right": "expenditure"}.get(grid.side or "", "")


def _system(head: Sequence[str]) -> str:
    joined = "".join(key(part) for part in head)
    for system, patterns in wordings("statement_columns")["systems"].items():
        if any(re.search(pattern, joined) for pattern in patterns):
            return str(system)
    return ""


def _of_kind(
    index: int,
    head: tuple[str, ...],
    named: KindHead,
    shared: int,
    kind: StatementKind,
    year: int | None,
    phase: str | None,
) -> StatementColumn:
    """A column of one economic kind; the rest of its head says the other things."""
    rest = named.rest[shared:] if head[:shared] == named.rest[:shared] else named.rest
    column = _amount(index, head, rest or ("合计",), kind, year, phase)
    return replace(column, says=named.name, economic=named.code)


def _amount(
    index: int,
    head: tuple[str, ...],
    parts: Sequence[str],
    kind: StatementKind,
    year: int | None,
    phase: str | None,
) -> StatementColumn:
    said = HeadSaid()
    for part in parts or head[-1:]:
        said = add_part(said, part)
    says = next((squeezed(p) for p in reversed(parts) if tells(p)), squeezed(head[-1]))
    staged = stage_of(said, year, phase)
    of_nothing = said.add and not (said.item or said.source) and len(parts) == len(head)
    if said.unknown or staged is None or of_nothing:
        return StatementColumn(index, "unknown", head, says=says)
    stage, base = staged
    item, fund = _of(said, kind)
    unit = "%" if stage in ("rate", "change_rate", "share") else said.unit
    return StatementColumn(index, "amount", head, item, fund, stage, base, unit, says=says)


def _of(said: HeadSaid, kind: StatementKind) -> tuple[str, str]:
    """(item, fund) of a column; "" where its rows say."""
    sources = wordings("statement_columns")["sources"]
    item, fund = said.item, ""
    of_income = kind.measure.startswith("income") and not said.item.startswith("expenditure")
    if said.source:
        if of_income:
            item = sources[said.source]
            fund = said.within or (said.source if said.source in _NARROWER else "")
        elif said.source != kind.fund:
            fund = said.source
    if not item and kind.measure != "row":
        item = kind.measure
    if said.add:
        item = f"{item}.{said.add}" if item else ""
    return item, fund or ("" if kind.measure == "row" else kind.fund)


def _with_whole(
    columns: Sequence[StatementColumn], kind: StatementKind
) -> Iterator[StatementColumn]:
    """A total over more than its kind measures: 三公 with 会议费, income with what is carried over."""
    items = {column.item for column in columns}
    together = kind.id == "sangong" and "meetings" in items
    carried = kind.id == "income" and bool(items & {"balance.opening", "income.reserve"})
    for column in columns:
        if together and column.item == "sangong" and not _names_sangong(column):
            part = key(column.head[-1]) == "小计"  # of the three, or of all five
            role = "unknown" if part else column.role
            column = replace(column, item="sangong_and_meetings", role=role)
        elif (
            carried
            and not column.economic
            and column.item == kind.measure
            and not any(map(tells, column.head))
        ):
            column = replace(column, item="total.income")
        yield column


def _names_sangong(column: StatementColumn) -> bool:
    return any("三公" in part for part in column.head)
