"""papermill with a parameter that a notebook does not have is an error, not a run with defaults."""

from __future__ import annotations

from pathlib import Path

import papermill
import pytest
from papermill.exceptions import PapermillExecutionError

from jixiao.base.injected import assigned, check_parameters

NOTEBOOKS = (
    "budget",
    "accounts",
    "projects",
    "scores",
    "targets",
    "indicators",
    "audit",
    "comparison",
    "departments",
    "documents",
)


def test_outside_of_a_notebook_nothing_is_asked() -> None:
    check_parameters()


def test_names_of_a_cell() -> None:
    source = '# Parameters\nyear: int = 2022  # of it\nyears = []\nprint("x")\n'
    assert assigned(source) == ["year", "years"]


@pytest.mark.parametrize("name", NOTEBOOKS)
def test_every_notebook_with_parameters_asks(root: Path, name: str) -> None:
    assert '"check_parameters()\\n"' in (root / "notebooks" / f"{name}.ipynb").read_text("utf-8")


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
