"""Runs the tasks of a worker one after another; kernels, exporter and reports stay ready between them."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import cache, lru_cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from forkkernel import (
    LaterFork,
    can_fork,
    close_fork_server,
    fork_here,
    fork_server,
    import_here,
    preload,
)

from ..base.errors import OneOutputError, OutputError, ReportError
from ..labels import LANGUAGES
from ..report import Report, load_report, with_predecessors
from ..report.notice import notice_of
from ..storage import kept
from ..storage.files import LocalStore, Store
from ..storage.remote import RemoteStore, address_of, fetch
from ..storage.run_results import VARIABLE
from ..storage.temporary import OwnedFolder, temporary_folder_needed
from .jobs import DOCUMENTS_PAGE, REPORT_NOTEBOOKS, TABLES, WHOLE_YEAR, Failure, Job
from .task import Result, Settings, Task, stopped_answer

if TYPE_CHECKING:
    from ..publish.page import PageExporter

PRELOADED = ("jixiao.rounds.preload:fill",)  # what a forked kernel has done already
_OF_THE_FIRST = ("jixiao.rounds.preload:rooms",)  # what those of the first worker have
_OF_BOTH = ("pandas", "jixiao.report")  # what workers and kernels need
# What the worker itself needs.
_OF_THE_WORKER = (
    "jixiao.rounds.execute",
    "forkkernel.engine",
    "jixiao.diff.records",
    "jixiao.rounds.site",
    "jixiao.rounds.task_runner:rehearse",
)
_RUNTIME = "JUPYTER_RUNTIME_DIR"  # where Jupyter writes connection files
_REPORTS_IN_MEMORY = 12  # one department's years


@cache
def exporter() -> PageExporter:
    """The exporter of this process; building one takes a second."""
    from ..publish.page import PageExporter

    return PageExporter()


def rehearse() -> None:
    """Make a page of nothing, so that checks, templates and the font are ready for one. What fails here
    fails again where it is told.
    """
    import nbformat
    from nbformat.v4 import new_markdown_cell, new_notebook

    empty = nbformat.reads(nbformat.writes(new_notebook(cells=[new_markdown_cell("#")])), 4)
    with suppress(ReportError):
        exporter().export(empty, title="", language="en")


class TaskRunner:
    """Runs tasks one after another in this process; close it at the end."""

    def __init__(self, settings: Settings) -> None:
        preload(PRELOADED)
        if can_fork():
            fork_server()  # it imports while this process does
        self.settings = settings
        self.notebooks = Path(settings.notebooks)
        self.data_copy: OwnedFolder | None = None
        self.run_folder: OwnedFolder | None = None
        self.data = self._data()
        scratch = Path(settings.scratch) if settings.scratch else None
        self.outputs: Store = LocalStore(Path(settings.outputs), scratch)
        if address := address_of(settings.outputs):
            self.outputs = RemoteStore(address)
        if can_fork():
            from .execute import prepare

            prepare()
        rehearse()
        self.exporter = exporter()
        self.report = lru_cache(maxsize=_REPORTS_IN_MEMORY)(self._load)

    def run(self, task: Task) -> Result:
        """Do one task. A notebook that fails, a table that cannot be read, or an output that cannot
        be written where others can, is its result.

        Raises OutputError where nothing more can be written: the tasks that follow are no better off.
        """
        begun = time.perf_counter()
        stem = task.job.stem.as_posix()
        try:
            with temporary_folder_needed():
                done = self._tables(task) if task.job.notebook == TABLES else self._notebook(task)
        except ReportError as error:
            if isinstance(error, OutputError) and not isinstance(error, OneOutputError):
                raise
            done = Result(stem, {}, Failure(0, {each: error.words(each) for each in LANGUAGES}))
        return Result(stem, done.files, done.failure, done.entries, time.perf_counter() - begun)

    def close(self) -> None:
        """End the kernels and the process that they are forked from."""
        for variable in (VARIABLE, _RUNTIME, kept.VARIABLE):
            os.environ.pop(variable, None)
        close_fork_server()
        for folder in (self.data_copy, self.run_folder):
            if folder:
                folder.close()

    def _data(self) -> Path:
        """The data folder, or a copy of what is at its address."""
        address = address_of(self.settings.data)
        if not address:
            return Path(self.settings.data)
        self.data_copy = OwnedFolder("data-")
        fetch(address, self.data_copy.path / "data")
        return self.data_copy.path / "data"

    def _tables(self, task: Task) -> Result:
        from .site import report_entries, write_tables
        from .source_pages import write_sources

        assert task.job.year is not None
        self._set_folders()
        languages = self.settings.languages
        report = self.report(task.job.department, task.job.year)
        files: dict[str, int] = {}
        if task.files:
            said = notice_of(self.data)
            files |= write_tables(report, self.outputs, languages, said)
            files |= write_sources(report, self.outputs, languages, self.data, said)
        entries = report_entries(report, languages)
        return Result(task.job.stem.as_posix(), files, None, entries)

    def _notebook(self, task: Task) -> Result:
        from ..diff.records import key_records
        from .execute import execute
        from .site import department_of, write_job

        self._set_folders()
        self._set_kept(task)
        executed = execute(task.job, self.notebooks, self.data, timeout=self.settings.timeout)
        notebook, failure = executed.notebook, executed.failure
        reports = self._reports(task.job)
        notebook.metadata["jixiao"] = {
            "fingerprint": task.fingerprint,
            "notebook": task.job.notebook,
            "parameters": task.job.parameters,
            "department": department_of(task.job, reports),
            "failure": list(failure) if failure else None,
            "records": key_records(task.job.notebook, reports),
        }
        files = write_job(
            task.job,
            notebook,
            task.title,
            self.outputs,
            self.exporter,
            self.settings.languages,
            reports,
            failure,
            task.pages,
            notice_of(self.data),
            self.data,
        )
        return Result(task.job.stem.as_posix(), files, failure)

    def _set_folders(self) -> None:
        """Let kernels share what they compute of one report, in a folder that ends with this run.

        Connection files of ordinary kernels are written there too, so that they end with it.
        """
        self.run_folder = self.run_folder or OwnedFolder("run-")
        os.environ[VARIABLE] = str(self.run_folder.path)
        os.environ[_RUNTIME] = str(self.run_folder.path / "runtime")

    def _set_kept(self, task: Task) -> None:
        """Let the kernel know where a page of many reports keeps a line of each, if it does."""
        os.environ.pop(kept.VARIABLE, None)
        if task.kept and isinstance(self.outputs, LocalStore):
            folder = self.outputs.folder / kept.FOLDER
            os.environ[kept.VARIABLE] = kept.naming(folder, task.kept)

    def _reports(self, job: Job) -> list[Report]:
        """The reports that a job is about; none where one of them cannot be read."""
        if not job.department:
            return []  # a page of many departments names its places and does not show them
        of_years = job.year is None or job.notebook == DOCUMENTS_PAGE
        own = [] if of_years else [(job.department, job.year)]
        try:
            own = own or [*with_predecessors(job.department, self.data)]
            found = [self.report(department, year) for department, year in own]
        except ReportError:
            return []
        # A notebook of one document's tables shows that document, as it does itself.
        tables = REPORT_NOTEBOOKS.get(job.notebook, ()) if job.notebook not in WHOLE_YEAR else ()
        return [report.with_table(*tables) for report in found] if tables else found

    def _load(self, department: str, year: int) -> Report:
        return load_report(department, year, self.data)


class JsonTaskRunner:
    """A `TaskRunner` whose tasks and answers are JSON, for workers in other processes.

    What stops the whole run is an answer too, see `stopped_by`.
    """

    @staticmethod
    def prepare() -> Sequence[Callable[[], None]]:
        steps = (
            partial(import_here, _OF_BOTH, of_kernels=False),
            partial(import_here, _OF_THE_FIRST),
            partial(import_here, (*PRELOADED, *_OF_THE_WORKER)),
        )
        return [partial(_with_room, step) for step in steps]

    @staticmethod
    def settle(kernels: LaterFork | None = None) -> None:
        if kernels:
            kernels.asked_here()
            _with_room(partial(import_here, _OF_THE_WORKER, of_kernels=False))
        else:
            fork_here()

    def __init__(self, settings: dict[str, Any]) -> None:
        self.runner: TaskRunner | None = None
        self.fault: OutputError | None = None
        try:
            with temporary_folder_needed():
                self.runner = TaskRunner(Settings(**settings))
        except OutputError as error:
            self.fault = error

    def run(self, task: dict[str, Any]) -> dict[str, Any]:
        try:
            if self.runner is None:
                raise self.fault or AssertionError
            return self.runner.run(Task.from_json(task)).to_json()
        except OutputError as error:
            return stopped_answer(error)

    def close(self) -> None:
        if self.runner:
            self.runner.close()


def _with_room(step: Callable[[], None]) -> None:
    """Do `step`; that the temporary folder is full is told at the first task."""
    with suppress(OutputError), temporary_folder_needed():
        step()
