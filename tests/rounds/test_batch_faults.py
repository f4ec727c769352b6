"""What a round cannot do at all is one line and exit code 2, and nothing is half-written."""

from __future__ import annotations

import errno
import json
import os
import re
import resource
import signal
import subprocess
import sys
from dataclasses import asdict
from pathlib import Path

import pytest
from batches import Workbook, contents, small_workbook, undisturbed

from jixiao.base.errors import OneOutputError, OutputError
from jixiao.rounds.packed import Packed
from jixiao.rounds.record import Made, Record
from jixiao.rounds.states import prune
from jixiao.rounds.task import Settings
from jixiao.storage import remote
from jixiao.storage import temporary as owned
from jixiao.storage.files import LocalStore

HELPERS = Path(__file__).resolve().parents[1] / "helpers"


def test_a_notebook_that_is_missing_is_refused_before_anything_runs(
    data: Path, tmp_path: Path
) -> None:
    workbook = small_workbook(tmp_path, data, 2)
    (workbook.notebooks / "audit.ipynb").unlink()
    (workbook.notebooks / "indicators.ipynb").unlink()
    for arguments in ((), ("--dry-run",)):
        result = workbook.run(*arguments)
        assert result.returncode == 2
        (line,) = result.stderr.splitlines()
        assert f"{workbook.notebooks}: the notebooks indicators, audit are missing" in line
        assert result.stdout == ""
    assert contents(workbook.outputs) == {}


def test_notebooks_of_ones_own_need_none_of_all_departments(data: Path, tmp_path: Path) -> None:
    workbook = small_workbook(tmp_path, data, 2)
    (workbook.notebooks / "departments.ipynb").unlink()
    result = workbook.run("--dry-run")
    assert result.stdout.splitlines()[-1] == "12 of 12 jobs to run"


@pytest.mark.parametrize(
    "text", ["", "{ half a note", "[1, 2]", '{"cells": 3}', '{"worksheets": []}']
)
def test_a_notebook_that_is_none_is_refused_before_anything_runs(
    text: str, data: Path, tmp_path: Path
) -> None:
    workbook = small_workbook(tmp_path, data, 1)
    (workbook.notebooks / "budget.ipynb").write_text(text)
    result = workbook.run()
    assert result.returncode == 2
    (line,) = result.stderr.splitlines()
    assert "budget.ipynb: is no notebook" in line
    assert contents(workbook.outputs) == {}


def limited(workbook: Workbook, size: int, **variables: str) -> subprocess.CompletedProcess[str]:
    """A run none of whose processes can write a file of more than `size` bytes: the disk is full."""
    return subprocess.run(
        workbook.command("--jobs", 2),
        capture_output=True,
        text=True,
        timeout=300,
        env=os.environ
        | {"TMPDIR": str(workbook.temporary), "PYTHONDONTWRITEBYTECODE": "1"}
        | variables,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (size, size)),
    )


def test_a_disk_that_runs_full_stops_the_run_in_one_line_and_the_next_one_finishes_it(
    data: Path, tmp_path: Path
) -> None:
    workbook = small_workbook(tmp_path, data, 2)
    short = (workbook.notebooks / "audit.ipynb").read_bytes()
    workbook.write_notebook("audit", "print('a long text ' * 200_000)")
    result = limited(workbook, 1_000_000)
    assert result.returncode == 2
    faults = [line for line in result.stderr.splitlines() if "cannot be written" in line]
    assert len(faults) == 1
    assert re.search(r"jixiao: .*/audit\.html: cannot be written \(File too large\)", faults[0])
    assert "Traceback" not in result.stderr
    assert not list(workbook.outputs.rglob(".*")), "neither lock nor half a file"
    assert list(workbook.temporary.iterdir()) == []
    before = {path.name for path in workbook.outputs.rglob("*.html")}
    assert before
    assert "audit.html" not in before
    (workbook.notebooks / "audit.ipynb").write_bytes(short)
    assert workbook.run("--jobs", 2).returncode == 0
    assert contents(workbook.outputs) == undisturbed(data, 2)


