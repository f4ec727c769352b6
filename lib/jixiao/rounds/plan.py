"""What a round will do: its jobs, each up to date or with why it will run."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from ..base.language import Language
from ..report import Filed, list_reports, load_filed, load_report
from ..report.departments import all_predecessors, read_departments
from ..storage.files import Store
from .chosen import select
from .fingerprint import Fingerprints, source_of_lines
from .jobs import (
    DEPARTMENTS,
    TABLES,
    Job,
    by_department,
    check_notebooks,
    each_job,
    tables_job,
)
from .linked_pages import LEADING, linked_pages
from .record import Record, read_record
from .site import job_title
from .source_pages import source_names
from .states import UP_TO_DATE, prune, recover, why
from .task import Task


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
    languages: Sequence[Language]
    jobs: int | None = None
    force: bool = False
    timeout: int | None = None
    scheduler: str | None = None


@dataclass(frozen=True, slots=True)
class Planned:
    """A job with why it will run, or that it is up to date, and what its outputs carry."""

    task: Task
    state: str

    def __str__(self) -> str:
        return f"{self.task.job.name}: {self.state}"


@dataclass
class Plan:
    """What a round will do: the tasks that are due and how many jobs are up to date, the reports on
    file, and what runs before it left. Of jobs that are up to date nothing is kept: there may be very many.

    `planned`: the reports that were asked for.
    """

    due: list[Task]
    up_to_date: int
    planned: list[Filed]
    on_file: list[Filed]
    record: Record
    fingerprints: Fingerprints
    before: Mapping[str, Iterable[str]]
    remarks: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.years = by_department(self.on_file)
        self.continuing = {name for name, earlier in self.before.items() if earlier}

    def read_by(self, job: Job) -> Sequence[Filed]:
        """What `job` reads: of a department, its years and those of the departments that it continues."""
        if not job.department:
            return self.on_file
        names = {job.department, *self.before.get(job.department, ())}
        return [filed for name in sorted(names) for filed in self.years.get(name, ())]

    def makes(self, job: Job) -> bool:
        """Whether `job` is done at all: among one's own notebooks there may be none of departments."""
        if job.notebook != DEPARTMENTS:
            return True
        return (self.fingerprints.notebooks / f"{DEPARTMENTS}.ipynb").is_file()

    def title(self, job: Job) -> str:
        """The title of the page of `job`."""
        about = self.years.get(job.department)
        return job_title(job, about or [filed for filed in self.on_file if filed.year == job.year])


def plan_round(
    request: Request, outputs: Store, seen: Callable[[Planned], None] = lambda planned: None
) -> Plan:
    """Plan without running or writing anything. `seen` is told of each job as it is planned.

    Raises RequestError for what is not on file or would collide and for a notebook that is missing
    or none, TableError for a descriptor that cannot be read.
    """
    reports = list_reports(request.data)
    chosen = set(select(request.wanted, reports))
    on_file = [load_filed(department, year, request.data) for department, year in reports]
    wanted = [filed for filed in on_file if (filed.department, filed.year) in chosen]
    before = all_predecessors(read_departments(request.data))
    record, remark = read_record(outputs)
    remarks = [remark] if remark else []
    years = {name: {filed.year for filed in own} for name, own in by_department(on_file).items()}
    prune(record, years)
    fingerprints = Fingerprints(request.notebooks, request.data, request.languages)
    lines = source_of_lines(request.data)
    plan = Plan([], 0, wanted, on_file, record, fingerprints, before, remarks)
    notebooks: dict[str, None] = {}
    coming = _Coming()
    for filed in wanted:
        for name in source_names(filed, request.languages, request.data):
            coming.add(name)
    for job in each_job(wanted, request.languages, on_file, plan.continuing):
        if not plan.makes(job):
            continue
        notebooks[job.notebook] = None
        remarks += recover([job], record, outputs)
        coming.add(f"{job.stem.as_posix()}.html")
        pages = linked_pages(job, plan.read_by(job), request.languages, outputs, coming)
        kept = lines if job.notebook == DEPARTMENTS else ""
        task = Task(job, "", fingerprints.of(job, pages), pages=pages, kept=kept)
        planned = _state(task, record, outputs, request.force)
        if planned.state != UP_TO_DATE:  # a title takes a sixth of the time of planning
            planned = replace(planned, task=replace(task, title=plan.title(job)))
        _note(plan, planned, seen)
    check_notebooks(notebooks, request.notebooks)
    for filed in on_file:
        job = tables_job(filed, request.languages)
        files = (filed.department, filed.year) in chosen
        task = Task(job, "", fingerprints.of(job), files)
        _note(plan, _state(task, record, outputs, request.force and files), seen)
    return plan


class _Coming(Container[str]):
    """Names of pages that a round makes, in little memory: most folders have the same."""

    def __init__(self) -> None:
        self._in: dict[str, frozenset[str]] = {}
        self._same: dict[frozenset[str], frozenset[str]] = {}

    def add(self, name: str) -> None:
        folder, _, file = name.rpartition("/")
        names = self._in.get(folder, frozenset()) | {file}
        self._in[folder] = self._same.setdefault(names, names)

    def __contains__(self, name: object) -> bool:
        folder, _, file = str(name).rpartition("/")
        return file in self._in.get(folder, ())


def _note(plan: Plan, planned: Planned, seen: Callable[[Planned], None]) -> None:
    seen(planned)
    if planned.state == UP_TO_DATE:
        plan.up_to_date += 1
    else:
        plan.due.append(planned.task)


def tasks_with_missing_pages(
    plan: Plan, languages: Sequence[Language], outputs: Store
) -> list[Task]:
    """The jobs whose page leads to one that was planned and could not be made, without that."""
    found = []
    ran = {(task.job.department, task.job.year) for task in plan.due}
    jobs = each_job(plan.planned, languages, plan.on_file, plan.continuing) if ran else ()
    for job in jobs:
        if job.notebook not in LEADING:
            continue
        made = plan.record.jobs.get(job.stem.as_posix())
        read = plan.read_by(job)
        if (
            not made
            or not plan.makes(job)
            or ran.isdisjoint((filed.department, filed.year) for filed in read)
        ):
            continue
        pages = linked_pages(job, read, languages, outputs)
        fingerprint = plan.fingerprints.of(job, pages)
        if made.files and made.fingerprint != fingerprint:
            found.append(Task(job, plan.title(job), fingerprint, pages=pages))
    return found


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
