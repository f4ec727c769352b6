"""JupyterLab itself, in a real browser: every notebook runs to its end, and controls move what they show."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from browser import ARTEFACTS, chromium
from lab import Lab, close, control, jupyterlab, open_and_run, state
from playwright.sync_api import Browser, Page, expect

EVERY = sorted((Path(__file__).resolve().parents[2] / "notebooks").glob("*.ipynb"))
# No final accounts and no forms of projects are on file.
NOTEBOOKS = [
    path for path in EVERY if path.stem not in ("accounts", "projects", "scores", "documents")
]


@pytest.fixture(scope="module")
def lab_browser() -> Iterator[Browser]:
    with chromium() as started:
        yield started


@pytest.fixture(scope="module")
def lab(
    lab_browser: Browser, root: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Lab]:
    with jupyterlab(root, tmp_path_factory.mktemp("lab")) as running:
        yield running


@pytest.fixture(scope="module")
def page(lab_browser: Browser) -> Iterator[Page]:
    """One window for all notebooks, as a reader has."""
    context = lab_browser.new_context(viewport={"width": 1500, "height": 1100})
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("name", [path.name for path in NOTEBOOKS])
def test_run_all_ends_without_an_error(page: Page, lab: Lab, name: str) -> None:
    asked: list[str] = []
    watch = lambda request: asked.append(request.url)  # noqa: E731
    page.on("request", watch)
    open_and_run(page, lab, name)
    page.remove_listener("request", watch)
    ended = state(page)
    # Said where the machine has no cache of fonts yet and takes more than five seconds.
    errors = [text for text in ended["errors"] if "building the font cache" not in text]
    assert errors == []
    assert ended["waiting"] == 0
    own = (lab.address, lab.address.replace("http", "ws"), "data:", "blob:")
    assert [address for address in asked if not address.startswith(own)] == []
    ARTEFACTS.mkdir(exist_ok=True)
    page.screenshot(path=ARTEFACTS / f"jupyterlab-{name.removesuffix('.ipynb')}.png")
    of_others = page.locator(".jp-MarkdownCell:has(a[href='#zh']:empty)")
    assert of_others.count() > 0
    assert of_others.locator("visible=true").count() == 0
    if name == "explore.ipynb":
        controls_move_what_they_show(page)
    close(page)


def controls_move_what_they_show(page: Page) -> None:
    """A status is chosen and the table follows; a row, and the quote follows; the button writes."""
    bench = page.locator(".jixiao-look.widget-vbox")
    rows = bench.locator(".jixiao-table tbody tr")
    quote = bench.locator("figure.jixiao-quote figcaption")
    expect.set_options(timeout=30_000)  # a slow machine, not a normal wait
    expect(rows).to_have_count(71)
    bench.evaluate("box => box.scrollIntoView({block: 'start'})")
    control(page, "Status").locator("select").select_option(label="Contradicted")
    expect(rows).to_have_count(6)
    expect(bench.get_by_text("6 of 71 rows")).to_be_visible()
    expect(bench.locator("img")).to_have_attribute("alt", re.compile("Contradicted 5"))
    expect(quote).to_have_text("p. 26, line 1422")
    page.screenshot(path=ARTEFACTS / "jupyterlab-explore-filtered.png")
    rows.nth(2).locator("td").first.click()
    expect(quote).to_have_text("p. 41, line 2849")
    third = quote.text_content()
    page.keyboard.press("ArrowUp")  # the keys stay in the table, and move the choice
    expect(rows.nth(1).locator("input")).to_be_checked()
    expect(rows.nth(1).locator("input")).to_be_focused()
    expect(quote).not_to_have_text(third or "")
    page.keyboard.press("ArrowUp")
    expect(quote).to_have_text("p. 26, line 1422")
    bench.get_by_role("button", name="Write the command of this view").click()
    command = bench.locator(".jixiao-command").first
    expect(command.locator("pre")).to_contain_text("papermill notebooks/explore.ipynb")
    written = command.locator("pre").inner_text()
    assert '\'{"statuses": ["contradicted"]}\'' in written
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    command.get_by_role("button", name="Copy").click()
    expect(command.get_by_role("button", name="Copied")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()") == written
    page.screenshot(path=ARTEFACTS / "jupyterlab-explore-chosen.png")
    control(page, "Language").locator("button", has_text="中文").click()
    expect(bench.get_by_text("71行中6行")).to_be_visible()
    expect(quote).to_have_text("第26页第1422行")
