"""The labels of a row: its code from one column or from three, its names, its office."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from ...base.amounts import fold
from ...base.values import value_class
from ...catalogue import wordings
from ...grid.grid import GridCell, GridRow
from .classes import ClassBook
from .columns import Half, StatementColumn
from .normal import numbering, squeezed, without_numbering

_CODE = re.compile(r"[2-5]\d{2}(?:\d{2}){0,2}")
_FRONT = re.compile(
    r"[\[［【]?(?P<code>[2-5]\d{2}(?:\d{2}|[-.．](?!00)\d{2}){0,2})(?:[.．]0{1,2})?[\]］】]?"
    r"[-—－\s]*(?P<name>[^\d.,．，—－-].*)"  # 201.06.01, and 2010601.00 of a spreadsheet
)
_REST = re.compile(r"(?P<code>\d{2}(?:\d{2})?)(?P<name>[^\d.,．，年].*)")
_BRACKETS = str.maketrans("", "", "[]［］【】")
_BRACKETED = re.compile(r"[\[［【](?P<code>\d{3,7})[\]］】](?P<name>.+)")


@value_class()
class RowLabels:
    """What stands left of a row's figures.

    `code`: digits of a class, "" where none; `wrong`: digits that are none. `name`: without its
    numbering; `mark`: that numbering. `second`: the name of a second classification in the row.
    `cells`: those that were read. `indent`: of the name, in points, where known.
    """

    code: str = ""
    name: str = ""
    mark: str = ""
    second: str = ""
    office: str = ""
    office_code: str = ""
    project: str = ""
    year: str = ""
    wrong: str = ""
    indent: float | None = None
    cells: tuple[GridCell, ...] = ()


@dataclass
class LabelReader:
    """Reads the labels of one half row by row; codes in three columns leave out what goes on.

    `centred`: its names are, and have no indent.
    """

    half: Half
    book: ClassBook
    centred: bool = False
    parts: list[str] = field(default_factory=list)
    office: str = ""

    def read(self, row: GridRow) -> RowLabels:
        codes, names, offices, projects = (
            self._cells(row, role) for role in ("code", "name", "office", "project")
        )
        texts = [squeezed(cell.text) for cell in names]
        code, wrong, words = self._code(row, codes, "".join(texts))
        if code and (rest := _REST.match("".join(texts))) and len(code + rest["code"]) in (5, 7):
            code, wrong, texts = self._with_rest(code, rest["code"], rest["name"], texts)
        if wrong and (padded := self._padded(wrong, "".join(texts))):
            code, wrong = padded, ""
        name_cells = [cell for cell in (*codes, *names) if not _digits(cell)]
        labels = [cell for cell in (*name_cells, *projects, *offices) if cell.text]
        full = "".join(dict.fromkeys([*words, *texts]))
        if not code and not projects and (front := _in_front(full)):
            code, full = front
        bracketed = [m for cell in projects if (m := _BRACKETED.fullmatch(squeezed(cell.text)))]
        office = _words(offices)
        if not (codes or names or offices or projects):
            full = self._total_aside(row)
        return RowLabels(
            code,
            without_numbering(full),
            numbering(full),
            _words(self._cells(row, "second_name")),
            office,
            _words(self._cells(row, "office_code")),
            bracketed[0]["name"] if bracketed else _words(projects),
            _words(self._cells(row, "year")),
            wrong,
            labels[0].indent if labels and not self.centred else None,
            tuple({id(cell): cell for cell in (*codes, *names, *offices, *projects)}.values()),
        )

    def _cells(self, row: GridRow, role: str) -> Sequence[GridCell]:
        """The cells of a row in the columns of a role that print something, each once."""
        columns = self.half.labelled(role)
        return _printed(row, columns) if columns else ()

    def _total_aside(self, row: GridRow) -> str:
        """合计 in a column of words, where a row has no other name; else ""."""
        texts = [squeezed(cell.text) for cell in self._cells(row, "words")]
        totals = wordings("statement_rows")["totals"]
        return next((text for text in texts if text in totals), "")

    def _code(
        self, row: GridRow, cells: Sequence[GridCell], name: str
    ) -> tuple[str, str, list[str]]:
        """(code, digits that are no code, words in the columns of codes).

        款 and 项 have two digits: 5 is 05, whose zero a spreadsheet lost, if the class so called is.
        """
        columns = self.half.labelled("code")
        aside = wordings("statement_rows")["code_words"]
        words = [w for c in cells if not _digits(c) and (w := squeezed(c.text)) not in aside]
        if len(columns) > 1 and not any(_digits(cell) and cell.columns > 1 for cell in cells):
            parts = [fold(squeezed(row.text(column.index))) for column in columns]
            code = self._of_parts([*parts[:1], *map(_two_digits, parts[1:])])
            lost = any(len(part) == 1 and part.isdigit() for part in parts[1:])
            if lost and self.book.below(name, code[:-2]) != code:
                return "", "".join(parts), words
        else:
            code = "".join(fold(squeezed(cell.text)) for cell in cells if _digits(cell))
            code = code.translate(_BRACKETS)
        if not code:
            return "", "", words
        if not _CODE.fullmatch(code):
            return "", code, words
        return code, "", words

    def _with_rest(
        self, code: str, rest: str, name: str, texts: list[str]
    ) -> tuple[str, str, list[str]]:
        """A code that goes on in the cell of its name (20106 | 01行政运行), if that class is so named."""
        whole = code + rest
        if self.book.below(name, whole[:-2]) == whole:
            return whole, "", [name]
        return "", whole, texts

    def _padded(self, wrong: str, name: str) -> str | None:
        """A 款 or 项 that lost its zero (301 | 2 津贴补贴), if the class so named has that code."""
        if not re.fullmatch(r"[2-5]\d{2}(?:\d{2})?\d", wrong):
            return None
        code = f"{wrong[:-1]}0{wrong[-1]}"
        return code if self.book.below(name, code[:-2]) == code else None

    def _of_parts(self, parts: Sequence[str]) -> str:
        """类, 款, 项 in columns of their own; what stands in the rows above goes on where blank."""
        digits = [part if part.isdigit() else "" for part in parts]
        last = max((i for i, part in enumerate(digits) if part), default=-1)
        if last < 0:
            return ""
        whole = digits[last]
        if len(whole) > 3 or (last > 0 and len(whole) == 3 + 2 * last):
            self.parts = [whole[:3], *(whole[i : i + 2] for i in range(3, len(whole), 2))]
            return whole
        filled = [
            part or (self.parts[i] if i < len(self.parts) else "")
            for i, part in enumerate(digits[: last + 1])
        ]
        if not all(filled):
            return "".join(digits)
        self.parts = filled
        return "".join(filled)


def is_unit_code(digits: str) -> bool:
    """Whether digits that are no code of a class are such as offices have: 101001, 00412003."""
    return re.fullmatch(r"\d{6}|\d{8,9}", digits) is not None


def _in_front(name: str) -> tuple[str, str] | None:
    """The code in front of a name without a space: 310资本性支出, [30227]委托业务费."""
    if match := _FRONT.fullmatch(name):
        return re.sub(r"[-.．]", "", match["code"]), match["name"]
    return None


def _two_digits(part: str) -> str:
    return part.zfill(2) if part.isdigit() else part


def _digits(cell: GridCell) -> bool:
    return _is_digits(cell.text)


@lru_cache(maxsize=4096)
def _is_digits(text: str) -> bool:
    return bool(re.fullmatch(r"[\[［【]?\d+[\]］】]?", fold(squeezed(text))))


def _words(cells: Sequence[GridCell]) -> str:
    return "".join([squeezed(cell.text) for cell in cells]) if cells else ""


def _printed(row: GridRow, columns: Sequence[StatementColumn]) -> tuple[GridCell, ...]:
    cells = [row.cells[column.index] for column in columns]
    printed = {id(cell): cell for cell in cells if cell is not None and cell.text.strip()}
    return tuple(printed.values())
