"""The types of the rows that analysis gives name the columns that its frames have."""

from __future__ import annotations

import inspect
from decimal import Decimal
from typing import get_type_hints

import pandas as pd
import pytest
from accounts_made import MADE, put_accounts

from jixiao.analysis import (
    accounts,
    accounts_compared,
    both_documents,
    budget,
    compare,
    departments,
    projects,
    reliability,
    rows,
)
from jixiao.report import Report, load_breaks, load_report
from jixiao.schema import frame

PROJECT = {"project": 1, "form": "project_list", "name": "甲", "approved": Decimal(3), "page": 1}


@pytest.fixture(scope="module")
def frames(
    report: Report, tmp_path_factory: pytest.TempPathFactory
) -> dict[str, list[pd.DataFrame]]:
    """Type → frames of such rows: of the first report, and of final accounts that are made."""
    data = tmp_path_factory.mktemp("data")
    put_accounts(data, MADE, 2022)
    made = load_report(MADE, 2022, data)
    statements, figures = made.tables["statements"], report.tables["budget"]
    years = {year: load_report(report.department, year).tables for year in (2021, 2022)}
    series = compare.outcome_series(years, load_breaks(report.department))
    funds, cut = budget.followed_funds(report.tables["outcomes"]), budget.cut(figures)
    bars = [budget.budget_bridge(figures), funds, accounts.flow(statements)]
    plan = statements.assign(
        document="budget", phase=statements["phase"].replace("outturn", "approved")
    )
    whole = pd.concat([plan, statements.assign(document="accounts")], ignore_index=True)
    return {
        "BothRow": [both_documents.budgeted_and_spent(whole)],
        "StepRow": [*bars, cut],
        "BarRow": bars,
        "CutRow": [cut],
        "FundRow": [funds],
        "ItemRow": [budget.items(figures, budget.EXPENDITURE)],
        "RatesRow": [reliability.rates(figures)],
        "RatioRow": [reliability.reliability(figures)],
        "ClassRow": [accounts.by_class(statements)],
        "KindRow": [accounts.by_kind(statements)],
        "SangongRow": [accounts_compared.three_public_expenses(statements)],
        "PreviousRow": [accounts_compared.against_previous(statements)],
        "ProjectMoneyRow": [projects.of_projects(frame([PROJECT], "projects"))],
        "DepartmentRow": [departments.overview([report, made])],
        "DocumentAmounts": [departments.overview([report, made]), compare.budgets(years)],
        "YearRow": [compare.budgets(years)],
        "SeriesRow": [series],
        "ChangeRow": [compare.changes(series, 2022)],
    }


def test_every_type_of_row_has_the_columns_of_its_frames(
    frames: dict[str, list[pd.DataFrame]],
) -> None:
    types = {
        name: kind
        for name, kind in inspect.getmembers(rows, inspect.isclass)
        if kind.__module__ == rows.__name__
    }
    assert set(types) == set(frames)
    for name, kind in types.items():
        hints = get_type_hints(kind)
        for table in frames[name]:
            assert len(table), name
            assert set(hints) <= set(table.columns), name
            for column, hint in hints.items():
                blank = table[column].isna().any()
                assert not blank or "None" in str(hint), (name, column)
