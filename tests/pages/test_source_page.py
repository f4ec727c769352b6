"""The source on a page of its own, the passages that pages keep, and pictures of their places."""

from __future__ import annotations

from pathlib import Path

import nbformat
import pytest
from bs4 import BeautifulSoup
from pdf_made import SENTENCE, made, read
from reportlab.pdfgen.canvas import Canvas

from jixiao.frame.page_pass import Citation
from jixiao.labels.links import AnchoredPlace, anchored_place, refer, source_anchor
from jixiao.publish.appendix import appendix
from jixiao.publish.page import PageExporter
from jixiao.publish.source_page import OPEN_PAGES, document_pictures, has_source, source_page
from jixiao.report import Report, load_filed
from jixiao.rounds.jobs import Job, plan_jobs
from jixiao.rounds.source_pages import source_address, source_names, write_sources
from jixiao.source import Document, Line
from jixiao.storage.files import LocalStore

HOSTILE = "<script>alert(1)</script><img src=x onerror=alert(1)> =1+1"
QUOTE = "10,231.58万元"
NAMES = {"department_zh": "某局", "department_en": "Some Bureau", "document": "accounts"}


@pytest.fixture(scope="module")
def exporter() -> PageExporter:
    return PageExporter()


def printed(canvas: Canvas) -> None:
    canvas.drawString(72, 760, "一、部门决算情况")
    canvas.drawString(72, 700, SENTENCE)
    for row in range(12):
        canvas.drawString(72, 660 - 20 * row, f"第{row}行说明。")


@pytest.fixture(scope="module")
def on_file(tmp_path_factory: pytest.TempPathFactory) -> tuple[Report, Path]:
    """A report whose document is a PDF, and the data folder where that lies."""
    data = tmp_path_factory.mktemp("data")
    content = made(printed, printed)
    descriptor = {
        "sources": [{"name": "report", "path": "report.pdf", "title": "决算"}],
        "resources": [],
        "jixiao": NAMES,
    }
    report = Report("d", 2022, descriptor, {}, read(content))
    folder = data / "d" / "2022" / report.primary
    folder.mkdir(parents=True)
    (folder / "report.pdf").write_bytes(content)
    return report, data


def line_with(report: Report, words: str) -> Line:
    assert report.document is not None
    return next(line for line in report.document.lines if words in line.text)


def notebook_quoting(report: Report, *, finding: bool) -> nbformat.NotebookNode:
    line = line_with(report, QUOTE)
    link = refer("p. 1", line.page, line.number, QUOTE).__html__()  # type: ignore[union-attr]
    cells = f'<td class="long">f</td><td class="long quotes">{link}</td>'
    html = f"<table><tbody><tr>{cells}</tr></tbody></table>" if finding else f"<p>{link}</p>"
    output = nbformat.v4.new_output("display_data", data={"text/html": html})
    return nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("", outputs=[output])])


def exported(exporter: PageExporter, report: Report, data: Path | None, *, finding: bool) -> str:
    return exporter.export(
        notebook_quoting(report, finding=finding),
        title="t",
        language="en",
        reports=[report],
        source=lambda _: "source.html",
        data=data,
    )


def test_an_anchor_names_its_place() -> None:
    assert anchored_place(source_anchor(13, 615)) == AnchoredPlace(None, None, 13, 615)
    named = source_anchor(3, 41, 2022, "accounts")
    assert anchored_place(named) == AnchoredPlace(2022, "accounts", 3, 41)
    assert anchored_place("publication-x-p1-l2") is None
    assert anchored_place("p1-l２") is None


def test_a_page_keeps_what_it_quotes_and_leads_to_the_whole(
    exporter: PageExporter, on_file: tuple[Report, Path]
) -> None:
    report, _ = on_file
    soup = BeautifulSoup(exported(exporter, report, None, finding=False), "html.parser")
    line = line_with(report, QUOTE)
    kept = soup.select(".source .lines li")
    assert report.document is not None
    every = [one for one in report.document.lines if not one.blank]
    assert 1 < len(kept) < len(every) / 2
    assert soup.select_one(f"#{source_anchor(line.page, line.number)}") in kept
    onward = soup.select_one(".source .onward a")
    assert onward is not None
    assert onward["href"] == f"source.html#page-{line.page}"
    assert soup.select_one('.source > p a[href="source.html"]') is not None
    assert soup.select("img.strip") == []


def test_a_place_in_a_pdf_shows_its_strip_and_a_finding_too(
    exporter: PageExporter, on_file: tuple[Report, Path]
) -> None:
    report, data = on_file
    place = BeautifulSoup(exported(exporter, report, data, finding=False), "html.parser")
    (strip,) = place.select(".source img.strip")
    assert str(strip["src"]).startswith("data:image/png;base64,")
    assert len(str(strip["src"])) < 12_000
    assert "page 1" in str(strip["alt"])
    finding = BeautifulSoup(exported(exporter, report, data, finding=True), "html.parser")
    fold = finding.select_one("td.long details.strips")
    assert fold is not None
    assert len(fold.select("img.strip")) == 1
    assert fold.find_parent("td")["class"] == ["long"]  # type: ignore[index]


