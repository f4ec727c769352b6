"""Papers in Word and the spot-check sheet: what they hold, read back, and what bad input gives."""

from __future__ import annotations

import gc
import io
import json
import re
import shutil
import zipfile
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from accounts_made import MADE, put_accounts
from bs4 import BeautifulSoup
from click.testing import CliRunner, Result
from docx import Document
from docx.shared import Length, Mm
from hostile import NAME, write_hostile
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from pdf_made import SENTENCE, made, read

from jixiao.audit import audit_report
from jixiao.audit.findings import AuditResult, Evidence, Finding
from jixiao.audit.materiality import Weight
from jixiao.audit.years import audit_years
from jixiao.base.errors import RequestError
from jixiao.cli.commands import main
from jixiao.labels import LANGUAGES, has_label, label
from jixiao.labels.numbers import number
from jixiao.papers import risk
from jixiao.papers.asked_for import asked_for
from jixiao.papers.deputies import deputies_values
from jixiao.papers.given import StatedAmount, prints, stated_amounts
from jixiao.papers.ledger import ledger
from jixiao.papers.looks import ranked, spot_of
from jixiao.papers.pictures import passage_pictures
from jixiao.papers.places import amount_wan, figures_unit
from jixiao.papers.plain import plain
from jixiao.papers.questions import questions
from jixiao.papers.risk import MOST, risk_of
from jixiao.papers.spot_check import spot_check_page
from jixiao.papers.thresholds import Thresholds
from jixiao.papers.word import filled_in
from jixiao.papers.working import working_values
from jixiao.papers.working_template import working_template
from jixiao.papers.write import Wanted, write_papers
from jixiao.report import Report, list_reports, load_filed, load_report
from jixiao.rounds.index import IndexContent, write_index
from jixiao.storage.files import LocalStore

FIELD = re.compile(r"w:(?:instrText|fldSimple|hyperlink|altChunk|object)\b")


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, ["papers", *(str(argument) for argument in arguments)])


