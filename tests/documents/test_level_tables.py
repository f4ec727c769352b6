"""Statements without upright lines: each figure in its row and column, or listed; none is wrong."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import other_cities_accounts as accounts
import other_cities_budgets as budgets
import pytest
from level_drawn import STYLES, drawn
from other_cities import Paper
from other_cities_read import differences, report_of
from pdf_made import made, read
from reportlab.pdfgen.canvas import Canvas

PAPERS = [*accounts.papers(), *budgets.papers()]


def some(paper: Paper, *kinds: str) -> Paper:
    return replace(paper, tables=[table for table in paper.tables if table.kind in kinds])


@pytest.mark.parametrize("style", ["none", "none-left", "booktabs", "head"])
def test_figures_stand_in_their_rows_and_columns(style: str, tmp_path: Path) -> None:
    paper = some(PAPERS[0], "income", "general_expenditure", "general_basic")
    report = report_of(tmp_path / "paper.pdf", drawn(paper, STYLES[style]))
    assert differences(report, paper.truth()) == ([], [])


@pytest.mark.parametrize("style", sorted(STYLES))
def test_no_figure_is_wrong_in_any_style(style: str, tmp_path: Path) -> None:
    paper = some(PAPERS[9], "income", "expenditure", "project")
    report = report_of(tmp_path / "paper.pdf", drawn(paper, STYLES[style]))
    wrong, _ = differences(report, paper.truth())
    assert wrong == []


def test_a_frame_around_level_rules_takes_no_figure_from_its_column(tmp_path: Path) -> None:
    paper = some(PAPERS[9], "income", "expenditure")
    style = replace(STYLES["rows-top"], framed=True)
    report = report_of(tmp_path / "paper.pdf", drawn(paper, style))
    wrong, missing = differences(report, paper.truth())
    assert wrong == []
    assert len(missing) * 10 < len(paper.truth())


def test_lines_of_running_text_are_no_rows() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.drawString(72, 700, "2024年度本部门面向中小企业预留政府采购项目 预算金额")
        canvas.drawString(72, 684, "225.10 万元，面向小微企业预留政府采购项目预算金额 164.87")
        canvas.drawString(72, 668, "万元。")

    assert read(made(draw)).tables == ()
