"""Word files: merges, inner tables, boxes, notes, page heads, fields, deletions, page breaks."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from made_reports import element, fill_paragraph, with_part

from jixiao.base.errors import SourceError
from jixiao.catalogue import wordings
from jixiao.extract.clauses import grammar
from jixiao.extract.evaluation.budget_table import read_budget_tables
from jixiao.source import Document, Limits, document_files, read_stored
from jixiao.source.docx import read_docx

MARKUP = (
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:wps="http://x"'
)
BOX = "<w:txbxContent><w:p><w:r><w:t>框内1.00</w:t></w:r></w:p></w:txbxContent>"
CELLS = "<w:tc><w:p><w:r><w:t>框内1.00</w:t></w:r></w:p></w:tc><w:tc><w:p/></w:tc>"
DEEP = f"<w:txbxContent><w:tbl><w:tr>{CELLS}</w:tr></w:tbl></w:txbxContent>"


def read(build: Callable[[Any], None]) -> Document:
    document = docx.Document()
    build(document)
    stream = io.BytesIO()
    document.save(stream)
    return read_docx(stream.getvalue(), "made.docx", Limits())


def texts(document: Document) -> list[str]:
    return [line.text for line in document.lines if not line.blank]


def raw(document: Any, xml: str) -> None:
    """Adds WordprocessingML at the end of the body."""
    document.element.body.insert(
        -1, parse_xml(xml.replace("<w:p>", f"<w:p {nsdecls('w')} {MARKUP}>", 1))
    )


def grid(document: Document, table: int = 0) -> list[list[str | None]]:
    return [[c.text if c else None for c in row] for row in document.tables[table].grid()]


def test_old_merges_across_give_one_cell_wherever_they_stand() -> None:
    def build(document: Any) -> None:
        table = document.add_table(2, 4)
        for row, words in enumerate([["项目", "", "金额", ""], ["甲", "乙", "3.00", "万元"]]):
            for column, text in enumerate(words):
                table.cell(row, column).text = text
        for row, column, value in [
            (0, 0, "restart"),
            (0, 1, "continue"),
            (0, 2, "restart"),
            (0, 3, "continue"),
        ]:
            table.cell(row, column)._tc.get_or_add_tcPr().append(element("hMerge", val=value))

    assert grid(read(build)) == [["项目", "项目", "金额", "金额"], ["甲", "乙", "3.00", "万元"]]


def test_a_merge_down_that_goes_on_with_nothing_above_is_a_cell_of_its_own() -> None:
    def build(document: Any) -> None:
        table = document.add_table(2, 2)
        table.cell(0, 0).text, table.cell(1, 0).text, table.cell(1, 1).text = "甲", "乙", "2.00"
        above, below = table.cell(0, 1)._tc, table.cell(1, 1)._tc
        for cell in (above, below):
            cell.get_or_add_tcPr().append(element("vMerge"))

    assert grid(read(build)) == [["甲", "2.00"], ["乙", "2.00"]]


def test_a_table_in_a_cell_is_a_table_and_its_words_are_the_cells() -> None:
    def build(document: Any) -> None:
        outer = document.add_table(1, 2)
        outer.cell(0, 0).text = "完成值"
        inner = outer.cell(0, 1).add_table(1, 2)
        inner.cell(0, 0).text, inner.cell(0, 1).text = "11宗", "另1宗"

    document = read(build)
    assert [table.inner for table in document.tables] == [False, True]
    assert grid(document) == [["完成值", "11宗另1宗"]]
    assert grid(document, 1) == [["11宗", "另1宗"]]
    assert set(document.tables[1].lines) <= set(document.tables[0].lines)


@pytest.mark.parametrize(
    "anchor",
    [
        f'<mc:AlternateContent><mc:Choice Requires="wps"><wps:txbx>{BOX}</wps:txbx></mc:Choice>'
        f"<mc:Fallback><w:pict><v:textbox>{BOX}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent>",
        f"<w:pict><v:textbox>{BOX}</v:textbox></w:pict>",
        f"<w:pict><v:textbox>{DEEP}</v:textbox></w:pict>",
    ],
)
def test_a_box_comes_once_after_the_paragraph_that_it_is_anchored_in(anchor: str) -> None:
    document = read(
        lambda d: raw(
            d,
            f"<w:p><w:r><w:t>支出10,231</w:t></w:r><w:r>{anchor}</w:r><w:r><w:t>.58万元</w:t></w:r></w:p>",
        )
    )
    assert texts(document) == ["支出10,231.58万元", "框内1.00"]


def test_the_result_of_a_field_is_read_and_not_its_instruction() -> None:
    def field(*runs: str) -> str:
        return "<w:p>" + "".join(f"<w:r>{run}</w:r>" for run in runs) + "</w:p>"

    begin, parted, end = (f'<w:fldChar w:fldCharType="{k}"/>' for k in ("begin", "separate", "end"))
    ticked = '<w:fldChar w:fldCharType="begin"><w:ffData><w:checkBox><w:checked/></w:checkBox></w:ffData></w:fldChar>'
    document = read(
        lambda d: [
            raw(d, field(begin, "<w:t>9,999.99</w:t>", parted, "<w:t>10,231.58</w:t>", end)),
            raw(d, field(begin, "<w:instrText>=99</w:instrText>", parted, "<w:t>1.00</w:t>", end)),
            raw(d, field(ticked, "<w:instrText>FORMCHECKBOX</w:instrText>", end, "<w:t>是</w:t>")),
            raw(d, field(begin, "<w:t>没有结尾2.00</w:t>")),
            raw(d, field('<w:sym w:font="Symbol" w:char="F0B3"/>', "<w:t>85</w:t>")),
        ]
    )
    assert texts(document) == ["10,231.58", "1.00", "☑是", "没有结尾2.00", "≥85"]


def test_deleted_text_and_rows_are_set_aside_as_struck() -> None:
    def build(document: Any) -> None:
        raw(
            document,
            "<w:p><w:r><w:t>支出</w:t></w:r><w:del><w:r><w:delText>9,999.99</w:delText></w:r></w:del>"
            "<w:moveFrom><w:r><w:t>8,888.88</w:t></w:r></w:moveFrom>"
            "<w:ins><w:r><w:t>10,231.58</w:t></w:r></w:ins></w:p>",
        )
        table = document.add_table(2, 2)
        for row, words in enumerate([["甲", "1.00"], ["乙", "2.00"]]):
            for column, text in enumerate(words):
                table.cell(row, column).text = text
        table.rows[0]._tr.get_or_add_trPr().append(element("del"))

    document = read(build)
    assert texts(document) == ["支出10,231.58", "乙", "2.00"]
    assert [(a.reason, a.text) for a in document.asides] == [
        ("struck", "9,999.998,888.88"),
        ("struck", "甲 1.00"),
    ]


def test_a_style_hides_and_raises_and_a_run_shows_again() -> None:
    def build(document: Any) -> None:
        hidden = document.styles.add_style("Hidden", 2)
        hidden.font.hidden = True
        mark = document.styles.add_style("Mark", 2, builtin=False)
        mark.font.superscript = True
        paragraph = document.add_paragraph("支出")
        paragraph.add_run("9,999.99", style="Hidden")
        paragraph.add_run("10,231.58").style = document.styles["Hidden"]
        paragraph.runs[-1].font.hidden = False
        paragraph.add_run("1", style="Mark")
        paragraph.add_run("万元")
        moved = document.add_paragraph("决算10,231.58")
        moved.add_run("2")._r.get_or_add_rPr().append(element("position", val="8"))
        moved.add_run("万元")

    document = read(build)
    assert texts(document) == ["支出10,231.58万元", "决算10,231.58万元"]
    assert [(a.reason, a.text) for a in document.asides] == [
        ("hidden", "9,999.99"),
        ("note_mark", "1"),
        ("note_mark", "2"),
    ]


def test_white_text_on_a_dark_cell_is_seen_and_on_the_page_is_not() -> None:
    def build(document: Any) -> None:
        fill_paragraph(document.add_paragraph(), ["预算", ("9.99", "white")])
        cell = document.add_table(1, 2).cell(0, 0)
        fill_paragraph(cell.paragraphs[0], [("决算数", "white")])
        cell._tc.get_or_add_tcPr().append(element("shd", val="clear", fill="1F4E79"))

    document = read(build)
    assert texts(document) == ["预算", "决算数"]
    assert [(a.reason, a.text) for a in document.asides] == [("hidden", "9.99")]


@pytest.mark.parametrize("place", ["header", "footer"])
def test_a_unit_in_the_head_of_the_pages_is_that_of_a_table_that_states_none(place: str) -> None:
    def build(document: Any) -> None:
        getattr(document.sections[0], place).paragraphs[0].text = "部门预算  单位：万元"
        table = document.add_table(2, 3)
        for row, words in enumerate(
            [["项目", "年初预算数", "决算数"], ["基本支出", "3.00", "2.00"]]
        ):
            for column, text in enumerate(words):
                table.cell(row, column).text = text

    document = read(build)
    words = wordings("budget")
    rules = grammar(next(part for part in words["parts"] if part.get("general")), words)
    rows = [row for row in read_budget_tables(document, rules) if isinstance(row, dict)]
    assert [(row["phase"], str(row["value"]), row["unit"]) for row in rows] == [
        ("approved", "3.00", "万元"),
        ("outturn", "2.00", "万元"),
    ]
    assert [(a.reason, a.text) for a in document.asides] == [
        ("running_head", "部门预算  单位：万元")
    ]


@pytest.mark.parametrize(
    ("before", "after", "lines"),
    [
        ("支出10,2", "31.58万元，", [(1, "支出10,231.58"), (2, "万元，")]),
        ("支出10,231.5", "8万元", [(1, "支出10,231.58"), (2, "万元")]),
        ("支出", "10万元", [(1, "支出"), (2, "10万元")]),
    ],
)
def test_a_page_that_ends_within_a_number_ends_behind_it(
    before: str, after: str, lines: list[tuple[int, str]]
) -> None:
    document = read(
        lambda d: raw(
            d,
            f"<w:p><w:r><w:t>{before}</w:t></w:r><w:r><w:lastRenderedPageBreak/><w:t>{after}</w:t></w:r></w:p>",
        )
    )
    assert [(line.page, line.text) for line in document.lines] == lines


def test_a_stored_word_file_keeps_its_inner_tables_and_what_was_set_aside(tmp_path: Path) -> None:
    def build(document: Any) -> None:
        fill_paragraph(document.add_paragraph(), ["支出", ("9", "struck"), "8万元"])
        outer = document.add_table(1, 2)
        outer.cell(0, 0).text = "完成值"
        outer.cell(0, 1).add_table(1, 1).cell(0, 0).text = "11宗"

    document = read(build)
    for name, text in document_files(document).items():
        (tmp_path / name).write_text(text, "utf-8")
    stored = read_stored(tmp_path)
    assert stored is not None
    assert (stored.lines, stored.tables) == (document.lines, document.tables)
    assert stored.asides == document.asides


def test_notes_come_after_the_text_and_their_marks_are_set_aside() -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("支出10,231.58")
    mark = paragraph.add_run("1")
    mark.font.superscript = True
    mark._r.insert(1, element("footnoteReference", id="2"))
    paragraph.add_run("万元")
    stream = io.BytesIO()
    document.save(stream)
    notes = (
        f"<w:footnotes {nsdecls('w')}>"
        '<w:footnote w:id="0" w:type="separator"><w:p><w:r><w:t>线</w:t></w:r></w:p></w:footnote>'
        '<w:footnote w:id="2"><w:p><w:r><w:t>含上年结转资金。</w:t></w:r></w:p></w:footnote></w:footnotes>'
    )
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
    content = stream.getvalue()
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        related = package.read("word/_rels/document.xml.rels").decode()
        types = package.read("[Content_Types].xml").decode()
    entry = f'<Relationship Id="rId99" Type="{kind}" Target="footnotes.xml"/></Relationships>'
    content = with_part(
        content, "word/_rels/document.xml.rels", related.replace("</Relationships>", entry)
    )
    xml = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
    entry = f'<Override PartName="/word/footnotes.xml" ContentType="{xml}"/></Types>'
    content = with_part(content, "[Content_Types].xml", types.replace("</Types>", entry))
    read_again = read_docx(with_part(content, "word/footnotes.xml", notes), "made.docx", Limits())
    assert texts(read_again) == ["支出10,231.58万元", "含上年结转资金。"]
    assert [(a.reason, a.text) for a in read_again.asides] == [("note_mark", "1")]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_entities_are_refused_in_any_encoding(encoding: str) -> None:
    stream = io.BytesIO()
    docx.Document().save(stream)
    hostile = '<!DOCTYPE x [<!ENTITY a "b">]><w:document>&a;</w:document>'
    content = with_part(stream.getvalue(), "word/document.xml", hostile.encode(encoding))
    with pytest.raises(SourceError, match="declares XML entities"):
        read_docx(content, "made.docx", Limits())


@pytest.mark.parametrize(
    "text",
    [f"<w:document {nsdecls('w')}></w:document>", "<other/>"],
    ids=["no body", "another root"],
)
def test_a_word_file_without_a_body_is_one_line(text: str) -> None:
    out = io.BytesIO()
    docx.Document().save(out)
    with pytest.raises(SourceError, match=r"^a\.docx: is a Word file without a text"):
        read_docx(with_part(out.getvalue(), "word/document.xml", text), "a.docx", Limits())
