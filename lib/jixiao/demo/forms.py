"""Self-evaluation forms (项目支出绩效自评表) of projects that do not exist, as final accounts print them."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from .evaluation import MadePromise
from .made import Row, row
from .offices import printed, rate


class _Money(NamedTuple):
    """Of a project, before it is scaled: what was budgeted, left to spend, spent."""

    approved: Decimal
    revised: Decimal
    spent: Decimal


# Together they are the project expenditure of the budget and of the final accounts.
_MONEY = (
    _Money(Decimal("186"), Decimal("182"), Decimal("180")),
    _Money(Decimal("124"), Decimal("121"), Decimal("120")),
)
_POINTS = Decimal(10)  # of the rate of execution
_LEVELS = ("产出指标", "效益指标", "满意度指标")
_OF_EVERY_PROJECT = (
    MadePromise("产出指标", "质量指标", "成果验收合格率", "≥95%", "98.6%", "93.2%", 15, "15", "13"),
    MadePromise("产出指标", "时效指标", "完成时间", "12月底前", "11月28日", "12月20日", 10, "10", "10"),
    MadePromise("产出指标", "成本指标", "超出预算金额", "≤0万元", "0万元", "0万元", 10, "10", "10"),
    MadePromise("效益指标", "社会效益指标", "工作规范程度", "有所提高", "有所提高，制定操作规程2项",
            "有所提高", 30, "28", "25"),
    MadePromise("满意度指标", "服务对象满意度指标", "服务对象满意度", "≥90%", "94.1%", "91.3%",
            10, "10", "10"),
)  # fmt: skip


def make_forms(
    scale: Decimal,
    name: str,
    projects: Sequence[tuple[str, MadePromise]],
    went_well: bool,
) -> list[tuple[str, str, list[Row]]]:
    """Title, unit and rows of a form for each of `projects`: its name, and what it alone promises.

    Amounts are those of `_MONEY` times `scale`.
    """
    return [
        ("项目支出绩效自评表", "万元", _form(name, project, promise, money, scale, went_well))
        for (project, promise), money in zip(projects, _MONEY, strict=True)
    ]


def _form(
    name: str, project: str, promise: MadePromise, money: _Money, scale: Decimal, went_well: bool
) -> list[Row]:
    approved, revised, spent = (printed(amount * scale) for amount in money)
    share = rate(money.spent, money.revised)
    for_money = (Decimal(share) * _POINTS / 100).quantize(Decimal("0.01"))
    promises = sorted((promise, *_OF_EVERY_PROJECT), key=lambda one: _LEVELS.index(one.level))
    scores = [Decimal(one.score(went_well)) for one in promises]
    money_rows: list[Row] = [
        [
            "项目资金（万元）",
            "",
            "年初预算数",
            "全年预算数（A）",
            "全年执行数（B）",
            "分值",
            "执行率（B/A）",
            "得分",
        ],
        ["^", "年度资金总额", approved, revised, spent, str(_POINTS), f"{share}%", str(for_money)],
        ["^", "其中：财政拨款", approved, revised, spent, "", "", ""],
        ["^", "其他资金", "0.00", "0.00", "0.00", "", "", ""],
    ]
    lines: list[Row] = [
        row(one.level, one.kind, one.name, one.target, one.result(went_well), str(one.points),
            one.score(went_well), "" if one.full(went_well) else "下一步加强过程管理。")
        for one in promises
    ]  # fmt: skip
    return [
        ["项目名称", project, *[None] * 6],
        ["主管部门", name, None, None, "实施单位", name, None, None],
        *money_rows,
        [
            "一级指标",
            "二级指标",
            "三级指标",
            "年度指标值",
            "实际完成值",
            "分值",
            "得分",
            "偏差原因及改进措施",
        ],
        *lines,
        ["总分", None, None, None, None, "100", str(sum(scores, for_money)), ""],
    ]
