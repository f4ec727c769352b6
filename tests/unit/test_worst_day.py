"""What is broken in a data folder or a request is one line and exit code 2, never a traceback."""

from __future__ import annotations

import os
import re
import resource
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import jixiao
from jixiao.base import memory as base_memory
from jixiao.base.errors import OutputError, RequestError, SourceError, TableError
from jixiao.cli.commands import main
from jixiao.dataset.exported import STATE, exported
from jixiao.report import load_breaks
from jixiao.report.departments import read_departments
from jixiao.report.notice import notice_of
from jixiao.rounds.bring_in_folder import RECORD, _read_record
from jixiao.rounds.fingerprint import notebook_digest
from jixiao.source import Limits
from jixiao.source.forked import Say, within_limits
from jixiao.storage.files import write_file, write_files
from jixiao.storage.lock import locked
from jixiao.storage.temporary import OwnedFolder

LONG = "a" * 300
FIRST = "panyu-data-bureau"
LIBRARY = Path(jixiao.__file__).resolve().parents[1]


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


def one_line(result: Result, said: str) -> None:
    assert result.exit_code == 2, result.output
    assert said in result.output
    last = result.output.splitlines()[-1]
    assert len(result.output.splitlines()) == 1
    assert len(last) <= 500


@pytest.fixture
def folder(data: Path, tmp_path: Path) -> Path:
    """A data folder with one year of the first report."""
    copied = tmp_path / "data"
    copied.mkdir()
    shutil.copy(data / "departments.csv", copied)
    shutil.copytree(data / FIRST / "2022", copied / FIRST / "2022")
    return copied


@pytest.mark.parametrize("name", [LONG, "con", "all", "departments", "nul", "lpt1"])
def test_names_that_are_too_long_or_mean_something_else(folder: Path, name: str) -> None:
    one_line(run("new", f"{name}/2022", "--data", folder), "is no name of a department")


def test_a_file_with_a_name_of_300_letters(folder: Path) -> None:
    one_line(run("extract", f"{LONG}.pdf", "--data", folder), "cannot be read")
    one_line(run("check", LONG, "--data", folder), "is not on file")


@pytest.mark.parametrize("year", ["999999999999", "02022", "-1", "２０２２", "2022.0"])
@pytest.mark.parametrize("command", ["audit", "new", "check"])
def test_years_that_are_none(folder: Path, command: str, year: str) -> None:
    result = run(command, f"{FIRST}/{year}", "--data", folder)
    assert result.exit_code == 2 or (command == "check" and year == "02022")
    assert "Traceback" not in result.output


def test_a_folder_that_is_called_02022(folder: Path) -> None:
    (folder / FIRST / "2022").rename(folder / FIRST / "02022")
    one_line(run("list", "--data", folder), "is no year as a folder is called")


DESCRIPTORS = {
    "brackets": "[" * 100_000,
    "nothing of its own": '{"jixiao": {}, "resources": [], "sources": []}',
    "no sources": '{"jixiao": {"department_zh": "a", "department_en": "a"}, "resources": []}',
    "a list": "[]",
    "numbers": '{"jixiao": {"department_zh": 1, "department_en": 2}, "resources": [], "sources": []}',
    "sources of no form": '{"jixiao": {"department_zh": "a", "department_en": "a"}, '
    '"resources": [], "sources": [1]}',
}


@pytest.mark.parametrize("text", DESCRIPTORS.values(), ids=DESCRIPTORS)
@pytest.mark.parametrize("command", [["list"], ["check"], ["query", "select 1"]], ids=str)
def test_a_descriptor_that_is_none(folder: Path, text: str, command: list[str]) -> None:
    (folder / FIRST / "2022" / "evaluation" / "datapackage.json").write_text(text)
    one_line(run(*command, "--data", folder), "is no descriptor of a report")


def _pipe(path: Path) -> None:
    os.mkfifo(path)


def _link(path: Path) -> None:
    path.symlink_to("/etc/passwd")


