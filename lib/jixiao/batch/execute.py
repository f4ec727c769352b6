"""One job → its executed notebook, without anything that changes from run to run."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import nbformat
import papermill
from nbclient.exceptions import CellTimeoutError, DeadKernelError
from papermill.exceptions import PapermillExecutionError

from ..errors import RequestError
from ..report import DATA_VARIABLE
from .plan import Job

# What papermill and Jupyter write into notebooks that is of the run, not of the report.
_VOLATILE = ("papermill", "execution", "exception", "widgets")
_CONTROLS = "application/vnd.jupyter.widget-view+json"  # names a model that is gone with its kernel
_ERROR_TAG = "papermill-error-cell-tag"


@dataclass(frozen=True)
class Executed:
    """The executed notebook, and where and why it stopped if it failed: (cell, error)."""

    notebook: nbformat.NotebookNode
    failure: tuple[int, str] | None = None


def execute(job: Job, notebooks: Path, data: Path) -> Executed:
    """Run the notebook of `job` by papermill in a kernel of its own.

    Raises RequestError if the notebook is not in the folder `notebooks`.
    """
    source = notebooks / f"{job.notebook}.ipynb"
    if not source.is_file():
        raise RequestError(
            "the notebook is missing", where=source, remedy="restore it, or pass --notebooks"
        )
    failure = None
    with tempfile.TemporaryDirectory(prefix="jixiao-") as folder, _data_folder(data):
        output = Path(folder) / "executed.ipynb"
        try:
            papermill.execute_notebook(
                str(source),
                str(output),
                parameters=job.parameters,
                kernel_name="python3",
                progress_bar=False,
                request_save_on_cell_execute=False,
                autosave_cell_every=0,
                extra_arguments=["--log-level=ERROR"],  # a kernel warns of its own transport
            )
        except PapermillExecutionError as error:
            failure = (error.cell_index, f"{error.ename}: {error.evalue}")
        except (DeadKernelError, CellTimeoutError) as error:
            failure = (0, f"{type(error).__name__}: {error}")
        written = output if output.is_file() else source
        notebook = nbformat.read(written, as_version=4)
    return Executed(stable(notebook), failure)


def execute_stored(path: Path) -> nbformat.NotebookNode:
    """The notebook at `path` with the outputs of its own default parameters."""
    with tempfile.TemporaryDirectory(prefix="jixiao-") as folder:
        output = Path(folder) / "executed.ipynb"
        papermill.execute_notebook(
            str(path), str(output), kernel_name="python3", progress_bar=False
        )
        return stable(nbformat.read(output, as_version=4))


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
