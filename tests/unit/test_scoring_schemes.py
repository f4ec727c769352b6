"""Schemes of points: those on file hold together, and a fault of one's own is one line with file and key."""

from __future__ import annotations

from decimal import Decimal as D
from pathlib import Path

import pytest
from click.testing import CliRunner
from scored import form, indicator, report_of, words

from jixiao.base.errors import RequestError, TableError
from jixiao.cli.commands import main
from jixiao.report import Report, ReportDocument
from jixiao.scoring import OWN, load_schemes, scheme_called, score_report
from jixiao.scoring.page import scoring_page
from jixiao.source import Document, Line

GOOD = """\
key = "own-city"
name = { en = "our city", zh = "本市" }
source = "本市办法"
binds = { en = "our offices", zh = "本市各部门" }
uncertain = { en = "nothing", zh = "无" }
forms = ["project_self_evaluation"]
places = ["演示"]
years = [2021, 2023]
methods_of = "national-project"

[[lines]]
key = "execution"
name = { en = "execution", zh = "执行率" }
points = 20
execution = true
[[lines]]
key = "rest"
name = { en = "rest", zh = "其他" }
points = 80
kinds = ["产出", "效益", "满意度", "成本"]

[methods]
at_least = "weight if met else round(weight * result / target, 2)"

[[grades]]
name = { en = "good", zh = "好" }
least = 60
[[grades]]
name = { en = "bad", zh = "坏" }
least = 0
"""


def put(data: Path, text: str, name: str = "city.toml") -> Path:
    (data / "schemes").mkdir(exist_ok=True)
    (data / "schemes" / name).write_text(text, "utf-8")
    return data


def test_every_scheme_on_file_adds_up_and_says_where_it_is_from() -> None:
    schemes = load_schemes()
    assert len(schemes) >= 7
    for key, scheme in schemes.items():
        assert key == scheme.key
        assert not scheme.lines or sum(line.points for line in scheme.lines) == 100
        assert scheme.entry.source
        for language in ("en", "zh"):
            assert scheme.entry.uncertain[language]


def test_a_scheme_binds_by_form_place_and_year(tmp_path: Path) -> None:
    schemes = load_schemes(put(tmp_path, GOOD))
    own = schemes["own-city"]
    assert own.binds("project_self_evaluation", "演示局", 2022)
    assert not own.binds("project_self_evaluation", "演示局", 2024)
    assert not own.binds("project_self_evaluation", "别处局", 2022)
    assert not own.binds("department_self_evaluation", "演示局", 2022)
    national = schemes["national-project"]
    assert national.binds("project_self_evaluation", "任何局", 2020)
    assert not national.binds("project_self_evaluation", "任何局", 2019)
    assert schemes["hubei-department"].binds("department_self_evaluation", "武汉市教育局", 2022)
    assert not any(
        s.binds("department_self_evaluation", "西安市教育局", 2022) for s in schemes.values()
    )


def test_one_takes_the_methods_of_another_but_for_its_own(tmp_path: Path) -> None:
    own = load_schemes(put(tmp_path, GOOD))["own-city"]
    (formula,) = own.methods["at_least"]
    assert formula.text.startswith("weight if met else round(weight * result")
    assert len(own.methods["at_most"]) == 2
    assert own.tiers["achieved"] == (D(80), D(100))
    assert [str(own.grade(D(n)).name["zh"]) for n in (60, 59)] == ["好", "坏"]  # type: ignore[union-attr]
    assert load_schemes()[OWN].grades == ()


