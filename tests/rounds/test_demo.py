"""`jixiao demo`: a district that does not exist is made, read and reported, and says so everywhere."""

from __future__ import annotations

import io
import re
import time
from decimal import Decimal
from pathlib import Path

import docx
import openpyxl
import pytest
from batches import contents
from bs4 import BeautifulSoup
from made_index import index_page

from jixiao.audit import audit_report
from jixiao.base.errors import RequestError, TableError
from jixiao.base.language import LANGUAGES
from jixiao.demo import district, write
from jixiao.demo.evaluation import make_evaluation
from jixiao.demo.made import MadeDocument
from jixiao.demo.round import Demo, run_demo
from jixiao.demo.typeset import as_docx, as_pdf, as_xlsx
from jixiao.demo.write import check_demo_folder, write_demo
from jixiao.papers.write import Wanted, write_papers
from jixiao.report import list_reports, load_report
from jixiao.report.notice import notice_of
from jixiao.rounds import bring_in_folder


@pytest.fixture(scope="module")
def demo(root: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Demo]:
    """The demonstration with one department and two years."""
    folder = tmp_path_factory.mktemp("demo") / "district"
    with pytest.MonkeyPatch.context() as patch:
        return folder, run_small(folder, root, patch)


def run_small(
    folder: Path, root: Path, patch: pytest.MonkeyPatch, stream: io.StringIO | None = None
) -> Demo:
    chosen = district.DEPARTMENTS[1:2]
    for module in (district, write):
        patch.setattr(module, "DEPARTMENTS", chosen)
        patch.setattr(module, "YEARS", (2022, 2023))
    return run_demo(folder, root / "notebooks", None, stream or io.StringIO())


def test_every_document_is_read_and_every_notebook_runs(demo: tuple[Path, Demo]) -> None:
    folder, result = demo
    assert result.refused == ()
    assert result.round.failures == {}
    assert len({path.suffix for path in (folder / "documents").iterdir()}) == 4
    assert len(list_reports(folder / "data")) == 2
    for department, year in list_reports(folder / "data"):
        report = load_report(department, year, folder / "data")
        assert list(report.documents) == ["evaluation", "accounts", "budget"]
        assert {"budget", "statements", "indicators"} <= set(report.tables)
        for document in report.documents.values():
            sums = document.descriptor["jixiao"].get("identities", {})
            assert sums.get("held") == sums.get("checked")


