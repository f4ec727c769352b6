"""What two parts of the workbook both need stands in one place."""

from __future__ import annotations

import ast
from decimal import Decimal
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

import jixiao
from jixiao.audit import audit_report
from jixiao.audit.rates import rate_stands
from jixiao.base.amounts import half_unit, rounded
from jixiao.base.width import columns_of
from jixiao.catalogue import wordings
from jixiao.catalogue.totals import divisions
from jixiao.check.tables import totals
from jixiao.labels import has_label
from jixiao.report import load_report

LIBRARY = Path(jixiao.__file__).parent
MODULES = sorted(LIBRARY.rglob("*.py"))
D = Decimal
amounts = st.decimals(D("0.01"), D("99999.99"), places=2)


def test_check_and_audit_add_up_the_same_totals() -> None:
    report = load_report("panyu-data-bureau", 2022)
    checked = {(total.item, total.phase): total.agrees for total in totals(report)}
    audited = [e for e in audit_report(report).ledger if e.rule == "total_of_parts"]
    reckoned = [entry for entry in audited if entry.result != "not_applicable"]
    assert checked
    assert len(reckoned) >= len(checked)
    assert {item for item, _ in checked} <= {whole for whole, _ in divisions("budget")}


def test_every_total_and_part_has_a_name() -> None:
    rules = wordings("statement_identities")["parts"]
    found = [*divisions("budget"), *((rule["whole"], tuple(rule["parts"])) for rule in rules)]
    assert len(found) > 15
    for whole, parts in found:
        assert len(set(parts)) == len(parts)
        assert whole not in parts
        assert [item for item in (whole, *parts) if not has_label(f"items.{item}")] == []


@given(amounts, amounts)
def test_a_rate_stands_for_the_amounts_that_it_is_made_of(part: Decimal, whole: Decimal) -> None:
    printed = rounded(part / whole * 100, 2)
    halves = half_unit(part), half_unit(whole)
    assert rate_stands(printed, part, whole, *halves)
    assert not rate_stands(printed * 2 + 1, part, whole, D(0), D(0))


def test_a_rate_of_nothing_stands_for_no_amount() -> None:
    assert not rate_stands(D("100.00"), D(0), D(0), D(0), D(0))


def test_a_chinese_character_takes_two_columns() -> None:
    assert columns_of("支出 12.5%") == 10
    assert columns_of("⽀") == 2  # a radical, as some PDFs write it
    assert columns_of("e\u0301\x00") == 1


def test_the_whole_library_is_looked_at() -> None:
    assert len(MODULES) > 200


def test_only_one_module_counts_the_width_of_characters() -> None:
    found = [
        path.relative_to(LIBRARY).as_posix()
        for path in MODULES
        if "0x2E7F" in path.read_text("utf-8") or "east_asian_width" in path.read_text("utf-8")
    ]
    assert found == []


def test_the_phases_of_money_stand_once() -> None:
    phases = ("approved", "revised", "outturn")
    found = [
        path.relative_to(LIBRARY).as_posix()
        for path in MODULES
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Tuple)
        and tuple(getattr(element, "value", None) for element in node.elts) == phases
    ]
    # The columns of a form are no phases of a table: `extract` knows nothing of `analysis`.
    assert [path for path in found if not path.startswith("extract/")] == [
        "analysis/budget_items.py"
    ]


def test_every_reason_of_the_catalogue_is_a_key_with_words() -> None:
    rules = [*wordings("review")["asides"], *wordings("figures")["exclusions"]]
    reasons = [rule["reason"] for rule in rules] + list(wordings("budget")["ignored"].values())
    assert len(reasons) > 20
    assert [r for r in reasons if not has_label(f"review.reason.{r}")] == []
