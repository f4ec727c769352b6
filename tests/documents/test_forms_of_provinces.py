"""Forms as many provinces hand them out, filled in for offices that do not exist: right or listed."""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Callable
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from forms_drawn import as_docx, as_html, as_xlsx
from forms_typeset import as_pdf
from made_forms import document, form_grid

from jixiao.base.amounts import fold
from jixiao.extract.forms.read import FormsRead, read_forms
from jixiao.grid import grids
from jixiao.source.child import read_here
from jixiao.source.limits import Limits

DRAWN = Path(__file__).resolve().parents[1] / "golden" / "forms_made"
NAMES = sorted(path.stem for path in DRAWN.glob("*.txt"))
WRITERS: dict[str, Callable[[str], bytes]] = {
    "html": as_html,
    "docx": as_docx,
    "xlsx": as_xlsx,
    "pdf": as_pdf,
    "level.pdf": lambda text: as_pdf(text, "level"),
    "framed.pdf": lambda text: as_pdf(text, "framed"),
}
# Each as a web page, some in the other formats too: the readers of tables have tests of their own.
TRIED = [(name, "html") for name in NAMES] + [
    (name, kind)
    for name in ("sichuan", "hubei", "target_of_term", "points_lines", "yunnan_list")
    for kind in ("docx", "xlsx")
]
# Ruled by level lines alone: merged levels, wrapped words, heads over several columns.
TRIED += [
    (name, kind)
    for name in ("gansu", "chengdu_list", "hunan", "points_lines", "span_target", "wide_list")
    for kind in ("pdf", "level.pdf", "framed.pdf")
] + [("target_of_term", "level.pdf")]
# Heads that wrap, amounts of two units, more amounts than a form has elsewhere, two forms side by side;
# lists of projects in a frame, which are statements by their amounts.
TRIED += [
    (name, kind)
    for name in ("fujian", "two_units", "beijing", "henan_target", "side_by_side", "results")
    for kind in ("level.pdf", "framed.pdf")
]
# Aspects that a longer table of the same document lists one by one: read from there, and listed.
LISTED = {("third_party", name) for name in ("A决策", "B过程", "C产出", "D效益")}


