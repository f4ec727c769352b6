"""papermill with a parameter that a notebook does not have is an error, not a run with defaults."""

from __future__ import annotations

import json
from pathlib import Path

import papermill
import pytest
from papermill.exceptions import PapermillExecutionError

from jixiao.base.injected import assigned, check_parameters

NOTEBOOKS = sorted((Path(__file__).resolve().parents[2] / "notebooks").glob("*.ipynb"))


def test_outside_of_a_notebook_nothing_is_asked() -> None:
    check_parameters()


def test_names_of_a_cell() -> None:
    source = '# Parameters\nyear: int = 2022  # of it\nyears = []\nprint("x")\n'
    assert assigned(source) == ["year", "years"]


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_every_notebook_asks(path: Path) -> None:
    cells = json.loads(path.read_text("utf-8"))["cells"]
    assert "check_parameters()" in "".join(cells[1]["source"]).splitlines()


def test_a_parameter_that_a_notebook_does_not_have_is_one_line(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(root)
    notebook = str(root / "notebooks" / "audit.ipynb")
    with pytest.raises(PapermillExecutionError, match="the notebook has no parameter yera"):
        papermill.execute_notebook(
            notebook,
            str(tmp_path / "out.ipynb"),
            {"yera": 2022},
            engine_name="forkkernel",
            kernel_name="python3",
            progress_bar=False,
        )
