"""A self-evaluation (部门整体支出绩效自评报告) of a department that does not exist."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from .made import MadeDocument, Row, row

_HEAD: Row = ["一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分"]


class MadePromise(NamedTuple):
    """An indicator: what is promised, the result and the score of a year that went well, and of one
    that did not.
    """

    level: str
    kind: str
    name: str
    target: str
    well: str
    badly: str
    points: int
    score_well: str
    score_badly: str

    def result(self, went_well: bool) -> str:
        return self.well if went_well else self.badly

    def score(self, went_well: bool) -> str:
        return self.score_well if went_well else self.score_badly

    def full(self, went_well: bool) -> bool:
        """Whether all its points were given."""
        return Decimal(self.score(went_well)) == self.points


# With the promise of each department they have a hundred points.
_OF_EVERYONE: tuple[MadePromise, ...] = (
    MadePromise("产出指标", "数量指标", "举办业务培训", "≥12场", "15场", "9场", 10, "10", "7.5"),
    MadePromise("产出指标", "数量指标", "开展监督检查", "≥60次", "66次", "58次", 10, "10", "9.5"),
    MadePromise("产出指标", "质量指标", "验收合格率", "≥95%", "98.2%", "95.0%", 15, "15", "15"),
    MadePromise("产出指标", "时效指标", "任务按期完成率", "100%", "100%，24项任务全部按期完成。",
            "100%。因资金到位较晚，未能按期完成。", 15, "15", "12"),
    MadePromise("产出指标", "成本指标", "培训成本", "≤30万元", "28.6万元", "31.4万元", 10, "10", "9"),
    MadePromise("效益指标", "社会效益指标", "公众知晓程度", "有效提升", "已提升，印发宣传手册2000册",
            "有所提升", 15, "11.5", "11"),
    MadePromise("满意度指标", "服务对象满意度指标", "服务对象满意度", "≥90%", "93.6%", "90.1%",
            15, "15", "15"),
)  # fmt: skip


def make_evaluation(
    year: int,
    scale: Decimal,
    name: str,
    duties: str,
    promises: Sequence[MadePromise],
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
    every = (*_OF_EVERYONE, *promises)
    score = sum((Decimal(promise.score(went_well)) for promise in every), Decimal(0))
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
        f"{year}年部门整体支出绩效自评得分{score}分，评定等级为“{'优' if score >= 90 else '良'}”。",
        "（二）绩效指标完成情况",
    ]
    rows: list[Row] = [list(_HEAD)]
    for one in every:
        rows.append(
            row(one.level, one.kind, one.name, one.target, one.result(went_well), str(one.points),
                one.score(went_well))
        )  # fmt: skip
    made.tables = [("", "", rows)]
    made.narrative = ["四、存在的主要问题", "部分项目前期工作不充分。"]
    return made
