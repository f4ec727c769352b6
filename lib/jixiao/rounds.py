"""One round: plan, run what is not up to date, publish. What `jixiao report` does."""

from __future__ import annotations

import time
import uuid
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack, closing, suppress
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import TextIO

from .batch.cluster import Cluster
from .batch.fingerprint import Fingerprints
from .batch.lock import locked
from .batch.plan import DEPARTMENTS, TABLES, Job, check_notebooks, plan_jobs, select, tables_job
from .batch.pool import Answer, Pool, Work
from .batch.progress import Progress
from .batch.record import Made, Record, read_record, write_record
from .batch.states import UP_TO_DATE, prune, recover, why
from .cores import cores
from .errors import OutputError
from .files import LocalStore, Store
from .owned import OwnedFolder, sweep_folders, temporary_folder_needed
from .remote import RemoteStore, address_of, fetch
from .report import Filed, list_reports, load_filed, load_report
from .site import (
    changes_names,
    department_pages,
    index_content,
    index_names,
    job_title,
    write_index,
)
from .workshop import Result, Settings, Task, stopped_by

_FACTORY = "jixiao.workshop:Bench"
_SAVE_EVERY = 2.0  # seconds between two writings of run.json


@dataclass(frozen=True)
class Request:
    """What a round is asked for.

    `wanted`: "department" or "department/year", all if empty; `jobs`: worker processes, as many
    as there are cores unless given; `timeout`: seconds that a cell may take; `scheduler`: address of a
    Dask cluster to run on; `data` and `outputs` may be addresses (see `remote`).
    """

    wanted: Sequence[str]
    data: Path
    notebooks: Path
    outputs: Path
    languages: Sequence[str]
    jobs: int | None = None
    force: bool = False
    timeout: int | None = None
    scheduler: str | None = None


@dataclass(frozen=True)
class Planned:
    """A job with why it will run, or that it is up to date, and what its outputs carry."""

    task: Task
    state: str

    def __str__(self) -> str:
        return f"{self.task.job.name}: {self.state}"


@dataclass
class Plan:
    """What a round will do: its jobs, the reports on file, and what runs before it left."""

    planned: list[Planned]
    on_file: list[Filed]
    record: Record
    fingerprints: Fingerprints
    remarks: list[str] = field(default_factory=list)

    @property
    def due(self) -> list[Task]:
        return [planned.task for planned in self.planned if planned.state != UP_TO_DATE]


@dataclass(frozen=True)
class Round:
    """The index, the jobs that failed (stem → (cell, error)), how many ran and how many were up
    to date, and whether it was interrupted.
    """

    index: str
    failures: dict[str, tuple[int, str]]
    ran: int
    skipped: int
    interrupted: bool = False


def plan_round(request: Request, outputs: Store) -> Plan:
    """Plan without running or writing anything.

    Raises RequestError for what is not on file or would collide and for a notebook that is missing
    or none, TableError for a descriptor that cannot be read.
    """
    chosen = set(select(request.wanted, request.data))
    on_file = [load_filed(d, year, request.data) for d, year in list_reports(request.data)]
    wanted = [filed for filed in on_file if (filed.department, filed.year) in chosen]
    jobs = plan_jobs(wanted, request.languages, on_file)
    if not (request.notebooks / f"{DEPARTMENTS}.ipynb").is_file():  # notebooks of one's own
        jobs = [job for job in jobs if job.notebook != DEPARTMENTS]
    check_notebooks(jobs, request.notebooks)
    record, remark = read_record(outputs)
    remarks = [remark] if remark else []
    remarks += recover(jobs, record, outputs)
    years: dict[str, list[Filed]] = {}
    for filed in on_file:
        years.setdefault(filed.department, []).append(filed)
    prune(record, {name: {filed.year for filed in own} for name, own in years.items()})
    fingerprints = Fingerprints(request.notebooks, request.data, request.languages)
    planned = []
    coming = {f"{job.stem.as_posix()}.html" for job in jobs}
    for job in jobs:
        about = years.get(job.department) or [f for f in on_file if f.year == job.year]
        pages = department_pages(job, on_file, request.languages, outputs, coming)
        title = job_title(job, about)
        task = Task(job, title, fingerprints.of(job, pages), pages=pages)
        planned.append(_state(task, record, outputs, request.force))
    for filed in on_file:
        job = tables_job(filed, request.languages)
        files = (filed.department, filed.year) in chosen
        task = Task(job, "", fingerprints.of(job), files)
        planned.append(_state(task, record, outputs, request.force and files))
    return Plan(planned, on_file, record, fingerprints, remarks)


