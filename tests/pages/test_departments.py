"""Departments: their names and predecessors, side by side in one year, and final accounts alone."""

from __future__ import annotations

import io
import re
import shutil
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import nbformat
import pandas as pd
import papermill
import pytest
from accounts_made import as_document, make_accounts, put_accounts, read_accounts
from bs4 import BeautifulSoup
from made_index import index_page
from synthetic import NAME, write_synthetic

from jixiao.analysis import accounts as final
from jixiao.analysis import accounts_compared as compared
from jixiao.analysis.compare import budgets
from jixiao.analysis.departments import department, overview, renamings, side_by_side
from jixiao.base.errors import RequestError, TableError
from jixiao.labels.links import Reference
from jixiao.prose.departments import departments_opening
from jixiao.prose.report import comparison_opening
from jixiao.publish.index_entry import entry
from jixiao.publish.index_lines import IndexDepartment
from jixiao.publish.page import finish_page
from jixiao.report import (
    DATA_VARIABLE,
    department_names,
    each_of_year,
    list_reports,
    load_report,
    load_reports,
    load_year,
)
from jixiao.report.departments import predecessors, read_departments
from jixiao.report.readings import any_recognised
from jixiao.rounds.jobs import REPORT_NOTEBOOKS, plan_jobs
from jixiao.rounds.plan import Request, plan_round
from jixiao.rounds.round import run_round
from jixiao.rounds.source_pages import page_name
from jixiao.storage.files import LocalStore
from jixiao.tables import compare as compare_tables
from jixiao.tables import departments as tables

D = Decimal
ONE = D(1)
HEAD = (
    "department,from_year,to_year,name_zh,name_en,district_zh,district_en,code,predecessor,note\n"
)


@pytest.fixture(scope="module")
def filed(tmp_path_factory: pytest.TempPathFactory, data: Path) -> Path:
    """A data folder with two departments of final accounts and a synthetic self-evaluation."""
    folder = tmp_path_factory.mktemp("filed") / "data"
    write_synthetic(data, folder, (2023,))
    put_accounts(folder, "made-bureau", 2022, D("0.9"))
    put_accounts(folder, "made-bureau", 2023)
    put_accounts(folder, "small-bureau", 2023, D("0.01"))
    return folder


def test_names_follow_the_year(data: Path) -> None:
    before = department_names("panyu-data-bureau", 2023, data)
    after = department_names("panyu-data-bureau", 2024, data)
    assert before is not None
    assert after is not None
    assert before["zh"] == "广州市番禺区政务服务数据管理局"
    assert after["zh"] == "广州市番禺区政务服务和数据管理局"
    assert department_names("panyu-data-bureau", 2018, data) is None


def test_a_comparison_says_that_a_department_was_renamed(data: Path) -> None:
    reports = load_reports("panyu-data-bureau", data=data)
    assert renamings(reports) == [
        (2024, "广州市番禺区政务服务数据管理局", "广州市番禺区政务服务和数据管理局")
    ]
    for language in ("en", "zh"):
        text = comparison_opening(reports, language).text
        assert "广州市番禺区政务服务和数据管理局" in text
    assert "2024年由广州市番禺区政务服务数据管理局更名为" in comparison_opening(reports, "zh").text


def test_an_outturn_that_is_the_same_does_not_go_anywhere(data: Path, tmp_path: Path) -> None:
    for year in (2022, 2023):
        put_accounts(tmp_path, "made-bureau", year)
    reports = load_reports("made-bureau", data=tmp_path)
    told = {language: comparison_opening(reports, language).text for language in ("en", "zh")}
    assert "the outturn of 2022 and of 2023 is the same, 1,770.00 万元" in told["en"]
    assert "2022年与2023年支出相同，均为1,770.00万元" in told["zh"]


def test_years_before_a_department_are_those_of_its_predecessor(
    filed: Path, tmp_path: Path
) -> None:
    data = tmp_path / "data"
    shutil.copytree(filed, data)
    (data / "departments.csv").write_text(
        HEAD
        + "made-bureau,2000,,旧局,Old bureau,,,,,\n"
        + "small-bureau,2023,,新局,New bureau,,,,made-bureau,\n",
        "utf-8",
    )
    reports = load_reports("small-bureau", data=data)
    assert [(r.year, r.department) for r in reports] == [
        (2022, "made-bureau"),
        (2023, "small-bureau"),
    ]
    with pytest.raises(RequestError, match="has no year 2019 on file"):
        load_reports("small-bureau", [2019, 2023], data)


