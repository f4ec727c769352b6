"""Phases are told by their words, never by their place in the sentence; what is not known is listed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jixiao.extract.evaluation.budget import read_budget
from jixiao.extract.evaluation.outline import outline
from jixiao.extract.unread import PassageLeft
from jixiao.source import Document, Line

HEAD = ["一、部门基本情况", "无。", "二、部门整体收支情况"]
Figure = tuple[str, str, str]  # phase, base or "", value


def read(*sentences: str, year: int | None = 2023) -> tuple[list[Figure], list[tuple[str, str]]]:
    """The figures of the sentences, and (words, reason) of what is not read."""
    texts = [*HEAD, *sentences]
    lines = tuple(Line(1, number, text) for number, text in enumerate(texts, start=1))
    unread: list[PassageLeft] = []
    rows = read_budget(outline(Document("made.txt", "", lines)), unread, year)
    figures = [(r.phase, r.base or "", str(r.value)) for r in rows.itertuples()]
    return figures, [(entry.text, entry.reason) for entry in unread]


def test_two_bases_in_one_sentence_are_both_read() -> None:
    figures, unread = read(
        "年初预算为0万元，全年预算为321.02万元，支出决算为307.82万元，完成年初预算的95.89%。"
    )
    assert figures == [
        ("approved", "", "0"),
        ("revised", "", "321.02"),
        ("outturn", "", "307.82"),
        ("rate", "approved", "95.89"),
    ]
    assert unread == []


@pytest.mark.parametrize(
    ("words", "phase"),
    [
        ("年初预算", "approved"),
        ("年初预算数", "approved"),
        ("年初批复预算", "approved"),
        ("全年预算", "revised"),
        ("调整预算", "revised"),
        ("预算数（调整后）", "revised"),
        ("调整后预算数", "revised"),
        ("决算", "outturn"),
        ("支出决算", "outturn"),
        ("执行数", "outturn"),
        ("全年执行数", "outturn"),
        ("实际完成", "outturn"),
        ("上年结转", "carryover"),
    ],
)
@pytest.mark.parametrize("before", ["", "年初预算1.00万元，", "支出决算2.00万元，"])
def test_a_phase_is_told_by_its_words_wherever_they_stand(
    words: str, phase: str, before: str
) -> None:
    figures, unread = read(f"基本支出{before}{words}52.00万元。")
    if before and figures[0][0] == phase:  # the item has this stage already: it is none of it
        assert [printed for _, _, printed in figures] == [before[4:8]]
        assert unread == [(f"{words}52.00万元", "words_not_known")]
        return
    assert figures[-1] == (phase, "", "52.00")
    assert unread == []


@given(st.permutations(["年初预算10.00万元", "全年预算20.00万元", "支出决算15.00万元"]))
def test_the_order_of_clauses_changes_no_phase(clauses: list[str]) -> None:
    figures, unread = read("项目支出" + "，".join(clauses) + "。")
    assert set(figures) == {
        ("approved", "", "10.00"),
        ("revised", "", "20.00"),
        ("outturn", "", "15.00"),
    }
    assert unread == []


@pytest.mark.parametrize(
    ("sentence", "own"),
    [
        ("上年支出决算9,000.00万元，本年支出决算8.00万元。", [("outturn", "", "8.00")]),
        ("2022年支出决算9,000.00万元，2023年支出决算8.00万元。", [("outturn", "", "8.00")]),
        ("去年全年预算9,000.00万元。", []),
        ("2022年基本支出决算9,000.00万元，项目支出决算9,000.00万元。", []),
        ("2023年支出决算8.00万元。", [("outturn", "", "8.00")]),
    ],
)
def test_figures_of_another_year_are_none_of_this_years(sentence: str, own: list[Figure]) -> None:
    figures, unread = read(sentence)
    assert figures == own
    assert {reason for _, reason in unread} <= {"another_year"}
    assert len(unread) == sentence.count("9,000.00")


def test_after_words_that_are_not_known_no_stage_and_no_item_is_taken_over() -> None:
    figures, unread = read(
        "全年预算20.00万元。神秘数30.00万元，其中：基本支出5.00万元，项目支出决算6.00万元，7.00万元。"
    )
    assert figures == [("revised", "", "20.00"), ("outturn", "", "6.00")]
    assert unread == [
        ("神秘数30.00万元", "words_not_known"),
        ("基本支出5.00万元", "stage_not_said"),
        ("7.00万元", "words_not_known"),
    ]


def test_one_word_that_is_not_known_stops_nothing() -> None:
    figures, unread = read(
        "基本支出年初预算10.00万元。", "甲乙丙丁1.00万元。", "项目支出决算3.00万元。"
    )
    assert figures == [("approved", "", "10.00"), ("outturn", "", "3.00")]
    assert unread == [("甲乙丙丁1.00万元", "words_not_known")]
