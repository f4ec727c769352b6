"""Figures that are typed into fields, boxes and annotations, in every format that has them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from made_ofd import NAMESPACE
from reportlab.pdfgen.canvas import Canvas
from traps_made import (
    FIGURE,
    Draw,
    as_docx,
    as_html,
    as_mhtml,
    as_ofd,
    as_pdf,
    as_xlsx,
    boxed,
    put,
    read,
    run,
    verdict,
    with_parts,
)

WRONG = "9,999.99"


def _typed(canvas: Canvas, x: float, y: float, kind: str = "textfield", **more: object) -> None:
    make = getattr(canvas.acroForm, kind)
    place = {"x": x, "y": y - 2, "width": 60, "height": 12, "fontSize": 9, "borderWidth": 0}
    make(name=f"{kind}{x}", value=FIGURE, **place, **more)


def _hidden(canvas: Canvas, x: float, y: float) -> None:
    put(canvas, x, y)
    place = {"x": x + 1, "y": y - 2, "width": 60, "height": 12, "annotationFlags": "hidden"}
    canvas.acroForm.textfield(name=f"hidden{x}", value="9", borderWidth=0, **place)


PDF: dict[str, tuple[Draw, str]] = {
    "a text": (_typed, "right"),
    "a choice": (lambda c, x, y: _typed(c, x, y, "choice", options=[WRONG, FIGURE]), "right"),
    "a list of which all is shown": (
        lambda c, x, y: _typed(c, x, y, "listbox", options=[WRONG, FIGURE]),
        "listed",
    ),
    "one that is not shown": (_hidden, "right"),
}


@pytest.mark.parametrize("name", PDF)
def test_a_field_of_a_pdf(name: str, tmp_path: Path, data: Path) -> None:
    cell, wanted = PDF[name]
    assert verdict(read(as_pdf(cell), tmp_path, data)) == wanted


def _control(inner: str, properties: str = "<w:text/>") -> str:
    return f"<w:sdt><w:sdtPr>{properties}</w:sdtPr><w:sdtContent>{inner}</w:sdtContent></w:sdt>"


def _legacy(data: str, name: str, result: str = "") -> str:
    parted = "<w:r><w:fldChar w:fldCharType='separate'/></w:r>" if result else ""
    return (
        f"<w:r><w:fldChar w:fldCharType='begin'><w:ffData>{data}</w:ffData></w:fldChar></w:r>"
        f"<w:r><w:instrText> {name} </w:instrText></w:r>{parted}{result}"
        "<w:r><w:fldChar w:fldCharType='end'/></w:r>"
    )


CHOICES = f"<w:listEntry w:val='{WRONG}'/><w:listEntry w:val='{FIGURE}'/>"
TYPED = f"<w:textInput><w:default w:val='{WRONG}'/></w:textInput>"
WORD = {
    "a content control": (_control(run(FIGURE)), "right"),
    "a list to choose from": (
        _control(run(FIGURE), f"<w:dropDownList><w:listItem w:value='{WRONG}'/></w:dropDownList>"),
        "right",
    ),
    "what is to be typed still": (
        _control(run(WRONG), "<w:showingPlcHdr/>") + run(FIGURE),
        "listed",
    ),
    "a legacy text": (_legacy(TYPED, "FORMTEXT", run(FIGURE)), "right"),
    "a legacy list": (
        _legacy(f"<w:ddList><w:result w:val='1'/>{CHOICES}</w:ddList>", "FORMDROPDOWN"),
        "right",
    ),
}


@pytest.mark.parametrize("name", WORD)
def test_a_field_of_a_word_file(name: str, tmp_path: Path, data: Path) -> None:
    cell, wanted = WORD[name]
    assert verdict(read(as_docx(cell), tmp_path, data)) == wanted


WEB = {
    "a text": f"<input value='{FIGURE}' placeholder='{WRONG}'>",
    "one not shown": f"<input type=hidden value='9'>{FIGURE}",
    "more lines": f"<textarea>{FIGURE}</textarea>",
    "a list": f"<select><option>{WRONG}<option selected>{FIGURE}</select>",
    "what a page computes": f"<output>{FIGURE}</output>",
}


@pytest.mark.parametrize("name", WEB)
@pytest.mark.parametrize("make", [as_html, as_mhtml])
def test_a_field_of_a_web_page(
    name: str, make: Callable[[str], bytes], tmp_path: Path, data: Path
) -> None:
    assert verdict(read(make(WEB[name]), tmp_path, data)) == "right"


PLACES = ((86.0, 81.5), (116.0, 81.5))  # of the two cells, in millimetres


def annotated(content: bytes, notes: str) -> bytes:
    listed = '<ofd:Page PageID="1"><ofd:FileLoc>Annotation.xml</ofd:FileLoc></ofd:Page>'
    return with_parts(
        content,
        {
            "Doc_0/Annots/Annotations.xml": f"<ofd:Annotations {NAMESPACE}>{listed}</ofd:Annotations>",
            "Doc_0/Annots/Annotation.xml": f"<ofd:PageAnnot {NAMESPACE}>{notes}</ofd:PageAnnot>",
        },
        "<ofd:Pages>",
        "<ofd:Annotations>Annots/Annotations.xml</ofd:Annotations><ofd:Pages>",
    )


def _notes(inner: str, more: str = 'Type="Stamp"') -> str:
    return "".join(
        f'<ofd:Annot ID="7{at}" {more}><ofd:Appearance Boundary="{x} {y - 3} 30 4">{inner}'
        "</ofd:Appearance></ofd:Annot>"
        for at, (x, y) in enumerate(PLACES)
    )


def _said(text: str, size: float = 3) -> str:
    return (
        f'<ofd:TextObject ID="1" Boundary="0 0 30 4" Font="3" Size="{size}">'
        f'<ofd:TextCode X="0" Y="3">{text}</ofd:TextCode></ofd:TextObject>'
    )


COVER = (
    '<ofd:PathObject ID="7" Boundary="0 0 20 4" Fill="true" Stroke="false"><ofd:FillColor '
    'Value="255 255 255"/><ofd:AbbreviatedData>M 0 0 L 20 0 L 20 4 L 0 4 C</ofd:AbbreviatedData>'
    "</ofd:PathObject>"
)
OFF = 'Type="Stamp" Visible="false"'
ANNOTATIONS = {
    "the figure": (True, _notes(_said(FIGURE)), "right"),
    "not visible": (False, _notes(_said("9"), OFF), "right"),
    "over the figure": (False, _notes(_said(WRONG)), "listed"),
    "a cover": (False, _notes(COVER), "listed"),
    "a watermark": (
        False,
        '<ofd:Annot ID="70" Type="Watermark"><ofd:Appearance Boundary="0 70 210 40">'
        + _said("内部资料8888", 18).replace("0 0 30 4", "40 0 150 24").replace('Y="3"', 'Y="18"')
        + "</ofd:Appearance></ofd:Annot>",
        "right",
    ),
}


@pytest.mark.parametrize("name", ANNOTATIONS)
def test_an_annotation_of_an_ofd_file(name: str, tmp_path: Path, data: Path) -> None:
    empty, notes, wanted = ANNOTATIONS[name]
    page = as_ofd(lambda x, y: "") if empty else as_ofd()
    assert verdict(read(annotated(page, notes), tmp_path, data)) == wanted


@pytest.mark.parametrize(
    ("value", "text", "more", "wanted"),
    [
        (None, FIGURE, "", "right"),
        (10231.58, WRONG, "", "listed"),
        (10231.58, WRONG, 'hidden="1"', "right"),
    ],
)
def test_a_box_of_text_on_a_sheet(
    value: float | None, text: str, more: str, wanted: str, tmp_path: Path, data: Path
) -> None:
    report = read(boxed(as_xlsx(value), text, more), tmp_path, data)
    assert verdict(report) == wanted
    assert report.document is not None
    places = [
        report.document.addresses.get(n.number) for n in report.document.lines if n.text == WRONG
    ]
    assert places == (["Sheet!C8", "Sheet!D8"] if wanted == "listed" else [])
