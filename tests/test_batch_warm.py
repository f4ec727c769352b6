"""Forked kernels: as fresh and as alone as started ones, and gone without a trace."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import nbformat
import papermill
import pytest
from nbformat.v4 import new_code_cell, new_notebook
from papermill.exceptions import PapermillExecutionError

from jixiao import owned
from jixiao.batch.execute import stable
from jixiao.batch.warm import client
from jixiao.batch.warm.client import can_fork, close_fork_server, fork_server, preload

from jixiao.workshop import PRELOADED

pytestmark = pytest.mark.skipif(not can_fork(), reason="no fork here")


@pytest.fixture(scope="module", autouse=True)
def _end_the_preloaded_process() -> Iterator[None]:
    yield
    close_fork_server()


def run(*sources: str, engine: str = "jixiao-warm", **options: object) -> nbformat.NotebookNode:
    notebook = new_notebook(cells=[new_code_cell(source) for source in sources])
    for number, cell in enumerate(notebook.cells):
        cell["id"] = f"cell-{number}"
    notebook.metadata["kernelspec"] = {"name": "python3", "language": "python", "display_name": "P"}
    return papermill.execute_notebook(
        notebook, None, engine_name=engine, progress_bar=False, **options
    )


def text(cell: nbformat.NotebookNode) -> str:
    return "".join(output.get("text", "") for output in cell.outputs).strip()


def processes_of(pattern: str) -> list[str]:
    return [
        path.parent.name
        for path in Path("/proc").glob("[0-9]*/cmdline")
        if pattern.encode() in _bytes(path)
    ]


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:
        return b""


def until(condition: object, seconds: float = 10) -> bool:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if condition():  # type: ignore[operator]
            return True
        time.sleep(0.05)
    return False


PICTURES = (
    "import sys, os, warnings\nprint(__name__, sys.argv[1:2], sys.path[:2], os.getcwd())",
    "import matplotlib.pyplot as plt\nfigure, ax = plt.subplots()\nax.plot([1, 3, 2]);",
    "plt.plot([2, 1]);",
    "import pandas\npandas.DataFrame({'a': [1, 2]})",
    "print('out'); print('err', file=sys.stderr)",
    "%matplotlib inline",
    "plt.rcParams['figure.dpi'], plt.get_backend()",
    "sorted(dir()), sorted(__builtins__.__dict__)[-9:], get_ipython().__class__",
)


@pytest.mark.parametrize("preloaded", [(), PRELOADED], ids=["plain", "ours"])
def test_a_forked_kernel_gives_what_an_ordinary_one_gives(preloaded: tuple[str, ...]) -> None:
    """Streams, tables, figures of pyplot, magics, the namespace: byte for byte."""
    close_fork_server()
    preload(preloaded)
    forked, ordinary = (
        nbformat.writes(stable(run(*PICTURES, engine=engine)))
        for engine in ("jixiao-warm", "nbclient")
    )
    assert forked == ordinary
    assert forked.count("image/png") == 2


def in_a_worker(code: str, *descriptors: int) -> str:
    """What `code` prints in a process that begins as a worker does; `descriptors` stay open in it."""
    begin = (
        f"import sys; sys.path.append({str(Path(__file__).parent)!r})\n"
        "from jixiao.batch.warm.server import preloading\n"
        "with preloading():\n    from jixiao.workshop import Bench\n"
        "Bench.prepare()\n"
        "from jixiao.batch.warm import client\n"
    )
    done = subprocess.run(
        [sys.executable, "-P", "-c", begin + code],
        capture_output=True,
        text=True,
        check=True,
        timeout=120,
        pass_fds=descriptors,
        env=os.environ | {"PYTHONHASHSEED": "0"},
    )
    return done.stdout.strip()


def test_a_kernel_forked_from_what_a_worker_forked_gives_what_an_ordinary_one_gives() -> None:
    code = (
        "import nbformat, test_batch_warm as t\n"
        "made = [nbformat.writes(t.stable(t.run(*t.PICTURES, engine=e)))"
        " for e in ('jixiao-warm', 'nbclient')]\n"
        "print(made[0] == made[1], client._server.process.__class__.__name__)\n"
    )
    assert in_a_worker(code) == "True Child"


def test_the_preloaded_process_of_a_worker_holds_none_of_its_files() -> None:
    """Else the parent would not hear that a worker died, nor another run get its lock."""
    reading, writing = os.pipe()
    code = (
        "import os\n"
        "client._server.usable\n"
        "held = os.listdir(f'/proc/{client._server.process.pid}/fd')\n"
        f"print(sorted(os.readlink(f'/proc/{{client._server.process.pid}}/fd/{{n}}') "
        f"== os.readlink('/proc/self/fd/{writing}') for n in held)[-1])\n"
    )
    try:
        assert in_a_worker(code, writing) == "False"
    finally:
        os.close(reading)
        os.close(writing)


def test_a_process_with_threads_does_not_fork_its_preloaded_process() -> None:
    code = (
        "import threading\nclient.close_fork_server()\n"
        "threading.Thread(target=threading.Event().wait, daemon=True).start()\n"
        "client.fork_here(())\nprint(client._server is None)\n"
        "print(client.fork_server().process.__class__.__name__)\n"
    )
    assert in_a_worker(code).split() == ["True", "Popen"]


def test_a_kernel_is_ready_when_it_says_so_and_is_asked_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """An answer that is not heard is waited for in vain, half a second each time."""
    asked = []
    ask = WarmClient.kernel_info

    def counted(self: WarmClient, *args: object, **options: object) -> object:
        asked.append(self)
        return ask(self, *args, **options)

    monkeypatch.setattr(WarmClient, "kernel_info", counted)
    for _ in range(3):
        run("1")
    assert [asked.count(one) for one in dict.fromkeys(asked)] == [2, 2, 2]  # ready, and at the end


def test_a_temporary_folder_as_long_as_may_be_leaves_room_for_sockets(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    close_fork_server()
    with tempfile.TemporaryDirectory(prefix="jx-") as short:
        deep = Path(short) / ("x" * (client._LONGEST_SOCKET_PATH - len(short) - 1))
        deep.mkdir()
        monkeypatch.setattr(tempfile, "tempdir", str(deep))
        assert can_fork()
        assert text(run("print(1)").cells[0]) == "1"
        close_fork_server()
        (deep / "y").mkdir()
        monkeypatch.setattr(tempfile, "tempdir", str(deep / "y"))
        assert not can_fork()


LEAKS = """
import os, random, sys, warnings, numpy, matplotlib, pandas
leaked = 1
random.seed(5); numpy.random.seed(5)
matplotlib.rcParams["figure.dpi"] = 33
pandas.options.display.max_rows = 7
os.chdir("/"); os.environ["LEAKED"] = "yes"; sys.path.append("/leaked")
warnings.simplefilter("error"); sys.modules["leaked"] = sys
"""
LOOK = """
import os, random, sys, numpy, matplotlib, pandas
print("leaked" in globals(), random.random(), numpy.random.random(), matplotlib.rcParams["figure.dpi"],
      pandas.options.display.max_rows, os.getcwd(), os.environ.get("LEAKED"), "/leaked" in sys.path,
      "leaked" in sys.modules)
