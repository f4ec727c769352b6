"""Where words stand: columns of text, outside what is shown, in a file that a page only links to."""

from __future__ import annotations

import email.policy
import re
from collections.abc import Callable
from email.message import EmailMessage
from pathlib import Path

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from made_ofd import NAMESPACE
from made_ofd import as_ofd as as_pages
from made_reports import AFTER, BEFORE, BETWEEN
from pdf_made import made
from reportlab.pdfgen.canvas import Canvas
from traps_made import (
    FIGURE,
    as_html,
    as_mhtml,
    as_ofd,
    as_pdf,
    ofd_words,
    put,
    read,
    verdict,
    with_parts,
)

from jixiao.base.errors import SourceError

LEFT = [
    *BEFORE[1:],
    "2023年部门年初预算9,862.40万元，全年预",
    "算数11,066.75万元。全年实际支出10,231.58",
    "万元，预算执行率92.45%，结余按规定上缴。",
]
RIGHT = [*BETWEEN, *AFTER, *["其余事项见附件说明，不再逐项列示其金额。"] * 5]


def _in_columns_of_a_pdf() -> bytes:
    def draw(canvas: Canvas) -> None:
        put(canvas, 150, 800, BEFORE[0])
        for column, lines in ((50, LEFT), (310, RIGHT)):
            for at, line in enumerate(lines):
                put(canvas, column, 770 - 15 * at, line)

    return made(draw)


def _in_columns_of_ofd() -> bytes:
    out = [ofd_words(50, 20, BEFORE[0], 4)]
    for column, lines in ((15, LEFT), (108, RIGHT)):
        out += [ofd_words(column, 30 + 5.5 * at, line, 3.6) for at, line in enumerate(lines)]
    return as_pages(["".join(out)])


def _in_columns_of_word() -> bytes:
    import io

    document = docx.Document()
    for line in [BEFORE[0], *LEFT, *RIGHT]:
        document.add_paragraph(line)
    parted = parse_xml(f"<w:cols {nsdecls('w')} w:num='2' w:space='425'/>")
    document.sections[0]._sectPr.append(parted)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _in_columns_of_a_page() -> bytes:
    parts = "".join(f"<p>{line}</p>" for line in [BEFORE[0], *LEFT, *RIGHT])
    style = "<style>.two{column-count:2;column-gap:2em}</style>"
    return f"<html>{style}<div class=two>{parts}</div></html>".encode()


COLUMNS = {
    "pdf": _in_columns_of_a_pdf,
    "ofd": _in_columns_of_ofd,
    "docx": _in_columns_of_word,
    "html": _in_columns_of_a_page,
}


@pytest.mark.parametrize("format", COLUMNS)
def test_columns_of_text_are_read_one_after_another(
    format: str, tmp_path: Path, data: Path
) -> None:
    report = read(COLUMNS[format](), tmp_path, data)
    assert report.document is not None
    lines = [line.text for line in report.document.lines if not line.blank]
    assert lines == [BEFORE[0], *LEFT, *RIGHT]
    rows = report.tables["budget"]
    found = {row.phase: str(row.value) for row in rows.itertuples() if row.item == "expenditure"}
    assert found == {
        "approved": "9862.40",
        "revised": "11066.75",
        "outturn": "10231.58",
        "rate": "92.45",
    }


def test_two_columns_of_short_words_are_a_table_and_stay_side_by_side(tmp_path: Path) -> None:
    from jixiao.source import Limits
    from jixiao.source.ofd import read_ofd

    pairs = [("收入合计", "9.00"), ("支出合计", "8.00"), ("结转", "1.00")]
    out = [ofd_words(50, 20, "收支情况")]
    for at, (name, amount) in enumerate(pairs):
        out += [ofd_words(20, 30 + 6 * at, name), ofd_words(110, 30 + 6 * at, amount)]
    document = read_ofd(as_pages(["".join(out)]), "made.ofd", Limits())
    lines = [line.text for line in document.lines if not line.blank]
    assert lines[1:] == [f"{name} {amount}" for name, amount in pairs]


def _cropped(content: bytes) -> bytes:
    return content.replace(b"/MediaBox", b"/CropBox [ 30 0 530 841 ] /MediaBox", 1)


def _beside(canvas: Canvas, x: float, y: float) -> None:
    put(canvas, x, y)
    put(canvas, 2, y, "9")
    put(canvas, 540, y, "8,888.88")


def test_what_the_visible_box_of_a_pdf_cuts_off_is_no_part_of_it(
    tmp_path: Path, data: Path
) -> None:
    report = read(as_pdf(_beside, _cropped), tmp_path, data)
    assert verdict(report) == "right"
    assert report.document is not None
    outside = [aside.text for aside in report.document.asides if aside.reason == "outside"]
    assert outside == ["9 8,888.88"] * len(outside) != []


CLIP = (
    "<ofd:Clips><ofd:Clip><ofd:Area><ofd:Path Boundary='0 0 0.01 0.01'><ofd:AbbreviatedData>M 0 0 L 0.01 0 "
    "</ofd:AbbreviatedData></ofd:Path></ofd:Area></ofd:Clip></ofd:Clips>"
)


