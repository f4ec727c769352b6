from decimal import Decimal as D
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from synthetic import NAME, write_synthetic

from jixiao.analysis import budget as B
from jixiao.analysis import compare as C
from jixiao.analysis import indicators as I
from jixiao.analysis import reliability as R
from jixiao.report import Report, load_breaks, load_reports

BUDGET = ["item", "name", "phase", "base", "value", "unit", "printed", "page", "line", "quote"]


def row(item: str, phase: str, value: str, unit: str = "万元") -> list[object]:
    return [item, item, phase, None, D(value), unit, value, 1, 1, value]


def table(*rows: list[object]) -> pd.DataFrame:
    return pd.DataFrame(list(rows), columns=BUDGET, dtype=object)


def test_the_bridge_of_the_first_report(report: Report) -> None:
    bridge = B.budget_bridge(report.tables["budget"])
    assert dict(zip(bridge["step"], map(str, bridge["amount_wan"]), strict=True)) == {
        "approved": "14884.55",
        "carryover": "30.19",
        "basic": "84.76",
        "project": "-7500.94",
        "revised": "7498.56",
        "unspent": "-190.83",
        "outturn": "7307.73",
    }


MONEY = st.decimals(-(10**6), 10**6, places=2, allow_nan=False)


@given(MONEY, MONEY, MONEY, MONEY, MONEY)
def test_every_bridge_ends_where_the_outturn_is(a: D, c: D, b: D, p: D, o: D) -> None:
    bridge = B.budget_bridge(
        table(
            row("income", "approved", str(a)),
            row("income", "carryover", str(c)),
            row("expenditure.basic", "adjustment", str(b)),
            row("expenditure.project", "adjustment", str(p)),
            row("expenditure", "outturn", str(o)),
        )
    )
    changes = bridge[bridge["kind"] == "change"]["amount_wan"].sum()
    assert a + changes == o
    assert list(bridge["end_wan"])[-1] == o


def test_a_missing_figure_gives_no_bridge_and_is_never_taken_for_zero() -> None:
    budget = table(row("expenditure", "outturn", "1"))
    assert B.budget_bridge(budget).empty
    assert B.cut(budget).empty
    known = {"approved_wan": None, "revised_wan": None, "outturn_wan": D(1)}
    assert B.execution(budget) == {**known, "of_approved_pct": None, "of_revised_pct": None}
    assert B.known_execution(budget) == {}


def test_both_execution_rates(report: Report) -> None:
    rates = B.execution(report.tables["budget"])
    assert (str(rates["of_approved_pct"]), str(rates["of_revised_pct"])) == ("49.10", "97.46")


def test_the_cut_adds_up_and_names_what_no_part_explains(report: Report) -> None:
    cut = B.cut(report.tables["budget"]).set_index("step")["amount_wan"]
    assert cut.sum() == D("7307.73") - D("14884.55")
    assert cut["unallocated"] == D("2.66")


def test_approved_amounts_that_follow_from_the_adjustment_are_marked(report: Report) -> None:
    rows = B.main_items(report.tables["budget"]).set_index("item")
    assert rows.loc["expenditure.basic", "approved_wan"] == D("1134.19")
    assert rows.loc["expenditure.project", "approved_wan"] == D("13750.36")
    assert rows.loc["expenditure.project", "derived"] == "approved outturn"
    assert rows["approved_wan"].sum() == D("14884.55")


def test_the_ratio_in_the_style_of_pi_1(report: Report) -> None:
    budget = report.tables["budget"]
    assert R.aggregate_ratio(budget) == D("49.10")
    assert R.band_of_ratio(D("49.10")) is None
    assert [R.band_of_ratio(D(rate)) for rate in ("100", "95", "94.99", "115", "115.01")] == [
        D(5),
        D(5),
        D(10),
        D(15),
        None,
    ]


def test_the_variance_in_the_style_of_pi_2(report: Report) -> None:
    budget = report.tables["budget"]
    parts = R.composition(budget).set_index("item")
    assert R.composition_variance(budget) == D("17.05")
    assert round(parts.loc["expenditure.basic", "deviation_wan"], 2) == D("622.88")
    assert abs(parts["deviation_wan"].sum()) < D("1e-20")
    assert [R.band_of_variance(D(v)) for v in ("4.99", "5", "14.99", "15")] == [
        D(5),
        D(10),
        D(15),
        None,
    ]


def test_a_mix_that_did_not_move_has_no_variance() -> None:
    even = table(
        row("expenditure.basic", "approved", "100"),
        row("expenditure.basic", "outturn", "50"),
        row("expenditure.project", "approved", "300"),
        row("expenditure.project", "outturn", "150"),
    )
    assert R.composition_variance(even) == D("0.00")
    assert R.composition_variance(even.iloc[:3]) is None
    assert R.composition(even.iloc[:3]).empty