@pytest.mark.parametrize("make", [_pipe, _link])
@pytest.mark.parametrize("name", ["budget.csv", "corrections.csv", "judgements.csv"])
def test_a_table_that_is_a_pipe_or_leads_elsewhere_is_refused_unread(
    folder: Path, make: Callable[[Path], None], name: str
) -> None:
    path = folder / FIRST / "2022" / "evaluation" / name
    path.unlink(missing_ok=True)
    make(path)
    for command in (["check"], ["query", "select 1"]):
        result = run(*command, "--data", folder)
        one_line(result, "is no file of its own")
        assert "root:" not in result.output
    assert run("list", "--data", folder).exit_code == 0


def _loop(path: Path) -> None:
    path.symlink_to(path)


def _gone(path: Path) -> None:
    path.symlink_to(path.parent / "nowhere")


def _put(name: str, text: str) -> Callable[[Path], None]:
    return lambda evaluation: (evaluation / name).write_text(text, "utf-8") and None


def _figure_of_many_digits(evaluation: Path) -> None:
    path = evaluation / "budget.csv"
    path.write_text(
        re.sub(r",\d+\.\d+,", f",{'9' * 5000},", path.read_text("utf-8"), count=1), "utf-8"
    )


HEAD_OF_JUDGEMENTS = "row,indicator,status,reason,name,date\n"
HEAD_OF_CORRECTIONS = "table,row,column,old,new,reason,name,date\n"
DIGITS = "9" * 5000
BROKEN = {
    "layout of brackets": (_put("layout.json", "[" * 200_000), "does not fit"),
    "layout that is a list": (_put("layout.json", "[1]"), "does not fit"),
    "row of 5000 digits": (
        _put("judgements.csv", f"{HEAD_OF_JUDGEMENTS}{DIGITS},x,met,r,n,2024-01-01\n"),
        "column row",
    ),
    "correction of such a row": (
        _put("corrections.csv", f"{HEAD_OF_CORRECTIONS}budget,{DIGITS},note,,a,r,n,2024-01-01\n"),
        "column row",
    ),
    "figure of 5000 digits": (_figure_of_many_digits, "more digits than"),
}


@pytest.mark.parametrize(("change", "said"), BROKEN.values(), ids=BROKEN)
def test_files_of_a_document_that_hold_what_python_or_duckdb_refuse_are_one_line(
    folder: Path, change: Callable[[Path], None], said: str
) -> None:
    change(folder / FIRST / "2022" / "evaluation")
    one_line(run("query", "select count(*) from budget", "--data", folder), said)


@pytest.mark.parametrize(
    "text", ["[" * 200_000, "[1]", "{", ""], ids=["deep", "list", "cut", "empty"]
)
def test_what_earlier_runs_have_noted_is_not_believed_where_it_is_no_json(
    text: str, tmp_path: Path
) -> None:
    (tmp_path / RECORD).write_text(text)
    assert _read_record(tmp_path / RECORD) == {}
    (tmp_path / STATE).write_text(text)
    assert exported(tmp_path, "") is None
    path = tmp_path / "a.ipynb"
    path.write_text(text)
    with pytest.raises(RequestError):
        notebook_digest(path)


DESCRIPTOR = f"{FIRST}/2022/evaluation/datapackage.json"


@pytest.mark.parametrize(
    ("make", "name"),
    [
        (Path.mkdir, DESCRIPTOR),
        (_pipe, DESCRIPTOR),
        (_link, DESCRIPTOR),
        (_gone, DESCRIPTOR),
        (_gone, f"{FIRST}/2022/evaluation"),
        (_gone, f"{FIRST}/2022"),
        (_gone, f"{FIRST}/2022/datapackage.json"),
        (_gone, FIRST),
        (_loop, f"{FIRST}/2022/evaluation"),
    ],
)
def test_a_document_whose_descriptor_is_no_file_is_not_taken_for_none(
    folder: Path, make: Callable[[Path], None], name: str
) -> None:
    """Its document was passed over as if it were not on file, and `check` said that all was well."""
    path = folder / name
    shutil.rmtree(path) if path.is_dir() else path.unlink(missing_ok=True)
    make(path)
    for command in (["list"], ["check"], ["query", "select 1"], ["audit", f"{FIRST}/2022"]):
        one_line(
            run(*command, "--data", folder),
            name.rpartition("/")[0] if name.endswith("2022/datapackage.json") else name,
        )


