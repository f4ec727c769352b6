"""Documents of other offices, which lie beside the project and are not copied into it."""

from __future__ import annotations

from pathlib import Path

import pytest

REPORTS = Path(__file__).resolve().parents[3] / "shared" / "reports"


def of_other_office(name: str) -> Path:
    """The PDF of that name; the test is skipped where it is not there."""
    path = REPORTS / f"{name}.pdf"
    if not path.is_file():
        pytest.skip("documents of other offices beside the project (../shared/reports)")
    return path
