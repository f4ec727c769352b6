"""What a name, a cell or a notebook says never reaches a terminal raw, whatever command prints it."""

from __future__ import annotations

import io
import json
import os
import re
import shutil
from pathlib import Path

import hostile
import nbformat
import pytest
from click.testing import CliRunner, Result
from nbformat.v4 import new_code_cell, new_notebook

from jixiao.base.errors import TableError
from jixiao.base.text import escaped, visible
from jixiao.cli.commands import main
from jixiao.rounds.progress import Progress, said_shortly

# Set the title, clear the screen, the same by C1 alone, turn the order, go back to the line's begin.
ATTACK = "\x1b]0;owned\x07\x1b[2J\x9b2J\x9d0;x\x9c\u202e\u2066a\rb\u2028"
RAW = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069]"
)
FIRST = "panyu-data-bureau"


def run(*arguments: object) -> Result:
    result = CliRunner().invoke(main, [str(argument) for argument in arguments])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    assert result.output
    assert not RAW.search(result.output)
    return result


def test_only_one_function_prints(root: Path) -> None:
    for path in (root / "lib" / "jixiao" / "cli").glob("*.py"):
        assert path.read_text("utf-8").count("click.echo(") == (path.name == "terminal.py"), path
        assert "print(" not in path.read_text("utf-8")


def test_folders_that_a_command_names_are_shown_as_text(data: Path, tmp_path: Path) -> None:
    odd = tmp_path / ATTACK.replace("/", "_")
    copied = odd / "data"
    shutil.copytree(data, copied)
    outputs = ("--outputs", odd / "outputs")
    assert run("export", "--data", copied, *outputs).exit_code == 0
    assert run("papers", FIRST, "--data", copied, "--language", "en", *outputs).exit_code == 0
    assert run("pack", FIRST, "--data", copied, *outputs, "--output", odd / "p.zip").exit_code == 0
    assert run("new", "made-up/2023", "--data", copied).exit_code == 0
    assert run("list", "--data", copied).exit_code == 0


@pytest.mark.parametrize("command", ["audit", "score"])
def test_findings_and_points_are_text_in_every_form(
    command: str, data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(hostile, "ATTACKS", (ATTACK,) * 9)
    hostile.write_hostile(data, tmp_path)
    for form in ("json", "csv", "table"):
        run(command, f"{hostile.NAME}/2022", "--format", form, "--data", tmp_path)


def test_json_with_escapes_is_the_same_json() -> None:
    value = {"a": ATTACK, "b": "字\ud800"}
    shown = escaped(json.dumps(value, ensure_ascii=False))
    assert json.loads(shown) == value
    assert not RAW.search(shown)


def test_bytes_of_a_name_that_are_no_text_are_shown_by_their_code(tmp_path: Path) -> None:
    name = os.fsdecode(b"a\xff.pdf")
    assert visible(name) == "a[U+DCFF].pdf"
    result = run("tables", tmp_path / name)
    assert result.exit_code == 2
    str(TableError("report.no_own_file", where=name)).encode("utf-8")


def test_what_a_notebook_raised_is_text_in_the_progress() -> None:
    stream = io.StringIO()
    Progress(stream, 1, 0).done("a", 1.0, f"cell 2: ValueError: {ATTACK}")
    Progress(stream, 1, 0).ended_as("a", f"refused: {ATTACK}")
    assert stream.getvalue().count("\n") == 2
    assert not RAW.search(stream.getvalue())


@pytest.mark.parametrize(
    ("source", "said"),
    [
        (f"raise ValueError({ATTACK!r} + 'x' * 9999)", "cell 0 failed: ValueError"),
        (None, "no notebook"),
    ],
)
def test_a_notebook_that_cannot_be_stored_is_a_line_and_stays(
    source: str | None, said: str, tmp_path: Path
) -> None:
    path = tmp_path / "a.ipynb"
    if source is None:
        path.write_text("{}")
    else:
        kernel = {"name": "python3", "language": "python", "display_name": "P"}
        cells = [new_code_cell(source)]
        nbformat.write(new_notebook(cells=cells, metadata={"kernelspec": kernel}), path)
    before = path.read_bytes()
    result = run("store", path)
    assert result.exit_code == 2
    assert said in result.output
    assert len(result.output.splitlines()) == 1
    assert len(result.output) < 500
    assert path.read_bytes() == before


def test_an_error_of_megabytes_is_a_line_on_the_terminal() -> None:
    stream = io.StringIO()
    Progress(stream, 1, 0).done("a", 1.0, f"cell 2: {'A' * 10_000_000}")
    assert len(stream.getvalue()) < 400
    assert said_shortly("cell 2: ValueError: short") == "cell 2: ValueError: short"
