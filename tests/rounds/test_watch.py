"""`jixiao report --watch`: a saved table is a page again, by workers that were there before."""

from __future__ import annotations

import os
import re
import signal
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from batches import Workbook, processes_with, small_workbook, until
from click.testing import CliRunner

from jixiao.cli.commands import main

SEEN = "import os, pathlib; print(len(pathlib.Path(os.environ['JIXIAO_DATA']).as_posix()) > 0)"


@pytest.fixture
def watched(data: Path, tmp_path: Path) -> Iterator[tuple[Workbook, subprocess.Popen[str], Path]]:
    """A small workbook that is watched, and what the command says."""
    workbook = small_workbook(tmp_path, data, 1, SEEN)
    log = tmp_path / "said"
    with log.open("w") as said:
        run = subprocess.Popen(
            workbook.command("--jobs", 1, "--watch"),
            stdout=said,
            stderr=subprocess.STDOUT,
            env=os.environ | {"TMPDIR": str(workbook.temporary), "JIXIAO_TEST": str(tmp_path)},
            preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
            text=True,
        )
    try:
        assert until(lambda: log.read_text().count("watching") == 1, 120)
        yield workbook, run, log
    finally:
        run.kill()
        run.wait()


def test_a_saved_table_is_a_page_again_and_a_fault_in_one_waits_for_the_next(
    watched: tuple[Workbook, subprocess.Popen[str], Path], tmp_path: Path
) -> None:
    workbook, run, log = watched
    origin = _forking(tmp_path)
    table = workbook.data / "synthetic-000" / "2022" / "evaluation" / "budget.csv"
    page = workbook.outputs / "synthetic-000" / "2022" / "budget.html"
    whole, made = table.read_text("utf-8"), page.stat().st_mtime_ns
    table.write_text(whole.replace(",万元,", ",斤,", 1), "utf-8")
    assert until(lambda: log.read_text().count("watching") == 2, 60)
    assert re.search(r"^jixiao: .*budget\.csv", log.read_text(), re.MULTILINE)
    assert page.stat().st_mtime_ns == made
    table.write_text(whole.replace("\n", "\r\n"), "utf-8", newline="")
    assert until(lambda: page.stat().st_mtime_ns != made, 60)
    assert until(lambda: log.read_text().count("watching") == 3, 60)
    assert _forking(tmp_path) == origin, "the process that imported everything stays"
    run.send_signal(signal.SIGINT)
    assert run.wait(30) == 130
    assert until(lambda: not processes_with(f"JIXIAO_TEST={tmp_path}"), 15)
    assert list(workbook.temporary.iterdir()) == []


def _forking(mark: Path) -> set[int]:
    found = processes_with(f"JIXIAO_TEST={mark}")
    return {
        pid
        for pid, command in found.items()
        if "forked_workers" in command and _parent(pid) not in _of(found, "forked_workers")
    }


def _of(found: dict[int, str], word: str) -> set[int]:
    return {pid for pid, command in found.items() if word in command}


def _parent(pid: int) -> int:
    status = Path(f"/proc/{pid}/stat").read_text()
    return int(status.rpartition(")")[2].split()[1])


@pytest.mark.parametrize(
    "options",
    [("--scheduler", "tcp://h:1"), ("--dry-run",), ("--outputs", "memory://x")],
    ids=lambda each: each[0],
)
def test_what_cannot_be_watched_is_one_line(options: tuple[str, ...], data: Path) -> None:
    result = CliRunner().invoke(main, ["report", "--watch", "--data", str(data), *options])
    assert result.exit_code == 2
    assert len(result.output.splitlines()) == 1
    assert "--watch" in result.output