@pytest.fixture(scope="module")
def papers(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The papers of the first report and of final accounts that are made."""
    folder = tmp_path_factory.mktemp("papers")
    data = folder / "data"
    shutil.copytree(root / "data", data)
    put_accounts(data, MADE, 2022)
    result = run("--data", data, "panyu-data-bureau/2022", f"{MADE}/2022")
    assert result.exit_code == 0, result.output
    assert len(result.output.splitlines()) == 12
    return folder / "outputs"


@pytest.fixture(scope="module")
def values(root: Path) -> dict[str, object]:
    """What goes into the working papers of the first report."""
    report = load_report("panyu-data-bureau", 2022, root / "data")
    return working_values(report, audit_report(report).at_least("high"), {}, "zh")


def words(path: Path) -> list[str]:
    """The text of a .docx in the order of its paragraphs, those of tables included."""
    body = Document(str(path)).element.body
    space = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
    return [
        "".join(text.text or "" for text in paragraph.iter(f"{space}t"))
        for paragraph in body.iter(f"{space}p")
    ]


def panyu(outputs: Path, name: str) -> Path:
    return outputs / "panyu-data-bureau" / "2022" / name


def finding(quote: str = "支出5万元", message: str = "两处不同", **values: object) -> Finding:
    evidence = (
        Evidence(1, 1, quote, Decimal(5), "万元"),
        Evidence(1, 2, "共计支出7万元整", Decimal(7), "万元"),
    )
    given: dict[str, object] = {
        "rule": "total_of_parts",
        "version": 1,
        "kind": "contradiction",
        "severity": "high",
        "message": {"en": message, "zh": message},
        "evidence": evidence,
        "expected": Decimal(5),
        "printed": Decimal(7),
        "difference": Decimal(2),
        "tolerance": Decimal("0.01"),
        "weight": Weight("money", Decimal(2)),
    } | values
    return Finding(**given)  # type: ignore[arg-type]


def test_working_papers_are_official_paper_with_a_page_for_each_finding(
    papers: Path, report: Report
) -> None:
    result = audit_report(report)
    document = Document(str(panyu(papers, "working-papers.zh.docx")))
    section = document.sections[0]
    sizes = (section.page_width, section.page_height, section.top_margin, section.left_margin)
    assert [round(Length(size or 0).mm) for size in sizes] == [210, 297, 37, 28]
    headings = [p for p in document.paragraphs if p.text.startswith("核对发现第")]
    assert [p.text for p in headings] == [f"核对发现第{at}号" for at in result.numbered]
    assert all(p.paragraph_format.page_break_before for p in headings)
    xml = document.styles["Normal"].element.xml
    assert 'w:eastAsia="仿宋"' in xml
    assert 'w:eastAsia="黑体"' in document.styles["Heading 1"].element.xml
    with zipfile.ZipFile(panyu(papers, "working-papers.zh.docx")) as package:
        fonts = package.read("word/fontTable.xml").decode("utf-8")
        assert "FangSong" in fonts
        assert "SimHei" in fonts


def test_a_paper_has_the_findings_words_places_and_figures(papers: Path, report: Report) -> None:
    text = words(panyu(papers, "working-papers.zh.docx"))
    inner = str.maketrans("“”", "‘’")  # quotation marks within a quote
    for at, one in audit_report(report).numbered.items():
        start = text.index(f"核对发现第{at}号")
        rest = text[start:]
        end = next((i for i, line in enumerate(rest[1:], 1) if line.startswith("核对发现第")), None)
        paper = "\n".join(rest[:end])
        assert plain(one.message["zh"])[:100] in paper
        assert "部门答复" in paper
        assert "评价人结论" in paper
        assert "《中华人民共和国预算法》第五十七条第三款" in paper
        for item in one.passages[:4]:
            assert f"第{item.page}页第{item.line}行" in paper
            assert plain(item.quote)[:50].translate(inner) in paper.translate(inner)
        if one.expected is not None and one.difference is not None:
            assert "差额" in paper


def test_the_cover_has_the_ledger_of_numbers_and_the_money_where_it_is_printed(
    papers: Path, report: Report
) -> None:
    text = words(panyu(papers, "working-papers.zh.docx"))
    (line,) = ledger(report)
    at = text.index(str(line.figures))
    assert text[at : at + 4] == [
        str(n) for n in (line.figures, line.cells, line.asides, line.unread)
    ]
    assert "年初预算14,884.55万元（第13页第623行）" in text
    assert "支出决算7,307.73万元（第13页第615行）" in text


def test_evidence_is_asked_for_where_a_result_is_not_shown(papers: Path, report: Report) -> None:
    asked = asked_for(report)
    kept = report.tables["indicators"]["status"].isin(["met", "exceeded"])
    assert [one.number for one in asked] == report.tables["indicators"][~kept]["seq"].tolist()
    assert {key for one in asked for key in one.keys} > {"number", "rate", "progress"}
    assert all(has_label(f"papers.ask.{key}") for one in asked for key in one.keys)
    text = "\n".join(words(panyu(papers, "working-papers.docx")))
    for one in asked:
        assert plain(one.name, 60) in text


def test_a_picture_of_the_place_stands_beside_a_quote_of_a_pdf(tmp_path: Path) -> None:
    content = made(lambda canvas: canvas.drawString(72, 700, SENTENCE))
    text = read(content)
    line = next(line for line in text.lines if not line.blank)
    descriptor = {"sources": [{"path": "../report.pdf", "title": "t"}], "jixiao": DEPARTMENT_NAMES}
    report = Report("d", 2022, descriptor, {}, text)
    folder = tmp_path / "d" / "2022" / report.primary
    folder.mkdir(parents=True)
    (folder / "report.pdf").write_bytes(content)
    item = Evidence(line.page, line.number, "10,231.58万元", Decimal("10231.58"), "万元")
    pictures = passage_pictures(report, [item], tmp_path)
    assert pictures[item].startswith(b"\x89PNG")
    result = AuditResult((finding(evidence=(item,)),), ())
    values = working_values(report, result, pictures, "zh")
    document = Document(io.BytesIO(filled_in(working_template("zh"), values, "template", "title")))
    assert len(document.inline_shapes) == 1
    assert document.inline_shapes[0].width < Mm(128)
    without = working_values(report, result, {}, "zh")
    bare = Document(io.BytesIO(filled_in(working_template("zh"), without, "template", "title")))
    assert len(bare.inline_shapes) == 0
    (folder / "report.pdf").write_bytes(b"%PDF-1.7 damaged")
    assert passage_pictures(report, [item], tmp_path) == {}


DEPARTMENT_NAMES = {"department_zh": "某局", "department_en": "Some Bureau", "document": "accounts"}


def test_every_figure_of_the_deputies_sheet_stands_where_it_says(
    papers: Path, report: Report, root: Path
) -> None:
    accounts = load_report(MADE, 2022, papers.parent / "data")
    for own in (report, accounts):
        amounts = stated_amounts(own)
        placed = [amount for amount in amounts if amount.place is not None]
        assert len(placed) >= 4
        text = own.document
        assert text is not None
        numbers = {line.number: line for line in text.lines}
        for amount in placed:
            assert amount.place is not None
            assert numbers[amount.place[1]].page == amount.place[0]
            assert prints(text, amount.place[1], amount.value)
        sheet = words(papers / own.department / "2022" / "deputies.zh.docx")
        for amount in amounts:
            name = label(f"papers.deputies.figure.{amount.key}", "zh")
            shown = number(amount.value, signed=amount.key.startswith("change"))
            assert sheet[sheet.index(name) + 1] == (f"{shown}元" if amount.rate else shown)
            where = sheet[sheet.index(name) + 2]
            at = amount.place
            assert where == (f"第{at[0]}页第{at[1]}行" if at else "计算得出")


def test_the_first_sheet_says_what_the_report_says(papers: Path) -> None:
    sheet = "\n".join(words(panyu(papers, "deputies.zh.docx")))
    assert "年初给了14,884.55万元，调整后可用7,498.56万元，最后花了7,307.73万元。" in sheet
    assert "71项绩效目标中，报告自身的文字能证明完成的31项，其余40项不能证明" in sheet
    assert "1. 全年预算比年初预算少了7,385.99万元。哪些工作因此没有做？" in sheet
    assert "政府落实过紧日子思想" in sheet
    assert "四、可以提的五个问题" in sheet


def test_a_sheet_without_questions_says_why_and_counts_none(
    report: Report, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("jixiao.papers.deputies.questions", lambda *_: [])
    result = audit_report(report)
    values = deputies_values(report, result, "zh")
    assert values["questions_head"] == "四、可以提的问题"
    assert f"核对发现{len(result.numbered)}项" in values["no_question"]
    nothing = deputies_values(report, replace(result, findings=()), "en")
    assert nothing["no_question"] == "The documents on file give no finding to ask about."


def test_an_amount_that_its_line_does_not_print_is_called_computed(report: Report) -> None:
    by_key = {amount.key: amount for amount in stated_amounts(report)}
    assert by_key["revised"].place is None  # the report prints its two parts alone
    assert by_key["change_basic"].place is not None  # over a line break
    text = report.document
    assert text is not None
    assert not prints(text, 623, Decimal("14884.56"))


def test_questions_are_five_of_several_rules_and_none_about_small_money(report: Report) -> None:
    small = finding(difference=Decimal("0.01"), weight=Weight("money", Decimal("0.01")))
    wording = finding(nature="wording", weight=Weight())
    many = [finding(quote=f"第{n}处支出5万元") for n in range(9)]
    other = finding(quote="另一处支出8万元", rule="twin_figures", severity="medium")
    found = questions(AuditResult((small, wording, *many, other), ()), [])
    assert [question.number for question in found] == [3]  # all quote 共计支出7万元整
    apart = [
        finding(evidence=(Evidence(1, n, f"第{n}处支出5万元", Decimal(5), "万元"),))
        for n in range(9)
    ]
    found = questions(AuditResult((small, wording, *apart, other), ()), [])
    assert [question.number for question in found] == [3, 4, 12]
    cut = [StatedAmount("approved", Decimal(100), "d"), StatedAmount("revised", Decimal(80), "d")]
    assert [q.key for q in questions(AuditResult((), ()), cut)] == ["cut"]
    assert len(questions(audit_report(report), stated_amounts(report))) == 5


def test_text_of_a_report_stays_text_in_word(data: Path, tmp_path: Path) -> None:
    write_hostile(data, tmp_path / "data")
    result = run("--data", tmp_path / "data", NAME, "--language", "zh")
    assert result.exit_code == 0, result.output
    for name in ("working-papers", "deputies"):
        path = tmp_path / "outputs" / NAME / "2022" / f"{name}.docx"
        with zipfile.ZipFile(path) as package:
            parts = {part: package.read(part) for part in package.namelist()}
        document = parts["word/document.xml"].decode("utf-8")
        assert not FIELD.search(document)
        assert "&lt;script&gt;" in document
        assert not re.search(
            "[\x00-\x08\x0b-\x1f\u202a-\u202e\u2066-\u2069]", document.replace("\n", "")
        )
        assert "49" not in "".join(w for w in words(path) if "7*7" in w and "{{" not in w)
        links = "".join(parts[p].decode("utf-8") for p in parts if p.endswith(".rels"))
        assert 'TargetMode="External"' not in links
        assert not [part for part in parts if part.lower().endswith((".bin", ".js", ".vbs"))]


@given(st.text(), st.integers(2, 40))
def test_plain_text_is_one_line_that_xml_can_hold(text: str, most: int) -> None:
    shown = plain(text, most)
    assert len(shown) <= most
    assert not re.search(
        "[\x00-\x1f\x7f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]", shown
    )
    from lxml import etree

    element = etree.Element("t")
    element.text = shown  # raises where XML cannot hold it


def test_no_number_is_cut_in_two() -> None:
    assert plain("支出1,601.164664万元", 8) == "支出…"
    assert plain("支出1,601.16万元，为全年预算", 12) == "支出…"


def changed(template: bytes, old: str, new: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(template)) as package, zipfile.ZipFile(out, "w") as copy:
        for name in package.namelist():
            content = package.read(name)
            if name == "word/document.xml":
                assert old in content.decode("utf-8")
                content = content.decode("utf-8").replace(old, new).encode("utf-8")
            copy.writestr(name, content)
    return out.getvalue()


@pytest.mark.parametrize(
    ("new", "said"),
    [
        ("{{ colour }}", "'colour' is undefined"),
        ("{{ department.colour }}", "has no attribute 'colour'"),
        ("{{ department.__class__.__mro__ }}", "unsafe"),
        ("{{ department | nothing }}", "No filter named 'nothing'"),
        ("{{ department | safe }}", "No filter named 'safe'"),
        ("{{ 1 / 0 }}", "ZeroDivisionError"),
        ("{% for x in range(10 ** 9) %}{% endfor %}", "OverflowError"),
        ("{{ department", "field of the template cannot be read"),
        ("{% for x in findings %}", "field of the template cannot be read"),
    ],
)
def test_a_field_that_a_template_may_not_have_is_named(
    new: str, said: str, values: dict[str, object]
) -> None:
    own = changed(working_template("zh"), "{{ department }}", new)
    with pytest.raises(RequestError, match=re.escape(said)) as raised:
        filled_in(own, values, "own.docx", "title")
    assert "own.docx" in str(raised.value)


def test_a_wrong_template_is_one_line_and_nothing_is_written(data: Path, tmp_path: Path) -> None:
    path = tmp_path / "own.docx"
    path.write_bytes(changed(working_template("zh"), "{{ department }}", "{{ colour }}"))
    outputs = tmp_path / "outputs"
    result = run("panyu-data-bureau/2022", "--data", data, "--outputs", outputs, "--working", path)
    assert result.exit_code == 2
    assert "'colour' is undefined" in result.output
    assert len(result.output.splitlines()) == 1
    assert not outputs.exists()


@pytest.mark.parametrize("kind", ["text", "zip", "macros", "damaged", "huge", "none"])
def test_a_file_that_is_no_template_is_one_line(kind: str, data: Path, tmp_path: Path) -> None:
    path = tmp_path / "own.docx"
    template = io.BytesIO()
    with zipfile.ZipFile(template, "w") as package:
        package.writestr("word/document.xml" if kind == "damaged" else "a.txt", "x")
        if kind == "huge":
            package.writestr("word/document.xml", "0" * 70_000_000, zipfile.ZIP_DEFLATED)
        if kind == "macros":
            package.writestr("word/document.xml", "x")
            package.writestr("word/vbaProject.bin", "x")
    if kind != "none":
        path.write_bytes("不是模板".encode() if kind == "text" else template.getvalue())
    result = run(
        "panyu-data-bureau/2022", "--data", data, "--outputs", tmp_path / "o", "--deputies", path
    )
    assert result.exit_code == 2
    assert len(result.output.splitlines()) == 1
    assert "own.docx" in result.output
    assert not (tmp_path / "o").exists()


def test_an_offices_own_template_is_filled_in(report: Report, tmp_path: Path) -> None:
    assert run("--templates", tmp_path).exit_code == 0
    written = sorted(path.name for path in tmp_path.iterdir())
    assert written == sorted(
        f"{n}.{x}.docx" for n in ("working-papers", "deputies") for x in LANGUAGES
    )
    own = changed(
        (tmp_path / "deputies.zh.docx").read_bytes(), "供人大代表审议参阅", "某市人大常委会"
    )
    values = deputies_values(report, AuditResult((), ()), "zh")
    filled = filled_in(own, values, "own", "title")
    assert filled == filled_in(own, values, "own", "title")  # the same bytes
    (tmp_path / "own.docx").write_bytes(filled)
    text = words(tmp_path / "own.docx")
    assert "某市人大常委会" in text
    assert not [line for line in text if "{{" in line or "{%" in line]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["nobody/2022"], "nobody"),
        (["panyu-data-bureau/1999"], "1999"),
        (["--threshold", "colour=1"], "colour"),
        (["--threshold", "money_share=0"], "no number above zero"),
        (["--threshold", "money_share=NaN"], "no number above zero"),
        (["--threshold", "money_share"], "no number above zero"),
        (["--at-least", "severe"], "severe"),
    ],
)
def test_a_wrong_request_is_one_line(
    arguments: list[str], said: str, data: Path, tmp_path: Path
) -> None:
    result = run(*arguments, "--data", data, "--outputs", tmp_path / "o")
    assert result.exit_code == 2
    assert said in result.output
    assert len(result.output.splitlines()) == 1
    assert not (tmp_path / "o").exists()


def test_risk_is_its_parts_and_what_is_not_on_file_is_no_zero(report: Report) -> None:
    result = audit_report(report)
    own = risk_of(report, result, Thresholds())
    parts = {part.name: part for part in own.parts}
    assert parts["points"].points is None  # the report prints no points
    assert parts["money"].points == MOST["money"]
    assert parts["findings"].points == MOST["findings"]
    unread = parts["unread"].points
    assert unread is not None
    share = Decimal(str(parts["unread"].values["share"]))
    assert unread == MOST["unread"] * share / 10
    assert own.points == (30 + 30 + unread) / 80 * 100
    calm = Thresholds.of(["money_share=1000", "findings_full=1000"])
    assert risk_of(report, result, calm).points < own.points
    empty = AuditResult((), ())
    assert [part.points for part in risk_of(report, empty, Thresholds()).parts][2] is None


def test_the_spot_check_ranks_departments_with_reasons(papers: Path, report: Report) -> None:
    page = BeautifulSoup((papers / "spot-check.zh.html").read_text("utf-8"), "html.parser")
    ranking, *own = page.select("table")
    names = [row.th.get_text() for row in ranking.select("tbody tr")]  # type: ignore[union-attr]
    assert names[0] == report.department_name("zh")
    assert len(names) == 2
    assert "高10项、中22项、低45项" in ranking.get_text()
    assert "最大一笔6,124.94万元" in ranking.get_text()
    first = audit_report(report).findings[0]
    assert first.message["zh"] in own[0].get_text()
    book = openpyxl.load_workbook(papers / "spot-check.zh.xlsx")
    assert len(book.sheetnames) == 4
    assert book.sheetnames[0] == "排序"
    rows = list(book["排序"].iter_rows(values_only=True))
    assert [row[1] for row in rows[1:]] == names
    assert rows[1][3:8] == (76.0, 30, "无资料", 30, 0.8)  # numbers, so that they can be sorted
    looks = list(book.worksheets[1].iter_rows(values_only=True))
    assert looks[1][1:3] == (first.message["zh"], 6124.94)


def test_papers_are_in_the_language_asked_for(papers: Path) -> None:
    for name in ("working-papers", "deputies"):
        english = " ".join(words(panyu(papers, f"{name}.docx")))
        chinese = " ".join(words(panyu(papers, f"{name}.zh.docx")))
        for key in ("papers.working.answer", "papers.deputies.why"):
            part = key.split(".")[1]
            if name.startswith(part):
                assert label(key, "en") in english
                assert label(key, "zh") in chinese
                assert label(key, "en") not in chinese
                assert label(key, "zh") not in english


def test_the_descriptor_of_a_report_is_not_changed(papers: Path) -> None:
    path = papers.parent / "data" / "panyu-data-bureau" / "2022" / "evaluation" / "datapackage.json"
    assert json.loads(path.read_text("utf-8"))["jixiao"]["document"] == "evaluation"


def test_the_page_of_papers_has_the_formula_and_every_field(root: Path, report: Report) -> None:
    page = (root / "docs" / "papers.md").read_text("utf-8")
    table = (risk.__doc__ or "").split("\n\n")[1]
    assert table in page
    result = audit_report(report)
    filled = working_values(report, result, {}, "zh"), deputies_values(report, result, "zh")
    for part, fields in zip(
        ("Fields of working papers", "Fields of the deputies"), filled, strict=True
    ):
        said = page.split(part)[1].split("\n\n")[0]
        named = set(re.findall(r"`(\w+)`", said))
        inner = {
            name
            for rows in fields.values()
            if isinstance(rows, list)
            for row in rows
            if isinstance(row, dict)
            for name in row
        }
        passages = {"place", "quote", "picture"} if "passages" in inner else set()
        assert named == {*fields, *inner, *passages}


def test_the_worked_example_holds(report: Report) -> None:
    own = risk_of(report, audit_report(report), Thresholds())
    assert round(own.points, 1) == Decimal("76.0")
    assert own.parts[0].values["share"] == Decimal("83.81")
    assert own.parts[3].values == {
        "unread": 2,
        "doubtful": 0,
        "whole": 508,
        "share": Decimal("0.39"),
    }


def test_the_made_up_example_of_the_page_holds(root: Path) -> None:
    page = (root / "docs" / "papers.md").read_text("utf-8")
    table = page.split("A third with made-up figures")[1].split("\n\n")[1]
    total = Decimal(0)
    for line in table.splitlines()[2:]:
        name, *cells = (cell.strip() for cell in line.split("|")[1:-1])
        measured, full, most, points = (Decimal(cell.split(" ")[0]) for cell in cells)
        assert MOST[name] == most
        assert risk.part_points(name, measured, full) == points
        total += points
    assert f"= {total:.1f}." in page


@pytest.mark.parametrize(
    ("units", "values", "unit", "amount"),
    [
        (("元", "元"), {}, "", None),  # figures of passages that are in neither unit
        (("万元", "万元"), {}, "万元", Decimal(2)),
        (("元", "元"), {"weight": Weight("money", Decimal(2))}, "万元", Decimal(2)),
        (
            ("元", "元"),
            {"weight": Weight("money", Decimal("0.0002"))},
            "元",
            Decimal("0.0002"),
        ),
        (("个", "万元"), {"weight": Weight("rate", Decimal(2))}, "%", None),
        (("个", "个"), {"weight": Weight("count", Decimal(9))}, "个", None),
    ],
)
def test_a_unit_is_said_only_where_a_passage_or_the_weight_agrees_with_it(
    units: tuple[str, str], values: dict[str, object], unit: str, amount: Decimal | None
) -> None:
    """A budget in 元 is computed in 万元: 14,904.53 came out as 元."""
    scale = 1 if unit or "weight" in values else 10_000
    evidence = tuple(
        Evidence(1, at, f"{value}", Decimal(value) * scale, own)
        for at, (value, own) in enumerate(zip((5, 7), units, strict=True), start=1)
    )
    found = finding(**{"evidence": evidence, "weight": Weight(), **values})
    assert figures_unit(found) == unit
    assert amount_wan(found) == amount


def test_the_index_links_the_papers_that_are_there_and_a_pack_takes_them(
    papers: Path, tmp_path: Path
) -> None:
    data, outputs = papers.parent / "data", tmp_path / "outputs"
    shutil.copytree(papers, outputs)
    (outputs / MADE / "2022" / "deputies.zh.docx").unlink()
    on_file = [load_filed(*each, data) for each in list_reports(data)]
    write_index(IndexContent(on_file, {}, LocalStore(outputs), LANGUAGES))
    for index in ("index.html", "index.zh.html"):
        page = BeautifulSoup((outputs / index).read_text("utf-8"), "html.parser")
        mark = ".zh" if ".zh." in index else ""
        links = [str(a["href"]) for a in page.select("main a[href]")]
        own = [link for link in links if link.endswith(".docx")]
        assert f"panyu-data-bureau/2022/deputies{mark}.docx" in own
        assert f"panyu-data-bureau/2022/working-papers{mark}.docx" in own
        assert (f"{MADE}/2022/deputies{mark}.docx" in own) is not bool(mark)  # it was removed
        assert f"spot-check{mark}.html" in links
        assert not [link for link in own if not (outputs / link).is_file()]
    packed = CliRunner().invoke(
        main, ["pack", "--outputs", str(outputs), "--output", str(tmp_path / "all.zip")]
    )
    assert packed.exit_code == 0, packed.output
    with zipfile.ZipFile(tmp_path / "all.zip") as pack:
        names = pack.namelist()
    assert len([name for name in names if name.endswith(".docx")]) == 7
    assert "spot-check.zh.xlsx" in names


def test_what_a_document_says_of_the_year_before_has_a_page_with_both_years(tmp_path: Path) -> None:
    """Findings against the year before were in `jixiao audit` and not in the papers."""
    for year in (2021, 2022):
        put_accounts(tmp_path / "data", MADE, year)
    outputs = tmp_path / "outputs"
    result = run(f"{MADE}/2022", "--data", tmp_path / "data", "--outputs", outputs)
    assert result.exit_code == 0, result.output
    before, after = (load_report(MADE, year, tmp_path / "data") for year in (2021, 2022))
    found = audit_years([before, after]).findings
    assert len(found) == 3
    text = words(outputs / MADE / "2022" / "working-papers.zh.docx")
    assert [line for line in text if found[0].message["zh"] in line]
    assert [line for line in text if line.startswith("2021年（用于对照）：部门决算")]
    assert [line for line in text if line.startswith("2021年") and "第13页第" in line]
    sheet = words(outputs / MADE / "2022" / "deputies.zh.docx")
    assert [line for line in sheet if "资料来源" in line and "2021年部门决算" in line]


def test_no_word_of_english_is_wider_than_its_column() -> None:
    """Severity and Received were broken over three lines."""
    document = Document(io.BytesIO(working_template("en")))
    heads = {
        cell.text: cell.width
        for table in document.tables
        for cell in table.rows[0].cells
        if cell.width is not None
    }
    for word in ("Severity", "Received", "Why"):
        assert heads[word] >= Mm(17), word


# The order in which the schema of Word has properties (ECMA-376, part 1): those that these papers use.
ORDER = {
    "tblPr": "tblStyle tblW jc tblInd tblBorders shd tblLayout tblCellMar tblLook",
    "tcPr": "tcW gridSpan vMerge tcBorders shd noWrap tcMar vAlign",
    "pPr": "pStyle keepNext keepLines pageBreakBefore widowControl numPr pBdr shd tabs spacing ind "
    "contextualSpacing jc outlineLvl rPr sectPr",
    "rPr": "rStyle rFonts b bCs i iCs caps smallCaps strike noProof color spacing w kern position sz "
    "szCs u lang",
    "sectPr": "headerReference footerReference type pgSz pgMar pgNumType cols titlePg docGrid",
}


def test_properties_stand_in_the_order_that_word_asks_for(papers: Path) -> None:
    """Margins of cells behind `tblLook` are no valid document, whatever LibreOffice makes of it."""
    space = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
    for path in sorted(papers.rglob("*.docx")):
        with zipfile.ZipFile(path) as package:
            names = package.namelist()
            assert names[0] == "[Content_Types].xml"
            assert len(names) == len(set(names))
            content = package.read("word/document.xml")
        tree = etree.fromstring(content)
        for name, order in ORDER.items():
            for properties in tree.iter(space + name):
                found = [child.tag.removeprefix(space) for child in properties]
                assert found == sorted(found, key=order.split().index), (path.name, name)
        for cell in tree.iter(f"{space}tc"):
            assert cell[-1].tag == f"{space}p"
        pictures = re.findall(r'<wp:docPr [^>]*id="(\d+)"', content.decode("utf-8"))
        assert len(pictures) == len(set(pictures))


def test_of_reports_whose_papers_are_written_only_what_the_sheet_says_is_kept(
    data: Path, tmp_path: Path
) -> None:
    """A round may have thousands: there is the report in work, and that of the year before."""

    def there() -> set[int]:
        gc.collect()
        return {one.year for one in gc.get_objects() if type(one) is Report and id(one) not in old}

    old = {id(one) for one in gc.get_objects() if type(one) is Report}
    reports = [("panyu-data-bureau", year) for year in (2019, 2021, 2024)]
    for path in write_papers(reports, Wanted(data, tmp_path, ("en",))):
        if path.parent.name == "2024":
            assert there() <= {2023, 2024}
            break
    else:
        raise AssertionError("no paper of 2024")


def test_the_spot_check_page_says_what_its_data_folder_says(report: Report) -> None:
    spots = ranked([spot_of(risk_of(report, AuditResult((), ()), Thresholds()), ("en",))])
    page = spot_check_page(spots, Thresholds(), "en", {}, "Made up.")
    assert "Made up." in BeautifulSoup(page, "html.parser").get_text()