def test_a_fault_in_the_departments_is_one_line_with_its_row(tmp_path: Path) -> None:
    path = tmp_path / "departments.csv"
    for rows, words in (
        ("a,soon,,甲,A,,,,,\n", "row 2 cannot be read"),
        ("a,2000,,甲,A,,,,,\na,2010,,乙,B,,,,,\n", "rows 2 and 3 both name a"),
        ("a,2000,,甲,A,,,,b,\nb,2000,,乙,B,,,,a,\n", "a continues itself"),
    ):
        path.write_text(HEAD + rows, "utf-8")
        with pytest.raises(TableError, match=words) as caught:
            read_departments(tmp_path)
        assert str(caught.value).startswith(str(path))
    path.write_text(HEAD + "c,2000,,丙,C,,,,b,\nb,2000,,乙,B,,,,a,\n", "utf-8")
    assert predecessors("c", read_departments(tmp_path)) == ["b", "a"]


def test_departments_of_one_year_stand_side_by_side(filed: Path) -> None:
    rows = overview(load_year(2023, filed)).set_index("department")
    assert list(rows.index) == ["made-bureau", "small-bureau", NAME]
    assert rows.loc["made-bureau", "source"] == "accounts"
    assert rows.loc["made-bureau", "outturn_wan"] == D("1770.00")
    assert rows.loc["made-bureau", "approved_wan"] == D("1820.00")
    assert rows.loc["made-bureau", "of_approved_pct"] == D("97.25")
    assert rows.loc["made-bureau", "basic_pct"] == D("83.05")
    assert rows.loc["made-bureau", "revised_wan"] is None
    assert rows.loc[NAME, "source"] == "budget"
    with pytest.raises(RequestError, match="no department has the year 2001 on file"):
        load_year(2001, filed)


def test_a_report_without_money_is_named_and_not_shown_as_zero(data: Path) -> None:
    departments = [department(report) for report in each_of_year(2023, data)]
    rows = side_by_side(departments)
    assert rows.empty
    assert [each.department for each in departments if not each.shown] == ["panyu-data-bureau"]
    said = departments_opening(departments, rows, "en").text
    assert departments[0].names["en"] in said


def test_years_of_final_accounts_are_compared(filed: Path) -> None:
    years = {r.year: r.tables for r in load_reports("made-bureau", data=filed)}
    table = budgets(years)
    assert table["source"].to_list() == ["accounts", "accounts"]
    assert table["change_pct"].to_list() == [None, D("11.1")]


def test_the_flow_of_money_ends_at_the_printed_balance() -> None:
    accounts = read_accounts(as_document(make_accounts()))
    steps = final.flow(accounts)
    assert steps["step"].to_list() == [
        "opening",
        "fiscal_appropriation",
        "other",
        "spent_basic",
        "spent_project",
        "closing",
    ]
    assert steps["end_wan"].iloc[-1] == D("25.00")
    assert steps["end_wan"].iloc[-2] == D("25.00")
    closing = (accounts["item"] == "balance.closing") & (
        accounts["statement"] == "income_expenditure"
    )
    accounts.loc[closing, "value"] = D("30.00")
    assert final.flow(accounts)["step"].to_list()[-2:] == ["unallocated", "closing"]


def test_classes_kinds_and_changes_are_those_printed() -> None:
    accounts = read_accounts(as_document(make_accounts()))
    classes = final.by_class(accounts).set_index("classification")
    assert classes.loc["2010602", "basic_wan"] is None
    assert classes.loc["2010602", "approved_wan"] == D("310.00")
    assert classes.loc["2010602", "execution_pct"] == D("96.77")
    assert list(final.by_class(accounts, 3)["classification"]) == ["201", "208", "221"]
    kinds = final.by_kind(accounts)
    assert sum(kinds[kinds["classification"].str.len() == 3]["share_pct"]) == D("100.00")
    changes = compared.against_previous(accounts).set_index("item")
    assert changes.loc["agency_operation", "previous_wan"] == D("500.00")
    assert changes.loc["agency_operation", "change_pct"] == D("-20.00")
    sangong = compared.three_public_expenses(accounts).set_index("item")
    assert sangong.loc["sangong", "execution_pct"] == D("60.00")
    assert "sangong.overseas" not in sangong.index  # blank, not zero


