"""Files of the catalogue hold what they may hold, and one that does not is said with its entry."""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator
from importlib import resources
from pathlib import Path
from typing import Any

import pytest
import tomli

import jixiao.catalogue
from jixiao.base.errors import TableError
from jixiao.catalogue import wordings
from jixiao.catalogue.shapes import broken_patterns, faults, shapes
from jixiao.extract.extraction import extract_report
from jixiao.extract.table_list import tables_of_file
from jixiao.source import Limits

PAGE = """<meta charset="utf-8"><h1>某区民政局2024年部门预算</h1><p>{title}</p><p>单位：万元</p>
<table border="1"><tr><th>收入</th><th>预算数</th><th>支出</th><th>预算数</th></tr>
<tr><td>一、财政拨款</td><td>10.00</td><td>一、教育支出</td><td>10.00</td></tr></table>"""
FILES = sorted(shapes().keys() - {"values"})


def held(name: str) -> dict[str, Any]:
    text = (resources.files(jixiao.catalogue) / f"{name}.toml").read_text("utf-8")
    return copy.deepcopy(tomli.loads(text))


@pytest.fixture
def catalogue(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Callable[[str, str, str], None]]:
    """A catalogue of one's own, in which words of one file can be replaced."""
    for file in resources.files(jixiao.catalogue).iterdir():
        if file.name.endswith(".toml"):
            (tmp_path / file.name).write_text(file.read_text("utf-8"), "utf-8")
    monkeypatch.setattr(jixiao.catalogue, "_folder", lambda: tmp_path)
    wordings.cache_clear()

    def replace(name: str, old: str, new: str) -> None:
        path = tmp_path / f"{name}.toml"
        text = path.read_text("utf-8")
        assert text.count(old) >= 1
        path.write_text(text.replace(old, new, 1), "utf-8")
        wordings.cache_clear()

    yield replace
    wordings.cache_clear()


@pytest.mark.parametrize("name", FILES)
def test_every_file_holds_what_it_may_hold(name: str) -> None:
    assert [str(fault) for fault in faults(name, held(name))] == []
    assert [str(fault) for fault in broken_patterns(name, held(name))] == []


def test_every_file_that_the_guide_names_has_a_shape(root: Path) -> None:
    guide = (root / "docs" / "cities.md").read_text("utf-8")
    folder = root / "lib" / "jixiao" / "catalogue"
    named = {path.stem for path in folder.glob("*.toml") if f"`{path.name}`" in guide}
    assert len(named) > 8
    assert named <= set(FILES)


def test_allowed_sources_are_those_that_have_an_item() -> None:
    assert shapes()["values"]["source"] == list(wordings("statement_columns")["sources"])


@pytest.mark.parametrize(
    ("name", "old", "new", "entry", "what"),
    [
        (
            "statement_rows",
            "[income]",
            '[income]\n"边民收入" = "income.othr"',
            "income.边民收入",
            "'income.othr'",
        ),
        (
            "statement_rows",
            "[income]",
            '[income]\n"边民收入" = "city:income.other"',
            "income.边民收入",
            "'city:",
        ),
        (
            "statement_rows",
            "[counts]",
            '[counts]\n"车" = "vehicles"',
            "counts.车",
            "a space and a unit",
        ),
        (
            "statement_columns",
            "[parts]",
            '[parts]\n"边民" = { sorce = "other" }',
            "parts.边民.sorce",
            "no entry",
        ),
        (
            "statement_columns",
            "[parts]",
            '[parts]\n"边民" = { source = "othr" }',
            "parts.边民",
            "none of fiscal",
        ),
        (
            "statement_columns",
            "[parts]",
            '[parts]\n"边民" = "income.other"',
            "parts.边民",
            "not a table",
        ),
        ("forms", "[head]\nname", "[hed]\nname", "hed", "no entry"),
        ("forms", "[level1]\n", '[level1]\n"口岸" = "口岸效益"\n', "level1.口岸", "not a list"),
        ("forms", "term_goal = [", "term_goal = [1, ", "goals.term_goal 1", "not words"),
        (
            "document_kinds",
            "most_lines = ",
            'most_lines = "8" #',
            "title.most_lines",
            "whole number",
        ),
        ("statement_rows", "[income]", "[income]\n边民收入 = 3", "", "is no TOML"),
        ("statement_rows", "[income]", '[income]\n"x" = income.other', "", "is no TOML"),
    ],
)
def test_a_slip_in_a_file_is_one_line_with_its_entry(
    catalogue: Callable[[str, str, str], None], name: str, old: str, new: str, entry: str, what: str
) -> None:
    catalogue(name, old, new)
    with pytest.raises(TableError) as raised:
        wordings(name)
    line = str(raised.value)
    assert line.startswith(f"catalogue/{name}.toml: {entry}")
    assert what in line
    assert "；" in raised.value.words("zh")


def test_a_missing_part_is_said(catalogue: Callable[[str, str, str], None]) -> None:
    catalogue("forms", "[ditto]\n", "[no_bound.x]\n")
    with pytest.raises(TableError, match="ditto is missing|no_bound"):
        wordings("forms")


@pytest.mark.parametrize("command", [tables_of_file, extract_report])
def test_a_broken_expression_is_said_with_its_entry_where_it_fails(
    catalogue: Callable[[str, str, str], None], tmp_path: Path, command: Callable[..., object]
) -> None:
    catalogue("statement_kinds", "not_statements = [", "not_statements = ['(收支', ")
    file = tmp_path / "page.html"
    file.write_text(PAGE.format(title=f"2024年部门{command.__name__}收支预算总表"), "utf-8")
    with pytest.raises(
        TableError, match=r"statement_kinds\.toml: not_statements 1: .*regular expression"
    ):
        command(file, Limits()) if command is tables_of_file else command(file)
