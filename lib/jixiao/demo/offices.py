"""What departments are for, as items of expenditure with amounts, and how amounts are printed."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

NAME = "测试市虚构区演示局"
D = Decimal
ONE = D(1)


@dataclass(frozen=True)
class Duties:
    """What a department is for: the class and group of its expenditure, each with code and name."""

    code: str = "201"
    name: str = "一般公共服务支出"
    group: str = "20106"
    group_name: str = "财政事务"


OF_FINANCE = Duties()


@dataclass(frozen=True)
class Leaf:
    """An item of a class: its name, what basic and project expenditure it had, and other income."""

    name: str
    basic: Decimal = D(0)
    project: Decimal = D(0)
    other: Decimal = D(0)


def leaves(field: Duties) -> dict[str, Leaf]:
    """Code → item."""
    return {
        f"{field.group}01": Leaf("行政运行", basic=D("1200.00")),
        f"{field.group}02": Leaf("一般行政管理事务", project=D("300.00"), other=D("5.00")),
        "2080505": Leaf("机关事业单位基本养老保险缴费支出", basic=D("100.00")),
        "2080506": Leaf("机关事业单位职业年金缴费支出", basic=D("50.00")),
        "2210201": Leaf("住房公积金", basic=D("120.00")),
    }


def groups(field: Duties) -> dict[str, str]:
    """Code → name of every class and group."""
    return {
        field.code: field.name,
        field.group: field.group_name,
        "208": "社会保障和就业支出",
        "20805": "行政事业单位养老支出",
        "221": "住房保障支出",
        "22102": "住房改革支出",
    }


def functions(field: Duties) -> list[tuple[str, str]]:
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


def rate(part: Decimal, whole: Decimal) -> str:
    """A share in per cent, as it is printed."""
    return f"{(part / whole * 100).quantize(D('0.01')):.2f}"


def moved(now: Decimal, before: Decimal) -> str:
    """By how much, and at which rate, a figure rose or fell."""
    change = now - before
    rose, grew = ("增加", "增长") if change >= 0 else ("减少", "下降")
    return f"{rose}{abs(change):.2f}万元，{grew}{rate(abs(change), before)}%"
