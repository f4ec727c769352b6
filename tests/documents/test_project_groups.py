"""Lists of projects in which sums stand among their parts: the sums are told, and only where sure."""

from __future__ import annotations

from decimal import Decimal

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jixiao.extract.statements.groups import sums_among, with_groups


def amounts(*values: int) -> list[Decimal]:
    return [Decimal(value) for value in values]


@pytest.mark.parametrize(
    ("values", "total", "sums"),
    [
        ((30, 10, 20), 60, []),  # all of one level
        ((30, 10, 20), 30, [0]),
        ((7, 7, 5, 2, 3), 12, [0, 2]),  # each with its own parts
        ((12, 7, 7, 5, 5), 12, [0, 1, 3]),  # three levels
        ((30, 10, 19), 30, []),  # does not add up: nothing is said
        ((5, 5, 5), 10, []),  # the first may hold the second, or the second the third
    ],
)
def test_a_row_is_a_sum_where_every_reading_says_so(
    values: tuple[int, ...], total: int, sums: list[int]
) -> None:
    assert sums_among(amounts(*values), Decimal(total)) == sums


def trees() -> st.SearchStrategy[object]:
    return st.recursive(
        st.integers(1, 50), lambda inner: st.lists(inner, min_size=1, max_size=3), max_leaves=8
    )


def listed(tree: object, rows: list[tuple[int, bool]]) -> int:
    """The rows of a tree from the top down, each with whether it is a sum; the tree's amount."""
    if isinstance(tree, int):
        rows.append((tree, False))
        return tree
    assert isinstance(tree, list)
    at = len(rows)
    rows.append((0, True))
    rows[at] = (sum(listed(part, rows) for part in tree), True)
    return rows[at][0]


@settings(max_examples=150, deadline=None)
@given(st.lists(trees(), min_size=1, max_size=3))
def test_what_is_called_a_sum_is_one(forest: list[object]) -> None:
    rows: list[tuple[int, bool]] = []
    total = sum(listed(tree, rows) for tree in forest)
    found = sums_among(amounts(*(value for value, _ in rows)), Decimal(total))
    assert all(rows[at][1] for at in found)


def test_sums_of_a_list_have_an_item_of_their_own() -> None:
    made = [
        ("expenditure.project", "合计", 60),
        ("expenditure.project.office", "某局", 60),
        ("expenditure.project", "某局 / 通用项目", 60),
        ("expenditure.project", "某局 / 印刷", 20),
        ("expenditure.project", "某局 / 维修", 40),
    ]
    rows = pd.DataFrame(
        [
            {"statement": "project", "fund": "all", "phase": "approved", "unit": "元"}
            | {"item": item, "name": name, "value": Decimal(value)}
            for item, name, value in made
        ],
        dtype=object,
    )
    items = list(with_groups(rows)["item"])
    assert items[2] == "expenditure.project.group"
    assert items.count("expenditure.project") == 3
