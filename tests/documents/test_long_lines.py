"""What a text costs grows with its length: long lines, long lists, runs of digits."""

from __future__ import annotations

import re
import sys
import time
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pandas as pd
import pytest
from click.testing import CliRunner

from jixiao.base.errors import Place
from jixiao.check import numbers, passages
from jixiao.check.squeezed import Squeezed
from jixiao.cli.commands import main
from jixiao.extract.evaluation.budget_guards import _BROKEN, numbers_left
from jixiao.extract.extraction import extract_report
from jixiao.extract.plausibility import doubtful_rows
from jixiao.publish.review import review_page
from jixiao.report import Report
from jixiao.source import Document, Line, limits, read_document
from jixiao.source.limits import MAX_CHARACTERS

DEPARTMENT = "panyu-data-bureau"
NARRATIVE, FINANCE = 200, 650  # lines of the report at which a text is put in

LISTS = {
    "counts": "；1万宗",
    "counts without a stop": "1万宗",
    "amounts": "，年初预算为1万元",
    "ranks": "全市排名第二",
    "digits": "1",
    "groups": ",111",
    "numbers apart": "1 ",
    "signs": "（",
}


def report_with(data: Path, folder: Path, at: int, inserted: list[str]) -> Report:
    """The 2022 report with lines of ours."""
    text = (data / DEPARTMENT / "2022" / "evaluation" / "report.txt").read_text("utf-8")
    lines = text.split("\n")
    path = folder / f"{at}-{len(inserted)}-{sum(map(len, inserted))}.txt"
    path.write_text("\n".join([*lines[:at], *inserted, *lines[at:]]), "utf-8")
    return extract_report(path, department=DEPARTMENT, year=2022, data=data)


def lines_run(work: Callable[[], object]) -> int:
    """How many lines of this library are run by `work`."""
    count = 0

    def watch(frame: object, event: str, _: object) -> object:
        nonlocal count
        count += event == "line"
        return watch if "jixiao" in frame.f_code.co_filename else None  # type: ignore[attr-defined]

    before = sys.gettrace()
    sys.settrace(watch)
    try:
        work()
    finally:
        sys.settrace(before)
    return count


def read_through(data: Path, folder: Path, at: int, inserted: list[str]) -> None:
    report = report_with(data, folder, at, inserted)
    numbers(report)
    list(passages(report))


