"""Traps in the cell of a Word file: right, or listed."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from traps_made import FIGURE, as_docx, read, run, verdict

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
CELLS = {
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
    assert verdict(read(as_docx(sized), tmp_path, data)) == wanted


def test_two_paragraphs_of_figures_are_none(tmp_path: Path, data: Path) -> None:
    def change(document: Any, table: Any) -> None:
        for column in (2, 3):
            table.cell(3, column).add_paragraph("9,999.99")

    assert verdict(read(as_docx(change=change), tmp_path, data)) == "listed"
