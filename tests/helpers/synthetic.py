"""A department that does not exist, made from the first report's tables with changed figures.

Only for tests: written to a temporary folder and named so that nobody takes it for a real one.
"""

from __future__ import annotations

import hashlib
import json
import shutil
from decimal import Decimal
from pathlib import Path

from jixiao.report import Report, load_report, report_files
from jixiao.report.descriptor import describe
from jixiao.storage.files import write_files

NAME = "synthetic-test-department"
NAMES = {"en": "Synthetic test department (not real)", "zh": "测试用虚构部门"}


def write_synthetic(source: Path, data: Path, years: tuple[int, ...] = (2022, 2023)) -> None:
    """Write the synthetic department into `data`: budgets 3 % higher each year, no document."""
    data.mkdir(parents=True, exist_ok=True)
    if not (data / "departments.csv").exists():
        shutil.copy(source / "departments.csv", data / "departments.csv")
    original = load_report("panyu-data-bureau", 2022, source)
    for step, year in enumerate(years):
        write_files(
            data / NAME / str(year) / "evaluation", report_files(scaled(original, year, step))
        )


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
    descriptor = describe(NAME, year, NAMES, tables, sources, document="evaluation")
    return Report(NAME, year, descriptor, tables, None)


def write_departments(
    source: Path, data: Path, count: int, years: tuple[int, ...] = (2022,)
) -> list[str]:
    """Write `count` departments with the text and tables of 2022, a few figures changed in both.

    Their names: synthetic-000 …. For batches, which want many reports of one size.
    """
    original = source / "panyu-data-bureau" / "2022" / "evaluation"
    files = {path.name: path.read_text("utf-8") for path in sorted(original.iterdir())}
    names = [f"synthetic-{number:03d}" for number in range(count)]
    data.mkdir(parents=True, exist_ok=True)
    if not (data / "departments.csv").exists():
        shutil.copy(source / "departments.csv", data / "departments.csv")
    for number, name in enumerate(names):
        for step, year in enumerate(years):
            texts = changed(files, name, year, number + 7 * step)
            write_files(data / name / str(year) / "evaluation", texts)
    return names


def changed(files: dict[str, str], name: str, year: int, number: int) -> dict[str, str]:
    """The files of a report with the outturn and the approved budget of another department.

    The changed figures have as many digits, so that every line keeps its place.
    """
    figures = {
        "7,307.73": f"7,{307 + number % 600}.73",
        "14,884.55": f"14,{884 - number % 600}.55",
    }
    swaps = figures | {old.replace(",", ""): new.replace(",", "") for old, new in figures.items()}
    texts = dict(files)
    for file in ("report.txt", "budget.csv", "outcomes.csv"):
        for old, new in swaps.items():
            texts[file] = texts[file].replace(old, new)
    descriptor = json.loads(texts["datapackage.json"])
    about = {"department": name, "year": year}
    about |= {f"department_{language}": f"{words} {name}" for language, words in NAMES.items()}
    descriptor["jixiao"] |= about
    descriptor["name"] = f"{name}-{year}"
    for entry in descriptor["sources"]:
        if entry["name"] == "report":
            entry["sha256"] = hashlib.sha256(texts["report.txt"].encode()).hexdigest()
    texts["datapackage.json"] = json.dumps(descriptor, ensure_ascii=False, indent=2) + "\n"
    return texts