@pytest.mark.parametrize("piece", LISTS.values(), ids=LISTS)
@pytest.mark.parametrize("at", [NARRATIVE, pytest.param(FINANCE, marks=pytest.mark.long)])
def test_twice_the_length_of_a_line_is_no_more_than_twice_the_work(
    data: Path, tmp_path: Path, at: int, piece: str
) -> None:
    read_through(data, tmp_path, at, [piece])  # what is read once is read
    one, two, four = (
        lines_run(lambda: read_through(data, tmp_path, at, [piece * (size // len(piece))]))  # noqa: B023
        for size in (1000, 2000, 4000)
    )
    assert four - two < 2.4 * (two - one) + 2000


def test_the_review_page_shows_a_long_line_once_and_not_once_a_number(
    data: Path, tmp_path: Path
) -> None:
    """80 kB of counts in one line were a page of 300 MB."""
    sizes = []
    for count in (1000, 2000):
        report = report_with(data, tmp_path, NARRATIVE, ["1万宗x" * count])
        assert sum(number.printed == "1" for number in numbers(report)) >= count
        sizes.append(len(review_page(report, "en", {"en": "review.html", "zh": "review.zh.html"})))
    none = len(
        review_page(
            report_with(data, tmp_path, NARRATIVE, []),
            "en",
            {"en": "review.html", "zh": "review.zh.html"},
        )
    )
    assert sizes[1] - none < 2.2 * (sizes[0] - none)


def test_a_run_of_digits_is_looked_through_once() -> None:
    """Every digit of a run was tried as its beginning."""
    assert _BROKEN.search("1" * 40_000) is None
    assert [m[0] for m in _BROKEN.finditer("10,231.\ufffd8万元，10⁴万元")] == [
        "10,231.\ufffd8万元",
        "10⁴万元",
    ]


def test_amounts_of_two_scales_are_told_apart_as_before_and_each_once() -> None:
    amounts = [("6125.55", "万元"), ("6125.55", "元")] * 400
    rows = [
        {"item": "e", "phase": "approved", "value": Decimal(v), "unit": u, "printed": v + u}
        for v, u in amounts
    ]
    work = lines_run(lambda: doubtful_rows({"budget": frame(rows)}))
    found = doubtful_rows({"budget": frame(rows)})
    assert [d.row for d in found] == list(range(800))
    assert {d.reason for d in found} == {"ten_thousand_times"}
    assert work < 200 * len(rows)


def over_a_page(line: str, quote: str) -> list[tuple[int, int, int]]:
    lines = (Line(1, 1, line), Line(2, 2, "二页"))
    return Squeezed(Document("r", "", lines)).passage(quote, Place(1, 1))


@pytest.mark.parametrize("piece", ["；1万宗", "1", "x"])
@pytest.mark.parametrize("rest", ["二丁", "丙丁"])
def test_a_quote_is_looked_for_over_a_page_once_and_not_from_each_of_its_characters(
    piece: str, rest: str
) -> None:
    """A line that repeats itself was compared with the quote from wherever it begins anew."""
    one, two = (
        lines_run(lambda: over_a_page(piece * count, piece * count + rest))  # noqa: B023
        for count in (500, 1000)
    )
    assert two < 2.2 * one


@pytest.mark.parametrize(
    ("line", "quote", "columns"),
    [
        ("支出1万元，共10", "共10二页", (6, 9)),
        ("aaa", "aa二页", (1, 3)),
        ("1万宗1万宗", "1万宗二", (3, 6)),
        ("1 万 宗", "万宗二页", (2, 5)),
    ],
)
def test_a_quote_over_a_page_covers_the_end_of_its_line(
    line: str, quote: str, columns: tuple[int, int]
) -> None:
    rest = len(quote) - len(line[slice(*columns)].replace(" ", ""))
    assert over_a_page(line, quote) == [(1, *columns), (2, 0, rest)]


def test_a_figure_of_repeated_digits_stands_once_and_not_across_two() -> None:
    """Across 810810 and its neighbour of the same digits stood a third one."""
    document = Document("r", "", (Line(1, 1, "810810 810810"),))
    places = Squeezed(document).figures("810810", "810810", Place(1, 1))
    assert list(places) == [list(range(6)), list(range(6, 12))]


def frame(rows: list[dict[str, object]]) -> pd.DataFrame:
    return pd.DataFrame(rows, dtype=object)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("；1万宗\n" * 1_450_000, "lines, more than the limit of 200,000"),  # 16 MB
        ("；1万宗" * (limits.MAX_LINE // 4 + 1), "has a line of 200,004 characters, more than"),
        (("；1万宗" * 9 + "\n") * (MAX_CHARACTERS // 36 + 1), "characters, more than the limit of"),
    ],
)
def test_a_text_that_is_too_long_is_refused_in_a_line(
    tmp_path: Path, text: str, words: str
) -> None:
    path = tmp_path / "long.txt"
    path.write_text(text, "utf-8")
    result = CliRunner().invoke(main, ["extract", str(path), "--data", str(tmp_path)])
    assert result.exit_code == 2
    assert len(result.output.splitlines()) == 1
    assert words in result.output
    assert re.match(r"jixiao: .*long\.txt: ", result.output)
    assert list(tmp_path.iterdir()) == [path]


def test_a_line_within_the_limit_is_read(tmp_path: Path) -> None:
    path = tmp_path / "long.txt"
    path.write_text("；1万宗" * (limits.MAX_LINE // 4), "utf-8")
    assert len(read_document(path).lines) == 1


def test_numbers_of_a_sentence_are_looked_for_in_a_time_that_grows_with_its_length() -> None:
    """120 kB of amounts in one line took 20 s: for each the places of all figures were put together."""
    piece = "\u202e1,234.56万元\u202c"

    def seconds(times: int) -> float:
        text = piece * times
        whole = [at for at, character in enumerate(text) if character in "1,234.56万元"]
        begun = time.process_time()
        assert list(numbers_left(text, whole)) == []
        return time.process_time() - begun

    few, many = (min(seconds(times) for _ in range(3)) for times in (4000, 32_000))
    assert many < 30 * few, "eight times as much; 64 times where it is quadratic"
