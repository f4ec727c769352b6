"""What a person judges otherwise is applied, shown, and not lost when the report is read again."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from jixiao.base.errors import TableError
from jixiao.prose.cover import notices
from jixiao.report import load_report
from jixiao.report.judgements import HEADER, apply_judgements, read_judgements
from jixiao.schema import frame_of
from jixiao.tables.indicators import reason

NAMES = ",".join(HEADER)


def row(text: str) -> str:
    return f"{NAMES}\n{text}\n"


JUDGED = row("2,绿化率,met,照片已看,李娜,2024-03-01")


def table(*names: str) -> object:
    return frame_of(
        [
            {"seq": seq, "name": name, "status": "unsupported", "reason": "claim: 「完成」"}
            for seq, name in enumerate(names, start=1)
        ],
        "indicators",
    )


def test_a_judgement_changes_status_and_reason_of_its_indicator_alone() -> None:
    before = table("人次", "绿化率")
    after, said = apply_judgements(before, read_judgements(JUDGED, "judgements.csv"))  # type: ignore[arg-type]
    assert list(after["status"]) == ["unsupported", "met"]
    assert after["reason"][1] == "judgement: 「照片已看」（李娜，2024-03-01）"
    assert said[0].applied
    assert list(before["status"]) == ["unsupported", "unsupported"]  # type: ignore[index]
    assert reason(next(after.iloc[[1]].itertuples()), "zh").startswith("人工判定")


def test_an_indicator_that_got_another_number_is_found_by_its_name() -> None:
    after, said = apply_judgements(table("绿化率", "人次"), read_judgements(JUDGED, "x"))  # type: ignore[arg-type]
    assert (list(after["status"]), said[0].applied) == (["met", "unsupported"], True)


@pytest.mark.parametrize("names", [("人次", "次数"), ("绿化率", "人次", "绿化率")])
def test_a_judgement_of_no_or_of_several_indicators_is_kept_and_not_applied(
    names: tuple[str, ...],
) -> None:
    after, said = apply_judgements(table(*names), read_judgements(JUDGED, "x"))  # type: ignore[arg-type]
    assert set(after["status"]) == {"unsupported"}
    assert [item.applied for item in said] == [False]


@pytest.mark.parametrize(
    "text",
    [
        "row,status\n",
        row("0,绿化率,met,看过,李娜,2024-03-01"),
        row("2,绿化率,good,看过,李娜,2024-03-01"),
        row("2,绿化率,met,,李娜,2024-03-01"),
        row("2,绿化率,met,看过,李娜,yesterday"),
        row("2,绿化率,met"),
    ],
)
def test_a_row_that_breaks_its_form_is_one_line(text: str) -> None:
    with pytest.raises(TableError) as caught:
        read_judgements(text, "judgements.csv")
    assert "\n" not in str(caught.value)


def test_a_report_applies_and_shows_the_judgements_beside_it(tmp_path: Path) -> None:
    source = Path(__file__).resolve().parents[2] / "data"
    shutil.copytree(source / "panyu-data-bureau" / "2022", tmp_path / "panyu-data-bureau" / "2022")
    shutil.copy(source / "departments.csv", tmp_path)
    folder = tmp_path / "panyu-data-bureau" / "2022" / "evaluation"
    text = row("1,编外人员工资支付及时性,met,已核对工资单,李娜,2024/3/1")
    (folder / "judgements.csv").write_text(text, "utf-8")
    report = load_report("panyu-data-bureau", 2022, tmp_path)
    assert report.table("indicators")["status"][0] == "met"
    assert any("李娜" in "".join(map(str, line)) for line in notices(report, "indicators", "zh"))