"""


def test_nothing_leaks_from_one_notebook_into_the_next() -> None:
    before = text(run(LOOK).cells[0]).split()
    run(LEAKS)
    after = text(run(LOOK).cells[0]).split()
    assert before[:1] + before[3:] == after[:1] + after[3:]
    assert after[0] == "False"
    assert before[1] != after[1], "random numbers repeat"
    assert before[2] != after[2], "NumPy's random numbers repeat"


def test_a_kernel_has_its_own_session_and_leaves_no_child() -> None:
    mark = f"sleep 9{os.getpid()}"
    source = f"import os, subprocess; subprocess.Popen({mark.split()!r}); print(os.getsid(0) == os.getpid())"
    assert text(run(source).cells[0]) == "True"
    assert until(lambda: not processes_of(mark.replace(" ", "\0")))


def test_what_a_notebook_registered_for_its_end_runs(tmp_path: Path) -> None:
    mark = tmp_path / "ended"
    run(f"import atexit, pathlib; atexit.register(pathlib.Path({str(mark)!r}).touch);")
    assert mark.exists()


def test_the_preloaded_process_has_one_thread() -> None:
    server = fork_server()
    run("1")
    assert len(list(Path(f"/proc/{server.process.pid}/task").iterdir())) == 1


def test_where_a_preloaded_module_starts_a_thread_kernels_are_started(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Locks that another thread holds would stay locked in a fork for ever."""
    source = "import threading, time\nthreading.Thread(target=time.sleep, args=(60,), daemon=True).start()"
    (tmp_path / "threaded.py").write_text(source)
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    close_fork_server()
    preload(["threaded"])
    try:
        assert text(run("import os; print(os.getppid())").cells[0]) == str(os.getpid())
        assert not fork_server().usable
    finally:
        close_fork_server()
        preload(())


