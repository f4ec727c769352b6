"""A figure is printed in one way wherever it stands."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path

import pandas as pd
import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st

import jixiao
from jixiao.analysis.budget import budget_bridge
from jixiao.base.amounts import places_of, rounded
from jixiao.charts import data_table
from jixiao.labels.numbers import MISSING, exact, number, per_cent, short, whole
from jixiao.report import load_report
from jixiao.tables.budget import bridge
from jixiao.tables.places import place

LIBRARY = Path(jixiao.__file__).parent
D = Decimal


@pytest.mark.parametrize(
    ("value", "places", "printed"),
    [
        ("123.445", 2, "123.45"),
        ("123.455", 2, "123.46"),
        ("-123.445", 2, "−123.45"),
        ("0.5", 0, "1"),
        ("2.5", 0, "3"),
        ("-0.004", 2, "0.00"),
        ("-0.00", 2, "0.00"),
        ("14884.5", 2, "14,884.50"),
        (
            "99999999999999999999999999999999.995",
            2,
            "100,000,000,000,000,000,000,000,000,000,000.00",
        ),
    ],
)
def test_a_figure_is_rounded_half_up_and_zero_has_no_sign(
    value: str, places: int, printed: str
) -> None:
    assert number(D(value), places) == printed


def test_a_sign_stands_before_what_is_not_zero() -> None:
    assert number(D("5.005"), signed=True) == "+5.01"
    assert number(D("-5.005"), signed=True) == "−5.01"
    assert number(D("0.001"), signed=True) == "0.00"
    assert exact(D("1234.5"), signed=True) == "+1,234.5"
    assert exact(D("-0.00")) == "0.00"


def test_what_is_missing_is_one_dash() -> None:
    row = pd.Series({"page": None, "line": None})
    assert {number(None), exact(None), per_cent(number(None), "en"), place(row)} == {MISSING}


def test_a_count_is_grouped() -> None:
    assert whole(1234) == "1,234"
    assert whole(pd.Series([1234567]).to_numpy()[0]) == "1,234,567"


@pytest.mark.parametrize(
    ("value", "unit", "language", "printed"),
    [
        ("16675500", "元", "zh", "1,668万"),
        ("16665000", "元", "zh", "1,667万"),  # 1666.5, half up
        ("1500000", "件", "en", "1.5 m"),
        ("12345000000000000", "件", "en", "12,345,000 bn"),
        ("12.30", "件", "en", "12.3"),
        ("-20000", "件", "zh", "−2万"),
        ("20000000", "%", "en", "20,000,000"),
    ],
)
def test_a_short_figure_has_four_digits_at_most_before_its_scale(
    value: str, unit: str, language: str, printed: str
) -> None:
    assert short(D(value), unit, language) == printed


@given(st.decimals(-(10**12), 10**12, places=4, allow_nan=False), st.integers(0, 4))
def test_rounding_moves_a_figure_by_half_a_place_at_most(value: Decimal, places: int) -> None:
    result = rounded(value, places)
    assert places_of(result) == places
    assert abs(result - value) <= D(1).scaleb(-places) / 2
    assert not (result == 0 and result.is_signed())
    assert D(number(value, places).replace(",", "").replace("−", "-")) == result


def test_a_tie_is_the_same_in_a_table_and_in_the_chart_beside_it() -> None:
    steps = budget_bridge(load_report("panyu-data-bureau", 2022).tables["budget"])
    steps.loc[0, "amount_wan"] = D("123.445")
    assert "123.45" in BeautifulSoup(bridge(steps, "en")._repr_html_(), "html.parser").td.get_text()
    assert "123.45" in data_table.steps(steps, "en").iloc[0].tolist()


FORMAT = re.compile(r"\{[^{}\"']*:[+,]*(?:\.\d+f|,d?|,f)\}")
# Widths of pages and seconds of a run are no figures of a report.
NO_FIGURES = {
    "publish/review.py",
    "publish/review_sheets.py",
    "publish/source_page.py",
    "rounds/progress.py",
}
UPPER = ("charts", "tables", "prose", "publish", "explore", "diff", "rounds", "audit", "check")


def test_no_module_formats_a_figure_by_itself() -> None:
    paths = [path for room in UPPER for path in sorted((LIBRARY / room).rglob("*.py"))]
    assert len(paths) > 100
    found = [
        f"{path.relative_to(LIBRARY)}: {match}"
        for path in paths
        if path.relative_to(LIBRARY).as_posix() not in NO_FIGURES
        for match in FORMAT.findall(path.read_text("utf-8"))
    ]
    assert found == []
