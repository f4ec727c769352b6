from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jixiao.base.amounts import Amount, find_amounts, half_unit, in_wan, read_number
from jixiao.base.errors import AmountError
from jixiao.base.han_numbers import read_han

MONEY = ("元", "万元", "亿元")


def only_amount(text: str, units: tuple[str, ...]) -> Amount:
    ((amount, start),) = find_amounts(text, units)
    assert start == 0
    return amount


@given(st.decimals(min_value=0, max_value=10**9, places=2, allow_nan=False))
def test_a_printed_amount_is_read_exactly(value: Decimal) -> None:
    amount = only_amount(f"{value:,f} 万元", MONEY)
    assert (amount.value, amount.unit) == (value, "万元")


@given(st.decimals(min_value=0, max_value=10**6, places=2, allow_nan=False))
def test_full_width_digits_read_as_plain_ones(value: Decimal) -> None:
    wide = str(value).translate(str.maketrans("0123456789.", "０１２３４５６７８９．"))
    assert read_number(wide) == value


def test_the_longest_unit_wins() -> None:
    assert only_amount("6,125.55万元", MONEY).unit == "万元"
    assert only_amount("6,125.55元", MONEY).unit == "元"


def test_yuan_stays_yuan_and_converts_exactly() -> None:
    amount = only_amount("6,125.55元", MONEY)
    assert amount.wan == Decimal("0.612555")
    assert in_wan(Decimal("2.5"), "亿元") == Decimal(25_000)


@pytest.mark.parametrize("text", ["1,179.52", "支出", "", "1,179.52 吨"])
def test_what_has_no_number_or_no_unit_is_no_amount(text: str) -> None:
    assert list(find_amounts(text, MONEY)) == []


def test_a_unit_that_is_not_money_cannot_be_converted() -> None:
    with pytest.raises(AmountError, match="no unit of money"):
        in_wan(Decimal(3), "辆")


def test_parts_of_a_longer_number_are_not_read_alone() -> None:
    assert [str(a.value) for a, _ in find_amounts("收入14,884.55万元，支出 30.19 万元", MONEY)] == [
        "14884.55",
        "30.19",
    ]


def test_a_chinese_comma_ends_a_clause_and_groups_no_digits() -> None:
    assert [str(a.value) for a, _ in find_amounts("完成服务29项，611家机构", ("项", "家"))] == [
        "29",
        "611",
    ]
    assert read_number("７，３０７．７３") == Decimal("7307.73")


@pytest.mark.parametrize("text", ["", "1,23", "1.2.3", "十", "--3", "1 2 x"])
def test_what_is_not_one_number_is_refused(text: str) -> None:
    with pytest.raises(AmountError):
        read_number(text)


def test_half_a_unit_of_the_last_printed_place() -> None:
    assert half_unit(Decimal("14884.55")) == Decimal("0.005")
    assert half_unit(Decimal("101")) == Decimal("0.5")


def test_a_long_negative_number_loses_no_digit() -> None:
    assert str(read_number("-10000000000000000000000000.001")) == "-10000000000000000000000000.001"


ALL = ("元", "千元", "万元", "百万元", "千万元", "亿元", "%", "项", "个", "辆")


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("3.2千元", "3.2", "千元"),
        ("5千万元", "5", "千万元"),
        ("1.2 百万元", "1.2", "百万元"),
        ("1.02×10^4元", "10200", "元"),
        ("1.02×10⁴万元", "10200", "万元"),
        ("（1,204.35）万元", "-1204.35", "万元"),
        ("(84.76) 万元", "-84.76", "万元"),
        ("玖仟捌佰陆拾贰万肆仟元整", "98624000", "元"),
        ("一亿一千零六十六万七千五百元", "110667500", "元"),
        ("十二万元", "120000", "元"),
        ("三点五万元", "35000", "元"),
        ("百分之九十二点四五", "92.45", "%"),
        ("百分之百", "100", "%"),
        ("９２.４５﹪", "92.45", "%"),
    ],
)
def test_amounts_in_other_writings(text: str, value: str, unit: str) -> None:
    amount = only_amount(text, ALL)
    assert (amount.value, amount.unit) == (Decimal(value), unit)
    assert amount.printed == "".join(text.split())


@pytest.mark.parametrize(
    "text",
    [
        "（1）项目支出",  # the number of a list
        "（2）万元以上的项目",
        "10^4万元",  # a power alone
        "10⁴万元",
        "几百万元",
        "数十万元",
        "一元化管理",
        "三百五元",  # 350 or 305
        "三三五万元",
        "多元",
        "1\ufffd万元",
    ],
)
def test_what_is_no_whole_figure_is_not_read_as_an_amount(text: str) -> None:
    assert list(find_amounts(text, ALL)) == []


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("－84.76", "-84.76"),
        ("−1,119.59", "-1119.59"),
        ("﹣3", "-3"),
        ("–3", "-3"),
        ("10\u2009231.58", "10231.58"),
        ("1\u202f204\u202f350", "1204350"),
        ("10\xa0231.58", "10231.58"),
        ("14,8 84.55", "14884.55"),
        ("7,307.7 3", "7307.73"),
    ],
)
def test_signs_and_spaces_that_can_only_stand_in_one_number(text: str, value: str) -> None:
    assert read_number(text) == Decimal(value)


@pytest.mark.parametrize("text", ["12 5", "10 231.58", "2022.6 250", "85\xa0100", "1,204 350"])
def test_two_numbers_side_by_side_are_not_one(text: str) -> None:
    with pytest.raises(AmountError):
        read_number(text)


@given(st.integers(min_value=1, max_value=10**12 - 1))
def test_chinese_numerals_read_back_as_they_were_written(value: int) -> None:
    assert read_han(in_han(value)) == value


def in_han(value: int) -> str:
    """`value` in Chinese numerals, written section by section."""
    digits, out, zero = "零一二三四五六七八九", "", False
    for large, name in ((10**8, "亿"), (10**4, "万"), (1, "")):
        section, value = divmod(value, large)
        if not section:
            zero = bool(out)
            continue
        said = ""
        zero = bool(out) and (zero or section < 1000)
        for unit, word in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
            digit, section = divmod(section, unit)
            if digit:
                said += ("零" if zero else "") + digits[digit] + word
                zero = False
            else:
                zero = zero or bool(said)
        zero = False
        out += said + name
    return out
