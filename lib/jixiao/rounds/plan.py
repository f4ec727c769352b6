"""What a round will do: its jobs, each up to date or with why it will run."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from ..base.language import Language
from ..report import Filed, list_reports, load_filed, load_report
from ..report.departments import predecessors, read_departments
from ..storage.files import Store
from .fingerprint import Fingerprints
from .jobs import DEPARTMENTS, TABLES, Job, check_notebooks, each_job, select, tables_job
from .linked_pages import linked_pages
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

    `leading`: tasks, due or not, whose pages lead to others'. `stored`: the record as it is on file; None
    where it cannot be read.
    """

    due: list[Task]
    up_to_date: int
    leading: list[Task]
    on_file: list[Filed]
    record: Record
    stored: Record | None
    fingerprints: Fingerprints
    before: Mapping[str, Iterable[str]]
    remarks: list[str] = field(default_factory=list)


def plan_round(
    request: Request, outputs: Store, seen: Callable[[Planned], None] = lambda planned: None
) -> Plan:
    """Plan without running or writing anything. `seen` is told of each job as it is planned.

    Raises RequestError for what is not on file or would collide and for a notebook that is missing
    or none, TableError for a descriptor that cannot be read.
    """
    chosen = set(select(request.wanted, request.data))
    on_file = [load_filed(d, year, request.data) for d, year in list_reports(request.data)]
    wanted = [filed for filed in on_file if (filed.department, filed.year) in chosen]
    named = read_departments(request.data)
    before = {each.department: predecessors(each.department, named) for each in named}
    continuing = {name for name, earlier in before.items() if earlier}
    compared = (
        request.notebooks / f"{DEPARTMENTS}.ipynb"
    ).is_file()  # not among one's own notebooks
    record, remark = read_record(outputs)
    stored = None if remark else Record(dict(record.jobs), record.index)
    remarks = [remark] if remark else []
    years = _by_department(on_file)
    prune(record, {name: {filed.year for filed in own} for name, own in years.items()})
    fingerprints = Fingerprints(request.notebooks, request.data, request.languages)
    plan = Plan([], 0, [], on_file, record, stored, fingerprints, before, remarks)
    notebooks: dict[str, None] = {}
    coming = {
        name for filed in wanted for name in source_names(filed, request.languages, request.data)
    }
    for job in each_job(wanted, request.languages, on_file, continuing):
        if job.notebook == DEPARTMENTS and not compared:
            continue
        notebooks[job.notebook] = None
        remarks += recover([job], record, outputs)
        coming.add(f"{job.stem.as_posix()}.html")
        about = years.get(job.department) or [f for f in on_file if f.year == job.year]
        read = _read_by(job, on_file, years, before)
        pages = linked_pages(job, read, request.languages, outputs, coming)
        title = job_title(job, about)
        task = Task(job, title, fingerprints.of(job, pages), pages=pages)
        _note(plan, _state(task, record, outputs, request.force), seen)
    check_notebooks(notebooks, request.notebooks)
    for filed in on_file:
        job = tables_job(filed, request.languages)
        files = (filed.department, filed.year) in chosen
        task = Task(job, "", fingerprints.of(job), files)
        _note(plan, _state(task, record, outputs, request.force and files), seen)
    return plan


def _note(plan: Plan, planned: Planned, seen: Callable[[Planned], None]) -> None:
    seen(planned)
    if planned.task.pages:
        plan.leading.append(planned.task)
    if planned.state == UP_TO_DATE:
        plan.up_to_date += 1
    else:
        plan.due.append(planned.task)


def _by_department(on_file: Iterable[Filed]) -> dict[str, list[Filed]]:
    found: dict[str, list[Filed]] = {}
    for filed in on_file:
        found.setdefault(filed.department, []).append(filed)
    return found


def _read_by(
    job: Job,
    on_file: Sequence[Filed],
    years: Mapping[str, Sequence[Filed]],
    before: Mapping[str, Iterable[str]],
) -> Sequence[Filed]:
    """What `job` reads: of a department, its years and those of the departments that it continues."""
    if not job.department:
        return on_file
    names = [job.department, *before.get(job.department, ())]
    return [filed for name in sorted({*names}) for filed in years.get(name, ())]


def tasks_with_missing_pages(
    plan: Plan, languages: Sequence[Language], outputs: Store
) -> list[Task]:
    """The jobs whose page leads to one that was planned and could not be made, without that."""
    found, years = [], _by_department(plan.on_file)
    for task in plan.leading:
        made = plan.record.jobs.get(task.job.stem.as_posix())
        read = _read_by(task.job, plan.on_file, years, plan.before)
        pages = linked_pages(task.job, read, languages, outputs)
        if made and made.files and pages != task.pages:
            fingerprint = plan.fingerprints.of(task.job, pages)
            found.append(replace(task, fingerprint=fingerprint, pages=pages))
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
