"""The pages of points and of targets: charts, tables and words in both languages, and where they are made."""

from __future__ import annotations

import re
from decimal import Decimal as D

import pandas as pd
import pytest
from drawn import unreadable
from scored import form, indicator, report_of, words

from jixiao.base.language import Language
from jixiao.charts import scores, targets
from jixiao.labels import LANGUAGES
from jixiao.prose import scores as prose
from jixiao.prose import targets as prose_of_targets
from jixiao.report import Report
from jixiao.rounds.jobs import plan_jobs
from jixiao.scoring import ScoreResult, score_report
from jixiao.scoring.targets import HEADINGS, attained_counts, target_verdicts, verdict_counts
from jixiao.tables import scores as tables
from jixiao.tables import targets as tables_of_targets

both = pytest.mark.parametrize("language", LANGUAGES)


@pytest.fixture(scope="module")
def report() -> Report:
    """A department and two projects: points above, below, in a range, and missing."""
    projects = [
        form(1, form="department_self_evaluation", name=None, outturn=D(83), total_score=D(99)),
        form(2, execution_score=D(9)),
        form(3, total_weight=D(90), grade="优"),
    ]
    indicators = [
        indicator(1, score=D(8), deviation="未开展调查"),
        indicator(2, project=2, actual_value=D(210), weight=D(40), score=D(40)),
        indicator(3, project=2, level2="效益", level3="社会效益", **words("提升", "有所提升")),
        indicator(4, project=3, actual=None, actual_value=None),
        indicator(5, project=3, name="<b>满意度</b>", level2="满意度", level3="服务对象满意度"),
    ]
    return report_of(projects, indicators)


@pytest.fixture(scope="module")
def result(report: Report) -> ScoreResult:
    return score_report(report)


@both
def test_the_chart_says_what_lies_above_and_below(result: ScoreResult, language: Language) -> None:
    chart = scores.differences(result.lines, language)
    assert chart is not None
    assert "+1.70" in chart.alt
    assert "−2.00" in chart.alt
    assert chart.narrow is not None
    assert len(chart.data) == 3
    assert chart.png()
    first = chart.table
    assert first is not None
    assert list(chart.data["difference"]) == sorted(chart.data["difference"], reverse=True)


def test_one_difference_is_no_chart() -> None:
    lines = score_report(report_of([form(execution_score=D(9))], [indicator()])).lines
    assert scores.differences(lines, "en") is None


@both
def test_the_tables_state_points_formulas_and_what_is_missing(
    result: ScoreResult, language: Language
) -> None:
    apart = tables.differences(result.lines, language).text
    assert "8 / 10" in apart
    assert "8.30 = 10 × min(1, 83 ÷ 100)" in apart
    assert "未开展调查" in apart
    sums = tables.sums(result.totals, language).text
    assert "90" in sums
    whole = tables.totals(result.totals, result.schemes, language).text
    assert "优" in whole
    levels, missing, applied = (
        made(result, language) for made in (tables.levels, tables.missing, tables.schemes)
    )
    assert levels is not None
    assert "50" in levels.text
    assert missing is not None
    assert "指标4" in missing.text
    every = tables.lines(result.lines, language)
    assert "<b>满意度" not in every.html
    assert applied is not None
    assert applied.text.count("财预〔2020〕10号") >= 2
    for text in (apart, whole, missing.text, every.text):
        assert not re.search(r"\bnan\b|\bNone\b", text)


@both
def test_the_words_of_points(report: Report, result: ScoreResult, language: Language) -> None:
    cover = prose.scores_cover(report, result, language).text
    assert "99" in cover
    opening = prose.scores_opening(result, language).text
    assert {"8", "7", "3", "1", "2"} <= set(re.findall(r"\d+", opening))
    said = prose.schemes(result, language)
    assert said is not None
    assert "10号" in said.text
    chosen = score_report(report, "provincial-system")
    assert prose.schemes(chosen, language, "provincial-system") is not None
    empty = score_report(report_of([], []))
    assert prose.scores_opening(empty, language).text
    assert prose.schemes(empty, language) is None
    # Without lines nothing is said to agree, and the opening's sentence is the only one.
    assert (
        tables.differences(empty.lines, language).text == prose.scores_opening(empty, language).text
    )
    for made in (tables.levels, tables.missing, tables.schemes):
        assert made(empty, language) is None
    assert tables.sums(empty.totals, language) is None
    assert tables.totals(empty.totals, {}, language) is None