@pytest.mark.parametrize("make", [_pipe, _link])
@pytest.mark.parametrize("name", ["departments.csv", "notice.toml", f"{FIRST}/breaks.csv"])
def test_what_stands_beside_the_reports_is_no_pipe_and_no_link_either(
    folder: Path, make: Callable[[Path], None], name: str
) -> None:
    """It was passed over as if it were not there, and the pages had other names."""
    path = folder / name
    path.unlink(missing_ok=True)
    make(path)
    read = {"departments.csv": read_departments, "notice.toml": notice_of}
    asked = read.get(name, lambda data: load_breaks(FIRST, data))
    with pytest.raises(TableError, match="is no file of its own"):
        asked(folder)


def test_a_folder_of_files_is_not_read_where_its_pages_cannot_be_written(
    folder: Path, tmp_path: Path
) -> None:
    """Each file was refused, and its tables stood in the data folder all the same."""
    (tmp_path / "in").mkdir()
    source = folder / FIRST / "2022" / "evaluation" / "report.txt"
    shutil.move(source, tmp_path / "in" / "report.txt")
    shutil.rmtree(folder / FIRST)
    (tmp_path / "outputs").touch()
    arguments = ["--data", folder, "--outputs", tmp_path / "outputs"]
    one_line(run("extract", tmp_path / "in", *arguments), "cannot be written")
    assert [path.name for path in folder.iterdir()] == ["departments.csv"]


def test_departments_in_utf16(folder: Path, tmp_path: Path) -> None:
    path = folder / "departments.csv"
    path.write_bytes(path.read_text("utf-8").encode("utf-16"))
    one_line(run("new", "some-bureau/2022", "--data", folder), "departments.csv")


ENVIRONMENT = os.environ | {"PYTHONPATH": os.pathsep.join(map(os.path.abspath, sys.path))}


def process(arguments: list[str], **options: object) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "jixiao", *arguments],
        env=ENVIRONMENT,
        text=True,
        stderr=subprocess.PIPE,
        **options,  # type: ignore[call-overload]
    )


@pytest.mark.parametrize("command", ["list", "--help", "--version", "list --help"])
def test_a_full_output_is_one_line(folder: Path, command: str) -> None:
    words = [*command.split(), *(["--data", str(folder)] if command == "list" else [])]
    with open("/dev/full", "w") as full:
        ran = process(words, stdout=full)
        error = ran.communicate()[1]
    assert ran.returncode == 2
    assert error.splitlines() == [
        "jixiao: the answer cannot be written (No space left on device); "
        "choose a folder that you may write to, or free some space"
    ]


def test_a_reader_that_has_enough_is_no_fault(folder: Path) -> None:
    read, write = os.pipe()
    os.close(read)
    ran = process(["list", "--data", str(folder)], stdout=write)
    os.close(write)
    assert ran.communicate()[1] == ""
    assert ran.returncode == 0


def test_a_reader_that_has_enough_stops_nothing_that_is_written(
    folder: Path, tmp_path: Path
) -> None:
    read, write = os.pipe()
    os.close(read)
    outputs = tmp_path / "outputs"
    arguments = ["papers", FIRST, "--data", str(folder), "--outputs", str(outputs)]
    ran = process([*arguments, "--language", "en"], stdout=write)
    os.close(write)
    assert ran.communicate()[1] == ""
    assert ran.returncode == 0
    assert (outputs / "spot-check.xlsx").is_file(), "the last one that is named"


def test_a_full_output_stops_nothing_that_is_written(folder: Path, tmp_path: Path) -> None:
    outputs = tmp_path / "outputs"
    arguments = ["papers", FIRST, "--data", str(folder), "--outputs", str(outputs)]
    with open("/dev/full", "w") as full:
        ran = process([*arguments, "--language", "en"], stdout=full)
        error = ran.communicate()[1]
    assert ran.returncode == 2
    assert "the answer cannot be written" in error
    assert len(error.splitlines()) == 1
    assert (outputs / "spot-check.xlsx").is_file(), "the last one that is named"