def run_round(request: Request, stream: TextIO) -> Round:
    """Run what is not up to date, and write pages, spreadsheets and the index.

    `stream` takes the progress. Raises ReportError before anything runs where the request or a
    table needs mending, or the outputs cannot be written or are being written by another run.
    """
    with ExitStack() as stack:
        where = settings_of(request)
        with temporary_folder_needed():
            sweep_folders()
            request = _with_data_here(request, stack)
        outputs: Store
        keep: list[int] = []
        if address := address_of(request.outputs):
            outputs = RemoteStore(address)
        else:
            scratch, lock = stack.enter_context(locked(request.outputs))
            outputs, keep = LocalStore(request.outputs, scratch), [lock]
            where = replace(where, scratch=str(scratch.resolve()))
        return _run_round(request, outputs, where, keep, stream)


def planned_round(request: Request) -> Plan:
    """What `run_round` would do. Raises as `plan_round`."""
    with ExitStack() as stack:
        address = address_of(request.outputs)
        outputs: Store = RemoteStore(address) if address else LocalStore(request.outputs)
        with temporary_folder_needed():
            request = _with_data_here(request, stack)
        return plan_round(request, outputs)


def _with_data_here(request: Request, stack: ExitStack) -> Request:
    """The request with a copy of its data, which lives as long as `stack`, if they are elsewhere."""
    address = address_of(request.data)
    if not address:
        return request
    data = stack.enter_context(OwnedFolder("data-")) / "data"
    fetch(address, data)
    return replace(request, data=data)


def settings_of(request: Request) -> Settings:
    """What workers are told of `request`."""
    return Settings(
        str(request.notebooks.resolve()),
        address_of(request.data) or str(request.data.resolve()),
        address_of(request.outputs) or str(request.outputs.resolve()),
        list(request.languages),
        None,
        request.timeout,
        uuid.uuid4().hex,
    )


def _run_round(
    request: Request, outputs: Store, where: Settings, keep: Sequence[int], stream: TextIO
) -> Round:
    plan = plan_round(request, outputs)
    for remark in plan.remarks:
        stream.write(f"{remark}\n")
    due = plan.due
    check_tables(due, plan.on_file, request.data)
    progress = Progress(stream, len(due), len(plan.planned) - len(due))

    def workers() -> Pool | Cluster:
        if request.scheduler and due:
            return Cluster(request.scheduler, _FACTORY, asdict(where))
        return Pool(_FACTORY, asdict(where), request.jobs or cores(), keep)

    first, interrupted = workers(), False
    try:
        with closing(first):
            _run(due, plan.record, outputs, first.run, progress)
        if misled := _misled(plan, request.languages, outputs, progress):
            with closing(workers()) as again:
                _run(misled, plan.record, outputs, again.run, progress)
    except KeyboardInterrupt:
        interrupted = True
    except BaseException:
        progress.close()
        with suppress(
            OutputError
        ):  # the disk may be full; the outputs themselves tell the next run
            write_record(plan.record, outputs)
        raise
    finally:
        sweep_folders()  # of workers that were killed before they could
    write_record(plan.record, outputs)
    if not interrupted:
        _publish(plan, outputs, request.languages)
    if due:
        progress.close()
    stems = {planned.task.job.stem.as_posix() for planned in plan.planned}
    failures = {
        stem: made.failure
        for stem, made in plan.record.jobs.items()
        if made.failure and stem in stems
    }
    index = index_names(request.languages)[request.languages[0]]
    return Round(f"{outputs}/{index}", failures, progress.ended, progress.skipped, interrupted)


