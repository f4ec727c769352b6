"""Where a sum does not hold, the cells are looked at a second way before anybody is told."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from accounts_made import as_pdf, make_accounts
from click.testing import CliRunner
from pdf_made import made, set_table
from real_accounts import replaced
from reportlab.pdfgen.canvas import Canvas

from jixiao.audit import audit_report
from jixiao.cli.commands import main
from jixiao.extract.extraction import extract_report
from jixiao.grid import grids
from jixiao.report import Report
from jixiao.rounds.bring_in import with_counts
from jixiao.source import Box, read_boxes, read_document


@pytest.fixture(scope="module")
def broken(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Report]:
    """Accounts of which one class of one table does not add up."""
    folder = tmp_path_factory.mktemp("broken")
    path = folder / "accounts.pdf"
    path.write_bytes(as_pdf(replaced(make_accounts(), "支出决算表", "50.00", "60.00")))
    return path, extract_report(path, data=folder)


def test_every_cell_of_a_pdf_is_read_alike_both_ways(broken: tuple[Path, Report]) -> None:
    path, report = broken
    assert report.document is not None
    cells = [
        cell
        for grid in grids(report.document)
        for cell in grid.cells
        if cell.box
        and len(cell.lines) == 1
        and cell.text.replace(",", "").replace(".", "").isdigit()
    ]
    texts = read_boxes(path, [(cell.page, cell.box) for cell in cells if cell.box])
    assert len(texts) > 100
    assert [text.strip() for text in texts] == [cell.text for cell in cells]


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
def test_a_box_is_found_on_a_page_that_is_turned(tmp_path: Path, rotation: int) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setPageRotation(rotation)
        canvas.translate(*{0: (0, 0), 90: (842, 0), 180: (595, 842), 270: (0, 595)}[rotation])
        canvas.rotate(rotation)  # upright as it is shown
        set_table(canvas)

    path = tmp_path / "turned.pdf"
    path.write_bytes(made(draw))
    cells = [c for table in read_document(path).tables for c in table.cells if c.box and c.text]
    assert {"3,215.60", "7,033.36"} <= {cell.text for cell in cells}
    texts = read_boxes(path, [(1, cell.box) for cell in cells if cell.box])
    assert [text.strip() for text in texts] == [cell.text for cell in cells]


def test_what_both_ways_read_is_the_print_of_the_office(broken: tuple[Path, Report]) -> None:
    path, report = broken
    counted = with_counts(report, lambda places: read_boxes(path, places))
    sums = counted.about["identities"]
    assert 0 < sums["held"] < sums["checked"]
    assert "doubtful" not in counted.about
    assert {f.rule for f in audit_report(counted).findings} == {"accounts_slips"}


def test_what_the_ways_read_differently_is_doubtful_and_no_finding(
    broken: tuple[Path, Report],
) -> None:
    path, report = broken

    def otherwise(places: Sequence[tuple[int, Box]]) -> list[str]:
        return [text.replace("60.00", "50.00") for text in read_boxes(path, places)]

    counted = with_counts(report, otherwise)
    rows = report.tables["statements"]
    (entry,) = counted.about["doubtful"]
    assert (entry["table"], entry["reason"]) == ("statements", "read_two_ways")
    assert rows.iloc[entry["row"] - 2]["printed"] == "60.00"
    result = audit_report(counted)
    assert result.findings == ()
    assert "ledger.in_doubt" in {e.reason.key for e in result.ledger if e.reason}


def test_a_last_digit_within_the_rounding_of_its_sums_is_looked_at_as_well(tmp_path: Path) -> None:
    path = tmp_path / "accounts.pdf"
    path.write_bytes(as_pdf(replaced(make_accounts(), "支出决算表", "50.00", "50.01")))

    def otherwise(places: Sequence[tuple[int, Box]]) -> list[str]:
        return [text.replace("50.01", "50.00") for text in read_boxes(path, places)]

    counted = with_counts(extract_report(path, data=tmp_path), otherwise)
    assert counted.about["identities"]["held"] == counted.about["identities"]["checked"]
    (entry,) = counted.about["doubtful"]
    assert counted.tables["statements"].iloc[entry["row"] - 2]["printed"] == "50.01"


def test_no_cell_is_read_again_where_all_sums_hold(tmp_path: Path) -> None:
    path = tmp_path / "accounts.pdf"
    path.write_bytes(as_pdf(make_accounts()))

    def never(places: Sequence[tuple[int, Box]]) -> list[str]:
        raise AssertionError("nothing to look at")

    sums = with_counts(extract_report(path, data=tmp_path), never).about["identities"]
    assert sums["held"] == sums["checked"] > 100


def test_extract_says_how_many_sums_hold(broken: tuple[Path, Report], tmp_path: Path) -> None:
    path, _ = broken
    (tmp_path / "data").mkdir()
    data = ["--data", str(tmp_path / "data"), "--outputs", str(tmp_path / "outputs")]
    done = CliRunner().invoke(main, ["extract", str(path), *data])
    assert done.exit_code == 0, done.output
    assert "sums hold" in done.output


def test_a_text_is_not_read_a_second_way(tmp_path: Path) -> None:
    path = tmp_path / "report.txt"
    path.write_text("一、收入12.00万元", "utf-8")
    assert read_boxes(path, [(1, Box(0, 0, 10, 10))]) == []


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [("50.00", "9,050.00", "part_over_whole"), ("50.00", "2023", "year_as_amount")],
)
def test_an_amount_that_can_hardly_be_meant_is_doubtful_and_drawn_nowhere(
    old: str, new: str, reason: str, tmp_path: Path
) -> None:
    path = tmp_path / "accounts.pdf"
    path.write_bytes(as_pdf(replaced(make_accounts(), "支出决算表", old, new)))
    report = extract_report(path, data=tmp_path)
    assert (reason, new) in {(d.reason, d.printed) for d in report.doubtful}
    assert len(report.doubtful) <= 2
    assert new not in set(report.sure.tables["statements"]["printed"])
    assert all(not figure.misread for figure in report.doubtful)  # the audit may say it is a slip


def test_made_accounts_ring_no_alarm(tmp_path: Path) -> None:
    path = tmp_path / "accounts.pdf"
    path.write_bytes(as_pdf(make_accounts()))
    assert extract_report(path, data=tmp_path).doubtful == ()
