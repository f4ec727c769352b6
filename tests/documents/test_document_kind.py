"""What a document calls itself, and the catalogue of classes that its tables are read by."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from grids_made import make_grid

from jixiao.catalogue.codes import official_classes
from jixiao.extract.document_kind import document_kind
from jixiao.extract.extraction import extract_report
from jixiao.grid import grids
from jixiao.source import Document, Line, read_document


def document(*lines: str) -> Document:
    made = tuple(Line(1, at, text) for at, text in enumerate(lines, start=1))
    return Document("made.pdf", "0" * 64, made)


@pytest.mark.parametrize(
    ("lines", "kind", "year", "department"),
    [
        (
            ("测试市演示区规划和自然", "资源局", "2024 年度部门决算", "目 录"),
            "accounts",
            2024,
            "测试市演示区规划和自然资源局",
        ),
        (("测试市演示委员会（汇总）", "2022年度部门决算"), "accounts", 2022, "测试市演示委员会"),
        (("2019 年测试市演示局 部门决算", "1"), "accounts", 2019, "测试市演示局"),
        (
            ("测试市演示区2025年区级部门预算", "预算主管部门：测试市演示区演示局", "目录"),
            "budget",
            2025,
            "测试市演示区演示局",
        ),
        (("2026年", "测试市演示局部门预算", "目 录"), "budget", 2026, "测试市演示局"),
        (
            ("2026 年测试市演示局（本级）部门预", "算", "目录"),
            "budget",
            2026,
            "测试市演示局（本级）",
        ),
        (("测试市演示局 2022 年部门综合预算",), "budget", 2022, "测试市演示局"),
        (("测试市演示局2022年部门整体支出绩效自评报告",), "evaluation", 2022, "测试市演示局"),
        (("测试市财政项目支出绩效评价报告", "评价项目名称：演示"), "assessment", None, None),
        (("关于做好2022年度部门决算公开工作的通知", "各单位："), "other", 2022, None),
        (("测试市演示局简介", "地址：演示路1号"), "unknown", None, None),
    ],
)
def test_the_cover_says_kind_year_and_office(
    lines: tuple[str, ...], kind: str, year: int | None, department: str | None
) -> None:
    found = document_kind(document(*lines))
    assert (found.kind, found.year, found.department) == (kind, year, department)


OWN = "测试县演示局机关整体支出绩效评价报告"
NOTICE = "根据县财政局《关于委托第三方机构开展绩效评价的通知》，我局开展了自评。"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ((NOTICE, "综合评价：自评得分96.5分，等级为优。"), "evaluation"),
        (("评价方式：部门（单位）绩效自评", "评价机构：部门（单位）评价组"), "evaluation"),
        (
            ("受县财政局委托，某会计师事务所对该局进行评价，自评得分98分，评价得分88分。",),
            "assessment",
        ),
        (("县财政局绩效评价工作组到现场核对，部门自评得分98分。",), "assessment"),
        (("评价得分88分，等级为良。",), "assessment"),
    ],
)
def test_an_evaluation_is_the_offices_own_if_it_says_so_and_names_no_other(
    text: tuple[str, ...], kind: str
) -> None:
    assert document_kind(document("2022年度", OWN, *text)).kind == kind


def test_a_document_without_a_cover_is_known_by_its_tables() -> None:
    titles = ["2026年部门收支总表", "2026年部门收入总表", "2026年部门支出总表"]
    grids = [make_grid(title, ["科目名称", "合计"], []) for title in titles]
    found = document_kind(document("附件"), grids)
    assert (found.kind, found.how, found.year) == ("budget", "tables", 2026)
    targets = [make_grid(f"演示项目{n}绩效目标表", ["项目名称"], []) for n in range(3)]
    assert document_kind(document("附件"), targets).kind == "targets"
    assert document_kind(document("附件"), grids[:1]).kind == "unknown"


def test_years_that_head_columns_beside_each_other_are_not_the_forms() -> None:
    targets = [make_grid("部门整体支出绩效目标申报表", ["部门名称"], [])]
    heads = ("当年金额", "占比", "近两年收支金额", "2019年", "", "2020年", "财政拨款")
    assert document_kind(document("附件", *heads), targets).year is None
    dated = document_kind(document("附件", "填报日期：2021年1月28日", *heads), targets)
    assert (dated.kind, dated.year, dated.year_on_cover) == ("targets", 2021, False)
    cells = document_kind(document("附件", "填表时间", "", "2021.3.5", *heads), targets)
    assert cells.year == 2021
    late = document_kind(document("附件", "填报日期：2020年11月2日", *heads), targets)
    assert late.year is None  # then the next year's targets are filled in as well


def test_the_reader_says_the_year_where_only_tables_do(tmp_path: Path) -> None:
    rows = [f"<p>{year}年部门{name}总表</p><table border=1><tr><td>项目</td><td>合计</td></tr><tr><td>合计</td>"
            "<td>1.00</td></tr></table>" for year, name in ((2019, "收支"), (2019, "收入"), (2019, "支出"))]  # fmt: skip
    path = tmp_path / "made.html"
    path.write_text("<html><body><p>附件</p>" + "".join(rows) + "</body></html>", "utf-8")
    said = extract_report(path, department="made", data=tmp_path)
    assert (said.year, said.about["kind"].get("year_in_tables")) == (2019, None)
    report = extract_report(path, department="made", year=2021, data=tmp_path)
    assert (report.year, report.about["kind"]["year_in_tables"]) == (2021, "2019")


@pytest.mark.parametrize(
    ("owner", "said"),
    [
        ("清河市林业局", "清河市林业局"),
        ("清河市水利局", None),
        ("301001-清河市水利局（汇总）", None),
        ("市水利局", None),
    ],
)
def test_tables_of_another_office_than_the_cover_names_are_said(
    owner: str, said: str | None, tmp_path: Path
) -> None:
    path = tmp_path / "made.html"
    table = "<table border=1><tr><td>项目</td><td>合计</td></tr><tr><td>合计</td><td>1.00</td></tr></table>"
    above = f"<p>支出决算表</p><p>编制单位：{owner}</p><p>单位：万元</p>"
    path.write_text(
        f"<html><body><p>清河市水利局</p><p>2023年度部门决算</p>{above}{table}</body></html>",
        "utf-8",
    )
    report = extract_report(path, department="made", year=2023, data=tmp_path)
    assert report.about["kind"].get("office_in_tables") == said


def test_the_date_of_filling_in_is_not_the_year_of_a_self_evaluation() -> None:
    forms = [make_grid("部门整体支出绩效自评表", ["部门名称"], [])]
    assert document_kind(document("附件", "填报日期：2022年3月1日"), forms).year is None


def test_every_class_and_group_has_its_parent_and_an_english_name() -> None:
    classes = official_classes()
    assert len(classes) >= 1000
    assert {"20140", "20141", "2080501", "30227", "50905"} <= set(classes)
    for code, found in classes.items():
        assert re.fullmatch(r"[235]\d{2}(\d{2}){0,2}", code)
        assert len(code) == 3 or code[:-2] in classes
        assert found.name
        assert "（" not in found.name
        assert found.english or len(code) == 7


def test_a_form_of_what_came_of_targets_is_no_form_of_targets(tmp_path: Path) -> None:
    page = tmp_path / "form.html"
    page.write_text(
        "<h1>绩效目标自评表</h1><p>（2023年度）</p><table><tr><td>项目名称</td><td colspan=3>校舍维修</td></tr>"
        "<tr><td>主管部门</td><td>清江县教育局</td><td>实施单位</td><td>清江县教育局</td></tr>"
        "<tr><td></td><td>全年预算数</td><td>全年执行数</td><td>执行率</td></tr>"
        "<tr><td>年度资金总额</td><td>46</td><td>45</td><td>97.83%</td></tr></table>",
        encoding="utf-8",
    )
    document = read_document(page)
    assert document_kind(document, grids(document)).kind == "evaluation"
