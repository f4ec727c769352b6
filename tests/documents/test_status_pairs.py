"""Targets and results as offices write them: the status is one that a careful reader could give."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from jixiao.status.cells import judged_cells

PAIRS = Path(__file__).resolve().parents[1] / "golden" / "status_pairs.csv"


def pairs() -> list[dict[str, str]]:
    with PAIRS.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("pair", pairs(), ids=lambda pair: f"{pair['target']}→{pair['actual']}")
def test_a_result_is_taken_for_no_more_than_it_says(pair: dict[str, str]) -> None:
    is_cost = pair["cost"] == "cost"
    judged = judged_cells(pair["name"], pair["target"], pair["actual"], is_cost=is_cost)
    assert judged["status"] in pair["statuses"].split("; "), judged["reason"]


def test_enough_pairs_are_tried_and_most_of_them_could_be_taken_for_met() -> None:
    every = pairs()
    assert len(every) >= 645
    traps = [p for p in every if not {"met", "exceeded"} & set(p["statuses"].split("; "))]
    assert len(traps) >= 340