def test_where_nobody_can_be_told_the_exit_code_tells(folder: Path) -> None:
    with open("/dev/full", "w") as full:
        command = [sys.executable, "-m", "jixiao", "list", "--data", str(folder)]
        ran = subprocess.run(command, stdout=full, stderr=full, env=ENVIRONMENT, check=False)
    assert ran.returncode == 2


def test_ctrl_c_within_text_that_python_executes_is_exit_code_130(tmp_path: Path) -> None:
    (tmp_path / "sitecustomize.py").write_text(
        "import jixiao.report\n"
        "def interrupted(): exec('raise KeyboardInterrupt')\n"
        "jixiao.report.find_data_folder = interrupted\n"
    )
    paths = os.pathsep.join([str(tmp_path), ENVIRONMENT["PYTHONPATH"]])
    ran = subprocess.run(
        [sys.executable, "-m", "jixiao", "list"],
        env=ENVIRONMENT | {"PYTHONPATH": paths},
        stderr=subprocess.DEVNULL,
        check=False,
    )
    assert ran.returncode == 130


@pytest.mark.parametrize("hidden", ["jixiao.base.said", "click", "jixiao.cli.sources"])
def test_ctrl_c_while_commands_are_imported_is_the_same_line(hidden: str) -> None:
    code = (
        "import builtins, sys\n"
        "def interrupted(name, *rest, real=builtins.__import__):\n"
        f"    if name == {hidden!r} or name in {hidden!r}.split('.')[-1:]: raise KeyboardInterrupt\n"
        "    return real(name, *rest)\n"
        "builtins.__import__ = interrupted\n"
        "from jixiao.cli import main\n"
        "main(['list'])\n"
    )
    ran = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, env=ENVIRONMENT, check=False
    )
    assert (ran.returncode, ran.stderr) == (
        130,
        "stopped; the same command begins anew, or goes on where it was\n",
    )


@pytest.mark.parametrize("name", ["SIGINT", "SIGTERM", "SIGHUP"])
def test_a_signal_that_comes_as_an_object_is_given_back_is_not_lost(name: str) -> None:
    """Python printed it and went on: a document that was being read was called damaged."""
    usual = "default_int_handler" if name == "SIGINT" else "SIG_DFL"  # it may be ignored here
    code = (
        "import signal, time, jixiao.report\nfrom jixiao.cli import main\n"
        f"signal.signal(signal.{name}, signal.{usual})\n"
        "class Late:\n"
        f"    def __del__(self): signal.raise_signal(signal.{name}); time.sleep(0)\n"
        "def asked():\n    Late()\n    time.sleep(60)\n"
        "jixiao.report.find_data_folder = asked\nmain(['list'])"
    )
    ran = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, env=ENVIRONMENT, check=False
    )
    assert ran.returncode == 128 + getattr(signal, name)
    assert ran.stderr == "stopped; the same command begins anew, or goes on where it was\n"


def test_an_option_of_no_command_is_one_line() -> None:
    one_line(run("--no\x1b]0;such\x07"), "No such option")


def test_a_working_folder_that_is_gone_is_one_line(tmp_path: Path) -> None:
    gone = tmp_path / "gone"
    gone.mkdir()
    ran = process(["list"], cwd=gone, preexec_fn=lambda: os.rmdir(gone), stdout=subprocess.DEVNULL)
    error = ran.communicate()[1]
    assert ran.returncode == 2
    assert error.startswith("jixiao: the working folder is gone")
    assert len(error.splitlines()) == 1


def test_children_end_where_their_end_is_ignored(folder: Path, data: Path) -> None:
    text = data / FIRST / "2022" / "evaluation" / "report.txt"
    arguments = ["tables", str(text)]
    ran = process(
        arguments,
        preexec_fn=lambda: signal.signal(signal.SIGCHLD, signal.SIG_IGN),
        stdout=subprocess.DEVNULL,
    )
    error = ran.communicate(timeout=300)[1]
    assert (ran.returncode, error) == (0, "")


