"""The mirror on file: every cell of a document as a row of `cells.parquet`, for SQL."""

from __future__ import annotations

import os
import signal
from decimal import Decimal
from pathlib import Path

import duckdb
import pytest
from click.testing import CliRunner
from made_tables import Paper

from jixiao.cli.commands import main
from jixiao.grid import grids
from jixiao.grid.cells import cells_frame, cells_parquet, columns
from jixiao.schema import schema
from jixiao.source import Document
from jixiao.storage.temporary import sweep_folders


@pytest.fixture(scope="module")
def two_pages() -> Document:
    paper = Paper().line("表2").line("收支总表").line("单位：万元", 480)
    head = ["收入", "<", "支出", "<"], ["项目", "预算数", "项目", "预算数"]
    paper.table(*head, ["一、财政拨款", "5.00", '二、"文化"支出,其他', "4.00"], height=150)
    paper.page().table(*head, ["收入总计", "5.00", "支出总计", ""])
    return paper.document()


def test_a_cell_is_a_row_with_its_heads_its_place_and_its_box(two_pages: Document) -> None:
    frame = cells_frame(grids(two_pages))
    assert list(frame.columns) == [field["name"] for field in schema("cells")["fields"]]
    row = frame[frame["text"] == "4.00"].iloc[0].to_dict()
    assert (row["grid"], row["side"], row["title"], row["unit"]) == (
        "1b",
        "right",
        "收支总表",
        "万元",
    )
    assert (row["row_head"], row["column_head"]) == ('二、"文化"支出,其他', "支出 / 预算数")
    assert (row["row_number"], row["column_number"], row["kind"]) == (3, 2, "data")
    assert (row["pages"], row["page"], row["table_number"]) == ("1-2", 1, "表2")
    assert row["box_right"] == Decimal("545.00")


def test_a_blank_cell_is_there_and_says_nothing(two_pages: Document) -> None:
    frame = cells_frame(grids(two_pages))
    last = frame.iloc[-1]
    assert last["row_head"] == "支出总计"
    assert last["text"] is None
    assert last["line"] is None
    assert last["page"] == 2


def test_parquet_holds_what_the_frame_holds(two_pages: Document, tmp_path: Path) -> None:
    found = grids(two_pages)
    path = tmp_path / "cells.parquet"
    path.write_bytes(cells_parquet(found))
    with duckdb.connect() as connection:
        stored = connection.execute(f"FROM read_parquet('{path}')").fetchall()
    assert stored == [tuple(row) for row in cells_frame(found).itertuples(index=False)]


def test_the_same_grids_give_the_same_bytes(two_pages: Document) -> None:
    assert cells_parquet(grids(two_pages)) == cells_parquet(grids(two_pages))


def test_every_column_can_be_named_in_sql_without_quotes(
    two_pages: Document, tmp_path: Path
) -> None:
    path = tmp_path / "cells.parquet"
    path.write_bytes(cells_parquet(grids(two_pages)))
    names = ", ".join(name for name, _ in columns())
    with duckdb.connect() as connection:
        assert connection.execute(f"SELECT {names} FROM read_parquet('{path}')").fetchone()


def ask(sql: str, data: Path) -> str:
    result = CliRunner().invoke(main, ["query", sql, "--format", "csv", "--data", str(data)])
    assert result.exit_code == 0, result.stderr
    return result.stdout


def test_a_question_may_ask_for_the_cells_of_any_document(
    two_pages: Document, data: Path, tmp_path: Path
) -> None:
    import shutil

    shutil.copytree(data, tmp_path / "data")
    folder = tmp_path / "data" / "panyu-data-bureau" / "2022" / "evaluation"
    (folder / "cells.parquet").write_bytes(cells_parquet(grids(two_pages)))
    sql = "SELECT document, text FROM cells WHERE column_head LIKE '支出%' AND text LIKE '%.00'"
    assert ask(sql, tmp_path / "data").split() == ["document,text", "evaluation,4.00"]
    assert ask("SELECT count(*) AS n FROM reports", tmp_path / "data").startswith("n")
    (folder / "cells.parquet").write_bytes(b"no parquet")
    assert ask("SELECT count(*) AS n FROM reports", tmp_path / "data").startswith("n")
    wrong = CliRunner().invoke(main, ["query", sql, "--data", str(tmp_path / "data")])
    assert wrong.exit_code == 2
    assert "cells.parquet" in wrong.stderr
    assert len(wrong.stderr.strip().splitlines()) == 1


def test_a_folder_of_reading_that_was_ended_is_swept(
    two_pages: Document, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    found = grids(two_pages)
    child = os.fork()
    if not child:  # ended as it writes, by whoever waits no longer
        monkeypatch.setattr("duckdb.connect", lambda *_, **__: os.kill(os.getpid(), signal.SIGKILL))
        cells_parquet(found)
        os._exit(0)
    os.waitpid(child, 0)
    assert list(tmp_path.iterdir())
    sweep_folders()
    assert not list(tmp_path.iterdir())
