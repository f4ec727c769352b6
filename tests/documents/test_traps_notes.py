"""Notes at the foot or the end, and their marks behind a figure, in every format."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml.ns import nsdecls
from reportlab.pdfgen.canvas import Canvas
from traps_made import (
    FIGURE,
    as_docx,
    as_html,
    as_mhtml,
    as_ofd,
    as_pdf,
    as_xlsx,
    ofd_words,
    put,
    read,
    rich,
    run,
    verdict,
)

NOTE = "不含上年结转9,999.99万元。"
RAISED = "<w:vertAlign w:val='superscript'/>"


def _reference(kind: str, more: str = "", style: str = RAISED, mark: str = "") -> str:
    text = f"<w:t>{mark}</w:t>" if mark else ""
    return f"<w:r><w:rPr>{style}</w:rPr><w:{kind}Reference {more} w:id='2'/>{text}</w:r>"


BY_HAND = "w:customMarkFollows='1'"
WORD = {
    "at the foot": ("footnote", _reference("footnote")),
    "at the end": ("endnote", _reference("endnote")),
    "not raised": ("endnote", _reference("endnote", style="")),
    "a mark by hand": ("footnote", _reference("footnote", BY_HAND, mark="1")),
    "a mark by hand, not raised": ("footnote", _reference("footnote", BY_HAND, "", "1")),
}


@pytest.mark.parametrize("name", WORD)
def test_a_note_of_a_word_file(name: str, tmp_path: Path, data: Path) -> None:
    kind, reference = WORD[name]

    def add(document: docx.document.Document, _: object) -> None:
        content = (
            f"<w:{kind}s {nsdecls('w')}><w:{kind} w:id='2'><w:p><w:r><w:{kind}Ref/></w:r>"
            f"{run(NOTE)}</w:p></w:{kind}></w:{kind}s>"
        )
        kind_of = f"application/vnd.openxmlformats-officedocument.wordprocessingml.{kind}s+xml"
        place = PackURI(f"/word/{kind}s.xml")
        part = Part(place, kind_of, content.encode(), document.part.package)
        document.part.relate_to(part, getattr(RELATIONSHIP_TYPE, f"{kind}s".upper()))

    report = read(as_docx(run(FIGURE) + reference, add), tmp_path, data)
    assert verdict(report) == "right"
    assert report.document is not None
    assert [n.text for n in report.document.lines if not n.blank][-1] == NOTE


AT_THE_FOOT = f"<p id=fn1><a href='#r1'>1</a> {NOTE}</p>"
WEB = {
    "raised": "<sup><a href='#fn1'>1</a></sup>",
    "of Word": "<span style='vertical-align:super'>[1]</span>",
    "a link by its role": "<a role=doc-noteref href='#x'>1</a>",
    "a link by its address": "<a href='#_ftn1'>[1]</a>",
    "smaller": "<font size=1><sup>1</sup></font>",
}


@pytest.mark.parametrize("name", WEB)
@pytest.mark.parametrize("make", [as_html, as_mhtml])
def test_a_note_of_a_web_page(
    name: str, make: Callable[..., bytes], tmp_path: Path, data: Path
) -> None:
    page = make(
        FIGURE + WEB[name], "", lambda text: text.replace("</table>", f"</table>{AT_THE_FOOT}")
    )
    report = read(page, tmp_path, data)
    assert verdict(report) == "right"
    assert report.document is not None
    assert any(NOTE in line.text for line in report.document.lines)


def test_a_link_within_the_page_that_is_no_note_stays(tmp_path: Path, data: Path) -> None:
    page = as_html(f"<a href='#top'>{FIGURE}</a>")
    assert verdict(read(page, tmp_path, data)) == "right"


def test_digits_of_an_old_page_in_smaller_letters_are_no_part_of_a_figure(
    tmp_path: Path, data: Path
) -> None:
    page = as_html(f"{FIGURE}<font size=1>1</font>")
    assert verdict(read(page, tmp_path, data)) == "listed"
    page = as_html(f"<font size='+2'>{FIGURE}</font>")
    assert verdict(read(page, tmp_path, data)) == "right"


@pytest.mark.parametrize(("size", "rise"), [(5, 5), (6, 4), (6, 3)])
def test_a_note_of_a_pdf_by_the_size_of_its_mark(
    size: float, rise: float, tmp_path: Path, data: Path
) -> None:
    def cell(canvas: Canvas, x: float, y: float) -> None:
        put(canvas, x, y)
        put(canvas, x + 45, y + rise, "1", size)
        put(canvas, 60, 80 + rise, "1", size)
        put(canvas, 64, 80, NOTE, 7.5)

    report = read(as_pdf(cell), tmp_path, data)
    assert verdict(report) == "right"
    assert report.document is not None
    assert any(NOTE in line.text for line in report.document.lines)


def test_a_note_of_an_ofd_file(tmp_path: Path, data: Path) -> None:
    foot = ofd_words(20, 279, "1", 1.6) + ofd_words(21, 280, NOTE, 2.6)
    page = as_ofd(lambda x, y: ofd_words(x, y) + ofd_words(x + 14, y - 1.2, "1", 1.6), foot)
    report = read(page, tmp_path, data)
    assert verdict(report) == "right"
    assert report.document is not None
    assert any(NOTE in line.text for line in report.document.lines)


def test_a_note_below_a_table_of_a_sheet(tmp_path: Path, data: Path) -> None:
    def note(_: object, sheet: object) -> None:
        sheet["A14"] = f"1 {NOTE}"  # type: ignore[index]

    figure = rich((FIGURE, {}), ("1", {"vertAlign": "superscript"}))
    report = read(as_xlsx(figure, "General", note), tmp_path, data)
    assert verdict(report) == "right"
    assert report.document is not None
    assert any(NOTE in line.text for line in report.document.lines)


MOVED = {
    "up by a point, smaller": ("<w:position w:val='2'/><w:sz w:val='12'/>", "right"),
    "up by a point and a half": ("<w:position w:val='3'/>", "listed"),
    "down by a point": ("<w:position w:val='-2'/>", "listed"),
    "by half a point": ("<w:position w:val='1'/>", "10231.581"),
}


@pytest.mark.parametrize("name", MOVED)
def test_a_digit_moved_by_hand_is_no_part_of_the_figure(
    name: str, tmp_path: Path, data: Path
) -> None:
    style, wanted = MOVED[name]
    size = "<w:sz w:val='21'/>"
    cell = run(FIGURE, size) + run("1", style if "w:sz" in style else size + style)
    right = wanted if wanted[0].isdigit() else "10231.58"
    assert verdict(read(as_docx(cell), tmp_path, data), right) == (
        "right" if right == wanted else wanted
    )
