"""Budgets of made-up offices as 四川, 江苏, 河南, 湖南, 重庆, 云南, the ministries and others set theirs."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from other_cities import (
    FUND_LEAVES,
    LEAVES,
    Means,
    Money,
    Paper,
    Row,
    Table,
    _heads,
    by_function,
    two_sides,
)
from other_cities_accounts import (
    CLASS_OF,
    FISCAL,
    FUND,
    GENERAL,
    STATE,
    _all,
    economic_rows,
    top_amounts,
)

D = Decimal
CARRIED = D("25.00")  # 上年结转 of the general budget, within what is spent
OTHER = D("12.00")
SPENT = FISCAL + OTHER


def of(fund: str, item: str, phase: str = "approved") -> Means:
    return {"fund": fund, "item": item, "phase": phase}


def overall(money: Money, s: dict[str, Any]) -> Table:
    """收支总表: income by source at the left, classes at the right."""
    general = s.get("general_in", "一、一般公共预算拨款收入")
    left: list[tuple[list[str], Means]] = []

    def add(
        side: list[tuple[list[str], Means]],
        name: str,
        fund: str,
        item: str,
        value: Any,
        code: str = "",
    ) -> None:
        means: dict[str, str] = {"fund": fund, "item": item, "wins": "1"}
        if code:
            means["classification"] = code
        side.append(([name, money(value) if name else ""], means if name else None))

    add(left, general, "general", "income.fiscal_appropriation", GENERAL - CARRIED)
    add(
        left,
        s.get("fund_in", "二、政府性基金预算拨款收入"),
        "government_fund",
        "income.fiscal_appropriation",
        FUND,
    )
    add(
        left,
        s.get("state_in", "三、国有资本经营预算拨款收入"),
        "state_capital",
        "income.fiscal_appropriation",
        STATE,
    )
    add(left, s.get("account_in", "四、财政专户管理资金收入"), "all", "income.special_account", 0)
    if s.get("unit_in", True):
        add(left, s.get("inst_in", "五、事业收入"), "all", "income.institutional", 0)
        add(left, "六、事业单位经营收入", "all", "income.business", 0)
        add(left, "七、上级补助收入", "all", "income.superior_grant", 0)
        add(left, "八、附属单位上缴收入", "all", "income.subordinate", 0)
    add(left, s.get("other_in", "九、其他收入"), "all", "income.other", OTHER)
    right: list[tuple[list[str], Means]] = []
    spent = top_amounts(_all())
    numerals = s.get("numerals", True)
    for at, (name, value) in enumerate(spent.items(), start=1):
        mark = f"{'一二三四五六七八九十'[at - 1]}、" if numerals else ""
        add(right, mark + name, "all", "expenditure", value, CLASS_OF[name])
    while len(left) < len(right):
        left.append((["", ""], None))
    while len(right) < len(left):
        right.append((["", ""], None))
    add(left, s.get("sum_in", "本年收入合计"), "all", "income.current_year", SPENT - CARRIED)
    add(right, s.get("sum_out", "本年支出合计"), "all", "expenditure", SPENT)
    add(left, s.get("carried", "上年结转"), "all", "balance.opening", CARRIED)
    add(right, s.get("next", "结转下年"), "all", "balance.closing", 0)
    add(left, s.get("total_in", "收入总计"), "all", "total.income", SPENT)
    add(right, s.get("total_out", "支出总计"), "all", "total.expenditure", SPENT)
    heads = s.get("overall_heads", ["项目", "预算数"])
    other = s.get("overall_right", heads)
    columns: list[Means] = [None, {"phase": "approved"}, None, {"phase": "approved"}]
    return two_sides(
        "income_expenditure",
        s.get("t1", "部门收支总表"),
        s.get("n1", "表1"),
        money.unit,
        (list(heads), list(other)),
        left,
        right,
        columns,
        sides=s.get("sides", ("收入", "支出")),
    )


def income_by_source(money: Money, s: dict[str, Any]) -> Table:
    """收入总表: a row for each unit (or class), sources of money as columns."""
    paths: list[tuple[list[str], Means, Any]] = s["income_columns"]
    labels = s.get("income_labels", ["单位代码", "单位名称"])
    depth = max(len(path) for path, _, _ in paths)
    head = [[*row] for row in _heads([[x] for x in labels], depth)]
    heads = _heads([list(path) for path, _, _ in paths], depth)
    head = [[*a, *b] for a, b in zip(head, heads, strict=True)]
    total_row: Row = ["合计" if len(labels) == 1 else "", *(["合计"] if len(labels) > 1 else [])]
    total_row += [money(value) for _, _, value in paths]
    unit: Row = [*(["302001"] if len(labels) > 1 else []), "示例市民政局（本级）"]
    unit += [money(value) for _, _, value in paths]
    columns: list[Means] = [*[None] * len(labels), *[means for _, means, _ in paths]]
    means: list[Means] = [{}, {"office": "1"}]
    table = Table(
        "income",
        s.get("t2", "部门收入总表"),
        s.get("n2", "表1-1"),
        money.unit,
        head,
        [total_row, unit],
        columns,
        means,
    )
    return table


def _in(item: str, fund: str = "all") -> Means:
    return of(fund, f"income.{item}")


def spending(money: Money, s: dict[str, Any]) -> Table:
    def none(*_: object) -> Decimal:
        return D(0)

    columns = [
        (["合计"], of("all", "expenditure"), lambda c, b, p: b + p),
        (["基本支出"], of("all", "expenditure.basic"), lambda c, b, p: b),
        (["项目支出"], of("all", "expenditure.project"), lambda c, b, p: p),
        (["上缴上级支出"], of("all", "expenditure.superior"), none),
        (["事业单位经营支出"], of("all", "expenditure.business"), none),
        (["对附属单位补助支出"], of("all", "expenditure.subordinate"), none),
    ]
    return by_function(
        "expenditure",
        s.get("t3", "部门支出总表"),
        s.get("n3", "表1-2"),
        money,
        _all(),
        columns,
        **_c(s),
    )


def _c(s: dict[str, Any]) -> dict[str, Any]:
    names = (
        "codes",
        "total",
        "numbers",
        "code_head",
        "name_head",
        "group",
        "indent",
        "total_words",
        "office",
    )
    return {name: s[name] for name in names if name in s}


def fiscal(money: Money, s: dict[str, Any]) -> Table:
    """财政拨款收支总表 as 四川 and the ministries have it: 本年收入 and 上年结转, each by its three budgets."""
    year = s.get(
        "this_year",
        (
            "一、本年收入",
            "（一）一般公共预算拨款",
            "（二）政府性基金预算拨款",
            "（三）国有资本经营预算拨款",
        ),
    )
    before = s.get(
        "before",
        (
            "二、上年结转",
            "（一）一般公共预算拨款",
            "（二）政府性基金预算拨款",
            "（三）国有资本经营预算拨款",
        ),
    )
    left: list[tuple[list[str], Means]] = []
    funds = ("general", "government_fund", "state_capital")
    left.append(
        ([year[0], money(FISCAL - CARRIED)], {"fund": "fiscal", "item": "income.current_year"})
    )
    for name, fund, value in zip(year[1:], funds, (GENERAL - CARRIED, FUND, STATE), strict=True):
        left.append(([name, money(value)], {"fund": fund, "item": "income.fiscal_appropriation"}))
    left.append(([before[0], money(CARRIED)], {"fund": "fiscal", "item": "balance.opening"}))
    for name, fund, value in zip(before[1:], funds, (CARRIED, D(0), D(0)), strict=True):
        left.append(([name, money(value)], {"fund": fund, "item": "balance.opening"}))
    right: list[tuple[list[str], Means]] = [
        (
            [s.get("spent", "一、本年支出"), *[money(v) for v in (FISCAL, GENERAL, FUND, STATE)]],
            {"item": "expenditure"},
        )
    ]
    parts = [top_amounts(LEAVES), top_amounts(FUND_LEAVES), {"国有资本经营预算支出": STATE}]
    names = [name for name in CLASS_OF if any(part.get(name) for part in parts)]
    for at, name in enumerate(names):
        values = [part.get(name, D(0)) for part in parts]
        mark = f"（{'一二三四五六七八九'[at]}）"
        right.append(
            (
                [mark + name, *[money(v) for v in (sum(values, D(0)), *values)]],
                {"item": "expenditure", "classification": CLASS_OF[name]},
            )
        )
    right.append(([s.get("next2", "二、结转下年"), *[money(0)] * 4], {"item": "balance.closing"}))
    while len(left) < len(right):
        left.append((["", ""], None))
    while len(right) < len(left):
        right.append(([""] * 5, None))
    left.append(
        ([s.get("total_in", "收入总计"), money(FISCAL)], {"fund": "fiscal", "item": "total.income"})
    )
    right.append(
        (
            [s.get("total_out", "支出总计"), *[money(v) for v in (FISCAL, GENERAL, FUND, STATE)]],
            {"item": "total.expenditure"},
        )
    )
    names4 = s.get("budgets", ["合计", "一般公共预算", "政府性基金预算", "国有资本经营预算"])
    columns: list[Means] = [None, {"phase": "approved"}, None]
    columns += [{"fund": f, "phase": "approved"} for f in ("fiscal", *funds)]
    return two_sides(
        "fiscal_appropriation",
        s.get("t4", "财政拨款收支总表"),
        s.get("n4", "表2"),
        money.unit,
        (["项目", "预算数"], ["项目", *names4]),
        left,
        right,
        columns,
    )


def general(money: Money, s: dict[str, Any]) -> Table:
    columns = [
        (["合计"], of("general", "expenditure"), lambda c, b, p: b + p),
        (["基本支出"], of("general", "expenditure.basic"), lambda c, b, p: b),
        (["项目支出"], of("general", "expenditure.project"), lambda c, b, p: p),
    ]
    if s.get("split_basic"):
        columns = [
            (["合计"], of("general", "expenditure"), lambda c, b, p: b + p),
            (["基本支出", "小计"], of("general", "expenditure.basic"), lambda c, b, p: b),
            (
                ["基本支出", "人员经费"],
                of("general", "expenditure.basic.personnel"),
                lambda c, b, p: b,
            ),
            (
                ["基本支出", "公用经费"],
                of("general", "expenditure.basic.operation"),
                lambda c, b, p: D(0),
            ),
            (["项目支出"], of("general", "expenditure.project"), lambda c, b, p: p),
        ]
    if compared := s.get("compared"):  # the ministries: 2023年执行数 | 2024年预算数 | 增减
        one, two, both = compared
        columns = [
            (
                [one],
                {"fund": "general", "item": "expenditure", "phase": "previous"},
                lambda c, b, p: (b + p) * D("0.8"),
            ),
            ([two, "小计"], of("general", "expenditure"), lambda c, b, p: b + p),
            ([two, "基本支出"], of("general", "expenditure.basic"), lambda c, b, p: b),
            ([two, "项目支出"], of("general", "expenditure.project"), lambda c, b, p: p),
            (
                [both, "增减额"],
                {"fund": "general", "item": "expenditure", "phase": "change"},
                lambda c, b, p: (b + p) * D("0.2"),
            ),
            (
                [both, "增减%"],
                {"fund": "general", "item": "expenditure", "phase": "change_rate"},
                lambda c, b, p: "25.00" if b + p else "",
            ),
        ]
    return by_function(
        "general_expenditure",
        s.get("t5", "一般公共预算支出预算表"),
        s.get("n5", "表3"),
        money,
        LEAVES,
        columns,
        **_c(s),
    )


def economic(money: Money, s: dict[str, Any]) -> Table:
    """一般公共预算基本支出表: economic kinds, personnel and operation as columns."""
    one = s.get("eco_codes", "one")
    wide = 1 if one == "one" else 2
    over = s.get("eco_over", "本年基本支出")
    paths = (
        [[over, "合计"], [over, "人员经费"], [over, "公用经费"]]
        if over
        else [["合计"], ["人员经费"], ["公用经费"]]
    )
    items = ["expenditure.basic", "expenditure.basic.personnel", "expenditure.basic.operation"]
    labels = [["部门预算支出经济分类科目", "科目编码"], ["部门预算支出经济分类科目", "科目名称"]]
    if wide == 2:
        labels = [["科目编码", "类"], ["科目编码", "款"], ["科目名称"]]
    depth = 2
    head = _heads([*labels, *paths], depth)
    rows: list[Row] = []
    means: list[Means] = []
    columns: list[Means] = [*[None] * len(labels), *[of("general", item) for item in items]]
    all_rows = economic_rows()
    whole = sum((v for c, _, v in all_rows if len(c) == 3), D(0))
    personnel = sum((v for c, _, v in all_rows if c in ("301", "303")), D(0))
    total_row: Row = [
        "合计",
        *[None] * (len(labels) - 1),
        money(whole),
        money(personnel),
        money(whole - personnel),
    ]
    for code, name, value in all_rows:
        mine = code[:3] in ("301", "303")
        codes = (
            [code]
            if wide == 1
            else (
                [code, ""] if len(code) == 3 else ["" if s.get("eco_gaps") else code[:3], code[3:]]
            )
        )
        rows.append(
            [*codes, name, money(value), money(value if mine else 0), money(0 if mine else value)]
        )
        means.append({"classification": code})
    rows.insert(0, total_row)
    means.insert(0, {})
    return Table(
        "general_basic",
        s.get("t6", "一般公共预算基本支出预算表"),
        s.get("n6", "表3-1"),
        money.unit,
        head,
        rows,
        columns,
        means,
    )


def sangong(money: Money, s: dict[str, Any]) -> Table:
    """One row for the unit, or two years side by side, or a row for each item."""
    way = s.get("sangong", "unit")
    fund = "fiscal"
    names = [
        "因公出国（境）费用",
        "公务用车购置及运行费",
        "公务用车购置费",
        "公务用车运行费",
        "公务接待费",
    ]
    items = [
        "sangong",
        "sangong.overseas",
        "sangong.vehicles",
        "sangong.vehicles.purchase",
        "sangong.vehicles.operation",
        "sangong.reception",
    ]
    values = ["13.50", "", "9.00", "", "9.00", "4.50"]
    before = ["15.00", "", "10.00", "", "10.00", "5.00"]
    paths = [
        ["合计"],
        [names[0]],
        [names[1], "小计"],
        [names[1], names[2]],
        [names[1], names[3]],
        [names[4]],
    ]
    title = s.get("t7", "一般公共预算“三公”经费支出预算表")
    number = s.get("n7", "表3-3")
    if way == "rows":
        a, b = s.get("years", ("上年预算数", "本年预算数"))
        head: list[Row] = [["项目", a, b]]
        labels = [
            "合计",
            "1.因公出国（境）费用",
            "2.公务接待费",
            "3.公务用车费",
            "其中：（1）公务用车运行维护费",
            "（2）公务用车购置费",
        ]
        order = [0, 1, 5, 2, 4, 3]
        rows: list[Row] = [
            [label, money(before[i]), money(values[i])]
            for label, i in zip(labels, order, strict=True)
        ]
        means: list[Means] = [{"fund": fund, "item": items[i]} for i in order]
        return Table(
            "sangong",
            title,
            number,
            money.unit,
            head,
            rows,
            [None, {"phase": "previous"}, {"phase": "approved"}],
            means,
        )
    if way == "years":
        one, two = s.get("years", ("2023年预算数", "2024年预算数"))
        full = [[one, *p] for p in paths] + [[two, *p] for p in paths]
        columns: list[Means] = [of(fund, i, "previous") for i in items] + [
            of(fund, i) for i in items
        ]
        return Table(
            "sangong",
            title,
            number,
            money.unit,
            _heads(full, 3),
            [[money(v) for v in (*before, *values)]],
            columns,
            [{}],
        )
    over = s.get("sangong_over", "当年财政拨款预算安排")
    full = [[over, *p] for p in paths] if over else paths
    head = _heads([["单位编码"], ["单位名称"], *full], 3 if over else 2)
    rows = [
        ["", "合计", *[money(v) for v in values]],
        ["302001", "示例市民政局（本级）", *[money(v) for v in values]],
    ]
    columns = [None, None, *[of(fund, i) for i in items]]
    return Table("sangong", title, number, money.unit, head, rows, columns, [{}, {"office": "1"}])


def fund(money: Money, s: dict[str, Any]) -> Table:
    columns = [
        (
            ["本年政府性基金预算支出", "合计"],
            of("government_fund", "expenditure"),
            lambda c, b, p: b + p,
        ),
        (
            ["本年政府性基金预算支出", "基本支出"],
            of("government_fund", "expenditure.basic"),
            lambda c, b, p: b,
        ),
        (
            ["本年政府性基金预算支出", "项目支出"],
            of("government_fund", "expenditure.project"),
            lambda c, b, p: p,
        ),
    ]
    return by_function(
        "government_fund",
        s.get("t8", "政府性基金支出预算表"),
        s.get("n8", "表4"),
        money,
        FUND_LEAVES,
        columns,
        **_c(s),
    )


def empty(money: Money, s: dict[str, Any]) -> Table:
    head: list[Row] = [["科目编码", "科目名称", "合计", "基本支出", "项目支出"]]
    return Table(
        "state_capital",
        s.get("t9", "国有资本经营预算支出预算表"),
        s.get("n9", "表5"),
        money.unit,
        head,
        [["", "", "", "", ""], ["", "合计", "", "", ""]],
        [None] * 5,
        [None, None],
    )


def projects(money: Money, s: dict[str, Any]) -> Table:
    """项目支出表: type, project, unit, then money by source."""
    head = _heads(
        [
            ["类型"],
            ["项目名称"],
            ["项目单位"],
            ["合计"],
            ["本年拨款", "一般公共预算"],
            ["本年拨款", "政府性基金预算"],
            ["本年拨款", "国有资本经营预算"],
            ["财政拨款结转结余", "一般公共预算"],
            ["财政专户管理资金"],
            ["单位资金"],
        ],
        2,
    )
    data = [
        ("特定目标类", "社会救助项目", "205.10", "205.10", ""),
        ("特定目标类", "城市养老设施建设", "150.00", "", "150.00"),
        ("其他运转类", "信息系统运维", "12.00", "", ""),
    ]
    rows: list[Row] = [
        [
            "合计",
            None,
            None,
            money("367.10"),
            money("205.10"),
            money("150.00"),
            "",
            "",
            "",
            money("12.00"),
        ]
    ]
    for kind, name, whole, gen, fund_ in data:
        own = money("12.00") if name == "信息系统运维" else ""
        rows.append(
            [
                kind,
                name,
                "示例市民政局（本级）",
                money(whole),
                money(gen) if gen else "",
                money(fund_) if fund_ else "",
                "",
                "",
                "",
                own,
            ]
        )
    item = "expenditure.project"
    columns: list[Means] = [
        None,
        None,
        None,
        of("all", item),
        of("general", item),
        of("government_fund", item),
        of("state_capital", item),
        of("carry_over", item),
        of("special_account", item),
        of("unit", item),
    ]
    return Table(
        "project",
        s.get("t10", "项目支出表"),
        s.get("n10", "表10"),
        money.unit,
        head,
        rows,
        columns,
        [{}] * 4,
    )


SOURCES_SICHUAN: list[tuple[list[str], Means, Any]] = [
    (["合计"], of("all", "total.income"), SPENT),
    (["上年结转"], of("all", "balance.opening"), CARRIED),
    (["一般公共预算拨款收入"], _in("fiscal_appropriation", "general"), GENERAL - CARRIED),
    (["政府性基金预算拨款收入"], _in("fiscal_appropriation", "government_fund"), FUND),
    (["国有资本经营预算拨款收入"], _in("fiscal_appropriation", "state_capital"), STATE),
    (["事业收入"], _in("institutional"), 0),
    (["事业单位经营收入"], _in("business"), 0),
    (["其他收入"], _in("other"), OTHER),
    (["上级补助收入"], _in("superior_grant"), 0),
    (["附属单位上缴收入"], _in("subordinate"), 0),
]
SOURCES_HUNAN: list[tuple[list[str], Means, Any]] = [
    (["总计"], of("all", "total.income"), SPENT),
    (["一般公共预算拨款", "小计"], _in("fiscal_appropriation", "general"), GENERAL - CARRIED),
    (
        ["一般公共预算拨款", "经费拨款"],
        _in("fiscal_appropriation.funded", "general"),
        GENERAL - CARRIED,
    ),
    (
        ["一般公共预算拨款", "纳入一般公共预算管理的非税收入拨款"],
        _in("fiscal_appropriation.non_tax", "general"),
        0,
    ),
    (["政府性基金拨款"], _in("fiscal_appropriation", "government_fund"), FUND),
    (["国有资本经营预算拨款"], _in("fiscal_appropriation", "state_capital"), STATE),
    (["财政专户管理资金"], _in("special_account"), 0),
    (["上级补助收入"], _in("superior_grant"), 0),
    (["其他收入"], _in("other"), OTHER),
    (["上年结转结余"], of("all", "balance.opening"), CARRIED),
]
SOURCES_JIANGSU: list[tuple[list[str], Means, Any]] = [
    (["合计"], of("all", "total.income"), SPENT),
    (["本年收入", "小计"], of("all", "income.current_year"), SPENT - CARRIED),
    (["本年收入", "一般公共预算"], _in("fiscal_appropriation", "general"), GENERAL - CARRIED),
    (["本年收入", "政府性基金预算"], _in("fiscal_appropriation", "government_fund"), FUND),
    (["本年收入", "国有资本经营预算"], _in("fiscal_appropriation", "state_capital"), STATE),
    (["本年收入", "财政专户管理资金"], _in("special_account"), 0),
    (["本年收入", "事业收入"], _in("institutional"), 0),
    (["本年收入", "其他收入"], _in("other"), OTHER),
    (["上年结转结余", "小计"], of("all", "balance.opening"), CARRIED),
    (["上年结转结余", "一般公共预算"], of("general", "balance.opening"), CARRIED),
    (["上年结转结余", "政府性基金预算"], of("government_fund", "balance.opening"), 0),
    (["上年结转结余", "单位资金"], of("unit", "balance.opening"), 0),
]


def set_of(money: Money, s: dict[str, Any]) -> list[Table]:
    return [
        overall(money, s),
        income_by_source(money, s),
        spending(money, s),
        fiscal(money, s),
        general(money, s),
        economic(money, s),
        sangong(money, s),
        fund(money, s),
        empty(money, s),
        projects(money, s),
    ]


def paper(name: str, money: Money, s: dict[str, Any]) -> Paper:
    cover = ["示例市民政局", "2024年部门预算", "目录"]
    return Paper(name, cover, set_of(money, s), "budget", 2024, "示例市民政局")


def papers() -> list[Paper]:
    return [
        paper(
            "sichuan",
            Money("元", zero=""),
            {
                "income_columns": SOURCES_SICHUAN,
                "codes": "three",
                "code_head": "科目编码",
                "name_head": "单位名称（科目）",
                "general_in": "一、一般公共预算拨款收入",
                "other_in": "六、其他收入",
                "carried": "七、上年结转",
                "sum_in": "本年收入合计",
                "sum_out": "本年支出合计",
            },
        ),
        paper(
            "ministries",
            Money("万元", zero=""),
            {
                "income_columns": SOURCES_SICHUAN,
                "codes": "one",
                "code_head": "科目编码",
                "t1": "部门收支总表",
                "t5": "一般公共预算支出表",
                "t6": "一般公共预算基本支出表",
                "compared": ("2023年执行数", "2024年预算数", "2024年预算数比2023年执行数"),
                "t7": "财政拨款“三公”经费支出表",
                "sangong": "years",
                "sangong_fund": "fiscal",
                "carried": "上年结转",
                "group": "功能分类科目",
                "eco_over": "2024年基本支出",
            },
        ),
        paper(
            "jiangsu",
            Money("万元", zero="0.00", grouped=False),
            {
                "income_columns": SOURCES_JIANGSU,
                "income_labels": ["部门代码", "部门名称"],
                "t1": "收支总表",
                "t2": "收入总表",
                "t3": "支出总表",
                "n1": "公开01表",
                "code_head": "功能科目编码",
                "name_head": "功能科目名称",
                "group": None,
                "t5": "一般公共预算支出表",
                "t6": "一般公共预算基本支出表",
                "split_basic": True,
                "carried": "上年结转结余",
                "next": "年终结转结余",
                "sangong_over": "",
                "t7": "一般公共预算“三公”经费支出预算表",
                "this_year": (
                    "一、本年收入",
                    "（一）一般公共预算",
                    "（二）政府性基金预算",
                    "（三）国有资本经营预算",
                ),
                "before": (
                    "二、上年结转",
                    "（一）一般公共预算",
                    "（二）政府性基金预算",
                    "（三）国有资本经营预算",
                ),
            },
        ),
        paper(
            "hunan",
            Money("万元", zero="0"),
            {
                "income_columns": SOURCES_HUNAN,
                "income_labels": ["单位编码", "部门（单位）名称"],
                "t1": "收支总表",
                "t2": "收入总表",
                "t3": "支出总表",
                "general_in": "（一）一般公共预算拨款收入",
                "fund_in": "（二）政府性基金预算拨款",
                "state_in": "（三）国有资本经营预算拨款收入",
                "carried": "上年结转结余",
                "next": "年终结转结余",
                "code_head": "科目编码",
                "codes": "deepest",
                "total": "first",
                "sum_in": "本年收入合计",
                "sum_out": "本年支出合计",
            },
        ),
        paper(
            "chongqing",
            Money("元", zero=""),
            {
                "income_columns": SOURCES_SICHUAN,
                "t1": "部门收支总表",
                "general_in": "一般公共预算拨款收入",
                "fund_in": "政府性基金预算拨款收入",
                "state_in": "国有资本经营预算拨款收入",
                "account_in": "财政专户管理资金收入",
                "inst_in": "事业收入预算",
                "numerals": False,
                "compared": ("2023年预算数", "2024年预算数", "2024年预算数比2023年预算数"),
                "sangong": "years",
                "eco_over": "2024年基本支出",
                "group": "功能分类科目",
                "code_head": "科目编码",
                "t5": "一般公共预算财政拨款支出预算表",
                "t6": "一般公共预算财政拨款基本支出预算表",
            },
        ),
        paper(
            "henan",
            Money("万元", zero=""),
            {
                "income_columns": SOURCES_SICHUAN,
                "t1": "2024年收支总体情况表",
                "t2": "2024年收入总体情况表",
                "t3": "2024年支出总体情况表",
                "t4": "2024年财政拨款收支总体情况表",
                "t5": "2024年一般公共预算支出情况表",
                "t6": "2024年一般公共预算基本支出情况表",
                "t7": "2024年一般公共预算“三公”经费支出情况表",
                "t8": "2024年政府性基金支出情况表",
                "codes": "three",
                "code_head": "科目编码",
                "name_head": "单位（科目名称）",
                "split_basic": True,
                "sangong": "rows",
                "years": ("2023年", "2024年"),
                "eco_codes": "two",
                "eco_gaps": True,
                "eco_over": "",
                "sum_in": "本年收入小计",
                "sum_out": "本年支出小计",
                "total_in": "收入合计",
                "total_out": "支出合计",
            },
        ),
        paper(
            "yunnan",
            Money("元", zero="—"),
            {
                "income_columns": SOURCES_JIANGSU,
                "t1": "部门财务收支总体情况表",
                "t2": "部门收入总体情况表",
                "t3": "部门支出总体情况表",
                "t4": "部门财政拨款收支总体情况表",
                "t5": "一般公共预算支出预算表（按功能科目分类）",
                "t7": "一般公共预算“三公”经费支出预算表",
                "sangong_over": "",
                "overall_heads": ["项目", "预算数"],
                "overall_right": ["项目（按功能分类）", "预算数"],
                "general_in": "一、一般公共预算拨款收入",
                "account_in": "四、财政专户管理资金收入",
                "other_in": "五、单位资金"[:0] + "九、其他收入",
                "n1": "部门预算01-1表",
                "code_head": "科目编码",
                "group": None,
            },
        ),
        paper(
            "hubei-thousand",
            Money("千元", zero=""),
            {
                "income_columns": SOURCES_HUNAN,
                "t1": "收支总表",
                "t2": "收入总表",
                "sangong": "rows",
                "codes": "one",
                "total_words": "合  计",
                "indent": "  ",
                "eco_codes": "two",
                "total": "last",
            },
        ),
    ]
