"""Radicals that stand for ideographs are read as what they look like."""

from __future__ import annotations

import unicodedata

from jixiao.base.text import plain_ideographs


def test_kangxi_and_supplement_radicals_become_the_ideographs_they_look_like() -> None:
    assert (
        plain_ideographs("⽀出⻓期⼾数⼀⼆三⻅⻋⻔⺠生⺟子⻳")
        == "支出长期户数一二三见车门民生母子龟"
    )


def test_every_radical_but_the_one_without_an_equivalent_is_mapped_to_one_ideograph() -> None:
    for code in [*range(0x2E80, 0x2EF4), *range(0x2F00, 0x2FD6)]:
        radical = chr(code)
        if code in (0x2E80, 0x2E9A):  # no equivalent; not assigned
            assert plain_ideographs(radical) == radical
            continue
        plain = plain_ideographs(radical)
        assert len(plain) == 1
        assert unicodedata.name(plain).startswith("CJK UNIFIED IDEOGRAPH"), radical


def test_other_text_stays_as_it_is() -> None:
    text = "支出 10,231.58 万元 —— ①、Ⅱ m²"
    assert plain_ideographs(text) == text
