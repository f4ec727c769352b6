"""Whatever a report says is shown as text: in pages, index, spreadsheet and terminal."""

from __future__ import annotations

import io
import re
from pathlib import Path

import openpyxl
import pytest
from browser import ARTEFACTS, LAPTOP, PHONE, opened
from click.testing import CliRunner
from hostile import ATTACKS, NAME, write_hostile
from hypothesis import given
from hypothesis import strategies as st
from playwright.sync_api import Browser

from jixiao.base.errors import RequestError
from jixiao.base.text import visible
from jixiao.cli.commands import main
from jixiao.rounds.plan import Request
from jixiao.rounds.round import run_round

CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")


@pytest.fixture(scope="module")
def hostile_data(data: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("hostile")
    write_hostile(data, folder / "data")
    return folder / "data"


@pytest.fixture(scope="module")
def made(hostile_data: Path, root: Path) -> Path:
    outputs = hostile_data.parent / "outputs"
    request = Request([], hostile_data, root / "notebooks", outputs, ("en",))
    assert run_round(request, io.StringIO()).failures == {}
    return outputs


# What only the words of a report could have made: a number on a card is set in our own <b>.
_OF_REPORTS = ".jixiao-cards b b, b:not(.jixiao-cards b), [onerror], [onmouseover]"


def test_no_page_runs_loads_or_hides_what_a_report_says(browser: Browser, made: Path) -> None:
    pages = sorted(made.rglob("*.html"))
    assert len(pages) >= 5
    for path in pages:
        for viewport in (PHONE, LAPTOP):
            with opened(browser, path, viewport=viewport) as (page, seen):
                assert page.evaluate("window.owned") is None, path
                assert page.evaluate("document.querySelectorAll('script').length") == 1
                assert page.locator(_OF_REPORTS).count() == 0, path
                assert page.locator("img:not([src^='data:'])").count() == 0
                assert page.evaluate("document.documentElement.scrollWidth") <= viewport["width"]
                text = page.locator("body").inner_text()
                for attack in (ATTACKS[0], ATTACKS[3], ATTACKS[6], ATTACKS[8]):
                    assert attack in text, (path, attack[:20])
                assert "[U+202E]desrever" in text
                assert "[U+001B][31mred" in text
                assert not CONTROL.search(text), path
                ARTEFACTS.mkdir(exist_ok=True)
                name = f"hostile-{path.stem}-{viewport['width']}.png"
                page.screenshot(path=ARTEFACTS / name)
            assert seen.nothing, (path, seen)


def test_a_hostile_quote_is_still_marked_in_the_source(browser: Browser, made: Path) -> None:
    with opened(browser, made / NAME / "2022" / "audit.html") as (page, seen):
        page.evaluate("document.querySelectorAll('details').forEach(fold => fold.open = true)")
        for link in page.locator("td.quotes a").all()[:20]:
            link.click()
            assert page.locator("mark, .hit").count() > 0
    assert seen.nothing, seen


def test_no_cell_of_the_spreadsheet_is_a_formula_or_a_link_outside(made: Path) -> None:
    book = openpyxl.load_workbook(made / NAME / "2022" / "tables.xlsx")
    for sheet in book.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                assert cell.data_type in ("s", "n"), cell.value
                assert cell.hyperlink is None or cell.hyperlink.target is None
                assert not CONTROL.search(str(cell.value))


@pytest.mark.parametrize(
    "command",
    [
        ["audit", NAME, "2022"],
        ["audit", NAME, "2022", "--format", "csv"],
        ["list"],
        ["check"],
        ["query", "select name, quote from budget"],
        ["query", "select department_zh, grade from reports", "--format", "csv"],
        ["query", "\x1b[31m'"],
    ],
    ids=lambda command: " ".join(command).replace("\x1b", "ESC"),
)
def test_no_command_sends_codes_to_the_terminal(hostile_data: Path, command: list[str]) -> None:
    result = CliRunner().invoke(main, [*command, "--data", str(hostile_data)])
    assert result.exit_code in (0, 2), result.output
    assert result.output
    assert not CONTROL.search(result.output)


@given(st.text())
def test_visible_text_holds_no_control_and_loses_nothing_else(text: str) -> None:
    shown = visible(text)
    assert not CONTROL.search(shown)
    assert visible(shown) == shown
    if not CONTROL.search(text) and not re.search("[\u061c\u2028\u2029\ufffe\uffff]", text):
        assert shown == text


def test_an_error_names_hostile_words_as_text() -> None:
    line = str(RequestError("\x1b[2J is odd", where="\u202ex\ny", remedy="\x07mend"))
    assert line == "[U+202E]x y: [U+001B][2J is odd; [U+0007]mend"
