"""What must add up in budgets and accounts is added up, and what fails is named."""

from __future__ import annotations

from decimal import Decimal

import pandas as pd
import pytest
from accounts_made import as_document, make_accounts, read_accounts
from grids_made import make_grid, no_text

from jixiao.check.identities import every_identity, identities
from jixiao.extract.statements import read_statements

HEADS = ["科目编码", "科目名称", "合计", "基本支出", "项目支出"]
ROWS = [
    ["", "合计", "9.00", "6.00", "3.00"],
    ["208", "社会保障和就业支出", "9.00", "6.00", "3.00"],
    ["20805", "行政事业单位养老支出", "9.00", "6.00", "3.00"],
    ["2080505", "机关事业单位基本养老保险缴费支出", "6.00", "6.00", ""],
    ["2080506", "机关事业单位职业年金缴费支出", "3.00", "", "3.00"],
]
PRINTED = [(r, c) for r in range(5) for c in range(2, 5) if ROWS[r][c]]


def read(rows: list[list[str]]) -> pd.DataFrame:
    return read_statements(no_text(), [make_grid("支出总表", HEADS, rows)], "budget", 2026).rows


def test_accounts_that_add_up_hold_in_every_sum() -> None:
    sums = identities(read_accounts(as_document(make_accounts())))
    assert len(sums) >= 100
    assert sums["holds"].all()
    assert {"classes", "total_of_classes", "kinds_of_expenditure", "two_sides", "tables"} <= set(
        sums["identity"]
    )


@pytest.mark.parametrize(("row", "column"), PRINTED)
def test_one_figure_changed_breaks_a_sum_that_names_its_row(row: int, column: int) -> None:
    rows = [list(r) for r in ROWS]
    assert identities(read(rows))["holds"].all()
    rows[row][column] = str(Decimal(rows[row][column]) + Decimal("0.10"))
    changed = read(rows)
    broken = [identity for identity in every_identity(changed) if not identity.holds]
    named = sorted({entry.row for identity in broken for entry in identity.entries})
    assert rows[row][column] in set(changed.loc[named]["printed"])


def test_a_sum_holds_within_the_rounding_of_its_figures_and_no_further() -> None:
    rows = [list(r) for r in ROWS]
    rows[3][2] = "6.01"  # two parts and their whole: three halves of 0.01
    rows[3][3] = "6.01"
    assert identities(read(rows))["holds"].all()
    rows[3][2] = rows[3][3] = "6.02"
    assert not identities(read(rows))["holds"].all()


def test_the_sums_of_two_documents_are_apart() -> None:
    one = read([list(r) for r in ROWS]).assign(document="budget")
    other = read([[*r[:2], *(v and "1.00" for v in r[2:])] for r in ROWS]).assign(
        document="accounts"
    )
    both = pd.concat([one, other], ignore_index=True)
    sums = identities(both)
    assert sums[sums["document"] == "budget"]["holds"].all()
    assert not sums[sums["document"] == "accounts"]["holds"].all()


def test_a_zero_beside_finer_figures_leaves_no_room() -> None:
    """0 beside 9.00 is no amount of up to half of one."""
    rows = [[cell or "0" if at > 1 else cell for at, cell in enumerate(row)] for row in ROWS]
    assert identities(read(rows))["holds"].all()
    rows[0][2] = "9.30"
    assert not identities(read(rows))["holds"].all()


def test_basic_expenditure_by_function_is_that_by_kind() -> None:
    rows = read_accounts(as_document(make_accounts()))
    total = rows[(rows["item"] == "expenditure.basic") & rows["classification"].isna()]
    for at in total.index[total["statement"] == "general_expenditure"]:
        rows.at[at, "value"] += Decimal(1)
    sums = identities(rows)
    assert "basic_by_kind" in set(sums.loc[~sums["holds"].astype(bool), "identity"])


def test_appropriation_among_all_income_is_that_of_its_own_table() -> None:
    rows = read_accounts(as_document(make_accounts()))
    given = rows[(rows["statement"] == "income") & (rows["item"] == "income.fiscal_appropriation")]
    for at in given.index[given["classification"].isna()]:
        rows.at[at, "value"] += Decimal(1)
    sums = identities(rows)
    assert "appropriation" in set(sums.loc[~sums["holds"].astype(bool), "identity"])
