"""A department that does not exist, made from the first report's tables with changed figures.

Only for tests: written to a temporary folder and named so that nobody takes it for a real one.
"""

from __future__ import annotations

import shutil
from decimal import Decimal
from pathlib import Path

from jixiao.files import write_files
from jixiao.report import Report, describe, load_report, report_files

NAME = "synthetic-test-department"
NAMES = {"en": "Synthetic test department (not real)", "zh": "测试用虚构部门"}


def write_synthetic(source: Path, data: Path, years: tuple[int, ...] = (2022, 2023)) -> None:
    """Write the synthetic department into `data`: budgets 3 % higher each year, no document."""
    data.mkdir(parents=True, exist_ok=True)
    if not (data / "departments.csv").exists():
        shutil.copy(source / "departments.csv", data / "departments.csv")
    original = load_report("panyu-data-bureau", 2022, source)
    for step, year in enumerate(years):
        write_files(data / NAME / str(year), report_files(scaled(original, year, step)))


def scaled(original: Report, year: int, step: int) -> Report:
    """The original with its money scaled by 1.03 per step and its outcomes in another year."""
    factor = Decimal("1.03") ** step
    budget = original.tables["budget"].copy()
    money = budget["unit"] == "万元"
    budget.loc[money, "value"] = [
        (value * factor).quantize(Decimal("0.01")) for value in budget.loc[money, "value"]
    ]
    outcomes = original.tables["outcomes"].copy()
    outcomes["period"] = [period.replace("2022", str(year)) for period in outcomes["period"]]
    tables = {**original.tables, "budget": budget, "outcomes": outcomes}
    sources = [{"name": "report", "title": NAMES["en"], "path": "none", "sha256": "0" * 64}]
    return Report(NAME, year, describe(NAME, year, NAMES, tables, sources), tables, None)
