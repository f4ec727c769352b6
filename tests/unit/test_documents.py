"""The documents of a year: side by side in its folder, one report in Python, each with its own text."""

from __future__ import annotations

import io
import json
import re
import shutil
from pathlib import Path

import pytest
from accounts_made import put_accounts
from click.testing import CliRunner, Result

from jixiao.analysis.departments import overview
from jixiao.audit import audit_report
from jixiao.audit.rules import BETWEEN_DOCUMENTS
from jixiao.base.errors import RequestError, TableError
from jixiao.check import check_quotes
from jixiao.cli.commands import main
from jixiao.extract.extraction import extract_report
from jixiao.extract.place import place_in_data
from jixiao.report import DOCUMENTS, Report, list_reports, load_report, moving
from jixiao.report.moving import move, old_folders
from jixiao.rounds.plan import Request
from jixiao.rounds.round import run_round
from jixiao.storage.files import folder_digest

DEPARTMENT = "panyu-data-bureau"


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


@pytest.fixture
def both(copied: Path) -> Path:
    """A self-evaluation and final accounts of one year."""
    put_accounts(copied, DEPARTMENT, 2022)
    return copied


@pytest.fixture
def old(data: Path, tmp_path: Path) -> Path:
    """The folder of a year as it was before: everything of the self-evaluation in one place, with
    what was published elsewhere at the end of its outcomes.
    """
    year = data / DEPARTMENT / "2022"
    folder = tmp_path / "data" / DEPARTMENT / "2022"
    shutil.copytree(year / "evaluation", folder)
    shutil.copy(data / "departments.csv", tmp_path / "data")
    outcomes = (year / "published" / "outcomes.csv").read_text("utf-8").split("\n", 1)[1]
    with (folder / "outcomes.csv").open("a", encoding="utf-8", newline="") as file:
        file.write(outcomes)
    descriptor = json.loads((folder / "datapackage.json").read_text("utf-8"))
    published = json.loads((year / "published" / "datapackage.json").read_text("utf-8"))
    descriptor["sources"] += published["sources"]
    descriptor["name"] = f"{DEPARTMENT}-2022"
    del descriptor["jixiao"]["document"]
    (folder / "datapackage.json").write_text(
        json.dumps(descriptor, ensure_ascii=False, indent=2) + "\n", "utf-8"
    )
    return folder


def test_every_document_has_its_text_and_every_row_its_document(both: Path) -> None:
    report = load_report(DEPARTMENT, 2022, both)
    assert list(report.documents) == ["evaluation", "accounts", "published"]
    assert report.primary == "evaluation"
    assert report.document is report.documents["evaluation"].text
    accounts = report.documents["accounts"]
    assert accounts.text is not None
    assert accounts.text.lines != report.document.lines  # type: ignore[union-attr]
    assert set(report.tables["statements"]["document"]) == {"accounts"}
    assert set(report.tables["budget"]["document"]) == {"evaluation"}
    outcomes = report.tables["outcomes"]
    assert set(outcomes["document"]) == {"evaluation", "published"}
    assert outcomes.loc[outcomes["document"] == "published", "page"].isna().all()
    assert {source["name"] for source in report.sources} > {"report"}
    assert "document" not in report.documents["evaluation"].tables["outcomes"]


def test_one_document_of_a_year_is_a_report_of_its_own(both: Path) -> None:
    report = load_report(DEPARTMENT, 2022, both)
    accounts = report.of("accounts")
    assert list(accounts.documents) == ["accounts", "published"]
    assert accounts.document is report.documents["accounts"].text
    assert accounts.descriptor["jixiao"]["document"] == "accounts"
    assert "budget" not in accounts.tables
    assert report.with_table("statements").primary == "accounts"
    assert report.with_table("budget").primary == "evaluation"
    assert report.with_table("nothing") is report
    with pytest.raises(RequestError, match="no document budget; on file: evaluation, accounts"):
        report.of("budget")


