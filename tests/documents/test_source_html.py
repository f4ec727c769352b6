"""Web pages: what a browser shows of them, tables in cells, attachments, copies, saved pages."""

from __future__ import annotations

import email.message
import email.policy

import pytest
from made_reports import as_html

from jixiao.base.errors import SourceError
from jixiao.source import Document, Limits
from jixiao.source.html import read_html
from jixiao.source.kind import file_kind
from jixiao.source.mhtml import read_mhtml


def read(page: str, encoding: str = "utf-8") -> Document:
    return read_html(page.encode(encoding), "made.html")


def texts(document: Document) -> list[str]:
    return [line.text for line in document.lines if not line.blank]


@pytest.mark.parametrize(
    ("style", "attributes"),
    [
        (".x{display:none}", "class=x"),
        ("p .x{visibility:hidden}", "class=x"),
        (".x{font-size:0}", "class=x"),
        (".x{color:#FFF}", "class=x"),
        ("body{background:#336699}.x{color:rgb(51,102,153)}", "class=x"),
        (".x{text-indent:-9999px;display:inline-block}", "class=x"),
        ("@media (min-width: 600px){.x{display:none}}", "class=x"),
        ("@media screen{.x{opacity:0}}", "class=x"),
        (".y{display:none !important}.x{display:inline}", "class='x y'"),
        ("", "style='display:none'"),
        ("", "style='position:absolute;left:-5000px'"),
        ("", "hidden"),
    ],
)
def test_what_a_page_hides_is_set_aside(style: str, attributes: str) -> None:
    document = read(
        f"<html><head><style>{style}</style></head><body><p>支出<span {attributes}>9,999.99</span>"
        "10,231.58万元</p></body></html>"
    )
    assert texts(document) == ["支出10,231.58万元"]
    assert [(a.reason, a.text, a.line) for a in document.asides] == [("hidden", "9,999.99", 1)]


@pytest.mark.parametrize(
    "style",
    [
        "@media (max-width: 600px){.x{display:none}}",
        "@media print{.x{display:none}}",
        ".x:hover{display:none}",
        ".x{display:none}.x{display:inline}",
        ".x{background:#000;color:#fff}",
        ".x{background:url(a.png);color:#fff}",
        ".z{display:none}",
    ],
)
def test_what_a_page_shows_is_text(style: str) -> None:
    page = f"<style>{style}</style><body><p>支出<span class=x>10,231.58</span>万元</p></body>"
    assert texts(read(page)) == ["支出10,231.58万元"]


@pytest.mark.parametrize(
    "struck",
    [
        "<s>9</s>",
        "<strike>9</strike>",
        "<del>9</del>",
        "<span style='text-decoration:line-through'>9</span>",
    ],
)
def test_struck_text_is_set_aside_in_sentences_and_cells(struck: str) -> None:
    document = read(
        f"<body><p>支出{struck}8万元</p><table><tr><td>甲</td><td>{struck}7</td></tr></table>"
    )
    assert texts(document) == ["支出8万元", "甲", "7"]
    assert [(a.reason, a.text, a.line) for a in document.asides] == [
        ("struck", "9", 1),
        ("struck", "9", 5),
    ]


def test_a_table_in_a_cell_is_read_and_a_table_of_layout_is_none() -> None:
    document = read(
        "<table><tr><td><p>左栏</p></td><td><table><tr><td>项目</td><td>完成</td></tr><tr><td>水库</td><td>"
        "<table><tr><td>11宗</td><td>另1宗</td></tr></table></td></tr></table></td></tr></table>"
    )
    grids = [[[c.text if c else None for c in row] for row in t.grid()] for t in document.tables]
    assert grids == [[["项目", "完成"], ["水库", "11宗另1宗"]], [["11宗", "另1宗"]]]
    assert [table.inner for table in document.tables] == [False, True]


def test_a_caption_stands_before_its_table() -> None:
    page = "<table><caption>表1 单位：万元</caption><tr><th>甲</th><td>1.00</td></tr></table>"
    assert texts(read(page)) == ["表1 单位：万元", "甲", "1.00"]


def test_what_fields_of_a_form_hold_is_text() -> None:
    document = read(
        "<body><p>得分<input value='93.6'>分<input type=hidden value=1><input type=checkbox checked>是"
        "<select><option>良<option selected>优</select><input type=submit value=提交></p></body>"
    )
    assert texts(document) == ["得分93.6分☑是优"]


