"""Each rule that decides a status: an indicator to which it applies, and one to which it does not."""

import re
from decimal import Decimal
from pathlib import Path

import pytest

from jixiao.analysis.indicators import EVIDENCE
from jixiao.report import load_report
from jixiao.status.attainment import Measured, attainment, delivered, promised
from jixiao.status.cells import judged_cells
from jixiao.status.judge import judge
from jixiao.status.measure import Measure, measure
from jixiao.tables.indicators import judged_table


def decide(
    target: str | None, actual: str, definition: str | None = None, name: str = "指标"
) -> str:
    promise = promised(target, definition, name)
    result = delivered(actual, promise, name)
    judged = judge(target, definition, name, actual, promise, result)
    return f"{judged.status} {judged.reason.partition(':')[0]}"


@pytest.mark.parametrize(
    ("target", "actual", "decided"),
    [
        ("标准：100%", "100%。款项已提交，但因额度未能完成支付目标。", "contradicted denial"),
        ("预期值：100%", "该指标已完成。方案已在征求意见中。", "contradicted denial"),
        ("标准：100%", "100%。全年没有发生事故。", "met number"),
        ("标准：优化", "按期推进", "in_progress progress"),
        ("标准：优化", "已完成，印发《方案》。", "met evidence"),
        ("标准：100%", "100%。工作按计划完成。", "unsupported bare rate"),
        ("标准：100%", "100%。签订合同12份。", "met number"),
        ("标准：50个以上", "评价单位51个。", "exceeded number"),
        ("标准：50个以上", "评价单位50个。", "met number"),
        ("标准：50个以上", "评价单位49个。", "missed number"),
        ("标准：10项", "已完成。收回问卷301份。", "unsupported no number"),
        ("标准：完成年度计划", "受理15342次。", "not_assessable unstated plan"),
        ("标准：提升", "全区布设89台。", "met evidence"),
        ("标准：提升", "能力得到提升。", "unsupported claim"),
        ("标准：提升", "略。", "not_assessable no claim and no figure"),
    ],
)
def test_a_rule_decides(target: str, actual: str, decided: str) -> None:
    assert decide(target, actual) == decided


def test_a_rate_over_cases_that_did_not_arise_cannot_be_assessed() -> None:
    formula = "指标解释：及时率=及时维护的故障数量/总故障数量X100%"
    assert decide("预期值：100%", "100%。未发生故障。", formula) == "not_assessable no cases"
    assert decide("预期值：100%", "100%。未发生故障。") != "not_assessable no cases"


def test_a_count_that_is_reached_is_not_denied_by_what_lies_outside_it() -> None:
    assert decide("预期值：25", "25个。另有1个项目尚未开展。") == "met number"


@pytest.mark.parametrize(
    ("target", "definition", "expected"),
    [
        ("标准：满意90%以上", None, Measured(Decimal(90), "%")),
        ("预期值：25", None, Measured(Decimal(25))),
        ("预期值：124、63", None, Measured()),
        (
            "标准：完成年度计划数。",
            "指标内容：要租用面积30135平方米。",
            Measured(Decimal(30135), "平方米"),
        ),
        ("标准：是否满意", "指标内容：具备3年以上经验。", Measured()),
        ("标准：完成年度计划数。", "指标内容：每个镇街不少于3台。", Measured()),
        ("标准：满意", "指标内容：约800人的工作人员满意情况。", Measured()),
        ("标准：100%可网办、100%最多跑一次", None, Measured()),
    ],
)
def test_a_promise_is_one_number_or_none(
    target: str, definition: str | None, expected: Measured
) -> None:
    assert promised(target, definition, "指标") == expected


def test_a_result_must_be_about_the_same_measure() -> None:
    actual = "综合评分9.98分；差评整改率达100%，满意率达99.999%。"
    promise = Measured(Decimal(90), "%")
    assert delivered(actual, promise, "群众满意度") == Measured(Decimal("99.999"), "%")


def test_attainment_needs_one_unit_and_is_rounded_half_up() -> None:
    seals = Measured(Decimal(26382), "套"), Measured(Decimal(20000), "套")
    assert attainment(*seals) == Decimal("131.91")
    assert attainment(Measured(Decimal(100), "%"), Measured(Decimal(800), "人次")) is None
    assert attainment(Measured(Decimal(5), "个"), Measured(Decimal(0), "个")) is None


def _lines_of_the_page() -> list[tuple[str, str, str]]:
    """Rule, statuses and example of each line of the table in docs/status.md."""
    text = (Path(__file__).resolve().parents[2] / "docs" / "status.md").read_text("utf-8")
    table = text.partition("| rule |")[2].split("\n\n")[0]
    cells = [[cell.strip() for cell in row.split("|")[1:-1]] for row in table.splitlines()[2:]]
    return [(row[0], row[4], row[5]) for row in cells]


