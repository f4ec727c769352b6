"""Rows of forms read by eye on the pictures of pages stand in `indicators` and `projects`."""

from __future__ import annotations

import csv
from collections import defaultdict
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from other_offices import forms_of

from jixiao.base.amounts import fold

ROOT = Path(__file__).resolve().parents[1]
SIGNS = str.maketrans(
    {"＞": ">", "＜": "<", "≧": "≥", "≦": "≤", "＝": "=", "(": "（", ")": "）", ",": "，"}
)


def golden(name: str) -> dict[str, list[dict[str, str]]]:
    """File → its rows."""
    found: dict[str, list[dict[str, str]]] = defaultdict(list)
    with (ROOT / "golden" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            found[row["file"]].append(row)
    return dict(found)


INDICATORS, PROJECTS = golden("indicators"), golden("projects")


def plain(text: object) -> str:
    return "" if text is None else "".join(fold(str(text)).split()).translate(SIGNS)


def same(read: object, typed: str) -> bool:
    """Whether a value is what was typed: words without spaces, numbers by value."""
    if plain(read) == plain(typed):
        return True
    try:
        return Decimal(str(read)) == Decimal(typed.replace(",", ""))
    except ArithmeticError:
        return False


def differs(row: dict[str, Any], typed: dict[str, str]) -> list[tuple[str, str, object]]:
    """The columns in which a row is not what was typed."""
    compared = {"target": "target", "actual": "actual", "weight": "weight", "score": "score"}
    return [
        (column, typed[column], row[own])
        for column, own in compared.items()
        if typed[column] and not same(row[own], typed[column])
    ]


@pytest.mark.parametrize("name", sorted(INDICATORS))
def test_every_indicator_has_every_cell_in_its_own_row(name: str) -> None:
    rows = forms_of(name).indicators.to_dict("records")
    faults = []
    for typed in INDICATORS[name]:
        page = int(typed["page"])
        near = [
            row
            for row in rows
            if plain(row["name"]) == plain(typed["name"]) and abs(row["page"] - page) <= 1
        ]
        differences = [differs(row, typed) for row in near]
        if not any(found == [] for found in differences):
            faults.append((page, typed["name"], min(differences, key=len, default="not there")))
    assert not faults


@pytest.mark.parametrize("name", sorted(PROJECTS))
def test_every_project_has_its_money_and_its_points(name: str) -> None:
    rows = forms_of(name).projects.to_dict("records")
    columns = {
        "term_total": "term_total",
        "approved": "approved",
        "revised": "revised",
        "outturn": "outturn",
        "total_score": "total_score",
    }
    faults = []
    for typed in PROJECTS[name]:
        near = [
            row
            for row in rows
            if plain(row["name"]) == plain(typed["project"]) and row["page"] == int(typed["page"])
        ]
        wrong = [
            [
                (column, typed[column], row[own])
                for column, own in columns.items()
                if typed[column] not in ("", "-") and not same(row[own], typed[column])
            ]
            for row in near
        ]
        if not any(found == [] for found in wrong):
            faults.append(
                (typed["page"], typed["project"], min(wrong, key=len, default="not there"))
            )
    assert not faults


def test_enough_rows_of_enough_forms_were_read_by_eye() -> None:
    assert len(INDICATORS) >= 7
    assert sum(map(len, INDICATORS.values())) >= 620
    assert sum(map(len, PROJECTS.values())) >= 66
