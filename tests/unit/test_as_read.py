"""Amounts whose printed unit the other figures of their item correct, and rows that state one again."""

from __future__ import annotations

from decimal import Decimal as D

import pandas as pd

from jixiao.report.as_read import reading_notes, restated_rows, units_as_read


def rows(*of: tuple[str, str, str, str], **more: object) -> pd.DataFrame:
    """Rows of (item, phase, value, unit)."""
    made = [
        {"item": item, "phase": phase, "base": None, "value": D(value), "unit": unit} | more
        for item, phase, value, unit in of
    ]
    return pd.DataFrame(made, dtype=object)


SLIP = (("x", "revised", "6279.61", "万元"), ("x", "outturn", "6125.55", "元"))


def test_a_unit_that_its_neighbours_exclude_is_read_as_theirs() -> None:
    assert units_as_read(rows(*SLIP)) == ["万元", "万元"]
    assert reading_notes(rows(*SLIP))[0] is None
    assert "printed in 元; read in 万元" in str(reading_notes(rows(*SLIP))[1])


def test_an_amount_in_yuan_that_fits_stays_as_printed() -> None:
    fits = (("x", "revised", "6279.61", "万元"), ("x", "outturn", "61255500", "元"))
    assert units_as_read(rows(*fits)) == ["万元", "元"]
    alone = (("x", "outturn", "6125.55", "元"), ("y", "revised", "6279.61", "万元"))
    assert units_as_read(rows(*alone)) == ["元", "万元"]
    small = (("x", "revised", "5", "万元"), ("x", "outturn", "100", "元"))
    assert units_as_read(rows(*small)) == ["万元", "元"]


def test_a_table_in_yuan_is_in_yuan_beside_a_narrative_in_wan() -> None:
    table = rows(("x", "outturn", "6125.55", "元"), statement="expenditure")
    said = rows(("x", "approved", "6279.61", "万元"), statement="narrative")
    assert units_as_read(pd.concat([table, said], ignore_index=True)) == ["元", "万元"]


def test_a_figure_stated_again_names_the_row_that_states_it_first() -> None:
    made = rows(
        ("x", "outturn", "7307.73", "万元"),
        ("x", "approved", "9000", "万元"),
        ("x", "outturn", "7307.73", "万元"),
        ("x", "outturn", "73077300", "元"),
        ("x", "outturn", "3", "个"),
    )
    assert restated_rows(made) == [None, None, 1, 1, None]
