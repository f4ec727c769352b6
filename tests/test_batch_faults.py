"""What a round cannot do at all is one line and exit code 2, and nothing is half-written."""

from __future__ import annotations

from pathlib import Path

import pytest

from batches import contents, small_workbook


def test_a_notebook_that_is_missing_is_refused_before_anything_runs(
    data: Path, tmp_path: Path
) -> None:
    workbook = small_workbook(tmp_path, data, 2)
    (workbook.notebooks / "audit.ipynb").unlink()
    (workbook.notebooks / "indicators.ipynb").unlink()
    for arguments in ((), ("--dry-run",)):
        result = workbook.run(*arguments)
        assert result.returncode == 2
        (line,) = result.stderr.splitlines()
        assert f"{workbook.notebooks}: the notebooks indicators, audit are missing" in line
        assert result.stdout == ""
    assert contents(workbook.outputs) == {}


def test_notebooks_of_ones_own_need_none_of_all_departments(data: Path, tmp_path: Path) -> None:
    workbook = small_workbook(tmp_path, data, 2)
    (workbook.notebooks / "departments.ipynb").unlink()
    result = workbook.run("--dry-run")
    assert result.stdout.splitlines()[-1] == "10 of 10 jobs to run"


@pytest.mark.parametrize(
    "text", ["", "{ half a note", "[1, 2]", '{"cells": 3}', '{"worksheets": []}']
)
def test_a_notebook_that_is_none_is_refused_before_anything_runs(
    text: str, data: Path, tmp_path: Path
) -> None:
    workbook = small_workbook(tmp_path, data, 1)
    (workbook.notebooks / "budget.ipynb").write_text(text)
    result = workbook.run()
    assert result.returncode == 2
    (line,) = result.stderr.splitlines()
    assert "budget.ipynb: is no notebook" in line
    assert contents(workbook.outputs) == {}
