"""What an analyst meets in Python: names that complete, a report that shows itself, numbers that plot."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import matplotlib
import pandas as pd
import pytest
from bs4 import BeautifulSoup
from matplotlib import font_manager

import jixiao
from jixiao.audit import Outcome, not_applicable, passed, rule
from jixiao.audit.rules import RULES
from jixiao.base.errors import RequestError, TableError
from jixiao.report import Report
from jixiao.schema import TABLES, fields


def test_the_package_says_what_it_has_and_imports_it_when_asked() -> None:
    assert set(jixiao.__all__) <= set(dir(jixiao))
    assert all(getattr(jixiao, name) is not None for name in jixiao.__all__)
    assert re.fullmatch(r"\d+\.\d+\.\d+.*", jixiao.__version__)
    with pytest.raises(AttributeError, match="no attribute 'load_rapport'"):
        jixiao.load_rapport  # noqa: B018
    program = "import sys, jixiao; dir(jixiao); sys.exit('pandas' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0


@pytest.mark.parametrize("package", ["jixiao", "forkkernel"])
def test_the_packages_carry_their_types(root: Path, package: str) -> None:
    assert (root / "lib" / package / "py.typed").is_file()


def test_a_type_checker_knows_what_the_package_gives(root: Path, tmp_path: Path) -> None:
    program = (
        "import jixiao\n"
        "report = jixiao.load_report('a-bureau', 2022)\n"
        "reveal_type(report)\n"
        "reveal_type(jixiao.audit_report(report))\n"
        "jixiao.load_report(2022, 'a-bureau')\n"
    )
    file = tmp_path / "analysis.py"
    file.write_text(program, "utf-8")
    checked = subprocess.run(
        [sys.executable, "-m", "mypy", str(file)],
        cwd=root,
        env=os.environ | {"MYPYPATH": str(root / "lib")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert 'Revealed type is "jixiao.report.report.Report"' in checked.stdout
    assert 'Revealed type is "jixiao.audit.findings.AuditResult"' in checked.stdout
    assert "incompatible type" in checked.stdout
    assert "Any" not in checked.stdout


def test_a_report_is_one_line_and_a_small_card(report: Report) -> None:
    assert repr(report).startswith("<Report panyu-data-bureau/2022 (evaluation, published): ")
    assert "\n" not in repr(report)
    assert len(repr(report)) < 200
    shown = BeautifulSoup(report._repr_html_(), "html.parser")
    assert len(report._repr_html_()) < 4000
    rows = {row.th.text: row.td.text for row in shown.find_all("tr") if row.th and row.td}
    assert rows["documents"] == "evaluation, published"
    assert rows["budget"] == f"{len(report.tables.budget)} rows"
    assert re.fullmatch(r"\d+ high, \d+ medium, \d+ low", rows["findings"])
    assert "广州市番禺区政务服务数据管理局" in shown.text


def test_the_names_on_a_card_are_text(report: Report) -> None:
    hostile = "<img src=x onerror=alert(1)>"
    about = {**report.about, "department_zh": hostile, "department_en": hostile}
    changed = Report("d", 2022, {**report.descriptor, "jixiao": about}, {}, None)
    shown = BeautifulSoup(changed._repr_html_(), "html.parser")
    assert shown.find("img") is None
    assert shown.text.count(hostile) == 2


def test_tables_are_found_by_key_and_by_attribute(report: Report) -> None:
    assert report.tables.budget is report.tables["budget"]
    assert set(dir(report.tables)) >= set(report.tables)
    assert report.tables._ipython_key_completions_() == list(report.tables)
    assert report.tables.get("nothing") is None
    assert not hasattr(report.tables, "nothing")
    for ask in (lambda: report.tables["nothing"], lambda: report.tables.nothing):
        with pytest.raises(TableError, match=r"no table nothing; on file: budget, indicators"):
            ask()


def test_a_data_folder_may_be_named_by_a_string(data: Path) -> None:
    """It was an AttributeError."""
    report = jixiao.load_report("panyu-data-bureau", 2022, str(data))
    assert [r.year for r in jixiao.load_reports("panyu-data-bureau", [2022], str(data))] == [2022]
    assert report.department_name("zh") == "广州市番禺区政务服务数据管理局"


def test_numbers_of_an_analysts_frame_multiply_and_those_of_the_library_are_exact(
    report: Report,
) -> None:
    for name in report.tables:
        frame, exact = report.table(name), report.table(name, exact=True)
        kinds = {field["name"]: field["type"] for field in fields(name, reading=False)}
        for column in (column for column, kind in kinds.items() if kind == "number"):
            assert frame[column].dtype == "float64", column
            assert frame[column].isna().sum() == exact[column].isna().sum()
        known = [v for c in exact for v in exact[c] if isinstance(v, float)]
        assert not known
    whole = report.table("budget").query("item == 'expenditure' and phase == 'outturn'")
    assert (whole["value"] * 2).iloc[0] == 7307.73 * 2


def test_money_is_in_one_unit_and_what_is_no_money_is_blank(report: Report) -> None:
    exact = report.table("budget", exact=True)
    in_yuan = exact[exact["unit"] == "元"].iloc[0]
    assert in_yuan["amount_wan"] == in_yuan["value"], "the budget and the rate beside it force 万元"
    assert "read in 万元" in in_yuan["reading_note"]
    assert isinstance(in_yuan["amount_wan"], Decimal)
    spent = exact[(exact["item"] == "expenditure") & (exact["phase"] == "outturn")]
    assert len(spent) > 1
    assert spent[spent["restates"].isna()]["amount_wan"].to_list() == [Decimal("7307.73")]
    rates = report.table("budget").query("unit == '%'")
    assert len(rates)
    assert rates["amount_wan"].isna().all()
    assert "amount_wan" not in report.tables.budget
    with_units = [t for t in TABLES if {"value", "unit"} <= {f["name"] for f in fields(t, False)}]
    assert with_units
    for name in set(with_units) & set(report.tables):
        assert "amount_wan" in report.table(name)


def test_a_chart_of_ones_own_shows_chinese() -> None:
    with matplotlib.rc_context():
        family = jixiao.use_fonts()
        assert matplotlib.rcParams["font.family"] == [family]
        file = font_manager.findfont(family, fallback_to_default=False)
        assert ord("绩") in font_manager.get_font(file).get_charmap()


@rule(kind="structure", version=3)
def anything(report: Report) -> Iterator[Outcome]:
    """Asks nothing."""
    yield passed("anything")


def test_own_rules_are_asked_after_the_standard_ones(report: Report) -> None:
    result = jixiao.audit_report(report, rules=[anything])
    rules = [entry.rule for entry in result.ledger]
    assert rules[-1] == "anything"
    assert len(set(rules)) == len(RULES) + 1
    assert (result.ledger[-1].kind, result.ledger[-1].version) == ("structure", 3)
    assert result.findings == jixiao.audit_report(report).findings
    alone = jixiao.audit_report(report, rules=[anything], standard=False)
    assert [entry.rule for entry in alone.ledger] == ["anything"]


def test_a_rule_of_the_same_name_stands_in_the_place_of_the_standard_one(report: Report) -> None:
    @rule(kind="year")
    def year_slip(report: Report) -> Iterator[Outcome]:
        yield not_applicable("years", "not here")

    result = jixiao.audit_report(report, rules=[year_slip])
    assert [str(e.reason) for e in result.ledger if e.rule == "year_slip"] == ["not here"]
    assert len({entry.rule for entry in result.ledger}) == len(RULES)


def test_what_own_rules_found_is_not_kept_for_others(
    report: Report, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("JIXIAO_SHARED", str(tmp_path))
    own = jixiao.audit_report(report, rules=[anything], standard=False)
    assert list(tmp_path.iterdir()) == []
    standard = jixiao.audit_report(report)
    assert list(tmp_path.iterdir()) != []
    assert len(standard.ledger) > len(own.ledger)
    again = jixiao.audit_report(report, rules=[anything])
    assert len(again.ledger) == len(standard.ledger) + 1


def test_what_is_no_rule_is_said_in_a_line(report: Report) -> None:
    with pytest.raises(RequestError, match=r"is no rule; make it with @rule"):
        jixiao.audit_report(report, rules=[lambda report: []])  # type: ignore[list-item]
    with pytest.raises(RequestError, match="kind 'odd' is unknown"):
        rule(kind="odd")  # type: ignore[arg-type]


def test_the_examples_of_the_page_on_python_run(
    root: Path, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("JIXIAO_DATA", str(data))
    text = (root / "docs" / "python.md").read_text("utf-8")
    examples = re.findall(r"```python\n(.*?)```", text, re.DOTALL)
    assert len(examples) >= 5
    names: dict[str, object] = {}
    with matplotlib.rc_context({"backend": "agg"}):
        for example in examples:
            exec(compile(example, "docs/python.md", "exec"), names)
    found = names["result"]
    assert isinstance(found, jixiao.AuditResult)
    frame = found.to_frame()
    assert isinstance(frame, pd.DataFrame)
    assert found.ledger[-1].rule == "staff_within_posts"
    assert found.ledger[-1].result == "pass"  # 17 in post, 16 and 1 posts
