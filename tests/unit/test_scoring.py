"""Points recomputed: numbers by formula, words by range, and nothing where a number is missing."""

from __future__ import annotations

import json
import re
from decimal import Decimal as D
from pathlib import Path
from typing import Any, get_type_hints

import pytest
from scored import form, indicator, report_of, words

from jixiao.scoring import rows, score_report, scores
from jixiao.scoring.export import to_csv, to_json, to_text
from jixiao.scoring.levels import level_weights, missing_counts
from jixiao.scoring.lines import COLUMNS
from jixiao.scoring.names import ends
from jixiao.scoring.targets import attained_counts, target_verdicts, verdict_counts


def line(scheme: str | None = None, **more: object) -> Any:
    """The line of one indicator of a project's form."""
    lines = score_report(report_of([form()], [indicator(**more)]), scheme).lines
    return next(row for row in lines.itertuples() if row.part == "indicator")


def execution(**more: object) -> Any:
    lines = scores(report_of([form(**more)], [indicator()]))
    return next(row for row in lines.itertuples() if row.part == "execution")


def test_execution_is_outturn_of_revised_at_most_the_points() -> None:
    row = execution(revised=D("2495142.55"), outturn=D("2074962.01"))
    assert (row.low, row.high, row.difference) == (D("8.32"), D("8.32"), D("1.68"))
    assert row.kind == "execution_above"
    assert row.written == "10 × min(1, 2,074,962.01 ÷ 2,495,142.55)"
    assert execution(outturn=D(120)).low == D(10)
    assert execution(execution_score=D(9)).kind == "execution_below"


def test_what_the_rounding_of_printed_points_hides_is_no_difference() -> None:
    assert execution(outturn=D("83.75"), execution_score=D("8.4")).kind == "rounded"
    assert execution(outturn=D("83.75"), execution_score=D("8.40")).kind == "execution_above"


def test_a_form_that_prints_its_rate_alone_is_recomputed_by_the_rate() -> None:
    row = execution(revised=None, outturn=None, execution_rate=D("90"), execution_score=D(9))
    assert (row.low, row.kind) == (D(9), "equal")


@pytest.mark.parametrize(
    ("gone", "missing"),
    [("revised", "revised"), ("outturn", "outturn"), ("execution_weight", "weight")],
)
def test_a_number_that_is_missing_is_named_and_nothing_is_guessed(gone: str, missing: str) -> None:
    row = execution(**{gone: None})
    assert (row.low, row.high, row.difference) == (None, None, None)
    assert row.missing == (missing,)
    assert row.kind == "not_computed"


def test_a_missed_target_scores_its_share() -> None:
    row = line(target="≥800人", actual="744人", target_value=D(800), actual_value=D(744),
               target_unit="人", actual_unit="人", status="missed", weight=D(2), score=D("1.5"))  # fmt: skip
    assert (row.low, row.high, row.difference) == (D("1.86"), D("1.86"), D("-0.36"))
    assert row.kind == "missed_below"
    assert line(target_value=D(200), score=D(8)).kind == "missed_above"


def test_points_taken_from_a_target_that_was_met_are_said() -> None:
    row = line(score=D(8), deviation="未开展调查")
    assert (row.kind, row.difference, row.deviation) == ("met_below", D(-2), "未开展调查")
    assert line(score=D(11)).kind == "over_weight"


def test_a_bound_from_above_that_is_missed_is_a_range_by_the_national_method() -> None:
    over = {"bound": "≤", "actual_value": D(110), "status": "missed"}
    row = line(**over)
    assert (row.low, row.high) == (D("9.00"), D("9.09"))
    assert row.kind == "missed_above"
    row = line("provincial-system", **over)
    assert (row.low, row.high) == (D("9.00"), D("9.00"))
    assert line("provincial-system", **(over | {"actual_value": D(200)})).low == D(0)


def test_a_cost_is_one_at_most_and_in_per_cent_it_is_not_said() -> None:
    cost = {"level3": "成本", "bound": None, "actual_value": D(90)}
    assert line(**cost, target_unit="万元", actual_unit="万元").kind == "equal"
    row = line(**cost, target_unit="%", actual_unit="%")
    assert row.missing == ("direction",)
    assert line(**cost, target_unit="万元", actual_unit="万").low == D(10)


