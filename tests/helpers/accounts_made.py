"""Final accounts of a department that does not exist, with figures that add up.

Only for tests and the benchmark: as a `Document` made of cells, and typeset as a PDF with rules,
merged heads and tables that break over the page.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from importlib import resources
from pathlib import Path
from typing import Any

import pandas as pd

from jixiao.extract.extraction import document_report
from jixiao.extract.statements import read_whole
from jixiao.grid import grids
from jixiao.report import report_files
from jixiao.source import Cell, Document, Line, PageTable, document_files
from jixiao.storage.files import write_files

MADE = "made-bureau"  # the folder of final accounts that nobody published
NAME = "测试市虚构区演示局"
D = Decimal
ONE = D(1)
Row = list[str | None]  # None: covered by the cell to the left, "^": by the cell above

LEAVES = {  # code → name, basic, project, other income
    "2010601": ("行政运行", D("1200.00"), None, None),
    "2010602": ("一般行政管理事务", None, D("300.00"), D("5.00")),
    "2080505": ("机关事业单位基本养老保险缴费支出", D("100.00"), None, None),
    "2080506": ("机关事业单位职业年金缴费支出", D("50.00"), None, None),
    "2210201": ("住房公积金", D("120.00"), None, None),
}
GROUPS = {
    "201": "一般公共服务支出",
    "20106": "财政事务",
    "208": "社会保障和就业支出",
    "20805": "行政事业单位养老支出",
    "221": "住房保障支出",
    "22102": "住房改革支出",
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
FUNCTIONS = [
    ("201", "一、一般公共服务支出"),
    ("", "二、外交支出"),
    ("208", "八、社会保障和就业支出"),
    ("221", "十九、住房保障支出"),
]


@dataclass
class Made:
    """The accounts: each table's title, unit and rows, and the lines of the narrative."""

    year: int = 2023
    scale: Decimal = ONE
    name: str = NAME
    tables: list[tuple[str, str, list[Row]]] = field(default_factory=list)
    narrative: list[str] = field(default_factory=list)