def test_what_is_read_and_made_already_is_not_read_again(
    demo: tuple[Path, Demo], root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One that was stopped in the middle read every document once more."""
    folder, _ = demo
    before = contents(folder)
    monkeypatch.setattr(bring_in_folder, "ForkedWork", None)
    said = io.StringIO()
    again = run_small(folder, root, monkeypatch, said)
    assert (again.refused, again.round.failures) == ((), {})
    # It was silent from the first line until the tables were checked.
    own = [line for line in said.getvalue().splitlines() if line.startswith(f"{folder}: ")]
    assert [line.rpartition(": ")[2] for line in own] == [
        "making the documents",
        "reading 6 documents",
        "checking the tables, then running the notebooks",
    ]
    assert said.getvalue().count(", read before\n") == 6
    assert contents(folder) == before


def test_every_number_is_read_and_points_add_up_to_a_hundred(demo: tuple[Path, Demo]) -> None:
    """Its promises had 110 points beside a total of 96.5, and a count in a reason was never read."""
    folder, _ = demo
    for department, year in list_reports(folder / "data"):
        report = load_report(department, year, folder / "data")
        for document in report.documents.values():
            assert "unread_numbers" not in document.descriptor["jixiao"], (year, document.name)
        evaluation = report.of("evaluation").tables["indicators"]
        assert sum(evaluation["weight"]) == 100
        forms = report.of("accounts").tables.get("projects")
        if year == 2023:
            assert forms is not None
            points = report.of("accounts").tables["indicators"].groupby("project")["weight"]
            assert [sum(weights) for _, weights in points] == [90, 90], "ten are for the money"
            pages = folder / "outputs" / department / str(year)
            assert all((pages / f"{name}.html").is_file() for name in ("projects", "scores"))


def test_the_total_of_an_evaluation_is_the_sum_of_its_scores() -> None:
    for went_well, total, grade in ((True, "96.5", "优"), (False, "87", "良")):
        promise = district.DEPARTMENTS[0].promise
        made = make_evaluation(2023, Decimal(1), "甲局", "财政", [promise], went_well)
        scores = [Decimal(str(row[-1])) for row in made.tables[0][2][1:]]
        assert f"得分{sum(scores)}分，评定等级为“{grade}”" in "".join(made.opening)
        assert sum(scores) == Decimal(total)


def test_every_page_says_on_every_screen_that_nothing_in_it_exists(
    demo: tuple[Path, Demo],
) -> None:
    folder, _ = demo
    pages = sorted((folder / "outputs").rglob("*.html"))
    assert len(pages) > 20
    for path in pages:
        page = BeautifulSoup(path.read_text("utf-8"), "lxml")
        (notice,) = page.select("p.notice")
        assert re.search("do not exist|均不存在", notice.get_text()), path
    css = (folder / "outputs" / "index.html").read_text("utf-8")
    assert re.search(r"\.notice \{[^}]*position: sticky", css)


def test_spreadsheets_and_papers_say_so_on_every_sheet_and_page(
    demo: tuple[Path, Demo], tmp_path: Path
) -> None:
    """Papers in Word and spreadsheets had "made up" in English names only."""
    folder, _ = demo
    written = list(
        write_papers(list_reports(folder / "data"), Wanted(folder / "data", tmp_path, LANGUAGES))
    )
    documents = [path for path in written if path.suffix == ".docx"]
    assert len(documents) == 8
    for path in documents:
        headers = [section.header for section in docx.Document(str(path)).sections]
        above = " ".join(p.text for header in headers for p in header.paragraphs)
        assert ("均不存在" if ".zh." in path.name else "do not exist") in above, path
    books = sorted([*(folder / "outputs").rglob("tables*.xlsx"), *tmp_path.glob("*.xlsx")])
    assert len(books) == 6
    for path in books:
        for sheet in openpyxl.load_workbook(path).worksheets:
            cells = [str(cell.value) for row in sheet.iter_rows(max_row=2) for cell in row]
            said = [text for text in cells if re.search("do not exist|均不存在", text)]
            assert said == [sheet.oddHeader.center.text], (path, sheet.title)


def test_its_slips_are_found_and_nothing_else_of_weight(demo: tuple[Path, Demo]) -> None:
    folder, _ = demo
    department = district.DEPARTMENTS[1].folder
    slip = audit_report(load_report(department, 2023, folder / "data"))
    clean = audit_report(load_report(department, 2022, folder / "data"))
    assert district.SLIPS[department, 2023] == ("rate",)
    assert "execution_rate" in {finding.rule for finding in slip.findings}
    assert "execution_rate" not in {finding.rule for finding in clean.findings}


def test_what_documents_say_of_the_year_before_fits_it(demo: tuple[Path, Demo]) -> None:
    """Budgets gave no reason, and a growth that no year had; a rise was the work of savings."""
    folder, _ = demo
    department = district.DEPARTMENTS[1].folder
    first, second = (load_report(department, year, folder / "data") for year in (2022, 2023))
    for report in (first, second):
        assert "accounts_reasons" not in {finding.rule for finding in audit_report(report).findings}
    before, now = (
        report.of("budget").tables["statements"].query("item == 'total.income'")
        for report in (first, second)
    )
    grown = now.query("phase == 'change'")["value"].item()
    approved = [rows.query("phase == 'approved'")["value"].iloc[0] for rows in (before, now)]
    assert approved[0] + grown == approved[1]
    for report, savings in ((first, True), (second, False)):
        document = report.of("accounts").document
        assert document is not None
        (said,) = (line.text for line in document.lines if "机关运行经费支出" in line.text)
        assert ("减少" in said, "压减" in said) == (savings, savings)


def test_one_that_was_killed_before_it_had_said_so_is_begun_anew(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    check_demo_folder(tmp_path)
    (tmp_path / "data" / ".notice.toml.4194304-abcdefgh").write_text("half")
    check_demo_folder(tmp_path)
    (tmp_path / "data" / "departments.csv").write_text("of a person")
    with pytest.raises(RequestError, match="holds something else"):
        check_demo_folder(tmp_path)


def test_it_is_not_written_over_anything_else(root: Path, tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine")
    with pytest.raises(RequestError, match="holds something else"):
        write_demo(tmp_path, root / "notebooks")
    assert [path.name for path in tmp_path.iterdir()] == ["notes.txt"]


def test_nothing_is_made_where_a_notebook_is_missing(tmp_path: Path) -> None:
    """Six minutes of reading came before the line that said so."""
    with pytest.raises(RequestError, match=r"lacks the notebooks .*--data"):
        write_demo(tmp_path / "demo", tmp_path)
    assert not (tmp_path / "demo").exists()


def test_other_data_have_no_notice(data: Path) -> None:
    assert notice_of(data) == {}
    assert 'class="notice"' not in index_page([], "en", {})


@pytest.mark.parametrize(
    "text", ['en = "a"', "en = 1\nzh = 2", "[", f'en = "{"a" * 400}"\nzh = "b"']
)
def test_a_notice_that_is_none_is_one_line(tmp_path: Path, text: str) -> None:
    (tmp_path / "notice.toml").write_text(text)
    with pytest.raises(TableError, match="is no notice"):
        notice_of(tmp_path)


def test_documents_are_the_same_whenever_they_are_made() -> None:
    """A demonstration that was stopped ends, begun once more, as one that was not."""
    made = MadeDocument(2023, Decimal(1), "某局")
    made.tables = [("收入决算表", "万元", [["项目", "金额"], ["合计", "1.00"]])]
    for typeset in (as_docx, as_xlsx, as_pdf):
        first = typeset(made)
        time.sleep(2.1)  # packages tell even seconds
        assert typeset(made) == first