def test_rows_of_one_kind_paired_with_several_of_the_government_are_added() -> None:
    """301 工资福利支出 / 501 … and 301 工资福利支出 / 505 … are two parts of one kind."""
    accounts = read_accounts(as_document(make_accounts()))
    before = final.by_kind(accounts).set_index("classification")
    at = accounts.index[
        (accounts["statement"] == "general_basic") & (accounts["classification"] == "301")
    ]
    pair = accounts.loc[at].assign(name="工资福利支出 / 对事业单位经常性补助", line=9999)
    named = accounts.copy()
    named.loc[at, "name"] = "工资福利支出 / 机关工资福利支出"
    after = final.by_kind(pd.concat([named, pair], ignore_index=True)).set_index("classification")
    assert after.loc["301", "amount_wan"] == 2 * before.loc["301", "amount_wan"]
    assert after.loc["301", "name"] == "工资福利支出"
    assert [line for _, line in after.loc["301", "again"]] == [9999]
    assert before.loc["301", "again"] == []
    shares = after[after.index.str.len() == 3]["share_pct"]
    assert abs(sum(shares) - 100) <= D("0.02")
    again = pd.concat([accounts, accounts.loc[at]], ignore_index=True)  # printed twice
    assert list(final.by_kind(again)["amount_wan"]) == list(before["amount_wan"])


def test_a_department_with_final_accounts_only_gets_its_notebooks(filed: Path) -> None:
    jobs = plan_jobs([load_report("made-bureau", 2023, filed)], ("en",))
    assert [job.notebook for job in jobs if job.department == "made-bureau"][:2] == [
        "accounts",
        "audit",
    ]


def test_departments_are_compared_where_there_are_two(filed: Path, data: Path) -> None:
    on_file = [load_report(*of, filed) for of in list_reports(filed)]
    jobs = [job for job in plan_jobs(on_file, ("en", "zh")) if job.notebook == "departments"]
    assert [job.stem.as_posix() for job in jobs] == [
        "departments/2023/departments",
        "departments/2023/departments.zh",
    ]
    assert {job.name for job in jobs} == {
        "departments/2023 departments (en)",
        "departments/2023 departments (zh)",
    }
    alone = [load_report(*of, data) for of in list_reports(data)]
    assert "departments" not in {job.notebook for job in plan_jobs(alone, ("en",))}


def test_a_round_writes_the_comparison_once_and_again_only_when_a_department_changes(
    filed: Path, root: Path, tmp_path: Path
) -> None:
    data = tmp_path / "data"
    shutil.copytree(filed, data)
    shutil.rmtree(data / NAME)
    request = Request((), data, root / "notebooks", tmp_path / "outputs", ("en",), 1)
    first = run_round(request, io.StringIO())
    assert first.failures == {}
    page = tmp_path / "outputs" / "departments" / "2023" / "departments.html"
    assert "small-bureau" in page.read_text("utf-8")
    index = (tmp_path / "outputs" / "index.html").read_text("utf-8")
    assert 'href="departments/2023/departments.html"' in index
    assert run_round(request, io.StringIO()).ran == 0
    bytes_of_all = page.read_bytes()
    (kept,) = (tmp_path / "outputs" / ".jixiao-kept").iterdir()
    page.unlink()
    written = kept.stat().st_mtime_ns
    assert run_round(request, io.StringIO()).ran == 1
    assert page.read_bytes() == bytes_of_all, "of kept lines the page is the same"
    assert kept.stat().st_mtime_ns == written
    put_accounts(data, "small-bureau", 2023, D("0.02"))
    plan = plan_round(request, LocalStore(tmp_path / "outputs"))
    assert {task.job.name for task in plan.due if task.files} == {
        "small-bureau/2023 accounts (en)",
        "small-bureau/2023 audit (en)",
        "small-bureau/2023 tables",
        "departments/2023 departments (en)",
    }


