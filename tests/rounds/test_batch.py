"""A round of many jobs: what runs and what does not, what fails and what that does to others."""

from __future__ import annotations

import base64
import copy
import io
import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from types import SimpleNamespace

import matplotlib.image
import nbformat
import pytest
from batches import Workbook, contents, processes_with, small_workbook, until
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from forkkernel import can_fork
from forkkernel.process import begun
from jixiao.base.errors import RequestError
from jixiao.labels import LANGUAGES
from jixiao.publish.page import PageExporter
from jixiao.report import Filed, load_filed
from jixiao.rounds import round as rounds
from jixiao.rounds.execute import execute, notebook_text
from jixiao.rounds.failure import failure_notebook
from jixiao.rounds.fingerprint import Fingerprints
from jixiao.rounds.jobs import REPORT_NOTEBOOKS, Failure, Job, plan_jobs
from jixiao.rounds.packed import Packed
from jixiao.rounds.plan import Request
from jixiao.rounds.pool import Answer, Pool, Work
from jixiao.rounds.progress import Progress
from jixiao.rounds.record import Made, Record, read_record, write_record
from jixiao.rounds.round import in_order
from jixiao.rounds.saved import saved_since_last_run
from jixiao.rounds.task import Result, Settings, Task
from jixiao.rounds.task_runner import TaskRunner
from jixiao.storage.files import LocalStore
from jixiao.storage.lock import locked

DEPARTMENTS = 4

HELPERS = Path(__file__).resolve().parents[1] / "helpers"
PATHS = os.pathsep.join(filter(None, [str(HELPERS), os.environ.get("PYTHONPATH")]))


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory, data: Path) -> Workbook:
    """A small workbook whose round has run once, with two workers."""
    workbook = small_workbook(tmp_path_factory.mktemp("made"), data, DEPARTMENTS)
    result = workbook.run("--jobs", 2)
    assert result.returncode == 0, result.stderr
    return workbook


def test_every_report_has_its_own_picture_though_they_run_side_by_side(made: Workbook) -> None:
    """What parallel renders of one Quarto source did (quarto-r 205): each showed the last one's."""
    for number in range(DEPARTMENTS):
        path = made.outputs / f"synthetic-{number:03d}" / "2022" / "budget.ipynb"
        outputs = nbformat.read(path, as_version=4).cells[2].outputs
        picture = next(o.data["image/png"] for o in outputs if "image/png" in o.get("data", {}))
        pixels = matplotlib.image.imread(io.BytesIO(base64.b64decode(picture)))
        assert round(float(pixels[0, 0, 0]) * 255) == number * 8
        assert f"synthetic-{number:03d}" in outputs[0].text


def test_a_second_round_runs_and_writes_nothing(made: Workbook) -> None:
    before = {path: path.stat().st_mtime_ns for path in made.outputs.rglob("*") if path.is_file()}
    result = made.run()
    assert (result.returncode, result.stderr) == (0, "")
    after = {path: path.stat().st_mtime_ns for path in made.outputs.rglob("*") if path.is_file()}
    assert {path.name for path in before if before[path] != after.get(path)} <= {"run.json"}
    assert before.keys() == after.keys()


def test_the_plan_says_why_each_job_would_run_and_touches_nothing(
    made: Workbook, tmp_path: Path
) -> None:
    before = contents(made.outputs)
    table = made.data / "synthetic-001" / "2022" / "evaluation" / "tasks.csv"
    text = table.read_text("utf-8")
    try:
        table.write_text(text.replace("2022", "2021", 1), "utf-8")
        lines = made.run("--dry-run").stdout.splitlines()
    finally:
        table.write_text(text, "utf-8")
    changed = [line for line in lines if "changed" in line]
    assert len(changed) == 7
    assert sum(line.startswith("synthetic-001") for line in changed) == 6
    assert sum(": up to date" in line for line in lines) == 6 * (DEPARTMENTS - 1)
    assert lines[-1] == "7 of 25 jobs to run"
    elsewhere = made.run("--dry-run", outputs=tmp_path / "none").stdout.splitlines()
    assert elsewhere[-1] == "25 of 25 jobs to run"
    assert not (tmp_path / "none").exists()
    assert contents(made.outputs) == before


def test_a_damaged_record_is_rebuilt_from_the_outputs_and_said_so(made: Workbook) -> None:
    whole = contents(made.outputs)
    (made.outputs / "run.json").write_text("{ half a rec", "utf-8")
    notebook = made.outputs / "synthetic-002" / "2022" / "audit.ipynb"
    stored = json.loads(notebook.read_text("utf-8"))
    stored["metadata"]["jixiao"] = "?"
    notebook.write_text(json.dumps(stored), "utf-8")
    result = made.run()
    assert result.returncode == 0
    assert "run.json is damaged; it is rebuilt from the outputs" in result.stderr
    assert "audit.ipynb does not say what it was made of; made anew" in result.stderr
    assert "synthetic-002/2022 audit (en): done" in result.stderr
    assert result.stderr.count("(en): done") == 1
    assert contents(made.outputs) == whole