@pytest.mark.parametrize(
    ("more", "low", "high"),
    [
        (words("提升", "有所提升"), D(8), D(10)),
        (words("提升", "提升", reported="restatement", reason="restated: 「」"), D(8), D(10)),
        (words("建成", "推进中", reported="in_progress", status="in_progress"), D(6), D(8)),
        (words("提升", "部分达成预期指标并具有一定效果", reported="not_done"), D(6), D(8)),
        (words("建成", "完成80%", reason="done in part: 「80%」", status="missed"), D(6), D(8)),
        (words("建成", "未完成", reported="not_done", status="missed"), D(0), D(6)),
    ],
)
def test_a_result_in_words_has_a_range(more: dict[str, object], low: D, high: D) -> None:
    row = line(**more)
    assert (row.low, row.high) == (low, high)


def test_within_the_range_nothing_differs_and_beyond_it_the_nearest_end_counts() -> None:
    assert line(**words("提升", "有所提升"), score=D(9)).kind == "equal"
    row = line(**words("提升", "有所提升"), score=D(5))
    assert (row.kind, row.difference) == ("words_below", D(-3))
    late = words("建成", "推进中", reported="in_progress", status="in_progress")
    assert line(**late, score=D(10)).kind == "words_above"


@pytest.mark.parametrize(
    ("more", "missing"),
    [
        ({"actual": None, "actual_value": None}, "actual"),
        ({"actual_value": None, "reported": "restatement", "status": "unsupported"}, "restated"),
        ({"actual_value": None, "reported": "quality", "status": "unsupported"}, "result"),
        ({"actual_unit": "件", "status": "not_assessable", "reason": "no number: 「」"}, "result"),
        ({"target": None, "target_value": None, "actual": None, "actual_value": None}, "marks"),
        ({"weight": None}, "weight"),
        ({"reported": "denial", "status": "contradicted"}, "denial"),
        (words("6月前", "7月", reason="date: 7月", status="missed"), "late"),
        (words("实时", "略", reported="nothing", status="not_assessable"), "claim"),
    ],
)
def test_a_result_that_says_nothing_comparable_has_no_points(
    more: dict[str, object], missing: str
) -> None:
    row = line(**more)
    assert (row.low, row.missing) == (None, (missing,))


def test_accidents_that_were_to_stay_out_are_not_rewarded_for_being_many() -> None:
    row = line(bound=None, target_value=D(2), actual_value=D(4), status="missed", score=D(0))
    assert (row.low, row.high, row.kind) == (D(0), D(5), "equal")


@pytest.mark.parametrize(
    ("name", "low"),
    [
        ("群众投诉件数", D(10)),
        ("安全事故发生率", D(10)),
        ("投诉办结率", D("9.20")),
        ("违法行为查处率", D("9.20")),
        ("故障率下降", D("9.20")),
        ("在职人员控制率", None),
        ("疫情控制率", None),
    ],
)
def test_whether_less_is_better_without_a_sign(name: str, low: D | None) -> None:
    row = line(name=name, bound=None, actual_value=D(92), status="missed")
    assert row.low == low
    assert low is not None or row.missing == ("direction",)
    assert line(name=name, bound="≥", actual_value=D(92), status="missed").low == D("9.20")


def test_numbers_with_and_without_wan_are_of_one_unit() -> None:
    row = line(target_value=D(6), target_unit="万人次", actual_value=D(58000), actual_unit="人次",
               status="not_assessable", score=D("9.67"))  # fmt: skip
    assert (row.low, row.kind) == (D("9.67"), "equal")
    same = line(target_value=D(2), target_unit="万元", actual_value=D(1), actual_unit="万")
    assert same.written == "10 × max(0, 1 ÷ 2)"


def test_the_printed_rate_serves_where_an_amount_is_not_on_file() -> None:
    row = execution(revised=None, execution_rate=D("97.8"), execution_score=D("9.78"))
    assert (row.low, row.kind) == (D("9.78"), "equal")


def test_the_execution_line_has_the_points_of_a_scheme_of_the_place_where_none_are_printed() -> (
    None
):
    whole = form(form="department_self_evaluation", name=None, execution_weight=None,
                 outturn=D(96), execution_score=D("19.2"))  # fmt: skip
    row = next(scores(report_of([whole], [indicator()], 2022, "武汉市教育局")).itertuples())
    assert (row.weight, row.low, row.kind) == (D(20), D("19.20"), "equal")


