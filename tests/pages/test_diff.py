"""What differs between two runs or two years: from records in the outputs, on one page."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable, Mapping
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from accounts_made import put_accounts
from batches import small_workbook
from browser import PHONE, opened, violations
from bs4 import BeautifulSoup
from click.testing import CliRunner
from made_index import index_page
from playwright.sync_api import Browser
from synthetic import write_departments

from jixiao.base.errors import RequestError
from jixiao.cli.commands import main
from jixiao.diff import outputs
from jixiao.diff.outputs import Difference, compare_outputs
from jixiao.diff.page import export_changes, heading, in_order
from jixiao.diff.records import key_records
from jixiao.publish.index_lines import IndexDepartment
from jixiao.report import Report, load_filed, load_report
from jixiao.rounds.jobs import plan_jobs
from jixiao.rounds.task import Settings, Task
from jixiao.rounds.task_runner import TaskRunner

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
    runner = TaskRunner(settings)
    for job in plan_jobs(filed, ("en",)):
        if job.notebook == "budget":
            assert runner.run(Task(job, "title", "0" * 64)).failure is None
    runner.close()
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


def test_a_figure_of_a_class_is_named_with_its_class_and_code(data: Path, tmp_path: Path) -> None:
    write_departments(data, tmp_path, 1)
    put_accounts(tmp_path, "made-bureau", 2022)
    report = load_report("made-bureau", 2022, tmp_path)
    rows = report.tables["statements"].to_dict("records")
    names = [record["name"]["zh"] for record in key_records("accounts", [report])]
    assert len(names) == len(rows)
    for row, name in zip(rows, names, strict=True):
        if row["classification"]:
            assert name.startswith(f"{row['name']}（{row['classification']}）· "), name
        else:
            assert "（" not in name.split(" · ")[0], name
    english = [record["name"]["en"] for record in key_records("accounts", [report])]
    coded = [name for row, name in zip(rows, english, strict=True) if row["classification"]]
    assert coded
    assert not [name for name in coded if re.search("[一-鿿]", name)]


def test_an_output_says_its_department_and_the_page_of_changes_names_it(years: Path) -> None:
    text = (years / "2023" / "budget.ipynb").read_text("utf-8")
    name = json.loads(text)["metadata"]["jixiao"]["department"]
    assert name == f"Synthetic test department (not real) {DEPARTMENT}"
    (old,) = [d for d in compare_outputs(years / "2022", years / "2023", "en") if d.changes]
    two = [replace(old, where=f"{folder}/2023/budget") for folder in ("a", "b")]
    soup = BeautifulSoup(export_changes(two, "en", "x", "y"), "html.parser")
    reports = {cell.get_text() for cell in soup.select("td[title='a/2023']")}
    assert reports == {f"{name} 2023"}
    assert f"{name} 2023 – Budget" in {head.get_text() for head in soup.select("h3")}
    nameless = replace(old, where="a/2023/budget", department="")
    assert heading(nameless, "en") == "2023 – Budget"
    assert heading(replace(nameless, where="x/y/budget"), "en") == "x/y – Budget"


def test_two_years_differ_in_what_was_changed_and_in_nothing_else(years: Path) -> None:
    (difference,) = compare_outputs(years / "2022", years / "2023", "en")
    assert difference.notebook == "budget"
    numbers = {change.now.name["en"]: change for change in difference.of("number")}
    outturn = numbers["Expenditure · outturn"]
    assert outturn.before is not None
    assert (outturn.before.value, outturn.before.unit) == ("7307.73", "万元")
    assert (outturn.now.value, outturn.difference) == ("7314.73", Decimal("7.00"))
    assert len(outturn.now.places) == 2, "said twice in the same words: one row with both places"
    assert all("2022" not in change.now.value for change in difference.changes)
    assert {p.cell.split()[0] for p in difference.pictures} == {"bridge", "execution"}
    assert compare_outputs(years / "2022", years / "2022", "en") == []


def test_the_command_writes_one_page_that_needs_nothing_else(years: Path, tmp_path: Path) -> None:
    page = tmp_path / "changes.html"
    command = ["diff", str(years / "2022"), str(years / "2023"), "--output", str(page)]
    result = CliRunner().invoke(main, command)
    assert result.exit_code == 0, result.output
    soup = BeautifulSoup(page.read_text("utf-8"), "html.parser")
    assert len(soup.find_all("h1")) == 1
    first = [cell.get_text(" ", strip=True) for cell in soup.table.tbody.tr.find_all(["th", "td"])]
    assert " ".join(first[0].split()).startswith("Income · outturn p. 13, line 611")
    assert first[1:] == ["7,307.73", "7,314.73", "+7.00", "+0.10", "万元"]
    assert "numbers, 2 pictures differ" in result.output
    assert str(years) not in page.read_text("utf-8"), "no path of this machine on a page"
    pairs = soup.select(".jixiao-pair")
    assert pairs
    assert all(len(pair.find_all("figure")) == 2 for pair in pairs)
    pictures = soup.find_all("img")
    assert len(pictures) == 2 * len(pairs)
    assert all(img["alt"] and img["src"].startswith("data:image/png;base64,") for img in pictures)
    assert not [a for a in soup.find_all(href=True) if "//" in a["href"]]


def test_the_index_beside_the_page_of_changes_links_to_it(years: Path, tmp_path: Path) -> None:
    """As the next round would write it."""
    folder = tmp_path / "outputs"
    shutil.copytree(years / "2023", folder)
    indexes = {"en": folder / "index.html", "zh": folder / "index.zh.html"}
    names = {language: path.name for language, path in indexes.items()}
    for language, path in indexes.items():
        path.write_text(index_page([IndexDepartment("d", [])], language, names), "utf-8")
    for _ in range(2):
        assert CliRunner().invoke(main, ["diff", str(years / "2022"), str(folder)]).exit_code == 0
    pages = [("en", "changes.html")]
    if (folder / "changes.zh.html").is_file():
        pages.append(("zh", "changes.zh.html"))
    for language, name in pages:
        html = indexes[language].read_text("utf-8")
        assert html == index_page([IndexDepartment("d", [])], language, names, name)
        assert html.count(f'href="{name}"') == 1


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


def record(kind: str, key: str, value: object, unit: str = "", line: int = 1) -> dict[str, Any]:
    name = {"en": key.partition(": ")[2] or key, "zh": f"中文 {key}"}
    about = {"year": 2022, "page": 1, "line": line}
    return {"kind": kind, "key": key, "name": name, "value": str(value), "unit": unit} | about


def output(folder: Path, records: list[dict[str, Any]], language: str = "en") -> Path:
    """An output that holds nothing but records."""
    parameters = {"department": "d", "year": 2022, "language": language}
    about = {"notebook": "audit", "parameters": parameters, "records": records}
    (folder / "d" / "2022").mkdir(parents=True, exist_ok=True)
    name = "audit.ipynb" if language == "en" else f"audit.{language}.ipynb"
    text = json.dumps({"cells": [], "metadata": {"jixiao": about}})
    (folder / "d" / "2022" / name).write_text(text, "utf-8")
    return folder


def compared(
    tmp_path: Path, old: list[dict[str, Any]], new: list[dict[str, Any]], language: str = "en"
) -> list[Difference]:
    sides = (output(tmp_path / "old", old, language), output(tmp_path / "new", new, language))
    return compare_outputs(*sides, language)


def test_numbers_come_changed_first_totals_first_and_largest_change_first(tmp_path: Path) -> None:
    old = [record("number", key, value, "万元") for key, value in [("a.b x", 100), ("a x", 100)]]
    old += [record("number", "c x", 50, "%"), record("number", "d x", 1), record("number", "z", 0)]
    old += [record("number", "e.f x", 100, "万元"), record("number", "u", 5, "个")]
    new = [record("number", key, value, "万元") for key, value in [("a.b x", 101), ("a x", 90)]]
    new += [record("number", "c x", 51, "%"), record("number", "new", 7), record("number", "z", 2)]
    new += [record("number", "e.f x", 200, "万元"), record("number", "u", 5, "件")]
    rows = in_order("number", compared(tmp_path, old, new))
    assert [row.change.now.name["en"] for row in rows] == [
        *("a x", "z", "c x", "u"),  # totals: in %, then what has no percentage, then other units
        *("e.f x", "a.b x"),  # parts
        *("new", "d x"),
    ]
    told = {row.change.now.name["en"]: row.change for row in rows}
    assert told["a x"].relative == Decimal(-10)
    assert told["c x"].relative is None, "a share changes by points"
    assert told["z"].relative is None, "nothing is no base of a percentage"
    assert told["u"].difference is None, "figures of two units are not subtracted"
    assert told["d x"].state == "gone"


def test_amounts_of_money_come_by_amount_before_what_has_no_common_measure(tmp_path: Path) -> None:
    """Two hundred 元 more are not the news of a report whose budget grew by millions."""
    before = {"small": "0.54", "budget": "14884.55", "fee": "100", "rate": "49.10", "cases": "10"}
    after = {"small": "0.56", "budget": "15331.09", "fee": "5100", "rate": "99.10", "cases": "20"}
    units = {"small": "万元", "budget": "万元", "fee": "元", "rate": "%", "cases": "件"}
    sides = [
        [record("number", key, value, units[key]) for key, value in side.items()]
        for side in (before, after)
    ]
    rows = in_order("number", compared(tmp_path, *sides))
    names = [row.change.now.name["en"] for row in rows]
    assert names == ["budget", "fee", "small", "cases", "rate"]


def test_a_finding_with_other_figures_is_changed_not_new_and_gone(tmp_path: Path) -> None:
    old = [
        record("finding", "rate: 49 % is printed where 1 of 2 is 50 %.", "high", line=7),
        record("finding", "sum: 10 and 12 cannot both stand.", "medium", line=8),
        record("finding", "sum: 30 and 35 cannot both stand.", "low", line=9),
        record("finding", "twins: said twice", "low"),
    ]
    new = [
        record("finding", "rate: 49 % is printed where 1 of 3 is 33 %.", "high", line=7),
        record("finding", "sum: 10 and 13 cannot both stand.", "high", line=88),
        record("finding", "counts: three are named, four are said", "low"),
        record("finding", "twins: said twice", "medium"),
    ]
    rows = [row.change for row in in_order("finding", compared(tmp_path, old, new))]
    told = [(c.state, c.before and c.before.value, c.after and c.after.value) for c in rows]
    assert told == [
        ("changed", "high", "high"),
        ("changed", "medium", "high"),
        ("changed", "low", "medium"),
        ("new", None, "low"),
        ("gone", "low", None),
    ]
    assert rows[1].before is not None
    assert rows[1].before.name["en"] == "10 and 12 cannot both stand."


def test_findings_of_one_rule_on_one_line_are_told_apart_by_their_words(tmp_path: Path) -> None:
    old = [
        record("finding", "sum: A is 1 and B is 2.", "high", line=7),
        record("finding", "sum: C is 5.", "high", line=7),
    ]
    (difference,) = compared(tmp_path, old, [record("finding", "sum: C is 6.", "high", line=7)])
    told = {c.state: c.before and c.before.name["en"] for c in difference.changes}
    assert told == {"changed": "C is 5.", "gone": "A is 1 and B is 2."}


def test_two_promises_of_one_name_are_two_rows(tmp_path: Path) -> None:
    def promises(state: str) -> list[dict[str, Any]]:
        made = [record("status", key, state, line=at) for at, key in enumerate(("1", "2"), 1)]
        return [promise | {"name": {"en": "Training", "zh": "培训"}} for promise in made]

    (difference,) = compared(tmp_path, promises("met"), promises("missed"))
    assert [change.now.places for change in difference.of("status")] == [((1, 1),), ((1, 2),)]


@pytest.mark.parametrize(("now", "words"), [("99999", "> −0.01"), ("100001", "< +0.01")])
def test_a_very_small_change_keeps_its_sign(now: str, words: str, tmp_path: Path) -> None:
    old, new = ([record("number", "n", value, "万元")] for value in ("100000", now))
    html = export_changes(compared(tmp_path, old, new), "en", "one", "two")
    assert words in BeautifulSoup(html, "html.parser").table.get_text(" ", strip=True)


def test_the_page_says_state_severity_and_both_wordings_in_its_language(tmp_path: Path) -> None:
    old = [record("finding", "sum: 10 and 12 cannot both stand.", "medium")]
    new = [record("finding", "sum: 10 and 13 cannot both stand.", "high")]
    old += [record("status", "promise", "met"), record("number", "n", "1234.5", "万元")]
    new += [record("status", "promise", "missed"), record("number", "n", "1234.6", "万元")]
    html = export_changes(compared(tmp_path, old, new, "zh"), "zh", "甲", "乙")
    words = BeautifulSoup(html, "html.parser").get_text(" ", strip=True)
    for part in (
        "有变 中 → 高",
        "之前：中文 sum: 10 and 12",
        "完成 未达标",
        "1,234.5 1,234.6 +0.1",
    ):
        assert part in words


def test_places_lead_to_the_new_pages_where_these_lie_beside(years: Path, tmp_path: Path) -> None:
    new = changed(years, tmp_path / "new", lambda notebook: None)
    records = json.loads((new / "budget.ipynb").read_text("utf-8"))
    records["metadata"]["jixiao"]["records"][0]["value"] = "1"
    (new / "budget.ipynb").write_text(json.dumps(records), "utf-8")
    (new / "budget.html").write_text("a page")
    command = ["diff", str(years / "2022"), str(new)]
    assert CliRunner().invoke(main, command).exit_code == 0
    page = BeautifulSoup((new / "changes.html").read_text("utf-8"), "html.parser")
    assert page.table.find("a", href="budget.html#p13-l611")
    elsewhere = tmp_path / "elsewhere" / "changes.html"
    assert CliRunner().invoke(main, [*command, "--output", str(elsewhere)]).exit_code == 0
    page = BeautifulSoup(elsewhere.read_text("utf-8"), "html.parser")
    assert not page.table.find("a", href=True)


def test_the_page_of_changes_says_what_its_data_folder_says(years: Path, tmp_path: Path) -> None:
    new = shutil.copytree(years / "2023", tmp_path / "outputs" / "d" / "2023")
    (tmp_path / "outputs" / "run.json").write_text("{}", "utf-8")
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "notice.toml").write_text('en = "Made up."\nzh = "虚构。"\n', "utf-8")
    assert CliRunner().invoke(main, ["diff", str(years / "2022"), str(new)]).exit_code == 0
    for page, said in (("changes.html", "Made up."), ("changes.zh.html", "虚构。")):
        if (new / page).is_file():
            shown = BeautifulSoup((new / page).read_text("utf-8"), "html.parser")
            assert said in shown.get_text()
    assert (new / "changes.html").is_file()


def test_the_index_links_the_page_of_changes_once_it_is_there(data: Path, tmp_path: Path) -> None:
    workbook = small_workbook(tmp_path, data, 1)
    assert workbook.run().returncode == 0
    index = workbook.outputs / "index.html"
    assert "changes.html" not in index.read_text("utf-8")
    outputs = str(workbook.outputs)
    assert CliRunner().invoke(main, ["diff", outputs, outputs]).exit_code == 0
    assert workbook.run().returncode == 0
    assert 'href="changes.html"' in index.read_text("utf-8")


def test_names_of_rates_say_of_what_in_both_languages(report: Report) -> None:
    names = {r["key"]: r["name"] for r in key_records("budget", [report])}
    assert names["income rate approved"] == {
        "en": "Income · execution rate of approved",
        "zh": "总收入 · 执行率（占年初批复）",
    }


def test_the_page_of_changes_is_sound_on_a_phone_and_in_the_dark(
    browser: Browser, years: Path, tmp_path: Path
) -> None:
    target = tmp_path / "changes.html"
    command = ["diff", str(years / "2022"), str(years / "2023"), "--output", str(target)]
    assert CliRunner().invoke(main, command).exit_code == 0
    for options in ({"viewport": PHONE}, {"color_scheme": "dark"}):
        with opened(browser, target, **options) as (page, seen):
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
            assert violations(page) == []
            plates = page.locator(".plate")
            assert plates.count() > 0
            inside = "e => e.scrollWidth <= e.clientWidth"
            for plate in plates.all():  # two fit side by side; on a phone words stay readable
                phone = "viewport" in options
                assert plate.evaluate(inside) != phone
                assert not phone or plate.locator("img").bounding_box()["width"] > 600  # type: ignore[index]
        assert seen.nothing, seen


def test_outputs_are_told_from_their_last_line_and_a_damaged_one_is_a_line(
    years: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of a city there may be tens of thousands: what is equal is not read into memory at all."""
    read: list[Path] = []
    whole = outputs._notebook

    def noted(path: Path, content: bytes) -> Mapping[str, Any]:
        read.append(path)
        return whole(path, content)

    monkeypatch.setattr(outputs, "_notebook", noted)
    same = tmp_path / "same"
    shutil.copytree(years / "2022", same)
    assert compare_outputs(years / "2022", same, "en") == []
    assert read == []
    path = same / "budget.ipynb"
    last = path.read_text("utf-8").splitlines()[-1]
    for damaged in (f"[\n{last}\n", "{}", ""):
        path.write_text(damaged, "utf-8")
        with pytest.raises(RequestError):
            compare_outputs(years / "2022", same, "en")
    written = json.loads((years / "2022" / "budget.ipynb").read_text("utf-8"))
    path.write_text(json.dumps(written, indent=1), "utf-8")  # as another program writes it
    assert compare_outputs(years / "2022", same, "en") == []
    assert read