def test_a_full_temporary_folder_stops_the_run_in_one_line(data: Path, tmp_path: Path) -> None:
    """Where kernels are started: one that is forked needs no file."""
    workbook = small_workbook(tmp_path, data, 1)
    # In place of a module that every process imports: start-up files do not reach workers.
    shadow = (
        "import os\nvars(os).pop('memfd_create', None)\nfrom _bisect import *\n"
        "bisect, insort = bisect_right, insort_right\n"
    )
    (tmp_path / "bisect.py").write_text(shadow)
    result = limited(workbook, 200, PYTHONPATH=str(tmp_path))  # less than a connection file
    assert result.returncode == 2
    (line,) = [line for line in result.stderr.splitlines() if "jixiao:" in line]
    assert f"{workbook.temporary}: the temporary folder cannot be written (File too large)" in line
    assert "TMPDIR" in line
    assert "Traceback" not in result.stderr
    assert contents(workbook.outputs).keys() <= {"run.json"}
    assert list(workbook.temporary.iterdir()) == []


def test_a_temporary_folder_without_room_for_a_profile_is_one_line(
    data: Path, tmp_path: Path
) -> None:
    """IPython copies a text of some hundred bytes as a kernel begins: each said so in seventy lines."""
    workbook = small_workbook(tmp_path, data, 1)
    result = limited(workbook, 100)
    assert result.returncode == 2
    (line,) = [line for line in result.stderr.splitlines() if "jixiao:" in line]
    assert "cannot be written (File too large)" in line
    assert "Traceback" not in result.stderr


def test_a_worker_killed_as_it_tries_the_temporary_folder_leaves_nothing(tmp_path: Path) -> None:
    """The parent ends a worker at any moment, at times within the trial itself."""
    source = (
        "import resource, signal, tempfile\nfrom jixiao.storage import temporary as owned\n"
        "tempfile.gettempdir()\n"  # Python has a trial of its own, once
        "signal.signal(signal.SIGXFSZ, signal.SIG_DFL)\n"  # the first write is its end
        "resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))\n"
        "owned._fault(RuntimeError())"
    )
    environment = os.environ | {"TMPDIR": str(tmp_path), "PYTHONDONTWRITEBYTECODE": "1"}
    ended = subprocess.run([sys.executable, "-c", source], env=environment)
    assert ended.returncode == -signal.SIGXFSZ
    assert list(tmp_path.iterdir()) == []


