"""Tables as CSV, with lines that end one way or another and cells of any length."""

from __future__ import annotations

import shutil
from contextlib import nullcontext
from decimal import Decimal
from pathlib import Path

import pytest

from jixiao.base.errors import ReportError
from jixiao.report import load_report
from jixiao.report.departments import read_departments
from jixiao.rounds.sources import source_files
from jixiao.source.delimited import delimiter_of, read_delimited
from jixiao.source.limits import Limits

LONG = "x" * 140_000  # more than `csv` takes unless it is told
ENDS = pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])


@ENDS
@pytest.mark.parametrize("name", ["a.txt", LONG])
def test_a_list_of_files_is_read_whatever_its_lines_end_with(
    tmp_path: Path, end: str, name: str
) -> None:
    """Others than a line feed, and a long name, were tracebacks of `csv`."""
    listed = tmp_path / "map.csv"
    listed.write_bytes(f"file,department,year{end}{name},b,2022{end}".encode())
    (tmp_path / "a.txt").write_text("…", "utf-8")
    with pytest.raises(ReportError) if name == LONG else nullcontext():
        assert [each.path.name for each in source_files(tmp_path, listed)] == [name]


@ENDS
def test_names_of_departments_and_tables_are_read_whatever_their_lines_end_with(
    data: Path, tmp_path: Path, end: str
) -> None:
    shutil.copytree(data / "panyu-data-bureau" / "2022", tmp_path / "panyu-data-bureau" / "2022")
    for path in (data / "departments.csv", data / "panyu-data-bureau/2022/evaluation/budget.csv"):
        text = path.read_text("utf-8-sig").replace("\r\n", "\n").replace("\n", end)
        (tmp_path / path.relative_to(data)).write_bytes(text.encode())
    assert read_departments(tmp_path) == read_departments(data)
    read, own = (load_report("panyu-data-bureau", 2022, folder) for folder in (tmp_path, data))
    assert read.tables["budget"].equals(own.tables["budget"])


def test_a_quote_is_as_long_as_its_line(data: Path, tmp_path: Path) -> None:
    """A sentence of a text may have 200,000 characters; what it said could not be read back."""
    folder = tmp_path / "panyu-data-bureau" / "2022"
    shutil.copytree(data / "panyu-data-bureau" / "2022", folder)
    table = folder / "evaluation" / "budget.csv"
    own = load_report("panyu-data-bureau", 2022, data).tables["budget"]
    quote = own["quote"].iloc[0]
    table.write_text(table.read_text("utf-8").replace(quote, LONG + quote, 1), "utf-8")
    read = load_report("panyu-data-bureau", 2022, tmp_path).tables["budget"]
    assert read["quote"].iloc[0] == LONG + quote
    assert read["value"].to_list() == [Decimal(value) for value in own["value"]]


def test_a_document_with_a_long_cell_is_a_table_still() -> None:
    text = f"项目,金额,备注\n{LONG},1.00,甲\n" + "乙,2.00,丙\n" * 5
    assert delimiter_of(text) == ","
    read = read_delimited(text.encode(), "a.csv", Limits())
    assert read.page_count == 1
    assert "2.00" in "".join(line.text for line in read.lines)
