"""The project's own rules: what is promised in words is held by files."""

from __future__ import annotations

import ast
import io
import re
import subprocess
import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml
from matplotlib import image

from jixiao.analysis.budget import budget_bridge
from jixiao.charts.budget import bridge
from jixiao.cli.commands import main
from jixiao.dataset.tables import columns
from jixiao.labels import LANGUAGES, label, parts
from jixiao.report import load_report
from jixiao.schema import TABLES
from jixiao.schema.page import tables_page

ROOT = Path(__file__).resolve().parent.parent
LIBRARY = ROOT / "lib" / "jixiao"

# Rooms from the lowest floor up; a module imports only from floors below its own, or its own room.
FLOORS = [
    {"visible", "memo", "cores"},
    {"errors"},
    {"amounts", "labels", "files"},
    {"error_words", "shared", "output_differences", "remote", "owned", "packing"},
    {"source"},
    {"extract"},
    {"schema", "departments"},
    {"descriptor", "corrections"},
    {"package"},
    {"readings", "report"},
    {"final_accounts"},
    {"analysis", "extraction", "differences", "blank"},
    {"audit", "check", "review"},
    {"charts"},
    {"tables", "prose", "collection", "records"},
    {"batch", "publish"},
    {"site", "explore", "printing"},
    {"warmup", "changes"},
    {"workshop"},
    {"round_plan"},
    {"rounds"},
    {"cli_options"},
    {"cli_sources", "cli_rounds"},
    {"cli"},
    {"__main__"},
]


def tracked() -> list[Path]:
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True, text=True
    )
    return [ROOT / name for name in listed.stdout.split("\0") if name and (ROOT / name).is_file()]


def floor(room: str) -> int:
    return next(number for number, rooms in enumerate(FLOORS) if room in rooms)


def imports(path: Path) -> set[str]:
    """The rooms that a module imports from."""
    found = set()
    package = list(path.relative_to(LIBRARY).parent.parts)
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.level:
            base = package[: len(package) - node.level + 1]
            target = [*base, *(node.module or "").split(".")]
            names = [target] if node.module else [[*base, alias.name] for alias in node.names]
            found |= {name[0] for name in names if name and name[0]}
    return found


MODULES = [path for path in sorted(LIBRARY.rglob("*.py")) if path.parent != LIBRARY / "template"]


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(LIBRARY)))
def test_imports_go_one_way(path: Path) -> None:
    room = path.relative_to(LIBRARY).parts[0].removesuffix(".py")
    if room == "__init__":
        return
    for other in imports(path) - {room}:
        assert floor(other) < floor(room), f"{room} imports {other}"


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(LIBRARY)))
def test_modules_are_small_and_say_what_they_are(path: Path) -> None:
    text = path.read_text("utf-8")
    assert len(text.splitlines()) <= 330
    assert ast.get_docstring(ast.parse(text)), path


def test_environment_and_pyproject_name_the_same_packages_and_ranges() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    wanted = {*project["dependencies"], *project["optional-dependencies"]["dev"]}
    wanted.add(f"python{project['requires-python']}")
    environment: dict[str, Any] = yaml.safe_load((ROOT / "environment.yml").read_text("utf-8"))
    named: set[str] = set()
    for entry in environment["dependencies"]:
        named |= set(entry["pip"]) if isinstance(entry, dict) else {entry}
    assert named - {"pip", "--editable ."} == wanted


def test_the_lock_pins_every_package_with_hashes_and_names_no_address() -> None:
    lock = (ROOT / "requirements.lock").read_text("utf-8")
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    pinned = set(re.findall(r"^([a-z0-9._-]+)==", lock, re.MULTILINE))
    named = [*project["dependencies"], *project["optional-dependencies"]["dev"]]
    assert {re.match(r"[a-z0-9._-]+", name)[0] for name in named} <= pinned  # type: ignore[index]
    assert "://" not in lock
    for block in re.split(r"\n(?=[a-z0-9])", lock.strip()):
        assert "--hash=sha256:" in block, block.splitlines()[0]


def leaves(words: dict[str, Any], path: str = "") -> list[tuple[str, dict[str, str]]]:
    found = []
    for key, value in words.items():
        if isinstance(value, dict) and not set(value) & set(LANGUAGES):
            found += leaves(value, f"{path}{key}.")
        else:
            found.append((f"{path}{key}", value))
    return found


@pytest.mark.parametrize("part", parts())
def test_every_word_is_in_both_languages_with_the_same_places_to_fill(part: str) -> None:
    words = tomllib.loads((LIBRARY / "labels" / f"{part}.toml").read_text("utf-8"))
    for key, entry in leaves(words):
        assert set(entry) == set(LANGUAGES), key
        fields = {lang: set(re.findall(r"\{(\w+)\}", entry[lang])) for lang in LANGUAGES}
        assert fields["en"] == fields["zh"], key
        assert label(f"{part}.{key}", "zh")


def test_the_readme_shows_every_command_and_what_it_prints() -> None:
    readme = (ROOT / "README.md").read_text("utf-8")
    for name in main.commands:
        assert f"jixiao {name}" in readme, name
    for target in ("make report", "make test", "make lab"):
        assert target in readme


def test_the_picture_of_the_readme_is_what_the_chart_draws() -> None:
    """To accept a change: write charts.bridge(…).png() of 2022 to docs/bridge-2022.png."""
    figures = load_report("panyu-data-bureau", 2022, ROOT / "data").tables["budget"]
    drawn = bridge(budget_bridge(figures), "en")
    shown = image.imread(ROOT / "docs" / "bridge-2022.png")
    now = image.imread(io.BytesIO(drawn.png()))
    assert now.shape == shown.shape
    assert abs(now - shown).mean() < 0.01
    readme = (ROOT / "README.md").read_text("utf-8")
    for words in ("14,884.55", "−7,500.94", "7,498.56", "−190.83"):
        assert words in drawn.alt
        assert words in readme


def test_the_page_of_tables_is_what_the_schemas_say() -> None:
    """To accept a change: python -m jixiao.schema.page > docs/tables.md"""
    assert (ROOT / "docs" / "tables.md").read_text("utf-8") == tables_page()


def test_the_repository_names_no_machine_and_no_index() -> None:
    words = re.compile(
        r"(?<![\w.-])/(?:work|root|home/\w+|tmp/\w+)/|--(?:extra-)?index-url|--find-links"
    )
    allowed = {"Makefile", "test_project.py"}  # the lock's own option names, and this pattern
    for path in tracked():
        if path.suffix in {".png", ".txt", ".csv"} or path.name in allowed:
            continue
        found = words.search(path.read_text("utf-8"))
        assert found is None, f"{path.name}: {found}"


def test_generated_files_are_not_tracked() -> None:
    outputs = [path for path in tracked() if path.is_relative_to(ROOT / "outputs")]
    assert [path.name for path in outputs] == [".gitkeep"]
    assert LIBRARY / "cli.py" in tracked()


def test_the_readme_names_every_table_and_notebook() -> None:
    readme = (ROOT / "README.md").read_text("utf-8")
    asked = readme.split("The tables are ", 1)[1].split("(", 1)[0]
    assert re.findall(r"`(\w+)`", asked) == list(columns())
    layout = readme.split("## Layout", 1)[1].split("lib/jixiao/", 1)[0]
    named = layout.split("notebooks/", 1)[1].split("   thin", 1)[0].split()
    assert sorted(named) == sorted(path.stem for path in (ROOT / "notebooks").glob("*.ipynb"))
    assert all(f"{table}.csv" in layout for table in TABLES)
