from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jixiao.base.amounts import find_amounts, half_unit, in_wan, read_amount, read_number
from jixiao.base.errors import AmountError

MONEY = ("元", "万元", "亿元")


@given(st.decimals(min_value=0, max_value=10**9, places=2, allow_nan=False))
def test_a_printed_amount_is_read_exactly(value: Decimal) -> None:
    amount = read_amount(f"{value:,f} 万元", MONEY)
    assert (amount.value, amount.unit) == (value, "万元")


@given(st.decimals(min_value=0, max_value=10**6, places=2, allow_nan=False))
def test_full_width_digits_read_as_plain_ones(value: Decimal) -> None:
    wide = str(value).translate(str.maketrans("0123456789.", "０１２３４５６７８９．"))
    assert read_number(wide) == value


def test_the_longest_unit_wins() -> None:
    assert read_amount("6,125.55万元", MONEY).unit == "万元"
    assert read_amount("6,125.55元", MONEY).unit == "元"


def test_yuan_stays_yuan_and_converts_exactly() -> None:
    amount = read_amount("6,125.55元", MONEY)
    assert amount.wan == Decimal("0.612555")
    assert in_wan(Decimal("2.5"), "亿元") == Decimal(25_000)


@pytest.mark.parametrize("text", ["1,179.52", "支出", "", "1,179.52 吨"])
def test_an_amount_without_number_or_unit_is_refused(text: str) -> None:
    with pytest.raises(AmountError, match="no figure with a unit"):
        read_amount(text, MONEY)


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