@pytest.mark.parametrize("both", [True, False])
def test_a_budget_beside_final_accounts_leads_to_the_source(both: bool) -> None:
    """Its figures led to the page of the final accounts, which does not show the budget."""
    columns = ["department", "name_zh", "year", "source", "page", "line", "places"]
    rows = [("a", "甲局", 2023, "budget_document", 2, 43, {"approved": (2, 43)})]
    rows += [("a", "甲局", 2023, "accounts", 2, 44, {"outturn": (2, 44)})] if both else []
    amounts = dict.fromkeys([f"{name}_wan" for name in tables.AMOUNTS], D(1))
    amounts |= dict.fromkeys([f"{name}_pct" for name in tables.RATES], D(1))
    frame = pd.DataFrame(rows, columns=columns, dtype=object).assign(**amounts)
    leads = set(re.findall(r'href="#([^"]*)"', tables.overview(frame, "zh").html))
    if both:
        assert leads == {"a/2023/source/budget-p2-l43", "a/2023/accounts/p2-l44"}
    else:
        assert leads == {"a/2023/accounts/p2-l43"}


def dead_links(page: Path) -> tuple[set[str], set[str]]:
    """The pages that figures of `page` lead to: those that are there, and those that are not."""
    soup = BeautifulSoup(page.read_text("utf-8"), "html.parser")
    names = {str(a["href"]).partition("#")[0] for a in soup.select("a.jixiao-ref")} - {""}
    there = {name for name in names if (page.parent / name).is_file()}
    return there, names - there


def test_a_page_of_all_departments_leads_only_to_pages_that_are_there(
    filed: Path, root: Path, tmp_path: Path
) -> None:
    data, outputs = tmp_path / "data", tmp_path / "outputs"
    shutil.copytree(filed, data)
    shutil.rmtree(data / NAME)
    page = outputs / "departments" / "2023" / "departments.html"
    request = Request(("made-bureau/2023",), data, root / "notebooks", outputs, ("en",), 1)
    assert run_round(request, io.StringIO()).failures == {}
    made, small = (f"../../{name}-bureau/2023/accounts.html" for name in ("made", "small"))
    assert dead_links(page) == ({made}, set())
    assert "17.70" in page.read_text("utf-8"), "the words stay"
    assert run_round(request, io.StringIO()).ran == 0
    everything = replace(request, wanted=())
    assert run_round(everything, io.StringIO()).failures == {}
    assert dead_links(page) == ({made, small}, set())
    assert run_round(everything, io.StringIO()).ran == 0