def test_a_scheme_of_the_place_binds_before_the_one_of_everywhere() -> None:
    whole = form(form="department_self_evaluation", name=None)

    def scheme(department: str, year: int, row: dict[str, object]) -> set[str]:
        found = scores(report_of([row], [indicator()], year, department))
        return set(found["scheme"])

    assert scheme("武汉市教育局", 2022, whole) == {"hubei-department"}
    assert scheme("西安市教育局", 2022, whole) == {"own-points"}
    assert scheme("西安市教育局", 2022, form()) == {"national-project"}
    assert scheme("西安市教育局", 2018, form()) == {"own-points"}


def test_the_duty_lines_of_pidu_score_nothing_far_from_their_target() -> None:
    whole = form(form="department_self_evaluation", name=None)
    for result, points in ((69, 0), (90, 9), (110, 10), (131, 0)):
        rows = [indicator(actual_value=D(result), status="met")]
        lines = scores(report_of([whole], rows, 2025, "成都市郫都区教育局"))
        assert list(lines[lines["part"] == "indicator"]["low"]) == [D(points)], result


def test_a_named_line_of_a_scheme_scores_by_its_own_formula() -> None:
    whole = form(form="department_self_evaluation", name=None, approved=D(100), outturn=D(95))
    rows = [
        indicator(1, name="预算完成率", weight=D(5), score=D(5)),
        indicator(2, name="在职人员控制率", weight=D(5), score=D(5)),
    ]
    lines = scores(report_of([whole], rows, 2019, "长沙市某局"))
    first, second = (row for row in lines.itertuples() if row.part == "indicator")
    assert (first.low, first.kind) == (D(3), "line_above")
    assert second.missing == ("posts", "staff")


def test_tasks_are_parts_of_the_execution_line_and_count_once() -> None:
    whole = form(form="department_self_evaluation", name=None, total_score=D(20))
    task = form(2, form="department_task", name="甲", outturn=D(50), execution_weight=D(4),
                execution_score=D(4), total_weight=None, total_score=None)  # fmt: skip
    result = score_report(report_of([whole, task], [indicator()]))
    assert list(result.lines["part"]) == ["execution", "task", "indicator"]
    (total,) = result.totals.itertuples()
    assert (total.scores, total.weights, total.sum_difference) == (D(20), D(20), D(0))
    assert list(result.lines["kind"])[1] == "execution_above"


def test_a_total_is_compared_over_what_could_be_recomputed() -> None:
    rows = [indicator(1, score=D(8)), indicator(2, actual=None, actual_value=None)]
    (total,) = score_report(report_of([form(total_score=D(97))], rows)).totals.itertuples()
    assert (total.lines, total.computed) == (3, 2)
    assert (total.scores, total.sum_difference) == (D(28), D(69))
    assert (total.computed_weight, total.printed, total.low) == (D(20), D(18), D(20))
    assert total.difference == D(-2)
    assert (total.of_total, total.of_low) == (0, None)


def test_an_execution_line_without_points_may_stand_outside_of_the_total() -> None:
    rows = [indicator(1, weight=D(90), score=D(90))]
    outside = form(execution_weight=None, execution_score=D("9.84"), total_score=D(90))
    (total,) = score_report(report_of([outside], rows)).totals.itertuples()
    assert (total.scores, total.sum_difference, total.weights) == (D(90), D(0), D(90))
    (total,) = score_report(report_of([form(total_score=D(90))], rows)).totals.itertuples()
    assert (total.scores, total.sum_difference) == (D(100), D(-10))
    within = form(execution_weight=None)
    (total,) = score_report(report_of([within], rows)).totals.itertuples()
    assert (total.scores, total.weights) == (D(100), None)


def test_a_sum_with_a_line_without_points_is_no_sum() -> None:
    rows = [indicator(1), indicator(2, score=None)]
    (total,) = score_report(report_of([form()], rows)).totals.itertuples()
    assert (total.scores, total.sum_difference) == (None, None)


def test_levels_are_held_against_the_scheme_and_never_put_in_the_place_of_the_form() -> None:
    rows = [indicator(1, weight=D(60), score=D(60)), indicator(2, level2="效益", weight=D(20)),
            indicator(3, level2="满意度")]  # fmt: skip
    result = score_report(report_of([form()], rows))
    apart = level_weights(result.lines, result.schemes)
    assert [(r.level, r.weight, r.points) for r in apart.itertuples()] == [
        ("output", D(60), D(50)),
        ("benefit", D(20), D(30)),
    ]
    assert result.lines["high"].to_list()[1] == D(60)
    rows[0]["level2"] = None
    assert level_weights(score_report(report_of([form()], rows)).lines, result.schemes).empty


