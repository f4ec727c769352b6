"""A command imports what it needs, and a wrong request next to nothing: it is answered at once."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from jixiao.cli.commands import main

# What takes long to import.
SLOW = {
    *("IPython", "PIL", "docx", "duckdb", "fontTools", "ipykernel", "jinja2", "jsonschema"),
    *("jupyter_client", "lark", "lxml", "matplotlib", "nbclient", "nbconvert", "nbformat"),
    *("numpy", "openpyxl", "pandas", "papermill", "pdfplumber", "pydantic", "pypdfium2"),
    *("pypinyin", "rapidfuzz", "rfc3987_syntax", "xlsxwriter", "zmq"),
}
RUN = """
import sys
from jixiao.cli.commands import main
try:
    main(sys.argv[1:], prog_name="jixiao")
finally:
    print("imported:", *sorted({name.partition(".")[0] for name in sys.modules}))
"""


def run(arguments: list[str]) -> tuple[int, str, set[str]]:
    """Exit code, stderr and the packages that were imported."""
    done = subprocess.run(
        [sys.executable, "-c", RUN, *arguments], capture_output=True, text=True, check=False
    )
    _, found, imported = done.stdout.rpartition("imported:")
    assert found
    return done.returncode, done.stderr, set(imported.split())


@pytest.mark.parametrize("command", ["", *main.commands])
def test_help_imports_nothing_slow(command: str) -> None:
    code, error, imported = run([*command.split(), "--help"])
    assert (code, error) == (0, "")
    assert "click" in imported
    assert not imported & SLOW


def test_a_list_of_what_is_on_file_reads_no_table(data: Path) -> None:
    code, error, imported = run(["list", "--data", str(data)])
    assert (code, error) == (0, "")
    assert not imported & SLOW


WRONG = {
    "a folder with other things": "demo /",
    "a file that is not there": "extract nowhere.pdf --department panyu-data-bureau --year 2022",
    "a folder as a file": "extract . --department panyu-data-bureau --year 2022",
    "no name of a department": "extract nowhere.pdf --department ../x --year 2022",
    "no reporting year": "extract nowhere.pdf --department panyu-data-bureau --year 22",
    "a limit of nothing": "extract x --department panyu-data-bureau --year 2022 --max-pages 0",
    "a file whose tables are to be listed": "tables nowhere.pdf",
    "a department to audit": "audit nobody 2022",
    "a year to audit": "audit panyu-data-bureau 1999",
    "a department to score": "score nobody 2022",
    "papers of nobody": "papers nobody",
    "a department to report": "report nobody",
    "a year to plan": "report panyu-data-bureau/1999 --dry-run",
    "a department to check": "check nobody",
    "published figures of nobody": "published nobody",
    "new tables of no year": "new panyu-data-bureau 22",
    "a department to write papers of": "papers nobody",
    "a threshold of papers": "papers --threshold money_share=0",
    "pages to pack": "pack nobody",
    "a folder to move": "move nobody/2022",
    "a notebook to store": "store nowhere.ipynb",
    "an option that is none": "check --nonsense",
    "a command that is none": "nonsense",
    "a format that is none": "audit nobody 2022 --format xml",
}


@pytest.mark.parametrize("wrong", WRONG.values(), ids=WRONG.keys())
def test_a_wrong_request_imports_nothing_slow(
    wrong: str, data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("JIXIAO_DATA", str(data))
    monkeypatch.chdir(tmp_path)
    outputs = ["--outputs", str(tmp_path / "out")] if wrong.startswith(("report", "pack")) else []
    code, error, imported = run([*wrong.split(), *outputs])
    assert code == 2
    assert len(error.splitlines()) == 1, error
    assert error.startswith("jixiao: ")
    assert not imported & SLOW


@pytest.mark.parametrize(
    "command", ["list", "check", "audit x 2022", "score x 2022", "query x", "export"]
)
def test_a_data_folder_that_is_none_imports_nothing_slow(command: str, tmp_path: Path) -> None:
    code, error, imported = run([*command.split(), "--data", str(tmp_path / "nowhere")])
    assert code == 2
    assert error.count("\n") == 1
    assert not imported & SLOW


def test_every_command_has_a_wrong_request_here() -> None:
    """Or takes none: `list` and `export` name nothing on file; a question to `query` is DuckDB's to judge."""
    wrong = {request.split()[0] for request in WRONG.values()} - {"nonsense"} | {"diff"}
    assert set(main.commands) - wrong == {"export", "list", "query"}


def test_folders_without_outputs_are_not_compared(tmp_path: Path) -> None:
    code, error, imported = run(["diff", str(tmp_path), str(tmp_path)])
    assert code == 2
    assert error.count("\n") == 1
    assert not imported & SLOW


def test_the_library_itself_is_imported_with_nothing_slow() -> None:
    script = "import sys, jixiao; print(*{name.partition('.')[0] for name in sys.modules})"
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    assert not set(done.stdout.split()) & SLOW