@pytest.mark.parametrize(
    ("notebook", "parameters"),
    [
        ("accounts", {"department": "made-bureau", "year": 2023, "language": "zh"}),
        ("departments", {"year": 2023, "language": "en"}),
        (
            "comparison",
            {"department": "made-bureau", "years": [], "baseline_year": 2022, "language": "en"},
        ),
    ],
)
def test_a_notebook_runs_on_final_accounts_alone(
    notebook: str,
    parameters: dict[str, object],
    filed: Path,
    root: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv(DATA_VARIABLE, str(filed))
    output = tmp_path / "out.ipynb"
    papermill.execute_notebook(
        str(root / "notebooks" / f"{notebook}.ipynb"),
        str(output),
        parameters=parameters,
        kernel_name="python3",
        progress_bar=False,
    )
    cells = [c for c in nbformat.read(output, as_version=4).cells if c.cell_type == "code"]
    shown = [o for cell in cells for o in cell.outputs if o.output_type == "execute_result"]
    # with one year there is nothing to compare, there is no chart of budgets without one, and no
    # budget beside the final accounts
    silent = {"comparison": 4, "departments": 1, "accounts": 1}.get(notebook, 0)
    assert len(shown) == len(cells) - 3 - silent  # parameters, injected parameters, imports
    text = "\n".join(str(o.data.get("text/plain", "")) for o in shown)
    assert {"accounts": "1,770.00", "departments": "17.70", "comparison": "1,593.00"}[
        notebook
    ] in text


@pytest.mark.parametrize(
    ("language", "words", "rate"),
    [("en", "of the general public budget", "97.25 %"), ("zh", "一般公共预算", "97.25%")],
)
def test_the_index_has_the_outturn_of_final_accounts_and_says_of_which_budget_its_rate_is(
    filed: Path, language: str, words: str, rate: str
) -> None:
    line = entry(load_report("made-bureau", 2023, filed), (), language)
    assert line.cells["outturn"] == "1,770.00"
    assert line.cells["of_approved"] == rate
    assert line.cells["of_what"] == words
    three = [IndexDepartment("made", [line])] * 3  # of fewer no charts stand side by side
    page = BeautifulSoup(index_page(three, language, {}), "html.parser")
    assert words in page.select_one("table.index").get_text()
    panel = page.select_one(".panels figure").get_text()
    assert all(part in panel for part in ("2023", rate, words))
    assert line.cells["approved"] == line.cells["of_revised"]  # both are missing


def test_amounts_of_many_departments_lead_to_their_own_pages(filed: Path) -> None:
    reports = load_year(2023, filed)
    rows = overview(reports)
    soup = BeautifulSoup(tables.overview(rows, "en").html, "html.parser")
    links = [(a.get_text(), a["href"]) for a in soup.select("a.jixiao-ref")]
    assert "1,770.00" in dict(links)
    for _, href in links:
        department, year, notebook, place = href[1:].split("/")
        report = next(r for r in reports if r.department == department)
        assert int(year) == 2023
        assert any(table in report.tables for table in REPORT_NOTEBOOKS[notebook])
        page, line = map(int, re.fullmatch(r"p(\d+)-l(\d+)", place).groups())  # type: ignore[union-attr]
        assert report.document is None or report.document.lines[line - 1].page == page
    cells = soup.select("tbody td.num")
    assert not [c for c in cells if c.get_text() == "–" and c.find("a")]


def test_an_amount_of_the_years_leads_to_the_report_of_its_year(data: Path) -> None:
    reports = load_reports("panyu-data-bureau", data=data)
    (budget,) = [r.tables for r in reports if "budget" in r.tables]
    table = budgets({2021: budget, 2022: budget})
    soup = BeautifulSoup(compare_tables.budgets(table, "en").html, "html.parser")
    links = {a.get_text(): a["href"] for a in soup.select("a.jixiao-ref")}
    assert links == {"14,884.55": "#y2022-p13-l623", "7,307.73": "#y2022-p13-l615"}


@pytest.mark.parametrize("languages", [("en", "zh"), ("zh",)])
def test_a_page_leads_to_the_name_that_the_other_page_has(languages: tuple[str, ...]) -> None:
    link = "<p>{}</p>".format(Reference("1.00", "d/2023/budget/p1-l2").__html__())
    name = page_name("d/2023/budget", "zh", languages)
    shown = finish_page(link, lambda where: f"../../{page_name(where, 'zh', languages)}")
    assert f'href="../../{name}#p1-l2"' in shown
    assert name == ("d/2023/budget.zh.html" if len(languages) == 2 else "d/2023/budget.html")
    assert "<p>1.00</p>" in finish_page(link)


def test_the_page_and_line_of_a_budget_lead_there_too(filed: Path) -> None:
    rows = overview(load_year(2023, filed))
    rows = rows[rows["department"] == "made-bureau"].copy()
    page, line = rows["page"].iloc[0], rows["line"].iloc[0]
    rows["places"] = [{"approved": (page, line)}]
    rows["source"] = "budget_document"
    cell = BeautifulSoup(tables.overview(rows, "en").html, "html.parser").select("td.source a")
    assert [(a.get_text(), a["href"].rpartition("/")[2]) for a in cell] == [
        (f"{page}, {line}", f"p{page}-l{line}")
    ]


def test_a_report_none_of_whose_rows_was_recognised_is_no_scan() -> None:
    """A document with one picture has the column; its rows stand on other pages."""
    rows = pd.DataFrame({"name": ["收入"], "reading": [None]})
    assert not any_recognised({"statements": rows})
    assert any_recognised({"statements": rows.assign(reading="recognised")})
