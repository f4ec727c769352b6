"""What a round cannot do at all is one line and exit code 2, and nothing is half-written."""

from __future__ import annotations

import errno
import json
import os
import re
import resource
import subprocess
import sys
from dataclasses import asdict
from pathlib import Path

import pytest

from batches import Workbook, contents, small_workbook
from jixiao import owned
from jixiao.batch.record import Made, Record
from jixiao.batch.states import prune
from jixiao.errors import OutputError
from jixiao.workshop import Settings


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
    assert result.stdout.splitlines()[-1] == "10 of 10 jobs to run"


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


def limited(workbook: Workbook, size: int) -> subprocess.CompletedProcess[str]:
    """A run none of whose processes can write a file of more than `size` bytes: the disk is full."""
    return subprocess.run(
        workbook.command("--jobs", 2),
        capture_output=True,
        text=True,
        timeout=300,
        env=os.environ | {"TMPDIR": str(workbook.temporary), "PYTHONDONTWRITEBYTECODE": "1"},
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (size, size)),
    )


def test_a_disk_that_runs_full_stops_the_run_in_one_line_and_the_next_one_finishes_it(
    data: Path, tmp_path: Path
) -> None:
    workbook = small_workbook(tmp_path, data, 2)
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
    assert workbook.run("--jobs", 2).returncode == 0
    undisturbed = tmp_path / "undisturbed"
    assert workbook.run("--jobs", 2, outputs=undisturbed).returncode == 0
    assert contents(workbook.outputs) == contents(undisturbed)


def test_a_full_temporary_folder_stops_the_run_in_one_line(data: Path, tmp_path: Path) -> None:
    workbook = small_workbook(tmp_path, data, 1)
    result = limited(workbook, 200)  # less than a connection file
    assert result.returncode == 2
    (line,) = [line for line in result.stderr.splitlines() if "jixiao:" in line]
    assert f"{workbook.temporary}: the temporary folder cannot be written (File too large)" in line
    assert "TMPDIR" in line
    assert "Traceback" not in result.stderr
    assert contents(workbook.outputs).keys() <= {"run.json"}
    assert list(workbook.temporary.iterdir()) == []


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


def test_an_output_whose_place_is_taken_stops_the_run_in_one_line(
    data: Path, tmp_path: Path
) -> None:
    workbook = small_workbook(tmp_path, data, 1)
    workbook.outputs.mkdir()
    (workbook.outputs / "synthetic-000").write_text("in the way")
    result = workbook.run()
    assert result.returncode == 2
    (line,) = [line for line in result.stderr.splitlines() if "cannot be written" in line]
    assert "outputs/synthetic-000/" in line
    assert contents(workbook.outputs).keys() <= {"synthetic-000", "run.json"}


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_may_not_be_written_is_one_line(data: Path, tmp_path: Path) -> None:
    workbook = small_workbook(tmp_path, data, 1)
    workbook.outputs.mkdir(mode=0o500)
    result = workbook.run()
    assert result.returncode == 2
    (line,) = result.stderr.splitlines()
    assert f"{workbook.outputs}: cannot be written (Permission denied)" in line


def test_the_copy_of_the_data_of_a_killed_worker_is_removed_by_the_next_one(
    data: Path, tmp_path: Path
) -> None:
    """A worker of a cluster, killed with all it had; one that lives keeps its own."""
    workbook = small_workbook(tmp_path, data, 1)
    settings = asdict(Settings("none", f"file://{workbook.data}", f"file://{tmp_path}/o", ["en"]))
    hold = (
        "import json, sys, time; from jixiao.workshop import Bench;"
        "bench = Bench(json.loads(sys.argv[1])); print('ready', flush=True); time.sleep(600)"
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
            "from jixiao.batch.cluster import do_task; do_task('batches:Recorder', {0!r}, {1!r})"
        )
        said = {"folder": str(tmp_path)}, {"name": "next", "dies": "never"}
        environment["PYTHONPATH"] = str(Path(__file__).parent)
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
    record = Record(dict.fromkeys((*odd, *kept), made))
    prune(record, {"a": {2022}})
    assert tuple(record.jobs) == kept


def test_a_folder_that_another_process_writes_to_is_refused_with_its_number(
    data: Path, tmp_path: Path
) -> None:
    workbook = small_workbook(tmp_path, data, 1)
    workbook.outputs.mkdir()
    hold = (
        "import sys, time; from pathlib import Path; from jixiao.batch.lock import locked;"
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
