"""Forked kernels: as fresh and as alone as started ones, and gone without a trace."""

from __future__ import annotations

import asyncio
import contextlib
import os
import re
import selectors
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import nbformat
import papermill
import pytest
from jupyter_core.utils import ensure_event_loop
from kernel_cells import PICTURES, run
from nbclient.exceptions import CellTimeoutError, DeadKernelError
from nbformat.v4 import new_code_cell, new_notebook
from papermill.exceptions import PapermillExecutionError

from forkkernel import (
    NO_HISTORY,
    ForkServer,
    can_fork,
    close_fork_server,
    fork_server,
    manager,
    preload,
    server,
)
from forkkernel.wire_client import WireClient
from jixiao.rounds.execute import stable
from jixiao.rounds.task import Settings
from jixiao.rounds.task_runner import PRELOADED, TaskRunner
from jixiao.storage import temporary as owned

pytestmark = pytest.mark.skipif(not can_fork(), reason="no fork here")

TESTS = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="module", autouse=True)
def _end_the_preloaded_process() -> Iterator[None]:
    yield
    close_fork_server()


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


QUIET = {"extra_arguments": ["--log-level=ERROR", NO_HISTORY]}


def _ended(*sources: str, engine: str, **options: object) -> nbformat.NotebookNode:
    """What `run` gives. An ordinary kernel that forks now and then never says that its cell ended: it
    has threads, whose locks a forked child finds taken. It is asked again; ours is not.
    """
    if engine == "nbclient":
        for _ in range(3):
            with contextlib.suppress(CellTimeoutError, DeadKernelError):
                return run(*sources, engine=engine, execution_timeout=60, **options)
    return run(*sources, engine=engine, **options)


def outputs(*sources: str, engine: str = "forkkernel", **options: object) -> list[str]:
    """What each cell gives, its streams put together: when they are sent is no notebook's to say."""
    given = []
    for cell in stable(_ended(*sources, engine=engine, **options)).cells:
        streams: dict[str, str] = {}
        for output in cell.outputs:
            if output.output_type == "stream":
                streams[output.name] = streams.get(output.name, "") + output.text
        # A logger that writes to Python's stream and beside it is heard once or twice: ipykernel
        # reads what is written beside in a thread of its own, which may come after the cell's end.
        if "stderr" in streams:
            streams["stderr"] = re.sub(r"(?m)^(.*\n)\1+", r"\1", streams["stderr"])
        others = [output for output in cell.outputs if output.output_type != "stream"]
        given.append(re.sub(r"ipykernel_\d+", "ipykernel", str([sorted(streams.items()), others])))
    return given


@pytest.mark.parametrize("options", [{}, QUIET], ids=["made after the fork", "made before"])
@pytest.mark.parametrize("preloaded", [(), PRELOADED], ids=["plain", "ours"])
def test_a_forked_kernel_gives_what_an_ordinary_one_gives(
    preloaded: tuple[str, ...], options: dict[str, object]
) -> None:
    """Streams, tables, figures of pyplot, magics, the namespace: byte for byte."""
    close_fork_server()
    preload(preloaded)
    forked, ordinary = (
        nbformat.writes(stable(run(*PICTURES, engine=engine, **options)))
        for engine in ("forkkernel", "nbclient")
    )
    assert forked == ordinary
    assert forked.count("image/png") == 2


