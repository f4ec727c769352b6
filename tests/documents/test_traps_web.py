"""Traps in the cell of a web page, and of one saved as a file: right, or listed."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from traps_made import ABOVE, BODY, FIGURE, as_html, as_mhtml, read, verdict

from jixiao.base.errors import SourceError
from jixiao.source.kind import file_kind

F = FIGURE
RAISED = "position:relative;top:-5px;font-size:8px"
HIDING = {
    "scaled to nothing": "transform:scale(0)",
    "moved away": "display:inline-block;transform:translateX(-9999px)",
    "cut to nothing": "clip-path:inset(100%)",
    "transparent letters": "color:transparent",
    "transparent colour": "color:rgba(0,0,0,0)",
    "filled with nothing": "-webkit-text-fill-color:transparent",
    "all but transparent": "opacity:0.01",
    "filtered": "filter:opacity(0)",
    "zoomed to nothing": "zoom:0",
    "not laid out": "content-visibility:hidden",
    "white": "color:hsl(0,0%,100%)",
    "all but white": "color:#fffffe",
    "no size": "font-size:0",
}
CELLS = {
    "ruby": (f"<ruby>{F}<rt>9</rt></ruby>", "", "right"),
    "ruby in brackets": (f"<ruby>{F}<rp>(</rp><rt>9</rt><rp>)</rp></ruby>", "", "right"),
    "raised by hand": (f"{F}<span style='{RAISED}'>1</span>", "", "right"),
    "smaller digits": (f"{F}<small>1</small>", "", "listed"),
    "smaller decimals": ("10,231<small>.58</small>", "", "right"),
    "a place to break": ("10,2<wbr>31.58", "", "right"),
    "a soft hyphen": ("10,2&shy;31.58", "", "right"),
    "thin spaces": ("10&thinsp;231.58", "", "right"),
    "no-break spaces": ("10&nbsp;231.58", "", "right"),
    "figure spaces": ("10&#8199;231.58", "", "right"),
    "two lines": (f"9,999.99<br>{F}", "", "listed"),
    "digits by a style sheet": ("<i class=n>231.58</i>", ".n::before{content:'10,'}", "right"),
    "a clearing": (f"<i class=n>{F}</i>", ".n:after{content:'.';height:0;display:block}", "right"),
    "a symbol": (f"<i class=n>{F}</i>", ".n::after{content:'\\e601'}", "right"),
    "a picture": ("<img src=a.png>", "", "listed"),
    "a field": (f"<input value='{F}'>", "", "right"),
    "a list": (f"<select><option>9<option selected>{F}</select>", "", "right"),
    "a power": ("10<sup>4</sup>", "", "listed"),
    "turned round": ("<bdo dir=rtl>85.132,01</bdo>", "", "listed"),
}
CELLS |= {
    name: (f"<span class=x>9</span>{F}", f".x{{{style}}}", "right")
    for name, style in HIDING.items()
}


Q = f"<span class=q>9</span>{F}"
CELLS |= {
    "hidden where a browser can": (Q, "@supports (display:grid){.q{display:none}}", "right"),
    "hidden where it cannot": (
        Q.replace(">9<", "><"),
        "@supports not (a:b){td{display:none}}",
        "right",
    ),
    "hidden by a layer": (Q, "@layer a{.q{display:none}}", "right"),
    "hidden by a rule within a rule": (
        f"<b class=p>{Q}</b>",
        ".p{color:black;.q{display:none}}",
        "right",
    ),
    "hidden by a rule of its own": (f"<b class=p>{Q}</b>", ".q{.p &{display:none}}", "right"),
    "hidden by a variable": (Q, ":root{--shown:none}.q{display:var(--shown)}", "right"),
    "hidden by what a variable lacks": (Q, ".q{display:var(--none, none)}", "right"),
    "a variable of itself": (f"<b class=q>{F}</b>", ".q{--a:var(--a);color:var(--a)}", "right"),
    "a margin out of the page": (Q, ".q{position:absolute;margin-left:-9999px}", "right"),
    "a power of a formula": ("<math><msup><mn>10</mn><mn>4</mn></msup></math>", "", "listed"),
    "a fraction": ("<math><mfrac><mn>10</mn><mn>231.58</mn></mfrac></math>", "", "listed"),
    "a root": ("<math><msqrt><mn>10231.58</mn></msqrt></math>", "", "listed"),
    "a formula": (f"<math><mn>{F}</mn></math>", "", "right"),
    "drawn": (f"<svg><text y=10>{F}</text></svg>", "", "listed"),
    "written when it is opened": (f"<script>document.write('{F}')</script>", "", "listed"),
    "in a frame": (f"<iframe srcdoc='{F}'></iframe>", "", "listed"),
    "a list of proposals": (f"<datalist><option>9,999.99</datalist>{F}", "", "right"),
    "of a film": (f"<video>9,999.99</video>{F}", "", "right"),
    "a closed dialog": (f"<dialog>9,999.99</dialog>{F}", "", "right"),
}


@pytest.mark.parametrize("name", CELLS)
@pytest.mark.parametrize("make", [as_html, as_mhtml])
def test_a_trap_in_a_cell(name: str, make: type, tmp_path: Path, data: Path) -> None:
    cell, css, wanted = CELLS[name]
    assert verdict(read(make(cell, css), tmp_path, data)) == wanted


@pytest.mark.parametrize("content", ["-", "\\2212"])
def test_a_minus_by_a_style_sheet_is_one(content: str, tmp_path: Path, data: Path) -> None:
    page = as_html(f"<i class=n>{F}</i>", f".n::before{{content:'{content}'}}")
    assert verdict(read(page, tmp_path, data), "-10231.58") == "right"


FIRST = "<tr><td rowspan=1 colspan=1>2010602"
SPANS = {
    "too long down": (FIRST, "<tr><td rowspan=99>2010602"),
    "to the end": (FIRST, "<tr><td rowspan=0>2010602"),
    "too wide": ("<td rowspan=1 colspan=2>合计", "<td colspan=3>合计"),
    "no ends": ("</td>", ""),
    "a form around rows": ("<table>", "<table><form action=a>"),
    "divisions around rows": (FIRST, f"<div>{FIRST}"),
    "the last rows first": ("<table>", "<table><tfoot><tr><td colspan=5>注：9,999.99</tfoot>"),
}


@pytest.mark.parametrize("name", SPANS)
def test_wrong_spans_shift_no_figure(name: str, tmp_path: Path, data: Path) -> None:
    old, new = SPANS[name]
    page = as_html(change=lambda text: text.replace(old, new))
    assert verdict(read(page, tmp_path, data)) == "right"


TITLE = "<p>支出决算表</p><p>单位：万元</p>"


@pytest.mark.parametrize(
    ("title", "caption"),
    [
        ("<p>支出决算表 单位：万元</p>", ""),
        ("<p>支出决算表 编制单位：演示局 单位：万元</p>", ""),
        ("<p>支出决算表编制部门：演示局</p><p>单位：万元</p>", ""),
        ("", "<caption>支出决算表 单位：万元</caption>"),
        ("", "<caption>支出决算表（单位：万元）</caption>"),
        (
            "",
            "<tr><td colspan=5>支出决算表<tr><td colspan=3>编制单位：演示局<td colspan=2>单位：万元",
        ),
    ],
)
def test_a_title_with_its_unit(title: str, caption: str, tmp_path: Path, data: Path) -> None:
    def change(text: str) -> str:
        return re.sub("<table>", f"<table>{caption}", text.replace(TITLE, title))

    assert verdict(read(as_html(change=change), tmp_path, data)) == "right"


def test_a_bracketed_change_is_negative(tmp_path: Path, data: Path) -> None:
    rows = [
        ["科目编码", "科目名称", "2022年执行数", "2023年预算数", "增减额"],
        ["", "合计", "120.00", "100.00", "(20.00)"],
        ["2010601", "行政运行", "70.00", "60.00", "（10.00）"],
        ["2210201", "住房公积金", "50.00", "(40.00)", "(10.00)"],
    ]
    table = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in rows)
    page = (
        "<p>测试市演示局2023年部门预算</p><p>一般公共预算支出情况表</p><p>单位：万元</p>"
        f"<table>{table}</table>"
    )
    report = read(page.encode(), tmp_path, data)
    found = report.tables["statements"]
    assert list(found[found["phase"] == "change"]["value"]) == [-20, -10, -10]
    assert [entry["words"] for entry in report.about["unread"]] == ["(40.00)"]


PARTS = {"table": "table", "tr": "table-row", "td": "table-cell"}
OF_STYLES = "".join(f".{tag}{{display:{shown}}}" for tag, shown in PARTS.items())
FLAT_ROWS = [
    ["科目编码", "科目名称", "本年支出合计", "基本支出", "项目支出"],
    ["", "合计", *BODY[0][2:]],
    *BODY[1:],
]


def test_a_table_made_by_a_style_sheet_is_a_table(tmp_path: Path, data: Path) -> None:
    rows = "".join(
        "<li class=tr>" + "".join(f"<span class=td>{text}</span>" for text in row) + "</li>"
        for row in FLAT_ROWS
    )
    above = "".join(f"<p>{text}</p>" for text in ABOVE)
    page = f"<style>{OF_STYLES}</style><body>{above}<ul class=table>{rows}</ul></body>"
    assert verdict(read(page.encode(), tmp_path, data)) == "right"


def test_columns_of_a_page_that_a_style_sheet_makes_are_no_table(
    tmp_path: Path, data: Path
) -> None:
    table = as_html().decode().split("<body>")[1].split("</body>")[0]
    page = (
        f"<style>{OF_STYLES}</style><body><div class=table><div class=tr>"
        f"<div class=td>首页</div><div class=td>{table}</div></div></div></body>"
    )
    assert verdict(read(page.encode(), tmp_path, data)) == "right"


def test_a_cell_as_wide_as_can_be_spans_the_table(tmp_path: Path, data: Path) -> None:
    def widest(page: str) -> str:
        return page.replace("<table>", "<table><tr><td colspan=100000>支出决算表</td></tr>")

    assert verdict(read(as_html(change=widest), tmp_path, data)) == "right"
    within = as_html().decode().replace("colspan=2>合计", "colspan=100000>合计")
    assert not verdict(read(within.encode(), tmp_path, data)).startswith(("wrong", "lost"))


ONE_XML = {
    "word": '<pkg:package xmlns:pkg="http://schemas.microsoft.com/office/2006/xmlPackage">',
    "old word": '<w:wordDocument xmlns:w="http://schemas.microsoft.com/office/word/2003/wordml">',
    "sheet": '<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"><Table><Row>',
    "open document": '<office:document xmlns:office="urn:oasis:names:tc:opendocument">',
}


@pytest.mark.parametrize("name", ONE_XML)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_an_office_document_in_one_xml_file_is_refused_in_a_line(name: str, encoding: str) -> None:
    content = f'<?xml version="1.0"?>\n{ONE_XML[name]}<p>'.encode(encoding)
    with pytest.raises(SourceError, match="an office document saved as XML"):
        file_kind(content, "report.doc")


LINE = "#000 45%,#000 55%"
LINES = {
    "a gradient": f"background:linear-gradient(transparent 45%,{LINE},transparent 55%)",
    "a gradient with white": "background-image:linear-gradient(to bottom,#fff 48%,red 48% 52%,#fff 52%)",
    "a line before it": "::before{content:'';position:absolute;top:50%;border-top:1px solid red;width:9em}",
    "a thin box after it": "::after{content:' ';position:absolute;top:.6em;height:1px;background:#000}",
}
NO_LINES = {
    "a marker pen": "background:linear-gradient(transparent 60%,yellow 60%)",
    "a shaded ground": "background:linear-gradient(#fff,#eee)",
    "a line below": f"background:linear-gradient(transparent 92%,{LINE.replace('45', '92')})",
    "an upright line": f"background:linear-gradient(to right,transparent 45%,{LINE},transparent 55%)",
    "a line under it": "::after{content:'';position:absolute;bottom:0;height:1px;background:#000}",
    "a frame": "::after{content:'';position:absolute;top:0;border:1px solid #000}",
}


def _styled(rule: str) -> str:
    return f".n{rule}" if rule.startswith("::") else f".n{{{rule}}}"


@pytest.mark.parametrize("name", LINES)
def test_a_line_that_a_style_draws_through_a_figure_strikes_it(
    name: str, tmp_path: Path, data: Path
) -> None:
    page = as_html(f"<i class=n>{F}</i>", _styled(LINES[name]))
    assert verdict(read(page, tmp_path, data)) == "listed"
    page = as_html(f"<i class=n>9,999.99</i> {F}", _styled(LINES[name]))
    assert verdict(read(page, tmp_path, data)) == "right"


@pytest.mark.parametrize("name", NO_LINES)
def test_a_ground_and_a_line_below_strike_nothing(name: str, tmp_path: Path, data: Path) -> None:
    page = as_html(f"<i class=n>{F}</i>", _styled(NO_LINES[name]))
    assert verdict(read(page, tmp_path, data)) == "right"
