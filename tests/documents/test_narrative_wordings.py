"""Narratives of made-up offices in wordings that are in use: each figure as its marker says, no other.

The texts are in tests/narratives; {fund:item [code] phase [base] [-]} stands before a figure that
must be a row, {?…} before one that must be this row or none, {} before one that must be none. They are
composed from the ministry's forms for 部门决算公开 and 部门预算公开 and their provincial variants;
offices and figures are invented.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from decimal import Decimal
from importlib.resources import files
from pathlib import Path

import pytest

from jixiao.base.amounts import fold
from jixiao.catalogue import wordings
from jixiao.extract.statements.kinds import Family
from jixiao.extract.statements.narrative import read_narrative
from jixiao.extract.statements.narrative_marks import CLASS_CODE
from jixiao.extract.statements.narrative_text import class_code
from jixiao.source import read_document

NARRATIVES = sorted((Path(__file__).parents[1] / "narratives").glob("*.txt"))
_MARKED = re.compile(
    r"\{(?P<said>[^}]*)\}(?P<value>(?:\d|,(?=\d))+(?:\.\d+)?)"
    r"(?P<unit>万元|亿元|元|%|辆|台（套）|台|个|批次|人次|批|次|人)?"
)
_CLASSES = {
    "201": "一般公共服务支出",
    "20106": "财政事务",
    "2010601": "行政运行",
    "207": "文化旅游体育与传媒支出",
    "208": "社会保障和就业支出",
    "20805": "行政事业单位养老支出",
    "2080505": "机关事业单位基本养老保险缴费支出",
    "213": "农林水支出",
    "21303": "水利",
    "2130301": "行政运行",
    "221": "住房保障支出",
    "22102": "住房改革支出",
    "2210201": "住房公积金",
}
Row = tuple[str, str, str, str, str, Decimal, str]


def _wanted(text: str, open_too: bool) -> list[Row]:
    """The rows that `text` marks; with those that may be left out if `open_too`."""
    rows = []
    for match in _MARKED.finditer(text):
        if not (words := match["said"].lstrip("?").split()):
            continue
        if match["said"].startswith("?") and not open_too:
            continue
        fund, _, item = words.pop(0).partition(":")
        sign = -1 if words[-1] == "-" else 1
        code = words.pop(0) if words[0].isdigit() else ""
        value = Decimal(match["value"].replace(",", "")) * sign
        compared = words[0] in ("change", "change_rate")
        base = next((word for word in words[1:] if word != "-"), "previous") if compared else ""
        rows.append((fund, item, code, words[0], base, value, match["unit"] or "万元"))
    return rows


@pytest.mark.parametrize("path", NARRATIVES, ids=lambda path: path.stem)
def test_each_figure_is_what_its_words_say_and_no_other_is_read(path: Path, tmp_path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    plain = tmp_path / "report.txt"
    plain.write_text(re.sub(r"\{[^}]*\}", "", text), encoding="utf-8")
    family: Family = "accounts" if path.stem.startswith("accounts") else "budget"
    wanted, allowed = _wanted(text, open_too=False), _wanted(text, open_too=True)
    assert len(wanted) >= 20
    found = read_narrative(read_document(plain), _CLASSES, family)
    rows: list[Row] = [
        (
            str(row["fund"]),
            str(row["item"]),
            str(row["classification"] or ""),
            str(row["phase"]),
            str(row["base"]) if row["phase"] in ("change", "change_rate") else "",
            Decimal(str(row["value"])),
            fold(str(row["unit"])).replace("台(套)", "台（套）"),
        )
        for row in found.rows
    ]
    assert not Counter(rows) - Counter(allowed), "read as what they are not"
    assert not Counter(wanted) - Counter(rows), "not read"


_ACCOUNTS = "2022年度部门决算\n一、收入支出决算总体情况说明\n"


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        ("2022年度收、支总计各是412,914万元。", []),  # one figure of six digits, or two of three
        ("2022年度收入总计、支出总计分别为412.5万元。", []),
        ("2022年度收入总计3，412.50万元。", [("total.income", "3412.50")]),
        ("2022年度收入总计、支出总计分别为3，412.50万元。", []),  # one figure or two
        (
            "2022年度收入总计、支出总计分别为412.5万元和414.9万元。",
            [("total.income", "412.5"), ("total.expenditure", "414.9")],
        ),
        ("收入总计412.5万元，414.9万元。", [("total.income", "412.5")]),
    ],
)
def test_figures_of_a_list_are_read_where_there_are_as_many_as_things(
    words: str, wanted: list[tuple[str, str]], tmp_path: Path
) -> None:
    report = tmp_path / "report.txt"
    report.write_text(_ACCOUNTS + words + "\n", encoding="utf-8")
    found = read_narrative(read_document(report), {}, "accounts")
    assert [(row["item"], str(row["value"])) for row in found.rows] == wanted


@pytest.mark.parametrize(
    ("family", "words", "wanted"),
    [
        ("accounts", "收入合计10万元，其中：事业收入2万元，占20%。", "all:income.current_year"),
        ("accounts", "收入总计10万元。基本支出5万元，占50%。", "all:expenditure"),
        ("accounts", "支出合计10万元，其中：基本支出5万元，占50%。", "all:expenditure"),
        ("budget", "本年收入9万元，占90%。", "all:total.income"),
        ("budget", "基本支出9万元，占90%。", "all:expenditure"),
    ],
)
def test_a_share_that_names_no_whole_is_of_what_it_is_a_part_of(
    family: Family, words: str, wanted: str, tmp_path: Path
) -> None:
    heads = {"accounts": _ACCOUNTS, "budget": "2022年部门预算\n一、收支总体情况说明\n"}
    report = tmp_path / "report.txt"
    report.write_text(heads[family] + "2022年度" + words + "\n", encoding="utf-8")
    found = read_narrative(read_document(report), {}, family)
    assert [row["base"] for row in found.rows if row["phase"] == "share"] == [wanted]


@pytest.mark.parametrize(
    ("heading", "words", "wanted"),
    [
        (  # 万 at the end of a clause is money, 万人 is not
            "二、收入决算情况说明",
            "2022年度收入合计412.5万，其中：事业收入12万，服务3万人次。",
            ["income.current_year 412.5 万元", "income.institutional 12 万元"],
        ),
        (
            "二、收入决算情况说明",
            "2022年度收入合计9167千元。",
            ["income.current_year 9167 千元"],
        ),
        (  # neither the least nor the most is what was spent
            "七、“三公”经费支出决算情况说明",
            "公务接待费为2万元至3万元。公务用车运行维护费5—6万元。因公出国（境）费1万元。",
            ["sangong.overseas 1 万元"],
        ),
        (
            "三、支出决算情况说明",
            "支出合计12万元，其中：基本支出、项目支出分别为2万元、10万元。",
            ["expenditure 12 万元", "expenditure.basic 2 万元", "expenditure.project 10 万元"],
        ),
    ],
)
def test_units_ranges_and_names_that_end_alike(
    heading: str, words: str, wanted: list[str], tmp_path: Path
) -> None:
    report = tmp_path / "report.txt"
    report.write_text(f"2022年度部门决算\n{heading}\n{words}\n", encoding="utf-8")
    rows = read_narrative(read_document(report), {}, "accounts").rows
    assert [f"{row['item']} {row['value']} {row['unit']}" for row in rows] == wanted


def test_a_text_without_headings_is_of_the_whole_and_a_colon_tells_of_what_stands_before_it(
    tmp_path: Path,
) -> None:
    """Nothing of such a page was read; and a kind that is not known gave its money to the total."""
    report = tmp_path / "report.txt"
    report.write_text(
        "示例市实验小学2017年预算公示\n2017年度我单位预算收入为1876.63万元（含上年结转454.30万元）。\n"
        "可分为以下几个方面\n1.福利与工资: 1057.92万元。较上年839.96万元增加25.95%。\n",
        encoding="utf-8",
    )
    rows = read_narrative(read_document(report), {}, "budget").rows
    assert [(row["item"], str(row["value"])) for row in rows] == [
        ("total.income", "1876.63"),
        ("balance.opening", "454.30"),
    ]


_BUDGET = "2026年部门预算\n2026年部门预算编制说明\n"


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        (  # the cause has no full stop, and the list is announced behind it
            "支出增加的主要原因是工作量增加\n财政拨款支出主要内容如下：\n"
            "1.“社会保障和就业支出（类）行政事业单位养老支出（款）行政单位离退休（项）”82.15万元。",
            ["行政单位离退休"],
        ),
        (
            "二、机关运行经费预算\n2026年清河区水务局（部门）下属1家机关和0家参公事业单位"
            "财政拨款的机关运行经费预算为124.56万元。",
            ["财政拨款的机关运行经费"],
        ),
        (
            "五、国有资产占有使用情况\n截至2025年8月31日，单价100万元（含）以上设备（不含车辆）0台（套）。",
            ["单价100万元（含）以上设备（不含车辆）"],
        ),
    ],
)
def test_what_a_budget_names_is_named_whole(words: str, wanted: list[str], tmp_path: Path) -> None:
    report = tmp_path / "report.txt"
    report.write_text(_BUDGET + words + "\n", encoding="utf-8")
    assert [
        row["name"] for row in read_narrative(read_document(report), {}, "budget").rows
    ] == wanted


def test_the_same_words_are_read_with_plain_and_with_full_width_marks(tmp_path: Path) -> None:
    text = (Path(__file__).parents[1] / "narratives" / "accounts-official.txt").read_text("utf-8")
    full = re.sub(r"\{[^}]*\}", "", text)
    plain = full.translate(str.maketrans("，：；（）“”", ',:;()""'))
    rows = []
    for number, written in enumerate((full, plain)):
        report = tmp_path / f"report{number}.txt"
        report.write_text(written, encoding="utf-8")
        found = read_narrative(read_document(report), _CLASSES, "accounts")
        rows.append([(r["fund"], r["item"], r["phase"], r["base"], r["value"]) for r in found.rows])
    assert rows[0] == rows[1]
    assert rows[0]


@pytest.mark.parametrize("mark", ["。", "：", "，"])
def test_a_heading_may_have_the_text_of_its_section_in_its_line(mark: str, tmp_path: Path) -> None:
    report = tmp_path / "report.txt"
    report.write_text(
        f"2021年度部门决算\n二、某某局2021年度部门决算情况说明\n（一）收入决算情况{mark}2021年度，收入合计为"
        f"457.81万元。\n（二）支出决算情况{mark} 2021年度，支出合计468.73万元。\n"
        "（三）公务接待情况，2021年接待了8批次。\n",
        encoding="utf-8",
    )
    document = read_document(report)
    rows = read_narrative(document, {}, "accounts").rows
    assert [(row["item"], str(row["value"]), row["line"]) for row in rows] == [
        ("income.current_year", "457.81", 3),
        ("expenditure", "468.73", 4),
    ]
    assert all(str(row["quote"]) in document.lines[int(row["line"]) - 1].text for row in rows)


@pytest.mark.parametrize("family", ["accounts", "budget"])
def test_every_unit_that_is_read_may_stand_in_the_table(family: str) -> None:
    columns = json.loads(files("jixiao.schema").joinpath("statements.json").read_text("utf-8"))
    (unit,) = (field for field in columns["fields"] if field["name"] == "unit")
    read = {fold(word) for word in wordings(f"{family}_narrative")["units"]}
    assert read - {fold(word) for word in unit["constraints"]["enum"]} == set()


def test_the_texts_are_there() -> None:
    assert len(NARRATIVES) >= 20


@pytest.mark.parametrize("text", ["支出决算为277-.11万元", "——（2010301）12.00万元"])
def test_a_number_without_a_name_beside_it_is_no_class(text: str) -> None:
    assert CLASS_CODE.search(text) is None


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        ("增加-3.2万元，下降3.1%", ["-3.2", "-3.1"]),
        ("增长－3.2万元", ["-3.2"]),
        ("减少-3.2万元", []),  # less by a minus: a slip, or an increase
        ("减少（增加）3.2万元", []),  # the form's words, of which none is struck out
        ("较上年103.2万元减少3.2万元", ["-3.2"]),
    ],
)
def test_an_increase_by_a_minus_is_a_decrease(
    words: str, wanted: list[str], tmp_path: Path
) -> None:
    report = tmp_path / "report.txt"
    compared = words if words.startswith("较") else f"比上年{words}"
    report.write_text(f"{_ACCOUNTS}2022年度收入总计100.00万元，{compared}。\n", encoding="utf-8")
    found = read_narrative(read_document(report), {}, "accounts")
    assert [str(row["value"]) for row in found.rows] == ["100.00", *wanted]


@pytest.mark.parametrize(
    "section", ["一、收入支出决算总体情况说明", "三、三公经费支出决算情况说明"]
)
def test_a_class_is_read_only_where_money_is_told_by_classes(section: str, tmp_path: Path) -> None:
    report = tmp_path / "report.txt"
    words = "（一）2080501-行政单位离退休178.51万元，比上年增加4.5万元。"
    report.write_text(f"2022年度部门决算\n{section}\n{words}\n", encoding="utf-8")
    found = read_narrative(read_document(report), {"2080501": "行政单位离退休"}, "accounts")
    assert found.rows == []


def test_a_class_of_a_list_whose_amount_stands_in_the_next_line_is_no_heading(
    tmp_path: Path,
) -> None:
    """Seen: 福州 2026. The line ends where the amount begins, or within it."""
    report = tmp_path / "report.txt"
    report.write_text(
        "2026年部门预算\n四、一般公共预算拨款支出情况说明\n"
        "2026年度一般公共预算拨款支出28.18万元，主要支出项目包括：\n"
        "（一）2080505-机关事业单位基本养老保险缴费支出\n3.54万元。主要用于缴费支出。\n"
        "（二）2080506-机关事业单位职业年金缴费支出 2.76 万\n元。主要用于缴费支出。\n"
        "（三）2101201-财政对职工基本医疗保险基金的补助 7.14\n万元。主要用于补助支出。\n"
        "（四）2101202-财政对城乡居民基本医疗保险基金的补助\n8.36万元。主要用于补助支出。\n"
        "（五）2101301-城乡医疗救助6.38万元。主要用于救助支出。\n",
        encoding="utf-8",
    )
    rows = read_narrative(read_document(report), {}, "budget").rows
    assert [(row["classification"], str(row["value"])) for row in rows] == [
        (None, "28.18"),
        ("2080505", "3.54"),
        ("2080506", "2.76"),
        ("2101201", "7.14"),
        ("2101202", "8.36"),
        ("2101301", "6.38"),
    ]


@pytest.mark.parametrize(
    ("heading", "words", "wanted"),
    [
        (
            "五、收支预算总体情况说明",
            "本部门当年预算收入5,093.76万元，其中：一般公共预算拨款4,793.76万元，较上年增加662.08万元，"
            "增长的主要原因是：经费增加；本部门当年预算支出5,193.76万元，其中：一般公共预算拨款"
            "4,893.76万元，较上年增加762.08万元，增长的主要原因是：经费增加。",
            [
                "all:total.income approved 5093.76",
                "general:income.fiscal_appropriation approved 4793.76",
                "all:total.expenditure approved 5193.76",
                "general:expenditure approved 4893.76",
            ],
        ),
        (
            "六、财政拨款收支情况说明",
            "本部门当年财政拨款收入5,093.76万元，其中：一般公共预算拨款收入4,793.76万元，较上年增加"
            "662.08万元，增长的主要原因是：经费增加；本部门当年财政拨款支出5,193.76万元，其中："
            "一般公共预算拨款支出4,893.76万元，较上年增加762.08万元，增长的主要原因是：经费增加。",
            [
                "fiscal:income.current_year approved 5093.76",
                "general:income.fiscal_appropriation approved 4793.76",
                "fiscal:expenditure approved 5193.76",
                "general:expenditure approved 4893.76",
            ],
        ),
    ],
)
def test_what_is_spent_is_read_behind_the_cause_of_what_is_received(
    heading: str, words: str, wanted: list[str], tmp_path: Path
) -> None:
    """Seen: 西安 2025. The budget that pays a part of what is spent is no income there."""
    report = tmp_path / "report.txt"
    report.write_text(f"2025年部门预算\n{heading}\n{words}\n", encoding="utf-8")
    rows = read_narrative(read_document(report), {}, "budget").rows
    assert [f"{r['fund']}:{r['item']} {r['phase']} {r['value']}" for r in rows] == wanted


def test_what_is_to_be_bought_is_not_at_hand_behind_a_part_that_is_not_known(
    tmp_path: Path,
) -> None:
    """Behind 老干部用车, which no catalogue knows, 其他用车1辆 was one of the cars that the office has."""
    text = (
        "2025年部门预算\n（六）国有资产占用情况\n"
        "截至2024年8月31日，本部门共有车辆7辆，其中：机要通信用车0辆、某某用车0辆、其他用车7辆。"
        "2025年部门预算安排购置车辆1辆，其中：机要通信用车0辆、某某用车0辆、执法执勤用车0辆、"
        "其他用车1辆；单价100万元（含）以上设备（不含车辆）0台（套）。\n"
    )
    report = tmp_path / "report.txt"
    report.write_text(text, encoding="utf-8")
    rows = read_narrative(read_document(report), {}, "budget").rows
    other = [(r["item"], r["value"]) for r in rows if r["item"].startswith("vehicles.")]
    assert {("vehicles.planned", 1), ("vehicles.other", 7)} <= set(other)
    assert not {("vehicles.other", 1), ("vehicles.enforcement", 0)} & set(other)


def test_a_class_whose_name_the_table_cuts_off_has_its_code() -> None:
    classes = {"20805": "行政事业单位养老支出", "2080505": "机关事业单位基本养老保险"}
    kind, group = "社会保障和就业支出", "行政事业单位养老支出"
    assert class_code(classes, kind, group, "机关事业单位基本养老保险缴费支出") == "2080505"
    assert class_code(classes, kind, group, "机关事业单位职业年金缴费支出") == ""
    classes["2080505"] = "机关"  # too little to tell
    assert class_code(classes, kind, group, "机关事业单位基本养老保险缴费支出") == ""
