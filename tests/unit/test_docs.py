"""What is written for readers is complete: a chart, a notebook, a command that is there is told of."""

from __future__ import annotations

import importlib
import inspect
import re
from pathlib import Path

import pytest

from jixiao.charts.chart import Chart
from jixiao.cli.commands import main
from jixiao.report import DOCUMENTS

ROOT = Path(__file__).resolve().parents[2]
CHARTS = ROOT / "lib" / "jixiao" / "charts"


def charts() -> list[str]:
    found = []
    for path in sorted(CHARTS.glob("*.py")):
        module = importlib.import_module(f"jixiao.charts.{path.stem}")
        for name, function in inspect.getmembers(module, inspect.isfunction):
            own = function.__module__ == module.__name__ and not name.startswith("_")
            draws = function.__annotations__.get("return") in ("Chart", "Chart | None", Chart)
            helper = "title" in function.__annotations__  # a chart says its finding itself
            if own and draws and not helper:
                found.append(f"{path.stem}.{name}")
    return found


def test_the_page_of_charts_has_one_entry_for_each() -> None:
    page = (ROOT / "docs" / "charts.md").read_text("utf-8")
    entries = re.findall(r"^### `([\w.]+)`: \S", page, re.MULTILINE)
    assert sorted(entries) == sorted(charts())
    assert len(entries) > 10


def test_every_chart_is_drawn_in_the_tests_of_pages() -> None:
    paths = sorted((ROOT / "tests" / "pages").glob("test_*.py"))
    assert len(paths) > 10
    tests = "".join(path.read_text("utf-8") for path in paths)
    assert [name for name in charts() if f"{name}(" not in tests] == []


@pytest.mark.parametrize("language", ["English", "中文"])
def test_the_guide_leads_through_every_notebook(language: str) -> None:
    guide = (ROOT / "docs" / "guide.md").read_text("utf-8")
    part = guide.split(f"\n# {language}\n")[1].split("\n# ")[0]
    notebooks = sorted((ROOT / "notebooks").glob("*.ipynb"))
    assert len(notebooks) >= 8
    for path in notebooks:
        assert f"`{path.stem}`" in part, path.stem
    for command in ("list", "check", "report", "audit"):
        assert command in main.commands
        assert f"jixiao {command}" in part


def test_both_languages_of_the_guide_have_the_same_parts() -> None:
    guide = (ROOT / "docs" / "guide.md").read_text("utf-8")
    _, english, chinese = re.split(r"^# (?:English|中文)$", guide, flags=re.MULTILINE)
    parts = [len(re.findall(r"^## ", text, re.MULTILINE)) for text in (english, chinese)]
    assert parts[0] == parts[1] > 4
    blocks = [re.findall(r"```console\n(.*?)```", text, re.DOTALL) for text in (english, chinese)]
    commands = [re.findall(r"^\$ (\S+ \S+)", "".join(block), re.MULTILINE) for block in blocks]
    assert commands[0] == commands[1]


def test_the_page_of_the_architecture_names_the_documents_and_rooms_that_there_are() -> None:
    page = (ROOT / "docs" / "architecture.md").read_text("utf-8")
    assert " | ".join(DOCUMENTS) in page
    rooms = {path.parent.name for path in (ROOT / "lib" / "jixiao").glob("*/__init__.py")}
    assert len(rooms) > 15
    assert [room for room in sorted(rooms) if f"`{room}`" not in page] == []


def test_every_picture_is_small_and_shown() -> None:
    readme = (ROOT / "README.md").read_text("utf-8")
    pictures = sorted((ROOT / "docs").glob("*.png"))
    assert len(pictures) >= 4
    for picture in pictures:
        assert picture.stat().st_size < 200_000, picture.name
        assert re.search(rf"!\[[^\]]{{20,}}\]\(docs/{picture.name}\)", readme), picture.name


def test_links_of_the_documents_lead_somewhere() -> None:
    pages = [*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")]
    assert len(pages) >= 15
    for page in pages:
        for target in re.findall(r"\]\(([^)#]+?)(?:#[^)]*)?\)", page.read_text("utf-8")):
            if "://" not in target:
                assert (page.parent / target).resolve().exists(), f"{page.name}: {target}"


def test_the_guide_to_bringing_in_a_report_names_every_option_of_extract_in_both_languages() -> (
    None
):
    guide = (ROOT / "docs" / "bring-in-your-report.md").read_text("utf-8")
    _, english, chinese = re.split(r"^# (?:English|中文)$", guide, flags=re.MULTILINE)
    for text in (english, chinese):
        for option in main.commands["extract"].params:
            name = next((o for o in option.opts if o.startswith("--")), None)
            if name not in (None, "--outputs", "--data"):
                assert str(name) in text, name
        for command in ("extract", "new", "check", "report"):
            assert f"jixiao {command}" in text
    parts = [len(re.findall(r"^## ", text, re.MULTILINE)) for text in (english, chinese)]
    assert parts == [8, 8]
