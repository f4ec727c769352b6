"""The labels of a row → what its figures are of: item, fund, class, name, stage, office.

Names are data (`catalogue/statement_rows.toml`, the codes of classes). A row whose name is not
known has no meaning: its figures stay unread, and the next row is read as if it were not there.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from functools import cache

from ...catalogue import wordings
from .carried import Carried
from .classes import ClassBook, ClassPath
from .columns import Half, StatementColumn
from .figures import is_money
from .kinds import StatementKind
from .labels import RowLabels, is_unit_code
from .normal import key, office_key, squeezed

_COUNTED = re.compile(
    r"\((?:个|人|辆|台|批|批次|人次|台(?:\(套\)|套|/套)?)\)$"
)  # as `key` leaves it
_SECTIONS = ("expenditure.basic", "expenditure.project")


@dataclass(frozen=True)
class RowMeaning:
    """`item` "": as the column says. `phase` "": as the column says. `office`: one of several.

    `unit`: of a row that counts things, else "".
    """

    name: str
    item: str = ""
    fund: str = ""
    classification: str = ""
    phase: str = ""
    office: bool = False
    total: bool = False
    unit: str = ""


@cache
def row_items(section: str) -> Mapping[str, str]:
    """Key of a name → fund:item, of one section of the catalogue."""
    return {key(name): item for name, item in wordings("statement_rows")[section].items()}


@cache
def _below() -> Mapping[str, Mapping[str, str]]:
    return {
        key(name): {key(under): item for under, item in names.items()}
        for name, names in wordings("statement_rows")["below"].items()
    }


def is_total(name: str) -> bool:
    return key(name) in {key(total) for total in wordings("statement_rows")["totals"]}


@dataclass
class RowReader:
    """Reads the rows of one half from the top down; what a row says may bear on those below.

    `offices`: names of units whose money the document gives apart. `several`: more than one of
    them stands in this grid, or one beside a row of totals. `alone`: the grid has one row of
    figures, which needs no name; several without names are of nobody knows what.
    """

    kind: StatementKind
    half: Half
    book: ClassBook
    offices: Collection[str]
    several: bool
    year: int | None = None
    alone: bool = True
    below: Mapping[str, str] = field(default_factory=dict)
    section: str = ""
    office: str = ""
    path: ClassPath | None = None
    carried: Carried = field(default_factory=Carried)

    def read(self, labels: RowLabels) -> RowMeaning | str | None:
        """What a row is; the key of a reason where that is not known; None for a row without name."""
        if is_money(labels.name) or is_money(labels.project):
            return "row_not_known"  # its cells stand in other columns than those of their heads
        if labels.wrong and self.kind.rows != "goods":
            if is_unit_code(labels.wrong) and office_key(labels.name) in self.offices:
                return self._unit(labels.name)
            return "code_not_known"
        if labels.office and not is_total(labels.office):
            self.office = squeezed(labels.office)
        if self.kind.rows == "goods":
            return self._goods(labels)
        if labels.project:
            return self._project(labels)
        if labels.code:
            return self._within(self._named(labels), "", labels.code)
        if labels.office and (not labels.name or _of_unit(labels)):
            return self._of_office(labels)
        if labels.name:
            return self._by_name(labels)
        if labels.year:
            return self._staged(labels.year, self.office)
        return RowMeaning("") if self.alone and not self.half.has_name else None

    def _named(self, labels: RowLabels) -> str:
        """The row's name; where a row has two classifications, both."""
        name = labels.name or labels.code
        return f"{name} / {labels.second}" if labels.second else name

    def _within(self, name: str, item: str, code: str) -> RowMeaning:
        """A row of the whole, or of one of several offices."""
        if self.several and self.office:
            return RowMeaning(f"{self.office} / {name}", item, "", code, office=True)
        return RowMeaning(name, item or self.section, "", code)

    def _of_office(self, labels: RowLabels) -> RowMeaning | str:
        name = squeezed(labels.office)
        if is_total(name):
            return RowMeaning(name, total=True)
        if labels.year:
            return self._staged(labels.year, name)
        if not self.several and self.kind.measure != "row":
            return RowMeaning(name, total=True)
        return RowMeaning(name, office=True)

    def _staged(self, words: str, name: str) -> RowMeaning | str:
        """A row that names its stage: 2025年, 预算数, 增减变化金额."""
        stages = row_items("stages")
        year = words.replace("年度", "").replace("年", "")
        if key(words) in stages:
            return RowMeaning(name, phase=stages[key(words)])
        if year.isdigit() and self.year is not None and int(year) in (self.year, self.year - 1):
            return RowMeaning(name, phase="" if int(year) == self.year else "previous")
        return "row_not_known"

    def _project(self, labels: RowLabels) -> RowMeaning | str:
        name = squeezed(labels.project)
        if is_total(name):
            return self._of_office(labels) if _of_unit(labels) else RowMeaning(name, total=True)
        if labels.office_code.isdigit() or office_key(name) in self.offices:
            self.office = name
            return RowMeaning(name, office=True) if self.several else RowMeaning(name, total=True)
        code = labels.code
        if not code and self.kind.rows == "office":
            code = self._class(labels, name, "economic") or ""
        if self.office and self.several and name != self.office:
            office = bool(code) and self.kind.rows == "office"
            return RowMeaning(f"{self.office} / {name}", "", "", code, office=office)
        return RowMeaning(name, "", "", code)

    def _goods(self, labels: RowLabels) -> RowMeaning | None:
        name = labels.project or labels.name or labels.office
        if is_total(name):
            return RowMeaning(name, total=True)
        if not name and not labels.code:
            return None
        of_unit = bool(labels.office) and not (labels.project or labels.name)
        office = labels.office_code.isdigit() or of_unit
        return RowMeaning(name or labels.code, "", "", labels.code, office=office)

    def _by_name(self, labels: RowLabels) -> RowMeaning | str:
        name = labels.name
        wanted = key(name)
        if self.kind.id == "sangong":
            return self._sangong(name)
        if wanted in _below():
            self.below = _below()[wanted]
        known = self.below.get(wanted) or self._items().get(wanted)
        if known and self.half.side != "expenditure":
            known = self.carried.read(known, labels.mark)
            if not known:
                return "row_not_known"
        if known and not (
            self.half.side == "expenditure" and _numbered(labels) and self._class(labels)
        ):
            fund, _, item = known.rpartition(":")
            if item in _SECTIONS and self.kind.measure == "row":
                self.section = item
            return RowMeaning(name, item, fund)
        if is_total(name):
            return RowMeaning(name, total=True)
        if self.half.side != "income" and (code := self._class(labels)):
            return self._within(name, "", code)
        if office_key(name) in self.offices:
            return self._unit(name)
        return "row_not_known"

    def _unit(self, name: str) -> RowMeaning:
        """The row of an office, above those of its classes."""
        self.office = name
        return RowMeaning(name, office=True) if self.several else RowMeaning(name, total=True)

    def _items(self) -> Mapping[str, str]:
        if self.kind.measure == "row" or (self.half.side and self.kind.rows == "function"):
            return row_items(self.half.side or "income")
        if self.kind.measure == "expenditure.basic":
            return row_items("basic")
        return {}

    def _sangong(self, name: str) -> RowMeaning | str:
        wanted = key(name)
        if wanted in row_items("stages"):
            return RowMeaning("", phase=row_items("stages")[wanted])
        if wanted in row_items("sangong"):
            fund, _, item = row_items("sangong")[wanted].rpartition(":")
            own = "general" if item == "agency_operation" else ""
            return RowMeaning(name, item, fund or own)
        if counted := row_items("counts").get(_COUNTED.sub("", wanted)):
            fund, _, counted = counted.partition(":")
            item, _, unit = counted.partition(" ")
            return RowMeaning(name, item, fund, phase="count", unit=unit)
        if office_key(name) in self.offices:
            return RowMeaning(name, office=True) if self.several else RowMeaning("")
        return "row_not_known"

    def _class(self, labels: RowLabels, name: str = "", system: str = "") -> str | None:
        """The code of the class that a row without one names."""
        if self.path is None:
            usual = "economic" if self.kind.rows == "economic" else "function"
            self.path = ClassPath(self.book, system or self.half.system or usual)
        return self.path.read(name or labels.name, _numbered(labels), labels.indent)


def _of_unit(labels: RowLabels) -> bool:
    """Whether a total is that of the one unit in its row: 某某站 | 小计."""
    named = is_total(labels.name or labels.project)
    return named and bool(labels.office) and not is_total(labels.office)


def _numbered(labels: RowLabels) -> bool:
    """Whether a name has 一、 before it, as only classes 类 and main items have."""
    return "、" in labels.mark and not labels.mark[0].isdigit()


def figure_of(
    meaning: RowMeaning, column: StatementColumn, kind: StatementKind
) -> tuple[str, str] | None:
    """(fund, item) of the figure where a row and a column cross; None where they do not agree."""
    own = "" if kind.measure == "row" else kind.measure
    if meaning.classification and not meaning.item:
        item = column.item or "expenditure"
    elif not meaning.item:
        item = column.item
    elif column.item in ("", own):
        item = meaning.item
    elif meaning.item in ("expenditure", "total.expenditure"):
        item = column.item
    elif column.item == meaning.item or column.item == "expenditure":
        item = meaning.item
    else:
        return None
    if not item:
        return None
    fund = column.fund if column.fund not in ("", kind.fund) else meaning.fund
    if meaning.office:
        item = f"{item}.office"
    return fund or column.fund or kind.fund, item
