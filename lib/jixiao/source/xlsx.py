"""A spreadsheet (.xlsx) → `Document`, each cell as it is shown. Uses openpyxl.

Nothing is computed: a formula shows the value that was stored with it; one without a stored value
is a figure that cannot be read (U+FFFD).
"""

from __future__ import annotations

import hashlib
import io
import warnings
import zipfile
from collections.abc import Iterator, Sequence
from typing import Any

import openpyxl
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.reader.excel import ExcelReader

from ..base.errors import SourceError
from .composed import composed_lines
from .document import AsideReason, Document
from .limits import Limits
from .line import UNREADABLE
from .lines import PrintedLine
from .marks import Level
from .number_formats import shown
from .packages import check_package, transitional
from .sheets import MAX_CELLS, Sheet, SheetCell, merged, printed_lines, sheet_document
from .xlsx_boxes import TextBox, text_boxes
from .xlsx_conditions import Concealed, conditions

_LEVELS: dict[str, Level] = {"superscript": "raised", "subscript": "lowered"}
_WHITE = "FFFFFFFF"
_FAINT = 8  # of 255: colours that differ by less look the same
_TINY = 1  # points
_FLAT = 2.0  # points: a row that is no higher shows nothing
_NARROW = 0.3  # characters: nor does a column that is no wider


def read_xlsx(content: bytes, name: str, limits: Limits) -> Document:
    """The sheets of a spreadsheet.

    Raises SourceError if it unpacks to more than `limits`, declares XML entities, has more than
    `MAX_CELLS` cells, or shows nothing.
    """
    package = check_package(content, name, limits)
    sha256 = hashlib.sha256(content).hexdigest()
    if (plain := transitional(content)) is not content:
        package, content = zipfile.ZipFile(io.BytesIO(plain)), plain
    formulas = any(
        b"<f" in package.read(part)
        for part in package.namelist()
        if part.startswith("xl/worksheets/") and part.endswith(".xml")
    )
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of styles and extensions that are not known
        book = openpyxl.load_workbook(io.BytesIO(content), data_only=True, rich_text=True)
        computed = openpyxl.load_workbook(io.BytesIO(content)) if formulas else None
    parts = _parts(package)
    sheets = []
    for index, sheet in enumerate(book.worksheets):
        if len(sheet._cells) > MAX_CELLS:
            raise SourceError("source.cells", where=name, most=f"{MAX_CELLS:,}")
        boxes = list(text_boxes(package, parts[sheet.title])) if sheet.title in parts else []
        sheets.append(_sheet(sheet, computed.worksheets[index] if computed else None, boxes))
    return sheet_document(sheets, name, sha256, "xlsx")


def _parts(package: zipfile.ZipFile) -> dict[str, str]:
    """The name of each sheet → the part that holds it."""
    reader = ExcelReader(package.fp)
    reader.read_manifest()
    reader.read_workbook()
    return {sheet.name: relation.Target for sheet, relation in reader.parser.find_sheets()}


def _sheet(sheet: Any, formulas: Any, boxes: Sequence[TextBox]) -> Sheet:
    pictured = {_corner(image) for image in sheet._images}
    ruled = conditions(sheet, _of_ground)
    cells = {
        (cell.row - 1, cell.column - 1): SheetCell(cell.row - 1, cell.column - 1, lines)
        for cell in list(sheet._cells.values())
        if (lines := _lines(cell, formulas, ruled.get((cell.row, cell.column))))
    }
    for row, column in pictured - set(cells):
        if any(at == row for at, _ in cells):  # a figure beside words, drawn as a picture
            cells[row, column] = SheetCell(row, column, (PrintedLine(UNREADABLE),))
    free: list[SheetCell] = []
    for box in boxes:
        at = box.row, box.column
        why: AsideReason | None = "hidden" if box.hidden else None
        lines = tuple(line for text in box.lines for line in printed_lines(text, why))
        if box.within and at not in cells and any(row == box.row for row, _ in cells):
            cells[at] = SheetCell(*at, lines)  # it is what the cell shows
        else:
            free.append(SheetCell(*at, lines))
            if box.within and at in cells and not why:  # nobody sees what is below it
                cells[at] = SheetCell(*at, (PrintedLine(UNREADABLE),))
    areas = [
        (area.min_row - 1, area.min_col - 1, area.max_row - 1, area.max_col - 1)
        for area in sheet.merged_cells.ranges
    ]
    columns: set[int] = set()
    for letters, dimension in sheet.column_dimensions.items():
        if dimension.hidden or (dimension.customWidth and dimension.width <= _NARROW):
            first = dimension.min or openpyxl.utils.column_index_from_string(letters)
            columns |= set(range(first - 1, min(dimension.max or first, 16384)))
    rows = {
        number - 1
        for number, row in sheet.row_dimensions.items()
        if row.hidden or _is_flat(row.height)
    }
    return Sheet(
        sheet.title,
        merged(cells, areas),
        sheet.sheet_state != "visible",
        frozenset(rows),
        frozenset(columns),
        frozenset(cell.row - 1 for cell in sheet._cells.values() if _has_side(cell)),
        list(_running(sheet)),
        free,
    )