def test_next_to_nothing_is_imported_before_ctrl_c_is_a_line() -> None:
    """`typing` and `contextlib` alone took the tenth part of a second in which it was a traceback."""
    code = "import os, sys; before = set(sys.modules); import jixiao.cli; print(*{*sys.modules} - before)"
    ran = subprocess.run(
        [sys.executable, "-S", "-c", code],
        capture_output=True,
        text=True,
        env=os.environ | {"PYTHONPATH": str(LIBRARY)},
    )
    assert set(ran.stdout.split()) <= {
        *(
            "__future__",
            "errno",
            "importlib",
            "importlib._bootstrap",
            "importlib._bootstrap_external",
        ),
        *("jixiao", "jixiao.cli", "resource", "warnings", "_warnings"),
    }, ran.stdout + ran.stderr


@pytest.mark.parametrize("size", [0, 1024, 8192])
def test_a_temporary_folder_that_is_full_is_a_line_where_a_file_is_read(
    folder: Path, tmp_path: Path, size: int
) -> None:
    """Reading writes its table of cells there, by a library with words of its own."""
    source = folder / FIRST / "2022" / "evaluation" / "report.txt"
    ran = process(
        [
            "extract",
            str(source),
            "--force",
            "--data",
            str(folder),
            "--outputs",
            str(tmp_path / "o"),
        ],
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (size, size)),
        stdout=subprocess.DEVNULL,
    )
    (line,) = ran.communicate(timeout=300)[1].splitlines()
    assert ran.returncode == 2
    assert line.startswith("jixiao: ")


@pytest.mark.parametrize("files", [6, 12])
def test_too_few_open_files_are_a_line(
    folder: Path, root: Path, tmp_path: Path, files: int
) -> None:
    """A child that could not open `/dev/null` went on as if it were its owner."""
    own = ["--data", str(folder)]
    report = ["--notebooks", str(root / "notebooks"), "--outputs", str(tmp_path / "o")]
    for arguments in (
        ["tables", str(folder / FIRST / "2022" / "evaluation" / "report.txt")],
        ["query", "select count(*) from budget", *own],
        ["report", *own, *report],
    ):
        ran = process(
            arguments,
            preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_NOFILE, (files, files)),
            stdout=subprocess.DEVNULL,
        )
        said = ran.communicate(timeout=300)[1]
        assert ran.returncode in (0, 2)
        assert "Traceback" not in said
        if ran.returncode == 2:
            line = said.splitlines()[-1]  # behind the progress of what was done
            assert line.startswith("jixiao: ")
            assert "open files" in line


def test_what_a_child_has_begun_ends_with_it_where_a_signal_ends_it(tmp_path: Path) -> None:
    """Ctrl-C goes to the whole group; what its reading left was there until the next run."""

    def work(say: Say) -> None:
        folder = OwnedFolder("cells-")
        say("begun", str(folder.path))
        os.kill(os.getpid(), signal.SIGKILL)

    begun: list[str] = []
    with pytest.raises(SourceError):
        within_limits(Limits(), tmp_path, work, {"begun": begun.append})
    assert begun
    assert not Path(begun[0]).exists()


@pytest.mark.parametrize("command", [["list"], ["check"], ["report"], ["query", "select 1"]])
def test_ctrl_c_at_any_moment_is_a_line_and_exit_code_130(
    command: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted() -> Path:
        raise KeyboardInterrupt

    monkeypatch.setattr("jixiao.report.find_data_folder", interrupted)
    result = run(*command)
    assert result.exit_code == 130
    assert result.output.splitlines() == [
        "stopped; the same command begins anew, or goes on where it was"
    ]


@pytest.mark.parametrize("megabytes", [60, 150, 205])
@pytest.mark.parametrize("command", [["check"], ["query", "select count(*) from budget"], ["list"]])
def test_too_little_address_space_is_one_line(
    folder: Path, command: list[str], megabytes: int
) -> None:
    """As `ulimit -v` sets it: also where a library cannot be loaded or starts no thread."""
    most = megabytes * 1_000_000
    ran = process(
        [*command, "--data", str(folder)],
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS, (most, most)),
        stdout=subprocess.DEVNULL,
    )
    error = ran.communicate()[1]
    assert ran.returncode == 2
    assert error.startswith("jixiao: memory did not suffice")
    assert len(error.splitlines()) == 1


