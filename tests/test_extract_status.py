"""Each rule that decides a status: an indicator to which it applies, and one to which it does not."""

from decimal import Decimal

import pytest

from jixiao.extract.attainment import Measured, attainment, delivered, promised
from jixiao.extract.status import judge


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
