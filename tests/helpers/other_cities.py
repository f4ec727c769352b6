"""Budgets and accounts of offices that do not exist, set as cities that are not on file set theirs.

Each table is rows of texts with what every figure is, so that what is read can be held against it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

D = Decimal
Row = list[str | None]  # None: covered by the cell to the left; "^": by the cell above
Means = dict[str, str] | None  # fund, item, classification, phase of a column or row
Truth = tuple[str, str, str, str, str, Decimal]  # statement, fund, item, class, phase, value

LEAVES: dict[str, tuple[str, str, str]] = {  # code → name, basic, project
    "2010301": ("行政运行", "812.34", ""),
    "2010302": ("一般行政管理事务", "", "217.10"),
    "2080501": ("行政单位离退休", "45.20", ""),
    "2080505": ("机关事业单位基本养老保险缴费支出", "98.76", ""),
    "2101101": ("行政单位医疗", "41.08", ""),
    "2130505": ("生产发展", "", "30.00"),
    "2210201": ("住房公积金", "87.65", ""),
}
FUND_LEAVES = {"2120803": ("城市建设支出", "", "150.00")}
STATE_LEAVES = {"2230105": ("国有企业退休人员社会化管理补助支出", "", "5.00")}
GROUPS = {
    "201": "一般公共服务支出",
    "20103": "政府办公厅（室）及相关机构事务",
    "208": "社会保障和就业支出",
    "20805": "行政事业单位养老支出",
    "210": "卫生健康支出",
    "21011": "行政事业单位医疗",
    "212": "城乡社区支出",
    "21208": "国有土地使用权出让收入安排的支出",
    "213": "农林水支出",
    "21305": "巩固脱贫攻坚成果衔接乡村振兴",
    "221": "住房保障支出",
    "22102": "住房改革支出",
    "223": "国有资本经营预算支出",
    "22301": "解决历史遗留问题及改革成本支出",
}
OTHER = D("12.00")  # 其他收入, spent on 2010302 beside its fiscal money
OPENING, CLOSING = D("20.00"), D("8.00")
ECONOMIC = {
    "30101": ("基本工资", "310.02"),
    "30102": ("津贴补贴", "285.40"),
    "30103": ("奖金", "96.50"),
    "30108": ("机关事业单位基本养老保险缴费", "98.76"),
    "30110": ("职工基本医疗保险缴费", "41.08"),
    "30113": ("住房公积金", "87.65"),
    "30201": ("办公费", "36.20"),
    "30217": ("公务接待费", "1.35"),
    "30228": ("工会经费", "13.42"),
    "30231": ("公务用车运行维护费", "7.60"),
    "30239": ("其他交通费用", "58.85"),
    "30302": ("退休费", "45.20"),
    "31002": ("办公设备购置", "3.00"),
}
KINDS = {
    "301": "工资福利支出",
    "302": "商品和服务支出",
    "303": "对个人和家庭的补助",
    "310": "资本性支出",
}
FUNCTIONS = [
    "一般公共服务支出",
    "外交支出",
    "国防支出",
    "公共安全支出",
    "教育支出",
    "科学技术支出",
    "文化旅游体育与传媒支出",
    "社会保障和就业支出",
    "卫生健康支出",
    "节能环保支出",
    "城乡社区支出",
    "农林水支出",
    "交通运输支出",
    "资源勘探工业信息等支出",
    "商业服务业等支出",
    "金融支出",
    "援助其他地区支出",
    "自然资源海洋气象等支出",
    "住房保障支出",
    "粮油物资储备支出",
    "国有资本经营预算支出",
    "灾害防治及应急管理支出",
    "其他支出",
    "债务还本支出",
    "债务付息支出",
    "抗疫特别国债安排的支出",
]
NUMERALS = "一二三四五六七八九十"


@dataclass
class Table:
    """A table: its kind, title, number, unit, rows of the head and of data, and what figures are."""

    kind: str
    title: str
    number: str
    unit: str
    head: list[Row]
    rows: list[Row]
    columns: list[Means]
    means: list[Means]
    aligned: list[float] | None = None

    def truth(self) -> list[Truth]:
        found: list[Truth] = []
        for row, means in zip(self.rows, self.means, strict=True):
            for text, column in zip(row, self.columns, strict=True):
                if means is None or column is None or not text or not _is_number(text):
                    continue
                side = column.get("side", "")
                if side != means.get("side", side):
                    continue
                own = means.get(side) if side else means
                if own is None:
                    continue
                own = own if isinstance(own, dict) else {}
                value = {**own, **{k: v for k, v in column.items() if v and k != "side"}}
                if "wins" in own:
                    value["item"] = own["item"]
                office = ".office" if "office" in own else ""
                found.append(
                    (
                        self.kind,
                        value.get("fund", ""),
                        value.get("item", "") + office,
                        value.get("classification", ""),
                        value.get("phase", ""),
                        D(text.replace(",", "")),
                    )
                )
        return found


@dataclass
class Paper:
    """A document: lines of its cover, its tables, sentences above or below them."""

    name: str
    cover: list[str]
    tables: list[Table]
    family: str
    year: int
    office: str | None
    sentences: list[str] = field(default_factory=list)
    text_first: bool = False

    def truth(self) -> list[Truth]:
        return [fact for table in self.tables for fact in table.truth()]


@dataclass
class Money:
    """How figures are printed: the unit, what a zero is, thousands grouped or not."""

    unit: str = "万元"
    zero: str = ""
    grouped: bool = True

    def __call__(self, value: Decimal | str | None, blank: bool = True) -> str:
        amount = D(value or 0)
        if not amount:
            return self.zero
        amount = amount * {"元": D(10000), "千元": D(10), "万元": D(1)}[self.unit]
        return f"{amount:,.2f}" if self.grouped else f"{amount:.2f}"


def _is_number(text: str) -> bool:
    try:
        D(text.replace(",", ""))
    except ArithmeticError:
        return False
    return True


def sums(leaves: dict[str, tuple[str, str, str]]) -> dict[str, tuple[str, Decimal, Decimal]]:
    """Code → name, basic, project of every class, parents before their children."""
    found: dict[str, tuple[str, Decimal, Decimal]] = {}
    for code, (name, basic, project) in leaves.items():
        for length in (3, 5):
            above = code[:length]
            _, b, p = found.get(above, ("", D(0), D(0)))
            found[above] = (GROUPS[above], b + D(basic or 0), p + D(project or 0))
        found[code] = (name, D(basic or 0), D(project or 0))
    return dict(sorted(found.items()))


def codes_in(style: str, code: str) -> list[str]:
    """A code in one column, or in three as 类 款 项."""
    if style == "one":
        return [code]
    parts = [code[:3], code[3:5], code[5:7]]
    if style == "deepest":  # only the last part of each row
        last = max(i for i, part in enumerate(parts) if part)
        return [part if i == last else "" for i, part in enumerate(parts)]
    return parts


def by_function(
    kind: str,
    title: str,
    number: str,
    money: Money,
    leaves: dict[str, tuple[str, str, str]],
    columns: Sequence[tuple[Sequence[str], Means, Callable[[str, Decimal, Decimal], object]]],
    *,
    codes: str = "one",
    total: str = "first",
    numbers: str = "",
    code_head: str = "功能分类科目编码",
    name_head: str = "科目名称",
    group: str | None = "项目",
    indent: str = "",
    total_words: str = "合计",
    office: tuple[str, str] | None = None,
) -> Table:
    """A table of classes: code and name, then columns (head path, meaning, amount of a class).

    `numbers`: the word before the row of column numbers, "" for none. `office`: its code and name, as
    columns beside the classes.
    """
    wide = 3 if codes != "one" else 1
    depth = max(len(path) for path, _, _ in columns)
    depth = max(depth, (2 if group else 1) + (1 if wide == 3 else 0))
    labels: list[Row] = [["^"] * (wide + 1) for _ in range(depth)]
    if group:
        labels[0] = [group, *[None] * wide]
        at = 1
    else:
        at = 0
    labels[at] = [code_head, *[None] * (wide - 1), name_head]
    if wide == 3:
        labels[-1][:3] = ["类", "款", "项"]
    extra: list[Row] = [["^", "^"] if office else [] for _ in range(depth)]
    if office:
        extra[0] = ["单位代码", "单位名称"]
    heads = _heads([list(path) for path, _, _ in columns], depth)
    head = [[*labels[i], *extra[i], *heads[i]] for i in range(depth)]
    rows: list[Row] = []
    means: list[Means] = []
    if numbers:
        blank: Row = [numbers, *[None] * (wide + (2 if office else 0))]
        head.append([*blank, *[str(i + 1) for i in range(len(columns))]])
    classes = sums(leaves)
    tops = [entry for code, entry in classes.items() if len(code) == 3]
    basic, project = sum((t[1] for t in tops), D(0)), sum((t[2] for t in tops), D(0))
    total_row: Row = [total_words, *[None] * wide, *(["", ""] if office else [])]
    total_row += [_print(money, amount("", basic, project)) for _, _, amount in columns]
    for code, (name, b, p) in classes.items():
        space = indent * ((len(code) - 3) // 2)
        row: Row = [*codes_in(codes, code), space + name, *(office or ())]
        row += [_print(money, amount(code, b, p)) for _, _, amount in columns]
        rows.append(row)
        means.append({"classification": code})
    rows.insert(0 if total == "first" else len(rows), total_row)
    means.insert(0 if total == "first" else len(means), {})
    left: list[Means] = [None] * (wide + 1 + (2 if office else 0))
    said: list[Means] = [*left, *[meaning for _, meaning, _ in columns]]
    return Table(kind, title, number, money.unit, head, rows, said, means)


def _print(money: Money, amount: object) -> str:
    return amount if isinstance(amount, str) else money(amount)  # type: ignore[arg-type]


def _heads(paths: list[list[str]], depth: int) -> list[Row]:
    """Rows of a head from the paths of its columns; equal groups side by side are merged."""
    rows: list[Row] = []
    for level in range(depth):
        row: Row = []
        for at, path in enumerate(paths):
            if level >= len(path):
                row.append("^")
            elif at and level < len(path) - 1 and paths[at - 1][: level + 1] == path[: level + 1]:
                row.append(None)
            else:
                row.append(path[level])
        rows.append(row)
    return rows


def two_sides(
    kind: str,
    title: str,
    number: str,
    unit: str,
    heads: tuple[list[str], list[str]],
    left: list[tuple[list[str], Means]],
    right: list[tuple[list[str], Means]],
    columns: list[Means],
    numbers: Row | None = None,
    sides: tuple[str, str] = ("收入", "支出"),
) -> Table:
    """A table with income at the left and expenditure at the right; texts of each row as printed."""
    one, other = len(heads[0]), len(heads[1])
    head: list[Row] = [
        [sides[0], *[None] * (one - 1), sides[1], *[None] * (other - 1)],
        [*heads[0], *heads[1]],
    ]
    if numbers:
        head.append(numbers)
    rows: list[Row] = []
    means: list[Means] = []
    for at in range(max(len(left), len(right))):
        texts, income = left[at] if at < len(left) else ([""] * one, None)
        words, spent = right[at] if at < len(right) else ([""] * other, None)
        rows.append([*texts, *words])
        means.append({"left": income, "right": spent})  # type: ignore[dict-item]
    said: list[Means] = []
    for index, column in enumerate(columns):
        side = "left" if index < one else "right"
        said.append({**column, "side": side} if column is not None else None)
    return Table(kind, title, number, unit, head, rows, said, means)
