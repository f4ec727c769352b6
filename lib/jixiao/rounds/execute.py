"""One job → its executed notebook, without anything that changes from run to run."""

from __future__ import annotations

import hashlib
import json
import logging
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import nbformat
import papermill
from nbformat.v4.rwbase import split_lines, strip_transient
from papermill.engines import papermill_engines
from papermill.exceptions import PapermillExecutionError
from papermill.iorw import load_notebook_node
from papermill.parameterize import parameterize_notebook

from forkkernel import NO_HISTORY
from forkkernel.engine import KILLED, prepare_kernel

from ..base.errors import KINDS, RequestError
from ..base.language import Language
from ..base.said import Said, entry
from ..labels import LANGUAGES
from ..report import DATA_VARIABLE
from .fingerprint import notebook_digest
from .jobs import Failure, Job
from .seeding import SEED_VARIABLE

ENGINE = "forkkernel"
_KERNEL = "python3"
# What papermill and Jupyter write into notebooks that is of the run, not of the report.
_VOLATILE = ("papermill", "execution", "exception", "widgets")
_OF_THE_KERNEL = {
    KILLED: "rounds.kernel_killed",
    "DeadKernelError": "rounds.kernel_died",
    "CellTimeoutError": "rounds.cell_too_long",
}
_CONTROLS = "application/vnd.jupyter.widget-view+json"  # names a model that is gone with its kernel
_SEED = "__import__('jixiao.rounds.seeding', fromlist=['x']).seed_first_cell(get_ipython())"
_ARGUMENTS = (
    "--log-level=ERROR",  # a kernel warns of its own transport
    NO_HISTORY,  # the cells of a batch do not belong to the history of a user
    f"--IPKernelApp.exec_lines={_SEED}",
    "--HistoryManager.hist_file=:memory:",  # nbclient adds it where it is not named
)


@dataclass(frozen=True)
class Executed:
    """The executed notebook, and where and why it stopped if it failed."""

    notebook: nbformat.NotebookNode
    failure: Failure | None = None


def prepare() -> None:
    """Let kernels of this process be made ready before the first notebook comes."""
    prepare_kernel(_KERNEL, _ARGUMENTS)


def execute(
    job: Job,
    notebooks: Path,
    data: Path,
    *,
    timeout: int | None = None,
    engine: str | None = ENGINE,
) -> Executed:
    """Run the notebook of `job` by papermill in a kernel of its own.

    By papermill's parts rather than its `execute_notebook`, which formats the notebook twice
    where nothing is written, and gives one that failed only to a file.

    `timeout`: the most seconds that one cell may take. `engine`: papermill's name of it. A cell
    that raises, takes too long, or in which the kernel dies makes a failed job, not an exception. A
    notebook whose kernel was killed, as the system does where memory runs out, is run once more.

    Raises RequestError if the notebook is not in the folder `notebooks`.
    """
    path = notebooks / f"{job.notebook}.ipynb"
    if not path.is_file():
        raise RequestError("rounds.no_notebook", where=path)
    executed = _run(job, path, data, timeout, engine)
    failure = _failure(executed, job.language, timeout)
    if failure and failure.kind == KILLED:
        executed = _run(job, path, data, timeout, engine)
        failure = _failure(executed, job.language, timeout)
    return Executed(stable(executed), failure)


def _run(
    job: Job, path: Path, data: Path, timeout: int | None, engine: str | None
) -> nbformat.NotebookNode:
    """The notebook at `path`, executed with the parameters of `job`."""
    notebook = parameterize_notebook(
        load_notebook_node(nbformat.from_dict(_source(path, path.stat().st_mtime_ns))),
        job.parameters,
        kernel_name=_KERNEL,
        engine_name=engine,
    )
    variables = {DATA_VARIABLE: str(data.resolve()), SEED_VARIABLE: str(seed(job))}
    with _environment(variables), _papermill_log_silenced():
        return papermill_engines.execute_notebook_with_engine(
            engine,
            notebook,
            kernel_name=_KERNEL,
            output_path=None,
            progress_bar=False,
            log_output=False,
            autosave_cell_every=0,
            execution_timeout=timeout,
            extra_arguments=list(_ARGUMENTS),
        )