def test_connection_files_and_sockets_are_removed_after_each_notebook() -> None:
    run("1")
    assert [path.name for path in fork_server().folder.iterdir()] == ["owned"]


def test_a_kernel_that_dies_is_the_error_of_its_cell() -> None:
    with pytest.raises(PapermillExecutionError) as caught:
        run("1", "import os, signal; os.kill(os.getpid(), signal.SIGKILL)", "2")
    assert (caught.value.ename, caught.value.cell_index) == ("DeadKernelError", 1)


def test_a_cell_that_takes_too_long_is_the_error_of_its_cell() -> None:
    with pytest.raises(PapermillExecutionError) as caught:
        run("1", "import time; time.sleep(60)", execution_timeout=1)
    assert (caught.value.ename, caught.value.cell_index) == ("CellTimeoutError", 1)
    assert "more than 1 s" in caught.value.evalue


def test_when_the_preloaded_process_is_killed_the_next_notebook_has_a_new_one() -> None:
    first = fork_server()
    os.kill(first.process.pid, signal.SIGKILL)
    assert until(lambda: not first.alive)
    assert text(run("print(1)").cells[0]) == "1"
    assert fork_server() is not first
    assert not first.folder.exists()


def test_a_kernel_that_cannot_be_forked_is_started(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("jixiao.batch.warm.engine.can_fork", lambda: False)
    assert text(run("import os; print(os.getppid())").cells[0]) == str(os.getpid())


def test_the_connection_file_of_a_started_kernel_is_in_a_folder_that_is_swept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A worker that was killed left it in the temporary folder for ever."""
    monkeypatch.setattr("jixiao.batch.warm.engine.can_fork", lambda: False)
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    found = f"from pathlib import Path; print(*Path({str(tmp_path)!r}).rglob('*.json'))"
    (connection,) = map(Path, text(run(found).cells[0]).split())
    assert connection.parent.parent == tmp_path
    assert connection.parent.name.startswith(f"{owned.PREFIX}{os.getpid()}-")
    assert list(tmp_path.iterdir()) == []


def test_an_environment_read_at_start_is_not_taken_from_the_preloaded_process(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    fork_server()
    monkeypatch.setenv("MPLBACKEND", "svg")
    monkeypatch.setenv("PLAIN", "passed on")
    source = "import os, matplotlib; print(matplotlib.get_backend(), os.environ['PLAIN'])"
    assert text(run(source).cells[0]) == "svg passed on"


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM])
def test_papermill_killed_in_the_middle_leaves_nothing(tmp_path: Path, number: int) -> None:
    """The preloaded process and its kernel end with their owner, and take their folder along."""
    mark = f"wait = '{tmp_path.name}-{number}'"
    path = tmp_path / "slow.ipynb"
    cells = [new_code_cell(f"print('up', flush=True)\nimport time\n{mark}\ntime.sleep(60)")]
    notebook = new_notebook(cells=cells)
    notebook.metadata["kernelspec"] = {"name": "python3", "language": "python", "display_name": "P"}
    nbformat.write(notebook, path)
    folder = tempfile.mkdtemp(dir=tmp_path.parent)
    command = [sys.executable, "-m", "papermill", "--engine", "jixiao-warm", "--no-progress-bar"]
    owner = subprocess.Popen(
        [*command, str(path), str(tmp_path / "out.ipynb")],
        env=os.environ | {"TMPDIR": folder},
        stderr=subprocess.DEVNULL,
    )
    assert until(lambda: list(Path(folder).rglob("kernel.json")), 30)
    time.sleep(0.5)
    assert processes_of(folder)
    owner.send_signal(number)
    owner.wait(20)
    assert until(lambda: not processes_of(folder))
    assert until(lambda: list(Path(folder).iterdir()) == [])


def test_folders_of_owners_that_are_gone_are_swept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By a lock, not by the number of the process, which may be another's by now."""
    own = fork_server()
    monkeypatch.setattr(owned.tempfile, "gettempdir", lambda: str(own.folder.parent))
    left = own.folder.parent / f"jixiao-{os.getpid()}-left"
    left.mkdir()
    (left / "owned").touch()
    making = own.folder.parent / f"jixiao-{os.getpid()}-making"
    making.mkdir()
    process = subprocess.Popen([sys.executable, "-c", ""])
    process.wait()
    unmarked = own.folder.parent / f"jixiao-{process.pid}-unmarked"
    unmarked.mkdir()
    owned.sweep_folders()
    assert not left.exists()
    assert not unmarked.exists(), "its owner was killed before it could mark it"
    assert making.exists()
    assert own.folder.exists()
    making.rmdir()
