import json
from pathlib import Path

import pytest

from jixiao.base.errors import ReportError, RequestError, SourceError, TableError
from jixiao.check import check_quotes, notes
from jixiao.extract.extraction import extract_report
from jixiao.extract.place import place_in_data
from jixiao.extract.storing import store_report
from jixiao.report import Report, find_data_folder, load_breaks, load_report, report_files
from jixiao.rounds.bring_in import with_counts

DEPARTMENT = "panyu-data-bureau"


def test_extraction_gives_the_committed_files_byte_for_byte(
    report: Report, source_file: Path, data: Path, tmp_path: Path
) -> None:
    """To accept a change: jixiao extract <report.txt> --department D --year Y --force."""
    fresh = with_counts(extract_report(source_file, department=DEPARTMENT, year=2022, data=data))
    for name, text in report_files(fresh).items():
        committed = source_file.parent / name
        if text.encode() != committed.read_bytes():
            actual = tmp_path / f"{name}.actual"
            actual.write_text(text, "utf-8")
            pytest.fail(f"{committed} differs from what is extracted, see {actual}")


def test_the_descriptor_says_what_the_report_says_of_itself(report: Report) -> None:
    assert report.about["self_score"] == "94.48"
    assert report.about["grade"] == "优"
    assert report.department_name("zh") == "广州市番禺区政务服务数据管理局"
    assert report.descriptor["sources"][0]["sha256"].startswith("e4382f60")


def test_every_quote_on_file_stands_in_the_report(report: Report) -> None:
    assert check_quotes(report) == 100 + 287


def test_totals_that_do_not_re_add_are_noted(report: Report) -> None:
    assert [str(note) for note in notes(report)] == [
        "expenditure, outturn: the parts add up to 7,305.07 万元, printed 7,307.73 万元",
        "expenditure.project.departmental, outturn: the parts add up to 6,111.95 万元, "
        "printed 6,125.55 万元",
    ]


def test_a_wrong_quote_is_found(report: Report) -> None:
    budget = report.tables["budget"].copy()
    budget.loc[3, "quote"] = "年初结转15.81万元"
    changed = Report(
        report.department,
        report.year,
        report.descriptor,
        {**report.tables, "budget": budget},
        report.document,
    )
    with pytest.raises(TableError, match="row 5, column quote"):
        check_quotes(changed)


@pytest.mark.parametrize(
    ("department", "year", "words"),
    [
        ("nobody", 2022, "department 'nobody' is not on file; on file: panyu-data-bureau"),
        (DEPARTMENT, 1999, "has no year 1999 on file; on file: 2019, 2020"),
        (DEPARTMENT, "2022", "year '2022' is no whole number"),
    ],
)
def test_what_is_not_on_file_is_answered_with_what_is(
    data: Path, department: str, year: int, words: str
) -> None:
    with pytest.raises(RequestError, match=words):
        load_report(department, year, data)


def test_a_missing_table_and_a_damaged_descriptor_give_one_line(copied: Path) -> None:
    folder = copied / DEPARTMENT / "2022" / "evaluation"
    (folder / "tasks.csv").unlink()
    with pytest.raises(TableError, match=r"tasks\.csv: .*the file is missing"):
        load_report(DEPARTMENT, 2022, copied)
    (folder / "datapackage.json").write_text("{", "utf-8")
    with pytest.raises(TableError, match="is no descriptor"):
        load_report(DEPARTMENT, 2022, copied)


def test_a_year_without_a_budget_says_so(data: Path) -> None:
    with pytest.raises(TableError, match="there is no table budget; on file: outcomes"):
        load_report(DEPARTMENT, 2023, data).table("budget")


def test_the_data_folder_is_found_from_any_folder_of_the_workbook(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("JIXIAO_DATA", raising=False)
    assert find_data_folder(root / "notebooks") == root / "data"
    with pytest.raises(RequestError, match="no data folder here or above"):
        find_data_folder(tmp_path)
    monkeypatch.setenv("JIXIAO_DATA", str(tmp_path / "none"))
    with pytest.raises(RequestError, match="is no folder"):
        find_data_folder()


def test_breaks_are_on_file(data: Path) -> None:
    breaks = load_breaks(DEPARTMENT, data)
    assert ("business_accepted", 2022) in set(
        zip(breaks["metric"], breaks["from_year"], strict=True)
    )


@pytest.mark.parametrize("name", ["../outside", "a/b", "Ä", "", "a b", "-x"])
def test_a_department_cannot_leave_the_data_folder(data: Path, name: str) -> None:
    with pytest.raises(RequestError, match="is no name of a department"):
        place_in_data(data, name, 2022, "evaluation")


def test_the_wrong_year_and_no_report_at_all_are_refused(
    source_file: Path, data: Path, tmp_path: Path
) -> None:
    with pytest.raises(SourceError, match="the cover says 2022, not 2021"):
        extract_report(source_file, department=DEPARTMENT, year=2021, data=data)
    letter = tmp_path / "letter.txt"
    letter.write_text("敬启者：\n", "utf-8")
    with pytest.raises(SourceError, match="holds no table, and no figure"):
        extract_report(letter, department=DEPARTMENT, year=2022, data=data)


def test_reviewed_tables_are_not_overwritten_without_force(
    report: Report, source_file: Path, copied: Path
) -> None:
    folder = copied / DEPARTMENT / "2022" / "evaluation"
    table = folder / "budget.csv"
    reviewed = table.read_text("utf-8").replace("14884.55", "14884.56", 1)
    table.write_text(reviewed, "utf-8")
    with pytest.raises(RequestError, match=r"budget\.csv would change"):
        store_report(report, source_file, folder, force=False)
    assert table.read_text("utf-8") == reviewed
    assert store_report(report, source_file, folder, force=True)["budget.csv"] == "replaced"
    assert store_report(report, source_file, folder, force=False)["budget.csv"] == "unchanged"


DAMAGED = ["{broken", "{}", "[]", '{"resources": [1]}', '{"jixiao": {}, "resources": [1]}']


@pytest.mark.parametrize("text", DAMAGED)
def test_a_damaged_descriptor_is_said_and_written_anew_with_force(
    text: str, report: Report, source_file: Path, copied: Path
) -> None:
    """It was refused with the advice to extract: the very command that refused."""
    folder = copied / DEPARTMENT / "2022" / "evaluation"
    descriptor = folder / "datapackage.json"
    whole = descriptor.read_bytes()
    descriptor.write_text(text, "utf-8")
    with pytest.raises(TableError, match="is no descriptor of a report"):
        load_report(DEPARTMENT, 2022, copied)
    with pytest.raises(RequestError, match=r"datapackage\.json would change"):
        store_report(report, source_file, folder, force=False)
    assert store_report(report, source_file, folder, force=True)["datapackage.json"] == "replaced"
    assert descriptor.read_bytes() == whole


def test_every_error_is_one_line() -> None:
    error = ReportError("what\nbroke", where="here", remedy="mend it")
    assert str(error) == "here: what broke; mend it"
    assert error._render_traceback_() == ["ReportError: here: what broke; mend it"]


def test_the_descriptor_is_plain_json_in_chinese(source_file: Path) -> None:
    text = (source_file.parent / "datapackage.json").read_text("utf-8")
    assert "广州市番禺区" in text
    assert json.loads(text)["jixiao"]["year"] == 2022