@pytest.mark.parametrize(("rule", "statuses", "example"), _lines_of_the_page())
def test_each_line_of_the_page_decides_its_example(rule: str, statuses: str, example: str) -> None:
    target, _, actual = (part.strip() for part in example.partition("→"))
    target, _, definition = target.partition("（")
    judged = (
        judged_cells("指标", target, actual, is_cost=rule == "cost") if not definition else None
    )
    if judged is None:
        promise = promised(target, definition, "指标")
        decided = judge(
            target, definition, "指标", actual, promise, delivered(actual, promise, "指标")
        )
        judged = decided.cells()
    assert str(judged["reason"]).startswith(f"{rule}: ")
    assert str(judged["status"]) in re.split(r"[,;\s]+", statuses)


@pytest.mark.parametrize(
    ("name", "actual", "status"),
    [
        ("任务按期完成率", "100%。因资金到位较晚，未能按期完成。", "contradicted"),
        ("任务按期完成率", "未能按期完成。", "missed"),
        ("任务按期完成率", "100%，无未按期完成的任务。", "unsupported"),
        ("任务按期完成率", "98%，2项未按期完成。", "missed"),
        ("设备采购完成率", "100%，采购12台，其中1台未按期到货。", "met"),  # time is not promised
    ],
)
def test_what_is_late_denies_a_promise_to_be_in_time(name: str, actual: str, status: str) -> None:
    """A rate of 100 % in time beside 未能按期完成 was a bare rate."""
    assert judged_cells(name, "100%", actual, is_cost=False)["status"] == status


def test_the_page_has_every_line_of_the_table() -> None:
    rules = {rule for rule, _, _ in _lines_of_the_page()}
    known = {rule for kind, names in EVIDENCE.items() for rule in names if kind != "judged"}
    assert rules == known
    assert len(_lines_of_the_page()) >= 12


@pytest.mark.parametrize(
    ("target", "actual", "decided"),
    [
        ("≥90%", "≥95%", "met"),  # a better bound keeps the promise
        ("大于95%", "大于93%", "not_assessable"),
        ("0起", "0起", "met"),
        ("0起", "2起", "missed"),
        (">95%", "95%", "missed"),
        ("≤5件", "6件", "missed"),
        ("上涨5%-10%", "上涨12%", "exceeded"),
        ("2022年12月前", "2022年12月前完成", "unsupported"),  # the date is the target's own
        ("2022年12月前", "2022年11月3日验收", "met"),
        ("大于1人次", "115人次%", "not_assessable"),  # no one knows which unit is meant
        ("大于6年", "预计大于8年", "in_progress"),
    ],
)
def test_short_cells_of_forms(target: str, actual: str, decided: str) -> None:
    assert judged_cells("指标", target, actual, is_cost=False)["status"] == decided


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("≥13459.00(平方米)", Measure(Decimal("13459.00"), "平方米", "≥")),
        ("均大于95%", Measure(Decimal(95), "%", ">")),
        ("90%以上", Measure(Decimal(90), "%", "≥")),
        ("小于等于14万元", Measure(Decimal(14), "万元", "≤")),
        ("23万人次", Measure(Decimal(23), "万人次")),
        ("≤25微克/立方米", Measure(Decimal(25), "微克/立方米", "≤")),
        *(
            (text, Measure())
            for text in ("5%-10%", "2022年", "12月", "3-10月", "12 13", "每月1次", "")
        ),
        ("小于十万分之一", Measure()),
    ],
)
def test_a_cell_is_one_figure_as_a_whole_or_none(text: str, expected: Measure) -> None:
    assert measure(text) == expected


def test_a_bound_can_end_the_name_of_the_indicator() -> None:
    least = judged_cells("每年常见故障处理不少于", "100次", "100次", is_cost=False)
    most = judged_cells("IP包丢失率平均值≤", "2%", "3%", is_cost=False)
    assert (least["bound"], least["status"]) == ("≥", "met")
    assert (most["bound"], most["status"], most["attainment_pct"]) == ("≤", "missed", None)


def test_the_71_of_the_first_report_keep_status_and_reason() -> None:
    report = load_report("panyu-data-bureau", 2022, Path(__file__).resolve().parents[2] / "data")
    rows = list(report.table("indicators").itertuples())
    assert len(rows) == 71
    for row in rows:
        promise = promised(row.target, row.definition, row.name)
        result = delivered(row.actual, promise, row.name)
        judged = judge(row.target, row.definition, row.name, row.actual, promise, result)
        assert judged.cells() == {column: getattr(row, column) for column in judged.cells()}
        for words in (row.promised_words, row.reported_words, row.support_words):
            source = (row.name, row.definition or "", row.target or "", row.actual)
            bare = (words or "").rstrip("…")
            assert any(bare in text for text in source)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_reasons_of_every_status_are_a_table_that_can_be_disputed(language: str) -> None:
    report = load_report("panyu-data-bureau", 2022, Path(__file__).resolve().parents[2] / "data")
    html = judged_table(report.table("indicators"), language)._repr_html_()
    assert html.count("<tr") >= 72
    assert "没有发生安保事故" in html
