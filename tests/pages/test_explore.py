"""Views of a report: filters, search, quotes and commands, without a browser or a kernel."""

from __future__ import annotations

import shlex
import subprocess
from pathlib import Path

import pytest
from accounts_made import MADE, put_accounts
from bs4 import BeautifulSoup
from hypothesis import given, settings
from hypothesis import strategies as st
from papermill.cli import papermill

from jixiao.analysis.accounts import by_class
from jixiao.base.amounts import percent
from jixiao.base.errors import RequestError
from jixiao.explore import View, contents, select, show
from jixiao.explore.choice import with_choice
from jixiao.explore.command import REPORTS, report_command, view_command
from jixiao.explore.panes import panes
from jixiao.explore.quote import last_line
from jixiao.explore.report_cache import ReportCache
from jixiao.explore.search import fold, search
from jixiao.explore.view import SUBJECTS
from jixiao.explore.workbench import FILTERS, Workbench
from jixiao.labels import LANGUAGES
from jixiao.report import Report
from jixiao.rounds.parameters import check_parameters
from jixiao.source import read_text
from jixiao.source.document import Document, Line

DEPARTMENT = "panyu-data-bureau"
ALL = View(DEPARTMENT, 2022, "en")


DOCUMENT = read_text(
    Path(__file__).resolve().parents[2] / f"data/{DEPARTMENT}/2022/evaluation/report.txt"
)


@pytest.fixture(scope="module")
def report_cache() -> ReportCache:
    return ReportCache(Path(__file__).resolve().parents[2] / "data")


@pytest.fixture(scope="module")
def accounts_cache(tmp_path_factory: pytest.TempPathFactory) -> ReportCache:
    """Final accounts that are made, and nothing else."""
    data = tmp_path_factory.mktemp("accounts")
    put_accounts(data, MADE, 2022)
    return ReportCache(data)


@pytest.fixture(scope="module")
def bench(report_cache: ReportCache) -> Workbench:
    return Workbench(ALL, report_cache)


def test_a_view_without_filters_shows_every_promise(report: Report) -> None:
    assert len(select.promises(report.tables["indicators"], ALL)) == 71


def test_filters_of_promises_narrow_together(report: Report) -> None:
    indicators = report.tables["indicators"]
    denied = select.promises(indicators, ALL.with_(statuses=("contradicted",)))
    assert len(denied) == 6
    both = select.promises(indicators, ALL.with_(statuses=("contradicted",), task="3"))
    assert set(both["task_no"].map(str)) == {"3"}
    assert 0 < len(both) < len(denied)
    quality = select.promises(indicators, ALL.with_(kind="质量"))
    assert set(quality["level3"]) == {"质量"}
    named = select.promises(indicators, ALL.with_(words="满意度"))
    assert all("满意度" in f"{row.name}{row.definition}{row.actual}" for row in named.itertuples())


def test_a_window_of_attainment_leaves_out_what_has_none(report: Report) -> None:
    indicators = report.tables["indicators"]
    short = select.promises(indicators, ALL.with_(attainment=(0, 95)))
    assert list(short["seq"]) == [30]
    far = select.promises(indicators, ALL.with_(attainment=(115, 200)))
    assert list(far["seq"]) == [7, 28]


def test_the_tolerance_of_budget_rates(report: Report) -> None:
    figures = report.tables["budget"]
    assert len(select.budget(figures, ALL)) == 10
    off = select.budget(figures, ALL.with_(tolerance=10))
    assert list(off["item"]) == [
        "expenditure",
        "expenditure.project",
        "expenditure.project.municipal_special",
        "nontax",
    ]


def test_a_finding_has_its_number_of_the_audit_also_where_others_are_left_out(
    report_cache: ReportCache,
) -> None:
    numbered = report_cache.audit(DEPARTMENT, 2022).numbered
    view = ALL.with_(subject="findings", words="7,307.73")
    shown = panes(report_cache, view)
    numbers = [int(choice.split()[0]) for choice in shown.choices]
    assert numbers != list(range(1, len(numbers) + 1))
    for number, choice in zip(numbers, shown.choices, strict=True):
        assert choice == f"{number} {numbered[number].message['en']}"
        assert f">{number}</th>" in shown.table.html


