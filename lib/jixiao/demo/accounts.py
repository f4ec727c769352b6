"""Final accounts (部门决算) of a department that does not exist, with figures that add up."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal

from .accounts_narrative import narrative
from .made import MadeDocument, Row, YearBefore, row
from .offices import (
    NAME,
    OF_FINANCE,
    ONE,
    D,
    Duties,
    functions,
    groups,
    leaves,
    printed,
    sum_of,
    total_under,
)

ECONOMIC = {
    "30101": ("基本工资", D("400.00")),
    "30102": ("津贴补贴", D("330.00")),
    "30108": ("机关事业单位基本养老保险缴费", D("100.00")),
    "30109": ("职业年金缴费", D("50.00")),
    "30113": ("住房公积金", D("120.00")),
    "30302": ("退休费", D("70.00")),
    "30201": ("办公费", D("200.00")),
    "30217": ("公务接待费", D("3.00")),
    "30239": ("其他交通费用", D("177.00")),
    "31002": ("办公设备购置", D("20.00")),
}
KINDS = {
    "301": "工资福利支出",
    "302": "商品和服务支出",
    "303": "对个人和家庭的补助",
    "310": "资本性支出",
}


def make_accounts(
    year: int = 2023,
    scale: Decimal = ONE,
    name: str = NAME,
    field: Duties = OF_FINANCE,
    before: YearBefore | None = None,
) -> MadeDocument:
    """Accounts whose figures are those above times `scale`; they begin with what `before` left."""
    made = MadeDocument(year, scale, name)
    items, names = leaves(field), groups(field)

    def _name(code: str) -> str:
        return items[code].name if code in items else names[code]

    basic = {code: leaf.basic * scale for code, leaf in items.items() if leaf.basic}
    project = {code: leaf.project * scale for code, leaf in items.items() if leaf.project}
    other = {code: leaf.other * scale for code, leaf in items.items() if leaf.other}
    spent = {code: basic.get(code, D(0)) + project.get(code, D(0)) for code in items}
    sides = functions(field)
    total, fiscal, gained = sum_of(spent), sum_of(spent), sum_of(other)
    income = fiscal + gained
    opening = before.closing if before else 20 * scale
    closing = opening + gained
    held = before.held if before else 10 * scale
    budgeted = total + 10 * scale * len(items)
    made.after = YearBefore(closing, held, income + opening, 400 * scale, budgeted)
    codes = sorted([*items, *names])
    made.tables = [
        (
            "收入支出决算总表",
            "万元",
            [
                ["收入", None, "支出", None],
                ["项目", "决算数", "项目", "决算数"],
                *_paired(
                    [("一、一般公共预算财政拨款收入", fiscal), ("八、其他收入", gained)],
                    [(name, total_under(spent, code)) for code, name in sides],
                ),
                ["本年收入合计", printed(income), "本年支出合计", printed(total)],
                ["年初结转和结余", printed(opening), "年末结转和结余", printed(closing)],
                ["总计", printed(income + opening), "总计", printed(total + closing)],
            ],
        ),
        (
            "收入决算表",
            "万元",
            [
                ["项目", None, "本年收入合计", "财政拨款收入", "其他收入"],
                ["功能分类科目编码", "科目名称", "^", "^", "^"],
                ["合计", None, printed(income), printed(fiscal), printed(gained)],
                *(
                    row(
                        c,
                        _name(c),
                        printed(total_under(spent, c) + total_under(other, c)),
                        printed(total_under(spent, c)),
                        printed(total_under(other, c)),
                    )
                    for c in codes
                ),
            ],
        ),
        (
            "支出决算表",
            "万元",
            _by_class("本年支出合计", codes, _name, spent, basic, project, first=True),
        ),
        (
            "财政拨款收入支出决算总表",
            "万元",
            [
                ["收入", None, "支出", None, None],
                ["项目", "决算数", "项目", "合计", "一般公共预算财政拨款"],
                *(
                    row(
                        left,
                        value,
                        name,
                        printed(total_under(spent, code)),
                        printed(total_under(spent, code)),
                    )
                    for (left, value), (code, name) in zip(
                        [
                            ("一、一般公共预算财政拨款", printed(fiscal)),
                            ("二、政府性基金预算财政拨款", ""),
                            *[("", "")] * (len(sides) - 2),
                        ],
                        sides,
                        strict=True,
                    )
                ),
                ["本年收入合计", printed(fiscal), "本年支出合计", printed(fiscal), printed(fiscal)],
                [
                    "年初财政拨款结转和结余",
                    printed(held),
                    "年末财政拨款结转和结余",
                    printed(held),
                    printed(held),
                ],
                ["一、一般公共预算财政拨款", printed(held), "", "", ""],
                [
                    "总计",
                    printed(fiscal + held),
                    "总计",
                    printed(fiscal + held),
                    printed(fiscal + held),
                ],
            ],
        ),
        (
            "一般公共预算财政拨款支出决算表",
            "万元",
            _by_class("合计", codes, _name, spent, basic, project, first=False),
        ),
        ("一般公共预算财政拨款基本支出决算表", "万元", _economic(scale)),
        (
            "财政拨款“三公”经费支出决算表",
            "万元",
            [
                ["合计", None, "公务用车购置及运行维护费", None, "公务接待费", None],
                ["^", "^", "小计", None, "^", "^"],
                ["预算数", "决算数", "预算数", "决算数", "预算数", "决算数"],
                [
                    printed(5 * scale),
                    printed(3 * scale),
                    "0.00",
                    "0.00",
                    printed(5 * scale),
                    printed(3 * scale),
                ],
            ],
        ),
        (
            "政府性基金预算财政拨款收入支出决算表",
            "万元",
            [
                [
                    "项目",
                    None,
                    "年初结转和结余",
                    "本年收入",
                    "本年支出",
                    None,
                    None,
                    "年末结转和结余",
                ],
                ["功能分类科目编码", "科目名称", "^", "^", "小计", "基本支出", "项目支出", "^"],
                ["", "", "", "", "", "", "", ""],
            ],
        ),
    ]
    made.narrative = narrative(made, spent, basic, project, other, opening, items, names, before)
    return made


def _paired(left: Sequence[tuple[str, Decimal]], right: Sequence[tuple[str, Decimal]]) -> list[Row]:
    rows: list[Row] = []
    for index, (name, value) in enumerate(right):
        first = left[index] if index < len(left) else ("", D(0))
        rows.append([first[0], printed(first[1]), name, printed(value)])
    return rows


def _by_class(
    head: str,
    codes: Sequence[str],
    name: Callable[[str], str],
    spent: dict[str, Decimal],
    basic: dict[str, Decimal],
    project: dict[str, Decimal],
    first: bool,
) -> list[Row]:
    rows: list[Row] = [
        ["项目", None, head, "基本支出", "项目支出"],
        ["功能分类科目编码", "科目名称", "^", "^", "^"],
    ]
    total: Row = [
        "合计",
        None,
        printed(sum_of(spent)),
        printed(sum_of(basic)),
        printed(sum_of(project)),
    ]
    body: list[Row] = [
        [
            c,
            name(c),
            printed(total_under(spent, c)),
            printed(total_under(basic, c)),
            printed(total_under(project, c)),
        ]
        for c in codes
    ]
    return [*rows, *([total, *body] if first else [*body, total])]


def _economic(scale: Decimal) -> list[Row]:
    amounts = {code: value * scale for code, (_, value) in ECONOMIC.items()}
    names = {**KINDS, **{code: name for code, (name, _) in ECONOMIC.items()}}
    left = [c for c in sorted(names) if c[:3] in ("301", "303")]
    right = [c for c in sorted(names) if c[:3] in ("302", "310")]
    rows: list[Row] = [["经济分类科目编码", "科目名称", "决算数"] * 2]
    for index in range(max(len(left), len(right))):
        row: Row = []
        for side in (left, right):
            code = side[index] if index < len(side) else ""
            row += [code, names.get(code, ""), printed(total_under(amounts, code)) if code else ""]
        rows.append(row)
    sides = [sum_of({c: v for c, v in amounts.items() if c in side}) for side in (left, right)]
    rows.append(["人员经费合计", None, printed(sides[0]), "公用经费合计", None, printed(sides[1])])
    return rows
