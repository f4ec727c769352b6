"""Progress that nobody reads: the run goes on, and its end is no failure."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

PROGRAM = """
import sys
from jixiao.rounds.progress import Progress, counted
stream = getattr(sys, sys.argv[1])
progress = Progress(stream, 2, 0)
for name in counted(["a", "b"], stream, iter(range(0, 1000, 100)).__next__):
    progress.done(name, 1.0)
progress.close()
"""


@pytest.mark.parametrize("stream", ["stdout", "stderr"])
def test_a_stream_that_nobody_reads_changes_no_exit_code(stream: str) -> None:
    read, write = os.pipe()
    os.close(read)
    # Python that writes at once has nothing left to write at its end: most people's does not.
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONUNBUFFERED"}
    options = {"stdout": write, "stderr": write}
    run = subprocess.run([sys.executable, "-c", PROGRAM, stream], env=environment, **options)
    os.close(write)
    assert run.returncode == 0


@pytest.mark.parametrize("number", [0, 1, 2])
def test_a_stream_that_was_closed_is_open_in_what_is_started_too(number: int) -> None:
    """A kernel or worker that found its stream closed took it for a file of its own, or died."""
    inner = f"import os; os.fstat({number})"
    start = (
        "import subprocess, sys; from jixiao.cli.terminal import open_streams; open_streams();"
        f"sys.exit(subprocess.run([sys.executable, '-c', {inner!r}]).returncode)"
    )
    ran = subprocess.run([sys.executable, "-c", start], preexec_fn=lambda: os.close(number))
    assert ran.returncode == 0


def test_progress_on_a_full_device_changes_no_exit_code() -> None:
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONUNBUFFERED"}
    with open("/dev/full", "w") as full:
        command = [sys.executable, "-c", PROGRAM, "stderr"]
        ran = subprocess.run(command, stderr=full, env=environment)
    assert ran.returncode == 0
