"""Economic kinds as heads of columns: 工资福利支出 over 小计, 基本工资, 津贴补贴 …

A head is one only beside others: two kinds of one classification, or any in a table of one kind.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple, Protocol

from ...catalogue import wordings
from .classes import ClassBook
from .heads import entry_of
from .kinds import StatementKind
from .normal import key, squeezed, without_unit

Head = tuple[str, ...]
_TOTALS = ("合计", "小计", "总计")


@dataclass(frozen=True)
class KindHead:
    """A head: the `code` of its economic kind, its printed `name`, and the `rest` of the head."""

    code: str
    name: str
    rest: Head


def kind_heads(heads: Sequence[Head], kind: StatementKind) -> dict[int, KindHead]:
    """Column → its economic kind, for those of `heads` that name one.

    In a table of one kind (`kind.economic`) a column of totals is of that.
    """
    if not kind.measure.startswith("expenditure"):
        return {}
    read = [_read(heads, system, kind.economic) for system in ("economic", "government")]
    found = max(read, key=len)  # of departments where both fit
    if not kind.economic and len({head.code for head in found.values()}) < 2:
        return {}
    if kind.economic:
        for index, head in enumerate(heads):
            if index not in found and head and key(head[-1]) in _TOTALS:
                found[index] = KindHead(kind.economic, squeezed(head[-1]), head)
    return found


def _read(heads: Sequence[Head], system: str, within: str) -> dict[int, KindHead]:
    found = {}
    for index, head in enumerate(heads):
        if named := _named(head, system, within):
            found[index] = named
    return found


def _named(head: Head, system: str, within: str) -> KindHead | None:
    book, code, name, rest = ClassBook(), "", "", list[str]()
    for part in head:
        plain = without_unit(part)
        if code:
            below = book.below(plain, code[:3])
            if below:
                code, name = below, squeezed(plain)
            elif key(plain) not in _TOTALS:
                rest.append(part)
            continue
        own = book.top(plain, system)
        if not own and within and entry_of(key(plain)) is None:
            own = book.below(plain, within)
        if own:
            code, name = own, squeezed(plain)
        else:
            rest.append(part)
    return KindHead(code, name, tuple(rest)) if code else None


class Crossed(NamedTuple):
    """What a figure is of, with what its column says: the table, the item, its name and class."""

    statement: str
    item: str
    name: str
    classification: str


class _Meaning(Protocol):
    @property
    def name(self) -> str: ...
    @property
    def classification(self) -> str: ...
    @property
    def office(self) -> bool: ...
    @property
    def total(self) -> bool: ...


class _Column(Protocol):
    @property
    def says(self) -> str: ...
    @property
    def economic(self) -> str: ...


def crossed(statement: str, item: str, meaning: _Meaning, column: _Column) -> Crossed:
    """A figure of the row `meaning` in `column`, which may be of one economic kind.

    In a row of the whole that is its class: the figure is one of the same table by economic kind. A
    row with a class or a name of its own has two classifications: there the item ends in .kind.
    """
    name = meaning.name or column.says
    if not column.economic:
        return Crossed(statement, item, name, meaning.classification)
    office = ".office" if item.endswith(".office") else ""
    kind = f"{item.removesuffix(office)}.kind{office}"
    if meaning.classification or not (meaning.office or meaning.total or not meaning.name):
        return Crossed(statement, kind, f"{name} / {column.says}", meaning.classification)
    name = f"{meaning.name} / {column.says}" if meaning.office else column.says
    words = wordings("statement_kinds")
    same = {**words["by_economic"], **{other: own for own, other in words["by_function"].items()}}
    if statement not in (*same, *same.values()):
        return Crossed(statement, kind, name, column.economic)
    return Crossed(same.get(statement, statement), item, name, column.economic)