def make_accounts(year: int = 2023, scale: Decimal = ONE, name: str = NAME) -> Made:
    """Accounts whose figures are those above times `scale`."""
    made = Made(year, scale, name)
    basic = {code: leaf[1] * scale for code, leaf in LEAVES.items() if leaf[1]}
    project = {code: leaf[2] * scale for code, leaf in LEAVES.items() if leaf[2]}
    other = {code: leaf[3] * scale for code, leaf in LEAVES.items() if leaf[3]}
    spent = {code: basic.get(code, D(0)) + project.get(code, D(0)) for code in LEAVES}
    total, fiscal, gained = _sum(spent), _sum(spent), _sum(other)
    income = fiscal + gained
    opening, closing = 20 * scale, 20 * scale + gained
    held = 10 * scale
    codes = sorted([*LEAVES, *GROUPS])
    made.tables = [
        (
            "收入支出决算总表",
            "万元",
            [
                ["收入", None, "支出", None],
                ["项目", "决算数", "项目", "决算数"],
                *_paired(
                    [("一、一般公共预算财政拨款收入", fiscal), ("八、其他收入", gained)],
                    [(name, _under(spent, code)) for code, name in FUNCTIONS],
                ),
                ["本年收入合计", _text(income), "本年支出合计", _text(total)],
                ["年初结转和结余", _text(opening), "年末结转和结余", _text(closing)],
                ["总计", _text(income + opening), "总计", _text(total + closing)],
            ],
        ),
        (
            "收入决算表",
            "万元",
            [
                ["项目", None, "本年收入合计", "财政拨款收入", "其他收入"],
                ["功能分类科目编码", "科目名称", "^", "^", "^"],
                ["合计", None, _text(income), _text(fiscal), _text(gained)],
                *(
                    [
                        c,
                        _name(c),
                        _text(_under(spent, c) + _under(other, c)),
                        _text(_under(spent, c)),
                        _text(_under(other, c)),
                    ]
                    for c in codes
                ),
            ],
        ),
        ("支出决算表", "万元", _by_class("本年支出合计", codes, spent, basic, project, first=True)),
        (
            "财政拨款收入支出决算总表",
            "万元",
            [
                ["收入", None, "支出", None, None],
                ["项目", "决算数", "项目", "合计", "一般公共预算财政拨款"],
                *(
                    [left, value, name, _text(_under(spent, code)), _text(_under(spent, code))]
                    for (left, value), (code, name) in zip(
                        [
                            ("一、一般公共预算财政拨款", _text(fiscal)),
                            ("二、政府性基金预算财政拨款", ""),
                            ("", ""),
                            ("", ""),
                        ],
                        FUNCTIONS,
                        strict=True,
                    )
                ),
                ["本年收入合计", _text(fiscal), "本年支出合计", _text(fiscal), _text(fiscal)],
                [
                    "年初财政拨款结转和结余",
                    _text(held),
                    "年末财政拨款结转和结余",
                    _text(held),
                    _text(held),
                ],
                ["一、一般公共预算财政拨款", _text(held), "", "", ""],
                ["总计", _text(fiscal + held), "总计", _text(fiscal + held), _text(fiscal + held)],
            ],
        ),
        (
            "一般公共预算财政拨款支出决算表",
            "万元",
            _by_class("合计", codes, spent, basic, project, first=False),
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
                    _text(5 * scale),
                    _text(3 * scale),
                    "0.00",
                    "0.00",
                    _text(5 * scale),
                    _text(3 * scale),
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
    made.narrative = _narrative(made, spent, basic, project, other, opening)
    return made


def _narrative(
    made: Made,
    spent: dict[str, Decimal],
    basic: dict[str, Decimal],
    project: dict[str, Decimal],
    other: dict[str, Decimal],
    opening: Decimal,
) -> list[str]:
    total, gained = _sum(spent), _sum(other)
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
        f"本年支出合计{total:.2f}万元，其中：基本支出{_sum(basic):.2f}万元，占{_rate(_sum(basic), total)}%；"
        f"项目支出{_sum(project):.2f}万元，占{_rate(_sum(project), total)}%。",
        "五、一般公共预算财政拨款支出决算情况说明",
        "（一）一般公共预算财政拨款支出决算具体情况",
        f"一般公共预算财政拨款支出年初预算为{_sum(approved):.2f}万元，支出决算为{total:.2f}万元，"
        f"完成年初预算的{_rate(total, _sum(approved))}%。决算数小于预算数的主要原因：厉行节约。其中：",
    ]
    for number, code in enumerate(sorted(LEAVES), start=1):
        lines.append(
            f"{number}、{GROUPS[code[:3]]}（类）{GROUPS[code[:5]]}（款）{LEAVES[code][0]}（项）。主要用于：日常"
            f"支出。年初预算为{approved[code]:.2f}万元，支出决算为{spent[code]:.2f}万元，"
            f"完成年初预算的{_rate(spent[code], approved[code])}%。决算数小于预算数的主要原因：节约。"
        )
    lines += [
        "六、一般公共预算财政拨款基本支出决算情况说明",
        f"一般公共预算财政拨款基本支出{_sum(basic):.2f}万元。其中：人员经费{1070 * made.scale:.2f}万元，主要"
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
        rows.append([first[0], _text(first[1]), name, _text(value)])
    return rows


def _by_class(
    head: str,
    codes: Sequence[str],
    spent: dict[str, Decimal],
    basic: dict[str, Decimal],
    project: dict[str, Decimal],
    first: bool,
) -> list[Row]:
    rows: list[Row] = [
        ["项目", None, head, "基本支出", "项目支出"],
        ["功能分类科目编码", "科目名称", "^", "^", "^"],
    ]
    total: Row = ["合计", None, _text(_sum(spent)), _text(_sum(basic)), _text(_sum(project))]
    body: list[Row] = [
        [c, _name(c), _text(_under(spent, c)), _text(_under(basic, c)), _text(_under(project, c))]
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
            row += [code, names.get(code, ""), _text(_under(amounts, code)) if code else ""]
        rows.append(row)
    sides = [_sum({c: v for c, v in amounts.items() if c in side}) for side in (left, right)]
    rows.append(["人员经费合计", None, _text(sides[0]), "公用经费合计", None, _text(sides[1])])
    return rows


def _name(code: str) -> str:
    return LEAVES[code][0] if code in LEAVES else GROUPS[code]


def _sum(amounts: dict[str, Decimal]) -> Decimal:
    return sum(amounts.values(), D(0))


def _under(amounts: dict[str, Decimal], code: str) -> Decimal:
    if not code:
        return D(0)
    return sum((value for key, value in amounts.items() if key.startswith(code)), D(0))


def _text(value: Decimal) -> str:
    return f"{value:,.2f}" if value else ""


def _rate(part: Decimal, whole: Decimal) -> str:
    return f"{(part / whole * 100).quantize(D('0.01')):.2f}"


def as_document(made: Made, rows_per_page: int = 12) -> Document:
    """The accounts as the reader of a PDF gives them: cells with lines of their own."""
    lines: list[Line] = []
    tables: list[PageTable] = []
    page = 1

    def line(text: str) -> Line:
        lines.append(Line(page, len(lines) + 1, text))
        return lines[-1]

    line(made.name)
    line(f"{made.year}年度部门决算")
    for title, unit, rows in made.tables:
        page += 1
        line(title)
        line(f"单位：{unit}")
        for start in range(0, len(rows), rows_per_page):
            if start:
                page += 1
            part = rows[start : start + rows_per_page]
            tables.append(_table(page, part, line))
    page += 1
    for text in made.narrative:
        line(text)
    return Document("made.pdf", "0" * 64, tuple(lines), "pdf", tuple(tables))


def _table(page: int, rows: list[Row], line: Any) -> PageTable:
    cells = []
    for number, row in enumerate(rows):
        for column, text in enumerate(row):
            if text is None or text == "^":
                continue
            across = 1
            while column + across < len(row) and row[column + across] is None:
                across += 1
            down = 1
            while number + down < len(rows) and rows[number + down][column] == "^":
                down += 1
            line("")
            printed = tuple(line(piece) for piece in text.split("\n") if piece)
            cells.append(Cell(number, column, down, across, printed))
    line("")
    return PageTable(page, len(rows), len(rows[0]), tuple(cells))


def as_pdf(made: Made) -> bytes:
    """The accounts typeset: a cover, each table on a page of its own and over, the narrative."""
    from reportlab.lib import colors
    from reportlab.lib.pagesizes import A4
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont
    from reportlab.platypus import PageBreak, Paragraph, SimpleDocTemplate
    from reportlab.platypus import Table as Ruled

    font = "Noto Sans SC"
    if font not in pdfmetrics.getRegisteredFontNames():
        path = resources.files("zhplot") / "fonts" / "NotoSansSC-Regular.ttf"
        pdfmetrics.registerFont(TTFont(font, str(path)))
    plain = ParagraphStyle("plain", fontName=font, fontSize=10, leading=16, wordWrap="CJK")
    flow: list[Any] = [Paragraph(made.name, plain), Paragraph(f"{made.year}年度部门决算", plain)]
    for title, unit, rows in made.tables:
        flow += [PageBreak(), Paragraph(title, plain), Paragraph(f"单位：{unit}", plain)]
        style: list[Any] = [
            ("GRID", (0, 0), (-1, -1), 0.5, colors.black),
            ("FONT", (0, 0), (-1, -1), font, 9),
        ]
        for number, row in enumerate(rows):
            for column, text in enumerate(row):
                if text is None or text == "^":
                    continue
                across = down = 0
                while column + across + 1 < len(row) and row[column + across + 1] is None:
                    across += 1
                while number + down + 1 < len(rows) and rows[number + down + 1][column] == "^":
                    down += 1
                if across or down:
                    style.append(("SPAN", (column, number), (column + across, number + down)))
        content = [["" if t in (None, "^") else _wrapped(str(t)) for t in row] for row in rows]
        flow.append(Ruled(content, style=style, rowHeights=[60] * len(rows)))
    flow.append(PageBreak())
    flow += [Paragraph(text, plain) for text in made.narrative]
    out = io.BytesIO()
    SimpleDocTemplate(out, pagesize=A4, invariant=True).build(flow)
    return out.getvalue()


def _wrapped(text: str, width: int = 9) -> str:
    if text.replace(",", "").replace(".", "").isdigit():
        return text
    return "\n".join(text[at : at + width] for at in range(0, len(text), width))


def read_accounts(document: Document) -> pd.DataFrame:
    """The table of the accounts in `document`, narrative and all."""
    return read_whole(document, grids(document)).rows


def put_accounts(data: Path, department: str, year: int, scale: Decimal = ONE) -> None:
    """Accounts that are made, as `jixiao extract` would store them."""
    document = as_document(make_accounts(year, scale))
    made = document_report(document, department=department, year=year, data=data)
    assert made.primary == "accounts"
    files = report_files(made)
    assert made.document is not None
    write_files(
        data / department / str(year) / made.primary, {**files, **document_files(made.document)}
    )
