"""Names of departments → their syllables, as pypinyin gives them, without its dictionaries."""

import subprocess
import sys

import pytest
from pypinyin import lazy_pinyin
from syllables_listed import phrases

from jixiao.report.syllables import _listed, syllables

NAMES = (
    "上海市普陀区人民政府万里街道办事处",
    "西安市卫生健康委员会",
    "重庆市会计局",
    "长沙市行政审批服务局",
    "成都市都江堰局",
    "财政局（本级）",
    "绩效2024 Office",
    "一",
    "",
)


@pytest.mark.parametrize("name", NAMES)
def test_a_name_has_the_syllables_of_the_library(name: str) -> None:
    assert "".join(syllables(name)) == "".join(lazy_pinyin(name))


def test_no_phrase_is_read_otherwise_than_its_characters_alone_but_for_the_listed_pairs() -> None:
    alone, pairs = _listed()
    asked = 0
    for phrase, read in phrases():
        if len(read) != len(phrase) or not set(phrase) <= set(alone):
            continue
        if pairs.isdisjoint(phrase[at : at + 2] for at in range(len(phrase))):
            asked += 1
            assert [alone[character] for character in phrase] == read, phrase
    assert asked > 10_000


def test_a_usual_name_needs_no_dictionary() -> None:
    code = (
        "import sys; from jixiao.report.syllables import syllables;"
        "syllables('上海市普陀区财政局'); sys.exit('pypinyin' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