def test_findings_from_a_severity_on_and_with_words(report_cache: ReportCache) -> None:
    result = report_cache.audit(DEPARTMENT, 2022)
    high = select.findings(result, ALL.with_(severity="high"))
    assert {finding.severity for finding in high.findings} == {"high"}
    assert high.ledger == result.ledger
    cases = select.findings(result, ALL.with_(words="158.75万宗"))
    assert cases.findings
    assert len(cases.findings) < len(result.findings)


def document(*lines: str) -> Document:
    return Document("x", "", tuple(Line(1 + n // 2, n + 1, text) for n, text in enumerate(lines)))


def test_a_search_reads_across_lines_and_pages_and_widths() -> None:
    text = document("统筹推进“数", "字政府”建设，ＩＴ运维", "由数字", "政府办负责 it")
    found = search(text, "数字 政府")
    assert list(zip(found["page"], found["line"], found["line_end"], strict=True)) == [
        (1, 1, 2),
        (2, 3, 4),
    ]
    assert list(search(text, "IT")["found"]) == ["ＩＴ", "it"]
    assert search(text, " ").empty
    assert search(None, "数字").empty
    assert search(text, "没有").empty


@given(st.text(max_size=30))
def test_folding_keeps_every_character_in_its_place(text: str) -> None:
    assert len(fold(text)) == len(text)
    assert fold(fold(text)) == fold(text)


def test_every_hit_stands_where_it_is_said_to_stand(report: Report) -> None:
    assert report.document is not None
    found = search(report.document, "数字政府")
    assert len(found) == 26
    for row in found.itertuples():
        line = report.document.lines[int(row.line) - 1]  # type: ignore[call-overload]
        assert (line.number, line.page) == (row.line, row.page)
        assert row.found[0] in line.text


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("subject", SUBJECTS)
def test_a_still_view_has_table_chart_and_quote(
    report_cache: ReportCache, accounts_cache: ReportCache, subject: str, language: str
) -> None:
    words = "数字政府" if subject == "text" else ""
    department = MADE if subject == "accounts" else DEPARTMENT
    report_cache = accounts_cache if subject == "accounts" else report_cache
    view = View(department, 2022, language, subject, words=words)
    still = show(view, report_cache)
    soup = BeautifulSoup(still.html, "html.parser")
    assert soup.select_one(".jixiao-table tbody tr")
    assert soup.img["alt"].endswith((".", "。"))
    assert soup.select_one("figure mark")
    assert still.html == show(view, report_cache).html
    assert soup.img["alt"] in still.text


def test_classes_of_final_accounts_are_filtered_and_quoted(accounts_cache: ReportCache) -> None:
    every = View(MADE, 2022, "en", "accounts")
    table = by_class(accounts_cache.report(MADE, 2022).tables["statements"])
    assert len(select.accounts(table, every)) == len(table) > 2
    named = select.accounts(table, every.with_(words="住房"))
    assert set(named["name"]) == {"住房公积金"}
    off = select.accounts(table, every.with_(tolerance=5))
    assert 0 < len(off) < len(table)
    assert all(abs(rate - 100) > 5 for rate in off["execution_pct"])
    shown = panes(accounts_cache, every.with_(words="住房"))
    marked = [line for line in shown.quote.text.splitlines() if line.startswith(">")]
    assert marked[0].startswith(f"> {named.iloc[0]['line']} ")
    share = percent(named.iloc[0]["amount_wan"], sum(table["amount_wan"]), 1)
    assert shown.chart is not None
    assert shown.chart.alt.startswith(f"Housing provident fund: {share} % of the expenditure.")
    assert "has no table" in panes(accounts_cache, every.with_(subject="budget")).found


def test_the_quote_is_the_report_at_the_page_and_line_of_the_chosen_row(
    report_cache: ReportCache, report: Report
) -> None:
    missed = report.tables["indicators"].query("status == 'missed'").iloc[0]
    shown = panes(report_cache, ALL.with_(statuses=("missed",)))
    assert shown.choices == (f"{missed['seq']} {missed['name']} · {missed['page']}",)
    marked = [line for line in shown.quote.text.splitlines() if line.startswith(">")]
    assert marked[0].startswith(f"> {missed['line']} ")
    assert marked[-1].startswith(f"> {missed['line_end']} ")
    assert "406.56638" in "".join(marked).replace(" ", "")
    for subject, words in (("findings", ""), ("text", "数字政府"), ("budget", "")):
        first = panes(report_cache, View(DEPARTMENT, 2022, "en", subject, words=words))
        later = panes(report_cache, View(DEPARTMENT, 2022, "en", subject, words=words, chosen=2))
        assert first.table.html == later.table.html
        assert first.quote.html != later.quote.html


@pytest.mark.parametrize("subject", SUBJECTS)
def test_a_view_of_nothing_says_so(report_cache: ReportCache, subject: str) -> None:
    nothing = panes(report_cache, ALL.with_(subject=subject, words="没有这样的词"))
    assert nothing.chart is None
    assert nothing.choices == ()
    assert nothing.quote.text == "", "no row is left that could be chosen"
    elsewhere = panes(report_cache, View(DEPARTMENT, 2019, "zh", subject))
    assert elsewhere.found
    assert bool(elsewhere.choices) == bool(elsewhere.quote.text)
    if subject != "outcomes":
        assert elsewhere.found == "2019年没有相应的数据或原文。"


def test_a_quote_is_marked_to_its_end_over_line_breaks(
    report_cache: ReportCache, report: Report
) -> None:
    assert report.document is not None
    view = ALL.with_(subject="findings", words="158.69万宗")
    evidence = select.findings(report_cache.audit(DEPARTMENT, 2022), view).findings[0].evidence
    marked = [
        line[2:]
        for line in panes(report_cache, view).quote.text.splitlines()
        if line.startswith(">")
    ]
    words = "".join("".join(line.split(" ", 1)[1].split()) for line in marked)
    for passage in evidence:
        assert "".join(passage.quote.split()) in words
    assert len(marked) > len(evidence)


@settings(max_examples=50, deadline=None)
@given(st.integers(1, 3000), st.integers(1, 60))
def test_the_last_line_of_words_that_stand_in_a_report_is_found(start: int, length: int) -> None:
    document = DOCUMENT
    line = next(line for line in document.lines if line.number >= start and not line.blank)
    words = document.text_from(line.place, length)
    end = last_line(document, line.place, words)
    seen = "".join("".join(t.text.split()) for t in document.lines[line.number - 1 : end])
    before = "".join("".join(t.text.split()) for t in document.lines[line.number - 1 : end - 1])
    assert words in seen
    assert end == line.number or words not in before
    assert last_line(document, line.place, "这些字不在报告中") == line.number


@pytest.mark.parametrize(
    ("phase", "found"),
    [("approved", "8 of 8 rows"), ("outturn", "None of 0 rows is left: widen a filter.")],
)
def test_a_budget_without_a_phase_shows_what_there_is(
    report: Report, data: Path, phase: str, found: str
) -> None:
    budget = report.tables["budget"].query(f"phase != '{phase}'")
    tables = {**report.tables, "budget": budget}
    other = ReportCache(data)
    changed = Report(report.department, 2022, report.descriptor, tables, report.document)
    other._reports[(report.department, 2022)] = changed
    assert panes(other, ALL.with_(subject="budget")).found == found


def test_a_published_figure_is_quoted_with_its_address_as_text(report_cache: ReportCache) -> None:
    view = View(DEPARTMENT, 2022, "en", "outcomes", years=(2020, 2021), words="silk")
    shown = panes(report_cache, view)
    assert shown.found.startswith("2 of ")
    assert "http://www.panyu.gov.cn" in shown.quote.text
    assert "<a" not in shown.quote.html


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("subject", "rumours"),
        ("severity", "fatal"),
        ("statuses", ("kept",)),
        ("attainment", (90, 10)),
        ("language", "fr"),
    ],
)
def test_a_view_that_cannot_be_is_refused(name: str, value: object) -> None:
    with pytest.raises(RequestError):
        ALL.with_(**{name: value})


HOSTILE = '\'; rm -rf ~; $(reboot) `id` "x" \\ -p\n--help <script>alert(1)</script>'


@settings(max_examples=25, deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0")))
def test_a_command_is_text_to_a_shell(words: str) -> None:
    view = ALL.with_(subject="text", words=words, task=words, kind=words)
    split = shlex.split(view_command(view))
    assert split[-1] == words
    asked = f"set -- {view_command(view)}; printf '%s\\0' \"$@\""
    read = subprocess.run(["sh", "-c", asked], capture_output=True, check=True).stdout
    assert read.decode("utf-8").split("\0")[:-1] == split


@pytest.mark.parametrize("words", ["数字政府", "2022", "true", "-y", HOSTILE])
def test_papermill_reads_the_view_back_from_its_command(words: str) -> None:
    view = ALL.with_(subject="text", words=words, years=(2020, 2022), statuses=("missed",))
    _, *arguments = shlex.split(view_command(view))
    asked = papermill.make_context("papermill", arguments).params
    assert dict(asked["parameters_raw"])["words"] == words
    given_lists = {k: v for text in asked["parameters_yaml"] for k, v in _yaml(text).items()}
    assert given_lists == {"years": [2020, 2022], "statuses": ["missed"], "attainment": [0, 200]}
    check_parameters("explore", view.parameters())


def _yaml(text: str) -> dict[str, object]:
    import yaml

    read: dict[str, object] = yaml.safe_load(text)
    return read


def test_the_command_of_the_whole_notebook_takes_what_that_notebook_takes() -> None:
    for subject in SUBJECTS:
        command = report_command(ALL.with_(subject=subject, severity="high"))
        if subject not in REPORTS:
            assert command is None
            continue
        assert command is not None
        words = shlex.split(command)
        names = {words[at + 1] for at, word in enumerate(words) if word in ("-p", "-r")}
        assert {"department", "language"} <= names
        assert ("minimum_severity" in names) == (subject == "findings")


def test_a_control_that_is_moved_changes_table_chart_and_quote(bench: Workbench) -> None:
    before = bench.table.value, bench.chart.value, bench.quote.value
    bench.controls["statuses"].value = ("contradicted",)
    assert bench.view.statuses == ("contradicted",)
    assert "6 of 71 rows" in bench.found.value
    assert len(BeautifulSoup(bench.table.value, "html.parser").select("tbody tr")) == 6
    after = bench.table.value, bench.chart.value, bench.quote.value
    assert all(old != new for old, new in zip(before, after, strict=True))
    bench.controls["chosen"].value = 1
    assert bench.view.chosen == 1
    assert bench.quote.value != after[2]
    bench.controls["statuses"].value = ()
    assert bench.view.chosen == 0


@pytest.mark.parametrize("subject", SUBJECTS)
def test_a_row_is_chosen_in_the_table_itself(bench: Workbench, subject: str) -> None:
    """The table shows one radio a row; the list through which the choice is passed is not shown."""
    bench.controls["words"].value = "减少" if subject == "text" else ""
    bench.controls["subject"].value = subject
    try:
        choices = [option[1] for option in bench.controls["chosen"].options]
        rows = BeautifulSoup(bench.table.value, "html.parser").select("tbody tr")
        radios = [row.select_one("th label input") for row in rows]
        if subject == "accounts":  # none is on file
            assert not rows
            assert not choices
            return
        assert [int(radio["value"]) for radio in radios if radio] == choices
        assert [radio.has_attr("checked") for radio in radios if radio][:2] == [True, False]
        assert len({radio["name"] for radio in radios if radio}) == 1
        assert bench.controls["chosen"].layout.display == "none"
        table, quote = bench.table.value, bench.quote.value
        bench.controls["chosen"].value = 3  # as the table passes it on
        assert bench.quote.value != quote
        assert bench.table.value == table, "who chose by keys is still in the table"
        bench.set(chosen=2)
        checked = BeautifulSoup(bench.table.value, "html.parser").select("input[checked]")
        assert [radio["value"] for radio in checked] == ["2"]
    finally:
        bench.controls["words"].value = ""
        bench.controls["subject"].value = "promises"


def test_the_table_of_promises_shows_promise_and_result(bench: Workbench, report: Report) -> None:
    first = report.tables["indicators"].iloc[0]
    row = BeautifulSoup(bench.table.value, "html.parser").select_one("tbody tr")
    assert row is not None
    cells = [cell.text for cell in row.select("td")]
    assert cells[:3] == [first["name"], first["target"], first["actual"]]


def test_a_table_with_other_rows_than_choices_keeps_the_list() -> None:
    table = '<tbody><tr><th scope="row">1</th><td>a</td></tr></tbody>'
    assert with_choice(table, 0, 2, "g") is None
    assert with_choice("<p>none</p>", 0, 0, "g") is None
    assert str(with_choice(table, 0, 1, "g")).count(" checked>") == 1


@pytest.mark.parametrize("subject", SUBJECTS)
def test_only_the_filters_of_a_subject_are_shown(bench: Workbench, subject: str) -> None:
    bench.controls["subject"].value = subject
    shown = [name for name, c in bench.controls.items() if c in bench.filters.children]
    assert set(FILTERS[subject]) <= set(shown)
    others = {name for names in FILTERS.values() for name in names} - set(FILTERS[subject])
    assert not others & set(shown)
    bench.controls["subject"].value = "promises"


def test_the_language_of_the_controls_follows(bench: Workbench) -> None:
    bench.controls["language"].value = "zh"
    assert bench.controls["words"].description == "关键词"
    assert "71行中71行" in bench.found.value
    bench.controls["language"].value = "en"


def test_another_year_keeps_the_view_and_says_what_is_missing(bench: Workbench) -> None:
    bench.controls["year"].value = 2023
    assert "2023 has no table" in bench.found.value
    assert bench.controls["chosen"].options == ()
    bench.controls["year"].value = 2022
    assert "71 of 71" in bench.found.value


def test_the_button_writes_the_command_and_runs_nothing(bench: Workbench) -> None:
    bench.controls["words"].value = HOSTILE.replace("\n", " ")
    bench.button.click()
    (command, *_) = BeautifulSoup(bench.command.value, "html.parser").select("pre")
    assert shlex.quote(HOSTILE.replace("\n", " ")) in command.text
    assert len(BeautifulSoup(bench.command.value, "html.parser").select("button")) == 2
    bench.controls["words"].value = ""
    assert bench.command.value == ""


def test_what_a_user_or_a_report_writes_is_never_markup(bench: Workbench, report: Report) -> None:
    bench.controls["words"].value = "<img src=x onerror=alert(1)>"
    bench.controls["subject"].value = "text"
    assert "<img src=x" not in bench.found.value
    bench.controls["words"].value = ""
    bench.controls["subject"].value = "promises"
    hostile = report.tables["indicators"].copy()
    hostile["name"] = "<script>alert(1)</script>"
    lines = (Line(1, 1, "<script>alert(1)</script>"), Line(25, 1352, "<b>x</b>"))
    changed = Report(
        report.department,
        2022,
        report.descriptor,
        {**report.tables, "indicators": hostile},
        Document("x", "", lines),
    )
    other = ReportCache(bench.cache.data)
    other._reports[(report.department, 2022)] = changed
    html = show(ALL, other).html
    assert "<script>" not in html
    assert "<b>x" not in html


def test_without_a_kernel_the_controls_have_a_still_picture(bench: Workbench) -> None:
    data, _ = bench._repr_mimebundle_()
    assert "application/vnd.jupyter.widget-view+json" in data
    assert data["text/html"] == show(ALL, bench.cache).html
    assert data["text/plain"].startswith("71 of 71 rows")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_map_names_every_report_on_file(report_cache: ReportCache, language: str) -> None:
    html = contents.on_file(language, report_cache).html
    years = [year for years in report_cache.on_file.values() for year in years]
    assert all(str(year) in html for year in years)
    assert str(len(years)) in contents.lead(language, report_cache).text