@pytest.mark.parametrize(
    ("body", "named"),
    [
        ("<p>附件：<a href='/f/1.docx'>自评报告.docx</a></p>", r"自评报告\.docx \(/f/1\.docx\)"),
        (
            "<p>附件</p><a href='down?id=3'>2023年自评报告.pdf</a>",
            r"2023年自评报告\.pdf \(down\?id=3\)",
        ),
        ("<h1>公开</h1><iframe src='a/b.pdf?x=1'></iframe>", r"a/b\.pdf\?x=1"),
        ("<embed src='report.ofd'>", r"report\.ofd"),
    ],
)
def test_a_page_that_only_links_to_its_file_names_it(body: str, named: str) -> None:
    with pytest.raises(SourceError, match=rf"holds no report, but a link to {named}; download"):
        read(f"<html><body>{body}</body></html>")


def test_a_second_copy_of_a_part_is_set_aside_though_no_style_hides_it() -> None:
    part = "<p>" + "支出10,231.58万元。" * 20 + "</p>"
    document = read(f"<body><div id=pc>{part}</div><div id=phone>{part}</div></body>")
    assert len(texts(document)) == 1
    assert [aside.reason for aside in document.asides] == ["hidden"]


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "gb18030"])
def test_a_page_is_told_by_its_bytes(encoding: str) -> None:
    content = as_html().decode().encode(encoding)
    assert file_kind(content, "page") == "html"
    assert "一、部门基本情况" in texts(read_html(content, "page"))


def test_a_page_in_big5_is_refused_by_its_name() -> None:
    page = as_html().decode().replace("总", "總").encode("big5", "ignore")
    with pytest.raises(SourceError, match="Big5; save it as UTF-8"):
        read_html(page, "page")


@pytest.mark.parametrize("transfer", ["base64", "quoted-printable", "8bit"])
@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_a_saved_page_is_read_with_the_styles_that_are_saved_with_it(
    transfer: str, encoding: str
) -> None:
    page = (
        as_html(sentence=["支出", "10,231.58万元"])
        .decode()
        .replace("支出10", "支出<b class='x'>9,999.99</b>10")
    )
    mail = email.message.EmailMessage(policy=email.policy.default)
    mail["Subject"] = "report"
    mail.set_content("no page")
    mail.make_related()
    mail.add_related(b".x{display:none}", "text", "css", cte="base64")
    mail.add_related(b"<html><body>advertisement</body></html>", "text", "html", cte="base64")
    mail.add_related(page.encode(encoding), "text", "html", cte=transfer)
    content = mail.as_bytes(policy=email.policy.SMTP)
    assert file_kind(content, "saved") == "mhtml"
    document = read_mhtml(content, "saved", Limits())
    assert "支出10,231.58万元" in texts(document)
    assert [(a.reason, a.text) for a in document.asides] == [("hidden", "9,999.99")]


@pytest.mark.parametrize(
    ("heading", "lines"),
    [
        ("<h1>青山县财政局2023年度部门决算</h1>", ["青山县财政局2023年度部门决算"]),
        (
            "<div class='a'><p><span>青山县财政局<br>2023年度部门决算</span></p></div>",
            ["青山县财政局", "2023年度部门决算"],
        ),
        ("<div style='display:none'>青山县财政局2023年度部门决算</div>", []),
        ("<h1>其他文件2022年</h1>", []),
    ],
    ids=["heading", "two lines", "hidden", "of another page"],
)
def test_the_title_above_an_article_is_read_where_the_page_bears_it(
    heading: str, lines: list[str]
) -> None:
    """It was left out with the menus: the office and the year were not known. The name of the site,
    which the title of the page says as well, is no part of it.
    """
    duties = "".join(f"<p>职能第{number}项，负责本辖区的相关工作。</p>" for number in range(60))
    page = (
        "<html><head><title>青山县财政局2023年度部门决算_青山县人民政府</title></head><body>"
        f"<div><h1>青山县人民政府</h1></div>{heading}<p>来源：县财政局</p><div>{duties}</div>"
    )
    read = [line.text for line in read_html(page.encode(), "page.html").lines if not line.blank]
    assert read[: len(lines) + 1] == [*lines, "职能第0项，负责本辖区的相关工作。"]
