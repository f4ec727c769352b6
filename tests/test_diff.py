"""What differs between two runs or two years: from records in the outputs, on one page."""

from __future__ import annotations

import json
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup
from click.testing import CliRunner

from jixiao.batch.plan import plan_jobs
from jixiao.cli import main
from jixiao.output_differences import compare_outputs
from jixiao.records import key_records
from jixiao.report import Report, load_filed, load_report
from jixiao.workshop import Settings, Task, Workshop
from synthetic import write_departments

DEPARTMENT = "synthetic-000"


@pytest.fixture(scope="module")
def years(root: Path, data: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The outputs of the budget notebook for two years of a synthetic department."""
    folder = tmp_path_factory.mktemp("years")
    write_departments(data, folder / "data", 1, (2022, 2023))
    filed = [load_filed(DEPARTMENT, year, folder / "data") for year in (2022, 2023)]
    settings = Settings(
        str(root / "notebooks"), str(folder / "data"), str(folder / "outputs"), ["en"]
    )
    workshop = Workshop(settings)
    for job in plan_jobs(filed, ("en",)):
        if job.notebook == "budget":
            assert workshop.run(Task(job, "title", "0" * 64)).failure is None
    workshop.close()
    return folder / "outputs" / DEPARTMENT


def test_records_are_typed_and_told_apart(report: Report) -> None:
    for notebook, kinds in {
        "budget": {"number"},
        "indicators": {"status", "number"},
        "audit": {"finding"},
        "comparison": {"number"},
        "departments": set(),
    }.items():
        records = key_records(notebook, [report])
        assert {record["kind"] for record in records} == kinds
        keys = [(r["kind"], r["key"], r["year"]) for r in records]
        assert len(keys) == len(set(keys))
        assert json.loads(json.dumps(records)) == records
    budget = {r["key"]: r for r in key_records("budget", [report])}
    assert budget["of_approved_pct"]["value"] == "49.10"
    approved = budget["income approved"]
    assert (approved["value"], approved["unit"]) == ("14884.55", "万元")
    assert approved["page"] is not None
    assert len(key_records("indicators", [report])) > 71


def test_two_years_differ_in_what_was_changed_and_in_nothing_else(years: Path) -> None:
    (difference,) = compare_outputs(years / "2022", years / "2023", "en")
    assert difference.notebook == "budget"
    numbers = {change.name["en"]: change for change in difference.of("number")}
    outturn = next(c for c in numbers.values() if c.before == "7307.73 万元")
    assert (outturn.after, outturn.difference) == ("7314.73 万元", Decimal("7.00"))
    assert all("2022" not in (change.before or "") for change in difference.changes)
    assert {p.cell.split()[0] for p in difference.pictures} == {"bridge", "execution"}
    assert compare_outputs(years / "2022", years / "2022", "en") == []


def test_the_command_writes_one_page_that_needs_nothing_else(years: Path, tmp_path: Path) -> None:
    page = tmp_path / "changes.html"
    command = ["diff", str(years / "2022"), str(years / "2023"), "--output", str(page)]
    result = CliRunner().invoke(main, command)
    assert result.exit_code == 0, result.output
    soup = BeautifulSoup(page.read_text("utf-8"), "html.parser")
    assert len(soup.find_all("h1")) == 1
    assert "7307.73 万元" in soup.get_text()
    assert "+7.00" in soup.get_text()
    assert str(years) not in page.read_text("utf-8"), "no path of this machine on a page"
    pictures = soup.find_all("img")
    assert len(pictures) % 2 == 0
    assert all(img["alt"] and img["src"].startswith("data:image/png;base64,") for img in pictures)
    assert not [a for a in soup.find_all(href=True) if "//" in a["href"]]


def changed(years: Path, target: Path, change: Callable[[dict[str, Any]], None]) -> Path:
    """A copy of the outputs of 2022 with a change in the notebook."""
    notebook = json.loads((years / "2022" / "budget.ipynb").read_text("utf-8"))
    change(notebook)
    target.mkdir()
    (target / "budget.ipynb").write_text(json.dumps(notebook), "utf-8")
    return target


HOSTILE = "<script>alert(1)</script>"


def test_hostile_records_and_pictures_are_shown_as_text(years: Path, tmp_path: Path) -> None:
    def hostile(notebook: dict[str, Any]) -> None:
        record = notebook["metadata"]["jixiao"]["records"][0]
        record |= {"value": HOSTILE, "name": {"en": HOSTILE, "zh": HOSTILE}}
        for cell in notebook["cells"]:
            for output in cell.get("outputs", []):
                if "image/png" in output.get("data", {}):
                    output["data"]["image/png"] = 'x" onerror="alert(1)'
                    output["metadata"]["image/png"]["alt"] = f'"{HOSTILE}'

    new = changed(years, tmp_path / "new", hostile)
    page = tmp_path / "changes.html"
    command = ["diff", str(years / "2022"), str(new), "--output", str(page)]
    assert CliRunner().invoke(main, command).exit_code == 0
    soup = BeautifulSoup(page.read_text("utf-8"), "html.parser")
    assert HOSTILE in soup.get_text()
    assert len(soup.find_all("script")) == 1  # the page's own
    assert not [tag for tag in soup.find_all(True) if tag.get("onerror")]


@pytest.mark.parametrize(
    ("prepare", "words"),
    [
        (lambda notebook: notebook["metadata"].pop("jixiao"), "carries no records"),
        (lambda notebook: notebook["metadata"]["jixiao"].pop("records"), "carries no records"),
    ],
)
def test_outputs_without_records_are_refused_in_one_line(
    years: Path, tmp_path: Path, prepare: Callable[[dict[str, Any]], None], words: str
) -> None:
    new = changed(years, tmp_path / "new", prepare)
    result = CliRunner().invoke(main, ["diff", str(years / "2022"), str(new)])
    assert result.exit_code == 2
    assert words in result.output
    assert len(result.output.splitlines()) == 1


def test_a_folder_without_outputs_is_refused_in_one_line(years: Path, tmp_path: Path) -> None:
    result = CliRunner().invoke(main, ["diff", str(tmp_path), str(years)])
    assert result.exit_code == 2
    assert "holds no executed notebook" in result.output


def test_records_of_findings_come_and_go_with_them(data: Path, tmp_path: Path) -> None:
    write_departments(data, tmp_path / "data", 1)
    report = load_report(DEPARTMENT, 2022, tmp_path / "data")
    records = key_records("audit", [report])
    assert {record["value"] for record in records} <= {"high", "medium", "low"}
    assert all(record["name"]["zh"] != record["name"]["en"] for record in records)
