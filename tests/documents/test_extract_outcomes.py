import re
from decimal import Decimal

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from jixiao.base.errors import Place, TableError
from jixiao.catalogue import wordings
from jixiao.extract.evaluation.outcomes import OTHER, name_measure, read_outcomes, unread_numbers
from jixiao.extract.evaluation.outline import Outline
from jixiao.extract.figures import FoundFigure, find_figures
from jixiao.report.published import HEADER, read_breaks, read_published


@pytest.fixture(scope="module")
def outcomes(parts: Outline) -> pd.DataFrame:
    return read_outcomes(parts, 2022)


@pytest.mark.parametrize(
    ("metric", "printed"),
    [
        ("business_accepted", {"158.75万宗", "158.69万宗"}),
        ("active_evaluations", {"289.50万次", "289.36万次"}),
        ("problems_solved", {"107宗", "112宗"}),
        ("base_stations_5g_new", {"1758座", "1760座"}),
        ("base_stations_5g_cumulative", {"11650座", "11652座"}),
        ("xiaowu_kiosks", {"88台", "89台"}),
        ("cloud_seats", {"337个", "326个"}),
        ("xiaowu_cases", {"14682宗", "15000宗", "15342次"}),
        ("guide_batches_corrected", {"33批次", "39批次"}),
        ("guide_items_corrected", {"957项", "1127项"}),
        ("urban_village_users", {"641个", "648个"}),
        ("waste_lines_cleared", {"98.7吨", "106.5吨"}),
        ("app_theme_count", {"16个", "20个"}),
        ("digital_safe_accounts", {"1269个", "1881个"}),
    ],
)
def test_one_measure_has_one_id_wherever_it_is_stated(
    outcomes: pd.DataFrame, metric: str, printed: set[str]
) -> None:
    assert set(outcomes[outcomes["metric"] == metric]["printed"]) == printed


def test_every_quote_stands_in_the_report_at_its_place(
    outcomes: pd.DataFrame, parts: Outline
) -> None:
    for row in outcomes.itertuples():
        assert parts.document.holds(row.quote, Place(row.page, row.line)), row.quote
        assert row.printed in "".join(row.quote.split())


def test_every_measure_of_the_first_report_is_named(outcomes: pd.DataFrame) -> None:
    assert len(outcomes) == 287
    assert OTHER not in set(outcomes["metric"])


def test_numbers_that_are_no_figures_are_listed_with_a_reason(parts: Outline) -> None:
    unread = unread_numbers(parts)
    without_unit = unread[unread["reason"] == "no_unit"]
    assert list(without_unit["printed"]) == ["0.0053"]


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("2022年完成10个项目", ["10个"]),
        ("1.深化改革12项", ["12项"]),
        ("7月1日上线3套", ["3套"]),
        ("印发《2022年第3份方案》2份", ["2份"]),
        ("5G基站1758座", ["1758座"]),
        ("新建24小时智慧大厅5个", ["5个"]),
        ("完成124条20户以上自然村", ["124条"]),
        ("全市排名第二", ["第二"]),
        ("排名并列第1名", ["第1名"]),
        ("发现问题30余次", ["30余次"]),
        ("完成29项，611家机构", ["29项", "611家"]),
    ],
)
def test_figures_are_told_from_other_numbers(text: str, printed: list[str]) -> None:
    found = [item.printed for item in find_figures(text) if isinstance(item, FoundFigure)]
    assert found == printed


WORDS = st.sampled_from(
    ["全区受理", "，", "。", "2022年", "7月", "座", "个", "万宗", "%", "第", "共"]
)


def test_what_follows_a_comma_between_digits_is_listed() -> None:
    """10，231.58 may be one figure or two: neither is read, none is lost."""
    found = find_figures("办理10，231.58万宗")
    assert [(item.start, item.end) for item in found] == [(2, 4), (5, 11)]
    assert not any(isinstance(item, FoundFigure) for item in found)


