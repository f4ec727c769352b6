"""Reading and extraction of a file are one piece of work, bounded in time and memory, whatever kind of
file it is; what it says while it goes on is heard.
"""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from jixiao.base.errors import ReportError, RequestError, SourceError
from jixiao.cli.commands import main
from jixiao.rounds import bring_in
from jixiao.source import Limits, limits
from jixiao.source.forked import Say, inside, within_limits

PATH = Path("report.txt")
needs_fork = pytest.mark.skipif(not hasattr(os, "fork"), reason="a platform that can fork")


def within(work: Callable[[Say], Any], allowed: Limits | None = None, **heard: Any) -> Any:
    return within_limits(allowed or Limits(), PATH, work, heard)


def test_what_is_said_on_the_way_is_heard_in_order_and_the_answer_comes_last() -> None:
    heard: list[Any] = []

    def work(say: Say) -> dict[str, list[int]]:
        say("line", "one")
        say("line", ["二", 3])
        return {"found": [1, 2]}

    assert within(work, line=heard.append) == {"found": [1, 2]}
    assert heard == ["one", ["二", 3]]


def test_long_answers_come_whole() -> None:
    text = "支出1.00万元。" * 100_000
    assert within(lambda say: [text, text]) == [text, text]


@needs_fork
def test_the_work_is_done_in_a_process_of_its_own_and_within_it_there_is_no_other() -> None:
    def work(say: Say) -> list[Any]:
        inner = within(lambda say: os.getpid())
        return [inside(), os.getpid(), inner]

    own = within(work)
    assert own[0]
    assert own[1] == own[2] != os.getpid()
    assert not inside()


@pytest.mark.parametrize("error", [SourceError("source.encrypted", where="a"), RequestError("no")])
def test_an_error_is_raised_here_with_its_words(error: ReportError) -> None:
    def work(say: Say) -> None:
        raise error

    with pytest.raises(type(error)) as raised:
        within(work)
    assert str(raised.value) == str(error)


@needs_fork
def test_a_fault_of_ours_is_no_error_of_the_file() -> None:
    def work(say: Say) -> None:
        raise KeyError("a fault")

    with pytest.raises(RuntimeError, match="a fault"):
        within(work)


@needs_fork
def test_work_without_end_is_ended_by_its_processor_time() -> None:
    def work(say: Say) -> None:
        while True:
            pass

    with pytest.raises(SourceError) as raised:
        within(work, Limits(seconds=1))
    assert "more than the limit of 1 seconds" in str(raised.value)


@needs_fork
def test_work_that_waits_for_ever_is_ended_too(monkeypatch: pytest.MonkeyPatch) -> None:
    from jixiao.source import forked

    monkeypatch.setattr(forked, "_BY_THE_CLOCK", 0.2)
    with pytest.raises(SourceError) as raised:
        within(lambda say: time.sleep(600), Limits(seconds=1))
    assert "more than the limit of 1 seconds" in str(raised.value)


IN_LITTLE_ROOM = """
import resource
from pathlib import Path
from jixiao.base.errors import ReportError
from jixiao.source import Limits
from jixiao.source.forked import within_limits
resource.setrlimit(resource.RLIMIT_AS, (1_500_000_000, HARD))
try:
    within_limits(Limits(memory=MEMORY), Path("a.txt"), lambda say: len(bytearray(2_000_000_000)), {})
except ReportError as error:
    print(error)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="a platform that bounds memory")
@pytest.mark.parametrize("hard", ["1_500_000_000", "resource.RLIM_INFINITY"])
@pytest.mark.parametrize(
    ("memory", "said"),
    [
        (2048, "memory did not suffice: a process may take 1,500 MB here; .*ulimit -v"),
        (300, "a.txt: needs more memory, more than the limit of 300 MB; .*--max-memory"),
    ],
)
def test_of_the_limits_of_memory_the_lower_one_is_named(memory: int, said: str, hard: str) -> None:
    """Below `ulimit -v` it was told to raise a limit that was not met."""
    code = IN_LITTLE_ROOM.replace("HARD", hard).replace("MEMORY", str(memory))
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    (line,) = ran.stdout.splitlines()
    assert re.match(said, line), line


@needs_fork
@pytest.mark.skipif(sys.platform != "linux", reason="a platform that bounds memory")
def test_work_that_takes_too_much_memory_is_ended() -> None:
    with pytest.raises(SourceError) as raised:
        within(lambda say: len(bytearray(900_000_000)), Limits(memory=200))
    assert "limit of 200 MB" in str(raised.value)


@needs_fork
def test_a_library_that_cannot_be_loaded_is_a_want_of_memory_and_no_damaged_file() -> None:
    """The system's loader ends the process by this code, in the middle of a PDF that was whole."""
    with pytest.raises(ReportError, match="memory"):
        within(lambda say: os._exit(127))


