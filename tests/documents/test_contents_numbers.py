"""Page numbers of a table of contents, and numbers of pages and pictures, are no figures."""

from __future__ import annotations

from pathlib import Path

from jixiao.check import State, numbers
from jixiao.extract.extraction import extract_report
from jixiao.publish.review import write_review
from jixiao.publish.review_tables import unread_tables
from jixiao.rounds.bring_in import with_counts


def states(lines: list[str], folder: Path) -> dict[tuple[int, str], tuple[State, str]]:
    source = folder / "report.txt"
    title = ["某市演示区档案局2026年部门预算"]
    text = ["第一部分 收支总体情况", "一、收支总体情况说明", "2026年收入预算100万元。"]
    source.write_text("\n".join([*title, *lines, *text]) + "\n", encoding="utf-8")
    report = extract_report(source, data=folder)
    return {(n.line, n.printed): (n.state, n.reason) for n in numbers(report)}


def test_page_numbers_behind_leaders_are_set_aside(tmp_path: Path) -> None:
    lines = [
        "目录",
        "一、部门职责........3",
        "二、收支总表……12",
        "三、名词解释 ·····—15—",
        "- 2 -",
        "图 1：收入预算",
    ]
    found = states(lines, tmp_path)
    aside = (State.ASIDE, "page_number")
    assert [found[3, "3"], found[4, "12"], found[5, "15"], found[6, "2"]] == [aside] * 4
    assert found[7, "1"] == (State.ASIDE, "picture_number")
    assert found[10, "100"][0] == State.FIGURE


def test_page_numbers_at_the_ends_of_the_lines_of_the_contents_are_set_aside(
    tmp_path: Path,
) -> None:
    lines = ["目 录", "一、部门职责 3", "二、收支总表 12", "三、名词解释 15"]
    found = states(lines, tmp_path)
    assert {found[3, "3"], found[4, "12"], found[5, "15"]} == {(State.ASIDE, "page_number")}


def test_numbers_that_fall_are_no_page_numbers(tmp_path: Path) -> None:
    found = states(["目录", "一、机关 30", "二、学校 12", "三、医院 15"], tmp_path)
    assert {found[3, "30"][0], found[4, "12"][0]} == {State.UNREAD}


def test_a_table_of_which_nothing_was_read_has_a_line_of_its_own(tmp_path: Path) -> None:
    source = tmp_path / "report.html"
    tables = (
        "<p>收支总表</p><p>单位：万元</p><table border=1><tr><td>项目</td><td>预算数</td></tr>"
        "<tr><td>收入总计</td><td>5.00</td></tr></table><p>车辆编制情况</p><table border=1>"
        "<tr><td>车型</td><td>编制数</td></tr><tr><td>轿车</td><td>37</td></tr></table>"
    )
    source.write_text(f"<html><body><p>某市档案局2026年部门预算</p>{tables}</body></html>", "utf-8")
    report = with_counts(extract_report(source, data=tmp_path))
    apart = unread_tables(report, numbers(report), "en")
    assert [[one.printed for one in own] for own in apart.values()] == [["37"]]
    page = write_review(report, tmp_path / "out")
    (caption,) = apart
    shown = page.read_text("utf-8").partition("How much was read")[2]
    assert caption in shown.partition("</table>")[0]
