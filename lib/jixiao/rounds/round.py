"""One round: run what is not up to date of its plan, publish. What `jixiao report` does."""

from __future__ import annotations

import time
import uuid
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import asdict, dataclass, replace
from os.path import realpath
from typing import TextIO

from ..base.cores import cores
from ..base.errors import OutputError
from ..base.language import Language
from ..base.said import Said
from ..base.streams import write_if_heard
from ..labels import LANGUAGES
from ..report.notice import notice_of
from ..storage.files import LocalStore, Store
from ..storage.kept import forget
from ..storage.lock import locked
from ..storage.remote import RemoteStore, address_of, fetch
from ..storage.temporary import OwnedFolder, sweep_folders, temporary_folder_needed
from .cluster import Cluster
from .index import IndexContent, changes_names, index_names, write_index
from .jobs import Failure, Job
from .papers_links import spot_check_address
from .plan import Plan, Planned, Request, check_tables, plan_round, tasks_with_missing_pages
from .pool import Answer, Pool, Work
from .progress import Progress
from .record import Made, Record, write_record
from .saved import saved_since_last_run, shows
from .states import UP_TO_DATE
from .task import Result, Settings, Task, stopped_by

_FACTORY = "jixiao.rounds.task_runner:JsonTaskRunner"
_QUICK = ("targets",)  # pages that take a third of the time of others
_SAVE_EVERY = 2.0  # seconds between two writings of run.json, at least
_SAVE_SHARE = 0.01  # of the time of a round that goes into writing it, at most


@dataclass(frozen=True)
class Round:
    """The index, the jobs that failed (stem → (cell, error)), how many ran and how many were up
    to date, and what interrupted it.
    """

    index: str
    failures: dict[str, Failure]
    ran: int
    skipped: int
    interrupted: KeyboardInterrupt | None = None


def run_round(request: Request, stream: TextIO) -> Round:
    """Run what is not up to date, and write pages, spreadsheets and the index.

    `stream` takes the progress. Raises ReportError before anything runs where the request or a
    table needs mending, or the outputs cannot be written or are being written by another run.
    """
    with opened(request) as round_:
        return round_.run(stream, round_.pool.close)


@contextmanager
def opened(request: Request) -> Iterator[OpenedRound]:
    """The outputs folder, held, and workers. Raises ReportError where they cannot be had."""
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
        pool = Pool(_FACTORY, asdict(where), request.jobs or cores(), keep, request.timeout)
        stack.callback(pool.close)
        yield OpenedRound(request, outputs, where, pool)


@dataclass(frozen=True)
class OpenedRound:
    """A request with where it writes, what workers are told, and the workers of this machine."""

    request: Request
    outputs: Store
    where: Settings
    pool: Pool

    def run(self, stream: TextIO, tasks_done: Callable[[], None]) -> Round:
        """As `run_round`; `tasks_done` is called as soon as the workers have no more to do."""
        return _run_round(self, stream, tasks_done)


def planned_round(request: Request, seen: Callable[[Planned], None]) -> Plan:
    """What `run_round` would do; `seen` is told of each job. Raises as `plan_round`."""
    with ExitStack() as stack:
        address = address_of(request.outputs)
        outputs: Store = RemoteStore(address) if address else LocalStore(request.outputs)
        with temporary_folder_needed():
            request = _with_data_here(request, stack)
        return plan_round(request, outputs, seen)


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
        realpath(request.notebooks),  # of a link to itself too, which `resolve` does not bear
        address_of(request.data) or realpath(request.data),
        address_of(request.outputs) or realpath(request.outputs),
        list(request.languages),
        None,
        request.timeout,
        uuid.uuid4().hex,
    )


