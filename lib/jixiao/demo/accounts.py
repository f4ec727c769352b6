"""Final accounts (部门决算) of a department that does not exist, with figures that add up."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from .made import Made, Row, row

NAME = "测试市虚构区演示局"
D = Decimal
ONE = D(1)


@dataclass(frozen=True)
class Field:
    """What a department is for: the class and group of its expenditure, each with code and name."""

    code: str = "201"
    name: str = "一般公共服务支出"
    group: str = "20106"
    group_name: str = "财政事务"


@dataclass(frozen=True)
class Leaf:
    """An item of a class: its name, what basic and project expenditure it had, and other income."""

    name: str
    basic: Decimal = D(0)
    project: Decimal = D(0)
    other: Decimal = D(0)


def leaves(field: Field) -> dict[str, Leaf]:
    """Code → item."""
    return {
        f"{field.group}01": Leaf("行政运行", basic=D("1200.00")),
        f"{field.group}02": Leaf("一般行政管理事务", project=D("300.00"), other=D("5.00")),
        "2080505": Leaf("机关事业单位基本养老保险缴费支出", basic=D("100.00")),
        "2080506": Leaf("机关事业单位职业年金缴费支出", basic=D("50.00")),
        "2210201": Leaf("住房公积金", basic=D("120.00")),
    }


def groups(field: Field) -> dict[str, str]:
    """Code → name of every class and group."""
    return {
        field.code: field.name,
        field.group: field.group_name,
        "208": "社会保障和就业支出",
        "20805": "行政事业单位养老支出",
        "221": "住房保障支出",
        "22102": "住房改革支出",
    }


def functions(field: Field) -> list[tuple[str, str]]:
    """The lines of the two-sided table: code, and name with its number in the official list."""
    codes = {field.code: field.name, "208": "社会保障和就业支出", "221": "住房保障支出"}
    lines = [(code, f"{_NUMBERS[code]}、{name}") for code, name in sorted(codes.items())]
    return [lines[0], ("", "二、外交支出"), *lines[1:]] if field.code == "201" else lines


_NUMBERS = {
    "201": "一",
    "205": "五",
    "206": "六",
    "207": "七",
    "208": "八",
    "210": "九",
    "212": "十一",
    "213": "十二",
    "214": "十三",
    "221": "十九",
}
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
    year: int = 2023, scale: Decimal = ONE, name: str = NAME, field: Field = Field()
) -> Made:
    """Accounts whose figures are those above times `scale`."""
    made = Made(year, scale, name)
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
    opening, closing = 20 * scale, 20 * scale + gained
    held = 10 * scale
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
    made.narrative = _narrative(made, spent, basic, project, other, opening, items, names)
    return made


def _narrative(
    made: Made,
    spent: dict[str, Decimal],
    basic: dict[str, Decimal],
    project: dict[str, Decimal],
    other: dict[str, Decimal],
    opening: Decimal,
    items: dict[str, Leaf],
    names: dict[str, str],
) -> list[str]:
    total, gained = sum_of(spent), sum_of(other)
    income = total + gained
    whole = income + opening
    before = whole - 95 * made.scale
    approved = {code: value + 10 * made.scale for code, value in spent.items()}
    lines = [
        f"第三部分{made.name}{made.year}年度部门决算情况说明",
        "一、收入支出决算总体情况说明",
        f"{made.name}{made.year}年度收入支出总计{whole:.2f}万元。与{made.year - 1}年度相比，收",
        f"入支出总计增加{95 * made.scale:.2f}万元，增长{_rate(95 * made.scale, before)}%。主要原因：增加项目3个。",
        "二、收入决算情况说明",
        f"本年收入合计{income:.2f}万元，其中：财政拨款收入{total:.2f}万元，占{_rate(total, income)}%；"
        f"其他收入{gained:.2f}万元，占{_rate(gained, income)}%。",
        "三、支出决算情况说明",
        f"本年支出合计{total:.2f}万元，其中：基本支出{sum_of(basic):.2f}万元，占{_rate(sum_of(basic), total)}%；"
        f"项目支出{sum_of(project):.2f}万元，占{_rate(sum_of(project), total)}%。",
        "五、一般公共预算财政拨款支出决算情况说明",
        "（一）一般公共预算财政拨款支出决算具体情况",
        f"一般公共预算财政拨款支出年初预算为{sum_of(approved):.2f}万元，支出决算为{total:.2f}万元，"
        f"完成年初预算的{_rate(total, sum_of(approved))}%。决算数小于预算数的主要原因：厉行节约。其中：",
    ]
    for number, code in enumerate(sorted(items), start=1):
        lines.append(
            f"{number}、{names[code[:3]]}（类）{names[code[:5]]}（款）{items[code].name}（项）。主要用于：日常"
            f"支出。年初预算为{approved[code]:.2f}万元，支出决算为{spent[code]:.2f}万元，"
            f"完成年初预算的{_rate(spent[code], approved[code])}%。决算数小于预算数的主要原因：节约。"
        )
    lines += [
        "六、一般公共预算财政拨款基本支出决算情况说明",
        f"一般公共预算财政拨款基本支出{sum_of(basic):.2f}万元。其中：人员经费{1070 * made.scale:.2f}万元，主要"
        f"包括：基本工资、津贴补贴、机关事业单位基本养老保险缴费、职业年金缴费、住房公积金、退休费；"
        f"公用经费{400 * made.scale:.2f}万元，主要包括：办公费、公务接待费、其他交通费用、办公设备购置。",
        "七、财政拨款“三公”经费支出决算情况说明",
        f"“三公”经费财政拨款支出年初预算为{5 * made.scale:.2f}万元，支出决算为{3 * made.scale:.2f}万元，"
        f"完成预算的60.00%，其中：公务用车购置及运行维护费支出决算为0.00万元；"
        f"公务接待费支出决算为{3 * made.scale:.2f}万元。",
        "十一、其他重要事项的情况说明",
        f"机关运行经费支出{400 * made.scale:.2f}万元，比{made.year - 1}年度减少{100 * made.scale:.2f}万元，下降20.00%。"
        "主要原因：压减一般性支出。",
        "第四部分名词解释",
        "一、财政拨款收入：指从本级财政取得的拨款。",
    ]
    return lines


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


def sum_of(amounts: dict[str, Decimal]) -> Decimal:
    """Of all items."""
    return sum(amounts.values(), D(0))


def total_under(amounts: dict[str, Decimal], code: str) -> Decimal:
    """The sum of the items below a class or group; none below a line without a code."""
    if not code:
        return D(0)
    return sum((value for key, value in amounts.items() if key.startswith(code)), D(0))


def printed(value: Decimal) -> str:
    """An amount as a table prints it; blank where there is none."""
    return f"{value:,.2f}" if value else ""


def _rate(part: Decimal, whole: Decimal) -> str:
    return f"{(part / whole * 100).quantize(D('0.01')):.2f}"