@pytest.mark.parametrize("command", [["check"], ["list"]])
def test_too_little_room_for_data_is_one_line(folder: Path, command: list[str]) -> None:
    """As `ulimit -d` sets it: a library of others ended the process, or hung."""
    most = 200_000_000
    ran = process(
        [*command, "--data", str(folder)],
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_DATA, (most, most)),
        stdout=subprocess.DEVNULL,
    )
    (line,) = ran.communicate()[1].splitlines()
    assert ran.returncode == 2
    assert line.startswith("jixiao: memory did not suffice")


@pytest.mark.parametrize("size", [0, 100, 4096])
@pytest.mark.parametrize("how", ["--xlsx", "--example"])
def test_tables_to_fill_in_are_written_all_or_none_where_there_is_no_room(
    folder: Path, tmp_path: Path, how: str, size: int
) -> None:
    """The spreadsheet was a traceback of lxml, and of the tables the smaller ones stood there."""
    before = {path for path in tmp_path.rglob("*") if path.is_file()}
    ran = process(
        ["new", "some-bureau/2023", how, "--data", str(folder)],
        cwd=tmp_path,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (size, size)),
        stdout=subprocess.DEVNULL,
    )
    (line,) = [each for each in ran.communicate()[1].splitlines() if "will call it" not in each]
    assert ran.returncode == 2
    assert line.startswith("jixiao: ")
    assert {path for path in tmp_path.rglob("*") if path.is_file()} == before


def test_several_files_are_written_all_or_none(tmp_path: Path) -> None:
    write_files(tmp_path, {"a.csv": "old", "b.csv": "old"})
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (10, before[1]))
    try:
        for files in (
            {"a.csv": "new", "b.csv": "much " * 9},
            {"a.csv": "much " * 9, "b.csv": "new"},
        ):
            with pytest.raises(OutputError, match="cannot be written"):
                write_files(tmp_path, files)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert {path.name: path.read_text() for path in tmp_path.iterdir()} == {
        "a.csv": "old",
        "b.csv": "old",
    }


