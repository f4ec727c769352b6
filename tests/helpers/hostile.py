"""A report whose text attacks whoever shows it. Only for tests; written to a temporary folder."""

from __future__ import annotations

import csv
import io
import json
import shutil
from pathlib import Path

NAME = "hostile-test-department"
LONG = "字" * 300 + "W" * 300
ATTACKS = (
    "<script>window.owned=1</script><img src=x onerror=window.owned=1>",
    "</textarea></title></style><b>bold</b> {{ 7*7 }} {name}",
    "**bold** [link](javascript:window.owned=1) `code` ![x](http://attack.invalid/x.png)",
    "$x^2$ \\frac{1}{2} \\input{x}",
    "\x1b[31mred\x1b[0m\x07\x9b2J",
    "\u202edesrever\u2066",
    '=HYPERLINK("http://attack.invalid","x")',
    "\" onmouseover=window.owned=1 x='",
    LONG,
)
# Columns of the tables that hold the report's own words.
WORDS = {
    "budget.csv": ("name", "quote"),
    "indicators.csv": ("category", "name", "target", "actual", "reason"),
    "tasks.csv": ("name", "goal", "achieved"),
    "outcomes.csv": ("name", "quote", "scope"),
}


def write_hostile(source: Path, data: Path) -> None:
    """The 2022 report with an attack in every cell of words, every name, and many lines."""
    folder = data / NAME / "2022" / "evaluation"
    shutil.copytree(source / "panyu-data-bureau" / "2022" / "evaluation", folder)
    shutil.copy(source / "departments.csv", data / "departments.csv")
    for name, columns in WORDS.items():
        path = folder / name
        rows = list(csv.DictReader(io.StringIO(path.read_text("utf-8"))))
        for number, row in enumerate(rows):
            for column in columns:
                row[column] += ATTACKS[number % len(ATTACKS)]
        out = io.StringIO()
        writer = csv.DictWriter(out, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
        path.write_text(out.getvalue(), "utf-8")
    lines = (folder / "report.txt").read_text("utf-8").split("\n")
    # Only in the narrative: lines of the tables further on would no longer be tables.
    printed = [number for number, line in enumerate(lines[:560]) if line.strip()]
    for turn, number in enumerate(printed[3::7]):
        lines[number] += ATTACKS[turn % len(ATTACKS)]
    (folder / "report.txt").write_text("\n".join(lines), "utf-8")
    descriptor = json.loads((folder / "datapackage.json").read_text("utf-8"))
    everything = " ".join(ATTACKS)
    descriptor["title"] = everything
    descriptor["sources"][0]["title"] = everything
    descriptor["sources"][0]["date"] = ATTACKS[0]
    about = descriptor["jixiao"]
    about["department"] = NAME
    about["department_zh"] = about["department_en"] = everything
    about["grade"] = ATTACKS[0] + ATTACKS[5]
    (folder / "datapackage.json").write_text(json.dumps(descriptor), "utf-8")