def test_what_is_missing_or_cut_short_is_made_again(made: Workbook) -> None:
    whole = contents(made.outputs)
    (made.outputs / "synthetic-000" / "2022" / "budget.html").unlink()
    page = made.outputs / "synthetic-003" / "2022" / "indicators.html"
    page.write_bytes(page.read_bytes()[:100])
    (made.outputs / "index.html").unlink()
    result = made.run()
    assert result.stderr.count(": done") == 2
    assert contents(made.outputs) == whole


def test_force_runs_everything_named_and_gives_the_same_bytes(made: Workbook) -> None:
    whole = contents(made.outputs)
    result = made.run("synthetic-001/2022", "--force")
    assert result.stderr.count(": done") == 7  # and the comparison of the year's departments
    assert contents(made.outputs) == whole


def test_forked_and_ordinary_kernels_give_the_same_files(
    root: Path, data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A real notebook, from parameters to page."""
    filed = load_filed("panyu-data-bureau", 2022, data)
    (job,) = [j for j in plan_jobs([filed], ("zh",)) if j.notebook == "budget"]
    monkeypatch.setenv("PYTHONHASHSEED", "0")
    written = []
    for name in ("forked", "ordinary"):
        outputs = tmp_path / name
        settings = Settings(str(root / "notebooks"), str(data), str(outputs), ["zh"])
        runner = TaskRunner(settings)
        result = runner.run(Task(job, "title", "f" * 64))
        runner.close()
        assert result.failure is None
        written.append(contents(outputs))
        monkeypatch.setattr("forkkernel.engine.can_fork", lambda: False)
    assert written[0] == written[1]
    assert len(written[0]) == 2


FAULTS = {
    "budget": "raise ValueError('<b>broken</b>')",
    "indicators": "import os, signal; os.kill(os.getpid(), signal.SIGKILL)",
    "audit": "import time; time.sleep(60)",
}


def test_a_failed_job_says_where_and_why_on_its_page_and_stops_no_other(
    data: Path, tmp_path: Path
) -> None:
    workbook = small_workbook(tmp_path, data, 1, "print('fine')")
    for name, fault in FAULTS.items():
        workbook.write_notebook(name, "print('begun')", fault, "print('never')")
    result = workbook.run("--timeout", 2)
    assert result.returncode == 1
    folder = workbook.outputs / "synthetic-000" / "2022"
    errors = {
        "budget": "ValueError: <b>broken</b>",
        "indicators": "KernelKilledError: the kernel was killed in this cell, and once more",
        "audit": "CellTimeoutError: the cell ran for more than 2 s",
    }
    index = BeautifulSoup((workbook.outputs / "index.html").read_text("utf-8"), "html.parser")
    for name, error in errors.items():
        assert f"failed: synthetic-000/2022/{name}, cell 3: {error}" in result.stderr
        assert "waiting for execute reply" not in result.stderr, "said once, and by us"
        soup = BeautifulSoup((folder / f"{name}.html").read_text("utf-8"), "html.parser")
        alert = soup.find(role="alert").get_text()
        assert error in alert
        assert FAULTS[name] in alert
        assert '"department": "synthetic-000"' in alert
        assert "jixiao report synthetic-000/2022" in alert
        assert len(soup.find_all("h1")) == 1
        assert "begun" in soup.get_text()
        assert error in index.get_text()
    assert soup.h1.get_text().startswith("Failed: ")
    assert (workbook.outputs / "synthetic-000" / "comparison.html").is_file()
    assert (folder / "tables.xlsx").is_file()
    again = workbook.run("--dry-run").stdout
    assert again.count("failed last time") == 3


def test_a_notebook_whose_kernel_was_killed_once_is_run_again(data: Path, tmp_path: Path) -> None:
    """As the system kills a process where memory runs out."""
    workbook = small_workbook(tmp_path, data, 1, "print('fine')")
    mark = tmp_path / "killed"
    once = (
        f"import os, pathlib, signal\nmark = pathlib.Path({str(mark)!r})\n"
        "if not mark.exists():\n    mark.touch(); os.kill(os.getpid(), signal.SIGKILL)"
    )
    workbook.write_notebook("budget", "print('begun')", once, "print('and done')")
    filed = load_filed("synthetic-000", 2022, workbook.data)
    (job,) = [each for each in plan_jobs([filed], ("en",)) if each.notebook == "budget"]
    executed = execute(job, workbook.notebooks, workbook.data)
    assert executed.failure is None
    assert mark.exists()
    printed = [o.text for cell in executed.notebook.cells for o in cell.get("outputs", [])]
    assert printed == ["begun\n", "and done\n"]


def failure(cell: int, error: str) -> Failure:
    return Failure(cell, dict.fromkeys(LANGUAGES, error), error.partition(":")[0])


def test_the_page_of_a_failed_job_speaks_its_language_and_escapes_the_error() -> None:
    parameters: dict[str, object] = {"department": "d", "year": 2022, "language": "zh"}
    job = Job("budget", "d", 2022, "zh", parameters, Path("d/2022/budget.zh"))
    notebook = new_notebook(cells=[new_code_cell("x = '<i>'"), new_code_cell("never")])
    shown = failure_notebook(notebook, job, "标题", failure(0, "ValueError: <b>broken</b>"))
    html = PageExporter().export(shown, title="标题", language="zh")
    soup = BeautifulSoup(html, "html.parser")
    assert soup.h1.get_text() == "未能完成：标题"
    words = soup.find(role="alert").get_text()
    for part in ("ValueError: <b>broken</b>", "x = '<i>'", "参数", "jixiao report d/2022"):
        assert part in words
    assert "never" not in soup.get_text()
    assert "其余部分缺失" not in soup.get_text(), "nothing was made before the first cell"


@pytest.mark.parametrize(
    ("error", "words"),
    [
        ("KernelKilledError: twice", "内存不足"),
        ("DeadKernelError: died", "内存不足"),
        ("CellTimeoutError: more", "--timeout"),
    ],
)
def test_the_page_of_a_failed_job_says_what_a_lost_kernel_means(error: str, words: str) -> None:
    job = Job("budget", "d", 2022, "zh", {}, Path("d/2022/budget.zh"))
    notebook = new_notebook(cells=[new_code_cell("1"), new_code_cell("2")])
    html = PageExporter().export(
        failure_notebook(notebook, job, "标题", failure(1, error)), title="标题", language="zh"
    )
    alert = BeautifulSoup(html, "html.parser").find(role="alert")
    assert error in alert.get_text()
    assert words in alert.get_text()
    assert "其余部分缺失" in html


def test_a_table_that_breaks_its_schema_is_refused_before_anything_runs(
    data: Path, tmp_path: Path
) -> None:
    workbook = small_workbook(tmp_path, data, 2)
    table = workbook.data / "synthetic-001" / "2022" / "evaluation" / "budget.csv"
    table.write_text(table.read_text("utf-8").replace(",万元,", ",斤,", 1), "utf-8")
    result = workbook.run()
    assert result.returncode == 2
    assert "budget.csv: row" in result.stderr
    assert len(result.stderr.splitlines()) == 1
    assert contents(workbook.outputs) == {}


def test_a_second_run_in_the_same_folder_is_refused_with_the_owner(tmp_path: Path) -> None:
    with (
        locked(tmp_path),
        pytest.raises(RequestError, match=f"process {os.getpid()} on "),
        locked(tmp_path, patience=0.2),
    ):
        pytest.fail("two owners")
    with locked(tmp_path) as (scratch, _):
        assert list(scratch.iterdir()) == []
    assert list(tmp_path.iterdir()) == []


def test_what_an_earlier_run_left_half_written_is_removed(tmp_path: Path) -> None:
    with locked(tmp_path) as (scratch, _):
        name = scratch.name
    (tmp_path / name).mkdir()
    (tmp_path / name / ".budget.html.x").write_text("half")
    with locked(tmp_path) as (scratch, _):
        assert list(scratch.iterdir()) == []


@pytest.mark.parametrize("other", ["BUREAU", "Bureau", "bureau"])
def test_jobs_that_would_write_the_same_file_are_refused(data: Path, other: str) -> None:
    """Folders that differ in capitals only are one folder on many systems."""
    descriptor = load_filed("panyu-data-bureau", 2022, data).descriptor
    with pytest.raises(RequestError, match="would both write"):
        plan_jobs([Filed("bureau", 2022, [descriptor]), Filed(other, 2022, [descriptor])], ("en",))


def test_a_fingerprint_follows_from_what_a_job_reads_and_nothing_else(
    root: Path, data: Path, tmp_path: Path
) -> None:
    workbook = small_workbook(tmp_path, data, 2)
    reports = [load_filed(f"synthetic-00{n}", 2022, workbook.data) for n in (0, 1)]
    jobs = plan_jobs(reports, ("en", "zh"))
    (first,) = [job for job in jobs if job.stem.as_posix() == "synthetic-000/2022/budget"]

    def fingerprint() -> str:
        return Fingerprints(workbook.notebooks, workbook.data, ("en", "zh")).of(first)

    before = fingerprint()
    assert len(before) == 64
    assert fingerprint() == before
    own = workbook.data / "synthetic-000"
    files = sorted(path for path in (own / "2022").rglob("*") if path.is_file())
    assert len(files) >= 5
    for path in files:
        content = path.read_bytes()
        path.write_bytes(content + b"\n")
        assert fingerprint() != before, path
        path.write_bytes(content)
    (own / "breaks.csv").write_text("x")
    assert fingerprint() != before
    (own / "breaks.csv").unlink()
    (own / "2022" / ".hidden").write_text("x")
    (own / "2021").mkdir()
    (own / "2021" / "budget.csv").write_text("x")
    (workbook.data / "synthetic-001" / "2022" / "evaluation" / "budget.csv").write_text("x")
    workbook.write_notebook("audit", "print('other')")
    assert fingerprint() == before
    everything = {Fingerprints(workbook.notebooks, workbook.data, ("en", "zh")).of(j) for j in jobs}
    assert len(everything) == len(jobs)
    workbook.write_notebook("budget", "print('other')")
    assert fingerprint() != before


def test_stored_outputs_of_a_notebook_are_not_part_of_its_fingerprint(
    root: Path, data: Path, tmp_path: Path
) -> None:
    workbook = small_workbook(tmp_path, data, 1)
    (job, *_) = plan_jobs([load_filed("synthetic-000", 2022, workbook.data)], ("en",))
    before = Fingerprints(workbook.notebooks, workbook.data, ("en",)).of(job)
    path = workbook.notebooks / "budget.ipynb"
    notebook = nbformat.read(path, as_version=4)
    notebook.cells[1].execution_count = 9
    notebook.cells[1].outputs = [nbformat.v4.new_output("stream", text="stored")]
    nbformat.write(notebook, path)
    assert Fingerprints(workbook.notebooks, workbook.data, ("en",)).of(job) == before


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGHUP])
def test_ctrl_c_stops_within_seconds_says_how_to_go_on_and_leaves_nothing(
    data: Path, tmp_path: Path, number: signal.Signals
) -> None:
    """So does a terminal that closes."""
    workbook = small_workbook(tmp_path, data, 1, "import time; time.sleep(1)")
    mark = f"JIXIAO_TEST={tmp_path}"
    environment = os.environ | {"TMPDIR": str(workbook.temporary), "JIXIAO_TEST": str(tmp_path)}
    run = subprocess.Popen(
        workbook.command("--jobs", 2),
        stderr=subprocess.PIPE,
        text=True,
        env=environment,
        preexec_fn=lambda: signal.signal(number, signal.SIG_DFL),  # ignored in background
    )
    assert until(lambda: list(workbook.outputs.rglob("*.ipynb")), 120)
    run.send_signal(number)
    _, said = run.communicate(timeout=120)
    assert run.returncode == 128 + number
    assert "stopped; the same command goes on where it was" in said
    assert until(lambda: not processes_with(mark), 15), processes_with(mark)
    assert list(workbook.temporary.iterdir()) == []
    assert not list(workbook.outputs.rglob(".*"))
    done = len(list(workbook.outputs.rglob("*.ipynb")))
    result = workbook.run()
    assert result.returncode == 0
    assert result.stderr.count("(en): done") == 5 - done


def test_closed_streams_stop_no_run_and_get_into_no_file(data: Path, tmp_path: Path) -> None:
    workbook = small_workbook(tmp_path, data, 1, "print('fine')")
    run = subprocess.run(
        workbook.command("--jobs", 1),
        env=os.environ | {"TMPDIR": str(workbook.temporary)},
        preexec_fn=lambda: os.closerange(0, 3),
        timeout=300,
    )
    assert run.returncode == 0
    closed = contents(workbook.outputs)
    read, write = os.pipe()
    os.close(read)
    buffered = {name: value for name, value in os.environ.items() if name != "PYTHONUNBUFFERED"}
    run = subprocess.run(  # as `jixiao report --force 2>&1 | true`
        workbook.command("--jobs", 1, "--force"),
        env=buffered | {"TMPDIR": str(workbook.temporary)},
        stdout=write,
        stderr=write,
        timeout=300,
    )
    os.close(write)
    assert run.returncode == 0
    assert contents(workbook.outputs) == closed
    assert {"index.html", "synthetic-000/2022/budget.html"} <= set(closed)


def test_a_task_whose_worker_dies_is_tried_again_and_given_up_in_the_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHONPATH", PATHS)
    dies = {"a": "never", "b": "once", "c": "always", "d": "never", "e": "never"}
    works = [Work(name, name, {"name": name, "dies": how}) for name, how in dies.items()]
    pool = Pool("batches:Recorder", {"folder": str(tmp_path)}, 2)
    answers = {answer.work.key: answer.answer for answer in pool.run(works)}
    alive = [worker.pid for worker in pool.workers]
    pool.close()
    assert {name for name, answer in answers.items() if answer is None} == {"c"}
    assert set(answers) == set(dies)
    served = {answer["worker"] for answer in answers.values() if answer}  # others had no bench yet
    assert all((tmp_path / f"closed-{pid}").exists() for pid in alive if str(pid) in served)


def test_workers_that_were_started_before_do_the_work(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHONPATH", PATHS)
    works = [Work(name, name, {"name": name, "dies": "never"}) for name in "abc"]
    pool = Pool("batches:Recorder", {"folder": str(tmp_path)}, 2)
    pool.start(len(works))
    started = list(pool.workers)
    served = {(answer.answer or {})["worker"] for answer in pool.run(works)}
    assert pool.workers == started
    assert served <= {str(worker.pid) for worker in started}
    pool.close()
    assert len(started) == 2


def test_workers_that_were_started_for_nothing_end_with_their_pool(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHONPATH", PATHS)
    pool = Pool("batches:Recorder", {"folder": str(tmp_path)}, 2)
    pool.start(1)
    forks = pool.forks
    pool.close()
    assert forks is not None
    assert forks.process.returncode is not None
    assert pool.workers == []


@pytest.mark.skipif(not can_fork(), reason="no fork here")
def test_the_first_task_is_done_before_what_only_others_need_is_imported(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By a worker that does no other."""
    monkeypatch.setenv("PYTHONPATH", PATHS)
    monkeypatch.setenv("JIXIAO_TEST_ANSWERED", str(tmp_path / "answered"))
    works = [Work(name, "g", {"name": name, "dies": "never"}) for name in "abc"]
    pool = Pool("batches:InSteps", {"folder": str(tmp_path)}, 1)
    pool.prepare()
    answers = pool.run(works)
    first = next(answers).answer
    (tmp_path / "answered").touch()  # without which the last step does not end
    second, third = (answer.answer for answer in answers)
    assert first is not None
    assert second is not None
    assert third is not None
    assert first["worker"] != second["worker"] == third["worker"]
    pool.close()


def test_kernels_of_the_first_page_do_not_wait_for_the_rules_of_the_audit() -> None:
    """They are a third of all modules, and pages without findings need none."""
    code = (
        "import sys\nfrom jixiao.rounds.preload import rooms\nrooms()\n"
        "print([name for name in sys.modules if name.startswith('jixiao.audit.rules.')])\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


@pytest.mark.skipif(not can_fork(), reason="no fork here")
def test_what_imports_for_nothing_ends_at_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHONPATH", PATHS)
    monkeypatch.setenv("JIXIAO_TEST_ANSWERED", str(tmp_path / "never"))
    pool = Pool("batches:InSteps", {"folder": str(tmp_path)}, 2)
    pool.prepare()
    forks = pool.forks
    pool.close()
    assert forks is not None
    assert forks.process.returncode == -signal.SIGKILL


@pytest.mark.parametrize(
    ("saved", "first"),
    [
        (frozenset(), "targets"),
        (frozenset({"datapackage"}), "targets"),
        (frozenset({"budget"}), "budget"),
        (frozenset({"statements"}), "accounts"),
        (frozenset({"indicators"}), "targets"),
    ],
)
def test_the_pages_that_show_what_was_saved_come_first(saved: frozenset[str], first: str) -> None:
    names = (*REPORT_NOTEBOOKS, "tables")
    jobs = [Job(name, "d", 2022, "en", {}, Path(f"d/2022/{name}")) for name in names]
    jobs += [Job("comparison", "d", None, "en", {}, Path("d/comparison"))]
    tasks = [Task(job, "", "") for job in jobs]
    ordered = [task.job.notebook for task in in_order(tasks, saved, cold=False)]
    assert ordered[0] == first
    assert ordered[-1] == "comparison"
    cold = [task.job.notebook for task in in_order(tasks, saved, cold=True)]
    assert cold[0] == "targets", "little must be imported for it"
    assert [name for name in cold if name != "targets"][0] == (
        first if first != "targets" else ordered[1]
    )
    assert sorted(cold) == sorted(ordered) == sorted((*names, "comparison"))


@pytest.mark.parametrize(
    ("saved", "first"),
    [
        ("budget", ["budget en", "budget zh", "audit en"]),
        ("indicators", ["targets en", "indicators en", "indicators zh", "targets zh"]),
    ],
)
def test_the_page_that_is_called_as_what_was_saved_comes_in_all_languages_at_once(
    saved: str, first: list[str]
) -> None:
    jobs = [
        Job(name, "d", 2022, language, {}, Path(f"d/2022/{name}.{language}"))
        for name in REPORT_NOTEBOOKS
        for language in LANGUAGES
    ]
    tasks = in_order([Task(job, "", "") for job in jobs], frozenset({saved}), cold=False)
    named = [f"{task.job.notebook} {task.job.language}" for task in tasks]
    assert named[: len(first)] == first
    assert len(set(named)) == len(jobs)
    given: list[str] = []

    def run(works: Sequence[Work], started: object) -> Iterator[Answer]:
        given.extend(work.group for work in works)
        return iter(())

    rounds._run(
        tasks, Record(), LocalStore(Path()), run, Progress(io.StringIO(), 0, 0), frozenset({saved})
    )
    alone = [group for group in set(given) if given.count(group) == 1]  # for any worker
    assert len(alone) == sum(saved in REPORT_NOTEBOOKS[task.job.notebook] for task in tasks)


def test_what_was_saved_since_the_last_run_is_known_by_its_times(tmp_path: Path) -> None:
    request = Request([], tmp_path / "data", tmp_path / "notebooks", tmp_path / "outputs", ("en",))
    table = request.data / "d" / "2022" / "evaluation" / "budget.csv"
    for path in (table, request.notebooks / "audit.ipynb"):
        path.parent.mkdir(parents=True)
        path.touch()
    assert saved_since_last_run(request) is None
    request.outputs.mkdir()
    (request.outputs / "run.json").touch()
    last = (request.outputs / "run.json").stat().st_mtime_ns
    for path in (table, request.notebooks / "audit.ipynb"):
        os.utime(path, ns=(last, last))
    assert saved_since_last_run(request) == frozenset()
    os.utime(table, ns=(last + 1, last + 1))
    assert saved_since_last_run(request) == {"budget"}


def test_of_a_record_that_was_cut_nothing_is_believed(tmp_path: Path) -> None:
    outputs = LocalStore(tmp_path)
    made = {f"d/{year}/budget": Made("f" * 64, {"a.html": 1}) for year in (2021, 2022)}
    write_record(Record(Packed(made), "i"), outputs)
    assert read_record(outputs) == (Record(Packed(made), "i"), None)
    whole = (tmp_path / "run.json").read_bytes()
    lines = whole.splitlines(keepends=True)
    for damaged in (
        *(whole[:end] for end in range(0, len(whole) - 1, 7)),
        b"".join(lines[:2] + lines[3:]),
        b"".join([lines[0], lines[2], lines[1], *lines[3:]]),
        whole.replace(b'"index": "i"', b'"index": "j"'),
        whole + lines[-1],
    ):
        (tmp_path / "run.json").write_bytes(damaged)
        record, remark = read_record(outputs)
        assert record == Record()
        assert remark is not None


@pytest.mark.skipif(not can_fork(), reason="no fork here")
def test_workers_are_forks_of_one_process_that_imported_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHONPATH", PATHS)
    works = [Work(name, name, {"name": name, "dies": "never"}) for name in "abcd"]
    pool = Pool("batches:Recorder", {"folder": str(tmp_path)}, 2)
    answers = [answer.answer or {} for answer in pool.run(works)]
    assert pool.forks is not None
    assert {answer["parent"] for answer in answers} == {str(pool.forks.process.pid)}
    assert {answer["prepared by"] for answer in answers} == {str(pool.forks.process.pid)}
    pool.close()


@pytest.mark.skipif(not can_fork(), reason="no fork here")
@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGSTOP])
def test_the_process_that_workers_are_forked_from_is_replaced(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    """Killed, or stopped for longer than a cell may take."""
    monkeypatch.setenv("PYTHONPATH", PATHS)
    works = [Work(name, name, {"name": name, "dies": "never"}) for name in "abcd"]
    pool = Pool("batches:Recorder", {"folder": str(tmp_path)}, 2, timeout=1)
    pool.prepare()
    assert pool.forks is not None
    first = pool.forks.process
    os.kill(first.pid, number)
    answers = [answer.answer for answer in pool.run(works)]
    assert len(answers) == 4
    assert all(answers)
    assert first.poll() == -signal.SIGKILL
    pool.close()


@pytest.mark.skipif(not can_fork(), reason="no fork here")
def test_a_process_that_is_begun_holds_the_lock_that_it_is_given(tmp_path: Path) -> None:
    """The library of locks closes its own descriptor in a fork."""
    with locked(tmp_path) as (_, lock):
        code = f"import os; os.write(2, os.read({lock}, 99))"
        os.lseek(lock, 0, os.SEEK_SET)
        copy = os.open(tmp_path / "said", os.O_RDWR | os.O_CREAT)
        command = ["/bin/sh", "-c", f'"$0" -c "{code}" 2> /proc/self/fd/{copy}', sys.executable]
        child = begun(command, tmp_path, os.environ, [lock, copy])
        assert child.wait(60) == 0
        os.close(copy)
        assert str(os.getpid()) in (tmp_path / "said").read_text()


@pytest.mark.skipif(not can_fork(), reason="no fork here")
def test_one_that_is_stopped_before_its_program_has_begun_is_replaced(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever starts it by `subprocess` waits until it has begun, without end."""
    monkeypatch.setenv("PYTHONPATH", PATHS)
    works = [Work(name, name, {"name": name, "dies": "never"}) for name in "ab"]
    pool = Pool("batches:Recorder", {"folder": str(tmp_path)}, 1, timeout=1)
    closed, left = os.closerange, [True]

    def stopped_once(*ends: int) -> None:
        if not left:
            closed(*ends)
        elif os.getpid() != owner:
            os.kill(os.getpid(), signal.SIGSTOP)

    owner = os.getpid()
    monkeypatch.setattr(os, "closerange", stopped_once)
    pool.prepare()
    left.clear()
    assert pool.forks is not None
    first = pool.forks.process
    answers = [answer.answer for answer in pool.run(works)]
    assert len(answers) == 2
    assert all(answers)
    assert first.poll() == -signal.SIGKILL
    pool.close()


@pytest.mark.skipif(not can_fork(), reason="no fork here")
def test_a_stopped_worker_falls_under_the_time_that_a_cell_may_take(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHONPATH", PATHS)
    works = [Work("a", "a", {"name": "a", "dies": "stopped"})]
    pool = Pool("batches:Recorder", {"folder": str(tmp_path)}, 1, timeout=1)
    (answer,) = pool.run(works)
    assert answer.answer is not None, "it was killed, and its task tried again"
    pool.close()


@pytest.mark.skipif(not can_fork(), reason="no fork here")
def test_what_a_worker_has_started_and_was_stopped_falls_under_that_time_as_well(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As the process is that its kernels are forked from."""
    monkeypatch.setenv("PYTHONPATH", PATHS)
    works = [Work("a", "a", {"name": "a", "dies": "child stopped"})]
    pool = Pool("batches:Recorder", {"folder": str(tmp_path)}, 1, timeout=1)
    (answer,) = pool.run(works)
    assert answer.answer is not None, "its child was killed, and it went on"
    assert not (tmp_path / "second").exists(), "it was not killed itself"
    pool.close()


def worker_of(handler: str) -> subprocess.Popen[str]:
    """A worker in an interpreter of its own, which does tasks by that class of `batches`."""
    start = f"from jixiao.rounds.worker import main; main('batches:{handler}', '.')"
    return subprocess.Popen(
        [sys.executable, "-P", "-c", start],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=os.environ | {"PYTHONPATH": PATHS},
    )


def test_a_worker_that_is_closed_in_the_middle_of_a_task_says_nothing(tmp_path: Path) -> None:
    """A run that stops takes the preloaded process from under a notebook that is about to begin."""
    worker = worker_of("Bereft")
    assert worker.stdin is not None
    worker.stdin.write(json.dumps({"folder": str(tmp_path)}) + "\n{}\n")
    worker.stdin.flush()
    assert until((tmp_path / "begun").exists, 20)
    assert worker.communicate(timeout=20) == (f"[{worker.pid}, false]\n", "")
    assert worker.returncode == 0


def test_a_worker_whose_answer_nobody_hears_says_nothing(tmp_path: Path) -> None:
    """A run that stops closes what answers are read from while one is being written."""
    worker = worker_of("Recorder")
    assert worker.stdin is not None
    assert worker.stdout is not None
    assert worker.stderr is not None
    assert worker.stdout.readline()
    worker.stdout.close()
    worker.stdin.write(json.dumps({"folder": str(tmp_path)}) + "\n")
    worker.stdin.write(json.dumps({"name": "a", "dies": "never"}) + "\n")
    worker.stdin.flush()
    assert worker.stderr.read() == ""
    assert worker.wait(20) == 0
    worker.stdin.close()


def test_a_plan_is_made_without_reading_tables(root: Path, tmp_path: Path) -> None:
    """Who asks what is up to date does not wait for half a second of imports."""
    code = (
        "import sys\nfrom jixiao.cli.commands import main\n"
        f"main(['report', '--dry-run', '--outputs', {str(tmp_path)!r}], standalone_mode=False)\n"
        "print('pandas' in sys.modules)\n"
    )
    told = subprocess.run(
        [sys.executable, "-c", code], cwd=root, capture_output=True, text=True, check=True
    )
    *plan, imported = told.stdout.splitlines()
    assert "17 of 17 jobs to run" in plan
    assert imported == "False"


def test_tasks_of_one_report_stay_with_one_worker(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHONPATH", PATHS)
    works = [
        Work(f"{g}{n}", g, {"name": f"{g}{n}", "dies": "never"}) for n in range(3) for g in "xy"
    ]
    pool = Pool("batches:Recorder", {"folder": str(tmp_path)}, 2)
    answers = [answer.answer or {} for answer in pool.run(works)]
    pool.close()
    assert len(answers) == 6
    for group in "xy":
        workers = {a["worker"] for a in answers if a["name"].startswith(group)}
        assert len(workers) <= 2
    assert len({answer["worker"] for answer in answers}) == 2


class Clock:
    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_progress_in_a_log_is_a_line_for_each_job_and_a_sum() -> None:
    stream, clock = io.StringIO(), Clock()
    progress = Progress(stream, 3, 7, clock)
    for number, error in enumerate([None, "cell 4: KeyError: 'x'", None]):
        progress.started(f"d/2022 n{number}")
        clock.now += 90 if number else 102  # the worker of the first took 12 s to begin
        progress.done(f"d/2022 n{number}", 90, error)
    progress.close()
    assert stream.getvalue().splitlines() == [
        "7 up to date, 3 to run",
        "[1/3] d/2022 n0: done, 90.0 s (3 min 0 s left)",
        "[2/3] d/2022 n1: failed, cell 4: KeyError: 'x', 90.0 s (1 min 30 s left)",
        "[3/3] d/2022 n2: done, 90.0 s",
        "2 done, 1 failed, 7 up to date, 4 min 42 s",
    ]


def test_progress_on_a_terminal_rewrites_its_last_line() -> None:
    stream, clock = Terminal(), Clock()
    progress = Progress(stream, 2, 0, clock)
    progress.started("a")
    clock.now += 5
    progress.done("a", 5.0)
    progress.started("b")
    assert stream.getvalue().endswith("\r\x1b[K1 of 2 · 1 running · 5 s left")
    assert "[1/2] a: done, 5.0 s\n" in stream.getvalue()


@given(
    st.lists(
        st.tuples(st.sampled_from(["code", "markdown"]), st.text(max_size=60), st.text(max_size=40))
    )
)
def test_a_notebook_as_a_file_is_read_as_it_was(cells: list[tuple[str, str, str]]) -> None:
    notebook = new_notebook(metadata={"jixiao": {"records": [{"name": {"zh": "预算"}}]}})
    for number, (kind, source, output) in enumerate(cells):
        make = new_code_cell if kind == "code" else new_markdown_cell
        notebook.cells.append(make(source, id=f"cell-{number}"))
        if kind == "code":
            shown = {"text/plain": output, "application/json": {"a": [1]}, "image/png": "aWs="}
            notebook.cells[-1].outputs = [new_output("display_data", shown)]
    text = notebook_text(copy.deepcopy(notebook))
    assert nbformat.reads(text, as_version=4) == nbformat.reads(nbformat.writes(notebook), 4)
    assert len(text.splitlines()) >= len(cells) + 2  # a line for each cell


def test_the_line_that_is_rewritten_does_not_wrap(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "20")
    stream = Terminal()
    progress = Progress(stream, 1000, 12345)
    progress.started("a")
    assert stream.getvalue().rpartition("\x1b[K")[2] == "0 of 1000 · 1 runni"


def test_a_record_that_takes_long_to_write_is_written_seldom(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    clock = [0.0]
    written: list[float] = []
    monkeypatch.setattr(rounds, "time", SimpleNamespace(monotonic=lambda: clock[0]))

    def write(record: Record, outputs: object) -> None:
        written.append(clock[0])
        clock[0] += 0.5

    monkeypatch.setattr(rounds, "write_record", write)
    tasks = [Task(Job("budget", "d", n, "en", {}, Path(str(n))), "", "0") for n in range(200)]

    def run(works: Sequence[Work], started: object) -> Iterator[Answer]:
        for work in works:
            clock[0] += 1.0
            yield Answer(work, Result(work.key, {}).to_json())

    progress = Progress(io.StringIO(), len(tasks), 0)
    rounds._run(tasks, Record(), LocalStore(Path()), run, progress)
    assert 2 <= len(written) <= 5  # of 200 s, half a second each
