"""Traps in the cell of a Word file: right, or listed."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from traps_made import FIGURE, as_docx, as_xlsx, read, run, verdict

F = run(FIGURE)
NO_FILL = "<w14:textFill><w14:noFill/></w14:textFill>"
WHITE = (
    "<w14:textFill><w14:solidFill><w14:srgbClr w14:val='FFFFFF'/></w14:solidFill></w14:textFill>"
)
RED = "<w:color w:val='FF0000'/>"
HIDDEN = {
    "vanished": "<w:vanish/>",
    "not filled": NO_FILL,
    "filled white": WHITE,
    "all but white": "<w:color w:val='FEFEFE'/>",
    "of its highlight": "<w:color w:val='FFFF00'/><w:highlight w:val='yellow'/>",
    "of its shade": f"{RED}<w:shd w:val='clear' w:fill='FF0000'/>",
    "too narrow": "<w:w w:val='1'/>",
    "too small": "<w:sz w:val='2'/>",
    "struck": "<w:strike/>",
    "struck twice": "<w:dstrike/>",
}
PICTURE = "<w:r><w:drawing><a:blip r:embed='rId1'/></w:drawing></w:r>"
OBJECT = "<w:r><w:object><v:shape><v:imagedata r:id='rId1'/></v:shape></w:object></w:r>"
ROOT = "<m:oMath><m:rad><m:deg/><m:e><m:r><m:t>100</m:t></m:r></m:e></m:rad></m:oMath>"
BRACKETS = "<m:oMath><m:d><m:e><m:r><m:t>100</m:t></m:r></m:e></m:d></m:oMath>"
POWER = "<m:oMath><m:sSup><m:e><m:r><m:t>10</m:t></m:r></m:e><m:sup><m:r><m:t>4</m:t></m:r></m:sup></m:sSup></m:oMath>"
BOX = f"<w:r><w:pict><v:shape><v:textbox><w:txbxContent><w:p>{F}</w:p></w:txbxContent></v:textbox></v:shape></w:pict></w:r>"
MOVED = f"<w:moveFrom w:id='1' w:author='a'>{run('9,999.99')}</w:moveFrom>"
BROKEN = run("10,2") + "<w:r><w:br/></w:r>" + run("31.58")
BEGUN = "<w:r><w:fldChar w:fldCharType='begin'/></w:r><w:r><w:instrText>{}</w:instrText></w:r>"
ENDED = "<w:r><w:fldChar w:fldCharType='end'/></w:r>"
CELLS = {
    "a formula not worked out": (BEGUN.format("=SUM(ABOVE)") + ENDED, "listed"),
    "set by a field": (BEGUN.format("EQ \\o(10,231.58)") + ENDED, "listed"),
    "a place in an index": (BEGUN.format("XE 9,999.99") + ENDED + F, "right"),
    "a minus that does not break": (
        "<w:r><w:noBreakHyphen/></w:r>" + F,
        "negative",
    ),
    "moved": (f"{MOVED}<w:moveTo w:id='2' w:author='a'>{F}</w:moveTo>", "right"),
    "inserted": (f"<w:ins w:id='1' w:author='a'>{F}</w:ins>", "right"),
    "chosen from a list": (f"<w:sdt><w:sdtContent>{F}</w:sdtContent></w:sdt>", "right"),
    "in a box": (BOX, "right"),
    "broken": (BROKEN, "right"),
    "smaller digits": (F + run("1", "<w:sz w:val='12'/>"), "listed"),
    "raised by hand": (F + run("1", "<w:position w:val='8'/><w:sz w:val='12'/>"), "right"),
    "a root": (ROOT, "listed"),
    "brackets of a formula": (BRACKETS, "listed"),
    "a power": (POWER, "listed"),
    "a picture": (PICTURE, "listed"),
    "an object": (OBJECT, "listed"),
    "with a tab": (run("10,2") + "<w:r><w:tab/></w:r>" + run("31.58"), "listed"),
}
CELLS |= {name: (run("9", style) + F, "right") for name, style in HIDDEN.items()}


@pytest.mark.parametrize("name", CELLS)
def test_a_trap_in_a_cell(name: str, tmp_path: Path, data: Path) -> None:
    cell, wanted = CELLS[name]
    sized = cell.replace("<w:t xml", "<w:t xml")
    right = "-10231.58" if wanted == "negative" else "10231.58"
    wanted = "right" if wanted == "negative" else wanted
    assert verdict(read(as_docx(sized), tmp_path, data), right) == wanted


def test_two_paragraphs_of_figures_are_none(tmp_path: Path, data: Path) -> None:
    def change(document: Any, table: Any) -> None:
        for column in (2, 3):
            table.cell(3, column).add_paragraph("9,999.99")

    assert verdict(read(as_docx(change=change), tmp_path, data)) == "listed"


def _draft(row: Any, mark: str, code: str = "2010699") -> Any:
    """A copy of a row below it, with figures of a draft and a mark among its properties."""
    copied = deepcopy(row._tr)
    row._tr.addnext(copied)
    for text in copied.iter(qn("w:t")):
        text.text = {FIGURE: "9,999.99", "2010601": code}.get(text.text, text.text)
    copied.get_or_add_trPr().append(OxmlElement(mark))
    return copied


@pytest.mark.parametrize(("mark", "reason"), [("w:hidden", "hidden"), ("w:del", "struck")])
def test_a_row_that_is_not_shown_is_set_aside(
    mark: str, reason: str, tmp_path: Path, data: Path
) -> None:
    report = read(as_docx(change=lambda _, t: _draft(t.rows[3], mark)), tmp_path, data)
    assert verdict(report) == "right"
    assert report.document is not None
    assert [aside.reason for aside in report.document.asides] == [reason]


def test_a_deleted_cell_takes_no_place(tmp_path: Path, data: Path) -> None:
    def change(_: Any, table: Any) -> None:
        cell = table.cell(3, 2)._tc
        copied = deepcopy(cell)
        for text in copied.iter(qn("w:t")):
            text.text = "9,999.99"
        copied.get_or_add_tcPr().append(OxmlElement("w:cellDel"))
        cell.addprevious(copied)

    assert verdict(read(as_docx(change=change), tmp_path, data)) == "right"


@pytest.mark.parametrize("make", [as_docx, as_xlsx])
def test_a_strict_file_is_read(make: Callable[[], bytes], tmp_path: Path, data: Path) -> None:
    strict = re.compile(rb"http://schemas\.openxmlformats\.org/(\w+)/2006/(main|relationships)\b")
    content = _renamed(make(), lambda b: strict.sub(rb"http://purl.oclc.org/ooxml/\1/\2", b))
    assert b"purl.oclc" in zipfile.ZipFile(io.BytesIO(content)).read("_rels/.rels")
    assert verdict(read(content, tmp_path, data)) == "right"


def test_a_text_of_another_name_is_read(tmp_path: Path, data: Path) -> None:
    content = _renamed(as_docx(), lambda b: b.replace(b"word/document.xml", b"word/document2.xml"))
    assert verdict(read(content, tmp_path, data)) == "right"


def _renamed(content: bytes, change: Callable[[bytes], bytes]) -> bytes:
    """A packed file with `change` done to its parts and their names."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as package, zipfile.ZipFile(out, "w") as made:
        for name in package.namelist():
            made.writestr(change(name.encode()).decode(), change(package.read(name)))
    return out.getvalue()
