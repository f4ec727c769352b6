"""The project's own rules: what is promised in words is held by files."""

from __future__ import annotations

import ast
import io
import re
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml
from matplotlib import image

from jixiao.analysis.budget import budget_bridge
from jixiao.charts.budget import bridge
from jixiao.cli.commands import main
from jixiao.dataset.columns import columns
from jixiao.labels import LANGUAGES, label, parts
from jixiao.report import load_report
from jixiao.schema.page import tables_page

ROOT = Path(__file__).resolve().parents[2]
LIBRARY = ROOT / "lib" / "jixiao"


def tracked() -> list[Path]:
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True, text=True
    )
    return [ROOT / name for name in listed.stdout.split("\0") if name and (ROOT / name).is_file()]


MODULES = sorted(LIBRARY.rglob("*.py"))


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(LIBRARY)))
def test_modules_say_what_they_are(path: Path) -> None:
    assert ast.get_docstring(ast.parse(path.read_text("utf-8"))), path


def test_environment_and_pyproject_name_the_same_packages_and_ranges() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    extras = project["optional-dependencies"]
    wanted = {*project["dependencies"], *extras["build"], *extras["dev"]}
    wanted.add(f"python{project['requires-python']}")
    environment: dict[str, Any] = yaml.safe_load((ROOT / "environment.yml").read_text("utf-8"))
    named: set[str] = set()
    for entry in environment["dependencies"]:
        named |= set(entry["pip"]) if isinstance(entry, dict) else {entry}
    assert named - {"pip", "--editable ."} == wanted


LOCKS = {
    "requirements.lock": ("build",),
    "requirements-all.lock": ("build", "cluster", "dev", "ocr"),
}


@pytest.mark.parametrize(("name", "extras"), LOCKS.items(), ids=LOCKS)
def test_a_lock_pins_every_package_with_hashes_and_names_no_address(
    name: str, extras: tuple[str, ...]
) -> None:
    lock = (ROOT / name).read_text("utf-8")
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    pinned = set(re.findall(r"^([a-z0-9._-]+)==", lock, re.MULTILINE))
    optional = project["optional-dependencies"]
    named = [*project["dependencies"], *(line for extra in extras for line in optional[extra])]
    assert {re.match(r"[a-z0-9._-]+", line)[0] for line in named} <= pinned  # type: ignore[index]
    assert "://" not in lock
    for block in re.split(r"\n(?=[a-z0-9])", lock.strip()):
        assert "--hash=sha256:" in block, block.splitlines()[0]


def test_both_locks_pin_the_same_versions() -> None:
    few, every = (
        set(re.findall(r"^[a-z0-9._-]+==\S+", (ROOT / name).read_text("utf-8"), re.MULTILINE))
        for name in LOCKS
    )
    assert len(few) > 100
    assert few < every


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


def test_the_page_of_commands_names_every_one() -> None:
    page = (ROOT / "docs" / "commands.md").read_text("utf-8")
    assert len(main.commands) > 10
    for name in main.commands:
        assert re.search(rf"`jixiao {name}\b", page), name
    targets = re.search(r"\.PHONY: (.*)", (ROOT / "Makefile").read_text("utf-8"))
    assert targets
    for target in targets[1].split():
        assert f"`make {target}`" in page, target


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
        found = words.search(path.read_text("utf-8", "replace"))  # documents of tests are binary
        assert found is None, f"{path.name}: {found}"


def test_generated_files_are_not_tracked() -> None:
    outputs = [path for path in tracked() if path.is_relative_to(ROOT / "outputs")]
    assert [path.name for path in outputs] == [".gitkeep"]
    assert LIBRARY / "cli" / "commands.py" in tracked()


def test_the_pages_on_sql_and_rounds_name_every_table_and_notebook() -> None:
    page = (ROOT / "docs" / "query.md").read_text("utf-8")
    asked = page.split("The tables are ", 1)[1].split("(", 1)[0]
    assert re.findall(r"`(\w+)`", asked) == list(columns())
    rounds = (ROOT / "docs" / "rounds.md").read_text("utf-8")
    notebooks = sorted((ROOT / "notebooks").glob("*.ipynb"))
    assert len(notebooks) >= 8
    for path in notebooks:
        assert f"`{path.stem}`" in rounds, path.stem


# Module → package, where they are not called the same.
NAMES = {
    "IPython": "ipython",
    "PIL": "pillow",
    "docx": "python-docx",
    "fontTools": "fonttools",
    "ipykernel_launcher": "ipykernel",
    "zmq": "pyzmq",
}


def test_every_package_that_is_imported_is_declared() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    extras = project["optional-dependencies"]
    lists = [project["dependencies"], extras["cluster"], extras["ocr"]]
    declared = {re.split(r"[<>=\[]", line)[0] for names in lists for line in names}
    modules = sorted((ROOT / "lib").rglob("*.py"))
    assert len(modules) > 100
    imported = set()
    for module in modules:
        for node in ast.walk(ast.parse(module.read_text("utf-8"))):
            if isinstance(node, ast.Import):
                imported |= {alias.name.partition(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and not node.level:
                imported.add(str(node.module).partition(".")[0])
    imported -= {*sys.stdlib_module_names, "jixiao", "forkkernel"}
    assert {NAMES.get(name, name).replace("_", "-") for name in imported} - declared == set()


def test_the_lab_is_rooted_at_the_repository_and_opens_on_the_index() -> None:
    said = subprocess.run(
        ["make", "--dry-run", "--assume-old=.venv/.ready", "lab"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    assert f"--ServerApp.root_dir='{ROOT}'" in said
    assert "--LabApp.default_url=/lab/tree/notebooks/index.ipynb" in said


def test_no_test_module_imports_another() -> None:
    """What two of them need is a helper: a module of tests is collected once, under one name."""
    modules = sorted((ROOT / "tests").rglob("*.py"))
    assert len(modules) > 80
    names = {path.stem for path in modules if path.stem.startswith("test_")}
    found = []
    for module in modules:
        for node in ast.walk(ast.parse(module.read_text("utf-8"))):
            if isinstance(node, ast.Import):
                found += [(module.name, alias.name) for alias in node.names]
            elif isinstance(node, ast.ImportFrom):
                found.append((module.name, str(node.module)))
    assert [(where, name) for where, name in found if names & set(name.split("."))] == []
    assert len({path.name for path in modules}) == len(modules) - 1  # but conftest.py