def test_quotes_are_looked_up_each_in_its_own_document(both: Path) -> None:
    report = load_report(DEPARTMENT, 2022, both)
    stand = {name: check_quotes(report.of(name)) for name in report.documents}
    assert stand["evaluation"] == 387
    assert stand["accounts"] > 100
    result = run("check", f"{DEPARTMENT}/2022", "--data", both)
    assert result.exit_code == 0
    assert f"{sum(stand.values())} quotes stand" in result.output
    table = both / DEPARTMENT / "2022" / "accounts" / "statements.csv"
    rows = table.read_text("utf-8").splitlines(keepends=True)
    page = [field["name"] for field in report_fields(both, "accounts")].index("line")
    cells = rows[1].rstrip("\n").split(",")
    cells[page] = "1"
    table.write_text("".join([rows[0], ",".join(cells) + "\n", *rows[2:]]), "utf-8")
    result = run("check", f"{DEPARTMENT}/2022", "--data", both)
    assert result.exit_code == 2
    assert f"{DEPARTMENT}/2022/accounts/statements.csv: row 2, column quote" in result.output


def report_fields(data: Path, document: str) -> list[dict[str, str]]:
    path = data / DEPARTMENT / "2022" / document / "datapackage.json"
    fields: list[dict[str, str]] = json.loads(path.read_text("utf-8"))["resources"][0]["schema"][
        "fields"
    ]
    return fields


def test_each_document_is_audited_and_a_finding_has_one_number_everywhere(
    both: Path, report: Report
) -> None:
    misprint(both)
    year = load_report(DEPARTMENT, 2022, both)
    result = audit_report(year)
    between = [finding for finding in result.findings if finding.rule in BETWEEN_DOCUMENTS]
    of_one = [finding for finding in result.findings if finding not in between]
    own = [finding for finding in of_one if finding.evidence[0].document == "accounts"]
    assert own
    alone = audit_report(report)
    assert [f for f in of_one if f not in own] == list(alone.findings)
    assert all({e.document for e in f.evidence} == {None, "accounts"} for f in between)
    for name in ("evaluation", "accounts"):
        part = audit_report(year.of(name))
        assert len(part.findings) == len(own if name == "accounts" else alone.findings)
        for number, finding in part.numbered.items():
            assert result.numbered[number].message == finding.message
            assert {passage.document for passage in finding.evidence} <= {None}
    assert {entry.document for entry in result.ledger} == {None, "accounts"}


def misprint(data: Path) -> None:
    """Change one total of the accounts, in the table alone, so that it no longer re-adds."""
    table = data / DEPARTMENT / "2022" / "accounts" / "statements.csv"
    rows = table.read_text("utf-8").splitlines(keepends=True)
    at = next(n for n, row in enumerate(rows) if ",expenditure,,本年支出合计," in row)
    value = next(cell for cell in rows[at].split(",") if re.fullmatch(r"\d+\.\d\d", cell))
    rows[at] = rows[at].replace(f",{value},", f",{float(value) + 100:.2f},", 1)
    table.write_text("".join(rows), "utf-8")


def test_a_page_leads_to_the_document_that_a_figure_is_from(
    both: Path, root: Path, tmp_path: Path
) -> None:
    misprint(both)
    outputs = tmp_path / "outputs"
    request = Request([f"{DEPARTMENT}/2022"], both, root / "notebooks", outputs, ("en",))
    assert not run_round(request, io.StringIO()).failures
    pages = {
        name: (outputs / DEPARTMENT / "2022" / f"{name}.html").read_text("utf-8")
        for name in ("audit", "accounts", "budget")
    }
    for name, page in pages.items():
        anchors = set(re.findall(r'\sid="([^"]+)"', page))
        links = re.findall(r'class="jixiao-ref" href="#([^"]+)"', page)
        assert links, name
        assert set(links) <= anchors, name
    other = re.findall(r'href="#(accounts-p\d+-l\d+)"[^>]*>([^<]*)<', pages["audit"])
    assert other
    assert all(words.startswith("final accounts, p.\N{NO-BREAK SPACE}") for _, words in other)
    assert "accounts-p1-l" not in pages["accounts"]  # there it is the only text
    assert "江海市" not in pages["budget"]


