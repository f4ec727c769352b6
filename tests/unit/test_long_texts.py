"""A text that is far too long for a report is refused in a line; `test_long_lines.py` counts the work."""

from __future__ import annotations

from pathlib import Path

import pytest

from jixiao.base.errors import SourceError
from jixiao.source import read_text


@pytest.mark.parametrize(
    ("text", "said"),
    [("1\n" * 200_002, "lines, more than the limit of 200,000"), ("1" * 4_000_001, "characters")],
)
def test_a_text_far_longer_than_a_report_is_refused(text: str, said: str, tmp_path: Path) -> None:
    path = tmp_path / "long.txt"
    path.write_text(text, "utf-8")
    with pytest.raises(SourceError, match=said):
        read_text(path)
