"""Final accounts of made-up offices, in the ministry's forms and what provinces make of them."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from other_cities import (
    CLOSING,
    ECONOMIC,
    FUNCTIONS,
    FUND_LEAVES,
    KINDS,
    LEAVES,
    NUMERALS,
    OPENING,
    OTHER,
    STATE_LEAVES,
    Means,
    Money,
    Paper,
    Row,
    Table,
    by_function,
    sums,
    two_sides,
)

D = Decimal


def numeral(at: int) -> str:
    """1 → 一, 11 → 十一, 21 → 二十一."""
    tens, ones = divmod(at, 10)
    ten = "" if not tens else "十" if tens == 1 else NUMERALS[tens - 1] + "十"
    return ten + (NUMERALS[ones - 1] if ones else "")


def _all() -> dict[str, tuple[str, str, str]]:
    leaves = dict(LEAVES)
    name, _, project = leaves["2010302"]
    leaves["2010302"] = (name, "", str(D(project) + OTHER))
    return dict(sorted({**leaves, **FUND_LEAVES, **STATE_LEAVES}.items()))


def total(leaves: dict[str, tuple[str, str, str]]) -> tuple[Decimal, Decimal]:
    basic = sum((D(b or 0) for _, b, _ in leaves.values()), D(0))
    return basic, sum((D(p or 0) for _, _, p in leaves.values()), D(0))


GENERAL = sum(total(LEAVES))
FUND, STATE = D("150.00"), D("5.00")
FISCAL = GENERAL + FUND + STATE
SPENT = FISCAL + OTHER
INCOME = SPENT - OPENING + CLOSING
OUT: Means = {"phase": "outturn"}


def money_in(fund: str, item: str = "income.fiscal_appropriation") -> Means:
    return {"fund": fund, "item": item}


def top_amounts(leaves: dict[str, tuple[str, str, str]]) -> dict[str, Decimal]:
    """Name of a class 类 → its amount."""
    return {name: b + p for code, (name, b, p) in sums(leaves).items() if len(code) == 3}


CLASS_OF = {name: code for code, (name, _, _) in sums(_all()).items() if len(code) == 3}


def overall(money: Money, style: dict[str, Any]) -> Table:
    """公开01表 收入支出决算总表; with 年初预算数 and 全年预算数 where `style` says so."""
    phases = style.get("phases", ["outturn"])
    words = {
        "approved": "年初预算数",
        "revised": "全年预算数",
        "outturn": style.get("amount", "决算数"),
    }
    step = {"approved": D("-10"), "revised": D("4"), "outturn": D(0)}
    numbered = style.get("row_numbers", True)

    def amounts(value: Decimal | None) -> list[str]:
        if value is None:
            return ["" if money.zero == "" else money.zero] * len(phases)
        return [money(value + (step[p] if value else 0)) for p in phases]

    general = GENERAL - OPENING + CLOSING
    left_items: list[tuple[str, Means, Decimal | None]] = [
        ("一、一般公共预算财政拨款收入", money_in("general"), general),
        ("二、政府性基金预算财政拨款收入", money_in("government_fund"), FUND),
        ("三、国有资本经营预算财政拨款收入", money_in("state_capital"), STATE),
        ("四、上级补助收入", money_in("all", "income.superior_grant"), D(0)),
        ("五、事业收入", money_in("all", "income.institutional"), D(0)),
        ("六、经营收入", money_in("all", "income.business"), D(0)),
        ("七、附属单位上缴收入", money_in("all", "income.subordinate"), D(0)),
        ("八、其他收入", money_in("all", "income.other"), OTHER),
    ]
    spent = top_amounts(_all())
    right_items: list[tuple[str, Means, Decimal | None]] = [
        (
            f"{numeral(at)}、{name}",
            {"fund": "all", "item": "expenditure", "classification": CLASS_OF.get(name, "?")},
            spent.get(name, D(0)),
        )
        for at, name in enumerate(FUNCTIONS, start=1)
    ]
    depth = len(right_items)
    left_items += [("", None, None)] * (depth - len(left_items))
    left_items += [
        ("本年收入合计", money_in("all", "income.current_year"), INCOME),
        (
            style.get("reserve", "使用非财政拨款结余（含专用结余）"),
            money_in("all", "income.reserve"),
            D(0),
        ),
        ("年初结转和结余", money_in("all", "balance.opening"), OPENING),
        ("", None, None),
        (style.get("sum", "总计"), money_in("all", "total.income"), INCOME + OPENING),
    ]
    right_items += [
        ("本年支出合计", {"fund": "all", "item": "expenditure"}, SPENT),
        ("结余分配", {"fund": "all", "item": "balance.distribution"}, D(0)),
        ("年末结转和结余", {"fund": "all", "item": "balance.closing"}, CLOSING),
        ("", None, None),
        (style.get("sum", "总计"), {"fund": "all", "item": "total.expenditure"}, SPENT + CLOSING),
    ]

    def side(
        items: list[tuple[str, Means, Decimal | None]], first: int
    ) -> list[tuple[list[str], Means]]:
        return [
            (
                [
                    name,
                    *([str(first + at)] if numbered else []),
                    *(amounts(v) if name else [""] * len(phases)),
                ],
                {**means, "wins": "1"} if means else None,
            )
            for at, (name, means, v) in enumerate(items)
        ]

    head = [
        style.get("item_head", "项目"),
        *(["行次"] if numbered else []),
        *[words[p] for p in phases],
    ]
    said: list[Means] = [None, *([None] if numbered else []), *[{"phase": p} for p in phases]]
    numbers: Row | None = None
    if style.get("numbers"):
        n = len(phases)
        labels = [style["numbers"], *([""] if numbered else [])]
        numbers = [
            *labels,
            *[str(i + 1) for i in range(n)],
            *labels,
            *[str(n + i + 1) for i in range(n)],
        ]
    return two_sides(
        "income_expenditure",
        style.get("t01", "收入支出决算总表"),
        "公开01表",
        money.unit,
        (head, head),
        side(left_items, 1),
        side(right_items, 1 + len(left_items)),
        [*said, *said],
        numbers,
    )


def income(money: Money, style: dict[str, Any]) -> Table:
    leaves = _all()

    def fiscal(code: str, basic: Decimal, project: Decimal) -> Decimal:
        return basic + project - (OTHER if code in ("", "201", "20103", "2010302") else 0)

    def other(code: str, *_: Decimal) -> Decimal:
        return OTHER if code in ("", "201", "20103", "2010302") else D(0)

    def none(*_: object) -> Decimal:
        return D(0)

    def of(item: str) -> Means:
        fund = "all"
        return {"fund": fund, "item": f"income.{item}", "phase": "outturn"}

    columns = [
        (["本年收入合计"], of("current_year"), lambda c, b, p: b + p),
        (["财政拨款收入"], of("fiscal_appropriation"), fiscal),
        (["上级补助收入"], of("superior_grant"), none),
        (["事业收入", "小计"] if style.get("deep") else ["事业收入"], of("institutional"), none),
        *([(["事业收入", "其中：教育收费"], None, none)] if style.get("deep") else []),
        (["经营收入"], of("business"), none),
        (["附属单位上缴收入"], of("subordinate"), none),
        (["其他收入"], of("other"), other),
    ]
    return by_function(
        "income",
        style.get("t02", "收入决算表"),
        "公开02表",
        money,
        leaves,
        columns,
        **_common(style),
    )


def _common(style: dict[str, Any]) -> dict[str, Any]:
    names = (
        "codes",
        "total",
        "numbers",
        "code_head",
        "name_head",
        "group",
        "indent",
        "total_words",
    )
    return {name: style[name] for name in names if name in style}


def expenditure(money: Money, style: dict[str, Any]) -> Table:
    def of(item: str) -> Means:
        return {"fund": "all", "item": item, "phase": "outturn"}

    def none(*_: object) -> Decimal:
        return D(0)

    columns = [
        (["本年支出合计"], of("expenditure"), lambda c, b, p: b + p),
        (["基本支出"], of("expenditure.basic"), lambda c, b, p: b),
        (["项目支出"], of("expenditure.project"), lambda c, b, p: p),
        (["上缴上级支出"], of("expenditure.superior"), none),
        (["经营支出"], of("expenditure.business"), none),
        (["对附属单位补助支出"], of("expenditure.subordinate"), none),
    ]
    return by_function(
        "expenditure",
        style.get("t03", "支出决算表"),
        "公开03表",
        money,
        _all(),
        columns,
        **_common(style),
    )


def fiscal(money: Money, style: dict[str, Any]) -> Table:
    numbered = style.get("row_numbers", True)
    names = style.get(
        "budgets",
        ["合计", "一般公共预算财政拨款", "政府性基金预算财政拨款", "国有资本经营预算财政拨款"],
    )
    funds = ["fiscal", "general", "government_fund", "state_capital"]
    general = GENERAL - OPENING + CLOSING
    left_items: list[tuple[str, Means, Decimal]] = [
        ("一、一般公共预算财政拨款", money_in("general"), general),
        ("二、政府性基金预算财政拨款", money_in("government_fund"), FUND),
        ("三、国有资本经营预算财政拨款", money_in("state_capital"), STATE),
    ]
    parts = [top_amounts(LEAVES), top_amounts(FUND_LEAVES), top_amounts(STATE_LEAVES)]
    right: list[tuple[list[str], Means]] = []
    right_items: list[tuple[str, Means, list[Decimal]]] = []
    for at, name in enumerate(FUNCTIONS, start=1):
        amounts = [part.get(name, D(0)) for part in parts]
        right_items.append(
            (
                f"{numeral(at)}、{name}",
                {"item": "expenditure", "classification": CLASS_OF.get(name, "?")},
                [sum(amounts, D(0)), *amounts],
            )
        )
    depth = len(right_items)
    income = general + FUND + STATE
    blank: tuple[str, Means, Decimal] = ("", None, D(0))
    left_items += [blank] * (depth - 3)
    left_items += [
        ("本年收入合计", money_in("fiscal", "income.current_year"), income),
        ("年初财政拨款结转和结余", money_in("fiscal", "balance.opening"), OPENING),
        (
            "一、一般公共预算财政拨款"
            if style.get("numbered_balances")
            else "一般公共预算财政拨款",
            money_in("general", "balance.opening"),
            OPENING,
        ),
        (
            "二、政府性基金预算财政拨款"
            if style.get("numbered_balances")
            else "政府性基金预算财政拨款",
            money_in("government_fund", "balance.opening"),
            D(0),
        ),
        (
            "三、国有资本经营预算财政拨款"
            if style.get("numbered_balances")
            else "国有资本经营预算财政拨款",
            money_in("state_capital", "balance.opening"),
            D(0),
        ),
        ("总计", money_in("fiscal", "total.income"), income + OPENING),
    ]
    right_items += [
        ("本年支出合计", {"item": "expenditure"}, [FISCAL, GENERAL, FUND, STATE]),
        ("年末财政拨款结转和结余", {"item": "balance.closing"}, [CLOSING, CLOSING, D(0), D(0)]),
        ("", None, [D(0)] * 4),
        ("", None, [D(0)] * 4),
        ("", None, [D(0)] * 4),
        ("总计", {"item": "total.expenditure"}, [FISCAL + CLOSING, GENERAL + CLOSING, FUND, STATE]),
    ]
    left = [
        ([n, *([str(i + 1)] if numbered else []), money(v) if n else ""], m)
        for i, (n, m, v) in enumerate(left_items)
    ]
    right = [
        (
            [
                n,
                *([str(len(left) + i + 1)] if numbered else []),
                *[money(v) if n else "" for v in vs],
            ],
            m,
        )
        for i, (n, m, vs) in enumerate(right_items)
    ]
    extra = ["行次"] if numbered else []
    none: list[Means] = [None, *([None] if numbered else [])]
    columns: list[Means] = [*none, OUT, *none, *[{"fund": f, **(OUT or {})} for f in funds]]
    numbers: Row | None = None
    if style.get("numbers"):
        labels = [style["numbers"], *([""] if numbered else [])]
        numbers = [*labels, "1", *labels, "2", "3", "4", "5"]
    item = style.get("item_head", "项目")
    return two_sides(
        "fiscal_appropriation",
        style.get("t04", "财政拨款收入支出决算总表"),
        "公开04表",
        money.unit,
        ([item, *extra, style.get("amount", "决算数")], [item, *extra, *names]),
        left,
        right,
        columns,
        numbers,
    )


def general(money: Money, style: dict[str, Any]) -> Table:
    def of(item: str) -> Means:
        return {"fund": "general", "item": item, "phase": "outturn"}

    top = ["本年支出"] if style.get("over", True) else []
    columns = [
        ([*top, style.get("sub", "小计")], of("expenditure"), lambda c, b, p: b + p),
        ([*top, "基本支出"], of("expenditure.basic"), lambda c, b, p: b),
        ([*top, "项目支出"], of("expenditure.project"), lambda c, b, p: p),
    ]
    if style.get(
        "with_balances"
    ):  # 云南: 年初结转和结余 | 本年收入 | 本年支出 (人员经费, 公用经费) | 年末
        opening, closing = of("balance.opening"), of("balance.closing")

        def begin(code: str, b: Decimal, p: Decimal) -> Decimal:
            return OPENING if code in ("", "201", "20103", "2010302") else D(0)

        def end(code: str, b: Decimal, p: Decimal) -> Decimal:
            return CLOSING if code in ("", "201", "20103", "2010302") else D(0)

        columns = [
            (["年初结转和结余", "合计"], opening, begin),
            (["年初结转和结余", "基本支出结转"], None, lambda c, b, p: D(0)),
            (
                ["本年收入", "合计"],
                of("income.current_year"),
                lambda c, b, p: b + p - begin(c, b, p) + end(c, b, p),
            ),
            (["本年支出", "合计"], of("expenditure"), lambda c, b, p: b + p),
            (["本年支出", "基本支出", "小计"], of("expenditure.basic"), lambda c, b, p: b),
            (["本年支出", "项目支出"], of("expenditure.project"), lambda c, b, p: p),
            (["年末结转和结余", "合计"], closing, end),
        ]
    return by_function(
        "general_expenditure",
        style.get("t05", "一般公共预算财政拨款支出决算表"),
        "公开05表",
        money,
        LEAVES,
        columns,
        **_common(style),
    )


def economic_rows() -> list[tuple[str, str, Decimal]]:
    rows: list[tuple[str, str, Decimal]] = []
    for kind, name in KINDS.items():
        below = [(c, n, D(v)) for c, (n, v) in ECONOMIC.items() if c.startswith(kind)]
        rows += [(kind, name, sum((v for _, _, v in below), D(0))), *below]
    return rows


def basic_blocks(money: Money, style: dict[str, Any], kind: str = "general_basic") -> Table:
    """公开06表: personnel at the left, operation in two blocks at the right."""
    rows = economic_rows()
    personnel = [r for r in rows if r[0][:3] in ("301", "303")]
    operation = [r for r in rows if r[0][:3] in ("302", "310")]
    half = 4
    blocks = [personnel, operation[:half], operation[half:]]
    depth = max(map(len, blocks))
    code, name, amount = style.get("eco_heads", ("科目编码", "科目名称", "决算数"))
    head: list[Row] = [
        ["人员经费", None, None, "公用经费", None, None, None, None, None],
        [code, name, amount] * 3,
    ]
    made: list[Row] = []
    means: list[Means] = []
    columns: list[Means] = []
    for n in range(3):
        item = "expenditure.basic"
        columns += [
            None,
            None,
            {"fund": "general", "item": item, "phase": "outturn", "side": str(n)},
        ]
    for at in range(depth):
        row: Row = []
        mean: dict[str, Any] = {}
        for n, block in enumerate(blocks):
            if at < len(block):
                c, text, value = block[at]
                row += [c, text, money(value)]
                mean[str(n)] = {"classification": c}
            else:
                row += ["", "", ""]
                mean[str(n)] = None
        made.append(row)
        means.append(mean)
    one = sum((r[2] for r in personnel if len(r[0]) == 3), D(0))
    two = sum((r[2] for r in operation if len(r[0]) == 3), D(0))
    made.append(
        ["人员经费合计", None, money(one), "公用经费合计", None, None, None, None, money(two)]
    )
    means.append(
        {
            "0": {"item": "expenditure.basic.personnel", "wins": "1"},
            "2": {"item": "expenditure.basic.operation", "wins": "1"},
            "1": None,
        }  # type: ignore[dict-item]
    )
    return Table(
        kind,
        style.get("t06", "一般公共预算财政拨款基本支出决算明细表"),
        "公开06表",
        money.unit,
        head,
        made,
        columns,
        means,
    )


def with_balance(money: Money, style: dict[str, Any]) -> Table:
    def of(item: str) -> Means:
        return {"fund": "government_fund", "item": item, "phase": "outturn"}

    columns = [
        (["年初结转和结余"], of("balance.opening"), lambda c, b, p: D(0)),
        (["本年收入"], of("income.current_year"), lambda c, b, p: b + p),
        (["本年支出", "小计"], of("expenditure"), lambda c, b, p: b + p),
        (["本年支出", "基本支出"], of("expenditure.basic"), lambda c, b, p: b),
        (["本年支出", "项目支出"], of("expenditure.project"), lambda c, b, p: p),
        (["年末结转和结余"], of("balance.closing"), lambda c, b, p: D(0)),
    ]
    return by_function(
        "government_fund",
        style.get("t07", "政府性基金预算财政拨款收入支出决算表"),
        style.get("n07", "公开07表"),
        money,
        FUND_LEAVES,
        columns,
        **_common(style),
    )


def state_capital(money: Money, style: dict[str, Any]) -> Table:
    def of(item: str) -> Means:
        return {"fund": "state_capital", "item": item, "phase": "outturn"}

    columns = [
        (["本年支出", "合计"], of("expenditure"), lambda c, b, p: b + p),
        (["本年支出", "基本支出"], of("expenditure.basic"), lambda c, b, p: b),
        (["本年支出", "项目支出"], of("expenditure.project"), lambda c, b, p: p),
    ]
    return by_function(
        "state_capital",
        style.get("t08", "国有资本经营预算财政拨款支出决算表"),
        style.get("n08", "公开08表"),
        money,
        STATE_LEAVES,
        columns,
        **_common(style),
    )


def sangong(money: Money, style: dict[str, Any]) -> Table:
    """公开09表: two blocks of six columns, numbered 1 to 12, in one row."""
    fund = style.get("sangong_fund", "fiscal")
    paths = [
        ["合计"],
        [style.get("overseas", "因公出国（境）费")],
        [style.get("vehicles", "公务用车购置及运行维护费"), "小计"],
        [
            style.get("vehicles", "公务用车购置及运行维护费"),
            style.get("purchase", "公务用车购置费"),
        ],
        [
            style.get("vehicles", "公务用车购置及运行维护费"),
            style.get("running", "公务用车运行维护费"),
        ],
        ["公务接待费"],
    ]
    items = [
        "",
        ".overseas",
        ".vehicles",
        ".vehicles.purchase",
        ".vehicles.operation",
        ".reception",
    ]
    words = style.get("sangong_phases", [("预算数", "approved"), ("决算数", "outturn")])
    values = {
        "approved": ["13.50", "", "9.00", "", "9.00", "4.50"],
        "revised": ["12.50", "", "9.00", "", "9.00", "3.50"],
        "outturn": ["8.95", "", "7.60", "", "7.60", "1.35"],
    }
    from other_cities import _heads

    full = [[word, *path] for word, _ in words for path in paths]
    head = _heads(full, 3)
    head.append([str(i + 1) for i in range(len(full))])
    row: Row = [money(v) for _, phase in words for v in values[phase]]
    columns: list[Means] = [
        {"fund": fund, "item": "sangong" + item, "phase": phase}
        for _, phase in words
        for item in items
    ]
    return Table(
        "sangong",
        style.get("t09", "财政拨款“三公”经费支出决算表"),
        style.get("n09", "公开09表"),
        money.unit,
        head,
        [row],
        columns,
        [{}],
    )


def assets(money: Money, style: dict[str, Any]) -> Table:
    head: list[Row] = [["项目", "行次", "数量"], ["栏次", "", "1"]]
    rows: list[Row] = [
        ["一、车辆数合计（台、辆）", "1", "4"],
        ["1.副部（省）级及以上领导用车", "2", "0"],
        ["2.主要负责人用车", "3", "0"],
        ["3.机要通信用车", "4", "1"],
        ["4.应急保障用车", "5", "3"],
        ["二、单价100万元（含）以上设备（台、套）", "6", "0"],
    ]
    return Table(
        "", "国有资产占用情况表", "公开10表", "台、辆、套", head, rows, [None] * 3, [None] * 6
    )


def set_of(money: Money, style: dict[str, Any]) -> list[Table]:
    return [
        overall(money, style),
        income(money, style),
        expenditure(money, style),
        fiscal(money, style),
        general(money, style),
        basic_blocks(money, style),
        with_balance(money, style),
        state_capital(money, style),
        sangong(money, style),
        assets(money, style),
    ]


def paper(
    name: str,
    cover: list[str],
    money: Money,
    style: dict[str, Any],
    year: int = 2023,
    office: str = "示例市民政局",
) -> Paper:
    return Paper(name, cover, set_of(money, style), "accounts", year, office)


def papers() -> list[Paper]:
    cover = ["示例市民政局", "2023年度部门决算", "目录", "一、收入支出决算总表", "二、收入决算表"]
    ministry = {"numbers": "栏次", "codes": "three"}
    return [
        paper("ministry", cover, Money(zero="0.00"), {**ministry, "indent": "  "}),
        paper(
            "ministry-yuan",
            cover,
            Money("元", zero=""),
            {**ministry, "codes": "one", "t04": "财政拨款收入支出决算总表", "amount": "金额"},
        ),
        paper(
            "xinjiang-three-phases",
            cover,
            Money(zero="0.00", grouped=False),
            {
                "numbers": "栏次",
                "codes": "three",
                "phases": ["approved", "revised", "outturn"],
                "total_words": "合计",
                "sangong_phases": [
                    ("年初预算数", "approved"),
                    ("全年预算数", "revised"),
                    ("决算数", "outturn"),
                ],
                "t09": "财政拨款“三公”经费支出决算表",
            },
        ),
        paper(
            "yunnan",
            cover,
            Money("元", zero=""),
            {
                "numbers": "栏次",
                "codes": "one",
                "with_balances": True,
                "t01": "收入支出决算表",
                "t04": "财政拨款收入支出决算表",
                "t05": "一般公共预算财政拨款收入支出决算表",
                "deep": True,
            },
        ),
        paper(
            "no-numbers-last",
            cover,
            Money(zero="—"),
            {
                "codes": "deepest",
                "total": "last",
                "row_numbers": False,
                "group": None,
                "sum": "总  计",
            },
        ),
        paper(
            "qianyuan",
            cover,
            Money("千元", zero="0"),
            {
                "numbers": "栏 次",
                "codes": "one",
                "indent": "  ",
                "total_words": "合　　计",
                "numbered_balances": True,
            },
        ),
        paper(
            "jiangsu",
            cover,
            Money(zero=""),
            {
                "codes": "one",
                "code_head": "功能科目编码",
                "name_head": "科目名称",
                "row_numbers": False,
                "group": None,
                "over": False,
                "sub": "合计",
                "item_head": "项目",
                "t01": "收入支出决算总表",
                "t05": "一般公共预算财政拨款支出决算表（功能科目）",
                "t06": "一般公共预算财政拨款基本支出决算表（经济科目）",
                "sum": "总计",
            },
        ),
    ]
