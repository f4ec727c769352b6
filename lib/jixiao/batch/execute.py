"""One job → its executed notebook, without anything that changes from run to run."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import nbformat
import papermill
from papermill.exceptions import PapermillExecutionError

from ..errors import RequestError
from ..report import DATA_VARIABLE
from .plan import Job

WARM = "jixiao-warm"
# What papermill and Jupyter write into notebooks that is of the run, not of the report.
_VOLATILE = ("papermill", "execution", "exception", "widgets")
_CONTROLS = "application/vnd.jupyter.widget-view+json"  # names a model that is gone with its kernel
_ERROR_TAG = "papermill-error-cell-tag"
_SEED = "__import__('jixiao.batch.seeding', fromlist=['x']).seed_first_cell(get_ipython(), {0})"


@dataclass(frozen=True)
class Executed:
    """The executed notebook, and where and why it stopped if it failed: (cell, error)."""

    notebook: nbformat.NotebookNode
    failure: tuple[int, str] | None = None


def execute(
    job: Job, notebooks: Path, data: Path, *, timeout: int | None = None, engine: str | None = WARM
) -> Executed:
    """Run the notebook of `job` by papermill in a kernel of its own.

    `timeout`: the most seconds that one cell may take. `engine`: papermill's name of it. A cell
    that raises, takes too long, or in which the kernel dies makes a failed job, not an exception.

    Raises RequestError if the notebook is not in the folder `notebooks`.
    """
    path = notebooks / f"{job.notebook}.ipynb"
    if not path.is_file():
        raise RequestError(
            "the notebook is missing", where=path, remedy="restore it, or pass --notebooks"
        )
    failure = None
    executed: list[nbformat.NotebookNode] = []
    with _data_folder(data):
        try:
            notebook = papermill.execute_notebook(
                nbformat.from_dict(_source(path, path.stat().st_mtime_ns)),
                None,
                parameters=job.parameters,
                engine_name=engine,
                kernel_name="python3",
                progress_bar=False,
                autosave_cell_every=0,
                execution_timeout=timeout,
                extra_arguments=[
                    "--log-level=ERROR",  # a kernel warns of its own transport
                    f"--IPKernelApp.exec_lines={_SEED.format(seed(job))}",
                ],
                **({"executed": executed} if engine == WARM else {}),
            )
        except PapermillExecutionError as error:
            if not executed:
                raise
            notebook = executed[0]
            failure = (error.cell_index, f"{error.ename}: {error.evalue}")
    return Executed(stable(notebook), failure)


def seed(job: Job) -> int:
    """The seed of a job's random numbers: the same parameters give the same report."""
    text = json.dumps([job.notebook, job.parameters], sort_keys=True)
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:4])


def execute_stored(path: Path) -> nbformat.NotebookNode:
    """The notebook at `path` with the outputs of its own default parameters."""
    notebook = papermill.execute_notebook(
        str(path), None, engine_name=WARM, kernel_name="python3", progress_bar=False
    )
    return stable(notebook)


def stable(notebook: nbformat.NotebookNode) -> nbformat.NotebookNode:
    """The notebook without times, paths and papermill's own error cells."""
    notebook.cells = [
        cell for cell in notebook.cells if _ERROR_TAG not in cell.metadata.get("tags", [])
    ]
    for holder in (notebook, *notebook.cells):
        for key in _VOLATILE:
            holder.metadata.pop(key, None)
    for cell in notebook.cells:
        for output in cell.get("outputs", []):
            output.get("data", {}).pop(_CONTROLS, None)
        if "injected-parameters" in cell.metadata.get("tags", []):
            cell["id"] = "injected-parameters"
    return notebook


@cache
def _source(path: Path, changed: int) -> nbformat.NotebookNode:
    """The notebook at `path` as written, without its stored outputs; read once per change."""
    notebook = nbformat.read(path, as_version=4)
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
    return notebook


@contextmanager
def _data_folder(data: Path) -> Iterator[None]:
    """Kernels take their data folder from the environment."""
    before = os.environ.get(DATA_VARIABLE)
    os.environ[DATA_VARIABLE] = str(data.resolve())
    try:
        yield
    finally:
        if before is None:
            del os.environ[DATA_VARIABLE]
        else:
            os.environ[DATA_VARIABLE] = before