@pytest.mark.parametrize(
    ("good", "bad", "key", "said"),
    [
        ("points = 80", "points = 81", "lines", "101"),
        ("result / target, 2", "salary / target, 2", "methods.at_least", "salary"),
        ("result / target, 2", "result ** 2, 2", "methods.at_least", "not allowed"),
        ("round(weight * result / target, 2)", "(", "methods.at_least", "cannot be read"),
        ('source = "本市办法"\n', "", "source", "missing"),
        ('key = "rest"', 'key = "rest"\nweights = 3', "lines.2.weights", "no key"),
        ("points = 20", 'points = "many"', "lines.1.points", "cannot stand"),
        ("least = 60", "least = 0", "grades", "do not go down"),
        ('zh = "本市各部门"', 'fr = "nous"', "binds", "cannot stand"),
        ('{ en = "nothing", zh = "无" }', '{ en = "nothing" }', "uncertain.zh", "missing"),
        ('methods_of = "national-project"', "", "methods.execution", "missing"),
        ('methods_of = "national-project"', 'methods_of = "x"', "methods_of", "no scheme"),
        ("at_least =", "achieved = [90, 80]\nat_least =", "methods.achieved", "no range"),
        ('key = "own-city"', 'key = "national-project"', "key", "two schemes"),
        ('key = "own-city"', "key = ", None, "no TOML"),
    ],
)
def test_a_fault_is_one_line_with_file_and_key(
    tmp_path: Path, good: str, bad: str, key: str | None, said: str
) -> None:
    assert good in GOOD
    with pytest.raises(TableError) as fault:
        load_schemes(put(tmp_path, GOOD.replace(good, bad, 1)))
    line = str(fault.value)
    assert "city.toml" in line
    assert key is None or f", {key}" in line
    assert said in line
    assert "\n" not in line
    assert "city.toml" in fault.value.words("zh")


def test_the_command_says_it_and_exits_with_2(data: Path, tmp_path: Path) -> None:
    def asked(*more: str) -> tuple[int, str]:
        result = CliRunner().invoke(main, ["score", "panyu-data-bureau/2022", *more])
        return result.exit_code, result.output

    assert asked("--data", str(data), "--scheme", "none-such")[0] == 2
    copy = tmp_path / "data"
    copy.mkdir()
    for each in data.iterdir():
        (copy / each.name).symlink_to(each.resolve())
    put(copy, GOOD.replace("points = 80", "points = 70"))
    code, output = asked("--data", str(copy))
    assert code == 2
    assert "city.toml" in output
    assert "add up to 90" in output
    assert "Traceback" not in output


def test_a_scheme_that_is_not_there_is_a_line_that_names_those_there_are() -> None:
    with pytest.raises(RequestError, match="hubei-department"):
        scheme_called("none-such", load_schemes())


def test_the_page_on_scoring_is_what_the_schemes_and_rules_say(root: Path) -> None:
    """To accept a change: python -m jixiao.scoring.page > docs/scoring.md"""
    assert (root / "docs" / "scoring.md").read_text("utf-8") == scoring_page()


def test_a_line_of_hunan_takes_posts_and_people_from_the_offices_own_text() -> None:
    """The form names the line and its points; its numbers stand in the office's accounts alone."""
    lines = (Line(1, 1, "截至2022年底，本部门人员编制20人，实有人员21人。"),)
    text = Document("accounts", "0" * 64, lines)
    about = {"department_en": "A", "department_zh": "湖南省演示厅"}
    tables = report_of(
        [form(form="department_self_evaluation", execution_weight=None, execution_score=None)],
        [
            indicator(1, name="在职人员控制率", weight=D(5), score=D(5), **words("100%", "完成")),
            indicator(2, name="“三公经费”变动率", weight=D(5), score=D(5), **words("≤0", "完成")),
        ],
    ).tables
    made = {
        "evaluation": ReportDocument(
            "evaluation",
            {
                "jixiao": about | {"document": "evaluation"},
                "resources": [{"name": name} for name in tables],
                "sources": [],
            },
            {name: rows.drop(columns="document") for name, rows in tables.items()},
        ),
        "accounts": ReportDocument(
            "accounts",
            {"jixiao": about | {"document": "accounts"}, "resources": [], "sources": []},
            {},
            text,
        ),
    }
    found = score_report(Report.of_documents("a", 2022, made)).lines
    staff, public = (row for row in found.itertuples() if row.part == "indicator")
    assert staff.scheme == "hunan-department"
    assert (staff.low, staff.difference) == (D("2.5"), D("2.5"))  # 105 %: five points of 0.5
    assert "21" in staff.written
    assert public.missing == ("three_public", "three_public_previous")