# Each way that something can leave a kernel, and what cells leave to those after them.
WAYS = (
    "import sys; type(sys.stdout), type(sys.stderr).__name__",
    "breakpoint(); print('nobody answered')",
    "import os, sys, subprocess\nprint('a'); os.system('echo b'); print('c', file=sys.stderr)",
    "subprocess.run(['sh', '-c', 'echo d; echo e >&2']);",
    "!echo shell; echo beside >&2",
    "%%bash\necho in a shell",
    "import decimal, numpy\ndecimal.getcontext().prec = 5; numpy.set_printoptions(precision=2)",
    "decimal.Decimal(1) / 3, numpy.array([1 / 3])",
    "import asyncio\nasync def later():\n    await asyncio.sleep(0.01); print('later')\n"
    "await asyncio.sleep(0.01); task = asyncio.create_task(later())",
    "await task; task.done()",
    "from IPython.display import HTML, clear_output, display, update_display\n"
    "display(HTML('one'), display_id='k'); print('between'); update_display(HTML('2'), display_id='k')",
    "print('gone'); clear_output(); print('stays')",
    "print('gone'); clear_output(wait=True); display('stays')",
    "try:\n    input('?')\nexcept Exception as error:\n    print(type(error).__name__, error)",
    "child = os.fork()\nif not child:\n    print('from the child'); display('shown'); os._exit(0)\n"
    "os.waitpid(child, 0); print('after it')",
    "import threading\nthread = threading.Thread(target=lambda: (print('thread'), display('there')))\n"
    "thread.start(); thread.join(); print('main')",
    "display(HTML('x' * 3_000_000)); print('y' * 300_000)",
    "import ipywidgets\nshown = ipywidgets.Output()\nwith shown:\n    print('in the widget')",
    "shown.outputs, ipywidgets.IntSlider(value=3).value",
    "import logging, warnings\nlogging.warning('logged'); warnings.warn('warned')",
    "%history 1-2",
    "print('lone \\udc80'); logging.getLogger('tornado').warning('handled')",
    "from comm import create_comm\nsent = create_comm(target_name='none', data={})\n"
    "for given in numpy.zeros((0, 3)), numpy.asfortranarray([[1, 2], [3, 4]]):\n"
    "    sent.send({}, buffers=[given])",
    "_, __, In[-1], len(Out), get_ipython().user_ns is globals(), sys.stdout.isatty()",
    "%%capture captured\nprint('kept')",
    "captured.stdout, sys.stdout.name, sys.stdout.encoding",
    "for number in range(300): print(number, end=' ')",
    "%config",
    "%config IPKernelApp.extensions",
    "exit()\nprint('goes on')",  # an ordinary kernel is dead a tenth of a second after it
    "raise ValueError('with its trace')",
)


@pytest.mark.parametrize("options", [{}, QUIET], ids=["made after the fork", "made before"])
def test_what_a_process_of_a_pool_prints_is_there_when_its_cell_ends(
    options: dict[str, object],
) -> None:
    """An ordinary kernel takes it up in a thread, which may come after the cell's end."""
    notebook = run(
        "import multiprocessing\nprint('parent', end=' ')\n"
        "with multiprocessing.get_context('fork').Pool(1) as pool:\n    pool.map(print, ['child'] * 3)",
        **options,
    )
    assert text(notebook.cells[0]) == "parent child\nchild\nchild"