def _object(x: float, y: float, across: float, text: str, clip: str = "") -> str:
    return (
        f'<ofd:TextObject ID="1" Boundary="{x} {y - 3} {across} 4" Font="3" Size="3">{clip}'
        f'<ofd:TextCode X="0" Y="3">{text}</ofd:TextCode></ofd:TextObject>'
    )


AREA = "<ofd:Area><ofd:PhysicalBox>{} {} {} {}</ofd:PhysicalBox></ofd:Area><ofd:Content>"
OUTSIDE: dict[str, tuple[bytes, str]] = {
    "beside the page": (as_ofd(more=ofd_words(400, 80, "9,999.99")), "right"),
    "above the area of the page itself": (
        with_parts(
            as_ofd(more=ofd_words(20, 5, "9,999.99")),
            {},
            "<ofd:Content>",
            AREA.format(0, 10, 210, 287),
        ),
        "right",
    ),
    "beyond its boundary": (
        as_ofd(lambda x, y: ofd_words(x, y) + _object(x + 13.6, y, 0.01, "9")),
        "right",
    ),
    "cut off by a clip": (
        as_ofd(lambda x, y: ofd_words(x, y) + _object(x + 13.6, y, 9, "9", CLIP)),
        "right",
    ),
    "cut off in part": (as_ofd(lambda x, y: _object(x, y, 7, FIGURE)), "listed"),
}


@pytest.mark.parametrize("name", OUTSIDE)
def test_what_an_ofd_page_does_not_show_is_no_part_of_it(
    name: str, tmp_path: Path, data: Path
) -> None:
    content, wanted = OUTSIDE[name]
    assert verdict(read(content, tmp_path, data)) == wanted


def _named(content: bytes, part: str) -> bytes:
    """`content` with a part that says how things are drawn."""
    return with_parts(
        content,
        {"Doc_0/Res.xml": f"<ofd:Res {NAMESPACE}>{part}</ofd:Res>"},
        "<ofd:CommonData>",
        "<ofd:CommonData><ofd:DocumentRes>Res.xml</ofd:DocumentRes>",
    )


WHITE = '<ofd:DrawParams><ofd:DrawParam ID="5"><ofd:FillColor Value="255 255 255"/></ofd:DrawParam></ofd:DrawParams>'
UNIT = (
    '<ofd:CompositeGraphicUnits><ofd:CompositeGraphicUnit ID="9" Width="20" Height="4"><ofd:Content>'
    + _object(0, 3, 20, FIGURE)
    + "</ofd:Content></ofd:CompositeGraphicUnit></ofd:CompositeGraphicUnits>"
)


def test_a_colour_and_a_drawing_that_an_ofd_file_only_names(tmp_path: Path, data: Path) -> None:
    hidden = as_ofd(lambda x, y: ofd_words(x, y, "9", more='DrawParam="5"') + ofd_words(x + 1.5, y))
    assert verdict(read(_named(hidden, WHITE), tmp_path, data)) == "right"

    def used(x: float, y: float) -> str:
        return f'<ofd:CompositeObject ID="8" Boundary="{x} {y - 3} 20 4" ResourceID="9"/>'

    assert verdict(read(_named(as_ofd(used), UNIT), tmp_path, data)) == "right"
    assert verdict(read(as_ofd(used), tmp_path, data)) == "listed"


AWAY = {
    "left of it": "position:absolute;left:-2000px",
    "scrolled off": "text-indent:-9999px",
    "cut to nothing": "display:inline-block;width:0;overflow:hidden",
}


@pytest.mark.parametrize("name", AWAY)
@pytest.mark.parametrize("make", [as_html, as_mhtml])
def test_what_a_web_page_moves_away_is_no_part_of_it(
    name: str, make: Callable[..., bytes], tmp_path: Path, data: Path
) -> None:
    page = make(f"<i class=x>9</i>{FIGURE}", f".x{{{AWAY[name]}}}")
    assert verdict(read(page, tmp_path, data)) == "right"


def _saved(body: str) -> bytes:
    mail = EmailMessage(policy=email.policy.SMTP)
    mail["Snapshot-Content-Location"] = "http://www.example.invalid/a.html"
    mail.set_content(f"<html><body>{body}</body></html>", subtype="html", cte="base64")
    mail.make_related()
    mail.add_related(b"p{margin:0}", "text", "css", cte="base64")
    return mail.as_bytes()


@pytest.mark.parametrize(
    ("body", "named"),
    [
        ("<p>附件：<a href='a/2023.pdf'>2023年度部门决算</a></p>", "2023年度部门决算 (a/2023.pdf)"),
        ("<p>决算公开</p><iframe src='/f/b.ofd'></iframe>", "/f/b.ofd"),
        ("<p>决算公开</p><a href='down?id=3'>决算表.xlsx</a>", "决算表.xlsx (down?id=3)"),
    ],
)
def test_a_saved_page_that_only_links_to_its_file_names_it(
    body: str, named: str, tmp_path: Path, data: Path
) -> None:
    with pytest.raises(SourceError, match=re.escape(named)):
        read(_saved(body), tmp_path, data, "page.mhtml")