def _failure(
    notebook: nbformat.NotebookNode, language: Language, timeout: int | None
) -> Failure | None:
    """The first cell that raised, and what. An exit without a code is no failure.

    An error that cannot be shown itself leaves no output but printed lines; papermill's mark of the
    cell then tells.
    """
    for number, cell in enumerate(notebook.cells):
        outputs = cell.get("outputs", [])
        raised = [output for output in outputs if output.output_type == "error"]
        for output in raised:
            if output.ename != "SystemExit" or output.evalue not in ("", "0"):
                return Failure(number, _error_words(output, language, timeout), output.ename)
        if not raised and cell.metadata.get("papermill", {}).get("exception"):
            printed = [output.text for output in outputs if output.output_type == "stream"]
            said = "".join(printed).strip().rpartition("\n")[2]
            return Failure(number, dict.fromkeys(LANGUAGES, said))
    return None


def _error_words(
    output: nbformat.NotebookNode, language: Language, timeout: int | None
) -> dict[Language, str]:
    """What was raised, in each language. An error of ours shows itself in the notebook's language
    in place of a traceback; what another program says stays as it is.
    """
    if output.ename in _OF_THE_KERNEL:
        said = Said(_OF_THE_KERNEL[output.ename], seconds=timeout or 0)
        return {each: said.words(each) for each in LANGUAGES}
    words: dict[Language, str] = dict.fromkeys(LANGUAGES, f"{output.ename}: {output.evalue}")
    if _is_ours(output):
        words[language] = output.traceback[0]
    return words


def _is_ours(output: nbformat.NotebookNode) -> bool:
    """Whether an error shows itself in a line behind the kind of problem that it is."""
    kinds = [name for kind in KINDS for name in (f"{kind}:", f"{entry(f'base.{kind}')['zh']}：")]
    return len(output.traceback) == 1 and output.traceback[0].startswith(tuple(kinds))


def seed(job: Job) -> int:
    """The seed of a job's random numbers: the same parameters give the same report."""
    text = json.dumps([job.notebook, job.parameters], sort_keys=True)
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:4])


def execute_stored(path: Path) -> nbformat.NotebookNode:
    """The notebook at `path` with the outputs of its own default parameters.

    Raises RequestError where it is none, or where a cell raises.
    """
    notebook_digest(path)
    try:
        notebook = papermill.execute_notebook(
            str(path), None, engine_name=ENGINE, kernel_name=_KERNEL, progress_bar=False
        )
    except PapermillExecutionError as error:
        words = f"{error.ename}: {error.evalue}"
        cell = error.cell_index
        raise RequestError("rounds.cell_failed", where=path, cell=cell, error=words) from error
    return stable(notebook)


def stable(notebook: nbformat.NotebookNode) -> nbformat.NotebookNode:
    """The notebook without times and paths."""
    for holder in (notebook, *notebook.cells):
        for key in _VOLATILE:
            holder.metadata.pop(key, None)
    for cell in notebook.cells:
        for output in cell.get("outputs", []):
            output.get("data", {}).pop(_CONTROLS, None)
        if "injected-parameters" in cell.metadata.get("tags", []):
            cell["id"] = "injected-parameters"
    return notebook


def notebook_text(notebook: nbformat.NotebookNode) -> str:
    """The notebook as a file: each cell a line. The notebook itself is taken apart for it.

    nbformat's own writer copies the whole notebook and indents it in Python, half of what a
    worker does for a job.
    """
    split_lines(strip_transient(notebook))
    cells = ",\n".join(_json(cell) for cell in notebook.cells)
    rest = _json({key: value for key, value in notebook.items() if key != "cells"})
    return f'{{"cells": [\n{cells}\n],\n{rest[1:]}\n'


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True)


@cache
def _source(path: Path, changed: int) -> nbformat.NotebookNode:
    """The notebook at `path` as written, without its stored outputs; read once per change."""
    notebook = nbformat.read(path, as_version=4)
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
    return notebook


@contextmanager
def _papermill_log_silenced() -> Iterator[None]:
    """What papermill logs of a dead kernel or a time limit is the job's failure and told as such."""
    log = logging.getLogger("papermill")
    level = log.level
    log.setLevel(logging.CRITICAL)
    try:
        yield
    finally:
        log.setLevel(level)


@contextmanager
def _environment(variables: dict[str, str]) -> Iterator[None]:
    """Kernels take their data folder and their seed from the environment: their command is one."""
    before = {name: os.environ.get(name) for name in variables}
    os.environ.update(variables)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value