@pytest.mark.parametrize("options", [{}, QUIET], ids=["made after the fork", "made before"])
def test_whatever_way_something_leaves_a_kernel_it_is_what_an_ordinary_one_gives(
    options: dict[str, object], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("PYTEST_CURRENT_TEST")  # ipykernel leaves file descriptors to pytest
    *cells, last = WAYS
    forked = outputs(*cells, engine="forkkernel", **options)
    # An ordinary kernel reads what is written beside Python's streams in a thread of its own, which
    # may come after the cell's end: of a few runs one is in time.
    for _ in range(4):
        ordinary = outputs(*cells, engine="nbclient", **options)
        if forked == ordinary:
            break
    assert dict(zip(cells, forked, strict=True)) == dict(zip(cells, ordinary, strict=True))
    raised = []
    for engine in ("forkkernel", "nbclient"):
        with pytest.raises(PapermillExecutionError) as caught:
            run(last, engine=engine, **options)
        raised.append((caught.value.ename, caught.value.evalue, caught.value.traceback))
    assert re.sub(r"_\d+", "", str(raised[0])) == re.sub(r"_\d+", "", str(raised[1]))


@pytest.mark.parametrize(
    "source",
    [
        "import sys; sys.exit(3)",
        "raise SystemExit",
        "import pdb; pdb.set_trace()",
        "%pdb on\n1 / 0",
    ],
)
def test_what_ends_a_notebook_ends_it_as_in_an_ordinary_kernel(source: str) -> None:
    """A debugger that nobody answers is an error, and waits for no one."""
    ended = []
    for engine in ("forkkernel", "nbclient"):
        try:
            made = run(source, "print('next')", engine=engine, execution_timeout=60)
            ended.append([text(cell) for cell in made.cells])
        except PapermillExecutionError as error:
            ended.append([error.ename, error.evalue, str(error.cell_index)])
    assert ended[0] == ended[1]


@pytest.mark.parametrize("ends", ["exit()", "quit", "exit", "quit(1)"])
def test_the_cells_behind_an_exit_are_run_however_long_they_take(ends: str) -> None:
    made = run(ends, "import time; time.sleep(0.3)", "time.sleep(0.1)", "print('here')")
    assert text(made.cells[-1]) == "here"


@pytest.mark.parametrize("left", ["sys.stdout = None", "sys.stderr = object()"])
def test_a_cell_that_leaves_no_stream_is_answered_and_so_is_the_next(left: str) -> None:
    made = run(f"import sys; print('before'); {left}", "print('next')", execution_timeout=20)
    assert [text(cell) for cell in made.cells] == ["before", "next"]


def test_what_is_written_beside_python_keeps_its_place(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PYTEST_CURRENT_TEST")
    source = "import os\nprint(1); os.write(1, b'2\\n'); print(3); os.write(1, '四\\n'.encode());"
    assert text(run(source).cells[0]).split() == ["1", "2", "3", "四"]


def test_a_kernel_has_one_thread_until_a_notebook_starts_another() -> None:
    assert text(run("import os\nprint(len(os.listdir('/proc/self/task')))").cells[0]) == "1"


def test_what_a_cell_wrote_before_it_took_too_long_is_kept(tmp_path: Path) -> None:
    cell = "print('begun', end='')\nimport time; time.sleep(60)"
    out = tmp_path / "out.ipynb"
    notebook = new_notebook(cells=[new_code_cell(cell)])
    notebook.metadata["kernelspec"] = {"name": "python3", "language": "python", "display_name": "P"}
    with pytest.raises(PapermillExecutionError):
        papermill.execute_notebook(
            notebook, str(out), engine_name="forkkernel", progress_bar=False, execution_timeout=2
        )
    assert "begun" in [
        output.get("text")
        for cell in nbformat.read(out, as_version=4).cells
        for output in cell.get("outputs", [])
    ]


def test_a_cell_that_is_interrupted_says_so_and_the_next_one_runs() -> None:
    """Also where it does nothing but send, whose packets must stay whole."""
    sending = "while True:\n    display('x' * 1000); print('y', flush=True)"
    notebook = run(
        "import time\ntry:\n    time.sleep(60)\nexcept KeyboardInterrupt: print('stopped')",
        f"try:\n    {sending.replace(chr(10), chr(10) + '    ')}\nexcept KeyboardInterrupt: pass",
        "try:\n    import asyncio; await asyncio.sleep(60)\n"
        "except asyncio.CancelledError: print('cancelled')",
        "print('next')",
        execution_timeout=1,
        interrupt_on_timeout=True,
    )
    assert text(notebook.cells[0]) == "stopped"
    assert [text(cell) for cell in notebook.cells[2:]] == ["cancelled", "next"]


def test_a_signal_handler_may_raise_or_print_while_something_is_sent() -> None:
    """Half a packet, or one within another, is the end of every message after it.

    The loop is not the first statement within `try`: Python 3.11 looks for the handler of what is raised
    at a jump back to the instruction before the loop, which would be outside.
    """
    notebook = run(
        "import signal\ndef late(*_): raise TimeoutError\nsignal.signal(signal.SIGALRM, late)\n"
        "for _ in range(20):\n    try:\n        signal.setitimer(signal.ITIMER_REAL, 0.01)\n"
        "        while True: print('x' * 300_000, flush=True)\n"
        "    except TimeoutError: pass",
        "ticks = 0\ndef tick(*_):\n    global ticks\n    ticks += 1; print('t', flush=True)\n"
        "signal.signal(signal.SIGALRM, tick); signal.setitimer(signal.ITIMER_REAL, 0.005, 0.005)\n"
        "while ticks < 20: print('x' * 300_000, flush=True)\n"
        "signal.setitimer(signal.ITIMER_REAL, 0)",
        "print(ticks)",
    )
    assert text(notebook.cells[1]).count("t") == int(text(notebook.cells[2]))


def test_text_that_is_no_unicode_is_shown_as_far_as_it_is() -> None:
    """Half a pair of surrogates cannot be sent: the cell was waited for without end."""
    notebook = run("print('before \\ud800 after')", "print('next')", execution_timeout=10)
    assert [text(cell) for cell in notebook.cells] == ["before \\ud800 after", "next"]


def test_a_forked_child_that_leaves_its_cell_is_no_second_kernel() -> None:
    """It took its parent's messages and answered them."""
    for leaving in ("1 / 0", "sys.exit(0)", "pass"):
        cell = (
            "import os, sys\nchild = os.fork()\n"
            f"if child:\n    os.waitpid(child, 0); print('parent')\nelse:\n    {leaving}"
        )
        notebook = run(cell, "print('next')", execution_timeout=10)
        assert text(notebook.cells[0]).endswith("parent")
        assert text(notebook.cells[1]) == "next"


def test_a_child_that_is_killed_as_it_prints_does_not_silence_its_parent() -> None:
    """Half a packet was left, and all that followed was taken for its rest."""
    notebook = run(
        "import os, signal\nfrom IPython.display import clear_output\n"
        "for number in range(5):\n    child = os.fork()\n"
        # By its own processor time: how much it prints does not depend on what else the machine does.
        "    if not child:\n        signal.signal(signal.SIGPROF, signal.SIG_DFL)\n"
        "        signal.setitimer(signal.ITIMER_PROF, 0.01 + number / 100)\n"
        "    while not child: print('x' * 2_000_000, flush=True)\n"
        "    os.waitpid(child, 0)\n"
        "clear_output(); print('parent')",
        "print('next')",
        execution_timeout=120,
    )
    assert [text(cell) for cell in notebook.cells] == ["parent", "next"]


def test_a_kernel_that_has_no_memory_to_take_a_message_ends() -> None:
    """What came was waiting, was tried without end, and each time was an error that its client read."""
    with pytest.raises(PapermillExecutionError) as caught:
        run(
            "import forkkernel.kernel\nforkkernel.kernel.PIECE = 1 << 60", "1", execution_timeout=60
        )
    assert (caught.value.ename, caught.value.cell_index) == ("DeadKernelError", 1)


def test_a_child_that_is_ended_does_not_run_what_its_parent_registered() -> None:
    """It removed its parent's temporary folders, and ended as if nobody had ended it."""
    notebook = run(
        "import os, pathlib, signal, tempfile, time\nfolder = tempfile.TemporaryDirectory()\n"
        "child = os.fork()\nif not child: time.sleep(20)\n"
        "os.kill(child, signal.SIGTERM); print(os.WTERMSIG(os.waitpid(child, 0)[1]))\n"
        "print(pathlib.Path(folder.name).exists())"
    )
    assert text(notebook.cells[0]).split() == ["15", "True"]


def test_an_interrupt_is_shown_where_the_cell_was() -> None:
    options = {"execution_timeout": 1, "interrupt_on_timeout": True}
    with pytest.raises(PapermillExecutionError) as caught:
        run("import time; time.sleep(60)", **options)
    assert caught.value.ename == "KeyboardInterrupt"
    assert "outlet" not in "".join(caught.value.traceback)


def test_what_another_thread_is_about_to_send_is_neither_late_nor_lost() -> None:
    """Text is sent from a thread where its cell goes on: the cell may print more, or end."""
    slow = (
        "import sys, threading, time\nmake = sys.stdout.session.msg\n"
        "def slowly(kind, *rest, **options):\n"
        "    if kind == 'stream' and threading.current_thread().name == 'later': time.sleep(0.5)\n"
        "    return make(kind, *rest, **options)\nsys.stdout.session.msg = slowly"
    )
    wait = "print('first'); time.sleep(0.4)"
    notebook = run(slow, f"{wait}; print('second', flush=True)", wait)
    assert [text(cell) for cell in notebook.cells[1:]] == ["first\nsecond", "first"]


def test_a_cell_that_closes_the_socket_of_its_kernel_is_an_error() -> None:
    """What can say nothing any more was waited for without end."""
    with pytest.raises(PapermillExecutionError) as caught:
        run(
            "import os; os.close(get_ipython().kernel.parent.channel.fileno())", execution_timeout=5
        )
    assert caught.value.ename == "DeadKernelError"


def test_a_kernel_in_a_cell_without_end_dies_with_the_preloaded_process() -> None:
    """Also where the owner, who would end it, is killed in the same moment."""
    cell = (
        "import os, pathlib, signal, time\npathlib.Path({mark!r}).write_text(str(os.getpid()))\n"
        "for pid in {killed}: os.kill(pid, signal.SIGKILL)\ntime.sleep(60)"
    )
    code = (
        "import os, kernel_cells\n"
        "killed = os.getpid(), client._server.process.pid\n"
        "kernel_cells.run({cell!r}.format(mark={mark!r}, killed=killed))\n"
    )
    with tempfile.TemporaryDirectory() as folder:
        mark = Path(folder) / "kernel"
        with pytest.raises(subprocess.CalledProcessError):
            in_a_worker(code.format(cell=cell, mark=str(mark)))
        kernel = Path("/proc", mark.read_text())
        assert until(lambda: not kernel.exists())


def test_a_widget_that_shows_what_a_long_cell_prints_does_not_stop_it() -> None:
    """Each line is sent back to the kernel, which reads nothing before its cell ends."""
    source = (
        "import ipywidgets\nshown = ipywidgets.Output()\n"
        "with shown:\n    for _ in range(400): print('x' * 200, flush=True)"
    )
    notebook = run(source, "sum(len(output['text']) for output in shown.outputs)")
    assert notebook.cells[1].outputs[0].data["text/plain"] == str(400 * 201)


def test_a_kernel_ends_when_nobody_is_at_the_other_end() -> None:
    server = fork_server()
    ours, theirs = socket.socketpair()
    argv = ["launcher", "-f", os.devnull, "--log-level=ERROR"]
    with theirs:
        _, end = server.fork(argv, dict(os.environ), os.getcwd(), theirs.fileno(), {})
    assert ours.recv(1)
    ours.close()
    assert end.result(timeout=10) == 0


def in_a_worker(code: str, *descriptors: int) -> str:
    """What `code` prints in a process that begins as a worker does; `descriptors` stay open in it."""
    begin = (
        f"import sys; sys.path += {[str(TESTS / name) for name in ('helpers', 'bench')]!r}\n"
        "from forkkernel.imports import preloading\n"
        "with preloading():\n    from jixiao.rounds.task_runner import JsonTaskRunner\n"
        "for step in JsonTaskRunner.prepare():\n    step()\nJsonTaskRunner.settle()\n"
        "from forkkernel import client\n"
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
        "import nbformat, kernel_cells\n"
        "from jixiao.rounds.execute import stable\n"
        "made = [nbformat.writes(stable(kernel_cells.run(*kernel_cells.PICTURES, engine=e)))"
        " for e in ('forkkernel', 'nbclient')]\n"
        "print(made[0] == made[1], client._server.process.__class__.__name__)\n"
    )
    assert in_a_worker(code) == "True Child"


def test_a_kernel_of_a_process_that_is_forked_later_gives_what_an_ordinary_one_gives() -> None:
    """The process that asks was there before what its kernels need was imported."""
    code = (
        f"import sys; sys.path += {[str(TESTS / name) for name in ('helpers', 'bench')]!r}\n"
        "import os\nfrom forkkernel import LaterFork, import_here\n"
        "import_here(('papermill.engines',), of_kernels=False)\n"
        "later, asking = LaterFork(), os.fork()\n"
        "if not asking:\n"
        "    later.asked_here()\n"
        "    import nbformat, kernel_cells\n"
        "    from forkkernel import client\n"
        "    from jixiao.rounds.execute import stable\n"
        "    made = [nbformat.writes(stable(kernel_cells.run(*kernel_cells.PICTURES, engine=e)))"
        " for e in ('forkkernel', 'nbclient')]\n"
        "    print(made[0] == made[1], client._server.alive, flush=True)\n"
        "    client.close_fork_server()\n    print(client._server, flush=True)\n    os._exit(0)\n"
        "import_here(())\nserving = later.fork()\n"
        "print([os.waitpid(pid, 0)[1] for pid in (asking, serving)])\n"
    )
    done = subprocess.run(
        [sys.executable, "-P", "-c", code],
        capture_output=True,
        text=True,
        check=True,
        timeout=120,
        env=os.environ | {"PYTHONHASHSEED": "0"},
    )
    assert done.stdout.splitlines() == ["True True", "None", "[0, 0]"]


def test_a_worker_has_its_kernels_made_ready_as_its_first_notebook_asks_for_them() -> None:
    """Else they would be made anew, later than without."""
    code = (
        "asked = []\n"
        "for name in ('prepare', 'fork'):\n"
        "    def noted(self, argv, *rest, own=getattr(client.ForkServer, name)):\n"
        "        asked.append(list(argv))\n        return own(self, argv, *rest)\n"
        "    setattr(client.ForkServer, name, noted)\n"
        "import tempfile\n"
        "from bench_batch import DATA, NOTEBOOKS, jobs_of\n"
        "from jixiao.rounds.execute import execute\n"
        "from jixiao.rounds.jobs import Job\n"
        "from jixiao.rounds.task import Settings\n"
        "from jixiao.rounds.task_runner import TaskRunner\n"
        "runner = TaskRunner(Settings(str(NOTEBOOKS), str(DATA), tempfile.mkdtemp(), ['en']))\n"
        "(job,) = [one for one in jobs_of(DATA) if one['notebook'] == 'targets']\n"
        "failure = execute(Job.from_json(job), NOTEBOOKS, DATA).failure\n"
        "runner.close()\n"
        "print(len(asked), asked[0] == asked[1], failure)\n"
    )
    assert in_a_worker(code) == "2 True None"


def test_a_kernel_is_made_ready_once_and_not_forked_before_it_is_asked_for() -> None:
    ours, theirs = socket.socketpair()
    with ours, theirs:
        made: list[list[str]] = []
        serving = server._Server(theirs)

        def make(argv: list[str]) -> None:
            made.append(argv)
            serving.prepared = argv

        serving.prepare = make  # type: ignore[method-assign]
        with selectors.DefaultSelector() as selector:
            for argv in (["launcher"], ["launcher", NO_HISTORY], ["other", NO_HISTORY]):
                serving.handle({"prepare": argv}, [], selector)
        assert made == [["launcher", NO_HISTORY]]
        assert not serving.kernels
        ours.setblocking(False)
        with pytest.raises(BlockingIOError):
            ours.recv(1)


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


def test_kernels_find_fonts_and_wordings_read() -> None:
    """What a notebook of a report needs of them is there before the fork, and searched once."""
    code = (
        "from matplotlib.font_manager import FontManager\n"
        "from bench_batch import DATA, floor_of, jobs_of\n"
        "from jixiao.catalogue import wordings\n"
        "def searched():\n"
        "    return [f.cache_info().misses for f in (FontManager._findfont_cached, wordings)]\n"
        "before = searched()\n"
        "for job in jobs_of(DATA):\n    floor_of(job)\n"
        "print(searched() == before and all(before))\n"
    )
    assert in_a_worker(code) == "True"


def test_a_process_with_threads_does_not_fork_its_preloaded_process() -> None:
    code = (
        "import threading\nclient.close_fork_server()\n"
        "threading.Thread(target=threading.Event().wait, daemon=True).start()\n"
        "client.import_here(()); client.fork_here()\nprint(client._server is None)\n"
        "print(client.fork_server().process.__class__.__name__)\n"
    )
    assert in_a_worker(code).split() == ["True", "Popen"]


def test_a_kernel_is_ready_when_it_says_so_and_is_not_asked(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Only at the end, for the version of its language."""
    asked = []
    ask = WireClient.kernel_info

    def counted(self: WireClient, *args: object, **options: object) -> object:
        asked.append(self)
        return ask(self, *args, **options)

    monkeypatch.setattr(WireClient, "kernel_info", counted)
    for _ in range(3):
        run("1")
    assert [asked.count(one) for one in dict.fromkeys(asked)] == [1, 1, 1]


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


def test_a_kernel_that_will_not_end_is_ended_and_the_next_one_runs() -> None:
    """The one that was killed for it stopped every later run of the process."""
    run("import signal; signal.signal(signal.SIGTERM, signal.SIG_IGN);")
    assert text(run("print(1)").cells[0]) == "1"


def test_a_daemon_that_a_notebook_leaves_behind_is_no_error() -> None:
    """It holds the kernel's end of the socket pair open."""
    source = (
        "import os, time\nreading, writing = os.pipe()\n"
        "if not os.fork():\n"
        "    os.setsid(); os.write(writing, str(os.getpid()).encode()); time.sleep(20); os._exit(0)\n"
        "print(os.read(reading, 20).decode())"
    )
    daemon = int(text(run(source).cells[0]))
    os.kill(daemon, signal.SIGKILL)


def test_shared_memory_that_a_notebook_forgot_is_removed() -> None:
    """By a process of multiprocessing's, which was killed with the kernel before it could."""
    source = (
        "from multiprocessing.shared_memory import SharedMemory\n"
        "shared = SharedMemory(create=True, size=10); print(shared.name)"
    )
    assert not Path("/dev/shm", text(run(source).cells[0])).exists()


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


def test_a_forked_kernel_needs_no_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    close_fork_server()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    found = f"from pathlib import Path; print(*Path({str(tmp_path)!r}).rglob('*'))"
    assert text(run(found).cells[0]) == ""


@pytest.mark.parametrize("name", ["SIGKILL", "SIGTERM"])
def test_a_kernel_that_is_killed_is_the_error_of_its_cell(name: str) -> None:
    with pytest.raises(PapermillExecutionError) as caught:
        run("1", f"import os, signal; os.kill(os.getpid(), signal.{name})", "2")
    assert (caught.value.ename, caught.value.cell_index) == ("KernelKilledError", 1)


def test_a_kernel_that_ends_itself_is_told_from_one_that_was_killed() -> None:
    with pytest.raises(PapermillExecutionError) as caught:
        run("1", "import os; os._exit(3)", "2")
    assert (caught.value.ename, caught.value.cell_index) == ("DeadKernelError", 1)


def test_a_kernel_that_is_killed_before_it_says_what_it_is_gives_no_page(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The page was taken for whole, and lacked `language_info` (found by killing at random)."""

    def killed(*_: object) -> None:
        raise DeadKernelError("Kernel died")

    monkeypatch.setattr("forkkernel.engine.NotebookRun.wait_for_reply", killed)
    notebook = new_notebook(cells=[new_code_cell("1")])
    notebook.metadata["kernelspec"] = {"name": "python3", "language": "python", "display_name": "P"}
    with pytest.raises(DeadKernelError):
        papermill.execute_notebook(notebook, None, engine_name="forkkernel", progress_bar=False)


def test_a_kernel_that_its_cells_made_silent_ends_its_notebook(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """It answered its cell and nothing more: the worker died of it, or waited without end."""
    monkeypatch.setattr("forkkernel.engine._PATIENCE", 2)
    notebook = new_notebook(cells=[new_code_cell("import sys; sys.modules.clear(); print(1)")])
    notebook.metadata["kernelspec"] = {"name": "python3", "language": "python", "display_name": "P"}
    with pytest.raises(PapermillExecutionError):  # the error of its cell
        papermill.execute_notebook(notebook, None, engine_name="forkkernel", progress_bar=False)


def test_a_stopped_kernel_falls_under_the_time_that_a_cell_may_take() -> None:
    with pytest.raises(PapermillExecutionError) as caught:
        run("import os, signal; os.kill(os.getpid(), signal.SIGSTOP)", execution_timeout=1)
    assert caught.value.ename == "CellTimeoutError"
    assert until(lambda: fork_server()._ends == {}), "the stopped kernel is killed"


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGSTOP])
def test_a_kernel_that_is_killed_or_stopped_before_any_cell_has_run_is_replaced(
    number: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    fork, killed = ForkServer.fork, []
    monkeypatch.setattr(manager, "_GRACE", 0.5)

    def kill_first(server: ForkServer, *request: Any) -> Any:
        pid, end = fork(server, *request)
        if not killed:
            killed.append(pid)
            os.kill(pid, number)
        return pid, end

    monkeypatch.setattr(ForkServer, "fork", kill_first)
    fork_server().usable  # noqa: B018  # it has imported everything
    assert text(run("print(1)", start_timeout=5).cells[0]) == "1"
    assert killed


def test_a_stopped_preloaded_process_is_replaced(monkeypatch: pytest.MonkeyPatch) -> None:
    fork, stopped = ForkServer.fork, []

    def stop_first(server: ForkServer, *request: Any) -> Any:
        if not stopped:
            stopped.append(server)
            server.patience = 0.5
            os.kill(server.process.pid, signal.SIGSTOP)
        return fork(server, *request)

    monkeypatch.setattr(ForkServer, "fork", stop_first)
    assert text(run("print(1)").cells[0]) == "1"
    assert fork_server() is not stopped[0]
    assert not stopped[0].alive


@pytest.mark.parametrize("ends", ["", "; os.kill(os.getpid(), signal.SIGKILL)"])
def test_a_preloaded_process_that_is_stopped_while_its_kernel_works_is_replaced(
    ends: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It can no longer tell that the kernel has ended."""
    monkeypatch.setattr(manager, "_GRACE", 0.5)
    monkeypatch.setattr(manager, "_PATIENCE", 0.5)
    first = fork_server()
    source = f"import os, signal; print(1, flush=True); os.kill(os.getppid(), signal.SIGSTOP){ends}"
    if ends:
        with pytest.raises(PapermillExecutionError):
            run(source, execution_timeout=2)
    else:
        assert text(run(source).cells[0]) == "1"
    assert not first.alive
    assert text(run("print(2)").cells[0]) == "2"


def test_nothing_waits_for_a_kernel_that_is_lost() -> None:
    """Python says of a task that is destroyed while it waits that it is, on standard error."""
    others = asyncio.all_tasks(ensure_event_loop())  # a browser of other tests has some
    with pytest.raises(PapermillExecutionError):
        run("import time; time.sleep(60)", execution_timeout=1)
    assert [
        task for task in asyncio.all_tasks(ensure_event_loop()) - others if not task.done()
    ] == []


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


def test_a_preloaded_process_that_is_killed_as_a_kernel_is_asked_for_is_replaced(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    fork, killed = ForkServer.fork, []

    def kill_first(server: ForkServer, *request: object) -> object:
        if not killed:
            killed.append(server)
            os.kill(server.process.pid, signal.SIGKILL)
            server.process.wait(10)
        return fork(server, *request)  # type: ignore[arg-type]

    monkeypatch.setattr(ForkServer, "fork", kill_first)
    assert text(run("print(1)").cells[0]) == "1"
    assert fork_server() is not killed[0]


def test_a_program_that_a_cell_starts_holds_no_end_of_the_wire() -> None:
    source = "import os\nprint(os.popen('ls -l /proc/self/fd').read())"
    assert "socket" not in text(run(source).cells[0])


def test_nothing_is_kept_of_a_kernel_that_ended() -> None:
    run("1")
    assert until(lambda: fork_server()._ends == {})


def test_a_kernel_that_cannot_be_forked_is_started(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("forkkernel.engine.can_fork", lambda: False)
    assert text(run("import os; print(os.getppid())").cells[0]) == str(os.getpid())


def test_the_connection_file_of_a_started_kernel_is_in_the_runtime_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the caller can name a folder of its own, which it removes after workers that were killed."""
    monkeypatch.setattr("forkkernel.engine.can_fork", lambda: False)
    monkeypatch.setenv("JUPYTER_RUNTIME_DIR", str(tmp_path / "runtime"))
    found = f"from pathlib import Path; print(*Path({str(tmp_path)!r}).rglob('*.json'))"
    (connection,) = map(Path, text(run(found).cells[0]).split())
    assert connection.parent == tmp_path / "runtime"
    assert list(connection.parent.iterdir()) == []


def test_the_connection_file_of_a_workers_kernel_is_in_a_folder_that_is_swept(
    root: Path, data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A worker that was killed left it in the temporary folder for ever."""
    monkeypatch.setattr("forkkernel.engine.can_fork", lambda: False)
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    runner = TaskRunner(Settings(str(root / "notebooks"), str(data), str(tmp_path), ["en"]))
    runner._set_folders()
    found = f"from pathlib import Path; print(*Path({str(tmp_path)!r}).rglob('kernel*.json'))"
    (connection,) = map(Path, text(run(found).cells[0]).split())
    assert connection.parent.parent.parent == tmp_path
    assert connection.parent.parent.name.startswith(f"{owned.PREFIX}{os.getpid()}-")
    runner.close()
    assert list(tmp_path.iterdir()) == []


def test_what_the_environment_names_is_preloaded(monkeypatch: pytest.MonkeyPatch) -> None:
    close_fork_server()
    monkeypatch.setenv("FORKKERNEL_PRELOAD", "this_is_no_module,colorsys")
    try:
        assert text(run("import sys; print('colorsys' in sys.modules)").cells[0]) == "True"
    finally:
        close_fork_server()


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
    """The preloaded process and its kernel end with their owner."""
    path, up = tmp_path / "slow.ipynb", tmp_path / "up"
    source = f"import os, pathlib, time\nprint(1, flush=True); mark = pathlib.Path({str(up)!r})\n"
    cells = [
        new_code_cell(source + "mark.write_text(f'{os.getpid()} {os.getppid()}'); time.sleep(60)")
    ]
    notebook = new_notebook(cells=cells)
    notebook.metadata["kernelspec"] = {"name": "python3", "language": "python", "display_name": "P"}
    nbformat.write(notebook, path)
    folder = tempfile.mkdtemp(dir=tmp_path.parent)
    command = [sys.executable, "-m", "papermill", "--engine", "forkkernel", "--no-progress-bar"]
    owner = subprocess.Popen(
        [*command, str(path), str(tmp_path / "out.ipynb")],
        env=os.environ | {"TMPDIR": folder},
        stderr=subprocess.DEVNULL,
    )
    assert until(lambda: up.exists() and len(up.read_text().split()) == 2, 30)
    processes = up.read_text().split()
    assert all(Path("/proc", one).exists() for one in processes)
    owner.send_signal(number)
    owner.wait(20)
    assert until(lambda: not any(Path("/proc", one).exists() for one in processes))
    assert list(Path(folder).iterdir()) == []


def test_folders_of_owners_that_are_gone_are_swept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By a lock, not by the number of the process, which may be another's by now."""
    own = owned.OwnedFolder()
    monkeypatch.setattr(owned.tempfile, "gettempdir", lambda: str(own.path.parent))
    left = own.path.parent / f"jixiao-{os.getpid()}-left"
    left.mkdir()
    (left / "owned").touch()
    making = own.path.parent / f"jixiao-{os.getpid()}-making"
    making.mkdir()
    process = subprocess.Popen([sys.executable, "-c", ""])
    process.wait()
    unmarked = own.path.parent / f"jixiao-{process.pid}-unmarked"
    unmarked.mkdir()
    owned.sweep_folders()
    assert not left.exists()
    assert not unmarked.exists(), "its owner was killed before it could mark it"
    assert making.exists()
    assert own.path.exists()
    making.rmdir()
    own.close()