def _has_side(cell: Any) -> bool:
    """Whether a rule is drawn at the left or right of a cell."""
    border = cell.border
    return any(side is not None and side.style for side in (border.left, border.right))


def _corner(image: Any) -> tuple[int, int]:
    """The row and column of the cell in which a picture begins; (-1, -1) where it is in none."""
    begins = getattr(image.anchor, "_from", None)
    return (begins.row, begins.col) if begins is not None else (-1, -1)


def _running(sheet: Any) -> Iterator[str]:
    for part in (sheet.oddHeader, sheet.oddFooter, sheet.firstHeader, sheet.firstFooter):
        for place in (part.left, part.center, part.right):
            if place.text and place.text.strip():
                yield place.text


def _lines(cell: Any, formulas: Any, ruled: Concealed | None) -> tuple[PrintedLine, ...]:
    """The lines that a cell shows; none if it is blank. `ruled`: what rules of its sheet do to it."""
    if ruled == "perhaps":
        return (PrintedLine(UNREADABLE),)
    value = cell.value
    if value is None:
        formula = formulas.cell(cell.row, cell.column).value if formulas is not None else None
        return (PrintedLine(UNREADABLE),) if formula is not None else ()
    if isinstance(value, CellRichText):
        return _rich(value, _why(cell, ruled), cell)
    found = shown(value, cell.number_format or "General")
    if not found.text.strip():
        return ()
    return printed_lines(found.text, "hidden" if found.hidden else _why(cell, ruled))


def _is_flat(height: float | None) -> bool:
    """Whether a row of that height, in points, shows nothing of its words."""
    return height is not None and height <= _FLAT


def _why(cell: Any, ruled: Concealed | None) -> AsideReason | None:
    """Why the content of a cell is no part of what the sheet states."""
    if ruled == "hidden":
        return "hidden"
    font = cell.font
    if font is not None and font.strike:
        return "struck"
    if font is not None and font.sz is not None and font.sz <= _TINY:
        return "hidden"
    return "hidden" if _of_ground(font.color if font is not None else None, cell) else None


def _of_ground(colour: Any, cell: Any) -> bool:
    """Whether letters of this colour look as what is behind them."""
    fill = cell.fill
    ground: str | None = _WHITE
    if fill is not None and fill.fill_type is not None:
        ground = fill.fgColor.rgb if fill.fill_type == "solid" else None
        if not isinstance(ground, str):
            ground = _WHITE if fill.fgColor.theme == 0 and not fill.fgColor.tint else None
    shade = colour.rgb if colour is not None else None
    if colour is not None and not isinstance(shade, str) and colour.theme == 0 and not colour.tint:
        shade = _WHITE
    if not isinstance(shade, str) or ground is None:
        return False
    try:
        pairs = zip(bytes.fromhex(shade[-6:]), bytes.fromhex(ground[-6:]), strict=True)
        return all(abs(one - two) <= _FAINT for one, two in pairs)
    except ValueError:  # a colour of another form
        return False


def _rich(value: CellRichText, why: AsideReason | None, cell: Any) -> tuple[PrintedLine, ...]:
    """A text whose runs differ in their font."""
    found: list[tuple[str, Level | None, AsideReason | None, float | None]] = []
    for run in value:
        font = run.font if isinstance(run, TextBlock) else None
        text = run.text if isinstance(run, TextBlock) else str(run)
        aside = why or ("struck" if font is not None and font.strike else None)
        if font is not None and _of_ground(font.color, cell):
            aside = "hidden"
        own = font.sz if font is not None and font.sz else cell.font.sz
        level = _LEVELS.get(font.vertAlign or "") if font is not None else None
        found.append((text, level, aside, own))
    return composed_lines(found)