def test_a_temporary_folder_that_is_full_is_told_from_other_faults(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(owned.tempfile, "tempdir", str(tmp_path))
    for error in (OSError(errno.ENOENT, "no such file"), RuntimeError("a kernel died")):
        with pytest.raises(type(error)), owned.temporary_folder_needed():
            raise error
    with pytest.raises(OutputError, match="No space left"), owned.temporary_folder_needed():
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
    monkeypatch.setattr(owned.tempfile, "tempdir", str(tmp_path / "gone"))
    with pytest.raises(OutputError, match="cannot be written"), owned.temporary_folder_needed():
        raise RuntimeError("a kernel died because it has no sockets")


@pytest.mark.parametrize(
    "here", [True, pytest.param(False, marks=pytest.mark.long)], ids=["folder", "address"]
)
def test_an_output_whose_place_is_taken_is_the_failure_of_its_job_and_the_others_go_on(
    here: bool, data: Path, tmp_path: Path
) -> None:
    workbook = small_workbook(tmp_path, data, 2)
    workbook.outputs.mkdir()
    (workbook.outputs / "synthetic-000").write_text("in the way")
    (workbook.outputs / "synthetic-001/2022/budget.html").mkdir(parents=True)
    outputs = None if here else Path(f"file://{workbook.outputs}")
    result = workbook.run(outputs=outputs)
    assert result.returncode == 1, result.stderr
    assert "Traceback" not in result.stderr
    failed = [
        line for line in result.stderr.splitlines() if line.startswith("[") and ": failed" in line
    ]
    assert len(failed) == 7
    (line,) = [line for line in failed if "synthetic-001" in line]
    assert "synthetic-001/2022/budget.html: cannot be written (" in line
    told = result.stderr.count("departments/2022 departments (en): done")
    assert told == 2, "once more, without links to what could not be made"
    made = contents(workbook.outputs).keys()
    assert {f"synthetic-001/2022/{name}.html" for name in ("audit", "indicators")} <= made
    assert {"synthetic-001/comparison.html", "departments/2022/departments.html"} <= made
    index = (workbook.outputs / "index.html").read_text("utf-8")
    assert "synthetic-001/2022/audit.html" in index
    assert "budget.html" not in index, "no link to a folder"
    assert str(tmp_path) not in index, "no path of this machine on a page"
    assert not list(workbook.outputs.rglob(".*"))
    (workbook.outputs / "synthetic-000").unlink()
    (workbook.outputs / "synthetic-001/2022/budget.html").rmdir()
    again = workbook.run(outputs=outputs)
    assert again.returncode == 0, again.stderr
    assert again.stderr.count(": done") == 8, "and the pages that lead to theirs"
    assert contents(workbook.outputs) == undisturbed(data, 2)


class Flaky:
    """A remote file system that fails a few times, or for some names always."""

    def __init__(self, failures: int, never: str = "nothing is so named") -> None:
        self.failures, self.never, self.written = failures, never, dict[str, bytes]()

    def makedirs(self, path: str, exist_ok: bool) -> None: ...

    def pipe_file(self, path: str, content: bytes) -> None:
        self.failures -= 1
        if self.failures >= 0 or self.never in path:
            raise OSError("503 Slow Down")
        self.written[path] = content

    def rm_file(self, path: str) -> None:
        del self.written[path]


def test_a_remote_write_is_tried_again_before_it_is_given_up(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(remote, "PAUSE", 0.0)

    def store(files: Flaky) -> remote.RemoteStore:
        monkeypatch.setattr(remote, "file_system", lambda address: (files, "bucket"))
        return remote.RemoteStore("s3://bucket")

    files = Flaky(remote.ATTEMPTS - 1)
    store(files).write("d/page.html", "words")
    assert files.written == {"bucket/d/page.html": b"words"}
    files = Flaky(0, never="page")
    with pytest.raises(OneOutputError, match="d/page.html: cannot be written"):
        store(files).write("d/page.html", "words")
    assert files.written == {}
    with pytest.raises(OutputError, match="s3://bucket/d/page.html") as caught:
        store(Flaky(1000)).write("d/page.html", "words")
    assert not isinstance(caught.value, OneOutputError), "nothing else can be written either"


def test_an_output_that_no_longer_has_a_folder_to_be_written_to_stops_the_run(
    tmp_path: Path,
) -> None:
    (tmp_path / "a file").write_text("in the way")
    with pytest.raises(OutputError, match="d/page.html: cannot be written") as caught:
        LocalStore(tmp_path / "a file" / "outputs").write("d/page.html", "words")
    assert not isinstance(caught.value, OneOutputError)


def test_a_folder_below_a_file_is_one_line(data: Path, tmp_path: Path) -> None:
    workbook = small_workbook(tmp_path, data, 1)
    (tmp_path / "file").write_text("in the way")
    result = workbook.run(outputs=tmp_path / "file" / "outputs")
    assert result.returncode == 2
    (line,) = result.stderr.splitlines()
    assert f"{tmp_path}/file/outputs: cannot be written (Not a directory)" in line
    assert (tmp_path / "file").read_text() == "in the way"


def test_a_folder_that_may_not_be_written_is_one_line(data: Path, tmp_path: Path) -> None:
    workbook = small_workbook(tmp_path, data, 1)
    workbook.outputs.mkdir(mode=0o500)
    # Root may write everywhere, but for a process that gives that right away.
    without = ["setpriv", "--inh-caps=-dac_override", "--bounding-set=-dac_override"]
    command = [*(without if os.geteuid() == 0 else ()), *workbook.command()]
    environment = os.environ | {"TMPDIR": str(workbook.temporary)}
    result = subprocess.run(command, capture_output=True, text=True, env=environment)
    assert result.returncode == 2, result.stderr
    (line,) = result.stderr.splitlines()
    assert f"{workbook.outputs}: cannot be written (Permission denied)" in line


def test_the_copy_of_the_data_of_a_killed_worker_is_removed_by_the_next_one(
    data: Path, tmp_path: Path
) -> None:
    """A worker of a cluster, killed with all it had; one that lives keeps its own."""
    workbook = small_workbook(tmp_path, data, 1)
    settings = asdict(Settings("none", f"file://{workbook.data}", f"file://{tmp_path}/o", ["en"]))
    hold = (
        "import json, sys, time; from jixiao.rounds.task_runner import JsonTaskRunner;"
        "runner = JsonTaskRunner(json.loads(sys.argv[1])); print('ready', flush=True); time.sleep(600)"
    )
    environment = os.environ | {"TMPDIR": str(workbook.temporary)}
    command = [sys.executable, "-c", hold, json.dumps(settings)]

    def begun() -> subprocess.Popen[bytes]:
        process = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE)
        assert process.stdout is not None
        assert process.stdout.readline() == b"ready\n"
        return process

    def copies() -> set[Path]:
        return set(workbook.temporary.glob("jixiao-*-data-*"))

    killed, alive = begun(), begun()
    try:
        both = copies()
        assert len(both) == 2
        assert all((copy / "data" / "departments.csv").is_file() for copy in both)
        killed.kill()
        killed.wait()
        assert copies() == both
        sweep = (
            "from jixiao.rounds.cluster import do_task; "
            "do_task('batches:Recorder', {0!r}, {1!r}, {{}})"
        )
        said = {"folder": str(tmp_path)}, {"name": "next", "dies": "never"}
        paths = [str(HELPERS), *filter(None, [os.environ.get("PYTHONPATH")])]
        environment["PYTHONPATH"] = os.pathsep.join(paths)
        subprocess.run([sys.executable, "-c", sweep.format(*said)], env=environment, check=True)
        (left,) = copies()
        assert f"jixiao-{alive.pid}-data-" in left.name
    finally:
        for process in (killed, alive):
            process.kill()
            process.communicate()


def test_a_record_whose_parts_are_damaged_is_no_fault_of_the_run(
    data: Path, tmp_path: Path
) -> None:
    workbook = small_workbook(tmp_path, data, 1)
    assert workbook.run().returncode == 0
    whole = contents(workbook.outputs)
    path = workbook.outputs / "run.json"
    stored = json.loads(path.read_text("utf-8"))
    some = stored["jobs"]["synthetic-000/2022/budget"]
    odd = ("x/no year/z", "departments/x/z", "synthetic-000/x/z", "", "/", "synthetic-000/²/z")
    stored["jobs"] |= dict.fromkeys(odd, some)
    stored["jobs"]["synthetic-000/2022/tables"]["entries"] = {"en": {"nonsense": 1}}
    path.write_text(json.dumps(stored), "utf-8")
    result = workbook.run()
    assert result.returncode == 0, result.stderr
    assert "run.json is damaged; it is rebuilt from the outputs" in result.stderr
    assert contents(workbook.outputs) == whole


def test_what_is_no_longer_on_file_is_forgotten_whatever_its_name() -> None:
    made = Made("f", {})
    odd = ("x/no year/z", "departments/x/z", "a/x/z", "", "/", "a/²/z", "a/2021/z", "gone/2022/z")
    kept = ("a/2022/z", "a/comparison", "departments/2022/z")
    record = Record(Packed(dict.fromkeys((*odd, *kept), made)))
    prune(record, {"a": {2022}})
    assert tuple(record.jobs) == kept


def test_a_folder_that_another_process_writes_to_is_refused_with_its_number(
    data: Path, tmp_path: Path
) -> None:
    workbook = small_workbook(tmp_path, data, 1)
    workbook.outputs.mkdir()
    hold = (
        "import sys, time; from pathlib import Path; from jixiao.storage.lock import locked;"
        "held = locked(Path(sys.argv[1])); held.__enter__(); print('held', flush=True);"
        "time.sleep(600)"
    )
    command = [sys.executable, "-c", hold, str(workbook.outputs)]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as owner:
        assert owner.stdout is not None
        assert owner.stdout.readline() == b"held\n"
        result = workbook.run()
        owner.kill()
    assert result.returncode == 2
    (line,) = result.stderr.splitlines()
    assert f"{workbook.outputs}: another run is writing here, process {owner.pid} on " in line
    assert workbook.run("--dry-run").returncode == 0
    assert workbook.run().returncode == 0, "the lock of a killed run holds nobody up"
    assert not list(workbook.outputs.rglob(".*"))
