from decimal import Decimal

import pandas as pd
import pytest

from jixiao.base.errors import ExtractionError
from jixiao.extract.evaluation.budget import read_budget
from jixiao.extract.evaluation.outline import Outline, outline
from jixiao.source import Document, Line

HEAD = ["（一）部门概况", "（二）年度总体工作和重点工作任务", "（三）部门整体收支情况"]
TAIL = [
    "（一）自评结论综述",
    "（二）各项工作任务绩效目标完成情况分析",
    "（三）各重点任务项目支出完成情况分析",
]


def outlined(*sentences: str) -> Outline:
    texts = [*HEAD, "3.部门预算支出情况", *sentences, *TAIL]
    lines = tuple(Line(1, number, text) for number, text in enumerate(texts, start=1))
    return outline(Document("made.txt", "", lines))


@pytest.fixture(scope="module")
def budget(parts: Outline) -> pd.DataFrame:
    return read_budget(parts)


def value(budget: pd.DataFrame, item: str, phase: str) -> list[str]:
    rows = budget[(budget["item"] == item) & (budget["phase"] == phase)]
    return [f"{row.value}{row.unit}" for row in rows.itertuples()]


def test_every_number_with_a_unit_in_the_budget_section_is_a_row(
    budget: pd.DataFrame, parts: Outline
) -> None:
    import re

    text = parts.section("finance").passage.text + parts.section("management").passage.text
    text = re.sub(r"20\d\d年|\(2022-2024\)|（\d）|5G|(?<![\d.,])\d\.(?=\D)", "", text)
    printed = re.findall(r"\d[\d,]*(?:\.\d+)?", text)
    assert len(printed) == len(budget) == 100


def test_the_figures_that_tell_the_story(budget: pd.DataFrame) -> None:
    assert value(budget, "income", "approved") == ["14884.55万元"]
    assert value(budget, "income", "carryover") == ["30.19万元"]
    assert value(budget, "income.carryover", "outturn") == ["15.80万元"]
    assert value(budget, "income", "adjustment") == ["-7416.18万元"]
    assert value(budget, "expenditure.basic", "adjustment") == ["84.76万元"]
    assert value(budget, "expenditure.project", "adjustment") == ["-7500.94万元"]
    assert value(budget, "expenditure", "outturn") == ["7307.73万元"] * 2
    assert value(budget, "performance.projects", "count") == ["22项"]


def test_a_wrong_unit_stays_as_printed(budget: pd.DataFrame) -> None:
    assert value(budget, "expenditure.project", "outturn") == ["6125.55元"]
    assert value(budget, "expenditure.project.departmental", "outturn") == ["6125.55万元"]


def test_a_rate_names_the_denominator_of_its_sentence(budget: pd.DataFrame) -> None:
    rates = budget[budget["phase"] == "rate"].set_index("item")["base"]
    assert rates["income"] == "approved"
    assert rates["expenditure.basic"] == "revised"
    shares = budget[budget["phase"] == "share"]
    assert set(shares["base"]) == {"sangong"}
    assert len(shares) == 3


def test_an_estimate_is_no_outturn(budget: pd.DataFrame) -> None:
    assert value(budget, "agency_operation", "estimate") == ["51.21万元"]
    assert value(budget, "agency_operation", "outturn") == []


def test_counts_and_zeros_are_rows(budget: pd.DataFrame) -> None:
    assert value(budget, "sangong.vehicles.stock", "count") == ["3辆"]
    assert value(budget, "sangong.vehicles.purchase", "count") == ["0辆"]
    assert value(budget, "nontax.fines", "outturn") == ["0.00万元"]


def test_an_unknown_word_stops_the_reading_and_is_listed_with_its_place() -> None:
    with pytest.raises(ExtractionError, match=r"page 1, line 5: 神秘经费预算12\.00万元"):
        read_budget(outlined("神秘经费预算12.00万元，支出3.00万元。"))


def test_a_rate_cannot_be_money() -> None:
    with pytest.raises(ExtractionError, match="完成预算的97.00万元"):
        read_budget(outlined("（1）基本支出。年度预算10.00万元，完成预算的97.00万元。"))


def test_a_line_break_within_a_clause_does_not_part_a_figure_from_its_words() -> None:
    budget = read_budget(
        outlined("（1）基本支", "出。年度预", "算 1,218.95", "万元，支出 2.00 万元。")
    )
    assert value(budget, "expenditure.basic", "revised") == ["1218.95万元"]
    assert value(budget, "expenditure.basic", "outturn") == ["2.00万元"]


def test_figures_are_exact(budget: pd.DataFrame) -> None:
    assert all(isinstance(value, Decimal) for value in budget["value"])
