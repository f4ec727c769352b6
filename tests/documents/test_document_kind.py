"""What a document calls itself, and the catalogue of classes that its tables are read by."""

from __future__ import annotations

import re

import pytest
from grids_made import make_grid

from jixiao.catalogue.codes import official_classes
from jixiao.extract.document_kind import document_kind
from jixiao.source import Document, Line


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


def test_a_document_without_a_cover_is_known_by_its_tables() -> None:
    titles = ["2026年部门收支总表", "2026年部门收入总表", "2026年部门支出总表"]
    grids = [make_grid(title, ["科目名称", "合计"], []) for title in titles]
    found = document_kind(document("附件"), grids)
    assert (found.kind, found.how, found.year) == ("budget", "tables", 2026)
    targets = [make_grid(f"演示项目{n}绩效目标表", ["项目名称"], []) for n in range(3)]
    assert document_kind(document("附件"), targets).kind == "targets"
    assert document_kind(document("附件"), grids[:1]).kind == "unknown"


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