@both
def test_the_page_of_targets(report: Report, language: Language) -> None:
    verdicts = target_verdicts(report)
    counts = verdict_counts(verdicts)
    chart = targets.rules(counts, verdicts, language)
    assert chart is not None
    assert chart.narrow is not None
    assert chart.png()
    text = "".join(tables_of_targets.verdicts(verdicts, each, language).text for each in HEADINGS)
    assert "提升" in text
    assert "210.0" in text
    tables_of_targets.rules(counts, language)
    attained = tables_of_targets.attained(attained_counts(report), language)
    assert attained is not None
    assert "200" in attained.text
    assert tables_of_targets.not_judged(verdicts, language).text
    assert "5" in prose_of_targets.targets_cover(report, verdicts, language).text
    opening = prose_of_targets.targets_opening(verdicts, language).text
    assert "4" in opening


def test_kinds_are_named_in_the_language_of_the_page() -> None:
    wrong = indicator(name="资金支付及时率")
    verdicts = target_verdicts(report_of([form()], [wrong]))
    english = tables_of_targets.verdicts(verdicts, "direction", "en").text
    assert "stands under Quantity; it is Timeliness" in english
    assert "应属“时效”" in tables_of_targets.verdicts(verdicts, "direction", "zh").text


def test_no_rule_asked_is_no_chart() -> None:
    verdicts = target_verdicts(report_of([form()], [indicator(**words("是", None), level3=None)]))
    counts = verdict_counts(verdicts)
    assert int(counts["asked"].gt(0).sum()) < 2 or targets.rules(counts, verdicts, "en")


def test_pages_are_planned_where_their_tables_are_on_file(report: Report) -> None:
    assert {"scores", "targets"} <= {job.notebook for job in plan_jobs([report], ["en"])}
    budget = report_of([form()], [indicator()])
    about = dict(budget.descriptor["jixiao"]) | {"document": "budget"}
    promised = Report("made", 2022, dict(budget.descriptor) | {"jixiao": about}, budget.tables)
    planned = {job.notebook for job in plan_jobs([promised], ["en"])}
    assert "targets" in planned
    assert "scores" not in planned


def test_a_list_of_projects_has_no_page_of_points() -> None:
    """Its page said only that there is nothing to recompute."""
    listed = report_of([form()], [])
    about = dict(listed.descriptor["jixiao"]) | {"document": "assessment"}
    descriptor = {"jixiao": about, "sources": [], "resources": [{"name": "projects"}]}
    alone = Report("made", 2022, descriptor, {"projects": listed.tables["projects"]})
    planned = {job.notebook for job in plan_jobs([alone], ["en"])}
    assert "projects" in planned
    assert "scores" not in planned


@both
def test_faults_are_counted_by_what_a_rule_is_asked_of(language: Language) -> None:
    """ "299项中有13项" was said of forms, and where no rule found fault the first was in the title."""
    columns = ["heading", "rule", "asked", "failed", "not_applicable", "counted"]
    rows = [("direction", "copied_form", 299, 13, 0, "form")]
    rows.append(("detail", "measurable", 40, 0, 0, "indicator"))
    counts = pd.DataFrame(rows, columns=columns, dtype=object)
    verdicts = pd.DataFrame({"result": ["fail"], "page": [1]}, dtype=object)
    chart = targets.rules(counts, verdicts, language)
    assert chart is not None
    assert {"en": "13 of 299 forms", "zh": "299份表中有13份"}[language] in chart.alt
    none = targets.rules(counts.assign(failed=0), verdicts, language)
    assert none is not None
    title = {"en": "None of the 2 rules found a fault", "zh": "2条规则均未发现问题"}
    assert none.alt.startswith(title[language])
    assert unreadable(none) == []


def test_what_a_rule_is_asked_of_is_told_by_its_verdicts(report: Report) -> None:
    counts = verdict_counts(target_verdicts(report)).set_index("rule")["counted"]
    assert counts["measurable"] == "indicator"
    assert counts["copied_form"] == "form"
