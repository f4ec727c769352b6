"""What is doubtful or was not read is listed and counted, and no page, chart or finding rests on it."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from accounts_made import as_document as accounts_document
from accounts_made import make_accounts, put_accounts

from jixiao.analysis.budget import figures
from jixiao.analysis.departments import department, main_amounts, overview
from jixiao.audit import Evidence, Finding, Rule, audit_report, failed, rule
from jixiao.check import State, numbers, unread_by_table
from jixiao.extract.extraction import document_report
from jixiao.frame.text import Prose
from jixiao.labels import label
from jixiao.labels.links import source_anchor
from jixiao.prose.accounts import accounts_opening
from jixiao.prose.cover import cover, notices
from jixiao.prose.departments import departments_cover
from jixiao.prose.report import comparison_cover
from jixiao.publish.recognised import readings_of
from jixiao.publish.review import review_page
from jixiao.report import Report, load_report
from jixiao.report.corrections import Correction
from jixiao.rounds.bring_in import with_counts

OUTTURN, BASIC = 4, 22  # rows of the budget of the first report


@pytest.fixture(scope="module")
def accounts(tmp_path_factory: pytest.TempPathFactory) -> Report:
    data = tmp_path_factory.mktemp("accounts")
    put_accounts(data, "made-bureau", 2023)
    return load_report("made-bureau", 2023, data)


def saying(report: Report, **said: Any) -> Report:
    """`report` whose descriptor says so of the document that stands for the year."""
    first = report.documents[report.primary]
    about = {k: v for k, v in first.descriptor["jixiao"].items() if k not in ("doubtful",)} | said
    descriptor = {**first.descriptor, "jixiao": about}
    documents = dict(report.documents) | {first.name: replace(first, descriptor=descriptor)}
    return Report.of_documents(report.department, report.year, documents)


def doubting(
    report: Report, table: str, rows: Sequence[int], reason: str = "read_two_ways"
) -> Report:
    entries = [{"table": table, "row": row + 2, "reason": reason} for row in rows]
    return saying(report, doubtful=entries)


def test_the_doubtful_rows_are_left_out_of_what_is_sure(report: Report) -> None:
    of = doubting(report, "budget", [OUTTURN, BASIC])
    assert [(f.table, f.csv_row, f.printed) for f in of.doubtful] == [
        ("budget", 6, "7,307.73万元"),
        ("budget", 24, "1,179.52万元"),
    ]
    whole, sure = of.tables["budget"], of.sure.tables["budget"]
    assert len(sure) == len(whole) - 2
    assert list(sure.index) == list(range(len(sure)))
    assert figures(whole, "expenditure.basic", "outturn")
    assert figures(sure, "expenditure.basic", "outturn") == []
    assert of.sure.doubtful == ()
    assert of.sure.sure is of.sure
    certain = saying(report)
    assert certain.sure is certain


def test_who_has_compared_a_figure_says_so_in_a_correction(report: Report) -> None:
    of = doubting(report, "budget", [BASIC])
    first = of.documents[of.primary]
    said = Correction("budget", BASIC + 2, "value", "1179.52", "1179.52", "as printed", "Li", "", 2)
    compared = {**of.documents, first.name: replace(first, corrections=(said,))}
    again = Report.of_documents(of.department, of.year, compared)
    assert again.doubtful == ()


def test_an_entry_that_no_row_has_is_passed_over(report: Report) -> None:
    odd = [{"table": "budget", "row": 10_000, "reason": "read_two_ways"}, {"row": 3}, "words"]
    assert saying(report, doubtful=odd).doubtful == ()


def covers(report: Report, language: str) -> dict[str, Prose]:
    """The covers of every page that a report has a part in."""
    made = {"comparison": comparison_cover([report], language)}  # type: ignore[arg-type]
    if "budget" in report.tables or "statements" in report.tables:
        made["departments"] = departments_cover([department(report)], language)  # type: ignore[arg-type]
    for notebook, table in (
        ("budget", "budget"),
        ("accounts", "statements"),
        ("indicators", "indicators"),
    ):
        if table in report.tables:
            made[notebook] = cover(report, notebook, language)  # type: ignore[arg-type]
    return made


@pytest.mark.parametrize(
    ("language", "words", "of_department"),
    [
        (
            "en",
            "2 figures of this part are doubtful",
            r"doubtful and not shown, .* 2\. The pages of each",
        ),
        ("zh", "本部分有2个数字存疑", "存疑而未予采用的收支数字.*2个。"),
    ],
)
def test_each_page_counts_the_doubtful_figures_that_it_would_have_used(
    report: Report, accounts: Report, language: str, words: str, of_department: str
) -> None:
    cases = [
        (doubting(report, "budget", [OUTTURN, BASIC]), {"budget", "comparison"}),
        (doubting(report, "indicators", [0, 3]), {"indicators"}),
        (doubting(accounts, "statements", [0, 3]), {"accounts", "comparison"}),
    ]
    for of, pages in cases:
        made = covers(of, language)
        assert {name for name, prose in made.items() if words in prose.text} == pages
        told = re.search(of_department, made["departments"].text)
        assert (told is not None) == ("comparison" in pages)
        figure = of.doubtful[0]
        place = source_anchor(figure.page, figure.line)
        for name in pages:
            year = f"y{of.year}-" if name == "comparison" else ""
            assert f'href="#{year}{place}"' in made[name].html, name
    for of in (saying(report), accounts):
        assert not any(words[4:] in prose.text for prose in covers(of, language).values())


def test_a_page_of_projects_counts_them_too(report: Report) -> None:
    of = doubting(report, "indicators", [1])
    (line,) = [line for line in notices(of, "projects", "en") if "doubtful" in str(line[0])]
    assert str(line[0]).startswith("1 figure of this part is doubtful")


@pytest.mark.parametrize(
    ("language", "words", "of_department"),
    [
        (
            "en",
            "4 in its budget part",
            "not read, by department: Government Services",
        ),
        (
            "zh",
            "预算部分4个",
            "管理局4个。",
        ),
    ],
)
def test_a_page_of_a_document_with_unread_numbers_of_money_says_so(
    report: Report, language: str, words: str, of_department: str
) -> None:
    unread = {"budget": {"count": 4, "places": [[13, 611], [14, 667]]}}
    of = saying(report, unread_numbers=unread)
    made = covers(of, language)
    assert {name for name, prose in made.items() if words in prose.text} == {
        "budget",
        "indicators",
        "comparison",
    }
    assert of_department in made["departments"].text
    assert f'href="#{source_anchor(13, 611)}"' in made["budget"].html
    said = label("page.part.budget", language)  # type: ignore[arg-type]
    none = covers(saying(report, unread_numbers={}), language)
    assert not any(said in prose.text for prose in none.values())


@pytest.mark.parametrize(
    ("language", "words"), [("en", "3 in its budget or"), ("zh", "收支部分3个")]
)
def test_so_does_a_page_of_accounts(accounts: Report, language: str, words: str) -> None:
    unread = {"statements": {"count": 3, "places": [[2, 9]]}}
    made = covers(saying(accounts, unread_numbers=unread), language)
    assert {name for name, prose in made.items() if words in prose.text} == {
        "accounts",
        "comparison",
    }


def test_the_numbers_that_were_not_read_are_counted_by_the_table_that_lacks_them(
    tmp_path: Path,
) -> None:
    made = make_accounts()
    document = accounts_document(made)
    at = next(line for line in document.lines if "万元" in line.text and "2023" in line.text)
    lines = list(document.lines)
    lines[at.number - 1] = at._replace(text=at.text + "另有往来款项777.77万元在途。")
    report = with_counts(document_report(replace(document, lines=tuple(lines)), data=tmp_path))
    unread = [number for number in numbers(report) if number.state == State.UNREAD]
    assert "777.77" in {number.printed for number in unread}
    by_table = unread_by_table(report, unread)
    assert by_table == report.about["unread_numbers"]
    assert [at.page, at.number] in by_table["statements"]["places"]
    assert by_table["statements"]["count"] == len(unread)


def test_what_departments_and_years_are_compared_by_is_sure(report: Report) -> None:
    of = doubting(report, "budget", [OUTTURN])
    source, amounts = main_amounts(of.sure.tables) or ("", {})
    assert source == "budget"
    rows = overview([of])
    assert rows["outturn_wan"][0] == amounts["outturn_wan"]
    assert OUTTURN not in {row for _, row in rows["places"][0].values()}


def test_the_opening_of_accounts_says_nothing_that_is_doubtful(accounts: Report) -> None:
    statements = accounts.tables["statements"]
    whole = statements["item"].isin(["expenditure", "income.current_year"])
    opening = accounts_opening(accounts, "en").text
    assert "income of 1,775.00 万元 in 2023 and spent 1,770.00" in opening
    of = doubting(accounts, "statements", statements.index[whole].tolist())
    said = accounts_opening(of, "en").text
    assert "1,775.00" not in said
    assert "1,770.00" not in said


def own_rule(line: int, row: Any) -> Rule:
    @rule(kind="arithmetic")
    def own(report: Report) -> Any:
        """A finding that rests on one row."""
        passage = Evidence(row.page, line, row.quote, row.value, row.unit)
        words = {"en": "wrong", "zh": "有误"}
        yield failed("row", Finding("own", 1, "arithmetic", "high", words, (passage,)))

    return own


@pytest.mark.parametrize(
    ("reason", "rests"), [("read_two_ways", False), ("ten_thousand_times", True)]
)
def test_no_finding_rests_on_a_figure_that_may_be_misread(
    report: Report, reason: str, rests: bool
) -> None:
    """What is improbable but surely printed is the office's: a finding may say so."""
    row = report.tables["budget"].iloc[BASIC]
    of = doubting(report, "budget", [BASIC], reason)
    result = audit_report(of, [own_rule(row.line, row)], standard=False)
    assert bool(result.findings) == rests
    reasons = {entry.reason.key for entry in result.ledger if entry.reason}
    assert ("ledger.in_doubt" in reasons) != rests
    elsewhere = audit_report(of, [own_rule(row.line + 1, row)], standard=False)
    assert len(elsewhere.findings) == 1


