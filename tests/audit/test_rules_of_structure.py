"""The rules of headings, leftovers of writing, and attachments."""

from __future__ import annotations

import pytest
from audited import made, results, written

from jixiao.audit.rules import (
    structure_attachment,
    structure_leftovers,
    structure_numbering,
)
from jixiao.report import Report
from jixiao.source import Document, Line


def test_headings_that_repeat_or_skip_are_found() -> None:
    assert "fail" not in results(structure_numbering.check, written("（一）分项", "（二）分项"))
    assert "fail" in results(
        structure_numbering.check, written("（一）分项", "（三）分项", "（三）分项")
    )
    assert results(structure_numbering.check, made()) == ["not_applicable"]


@pytest.mark.parametrize(
    "text",
    ["完成任务，，推进工作。", "9..完成任务", "推进工作，实现实现办理", "（简要介绍部门情况等）"],
)
def test_leftovers_are_found(text: str) -> None:
    assert "fail" in results(structure_leftovers.check, written(text))


def test_plain_text_has_no_leftovers() -> None:
    assert results(structure_leftovers.check, written("完成任务，推进工作（含其他）。")) == ["pass"]
    assert results(structure_leftovers.check, made()) == ["not_applicable"]


def test_what_follows_the_name_of_an_office_may_begin_as_it_ends() -> None:
    text = "2021年，示例镇人民政府政府采购支出总额46.50万元，本级机关机关运行经费8万元。"
    assert results(structure_leftovers.check, written(text)) == ["pass"]


def test_an_attachment_that_is_named_must_follow() -> None:
    def ending(*lines: str) -> Report:
        report = written()
        assert report.document is not None
        more = [Line(1, 100 + n, text) for n, text in enumerate(lines)]
        document = Document("r", "", (*report.document.lines, *more))
        return Report("d", 2022, report.descriptor, {}, document)

    assert results(structure_attachment.check, ending("五、附件", "自评表")) == ["fail"]
    assert results(structure_attachment.check, ending("五、附件", "自评表", "表的内容")) == ["pass"]
    assert results(structure_attachment.check, written()) == ["not_applicable"]