@given(st.lists(WORDS | st.integers(0, 10**6).map(str), max_size=20).map("".join))
def test_no_number_is_ever_lost(text: str) -> None:
    covered = set()
    for item in find_figures(text):
        covered |= set(range(item.start, item.end))
    digits = {m.start() for m in re.finditer(r"\d", text)}
    assert digits <= covered | {m.start() for m in re.finditer(r"(?<=[\d.])\d", text)}
    assert {m.start() for m in re.finditer(r"(?<!\d)\d", text)} <= covered


def test_an_unknown_measure_is_kept_under_other() -> None:
    (figure,) = find_figures("修剪古树，种花12项")
    assert isinstance(figure, FoundFigure)
    assert name_measure("修剪古树，种花12项", figure) == (OTHER, "种花…")


def test_periods_and_scopes_are_as_the_words_say(outcomes: pd.DataFrame) -> None:
    prices = outcomes[outcomes["metric"] == "seal_unit_price"]
    assert {(row.printed, row.period) for row in prices.itertuples()} == {
        ("182.24元/套", "2021"),
        ("115.66元/套", "2022"),
    }
    items = outcomes[outcomes["metric"] == "items_on_application"]
    assert set(items["period"]) == {"../2022-12-31"}


def test_every_measure_has_a_name_in_both_languages() -> None:
    for metric, words in wordings("metrics").items():
        assert words["en"], metric
        assert re.search(r"[一-鿿]", words["zh"]), metric


ROW = "2025,business_accepted,办件量,Cases,27.4,万宗,Q1,https://a.cn/post_1.html,简报,2025-05-14,"


def published(row: str) -> str:
    return ",".join(HEADER) + "\n" + row + "\n"


def test_a_quarter_is_a_period_of_its_own() -> None:
    rows, sources = read_published(published(ROW), "published.csv")[2025]
    assert rows["period"][0] == "2025-Q1"
    assert rows["value"][0] == Decimal("27.4")
    assert sources == [
        {
            "name": "post-1",
            "title": "简报",
            "path": "https://a.cn/post_1.html",
            "date": "2025-05-14",
        }
    ]


def test_pages_of_any_office_are_sources_and_pages_that_end_alike_are_told_apart() -> None:
    addresses = [
        "https://b.gov.cn/art/2025/3/1/art_1_23.html",
        "http://c.gov.cn/2024/index.html",
        "http://c.gov.cn/2025/index.html",
        "http://c.gov.cn/content.jsp?id=7",
    ]
    rows = [ROW.replace("https://a.cn/post_1.html", address) for address in addresses]
    _, sources = read_published(published("\n".join(rows)), "published.csv")[2025]
    names = {source["path"]: source["name"] for source in sources}
    assert names[addresses[0]] == "art-1-23"
    assert names[addresses[3]] == "content"
    assert len({*names.values()}) == 4
    assert all(re.fullmatch(r"index-[0-9a-f]{8}", names[each]) for each in addresses[1:3])


@pytest.mark.parametrize(
    ("row", "words"),
    [
        (ROW.replace("2025,", "x,", 1), "row 2, column year has 'x'"),
        (ROW.replace("27.4", "many"), "row 2, column value has 'many'"),
        (ROW.replace("https://a.cn/post_1.html", "page"), "row 2, column source_url"),
        (ROW.replace("https:", "javascript:"), "row 2, column source_url"),
        (ROW + ",more", "row 2 has 12 cells"),
    ],
)
def test_a_fault_in_the_published_file_names_row_and_column(row: str, words: str) -> None:
    with pytest.raises(TableError, match=words):
        read_published(published(row), "published.csv")


def test_a_break_needs_a_year() -> None:
    with pytest.raises(TableError, match="row 2, column from_year has 'soon'"):
        read_breaks("metric,from_year,reason_en,reason_zh\nx,soon,a,b\n", "breaks.csv")


def test_the_75_published_figures_are_all_on_file(data, root) -> None:  # type: ignore[no-untyped-def]
    path = data / "panyu-data-bureau" / "published.csv"
    years = read_published(path.read_text("utf-8"), path)
    assert sum(len(rows) for rows, _ in years.values()) == 75
    assert list(years) == [2019, 2020, 2021, 2022, 2023, 2024, 2025]
