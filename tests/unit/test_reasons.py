"""The reasons that a document gives, with what they explain and where they stand."""

from __future__ import annotations

import pytest

from jixiao.analysis.reasons import of_the_cut, of_the_whole, reasons
from jixiao.report import Report
from jixiao.source import Document
from jixiao.source.line import Line


def report_of(*lines: str) -> Report:
    printed = tuple(Line(1, number, text) for number, text in enumerate(lines, start=1))
    document = Document("made", "0", printed)
    return Report("made", 2022, {"jixiao": {}, "sources": []}, {}, document)


@pytest.mark.parametrize(
    ("lines", "what", "words"),
    [
        (("项目支出减少的主要原因", "是落实过紧日子要求。"), "项目支出减少", "落实过紧日子要求"),
        (
            ("支出总计减少56.95万元，下降1.87%。主要原因：人员变化。",),
            "支出总计减少56.95万元，下降1.87%",
            "人员变化",
        ),
        (("因财局额度原因未能完成支付目标。",), "未能完成支付目标", "财局额度"),
        (
            ("后因区财政困难2022年预算调整至1,601.16万元，",),
            "2022年预算调整至1,601.16万元",
            "区财政困难",
        ),
        (
            ("三、接待费1,204.45万元，比上年减少1万元，原因是从严控制；",),
            "接待费1,204.45万元，比上年减少1万元",
            "从严控制",
        ),
        (
            ("支出增加的主要原因是工作量增加", "支出主要内容如下：", "1、司法1.67万元。"),
            "支出增加",
            "工作量增加",
        ),
        (
            ("支出总计增加3.4万元，增长4.6%，增长的主要原因是新建。",),
            "支出总计增加3.4万元，增长4.6%",
            "新建",
        ),
    ],
)
def test_a_reason_is_what_the_report_says(lines: tuple[str, ...], what: str, words: str) -> None:
    found = reasons(report_of(*lines))
    assert found[["what", "words"]].to_numpy().tolist() == [[what, words]]
    assert found["line"].to_list() == [1]


def test_headings_are_no_part_of_what_a_reason_explains() -> None:
    found = reasons(
        report_of(
            "第三部分 2026年部门预算情况说明",
            "一、部门预算收支增减变化情况",
            "2026年收入预算10万元，比上年减少1万元，主要原因是压减。",
        )
    )
    assert found["what"].to_list() == ["2026年收入预算10万元，比上年减少1万元"]
    assert found["line"].to_list() == [3]


def test_two_reasons_of_one_sentence_are_two() -> None:
    found = reasons(report_of("支出增加的原因是调资，项目支出减少的主要原因是压减。"))
    assert found["words"].to_list() == ["调资", "压减"]
    assert of_the_cut(found)["words"].to_list() == ["压减"]


def test_what_is_no_reason_is_none() -> None:
    text = "因公出国（境）费未支出。受多种因素未能。因此未安排。发现的问题及原因分析。"
    assert reasons(report_of(text)).empty


def test_the_reasons_of_the_whole_are_those_of_income_and_expenditure() -> None:
    found = reasons(
        report_of("收入总计增加10万元，主要原因是项目增加。接待费减少1万元，主要原因是从严控制。")
    )
    assert of_the_whole(found)["words"].to_list() == ["项目增加"]


def test_why_there_was_nothing_and_is_nothing_is_no_reason_of_the_whole() -> None:
    """A first screen said why a fund of which there is none did not change."""
    found = reasons(
        report_of(
            "一般公共预算财政拨款收入1,668.14万元，比上年变化0万元，主要原因是新成立。",
            "政府性基金预算财政拨款收入0万元，比上年变化0.00万元，主要原因是当年无发生额。",
        )
    )
    assert len(found) == 2
    assert of_the_whole(found)["words"].to_list() == ["新成立"]
