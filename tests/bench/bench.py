"""Times the steps of one report, as ratios within one run: `make bench`.

Prints the median of several alternating runs and each step's share of the whole.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from pathlib import Path

from jixiao.analysis import budget as analysis
from jixiao.audit import audit_report
from jixiao.charts import budget as charts
from jixiao.extract.extraction import extract_report
from jixiao.publish.page import PageExporter
from jixiao.report import load_filed, load_report
from jixiao.rounds.execute import execute
from jixiao.rounds.jobs import Job, plan_jobs

ROOT = Path(__file__).resolve().parents[2]
DATA, NOTEBOOKS = ROOT / "data", ROOT / "notebooks"
DEPARTMENT, YEAR, RUNS = "panyu-data-bureau", 2022, 5


def seconds(step: Callable[[], object]) -> float:
    begun = time.perf_counter()
    step()
    return time.perf_counter() - begun


def main() -> None:
    report = load_report(DEPARTMENT, YEAR, DATA)
    job: Job = plan_jobs([load_filed(DEPARTMENT, YEAR, DATA)], ("en",))[0]
    executed = execute(job, NOTEBOOKS, DATA).notebook
    exporter = PageExporter()
    figures = report.tables["budget"]
    source = DATA / DEPARTMENT / str(YEAR) / "evaluation" / "report.txt"
    steps: dict[str, Callable[[], object]] = {
        "extract the report": lambda: extract_report(
            source, department=DEPARTMENT, year=YEAR, data=DATA
        ),
        "audit the report": lambda: audit_report(report),
        "load the tables": lambda: load_report(DEPARTMENT, YEAR, DATA),
        "draw one chart": lambda: charts.bridge(analysis.budget_bridge(figures), "zh").png(),
        "run the budget notebook": lambda: execute(job, NOTEBOOKS, DATA),
        "export its page": lambda: exporter.export(executed, title="t", language="en"),
    }
    taken: dict[str, list[float]] = {name: [] for name in steps}
    for _ in range(RUNS):
        for name, step in steps.items():
            taken[name].append(seconds(step))
    medians = {name: statistics.median(values) for name, values in taken.items()}
    notebook = medians["run the budget notebook"]
    print(f"{'step':26} {'median s':>9} {'of a notebook run':>18}   ({RUNS} alternating runs)")
    for name, median in medians.items():
        print(f"{name:26} {median:9.3f} {median / notebook:18.2f}")


if __name__ == "__main__":
    main()
