"""A notebook of one's own in JupyterLab: names complete, a report shows itself, a chart shows Chinese."""

from __future__ import annotations

from pathlib import Path

import nbformat
import pytest
from browser import ARTEFACTS, chromium
from lab import close, jupyterlab, open_and_run, state
from playwright.sync_api import Page, expect

CELLS = (
    "import jixiao\nimport matplotlib.pyplot as plt\n\nfrom jixiao.audit import passed, rule",
    'report = jixiao.load_report("panyu-data-bureau", 2022)\nreport',
    "jixiao.use_fonts()\n"
    'spent = report.table("budget").query("phase == \'outturn\' and amount_wan > 100")\n'
    'spent = spent.drop_duplicates("name").head(8)\n'
    "fig, ax = plt.subplots(figsize=(7, 2.6))\n"
    'ax.barh(spent["name"], spent["amount_wan"])\n'
    'ax.set_xlabel("支出（万元）")\n'
    "plt.show()",
    '@rule(kind="structure")\n'
    "def has_text(report):\n"
    '    """A report has a text."""\n'
    '    yield passed(f"{report.page_count} pages")\n\n\n'
    "result = jixiao.audit_report(report, rules=[has_text])\n"
    "print(result.ledger[-1])\n"
    'result.to_frame()[["rule", "severity", "message_zh", "pages"]].head(3)',
    "report.year",
)


@pytest.fixture(scope="module")
def notebooks(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workbook with one notebook beside its data."""
    home = tmp_path_factory.mktemp("workbook")
    (home / "notebooks").mkdir()
    (home / "data").symlink_to(root / "data")
    notebook = nbformat.v4.new_notebook(
        cells=[nbformat.v4.new_code_cell(source) for source in CELLS],
        metadata={"kernelspec": {"name": "python3", "display_name": "Python 3"}},
    )
    nbformat.write(notebook, home / "notebooks" / "own.ipynb")
    return home


def test_an_analysts_own_notebook(notebooks: Path, tmp_path: Path) -> None:
    with chromium() as browser, jupyterlab(notebooks, tmp_path) as lab:
        context = browser.new_context(viewport={"width": 1300, "height": 1100})
        page = context.new_page()
        open_and_run(page, lab, "own.ipynb")
        assert state(page)["errors"] == []
        card = page.locator(".jixiao-report")
        expect(card).to_contain_text("广州市番禺区政务服务数据管理局")
        expect(card).to_contain_text("findings")
        expect(page.locator(".jp-OutputArea-output img")).to_have_count(1)
        expect(page.get_by_text("rule='has_text'")).to_be_visible()
        ARTEFACTS.mkdir(exist_ok=True)
        page.screenshot(path=ARTEFACTS / "jupyterlab-own.png")
        for typed, offered in (
            ("jixiao.", ("load_report", "use_fonts", "audit_report")),
            ("report.tables.", ("budget", "indicators")),
            ('report.tables["', ("budget", "outcomes")),
        ):
            complete(page, typed, offered)
        close(page)
        context.close()


def complete(page: Page, typed: str, offered: tuple[str, ...]) -> None:
    """Type `typed` into the last cell, ask for what may follow, and find `offered` there."""
    cell = page.locator(".jp-CodeCell .cm-content").last
    cell.click()
    page.keyboard.press("Control+A")
    page.keyboard.type(typed)
    menu = page.locator(".jp-Completer:visible")
    for _ in range(10):  # the first answer of a slow kernel comes too late for JupyterLab
        page.keyboard.press("Tab")
        page.wait_for_timeout(2500)
        if menu.count():
            break
    name = "".join(letter for letter in typed if letter.isalpha())
    page.screenshot(path=ARTEFACTS / f"jupyterlab-complete-{name}.png")
    for name in offered:
        expect(menu.get_by_text(name).first).to_be_attached()
    page.keyboard.press("Escape")
