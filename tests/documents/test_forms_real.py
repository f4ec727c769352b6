"""Forms of real documents: counted on the pictures of their pages, figures read there, sums that hold."""

from __future__ import annotations

import csv
from collections import Counter
from decimal import Decimal
from pathlib import Path

import pytest
from other_offices import forms_of

from jixiao.base.amounts import fold
from jixiao.extract.forms.identities import form_identities
from jixiao.schema import format_table

ROOT = Path(__file__).resolve().parents[1]

# File → what it has of each kind, and indicators, as counted on the pages.
COUNTED: dict[str, tuple[dict[str, int], int]] = {
    "xian-health-commission-2022-final-accounts-with-self-evaluation": (
        {
            "summary": 88,
            "project_self_evaluation": 42,
            "department_self_evaluation": 1,
            "department_task": 17,
        },
        344,
    ),
    "xian-science-bureau-2022-budget": (
        {"project_target": 15, "department_target": 1, "department_task": 2},
        232,
    ),
    "xian-approval-bureau-2025-budget": (
        {"project_target": 10, "department_target": 1, "department_task": 2},
        61,
    ),
    "fuzhou-medical-insurance-bureau-2026-budget": ({"project_target": 13}, 104),
    "yantai-data-bureau-2026-budget": ({"project_target": 2}, 15),
    "putuo-wanli-street-2023-budget": ({"project_target": 5}, 65),
    "guangzhou-ecology-bureau-2026-project-targets": (
        {"project_list": 300, "list_total": 36},
        1762,
    ),
    "guangzhou-data-bureau-2026-budget": ({"project_list": 89, "list_total": 5}, 0),
    "shenzhen-finance-bureau-2026-budget": ({"project_list": 8}, 0),
    "foshan-rail-bureau-2019-final-accounts": ({"project_list": 7, "summary": 1}, 0),
    "changsha-state-assets-2020-evaluation-report": (
        {"assessment": 1, "project_list": 13, "list_total": 5},
        0,
    ),
    "putuo-finance-bureau-2024-final-accounts": ({}, 0),
    "putuo-justice-bureau-2026-budget": ({}, 0),
    "beijing-finance-bureau-2026-budget": ({}, 0),
}

# Sums that the offices themselves misprint: page and name, looked at on the page.
MISPRINTED = {
    "xian-health-commission-2022-final-accounts-with-self-evaluation": Counter(
        [
            (46, "execution_rate")
        ]  # the totals of pages 70 and 71, 90 points, are of the indicators alone
        + [(page, "weights") for page in (74, 75, 76, 77, 78, 79, 80)]
    ),
    "putuo-wanli-street-2023-budget": Counter([(35, "sources")]),
}


@pytest.mark.parametrize("name", COUNTED)
def test_as_many_as_stand_on_the_pages(name: str) -> None:
    kinds, indicators = COUNTED[name]
    found = forms_of(name)
    assert dict(found.projects["form"].value_counts()) == kinds
    assert len(found.indicators) == indicators


@pytest.mark.parametrize("name", COUNTED)
def test_their_tables_keep_their_schemas(name: str) -> None:
    found = forms_of(name)
    tables = {
        "projects": found.projects,
        "project_funds": found.funds,
        "indicators": found.indicators,
    }
    for table, rows in tables.items():
        assert format_table(rows, table, table)


@pytest.mark.parametrize("name", COUNTED)
def test_every_sum_holds_but_those_that_the_office_misprints(name: str) -> None:
    failed = Counter((i.page, i.name) for i in form_identities(forms_of(name)) if not i.holds)
    assert failed == MISPRINTED.get(name, Counter())


def test_enough_sums_were_tried() -> None:
    tried = Counter(i.name for name in COUNTED for i in form_identities(forms_of(name)))
    assert tried["weights"] >= 40
    assert tried["scores"] >= 40
    assert tried["sources"] >= 600
    assert tried["execution_rate"] >= 140


@pytest.mark.parametrize(
    ("name", "lists"),
    [
        ("guangzhou-ecology-bureau-2026-project-targets", 300),
        ("guangzhou-data-bureau-2026-budget", 70),
    ],
)
def test_a_list_over_many_pages_adds_up_to_its_total(name: str, lists: int) -> None:
    """No project is lost or read twice: the first rows of these documents are one list."""
    projects = forms_of(name).projects
    total = projects[projects["form"] == "list_total"].iloc[0]["approved"]
    own = projects[projects["executor"].notna() & (projects["form"] == "project_list")]
    assert len(own) == lists
    assert abs(sum(own["approved"]) - total) <= Decimal("0.005") * (lists + 1)


def golden() -> list[dict[str, str]]:
    with (ROOT / "golden" / "indicators.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def plain(text: object) -> str:
    return "".join(fold(str(text or "")).split()).replace("(", "（").replace(")", "）")


@pytest.mark.parametrize("name", sorted({row["file"] for row in golden()}))
def test_indicators_read_by_eye_are_rows(name: str) -> None:
    found = forms_of(name)
    names = dict(zip(found.projects["project"], found.projects["name"], strict=True))
    rows = {
        (
            plain(names[row.project]),
            plain(row.name),
            plain(row.target),
            plain(row.actual),
            plain(row.weight),
            plain(row.score),
            plain(row.deviation),
        )
        for row in found.indicators.itertuples()
    }
    columns = ("project", "name", "target", "actual", "weight", "score", "deviation")
    missing = [
        wanted
        for row in golden()
        if row["file"] == name
        and (wanted := tuple(plain(row[column]) for column in columns)) not in rows
    ]
    assert not missing