def test_the_twin_of_a_slip_of_the_unit_is_not_doubtful_once_the_slip_is_read(
    report: Report,
) -> None:
    """458.80万元 was left out for 决算444.00元 beside it, and 0.04 万元 stood as what was spent."""
    table = report.tables["budget"]
    twin = (table["item"] == "expenditure.project") & (table["phase"] == "revised")
    row = next(at for at, is_twin in enumerate(twin) if is_twin)
    assert doubting(report, "budget", [row], "ten_thousand_times").doubtful == ()
    assert len(doubting(report, "budget", [row], "part_over_whole").doubtful) == 1
    assert len(doubting(report, "budget", [BASIC], "ten_thousand_times").doubtful) == 1


def test_a_doubtful_figure_is_marked_wherever_a_page_shows_it(report: Report) -> None:
    of = doubting(report, "budget", [BASIC])
    row = of.tables["budget"].iloc[BASIC]
    marks = readings_of([of], "zh")
    anchor = source_anchor(row.page, row.line)
    assert marks == {f"{anchor} 1,179.52万元": ("doubtful", "存疑")}
    assert readings_of([saying(report)], "zh") == {}


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_review_page_lists_each_with_its_place(report: Report, language: str) -> None:
    of = doubting(report, "budget", [BASIC])
    row = of.tables["budget"].iloc[BASIC]
    page = review_page(of, language, {})  # type: ignore[arg-type]
    section = page[page.index('id="doubts"') :]
    section = section[: section.index("</table>")]
    assert f'href="#line-{row.line}"' in section
    assert "1,179.52" in section
    assert label("review.doubtful.read_two_ways", language) in section  # type: ignore[arg-type]
    assert 'id="doubts"' not in review_page(saying(report), language, {})  # type: ignore[arg-type]


def test_notebooks_draw_and_conclude_of_sure_tables_alone(root: Path) -> None:
    """A notebook that took `report.tables` would draw doubtful figures; lists of all may."""
    sure, whole = [], []
    for path in sorted((root / "notebooks").glob("*.ipynb")):
        for cell in json.loads(path.read_text("utf-8"))["cells"]:
            source = "".join(cell["source"])
            if cell["cell_type"] == "code":
                sure += re.findall(r"report\.sure\.tables", source)
                whole += [source] * len(re.findall(r"report\.tables", source))
    assert len(sure) >= 6
    assert len(whole) == 2
    assert all(source.startswith("tables.every_figure(report.tables.") for source in whole)
