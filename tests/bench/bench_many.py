"""Commands on many reports at rest: `python tests/bench/bench_many.py [DEPARTMENTS [YEARS]]`, 500 × 5
unless given; PYTHONPATH needs tests/helpers.

Departments that do not exist are written with the text and tables of 2022. So that nobody waits for
twelve thousand notebooks, the outputs of a round are small files with its record, and the dataset is
exported without its findings. A line each for a quarter of the departments and for all: processor
time of the command and its children, seconds on the clock, peak memory. `check` reads every table; a
few departments tell what one report costs it.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from synthetic import write_departments

import jixiao.dataset.tables as collected
from jixiao.dataset.export import write_dataset
from jixiao.dataset.exported import data_key
from jixiao.report import list_reports, load_report
from jixiao.rounds.fingerprint import library_digest
from jixiao.rounds.jobs import TABLES
from jixiao.rounds.plan import Plan, Planned, Request, plan_round
from jixiao.rounds.record import Made, write_record
from jixiao.rounds.source_pages import source_names
from jixiao.storage.files import LocalStore

ROOT = Path(__file__).resolve().parents[2]
FIRST_YEAR = 2018
CHECKED = 40  # departments
SELECT = (
    "select department, sum(amount_wan) from budget where phase = 'outturn' and restates is null "
    "group by department order by 2 desc limit 5"
)
GOALS = {
    "list": "3 s",
    "query": "3 s",
    "index": "memory flat",
    "report": "10 s, memory flat",
    "check": "memory flat",
    "pack": "",
}
LINE = {
    "cells": {"approved": "14,884.55", "outturn": "7,307.73", "findings": "3 / 5 / 9"},
    "counts": [["met", 28, "met"], ["missed", 7, "missed"]],
    "links": [],
    "rates": {"approved": "49.1", "revised": "98.2"},
    "totals": {"promises": 71, "kept": 31, "findings": 17},
}
# One process for each command, so that its peak is that of its own children.
MEASURE = """
import resource, subprocess, sys, time
begun = time.perf_counter()
done = subprocess.run(sys.argv[1:], capture_output=True, text=True)
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(used.ru_utime + used.ru_stime, time.perf_counter() - begun, used.ru_maxrss / 1024)
sys.exit(done.stderr[-400:] if done.returncode else 0)
"""


def write_outputs(request: Request) -> int:
    """The outputs of a round as if it had run: how many jobs it has."""
    outputs = LocalStore(request.outputs)
    every: list[Planned] = []
    plan = plan_round(request, outputs, every.append)
    for planned in every:
        job = planned.task.job
        stem, tables = job.stem.as_posix(), job.notebook == TABLES
        ends = (".xlsx", ".zh.xlsx") if tables else (".html", ".ipynb")
        names = [f"{stem}{end}" for end in ends]
        _write(names, request.outputs)
        lines = {language: {"year": job.year, **LINE} for language in request.languages}
        fingerprint = planned.task.fingerprint
        made = Made(fingerprint, dict.fromkeys(names, 1), None, lines if tables else {})
        plan.record.jobs[stem] = made
    for filed in plan.on_file:  # comparisons lead to the sources too
        _write(source_names(filed, request.languages, request.data), request.outputs)
    return _settled(plan, request, outputs)


def _write(names: Iterable[str], outputs: Path) -> None:
    for name in names:
        path = outputs / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"x")


def _settled(plan: Plan, request: Request, outputs: LocalStore) -> int:
    """Pages that lead to others have other fingerprints once these are there."""
    while True:
        write_record(plan.record, outputs)
        again = plan_round(request, outputs)
        if not again.due:
            return again.up_to_date
        for task in again.due:
            stem = task.job.stem.as_posix()
            made = plan.record.jobs[stem]
            plan.record.jobs[stem] = replace(made, fingerprint=task.fingerprint)


def write_export(data: Path, outputs: Path) -> None:
    collected._found = lambda report: []  # the audit of all takes minutes, and no question needs it
    reports = (load_report(name, year, data) for name, year in list_reports(data))
    write_dataset(reports, outputs / "all", data_key(data, library_digest()))


def measured(command: list[str]) -> tuple[float, float, float]:
    """Processor time, seconds on the clock and peak memory in MB of a command."""
    out = subprocess.run(
        [sys.executable, "-c", MEASURE, sys.executable, "-m", "jixiao", *command],
        env={**os.environ, "PYTHONPATH": str(ROOT / "lib")},
        check=True,
        stdout=subprocess.PIPE,
        text=True,
    ).stdout
    taken, clock, megabytes = map(float, out.split())
    return taken, clock, megabytes


def main(departments: int, years: int) -> None:
    print(f"{'reports':>8} {'jobs':>7} {'command':8}{'s':>7}{'on the clock':>14}{'MB':>7}  goal")
    for count in (max(1, departments // 4), departments):
        with tempfile.TemporaryDirectory() as name:
            data, outputs = Path(name) / "data", Path(name) / "outputs"
            made = range(FIRST_YEAR, FIRST_YEAR + years)
            names = write_departments(ROOT / "data", data, count, tuple(made))
            request = Request([], data, ROOT / "notebooks", outputs, ("en", "zh"))
            jobs = write_outputs(request)
            write_export(data, outputs)
            where = ["--data", str(data)]
            report = ["--outputs", str(outputs), "--notebooks", str(ROOT / "notebooks")]
            commands = {
                "list": ["list", *where],
                "query": ["query", SELECT, *where],
                # Nothing has changed; the first time the index is written.
                "index": ["report", *where, *report],
                "report": ["report", *where, *report],
                "check": ["check", *names[: CHECKED * count // departments], *where],
                "pack": ["pack", "--outputs", str(outputs), "--output", f"{name}/sent.zip", *where],
            }
            for command, words in commands.items():
                taken, clock, megabytes = measured(words)
                print(
                    f"{count * years:8} {jobs:7} {command:8}{taken:7.2f}{clock:14.2f}"
                    f"{megabytes:7.0f}  {GOALS[command]}",
                    flush=True,
                )


if __name__ == "__main__":
    given = [int(argument) for argument in sys.argv[1:3]]
    main(*given, *(500, 5)[len(given) :])