def test_a_lock_for_which_there_is_no_room_is_not_left_behind(tmp_path: Path) -> None:
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, before[1]))
    try:
        with pytest.raises(OutputError, match="cannot be written"), locked(tmp_path):
            pass
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("limited", [True, False])
def test_what_a_library_raises_without_memory_is_one_line(
    limited: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A font or a template that could not be opened, where there is nothing wrong with it."""

    class LibraryError(Exception):
        pass

    def fails() -> Path:
        raise LibraryError("Failed to open: a font")

    monkeypatch.setattr("jixiao.report.find_data_folder", fails)
    monkeypatch.setattr(base_memory, "megabytes_allowed", lambda: 1 if limited else None)
    result = run("list")
    if limited:
        one_line(result, "memory did not suffice")
    else:
        assert isinstance(result.exception, LibraryError)


def test_where_memory_ends_there_is_still_room_for_the_line(tmp_path: Path) -> None:
    """All that is allowed is taken when the last handler is reached, and stays so."""
    script = """
import resource
import jixiao.cli
import jixiao.cli.commands as commands
kept = []
def fill(*arguments, **options):
    pages = int(open("/proc/self/statm").read().split()[0])
    most = pages * resource.getpagesize() + 8_000_000
    resource.setrlimit(resource.RLIMIT_AS, (most, most))
    size = 1 << 20
    while True:
        try:
            while True:
                kept.append(bytearray(size))
        except MemoryError:
            if size < 16:
                raise
            size //= 2
commands.main = fill
jixiao.cli.main()
"""
    ran = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True)
    assert (ran.returncode, ran.stdout) == (2, "")
    assert ran.stderr.startswith("jixiao: memory did not suffice")
    assert len(ran.stderr.splitlines()) == 1


def test_a_document_is_read_where_the_user_set_a_limit(folder: Path) -> None:
    most = 1_000_000_000  # less than reading may take by itself, which cannot raise it
    ran = process(
        ["tables", str(folder / FIRST / "2022" / "evaluation" / "report.txt")],
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS, (most, most)),
        stdout=subprocess.DEVNULL,
    )
    assert (ran.communicate()[1], ran.returncode) == ("", 0)


@pytest.mark.parametrize("home", ["/proc/nowhere"])
def test_a_home_that_cannot_be_used_is_no_fault(folder: Path, home: str) -> None:
    for command in (["list"], ["check"]):
        ran = subprocess.run(
            [sys.executable, "-m", "jixiao", *command, "--data", str(folder)],
            env=ENVIRONMENT | {"HOME": home},
            capture_output=True,
            text=True,
            check=False,
        )
        assert (ran.returncode, ran.stderr) == (0, "")


WITHOUT_PROC = ["unshare", "--mount", "sh", "-c", 'mount -t tmpfs none /proc && exec "$@"', "sh"]


@pytest.mark.skipif(
    not shutil.which("unshare")
    or subprocess.run([*WITHOUT_PROC, "true"], capture_output=True, check=False).returncode != 0,
    reason="needs the right to hide /proc",
)
def test_without_proc_everything_is_read(folder: Path) -> None:
    text = folder / FIRST / "2022" / "evaluation" / "report.txt"
    for command in (
        ["check", "--data", str(folder)],
        ["query", "select count(*) from budget", "--data", str(folder)],
        ["tables", str(text)],
    ):
        ran = subprocess.run(
            [*WITHOUT_PROC, sys.executable, "-m", "jixiao", *command],
            env=ENVIRONMENT,
            capture_output=True,
            text=True,
            check=False,
        )
        assert (ran.returncode, ran.stderr) == (0, "")


def test_an_accepted_document_with_an_empty_table_has_its_pages(
    folder: Path, root: Path, tmp_path: Path
) -> None:
    table = folder / FIRST / "2022" / "evaluation" / "tasks.csv"
    table.write_text(table.read_text("utf-8").split("\n")[0] + "\n", "utf-8")
    assert run("check", "--data", folder).exit_code == 0
    options = ["--notebooks", root / "notebooks", "--outputs", tmp_path / "outputs"]
    result = run("report", "--data", folder, *options, "--language", "en")
    assert result.exit_code == 0, result.output


def test_what_a_writer_that_was_killed_left_is_removed_by_the_next(tmp_path: Path) -> None:
    write = (
        "import os, pathlib, sys; from jixiao.storage.files import written_whole\n"
        "with written_whole(pathlib.Path('a.csv')) as file:\n"
        "    file.write(b'half'); file.flush(); os.kill(os.getpid(), 9)"
    )
    subprocess.run([sys.executable, "-c", write], cwd=tmp_path, check=False)
    (left,) = tmp_path.iterdir()
    assert left.read_bytes() == b"half"
    for name in (f".a.csv.{os.getpid()}-abcdefgh", ".a.csv.bak", ".b.csv.1-abcdefgh"):
        (tmp_path / name).write_text("of another")
    write_file(tmp_path / "a.csv", "whole")
    assert not left.exists()
    assert len(list(tmp_path.iterdir())) == 4
    assert (tmp_path / "a.csv").read_text() == "whole"


def test_outputs_that_are_a_link_to_themselves_are_one_line(
    folder: Path, root: Path, tmp_path: Path
) -> None:
    loop = tmp_path / "loop"
    loop.symlink_to(loop)
    asked = ["--data", folder, "--notebooks", root / "notebooks", "--outputs", loop]
    one_line(run("report", *asked), "cannot be written")


def test_a_list_of_a_round_that_is_no_file_is_not_read(folder: Path, tmp_path: Path) -> None:
    """A pipe never ends, and /dev/zero took memory until the system ended the process."""
    pipe = tmp_path / "list.csv"
    os.mkfifo(pipe)
    (tmp_path / "in").mkdir()
    for listed in (pipe, Path("/dev/zero")):
        asked = ["--map", listed, "--data", folder]
        one_line(run("extract", tmp_path / "in", *asked), "cannot be read")
