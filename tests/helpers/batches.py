"""Small workbooks for tests of the batch: departments that do not exist, notebooks of two cells."""

from __future__ import annotations

import atexit
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import nbformat
from nbformat.v4 import new_code_cell, new_notebook
from synthetic import write_departments

from jixiao.rounds.jobs import COMPARISON, DEPARTMENTS, REPORT_NOTEBOOKS

PARAMETERS = {
    "budget": 'department: str = ""  # d\nyear: int = 0  # y\nlanguage: str = "en"  # l',
    "departments": 'year: int = 0  # y\nlanguage: str = "en"  # l\ndepartment = "all-000"',
    "comparison": 'department: str = ""  # d\nyears: list = []  # y\nbaseline_year: int = 0  # b\n'
    'language: str = "en"  # l',
}
# A picture in the colour of its department, a number drawn by chance, a set in its order.
BODY = """\
import random, numpy
import matplotlib.pyplot as plt
shade = (int(department[-3:]) * 8 % 256) / 255
figure = plt.figure(figsize=(0.5, 0.5), facecolor=(shade, shade, shade))
figure.add_axes((0, 0, 1, 1)).axis("off")
print(department, random.random(), numpy.random.random(), {department, "a", "b", "c"})
"""


@dataclass(frozen=True)
class Workbook:
    """A data folder, notebooks and an outputs folder of a test.

    `temporary`: where its runs put what they do not keep; short, for the sake of sockets.
    """

    root: Path
    temporary: Path

    @property
    def data(self) -> Path:
        return self.root / "data"

    @property
    def outputs(self) -> Path:
        return self.root / "outputs"

    @property
    def notebooks(self) -> Path:
        return self.root / "notebooks"

    def command(self, *arguments: object, outputs: Path | None = None) -> list[str]:
        options = ["--data", self.data, "--notebooks", self.notebooks]
        options += ["--outputs", outputs or self.outputs, "--language", "en"]
        words = ["report", *options, *arguments]
        return [sys.executable, "-m", "jixiao", *map(str, words)]

    def run(
        self, *arguments: object, outputs: Path | None = None
    ) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            self.command(*arguments, outputs=outputs),
            capture_output=True,
            text=True,
            timeout=300,
            env=os.environ | {"TMPDIR": str(self.temporary)},
        )

    def write_notebook(self, name: str, *sources: str) -> None:

        cells = [new_code_cell(PARAMETERS.get(name, PARAMETERS["budget"]), id="parameters")]
        cells[0].metadata["tags"] = ["parameters"]
        if name == "audit":
            cells[0].source += '\nminimum_severity: str = "low"  # m'
        cells += [new_code_cell(text, id=f"cell-{at}") for at, text in enumerate(sources)]
        notebook = new_notebook(cells=cells)
        kernel = {"name": "python3", "language": "python", "display_name": "Python 3"}
        notebook.metadata["kernelspec"] = kernel
        self.notebooks.mkdir(exist_ok=True)
        nbformat.write(notebook, self.notebooks / f"{name}.ipynb")


def small_workbook(root: Path, source: Path, departments: int, body: str = BODY) -> Workbook:
    """A workbook with six jobs a department: four notebooks, a comparison, the tables; and one
    for all departments, if there are several.
    """

    temporary = Path(tempfile.mkdtemp(prefix="jx-"))
    atexit.register(shutil.rmtree, temporary, ignore_errors=True)
    workbook = Workbook(root, temporary)
    write_departments(source, workbook.data, departments)
    for name in (*REPORT_NOTEBOOKS, COMPARISON, DEPARTMENTS):
        workbook.write_notebook(name, body)
    return workbook


@cache
def undisturbed(source: Path, departments: int) -> dict[str, bytes]:
    """What a round of such a workbook gives where nothing disturbs it; made once for all tests."""
    with tempfile.TemporaryDirectory() as root:
        workbook = small_workbook(Path(root), source, departments)
        result = workbook.run("--jobs", 2)
        assert result.returncode == 0, result.stderr
        return contents(workbook.outputs)


class Bereft:
    """A task handler for tests of the pool: what its task stands on is taken away when it is closed."""

    def __init__(self, settings: dict[str, str]) -> None:
        self.begun = Path(settings["folder"]) / "begun"
        self.closed = threading.Event()

    @staticmethod
    def prepare() -> list[Callable[[], None]]:
        return []

    @staticmethod
    def settle(*_: object) -> None: ...

    def run(self, task: dict[str, str]) -> dict[str, str]:
        self.begun.touch()
        self.closed.wait()
        raise RuntimeError("no ground")

    def close(self) -> None:
        self.closed.set()
        time.sleep(0.5)


class Recorder:
    """A task handler for tests of the pool: dies or stops where it is told to."""

    prepared_by = 0

    @classmethod
    def prepare(cls) -> list[Callable[[], None]]:
        cls.prepared_by = os.getpid()
        return []

    @staticmethod
    def settle(*_: object) -> None: ...

    def __init__(self, settings: dict[str, str]) -> None:
        self.folder = Path(settings["folder"])

    def run(self, task: dict[str, str]) -> dict[str, str]:
        mark = self.folder / task["name"]
        if task["dies"] == "always" or (task["dies"] == "once" and not mark.exists()):
            mark.touch()
            os.kill(os.getpid(), signal.SIGKILL)
        if task["dies"] == "stopped" and not mark.exists():
            mark.touch()
            os.kill(os.getpid(), signal.SIGSTOP)
        if task["dies"] == "child stopped":  # it, and a child of its own
            (self.folder / "second").touch() if mark.exists() else mark.touch()
            stop = "sleep 600 & kill -STOP $!; wait; "
            for command in ("kill -STOP $$", stop):
                subprocess.run(["sh", "-c", command], check=False)
        return {
            "name": task["name"],
            "worker": str(os.getpid()),
            "parent": str(os.getppid()),
            "prepared by": str(self.prepared_by),
        }

    def close(self) -> None:
        (self.folder / f"closed-{os.getpid()}").touch()


class InSteps(Recorder):
    """It is ready for its first task before the last step, which waits for a file."""

    @classmethod
    def prepare(cls) -> list[Callable[[], None]]:
        answered = Path(os.environ["JIXIAO_TEST_ANSWERED"])
        return [lambda: None, lambda: None, lambda: _await_file(answered)]


def contents(folder: Path) -> dict[str, bytes]:
    """Every file below `folder`."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def _await_file(path: Path) -> None:
    if not until(path.exists, 60):
        raise AssertionError(f"no {path.name}")


def until(condition: Callable[[], object], seconds: float = 20) -> bool:
    """Whether `condition` comes true in time."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if condition():
            return True
        time.sleep(0.02)
    return False


def processes_with(variable: str) -> dict[int, str]:
    """Process id → command line of every process that has `variable` in its environment."""
    found = {}
    for path in Path("/proc").glob("[0-9]*"):
        try:
            if variable.encode() in (path / "environ").read_bytes():
                command = (path / "cmdline").read_bytes().replace(b"\0", b" ")
                found[int(path.name)] = command.decode("utf-8", "replace")
        except OSError:
            continue
    return found