def _misled(plan: Plan, languages: Sequence[str], outputs: Store, progress: Progress) -> list[Task]:
    """The jobs whose page leads to one that was planned and could not be made, without that."""
    misled = []
    for task in [planned.task for planned in plan.planned if planned.task.pages]:
        made = plan.record.jobs.get(task.job.stem.as_posix())
        pages = department_pages(task.job, plan.on_file, languages, outputs)
        if made and made.files and pages != task.pages:
            fingerprint = plan.fingerprints.of(task.job, pages)
            misled.append(replace(task, fingerprint=fingerprint, pages=pages))
    progress.total += len(misled)
    return misled


def check_tables(due: Iterable[Task], on_file: Sequence[Filed], data: Path) -> None:
    """Read every table that a job will read. Raises TableError for one that breaks its schema."""
    needed = {(task.job.department, task.job.year) for task in due if task.files}
    for filed in on_file:
        own = {(filed.department, filed.year), (filed.department, None), ("", filed.year)}
        if own & needed:
            load_report(filed.department, filed.year, data)


def _state(task: Task, record: Record, outputs: Store, force: bool) -> Planned:
    state = why(task.job, task.fingerprint, record, outputs, force)
    if task.job.notebook == TABLES:
        made = record.jobs.get(task.job.stem.as_posix())
        if state == UP_TO_DATE and task.files and made and not made.files:
            state = "its outputs are missing or cut short"
    return Planned(task, state)


def _run(
    due: Sequence[Task],
    record: Record,
    outputs: Store,
    run: Callable[[Sequence[Work], Callable[[Work], None]], Iterator[Answer]],
    progress: Progress,
) -> None:
    """Run tasks, noting what each gave in `record` as it ends.

    Raises OutputError where nothing more can be written.
    """
    tasks = {task.job.stem.as_posix(): task for task in due}
    works = [Work(stem, _group(task.job), task.to_json()) for stem, task in tasks.items()]
    saved = time.monotonic()
    for answer in run(works, lambda work: progress.started(tasks[work.key].job.name)):
        task = tasks[answer.work.key]
        if answer.answer and (fault := stopped_by(answer.answer)):
            raise fault
        result = (
            Result.from_json(answer.answer)
            if answer.answer is not None
            else Result(answer.work.key, {}, (0, "the worker process died, several times"))
        )
        record.jobs[result.stem] = Made(
            task.fingerprint, result.files, result.failure, result.entries
        )
        error = f"cell {result.failure[0]}: {result.failure[1]}" if result.failure else None
        progress.done(task.job.name, result.seconds, error)
        if time.monotonic() - saved > _SAVE_EVERY:
            write_record(record, outputs)
            saved = time.monotonic()


def _group(job: Job) -> str:
    department = job.department or job.notebook
    return department if job.year is None else f"{department}/{job.year}"


def _publish(plan: Plan, outputs: Store, languages: Sequence[str]) -> None:
    """Write the index if anything that it shows has changed."""
    jobs = plan.record.jobs
    content = index_content(
        plan.on_file,
        {stem: made.entries for stem, made in jobs.items()},
        outputs,
        languages,
        {stem: made.failure for stem, made in jobs.items() if made.failure},
    )
    changes = [outputs.size(name) is not None for name in changes_names(languages).values()]
    fingerprint = plan.fingerprints.index([content, changes])  # it links what jixiao diff wrote
    there = all(outputs.size(name) is not None for name in index_names(languages).values())
    if plan.record.index != fingerprint or not there:
        write_index(content, outputs, languages)
        plan.record.index = fingerprint
        write_record(plan.record, outputs)
