"""All tables of all reports as one Parquet dataset: the same rows in pandas, DuckDB and Dask."""

from __future__ import annotations

import csv
import errno
import gc
import io
import json
import os
import re
import shutil
import subprocess
import sys
import weakref
from collections.abc import Iterable, Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import duckdb
import pandas as pd
import pytest
import typeset
from accounts_made import as_document, make_accounts, read_accounts
from click.testing import CliRunner
from synthetic import write_departments

from jixiao.audit import AuditResult
from jixiao.base.errors import OutputError, ReportError, RequestError
from jixiao.cli.commands import main
from jixiao.dataset import export as dataset_module
from jixiao.dataset import tables as collected
from jixiao.dataset.columns import columns
from jixiao.dataset.export import write_dataset
from jixiao.dataset.exported import exported
from jixiao.extract.extraction import extract_report
from jixiao.report import Report, load_report
from jixiao.rounds.progress import counted
from jixiao.source import Document

D = Decimal


def made(department: str, year: int) -> Report:
    accounts = read_accounts(as_document(make_accounts(year)))
    about = {"department_zh": department, "department_en": department}
    descriptor = {"jixiao": about, "sources": []}
    return Report(department, year, descriptor, {"statements": accounts})


@pytest.fixture(scope="module")
def dataset(report: Report, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("scale") / "dataset"
    reports = [made("a-bureau", 2022), made("a-bureau", 2023), made("b-bureau", 2023), report]
    counts = write_dataset(iter(reports), folder)
    assert counts["statements"] == 3 * 174
    assert counts["budget"] == len(report.tables["budget"])
    return folder


def files(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_it_is_partitioned_by_year(dataset: Path) -> None:
    assert sorted(path for path in files(dataset) if path.startswith("statements/")) == [
        "statements/year=2022/part-0.parquet",
        "statements/year=2023/part-0.parquet",
    ]


def test_pandas_reads_the_same_rows(dataset: Path, report: Report) -> None:
    budget = pd.read_parquet(dataset / "budget")
    own = report.tables["budget"]
    assert budget["item"].to_list() == own["item"].to_list()
    assert budget["value"].to_list() == own["value"].to_list()
    assert isinstance(budget["value"].iloc[0], Decimal)
    assert set(budget["year"].astype(int)) == {2022}
    accounts = pd.read_parquet(dataset / "statements")
    assert len(accounts) == 3 * 174
    assert accounts["classification"].isna().any()  # a blank is missing, never ""


def test_duckdb_adds_money_exactly(dataset: Path) -> None:
    total = duckdb.sql(
        f"""SELECT year, department, sum(value) FROM read_parquet(
            '{dataset}/statements/*/*.parquet', hive_partitioning = true)
        WHERE statement = 'expenditure' AND item = 'expenditure'
            AND length(classification) = 7 GROUP BY ALL ORDER BY ALL"""
    ).fetchall()
    assert total == [
        (2022, "a-bureau", D("1770")),
        (2023, "a-bureau", D("1770")),
        (2023, "b-bureau", D("1770")),
    ]


def test_dask_reads_it_year_by_year(dataset: Path) -> None:
    dataframe = pytest.importorskip("dask.dataframe")
    accounts = dataframe.read_parquet(dataset / "statements")
    assert accounts.npartitions == 2
    rows = accounts[accounts["year"].astype(int) == 2023].compute(scheduler="synchronous")
    assert len(rows) == 2 * 174
    assert set(rows["department"]) == {"a-bureau", "b-bureau"}


def test_numbers_are_exact_in_parquet_and_csv(dataset: Path, report: Report) -> None:
    import pyarrow.parquet

    schema = pyarrow.parquet.read_schema(dataset / "statements" / "year=2022" / "part-0.parquet")
    assert str(schema.field("value").type).startswith("decimal128(38, ")
    assert str(schema.field("line").type) == "int64"
    with (dataset / "budget.csv").open(encoding="utf-8", newline="") as file:
        printed = [row["value"] for row in csv.DictReader(file)]
    assert printed == [format(value, "f") for value in report.tables["budget"]["value"]]


def test_the_same_reports_give_the_same_bytes_in_place_of_the_old(tmp_path: Path) -> None:
    folder = tmp_path / "dataset"
    write_dataset([made("a-bureau", 2022)], folder)
    before = files(folder)
    write_dataset([made("a-bureau", 2022), made("b-bureau", 2023)], folder)
    write_dataset([made("a-bureau", 2022)], folder)
    assert files(folder) == before
    assert [path.name for path in tmp_path.iterdir()] == ["dataset"]


def test_reports_are_taken_one_by_one(tmp_path: Path) -> None:
    """None but the last is held: memory does not grow with their number."""
    alive: list[weakref.ref[Report]] = []
    most = 0

    def several() -> Iterator[Report]:
        nonlocal most
        for number in range(6):
            report = made(f"bureau-{number:04d}", 2022)
            alive.append(weakref.ref(report))
            yield report
            del report
            most = max(most, sum(ref() is not None for ref in alive))

    assert write_dataset(several(), tmp_path / "dataset")["statements"] == 6 * 174
    assert most <= 2
    read = pd.read_parquet(tmp_path / "dataset" / "statements", columns=["department"])
    assert read["department"].nunique() == 6


def test_texts_of_reports_are_not_kept(tmp_path: Path, data: Path) -> None:
    """What the audit keeps of a text for its rules was kept for every report ever read."""
    path = tmp_path / "short.html"
    path.write_bytes(typeset.short_html())
    short = extract_report(path, department="panyu-data-bureau", year=2022, data=data)
    alive: list[weakref.ref[Document]] = []

    def several() -> Iterator[Report]:
        for number in range(20):
            assert short.document is not None
            document = replace(short.document, name=f"{number}.html")
            alive.append(weakref.ref(document))
            yield replace(short, department=f"bureau-{number}", document=document)

    write_dataset(several(), tmp_path / "dataset")
    gc.collect()
    assert sum(ref() is not None for ref in alive) < 10


def test_a_fault_leaves_the_old_dataset_and_nothing_else(tmp_path: Path) -> None:
    folder = tmp_path / "dataset"
    write_dataset([made("a-bureau", 2022)], folder)
    before = files(folder)

    def failing() -> Iterator[Report]:
        yield made("b-bureau", 2022)
        raise ReportError("the next report cannot be read")

    with pytest.raises(ReportError, match="the next report"):
        write_dataset(failing(), folder)
    for value, words in (
        (D("1E-40"), "most places are 40"),
        (D(10) ** 37, r"fit DECIMAL\(38, 2\)"),
    ):
        broken = made("b-bureau", 2022)
        broken.tables["statements"].loc[3, "value"] = value
        with pytest.raises(OutputError, match=words):
            write_dataset([broken], folder)
    assert files(folder) == before
    assert [path.name for path in tmp_path.iterdir()] == ["dataset"]


def test_a_folder_that_holds_something_else_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine", "utf-8")
    with pytest.raises(RequestError, match="is there and is no dataset"):
        write_dataset([made("a-bureau", 2022)], tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


@pytest.mark.parametrize("stranger", ["mine.txt", "budget/mine.xlsx", "statements/year=2022/a.csv"])
def test_a_file_of_somebody_else_in_a_dataset_is_never_deleted(
    stranger: str, tmp_path: Path
) -> None:
    """Once the mark was there, whatever else lay in the folder went with it."""
    folder = tmp_path / "all"
    write_dataset([made("a-bureau", 2022)], folder)
    (folder / stranger).parent.mkdir(exist_ok=True)
    (folder / stranger).write_text("mine", "utf-8")
    before = files(folder)
    with pytest.raises(RequestError, match=f"it holds {stranger}; move"):
        write_dataset([made("b-bureau", 2022)], folder)
    assert files(folder) == before


def test_a_file_that_came_while_it_was_written_is_kept(tmp_path: Path) -> None:
    folder = tmp_path / "all"
    write_dataset([made("a-bureau", 2022)], folder)

    def several() -> Iterator[Report]:
        yield made("b-bureau", 2022)
        (folder / "mine.txt").write_text("mine", "utf-8")

    with pytest.raises(RequestError, match=r"it holds mine\.txt"):
        write_dataset(several(), folder)
    assert (folder / "mine.txt").read_text("utf-8") == "mine"
    assert [path.name for path in tmp_path.iterdir()] == ["all"]


@pytest.mark.parametrize("there", [True, False])
def test_a_link_is_not_replaced_by_a_folder(there: bool, tmp_path: Path) -> None:
    elsewhere, link = tmp_path / "elsewhere", tmp_path / "all"
    if there:
        write_dataset([made("a-bureau", 2022)], elsewhere)
    link.symlink_to(elsewhere)
    with pytest.raises(RequestError, match="is a symbolic link"):
        write_dataset([made("a-bureau", 2022)], link)
    assert link.is_symlink()


def test_the_old_dataset_is_put_back_if_the_new_one_cannot_take_its_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "all"
    write_dataset([made("a-bureau", 2022)], folder)
    before, rename = files(folder), Path.rename

    def failing(path: Path, target: Path) -> Path:
        if target == folder and path.name != "old":
            raise OSError(errno.EIO, os.strerror(errno.EIO))
        return rename(path, target)

    monkeypatch.setattr(Path, "rename", failing)
    with pytest.raises(OutputError, match="Input/output error"):
        write_dataset([made("b-bureau", 2022)], folder)
    assert files(folder) == before
    assert [path.name for path in tmp_path.iterdir()] == ["all"]


@pytest.fixture(scope="module")
def gone() -> int:
    """The number of a process that has ended."""
    with subprocess.Popen(["true"]) as process:
        return process.pid


def test_what_killed_exports_left_is_swept_and_nothing_else(tmp_path: Path, gone: int) -> None:
    mine, killed = f".all.{gone}-somebody", f".all.{gone}-killed_1"
    kept = [f".all.{os.getpid()}-running0", mine, ".allother"]
    for name in (killed, *kept):
        (tmp_path / name).mkdir()
        (tmp_path / name / "budget.csv").write_text("half", "utf-8")
    (tmp_path / mine / "mine.txt").write_text("mine", "utf-8")
    write_dataset([made("a-bureau", 2022)], tmp_path / "all")
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(["all", *kept])


def test_what_cannot_be_looked_into_is_left(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, gone: int
) -> None:
    closed, listed = tmp_path / f".all.{gone}-closed_1", Path.iterdir
    closed.mkdir()

    def refusing(path: Path) -> Iterator[Path]:
        if path == closed:
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
        return listed(path)

    monkeypatch.setattr(Path, "iterdir", refusing)
    write_dataset([made("a-bureau", 2022)], tmp_path / "all")
    assert closed.is_dir()


def test_a_fault_of_the_disk_while_parquet_is_written_is_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """DuckDB has an error of its own for it, which came through as a traceback."""
    write = dataset_module._write_csv

    def obstructed(reports: Iterable[Report], folder: Path) -> object:
        counts = write(reports, folder)
        (folder / "statements" / "year=2022" / "part-0.parquet").mkdir(parents=True)
        return counts

    monkeypatch.setattr(dataset_module, "_write_csv", obstructed)
    with pytest.raises(OutputError, match=r"all: cannot be written \(IO Error"):
        write_dataset([made("a-bureau", 2022)], tmp_path / "all")
    assert list(tmp_path.iterdir()) == []


def test_the_flat_files_of_an_earlier_version_are_replaced(tmp_path: Path) -> None:
    folder = tmp_path / "all"
    folder.mkdir()
    for name in ("budget.csv", "budget.parquet", "findings.csv"):
        (folder / name).write_text("old", "utf-8")
    write_dataset([made("a-bureau", 2022)], folder)
    assert not (folder / "budget.parquet").exists()
    assert (folder / "statements" / "year=2022" / "part-0.parquet").is_file()


def test_the_command_writes_what_is_on_file(data: Path, tmp_path: Path) -> None:
    for name in ("one", "two"):
        arguments = ["export", "--data", str(data), "--outputs", str(tmp_path / name)]
        result = CliRunner().invoke(main, arguments)
        assert result.exit_code == 0, result.output
        assert f"{len(columns())} tables" in result.output
    folder = tmp_path / "one" / "all"
    assert files(folder) == files(tmp_path / "two" / "all")
    own = len(load_report("panyu-data-bureau", 2022, data).tables["indicators"])
    assert len(pd.read_parquet(folder / "indicators")) == own
    assert len(pd.read_parquet(folder / "outcomes")["year"].unique()) == 7
    assert {path.stem for path in folder.glob("*.csv")} == set(columns())
    assert (folder / "statements.csv").read_text("utf-8").count("\n") == 1


@pytest.mark.skipif(not Path("/proc/self/task").is_dir(), reason="threads are counted by /proc")
def test_pyarrow_in_the_environment_starts_no_thread_before_kernels_are_forked() -> None:
    """pandas imports it where it is installed; its allocator starts a thread, and a process with
    threads cannot be forked: every job of a round then failed.
    """
    script = (
        "import os, sys\n"
        "from forkkernel.imports import WITHHELD\n"
        "sys.modules.update(dict.fromkeys(WITHHELD))\n"
        "import pandas\n"
        "print(len(os.listdir('/proc/self/task')))"
    )
    quiet = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}
    done = subprocess.run(
        [sys.executable, "-c", script],
        capture_output=True,
        check=True,
        text=True,
        env=os.environ | quiet,
    )
    assert done.stdout.strip() == "1"


ASKED = (
    "select department, year, item, phase, value, unit from budget order by all limit 50",
    "select severity, count(*) from findings group by all order by all",
    "select count(*) from statements",
    "select year, count(*), sum(amount_wan) from outcomes group by all order by year",
)


@pytest.fixture(scope="module")
def exported_data(data: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workbook whose reports were exported."""
    folder = tmp_path_factory.mktemp("exported")
    shutil.copytree(data, folder / "data")
    assert CliRunner().invoke(main, ["export", "--data", str(folder / "data")]).exit_code == 0
    return folder


def asked(workbook: Path, question: str) -> str:
    arguments = ["query", question, "--format", "json", "--data", str(workbook / "data")]
    result = CliRunner().invoke(main, arguments)
    assert result.exit_code == 0, result.output
    return result.stdout


@pytest.mark.parametrize("question", ASKED)
def test_a_question_to_what_was_exported_has_the_answer_of_the_reports(
    exported_data: Path, question: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("jixiao.dataset.exported.exported", lambda *_: None)
    read = asked(exported_data, question)
    monkeypatch.undo()
    monkeypatch.setattr("jixiao.report.load_report", None)  # no report is read
    assert asked(exported_data, question) == read


def test_a_table_or_a_file_of_the_dataset_that_changed_lets_the_reports_be_read(
    exported_data: Path, tmp_path: Path
) -> None:
    workbook = tmp_path / "workbook"
    shutil.copytree(exported_data, workbook)
    question = "select count(*) as n from tasks"
    assert json.loads(asked(workbook, question)) == [{"n": 7}]
    (part,) = (workbook / "outputs" / "all" / "tasks").rglob("*.parquet")
    part.write_bytes(part.read_bytes()[:-1] + b"x")
    assert json.loads(asked(workbook, question)) == [{"n": 7}]
    shutil.copytree(exported_data / "outputs", workbook / "outputs", dirs_exist_ok=True)
    table = workbook / "data" / "panyu-data-bureau" / "2022" / "evaluation" / "tasks.csv"
    lines = list(csv.reader(io.StringIO(table.read_text("utf-8"))))
    with table.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows(lines[:-1])
    assert json.loads(asked(workbook, question)) == [{"n": 6}]


def test_an_export_of_what_has_not_changed_costs_nothing(
    data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every `make report` audited all reports anew: a third of a second of processor each."""
    folder = tmp_path / "data"
    names = write_departments(data, folder, 2)
    audited: list[str] = []
    audit = collected.audit_report

    def noted(report: Report) -> AuditResult:
        audited.append(report.department)
        return audit(report)

    monkeypatch.setattr(collected, "audit_report", noted)

    def export() -> tuple[str, list[str], dict[str, bytes]]:
        audited.clear()
        done = CliRunner().invoke(main, ["export", "--data", str(folder)])
        assert done.exit_code == 0
        target = tmp_path / "outputs" / "all"
        return done.output.partition(": ")[2].strip(), list(audited), files(target)

    said, again, first = export()
    assert "tables" in said
    assert again == names
    assert export() == ("up to date", [], first)
    for name in ("findings.csv", "budget/year=2022/part-0.parquet", "_jixiao"):
        path = tmp_path / "outputs" / "all" / name
        path.write_bytes(path.read_bytes() + b"x")
        assert export() == (said, [], first), "what an audit found is kept"
        path.unlink()
        assert export() == (said, [], first)
    table = folder / names[1] / "2022" / "evaluation" / "budget.csv"
    table.write_text(table.read_text("utf-8").replace("7308.73", "7309.73"), "utf-8")
    _, again, changed = export()
    assert again == [names[1]]
    assert changed["findings.csv"] != first["findings.csv"]
    shutil.rmtree(tmp_path / "outputs")
    assert export()[1:] == (names, changed), "of what was kept the same bytes"


def test_an_exported_dataset_opens_no_other_file(exported_data: Path) -> None:
    secret = exported_data / "secret.csv"
    secret.write_text("a\n1\n", "utf-8")
    result = CliRunner().invoke(
        main,
        ["query", f"select * from read_csv('{secret}'), budget", "--data", f"{exported_data}/data"],
    )
    assert result.exit_code == 2
    assert len(result.output.splitlines()) == 1


def test_a_dataset_that_says_nothing_sound_is_not_asked(tmp_path: Path) -> None:
    assert exported(tmp_path, "k") is None
    for text in ("tasks 7\n", "{}", '{"key": "k", "places": 1, "files": {}}', "[]"):
        (tmp_path / "_jixiao").write_text(text, "utf-8")
        assert exported(tmp_path, "k") is None


def test_findings_are_made_only_where_a_question_asks_for_them(
    data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("jixiao.dataset.tables.audit_report", None)
    arguments = ["query", "select count(*) from tasks", "--data", str(data), "--format", "csv"]
    result = CliRunner().invoke(main, arguments)
    assert result.stdout.splitlines()[1] == "7"


def test_how_far_an_export_is_is_said_where_it_takes_long() -> None:
    said, times = io.StringIO(), iter(range(0, 400, 4))
    assert list(counted("abcdef", said, lambda: next(times))) == list("abcdef")
    lines = said.getvalue().splitlines()
    assert 0 < len(lines) < 6
    assert re.fullmatch(r"\d of 6 reports · \d+ (s|min.*) left", lines[0])
    quiet = io.StringIO()
    assert list(counted("abc", quiet, lambda: 0.0)) == list("abc")
    assert quiet.getvalue() == ""
