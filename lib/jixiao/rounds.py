"""One round: plan, run, publish. What `jixiao report` does."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from .batch.plan import plan_jobs, select_reports
from .batch.run import run_jobs
from .files import check_writable
from .publish.page import PageExporter
from .report import list_reports, load_report
from .site import job_title, write_index, write_job, write_spreadsheet


@dataclass(frozen=True)
class Round:
    """The index that was written, and the jobs that failed: stem → (cell, error)."""

    index: Path
    failures: dict[Path, tuple[int, str]]


def run_round(
    wanted: Sequence[str],
    *,
    data: Path,
    notebooks: Path,
    outputs: Path,
    languages: Sequence[str],
    say: Callable[[str], None],
) -> Round:
    """Run the notebooks of the reports that `wanted` names and write their pages and the index.

    `say` takes a line of progress. Raises ReportError before anything runs where the request or
    a table needs mending or `outputs` cannot be written.
    """
    reports = select_reports(wanted, data)
    jobs = plan_jobs(reports, languages)
    check_writable(outputs)
    exporter = PageExporter()
    failures: dict[Path, tuple[int, str]] = {}
    for number, done in enumerate(run_jobs(jobs, notebooks, data, lambda job: None), start=1):
        job, executed = done.job, done.executed
        title = job_title(job, reports)
        write_job(job, executed.notebook, title, outputs, exporter, languages, data)
        if executed.failure:
            failures[job.stem] = executed.failure
        state = "failed" if executed.failure else "done"
        say(f"[{number}/{len(jobs)}] {job.name}: {state}, {done.seconds:.1f} s")
    for report in reports:
        write_spreadsheet(report, outputs, languages)
    on_file = [load_report(department, year, data) for department, year in list_reports(data)]
    index, *_ = write_index(on_file, outputs, languages, failures)
    return Round(index, failures)