def test_the_tables_of_all_reports_say_which_document_a_row_is_from(both: Path) -> None:
    question = "select document, count(*) n from outcomes where year = 2022 group by 1 order by 1"
    result = run("query", question, "--format", "csv", "--data", both)
    assert result.output.splitlines() == ["document,n", "evaluation,287", "published,4"]
    question = "select document, pages from documents where year = 2022 order by 1"
    result = run("query", question, "--format", "csv", "--data", both)
    assert [line.split(",")[0] for line in result.output.splitlines()] == [
        "document",
        "accounts",
        "evaluation",
        "published",
    ]


def test_documents_of_a_year_do_not_disturb_each_other(both: Path, source_file: Path) -> None:
    accounts = both / DEPARTMENT / "2022" / "accounts"
    before = folder_digest(accounts)
    options = ["--department", DEPARTMENT, "--year", 2022, "--data", both]
    result = run("extract", source_file, *options, "--outputs", both.parent / "out", "--force")
    assert result.exit_code == 0
    assert f"{both / DEPARTMENT / '2022' / 'evaluation' / 'budget.csv'}: unchanged" in result.output
    assert folder_digest(accounts) == before


def test_a_change_of_any_document_makes_the_pages_of_its_year_again(both: Path, root: Path) -> None:
    from jixiao.rounds.fingerprint import Fingerprints
    from jixiao.rounds.jobs import plan_jobs

    def prints() -> list[str]:
        jobs = plan_jobs([load_report(DEPARTMENT, 2022, both)], ("en",))
        known = Fingerprints(root / "notebooks", both, ("en",))
        return [known.of(job) for job in jobs]

    before = prints()
    misprint(both)
    assert all(one != other for one, other in zip(before, prints(), strict=True))


def test_the_old_shape_is_refused_with_the_command_that_moves_it(old: Path) -> None:
    data = old.parent.parent
    words = f"move them with: jixiao move {DEPARTMENT}/2022"
    for ask in (lambda: list_reports(data), lambda: load_report(DEPARTMENT, 2022, data)):
        with pytest.raises(RequestError, match=words):
            ask()
    with pytest.raises(RequestError, match=words):
        place_in_data(data, DEPARTMENT, 2022, "evaluation")
    for command in (["list"], ["check"], ["report"], ["new", DEPARTMENT, "2022"]):
        result = run(*command, "--data", data)
        assert (result.exit_code, len(result.output.splitlines())) == (2, 1), result.output
        assert words in result.output


def test_a_move_gives_each_document_its_folder(old: Path, data: Path) -> None:
    result = run("move", "--data", old.parent.parent)
    assert result.exit_code == 0
    assert sorted(path.name for path in old.iterdir()) == ["evaluation", "published"]
    for name in ("evaluation", "published"):
        assert folder_digest(old / name) == folder_digest(data / DEPARTMENT / "2022" / name), name
    again = run("move", "--data", old.parent.parent)
    assert (again.exit_code, "every document has its own folder" in again.output) == (0, True)
    named = run("move", f"{DEPARTMENT}/2022", "--data", old.parent.parent)
    assert (named.exit_code, "has no tables to move" in named.output) == (2, True)
    away = run("move", "../2022", "--data", old.parent.parent)
    assert (away.exit_code, "is no year of a department" in away.output) == (2, True)


def test_corrections_go_with_their_rows(old: Path) -> None:
    last = len((old / "outcomes.csv").read_text("utf-8").splitlines())
    head = "table,row,column,old,new,reason,name,date\n"
    of_report = "outcomes,2,note,,seen,looked,A. Nalyst,2023-05-31\n"
    of_other = f"outcomes,{last},note,context,a context,looked,A. Nalyst,2023-05-31\n"
    (old / "corrections.csv").write_text(head + of_report + of_other, "utf-8")
    assert move(old) == ["evaluation", "published"]
    report = load_report(DEPARTMENT, 2022, old.parent.parent)
    assert [(c.row, c.new) for c in report.documents["evaluation"].corrections] == [(2, "seen")]
    assert [(c.row, c.new) for c in report.documents["published"].corrections] == [(5, "a context")]
    assert report.tables["outcomes"]["note"].iloc[-1] == "a context"