@cache
def golden(table: str) -> dict[str, list[dict[str, str]]]:
    found: dict[str, list[dict[str, str]]] = defaultdict(list)
    with (DRAWN / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            found[row["form"]].append(row)
    return dict(found)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("forms")


def read(name: str, kind: str, folder: Path) -> FormsRead:
    path = folder / f"{name}.{kind}"
    path.write_bytes(WRITERS[kind]((DRAWN / f"{name}.txt").read_text("utf-8")))
    document = read_here(path, Limits())  # here: a process for each file would take minutes
    return read_forms(document, grids(document))


def plain(text: object) -> str:
    return "" if text is None else "".join(fold(str(text)).split()).replace("＝", "=")


def same(value: object, typed: str) -> bool:
    if plain(value) == plain(typed):
        return True
    try:
        return bool(typed) and value is not None and Decimal(str(value)) == Decimal(typed)
    except ArithmeticError:
        return False


def differs(row: dict[str, Any], typed: dict[str, str], columns: tuple[str, ...]) -> dict[str, Any]:
    return {c: (typed[c], row[c]) for c in columns if not same(row[c], typed[c])}


@pytest.mark.parametrize(("name", "kind"), TRIED)
def test_every_cell_stands_in_its_own_row_and_column(name: str, kind: str, folder: Path) -> None:
    found = read(name, kind, folder)
    indicators = found.indicators.to_dict("records")
    columns = ("target", "term_target", "actual", "weight", "score")
    faults: list[object] = []
    for typed in golden("indicators").get(name, []):
        if (name, typed["name"]) in LISTED:
            continue
        levels = tuple(level for level in ("level2", "level3") if typed[level])
        near = [row for row in indicators if plain(row["name"]) == plain(typed["name"])]
        wrong = [differs(row, typed, columns + levels) for row in near]
        if {} not in wrong:
            faults.append((typed["name"], wrong))
            continue
        indicators.remove(near[wrong.index({})])
    faults += [("more than there are", row["name"]) for row in indicators]
    projects = found.projects.to_dict("records")
    money = ("approved", "revised", "outturn", "execution_rate", "total_score")
    for typed in golden("projects")[name]:
        own = tuple(column for column in ("office", "grade") if typed[column])
        near = [row for row in projects if plain(row["name"]) == plain(typed["name"])]
        wrong = [differs(row, typed, money + own) for row in near]
        if {} not in wrong:
            faults.append((typed["kind"], typed["name"], wrong))
            continue
        row = near[wrong.index({})]
        if typed["kind"] and row["form"] != typed["kind"]:
            faults.append((typed["kind"], row["form"]))
        projects.remove(row)
    faults += [("a project more", row["form"], row["name"]) for row in projects]
    assert not faults


def test_marks_without_results_have_no_status(folder: Path) -> None:
    rows = read("guangdong", "html", folder).indicators
    assert len(rows) == 8
    assert set(rows["status"]) == {None}


def test_a_revised_target_counts_and_the_first_is_kept(folder: Path) -> None:
    row = read("chongqing", "html", folder).indicators.iloc[0]
    assert (row["target_value"], row["status"]) == (28, "met")
    assert row["definition"] == "调整前指标值：30"


def test_sums_of_aspects_are_listed_and_not_read_twice(folder: Path) -> None:
    found = read("third_party", "html", folder)
    assert sum(row.weight for row in found.indicators.itertuples()) == 100
    assert [item.reason for item in found.unread].count("repeated_sum") == 8


def test_reasons_that_are_ticked_are_said_by_their_heads(folder: Path) -> None:
    found = read("liaoning", "html", folder)
    reasons = {row.name: row.deviation for row in found.indicators.itertuples()}
    assert reasons["总体工作完成率"] == "人员保障；增加人手"
    assert reasons["商户满意度"] == "制度保障"
    assert reasons["制度建设"] is None


def test_enough_is_tried() -> None:
    assert len(NAMES) >= 70
    assert sum(map(len, golden("indicators").values())) >= 380


PHASES = """项目名称 | < | 校舍维修 | < | <
{money}
一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值
产出指标 | 数量指标 | 维修校舍 | ≥3栋 | 3栋
效益指标 | 社会效益指标 | 受益学生 | ≥500人 | 520人
"""


@pytest.mark.parametrize(
    ("money", "outturn"),
    [
        ("项目资金（万元） | < | 预算数：260 | 执行数：247 | 执行率：95%", "247"),
        ("其中：财政拨款 | < | 预算数：260 | 执行数：247 | 执行率：95%", None),  # of a part
        ("中小学 | < | 预算数：260 | 执行数：247 | 执行率：95%", None),  # of what no one says
        ("项目资金（万元） | < | 执行数：260 | 执行数：247 | 执行率：95%", None),
        ("项目资金（万元） | < | 预算数：260 | 执行数：247，结余13 | 执行率：95%", None),
    ],
)
def test_an_amount_in_the_cell_of_its_budget_is_of_the_whole(
    money: str, outturn: str | None
) -> None:
    grid = form_grid(PHASES.format(money=money), title="2022年度项目支出绩效自评表")
    project = read_forms(document(), [grid]).projects.iloc[0]
    assert same(project["outturn"], outturn or "")


def test_a_source_and_its_rate_are_of_the_stage_before_them(folder: Path) -> None:
    """部门预算情况 above two lines of heads was taken for the words of what was done."""
    read_form = read("hefei_tasks", "html", folder)
    assert read_form.projects.iloc[0]["achieved"] == "编制规划4项。"
    funds = {
        (row.project, row.phase, row.source): str(row.value)
        for row in read("hefei_tasks", "docx", folder).funds.itertuples()
    }
    assert funds[2, "revised", "fiscal"] == "130.20"
    assert funds[2, "outturn", "fiscal"] == "128.00"
    rates = read("sources_by_year", "html", folder).funds
    rates = rates[rates["phase"] == "rate"]
    assert [str(value) for value in rates["value"]] == ["98.00", "95.00"]


def test_a_blank_cell_behind_the_head_of_a_goal_is_not_its_words(folder: Path) -> None:
    form = read("blank_behind", "html", folder).projects.iloc[0]
    assert (form["goal"], form["achieved"]) == ("更新展柜40个", "更新展柜38个")
