"""A budget (部门预算) of a department that does not exist, with figures that add up."""

from __future__ import annotations

from decimal import Decimal

from .made import MadeDocument, Row, YearBefore, row
from .offices import Duties, functions, groups, leaves, moved, printed, sum_of, total_under


def make_budget(
    year: int, scale: Decimal, name: str, field: Duties, before: YearBefore | None = None
) -> MadeDocument:
    """What the accounts of `make_accounts` were planned to be: ten thousand yuan times `scale` more
    for each item. `before`: what the accounts of the year before say of it.
    """
    items, names = leaves(field), groups(field)
    basic = {c: leaf.basic * scale + 10 * scale for c, leaf in items.items() if leaf.basic}
    project = {c: leaf.project * scale + 10 * scale for c, leaf in items.items() if leaf.project}
    every = {c: basic.get(c, Decimal(0)) + project.get(c, Decimal(0)) for c in items}
    total = printed(sum_of(every))
    codes = sorted([*items, *names])

    def called(code: str) -> str:
        return items[code].name if code in items else names[code]

    def rows(*amounts: dict[str, Decimal]) -> list[Row]:
        return [[c, called(c), *(printed(total_under(a, c)) for a in amounts)] for c in codes]

    head: list[Row] = [
        ["项目", None, "合计", "基本支出", "项目支出"],
        ["功能分类科目编码", "科目名称", "^", "^", "^"],
    ]
    sums: Row = ["合计", None, total, printed(sum_of(basic)), printed(sum_of(project))]
    sides = functions(field)
    made = MadeDocument(year, scale, name, cover="年部门预算")
    made.tables = [
        (
            "收支预算总表",
            "万元",
            [
                ["收入", None, "支出", None],
                ["项目", "预算数", "项目", "预算数"],
                *(
                    row(
                        "一、一般公共预算财政拨款收入" if not at else "",
                        total if not at else "",
                        side,
                        printed(total_under(every, code)) if code else "",
                    )
                    for at, (code, side) in enumerate(sides)
                ),
                ["本年收入合计", total, "本年支出合计", total],
                ["收入总计", total, "支出总计", total],
            ],
        ),
        ("支出预算总表", "万元", [*head, sums, *rows(every, basic, project)]),
        ("一般公共预算支出预算表", "万元", [*head, sums, *rows(every, basic, project)]),
        (
            "一般公共预算“三公”经费支出预算表",
            "万元",
            [
                ["合计", "因公出国（境）费", "公务用车购置及运行费", "公务接待费"],
                [printed(5 * scale), "0.00", "0.00", printed(5 * scale)],
            ],
        ),
    ]
    budgeted = before.budgeted if before else sum_of(every) - 80 * scale
    made.narrative = [
        f"第三部分{name}{year}年部门预算情况说明",
        "一、收支预算总体情况",
        f"{year}年收入预算{total}万元，比上年{moved(sum_of(every), budgeted)}，主要原因：人员经费增加。"
        f"支出预算{total}万元，其中：基本支出{printed(sum_of(basic))}万元，"
        f"项目支出{printed(sum_of(project))}万元。",
        "二、“三公”经费安排情况",
        f"“三公”经费预算{printed(5 * scale)}万元，其中：公务接待费{printed(5 * scale)}万元。",
        "第四部分名词解释",
        "一、一般公共预算：指以税收为主体的财政收入安排的预算。",
    ]
    return made