@pytest.mark.parametrize("step", range(14))
def test_a_move_that_is_killed_is_finished_by_the_same_command(
    step: int, old: Path, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Killed before each renaming and each removal."""
    done = 0

    def killing(method: str) -> None:
        whole = getattr(Path, method)

        def counted(self: Path, *args: object, **options: object) -> object:
            nonlocal done
            if done == step:
                raise KeyboardInterrupt
            done += 1
            return whole(self, *args, **options)

        monkeypatch.setattr(Path, method, counted)

    for method in ("rename", "unlink", "rmdir"):
        killing(method)
    try:
        move(old)
    except KeyboardInterrupt:
        monkeypatch.undo()
        if (old / "datapackage.json").exists():  # never half of it
            with pytest.raises(RequestError, match="jixiao move"):
                load_report(DEPARTMENT, 2022, old.parent.parent)
        assert old_folders(old.parent.parent) == [old]
        move(old)
    monkeypatch.undo()
    assert sorted(path.name for path in old.iterdir()) == ["evaluation", "published"]
    for name in ("evaluation", "published"):
        assert folder_digest(old / name) == folder_digest(data / DEPARTMENT / "2022" / name), name


def test_a_move_gives_the_table_of_accounts_its_name_of_today(tmp_path: Path, data: Path) -> None:
    put_accounts(tmp_path, "some-bureau", 2022)
    year = tmp_path / "some-bureau" / "2022"
    before = folder_digest(year / "accounts")
    for path in (year / "accounts").iterdir():
        path.rename(year / path.name.replace("statements.csv", "accounts.csv"))
    (year / "accounts").rmdir()
    descriptor = json.loads((year / "datapackage.json").read_text("utf-8"))
    for resource in descriptor["resources"]:
        if resource["name"] == "statements":
            resource |= {"name": "accounts", "path": "accounts.csv"}
    text = json.dumps(descriptor, ensure_ascii=False, indent=2) + "\n"
    (year / "datapackage.json").write_text(text, "utf-8")
    assert move(year) == ["accounts"]
    assert folder_digest(year / "accounts") == before


def test_a_move_touches_nothing_where_something_else_lies_there(old: Path) -> None:
    (old / "notes").mkdir()
    before = sorted(path.name for path in old.iterdir())
    with pytest.raises(RequestError, match="holds notes, which is no file of a document"):
        move(old)
    assert sorted(path.name for path in old.iterdir()) == before
    (old / "notes").rmdir()
    (old / "datapackage.json").write_text("{", "utf-8")
    with pytest.raises(TableError, match="is no descriptor"):
        move(old)
    assert not list(old.glob(f"{moving._MADE}/*/*"))


def test_what_a_department_is_called_comes_from_its_folder_only_where_nothing_names_it(
    source_file: Path, tmp_path: Path
) -> None:
    report = extract_report(source_file, department="some-folder", year=2022, data=tmp_path)
    assert report.department_name("zh") == "广州市番禺区政务服务数据管理局"
    assert report.department_name("en") == (
        "Government Services and Data Administration of Panyu District, Guangzhou"
    )
    made = run("new", "some-folder", 2022, "--data", tmp_path)
    assert made.exit_code == 0, made.output
    blank = load_report("some-folder", 2022, tmp_path)
    assert blank.department_name("en") == blank.department_name("zh") == "some-folder"


def test_the_documents_are_those_of_the_schema() -> None:
    assert DOCUMENTS[:4] == ("evaluation", "accounts", "budget", "assessment")


def test_a_year_is_compared_by_each_of_its_documents_but_a_budget_is_no_outturn(both: Path) -> None:
    year = load_report(DEPARTMENT, 2022, both)
    assert overview([year])["source"].to_list() == ["budget", "accounts"]
    (both / DEPARTMENT / "2022" / "accounts").rename(both / DEPARTMENT / "2022" / "budget")
    assert overview([load_report(DEPARTMENT, 2022, both)])["source"].to_list() == ["budget"]