@needs_fork
def test_a_process_that_dies_is_an_error_of_the_file() -> None:
    with pytest.raises(SourceError):
        within(lambda say: os.kill(os.getpid(), signal.SIGKILL))


@needs_fork
@pytest.mark.skipif(sys.platform != "linux", reason="a platform that tells of a parent's death")
def test_the_process_ends_with_the_one_that_asked_for_it(tmp_path: Path) -> None:
    """A run that is killed leaves nothing behind that goes on writing."""
    script = (
        "import os, sys, time\n"
        "from pathlib import Path\n"
        "from jixiao.source import Limits\n"
        "from jixiao.source.forked import within_limits\n"
        "def work(say):\n"
        "    say('pid', os.getpid())\n"
        "    time.sleep(600)\n"
        "def told(pid):\n"
        "    print(pid, flush=True)\n"
        "within_limits(Limits(), Path('x'), work, {'pid': told})\n"
    )
    run = subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, text=True)
    assert run.stdout is not None
    pid = int(run.stdout.readline())
    run.kill()
    run.wait()
    deadline = time.monotonic() + 60
    while _runs(pid) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not _runs(pid)


def _runs(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text("utf-8").rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


@needs_fork
def test_the_tables_of_a_text_are_read_within_the_limits_too(
    tmp_path: Path, source_file: Path, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of a text the extraction is the work; it ran in the command's own process."""
    read = bring_in.read_file

    def seen(*arguments: Any) -> Any:
        if not inside():
            raise AssertionError("in the process of the command")
        return read(*arguments)

    monkeypatch.setattr(bring_in, "read_file", seen)
    folder = tmp_path / "data"
    folder.mkdir()
    (folder / "departments.csv").write_bytes((data / "departments.csv").read_bytes())
    arguments = ["extract", str(source_file), "--data", str(folder)]
    result = CliRunner().invoke(main, arguments)
    assert result.exit_code == 0, result.output
    assert "budget 100" in result.output


@pytest.mark.parametrize("ending", [".txt", ".html"])
def test_no_document_has_more_pages_lines_or_longer_lines_than_any_report(
    ending: str, tmp_path: Path, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "MAX_LINE", 400)
    from jixiao.source import bounds

    monkeypatch.setattr(bounds, "MAX_LINE", 400)
    monkeypatch.setattr(bounds, "MAX_LINES", 50)
    many = [f"第{number}行" for number in range(60)]
    texts = {"lines": many, "long": ["支出1.00万元，" * 50]}
    for name, lines in texts.items():
        path = tmp_path / f"{name}{ending}"
        if ending == ".html":
            body = "".join(f"<p>{line}</p>" for line in lines)
            path.write_text(f"<html><body>{body}</body></html>", "utf-8")
        else:
            path.write_text("\n".join(lines), "utf-8")
        result = CliRunner().invoke(main, ["tables", str(path)])
        assert result.exit_code == 2, result.output
        (line,) = result.output.splitlines()
        assert "more than the limit of" in line
        assert path.name in line


def test_the_pages_of_a_text_are_counted(tmp_path: Path) -> None:
    path = tmp_path / "pages.txt"
    path.write_text("\f".join(f"第{page}页" for page in range(1, 10)), "utf-8")
    result = CliRunner().invoke(main, ["tables", str(path), "--max-pages", "8"])
    assert result.exit_code == 2
    assert "9 pages, more than the limit of 8" in result.output
    assert CliRunner().invoke(main, ["tables", str(path)]).exit_code == 0
