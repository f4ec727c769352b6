"""The rooms of the library: a module imports only from floors below its own, and fits a few screens."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

# From the ground up; rooms of one floor know nothing of each other.
FLOORS = (
    {"base"},
    {"storage", "labels", "schema"},
    {"catalogue", "source", "frame"},
    {"status"},
    {"grid", "report"},
    {"extract", "analysis"},
    {"check", "scoring"},
    {"audit"},
    {"charts", "tables", "dataset", "prose"},
    {"explore", "publish", "diff", "papers"},
    {"rounds"},
    {"demo"},
    {"cli"},
)
FLOOR = {room: number for number, rooms in enumerate(FLOORS) for room in rooms}
LOOSE = {"__init__.py", "__main__.py", "py.typed"}
MOST_LINES = 300


def modules(package: Path) -> list[Path]:
    return sorted(package.rglob("*.py"))


def imported(path: Path) -> Iterator[str]:
    """The full names of what `path` imports, relative names resolved."""
    parts = path.with_suffix("").parts
    home = parts[parts.index("lib") + 1 :]
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = [*home[: len(home) - node.level]] if node.level else []
            base += [node.module] if node.module else []
            yield from (".".join([*base, name.name]) for name in node.names)


def test_rooms_import_only_from_floors_below(root: Path) -> None:
    library = root / "lib" / "jixiao"
    upward, seen = [], 0
    for path in modules(library):
        inside = path.relative_to(library).parts
        if len(inside) == 1:
            continue
        for name in imported(path):
            package, _, rest = name.partition(".")
            room = rest.partition(".")[0]
            if package != "jixiao" or room == inside[0]:
                continue
            seen += 1
            if room not in FLOOR or FLOOR[room] >= FLOOR[inside[0]]:
                upward.append(f"{path.relative_to(library)} imports {name}")
    assert seen > 300
    assert not upward


def test_every_folder_is_a_room_and_no_module_is_loose(root: Path) -> None:
    library = root / "lib" / "jixiao"
    found = {path.name for path in library.iterdir() if path.name != "__pycache__"}
    assert found - LOOSE <= set(FLOOR)


def test_kernels_know_no_report(root: Path) -> None:
    package = root / "lib" / "forkkernel"
    found = [name for path in modules(package) for name in imported(path)]
    assert len(found) > 50
    assert [name for name in found if name.startswith("jixiao")] == []


@pytest.mark.parametrize("package", ["jixiao", "forkkernel"])
def test_a_module_fits_a_few_screens(root: Path, package: str) -> None:
    lengths = {
        path: len(path.read_text("utf-8").splitlines()) for path in modules(root / "lib" / package)
    }
    assert len(lengths) > 5
    assert [f"{path}: {n}" for path, n in lengths.items() if n > MOST_LINES] == []


def test_a_name_that_fits_anything_stands_for_one_thing(root: Path) -> None:
    named: dict[str, list[str]] = {}
    for path in modules(root / "lib"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.ClassDef):
                named.setdefault(node.name, []).append(path.name)
    assert len(named) > 200
    plain = ("Bench", "Column", "Row", "Statement", "Table", "_Reader")
    assert {name: named[name] for name in plain if len(named.get(name, ())) > 1} == {}
    assert not [path for path in modules(root / "lib") if path.stem == "words"]
