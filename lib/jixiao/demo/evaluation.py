"""A self-evaluation (部门整体支出绩效自评报告) of a department that does not exist."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from .made import MadeDocument, Row

_HEAD: Row = ["一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分"]
# Level, kind, name, target, result in a year that went well, result in one that did not, points.
Promise = tuple[str, str, str, str, str, str, int]
_OF_EVERYONE: tuple[Promise, ...] = (
    ("产出指标", "数量指标", "举办业务培训", "≥12场", "15场", "9场", 15),
    ("产出指标", "数量指标", "开展监督检查", "≥60次", "66次", "58次", 15),
    ("产出指标", "质量指标", "验收合格率", "≥95%", "98.2%", "95.0%", 15),
    (
        "产出指标",
        "时效指标",
        "任务按期完成率",
        "100%",
        "100%",
        "100%。因资金到位较晚，未能按期完成。",
        15,
    ),
    ("产出指标", "成本指标", "项目支出", "≤300万元", "286.4万元", "307.9万元", 10),
    (
        "效益指标",
        "社会效益指标",
        "公众知晓程度",
        "有效提升",
        "已提升，印发宣传手册2000册",
        "有所提升",
        15,
    ),
    ("满意度指标", "服务对象满意度指标", "服务对象满意度", "≥90%", "93.6%", "90.1%", 15),
)


def make_evaluation(
    year: int,
    scale: Decimal,
    name: str,
    duties: str,
    promises: Sequence[Promise],
    went_well: bool,
    slips: Sequence[str] = (),
) -> MadeDocument:
    """The report of a year: amounts times `scale`, the promises of every department and its own.

    `slips`: what is wrong in it: "rate" (a rate of execution that its figures do not give), "total"
    (parts that do not add up), "unit" (元 for 万元), "approved" (another approved budget than the budget's).
    """
    approved, basic, project = (Decimal(n) * scale for n in ("1820", "1510", "310"))
    revised, spent_basic, spent_project = (Decimal(n) * scale for n in ("1790", "1470", "300"))
    spent = spent_basic + spent_project
    rate = spent / revised * 100
    if "rate" in slips:
        rate += Decimal("1.30")
    if "total" in slips:
        spent_project += Decimal("12.60")
    if "approved" in slips:
        approved, basic = (amount + Decimal("40.00") for amount in (approved, basic))
    unit = "元" if "unit" in slips else "万元"
    made = MadeDocument(year, scale, name, cover="年度部门整体支出绩效自评报告")
    made.opening = [
        "一、部门基本情况",
        f"{name}主要负责{duties}，内设机构8个。",
        "二、部门整体收支情况",
        f"{year}年部门年初预算{approved:,.2f}万元，全年预算数{revised:,.2f}万元。"
        f"全年实际支出{spent:,.2f}万元，预算执行率{rate:.2f}%。",
        f"其中：基本支出年初预算{basic:,.2f}万元，决算{spent_basic:,.2f}万元；"
        f"项目支出年初预算{project:,.2f}万元，决算{spent_project:,.2f}{unit}。",
        "三、绩效自评情况",
        "（一）自评结论",
        f"{year}年部门整体支出绩效自评得分{'96.5' if went_well else '88.2'}分，"
        f"评定等级为“{'优' if went_well else '良'}”。",
        "（二）绩效指标完成情况",
    ]
    rows: list[Row] = [list(_HEAD)]
    for level, kind, promise, target, well, badly, points in (*_OF_EVERYONE, *promises):
        score = points if went_well else max(0, points - 2)
        rows.append(
            [level, kind, promise, target, well if went_well else badly, str(points), str(score)]
        )
    made.tables = [("", "", rows)]
    made.narrative = ["四、存在的主要问题", "部分项目前期工作不充分。"]
    return made
