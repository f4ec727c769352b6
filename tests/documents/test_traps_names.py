"""How names and codes are printed changes no figure, in any format."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
import traps_made
from traps_made import RIGHT, as_csv, as_docx, as_html, as_mhtml, as_ofd, as_pdf, as_xlsx, read

MAKERS: dict[str, Callable[[], bytes]] = {
    "html": as_html,
    "mhtml": as_mhtml,
    "docx": as_docx,
    "xlsx": as_xlsx,
    "csv": as_csv,
    "pdf": as_pdf,
    "ofd": as_ofd,
}
SPACED = {"合计": "合  计", "行政运行": "行 政 运 行", "住房公积金": "住\u3000房公积金"}
RADICALS = {"行政运行": "⾏政运⾏"}
Row = list[str | None]


def _named(names: dict[str, str]) -> Callable[[Row], Row]:
    return lambda row: [names.get(text or "", text) for text in row]


def _glued(row: Row) -> Row:
    """The code in front of the name, without a space."""
    code, name, *amounts = row
    return ["", f"{code}{name}", *amounts] if code and code.isdigit() else row


PRINTED = {"letter-spaced": _named(SPACED), "in radicals": _named(RADICALS), "glued": _glued}


@pytest.mark.parametrize("how", PRINTED)
@pytest.mark.parametrize("format", MAKERS)
def test_a_name_is_known_however_it_is_printed(
    how: str, format: str, tmp_path: Path, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for rows in ("BODY", "FLAT"):
        printed = [PRINTED[how](row) for row in getattr(traps_made, rows)]
        monkeypatch.setattr(traps_made, rows, printed)
    report = read(MAKERS[format](), tmp_path, data)
    found = {
        ("".join(name.split()), item): value
        for (name, item), value in traps_made.figures(report).items()
    }
    assert found == RIGHT
