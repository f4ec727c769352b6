"""Amounts that are set as no plain figure is: cents raised, digits of two sizes, red, marks for one."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from reportlab.pdfgen.canvas import Canvas
from traps_made import (
    FIGURE,
    as_csv,
    as_docx,
    as_html,
    as_ofd,
    as_pdf,
    ofd_words,
    put,
    read,
    run,
    verdict,
)

WHOLE, CENTS = FIGURE.split(".")
RAISED = "<w:vertAlign w:val='superscript'/>"


def pdf_with(text: str, size: float, rise: float, before: str) -> bytes:
    def cell(canvas: Canvas, x: float, y: float) -> None:
        put(canvas, x, y, before)
        put(canvas, x + canvas.stringWidth(before, "Noto Sans SC", 10), y + rise, text, size)

    return as_pdf(cell)


def ofd_with(text: str, size: float, rise: float, before: str) -> bytes:
    return as_ofd(
        lambda x, y: (
            ofd_words(x, y, before) + ofd_words(x + 1.5 * len(before), y - rise, text, size)
        )
    )


CENTS_RAISED = {
    "html": lambda: as_html(f"{WHOLE}<sup>{CENTS}</sup>"),
    "html, underlined": lambda: as_html(f"{WHOLE}<sup><u>{CENTS}</u></sup>"),
    "docx": lambda: as_docx(run(WHOLE) + run(CENTS, RAISED)),
    "pdf": lambda: pdf_with(CENTS, 6, 4, WHOLE),
    "pdf, by characters": lambda: as_pdf(lambda c, x, y: put(c, x, y, f"{WHOLE}⁵⁸")),
    "ofd": lambda: ofd_with(CENTS, 1.8, 1.2, WHOLE),
}


@pytest.mark.parametrize("name", CENTS_RAISED)
def test_two_raised_digits_behind_an_amount_without_a_point_may_be_its_cents(
    name: str, tmp_path: Path, data: Path
) -> None:
    assert verdict(read(CENTS_RAISED[name](), tmp_path, data)) == "listed"


@pytest.mark.parametrize(("size", "rise"), [(6, 0), (7, 1), (8, 1), (10, 2)])
def test_a_digit_of_another_size_or_baseline_is_none_of_a_figure_of_a_pdf(
    size: float, rise: float, tmp_path: Path, data: Path
) -> None:
    assert verdict(read(pdf_with("1", size, rise, FIGURE), tmp_path, data)) == "listed"


@pytest.mark.parametrize("rise", [0.6, 0.9])
def test_a_digit_on_another_baseline_is_none_of_a_figure_of_an_ofd_file(
    rise: float, tmp_path: Path, data: Path
) -> None:
    assert verdict(read(ofd_with("1", 3, rise, FIGURE), tmp_path, data)) == "listed"


def red_pdf(canvas: Canvas, x: float, y: float) -> None:
    canvas.setFillColorRGB(1, 0, 0)
    put(canvas, x, y)


RED = {
    "html": lambda: as_html(f"<font color=red>{FIGURE}</font>"),
    "docx": lambda: as_docx(run(FIGURE, "<w:color w:val='FF0000'/>")),
    "pdf": lambda: as_pdf(red_pdf),
    "ofd": lambda: as_ofd(
        lambda x, y: ofd_words(x, y).replace(
            "<ofd:TextCode", '<ofd:FillColor Value="255 0 0"/><ofd:TextCode'
        )
    ),
}


@pytest.mark.parametrize("name", RED)
def test_a_red_amount_among_black_ones_may_be_negative(
    name: str, tmp_path: Path, data: Path
) -> None:
    assert verdict(read(RED[name](), tmp_path, data)) == "listed"


def test_amounts_that_are_all_red_are_figures(tmp_path: Path, data: Path) -> None:
    assert verdict(read(as_html(css="td{color:red}"), tmp_path, data)) == "right"


@pytest.mark.parametrize("make", [as_html, as_csv])
@pytest.mark.parametrize("text", ["〃", "同上", "××", "①", "00231.58"])
def test_what_stands_for_a_figure_and_is_none_is_listed(
    text: str, make: Callable[[str], bytes], tmp_path: Path, data: Path
) -> None:
    report = read(make(text), tmp_path, data)
    assert verdict(report) == "listed"
    assert text in {entry["words"] for entry in report.about["unread"]}


def test_what_is_left_of_a_figure_with_a_part_struck_is_none(tmp_path: Path, data: Path) -> None:
    page = as_html("10,231<s>.58</s>")
    assert verdict(read(page, tmp_path, data)) == "listed"
    assert verdict(read(as_html(f"<s>9,999.99</s> {FIGURE}"), tmp_path, data)) == "right"


@pytest.mark.parametrize("make", [as_pdf, as_ofd])
def test_digits_that_reach_into_the_next_cell_are_no_figure_of_it(
    make: Callable[..., bytes], tmp_path: Path, data: Path
) -> None:
    wide = "10,231.58-10,300.00" if make is as_pdf else "10,231.58其中：200.00"
    draw = (
        (lambda c, x, y: put(c, x, y, wide))
        if make is as_pdf
        else (lambda x, y: ofd_words(x, y, wide))
    )
    assert verdict(read(make(draw), tmp_path, data)) == "listed"


@pytest.mark.parametrize("record", ['2080505,养老保险缴费,"1.00"', '2080505,养老,"1.00",,,'])
def test_a_record_of_another_length_is_unsure(record: str, tmp_path: Path, data: Path) -> None:
    content = as_csv(f"{FIGURE}").decode() + record + "\r\n"
    report = read(content.encode(), tmp_path, data)
    table = report.tables["statements"]
    assert "2080505" not in set(table["classification"].dropna())
