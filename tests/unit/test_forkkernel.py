"""The package of forked kernels knows nothing of reports."""

from __future__ import annotations

import ast
import os
import socket
import subprocess
import sys
from importlib.metadata import entry_points
from pathlib import Path

import papermill.engines
import pytest

import forkkernel
from forkkernel.process import started

PACKAGE = Path(forkkernel.__file__).parent


def test_no_module_of_it_names_this_library() -> None:
    modules = sorted(PACKAGE.glob("*.py"))
    assert len(modules) > 5
    for module in modules:
        assert "jixiao" not in module.read_text("utf-8"), module.name
        assert ast.get_docstring(ast.parse(module.read_text("utf-8"))), module.name


def test_nothing_of_this_library_is_imported_with_it_nor_preloaded_by_it() -> None:
    script = (
        "import sys\n"
        "import forkkernel; forkkernel.ForkEngine\n"
        "with forkkernel.preloading(): forkkernel.imports.fill(())\n"
        "print(*(name for name in sys.modules if name.partition('.')[0] == 'jixiao'))"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == ""


def test_papermill_knows_its_engine_by_its_name_and_by_its_former_one() -> None:
    named = {one.name: one.load() for one in entry_points(group="papermill.engine")}
    assert named["forkkernel"] is named["jixiao-warm"] is forkkernel.ForkEngine
    assert papermill.engines.papermill_engines.get_engine("forkkernel") is forkkernel.ForkEngine


def test_what_it_offers_is_there() -> None:
    assert all(hasattr(forkkernel, name) for name in forkkernel.__all__)


def test_a_process_that_imports_ends_with_its_owner(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "slow.py").write_text("import time\ndef wait(): time.sleep(600)\n")
    monkeypatch.setenv(
        "PYTHONPATH", os.pathsep.join([str(tmp_path), *map(os.path.abspath, sys.path)])
    )
    ours, theirs = socket.socketpair()
    with theirs:
        process = started(theirs.fileno(), ["slow:wait"])
    ours.close()
    assert process.wait(60) == 1
