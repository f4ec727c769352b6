"""The narrative of final accounts: what their tables say, in sentences."""

from __future__ import annotations

from decimal import Decimal

from .made import MadeDocument, YearBefore
from .offices import Leaf, moved, rate, sum_of


def narrative(
    made: MadeDocument,
    spent: dict[str, Decimal],
    basic: dict[str, Decimal],
    project: dict[str, Decimal],
    other: dict[str, Decimal],
    opening: Decimal,
    items: dict[str, Leaf],
    names: dict[str, str],
    year_before: YearBefore | None = None,
) -> list[str]:
    total, gained = sum_of(spent), sum_of(other)
    income = total + gained
    whole = income + opening
    before = year_before.whole if year_before else whole - 95 * made.scale
    agency = 400 * made.scale
    agency_before = year_before.agency if year_before else agency + 100 * made.scale
    approved = {code: value + 10 * made.scale for code, value in spent.items()}
    lines = [
        f"第三部分{made.name}{made.year}年度部门决算情况说明",
        "一、收入支出决算总体情况说明",
        f"{made.name}{made.year}年度收入支出总计{whole:.2f}万元。与{made.year - 1}年度相比，收",
        f"入支出总计{moved(whole, before)}。主要原因：专项工作{'增加' if whole > before else '减少'}。",
        "二、收入决算情况说明",
        f"本年收入合计{income:.2f}万元，其中：财政拨款收入{total:.2f}万元，占{rate(total, income)}%；"
        f"其他收入{gained:.2f}万元，占{rate(gained, income)}%。",
        "三、支出决算情况说明",
        f"本年支出合计{total:.2f}万元，其中：基本支出{sum_of(basic):.2f}万元，占{rate(sum_of(basic), total)}%；"
        f"项目支出{sum_of(project):.2f}万元，占{rate(sum_of(project), total)}%。",
        "五、一般公共预算财政拨款支出决算情况说明",
        "（一）一般公共预算财政拨款支出决算具体情况",
        f"一般公共预算财政拨款支出年初预算为{sum_of(approved):.2f}万元，支出决算为{total:.2f}万元，"
        f"完成年初预算的{rate(total, sum_of(approved))}%。决算数小于预算数的主要原因：厉行节约。其中：",
    ]
    for number, code in enumerate(sorted(items), start=1):
        lines.append(
            f"{number}、{names[code[:3]]}（类）{names[code[:5]]}（款）{items[code].name}（项）。主要用于：日常"
            f"支出。年初预算为{approved[code]:.2f}万元，支出决算为{spent[code]:.2f}万元，"
            f"完成年初预算的{rate(spent[code], approved[code])}%。决算数小于预算数的主要原因：节约。"
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
        "八、政府性基金预算财政拨款收入支出决算情况说明",
        "没有政府性基金预算财政拨款收入和支出，故本表无数据。",
        "十一、其他重要事项的情况说明",
        f"机关运行经费支出{agency:.2f}万元，比{made.year - 1}年度{moved(agency, agency_before)}。"
        f"主要原因：{'办公用房维修' if agency > agency_before else '压减一般性支出'}。",
        "第四部分名词解释",
        "一、财政拨款收入：指从本级财政取得的拨款。",
    ]
    return lines