def _run_round(opened: OpenedRound, stream: TextIO, tasks_done: Callable[[], None]) -> Round:
    request, outputs, pool = opened.request, opened.outputs, opened.pool
    saved = saved_since_last_run(request)
    if request.force and isinstance(outputs, LocalStore):
        forget(outputs.folder)

    def begin_if(due: bool) -> None:
        if due and request.scheduler is None:
            pool.prepare()

    begin_if(
        request.force or saved is None or bool(saved)
    )  # before it is sure that anything is due
    plan = plan_round(request, outputs, lambda planned: begin_if(planned.state != UP_TO_DATE))
    for remark in plan.remarks:
        write_if_heard(stream, f"{remark}\n")
    due = plan.due
    workers: Pool | Cluster = pool
    with ExitStack() as stack:
        if request.scheduler is not None and due:
            workers = Cluster(request.scheduler, _FACTORY, asdict(opened.where))
            stack.callback(workers.close)
        workers.start(len(due))  # they make ready while tables are checked here
        check_tables(due, plan.on_file, request.data)
        closing_workers = stack.pop_all()
    progress = Progress(stream, len(due), plan.up_to_date)
    interrupted: KeyboardInterrupt | None = None
    again_due: list[Task] = []
    try:
        with closing_workers:
            closing_workers.callback(tasks_done)
            ordered = in_order(due, saved or frozenset(), cold=not pool.used)
            _run(ordered, plan.record, outputs, workers.run, progress, saved or frozenset())
            again_due = tasks_with_missing_pages(plan, request.languages, outputs)
            progress.total += len(again_due)
            _run(again_due, plan.record, outputs, workers.run, progress)
    except KeyboardInterrupt as stopped:
        interrupted = stopped
    except BaseException:
        progress.close()
        with suppress(
            OutputError
        ):  # the disk may be full; the outputs themselves tell the next run
            write_record(plan.record, outputs)
        raise
    finally:
        sweep_folders()  # of workers that were killed before they could
    if plan.record.jobs.changed:
        write_record(plan.record, outputs)
    if not interrupted:
        _publish(plan, outputs, request.languages)
    if due:
        progress.close()
    stems = {task.job.stem.as_posix() for task in (*due, *again_due)}
    failures = {
        stem: made.failure
        for stem, made in plan.record.jobs.items()
        if made.failure and stem in stems
    }
    index = index_names(request.languages)[request.languages[0]]
    return Round(f"{outputs}/{index}", failures, progress.ended, progress.skipped, interrupted)


def _run(
    due: Sequence[Task],
    record: Record,
    outputs: Store,
    run: Callable[[Sequence[Work], Callable[[Work], None]], Iterator[Answer]],
    progress: Progress,
    saved: frozenset[str] = frozenset(),
) -> None:
    """Run tasks, noting what each gave in `record` as it ends. Pages that show what was `saved` are
    spread over workers.

    Raises OutputError where nothing more can be written.
    """
    tasks = {task.job.stem.as_posix(): task for task in due}
    works = [
        Work(stem, stem if shows(task.job.notebook, saved) else _group(task.job), task.to_json())
        for stem, task in tasks.items()
    ]
    noted, cost = time.monotonic(), 0.0
    for answer in run(works, lambda work: progress.started(tasks[work.key].job.name)):
        task = tasks[answer.work.key]
        if answer.answer and (fault := stopped_by(answer.answer)):
            raise fault
        result = (
            Result.from_json(answer.answer)
            if answer.answer is not None
            else Result(answer.work.key, {}, _worker_died())
        )
        record.jobs[result.stem] = Made(
            task.fingerprint, result.files, result.failure, result.entries
        )
        error = result.failure and f"cell {result.failure.cell}: {result.failure.words['en']}"
        progress.done(task.job.name, result.seconds, error)
        if (begun := time.monotonic()) - noted > max(_SAVE_EVERY, cost / _SAVE_SHARE):
            write_record(record, outputs)
            noted = time.monotonic()
            cost = noted - begun  # it grows with the number of jobs


def in_order(due: Sequence[Task], saved: frozenset[str], *, cold: bool) -> list[Task]:
    """A reader has a page while others are made: first those of a year, and of these the ones that show
    what was `saved`, the one that is called so before others. Of these the very first is a quick one, if
    there is one; and where nothing is imported yet (`cold`), so that little must be for it.
    """

    def later(task: Task) -> tuple[bool, ...]:
        notebook = task.job.notebook
        shown = shows(notebook, saved)
        quick = not shown and notebook in _QUICK
        return task.job.year is None, not shown, notebook not in saved, not quick

    ordered = sorted(due, key=later)
    quick = [
        task
        for task in ordered
        if task.job.notebook in _QUICK and (cold or shows(task.job.notebook, saved))
    ][:1]
    return [*quick, *(task for task in ordered if task not in quick)]


def _worker_died() -> Failure:
    said = Said("rounds.worker_died")
    return Failure(0, {language: said.words(language) for language in LANGUAGES})


def _group(job: Job) -> str:
    department = job.department or job.notebook
    return department if job.year is None else f"{department}/{job.year}"


def _publish(plan: Plan, outputs: Store, languages: Sequence[Language]) -> None:
    """Write the index if anything that it shows has changed."""
    content = IndexContent(plan.on_file, plan.record.jobs, outputs, languages)
    beside = [outputs.size(name) is not None for name in changes_names(languages).values()]
    beside += [bool(spot_check_address(outputs, one, languages)) for one in languages]
    notice = notice_of(plan.fingerprints.data)
    fingerprint = plan.fingerprints.index(
        [content.digest(), beside]
    )  # it links what diff and papers wrote
    there = all(outputs.size(name) is not None for name in index_names(languages).values())
    if plan.record.index != fingerprint or not there:
        write_index(content, notice)
        plan.record.index = fingerprint
        write_record(plan.record, outputs)