def test_without_the_file_or_of_a_text_nothing_is_said_of_pictures(
    exporter: PageExporter, on_file: tuple[Report, Path], report: Report, data: Path, tmp_path: Path
) -> None:
    made_report, _ = on_file
    html = exported(exporter, made_report, tmp_path, finding=True)
    assert "As printed" not in html
    assert "<img" not in html
    text = source_page(report, "t", "zh", {}, "index.html", document_pictures(report, data))
    assert "<img" not in text
    assert "图像" not in text


def test_the_source_page_shows_every_line_beside_its_picture(on_file: tuple[Report, Path]) -> None:
    report, data = on_file
    pictures = document_pictures(report, data)
    assert sorted(pictures[report.primary]) == [1, 2]
    html = source_page(report, "t", "en", {}, "../../index.html", pictures)
    soup = BeautifulSoup(html, "html.parser")
    assert report.document is not None
    every = [line for line in report.document.lines if not line.blank]
    lines = soup.select(".lines li")
    assert [li["id"] for li in lines] == [source_anchor(n.page, n.number) for n in every]
    assert all("left:" in str(li["data-box"]) for li in lines)
    assert len(soup.select(".print img[src^='data:image/png']")) == 2
    assert [h["id"] for h in soup.select(".page")] == ["page-1", "page-2"]


def test_text_of_a_report_stays_text_on_its_page() -> None:
    document = Document("x", "0", (Line(1, 1, HOSTILE),))
    sources = [{"name": "report", "title": HOSTILE}, {"name": "y", "title": "t", "path": "data:x"}]
    odd = Report("d", 2022, {"sources": sources, "jixiao": NAMES}, {}, document)
    soup = BeautifulSoup(source_page(odd, HOSTILE, "en", {}, "i.html", {}), "html.parser")
    assert len(soup.find_all("script")) == 1  # the page's own
    assert soup.select_one(".lines li").get_text() == HOSTILE  # type: ignore[union-attr]
    assert soup.select(".publications a") == []
    quoted = appendix([odd], "en", [Citation("p1-l1", HOSTILE)], source=lambda _: "source.html")
    assert BeautifulSoup(quoted, "html.parser").find("script") is None


def test_a_round_writes_the_source_once_per_language(
    report: Report, data: Path, tmp_path: Path
) -> None:
    store = LocalStore(tmp_path)
    written = write_sources(report, store, ["en", "zh"], data)
    assert list(written) == [
        "panyu-data-bureau/2022/source.html",
        "panyu-data-bureau/2022/source.zh.html",
    ]
    filed = load_filed("panyu-data-bureau", 2022, data)
    assert source_names(filed, ["en", "zh"], data) == list(written)
    bare = load_filed("panyu-data-bureau", 2021, data)
    assert source_names(bare, ["en"], data) == []
    assert has_source(report)
    assert not [job for job in plan_jobs([report], ["en"]) if job.notebook == "source"]


def test_a_page_of_several_years_leads_to_the_source_of_each_year() -> None:
    """The documents of 2023 led from what 2022 prints to the page of that number in 2023's source."""
    named = {"jixiao": NAMES, "sources": [], "resources": []}
    years = {year: Report("d", year, named, {}) for year in (2021, 2022, 2023)}
    job = Job("documents", "d", 2022, "zh", {}, Path("d/2022/documents.zh"))
    made = [f"d/{year}/source.zh.html" for year in (2021, 2022)]
    languages = ["en", "zh"]
    assert source_address(job, years[2022], languages, []) == "source.zh.html"
    assert source_address(job, years[2021], languages, made) == f"../../{made[0]}"
    assert source_address(job, years[2023], languages, made) is None


def test_a_long_source_lists_its_pages_by_their_first_words() -> None:
    """A list of a hundred page numbers told nothing of what stands where."""
    heads = ["- 1 -", "单位：", "某局2022年部门决算"]
    lines = [
        Line(page + 1, 4 * page + at + 1, text)
        for page in range(OPEN_PAGES + 1)
        for at, text in enumerate([*heads, f"第{page}张收入预算表{'甲' * 60}"])
    ]
    named = {"jixiao": NAMES, "sources": [], "resources": []}
    report = Report("d", 2022, named, {}, Document("a.txt", "0" * 64, tuple(lines)))
    page = BeautifulSoup(source_page(report, "t", "zh", {}, "", {}), "html.parser")
    words = [one.get_text() for one in page.select("details.leaf > summary .begins")]
    assert len(words) == OPEN_PAGES + 1
    assert words[0] == f"第0张收入预算表{'甲' * 32}…"
    assert words[-1].startswith(f"第{OPEN_PAGES}张")
