"""Names of offices → English ones, where every word is in the catalogue; else none."""

import re
from pathlib import Path

import pytest

from jixiao.catalogue import wordings
from jixiao.report.english_name import english_name, spelled
from jixiao.report.on_file import names_of

NAMES = {
    "上海市普陀区财政局": "Finance Bureau of Putuo District, Shanghai",
    "上海市普陀区人民政府万里街道办事处": "Wanli Subdistrict Office, Putuo District, Shanghai",
    "上海市普陀区人民政府办公室": "Office of the People's Government of Putuo District, Shanghai",
    "上海市普陀区规划和自然资源局": "Planning and Natural Resources Bureau of Putuo District, Shanghai",
    "西安市卫生健康委员会": "Health Commission of Xi'an",
    "深圳市财政局(本级)": "Finance Bureau of Shenzhen (its own office)",
    "济南市市中区司法局": "Justice Bureau of Shizhong District, Jinan",
    "上海市浦东新区发展和改革委员会": "Development and Reform Commission of Pudong New Area, Shanghai",
    "广东省人力资源和社会保障厅": "Human Resources and Social Security Department of Guangdong Province",
    "广州市番禺区政务服务数据管理局": "Government Services and Data Administration of Panyu District, Guangzhou",
    "呼和浩特市民政局": "Civil Affairs Bureau of Hohhot",
    "蔚县林业局": "Forestry Bureau of Yu County",
    "长沙市公安局交通警察支队": "Traffic Police Detachment of the Public Security Bureau of Changsha",
    "财政局": "Finance Bureau",
}
NONE = (
    "西安市第一中学",  # no office of a kind that is known
    "某市某局",
    "丁青县财政局",  # its own spelling is not that of its characters
    "阿克苏地区财政局",
    "北京市大兴区长子营镇人民政府",  # 长 is read in two ways, and the place is not on file
    "西安市经济技术开发区管理委员会",  # a zone is no place that is spelled
    "积石山保安族东乡族撒拉族自治县财政局",
    "上海市普陀区财政局第二办公点",
    "",
)


@pytest.mark.parametrize("name", NAMES)
def test_an_office_is_called_by_the_words_of_its_name(name: str) -> None:
    assert english_name(name) == NAMES[name]


@pytest.mark.parametrize("name", NONE)
def test_a_word_that_is_not_known_leaves_the_name_in_chinese(name: str, tmp_path: Path) -> None:
    assert english_name(name) is None
    assert name == "" or names_of("a", 2024, tmp_path, name) == {"zh": name, "en": name}


def test_the_name_of_the_departments_file_comes_before_the_words_of_the_catalogue(
    tmp_path: Path,
) -> None:
    name = "上海市普陀区财政局"
    assert names_of("a", 2024, tmp_path, name)["en"] == NAMES[name]
    head = "department,from_year,to_year,name_zh,name_en\n"
    (tmp_path / "departments.csv").write_text(f"{head}a,2020,,{name},Putuo Finance\n", "utf-8")
    assert names_of("a", 2024, tmp_path, name)["en"] == "Putuo Finance"


def test_places_are_spelled_in_one_word_with_an_apostrophe_before_a_vowel() -> None:
    assert [spelled(place) for place in ("西安", "番禺", "吕梁", "上海")] == [
        "Xi'an",
        "Panyu",
        "Lüliang",
        "Shanghai",
    ]
    names = wordings("place_names")["names"].values()
    assert all(re.fullmatch("[A-Z][a-zü']+(?: [A-Z][a-z]+)?", name) for name in names)