def test_rates_begin_with_the_whole_and_leave_out_what_has_none(report: Report) -> None:
    rates = R.rates(report.tables["budget"]).set_index("item")
    assert list(rates.index)[:3] == ["expenditure", "expenditure.basic", "expenditure.project"]
    assert rates.loc["expenditure.basic", "of_approved_pct"] == D("104.00")
    assert rates.loc["expenditure.project", "of_approved_pct"] == D("44.55")
    special = rates.loc["expenditure.project.municipal_special"]
    assert (special["of_revised_pct"], special["of_approved_pct"]) == (None, D("0.00"))
    known = rates[["of_revised_pct", "of_approved_pct"]].notna().any(axis=1)
    assert known.all()


def test_every_indicator_rests_on_a_known_kind_of_evidence(report: Report) -> None:
    reasons = report.tables["indicators"]["reason"]
    judged = {"judged"}  # by no person so far
    assert {I.evidence(reason) for reason in reasons} == set(I.EVIDENCE) - judged
    with pytest.raises(KeyError):
        I.evidence("hearsay: 「听说」")


def test_kinds_stand_in_the_order_of_the_official_scheme(report: Report) -> None:
    kinds = list(I.status_counts(report.tables["indicators"], "level3")["group"])
    assert kinds == sorted(kinds, key=lambda k: (*I.LEVEL3, k).index(k))
    assert kinds[0] == "数量"


def test_zero_of_zero_is_no_rate() -> None:
    assert B.percent(D(0), D(0)) is None
    assert B.percent(None, D(1)) is None
    assert B.percent(D("0.125"), D(1), 1) == D("12.5")


def test_the_funds_own_path(report: Report) -> None:
    fund = B.followed_funds(report.tables["outcomes"])
    assert fund["fund"].unique() == ["digital_government"]
    assert list(fund["step"]) == ["approved", "transferred", "reduced", "revised", "paid"]
    assert list(map(str, fund["amount_wan"])) == [
        "6000",
        "-1415.16",
        "-2983.675336",
        "1601.164664",
        "1601.164664",
    ]
    assert B.followed_funds(report.tables["outcomes"].iloc[:0]).empty


def test_every_indicator_has_one_status(report: Report) -> None:
    promises = report.tables["indicators"]
    for by in (None, "task_no", "level3"):
        counts = I.status_counts(promises, by)
        assert int(counts["total"].sum()) == 71
        assert (counts[list(I.STATUSES)].sum(axis=1) == counts["total"]).all()


def test_measured_indicators_have_both_numbers_best_first(report: Report) -> None:
    rows = I.measured(report.tables["indicators"])
    assert list(rows["attainment_pct"]) == sorted(rows["attainment_pct"], reverse=True)
    assert rows["target_value"].notna().all()


def series(data: Path) -> pd.DataFrame:
    reports = load_reports("panyu-data-bureau", data=data)
    breaks = load_breaks("panyu-data-bureau", data)
    return C.outcome_series({r.year: r.tables for r in reports}, breaks)


def test_a_break_starts_a_new_segment(data: Path) -> None:
    cases = series(data).query("metric == 'business_accepted'")
    assert dict(zip(cases["year"], cases["segment"], strict=True)) == {
        2020: 0,
        2021: 0,
        2022: 1,
        2023: 1,
        2024: 1,
        2025: 1,
    }


def test_nothing_is_compared_across_a_break_or_with_part_of_a_year(data: Path) -> None:
    changes = C.changes(series(data), 2023)
    cases = changes.query("metric == 'business_accepted'").set_index(["year", "printed"])
    assert cases.loc[(2020, "282.34万宗"), "change_pct"] is None
    assert cases.loc[(2025, "27.4万宗"), "change_pct"] is None
    assert cases.loc[(2024, "131.4万宗"), "change_pct"] == D("-16.7")
    assert bool(cases.loc[(2025, "27.4万宗"), "partial"])


def test_a_baseline_with_two_figures_is_no_baseline(data: Path) -> None:
    changes = C.changes(series(data), 2022)
    cases = changes.query("metric == 'business_accepted'")
    assert cases["change_pct"].isna().all()


def test_units_with_and_without_wan_are_one_unit() -> None:
    assert C.base_unit(D("27.4"), "万宗") == (D("274000"), "宗")
    assert C.base_unit(D("4"), "亿元") == (D("400000000"), "元")
    assert C.base_unit(D("100"), "%") == (D("100"), "%")


def test_there_is_one_year_with_a_budget_and_none_is_invented(data: Path) -> None:
    reports = load_reports("panyu-data-bureau", data=data)
    assert list(C.budgets({r.year: r.tables for r in reports})["year"]) == [2022]


def test_several_budget_years_are_compared(data: Path, tmp_path: Path) -> None:
    write_synthetic(data, tmp_path)
    reports = load_reports(NAME, data=tmp_path)
    budgets = C.budgets({r.year: r.tables for r in reports})
    assert list(budgets["change_pct"]) == [None, D("3.0")]


def test_measures_stated_twice_with_different_figures(report: Report) -> None:
    found = C.restated(report.tables["outcomes"])
    assert {"158.75万宗", "158.69万宗"} <= set(found["printed"])
    assert "27.88%" not in set(found["printed"])


def test_a_share_or_a_rank_changes_by_points(data: Path) -> None:
    changes = C.changes(series(data), 2023)
    shares = changes[changes["unit"] == "%"]
    assert shares["change_pct"].isna().all()
    assert shares["change_points"].notna().any()