def test_why_lines_cannot_be_recomputed_is_counted() -> None:
    rows = [indicator(n, actual=None, actual_value=None) for n in (1, 2)]
    counts = missing_counts(scores(report_of([form(revised=None)], rows)))
    assert [(r.missing, r.lines, r.points) for r in counts.itertuples()] == [
        ("actual", 2, D(20)),
        ("revised", 1, D(10)),
    ]


def test_forms_without_points_and_summaries_give_none() -> None:
    rows = [form(1, form="summary"), form(2, form="project_target", execution_score=None)]
    lines = scores(report_of(rows, [indicator(project=2, score=None)]))
    assert lines.empty
    assert tuple(lines.columns) == COLUMNS


def test_indicators_of_no_form_are_recomputed_by_their_own_points() -> None:
    result = score_report(report_of(None, [indicator(project=None)]))
    (row,) = result.lines.itertuples()
    assert (row.scheme, row.kind) == ("own-points", "equal")
    (total,) = result.totals.itertuples()
    assert (total.scores, total.total_score) == (D(10), None)


def test_the_three_ways_to_print_say_the_same() -> None:
    hostile = "=cmd()\x1b[31m"
    result = score_report(report_of([form(name=hostile, execution_score=D(9))], [indicator()]))
    text, table = to_text(result), to_csv(result)
    assert "execution: below its rate" in text
    assert "\x1b" not in text + table
    assert not re.search(r"\bnan\b", text + table)
    stored = json.loads(to_json(result))
    assert [row["kind"] for row in stored["lines"]] == ["execution_below", "equal"]
    assert stored["lines"][0]["difference"] == "-1.00"
    assert stored["totals"][0]["scores"] == "19"
    assert table.splitlines()[0] == ",".join(COLUMNS)
    empty = score_report(report_of([], []))
    assert to_text(empty) == "the report gives no points\n"


def test_the_types_of_rows_name_the_columns_of_their_frames() -> None:
    result = score_report(report_of([form(execution_score=D(9))], [indicator()]))
    verdicts = target_verdicts(report_of([form()], [indicator()]))
    frames = {
        rows.ScoreLineRow: result.lines,
        rows.ScoreTotalRow: result.totals,
        rows.LevelRow: level_weights(result.lines, result.schemes),
        rows.MissingRow: missing_counts(result.lines),
        rows.VerdictRow: verdicts,
        rows.VerdictCountRow: verdict_counts(verdicts),
        rows.AttainedRow: attained_counts(report_of([form()], [indicator()])),
    }
    for kind, frame in frames.items():
        assert set(get_type_hints(kind)) == set(frame.columns), kind.__name__


def example(root: Path) -> list[list[str]]:
    page = (root / "docs" / "scoring.md").read_text("utf-8")
    table = page.split("The same with made-up figures")[1].split("\n\n")[1]
    return [[cell.strip() for cell in row.split("|")[1:-1]] for row in table.splitlines()[2:]]


def test_the_worked_example_of_the_page_is_what_the_schemes_give(root: Path) -> None:
    def measured(target: str, result: str, bound: str, unit: str) -> dict[str, object]:
        status = "missed" if bound else "met"
        return {
            "target": f"{bound}{target}{unit}",
            "actual": f"{result}{unit}",
            "bound": bound,
            "target_value": D(target),
            "actual_value": D(result),
            "target_unit": unit,
            "actual_unit": unit,
            "status": status,
            "reason": f"number: {result}",
        }

    made = {
        "管网维修长度": measured("80", "60", "≥", "公里"),
        "停水时间": measured("10", "16", "≤", "小时"),
        "水质": words("提升", "得到提升"),
        "泵站改造": words("完成改造", "部分完成"),
    }
    rows = example(root)
    assert len(rows) == 1 + len(made)
    for name, promised, points, *schemes in rows:
        for scheme, said in zip(("national-project", "hubei-project"), schemes, strict=True):
            if name in made:
                row = line(scheme, name=name, weight=D(points), **made[name])
                assert f"{row.target} → {row.actual}" == promised
            else:
                own = form(revised=D(200), outturn=D(150), execution_weight=D(points))
                row = next(score_report(report_of([own], [indicator()]), scheme).lines.itertuples())
            assert ends(row.low, row.high) == said, name
