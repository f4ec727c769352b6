"""JupyterLab itself, in a real browser: every notebook runs to its end, and controls move what they show.

The server listens on loopback only, with a token, and works on a copy of the notebooks.
"""

from __future__ import annotations

import os
import re
import secrets
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from browser import ARTEFACTS, chromium

NOTEBOOKS = sorted((Path(__file__).resolve().parent.parent / "notebooks").glob("*.ipynb"))
RUN_ALL = "runmenu:run-all"
LONGEST = 90_000  # milliseconds for a notebook to run; a slow machine, not a normal wait

# What the notebook says of itself once it has run: cells not run, and the errors of those that were.
STATE = """() => {
  const panel = window.jupyterapp.shell.currentWidget;
  const cells = panel.content.model.sharedModel.cells.filter(c => c.cell_type === 'code');
  const bad = cells.flatMap(c => c.getOutputs()).filter(
    o => o.output_type === 'error' || (o.output_type === 'stream' && o.name === 'stderr'));
  return {
    status: panel.sessionContext.session?.kernel?.status ?? 'none',
    waiting: cells.filter(c => c.execution_count === null).length,
    errors: bad.map(o => o.ename ? `${o.ename}: ${o.evalue}` : String(o.text)),
  };
}"""


@dataclass(frozen=True)
class Lab:
    """A running server: where it listens, and the token that opens it."""

    address: str
    token: str

    def url(self, notebook: str) -> str:
        return f"{self.address}/lab/tree/{notebook}?reset&token={self.token}"


@pytest.fixture(scope="module")
def lab_browser() -> Iterator[Browser]:
    with chromium() as started:
        yield started


@pytest.fixture(scope="module")
def lab(
    lab_browser: Browser, root: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Lab]:
    home = tmp_path_factory.mktemp("lab")
    work = home / "notebooks"
    shutil.copytree(root / "notebooks", work, ignore=shutil.ignore_patterns(".ipynb_checkpoints"))
    settings = home / "config" / "labconfig"
    settings.mkdir(parents=True)
    settings.joinpath("page_config.json").write_text(
        '{"disabledExtensions": {"@jupyterlab/apputils-extension:announcements": true}}', "utf-8"
    )
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    token = secrets.token_hex(24)
    environment = os.environ | {
        "HOME": str(home),
        "IPYTHONDIR": str(home / "ipython"),
        "JIXIAO_DATA": str(root / "data"),
        "JUPYTER_CONFIG_DIR": str(home / "config"),
        "JUPYTER_DATA_DIR": str(home / "data"),
        "JUPYTER_RUNTIME_DIR": str(home / "runtime"),
        "JUPYTER_TOKEN": token,
    }
    arguments = [
        "--no-browser",
        "--expose-app-in-browser",
        "--allow-root",
        "--ServerApp.ip=127.0.0.1",
        f"--ServerApp.port={port}",
        "--ServerApp.port_retries=0",
        f"--ServerApp.root_dir={work}",
        "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate",
        "--LabApp.extension_manager=readonly",
    ]
    log = home / "lab.log"
    with log.open("w") as written:
        server = subprocess.Popen(
            [sys.executable, "-m", "jupyterlab", *arguments],
            env=environment,
            stdout=written,
            stderr=subprocess.STDOUT,
        )
    try:
        address = f"http://127.0.0.1:{port}"
        _await(server, f"{address}/api", log)
        yield Lab(address, token)
    finally:
        server.terminate()
        try:
            server.wait(timeout=20)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait()


def _await(server: subprocess.Popen[bytes], address: str, log: Path) -> None:
    """Until the server answers; fails with its log if it ends or takes a minute."""
    until = time.monotonic() + 60
    while time.monotonic() < until and server.poll() is None:
        try:
            with urllib.request.urlopen(address, timeout=5):
                return
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            time.sleep(0.2)
    pytest.fail(f"JupyterLab does not answer\n{log.read_text('utf-8')[-2000:]}")


@pytest.fixture
def page(lab_browser: Browser) -> Iterator[Page]:
    context = lab_browser.new_context(viewport={"width": 1500, "height": 1100})
    yield context.new_page()
    context.close()


def open_and_run(page: Page, lab: Lab, notebook: str) -> None:
    """Open `notebook` and choose Run → Run All Cells, as a reader does; wait for its end."""
    page.goto(lab.url(notebook))
    page.wait_for_function(
        "() => ['idle', 'busy'].includes("
        "window.jupyterapp?.shell?.currentWidget?.sessionContext?.session?.kernel?.status)",
        timeout=LONGEST,
    )
    page.locator("#jp-MainMenu").get_by_text("Run", exact=True).click()
    page.locator(f'.lm-Menu-item[data-command="{RUN_ALL}"]').click()
    page.wait_for_function(
        f"() => {{ const now = ({STATE})(); return now.errors.length > 0 ||"
        " (now.waiting === 0 && now.status === 'idle'); }",
        timeout=LONGEST,
    )


@pytest.mark.parametrize("name", [path.name for path in NOTEBOOKS])
def test_run_all_ends_without_an_error(page: Page, lab: Lab, name: str) -> None:
    outside: list[str] = []
    page.on(
        "request",
        lambda request: (
            None
            if request.url.startswith(
                (lab.address, "data:", "blob:", lab.address.replace("http", "ws"))
            )
            else outside.append(request.url)
        ),
    )
    open_and_run(page, lab, name)
    state = page.evaluate(STATE)
    assert state["errors"] == []
    assert state["waiting"] == 0
    assert outside == []
    if name == "explore.ipynb":
        controls_move_what_they_show(page)
    page.evaluate("window.jupyterapp.shell.currentWidget.sessionContext.shutdown()")


def controls_move_what_they_show(page: Page) -> None:
    """A status is chosen and the table follows; a row, and the quote follows; the button writes."""
    bench = page.locator(".jixiao-look.widget-vbox")
    rows = bench.locator(".jixiao-table tbody tr")
    quote = bench.locator("figure.jixiao-quote figcaption")
    expect(rows).to_have_count(71)
    control(page, "Status").locator("select").select_option(label="Contradicted")
    expect(rows).to_have_count(6)
    expect(bench.get_by_text("6 of 71 rows")).to_be_visible()
    expect(bench.locator("img")).to_have_attribute("alt", re.compile("Contradicted 5"))
    expect(quote).to_have_text("p. 26, line 1422")
    ARTEFACTS.mkdir(exist_ok=True)
    page.screenshot(path=ARTEFACTS / "jupyterlab-explore.png")
    control(page, "Quote of").locator("select").select_option(index=2)
    expect(quote).to_have_text("p. 41, line 2849")
    bench.get_by_role("button", name="Write the command of this view").click()
    command = bench.locator("textarea")
    expect(command).to_have_value(re.compile(r"papermill notebooks/explore\.ipynb"))
    assert '\'{"statuses": ["contradicted"]}\'' in command.input_value()
    control(page, "Language").locator("button", has_text="中文").click()
    expect(bench.get_by_text("71行中6行")).to_be_visible()
    expect(quote).to_have_text("第26页第1422行")


def control(page: Page, label: str) -> Locator:
    """The control that `label` names."""
    return page.locator(".jixiao-look .lm-Widget:has(> .widget-label)").filter(
        has=page.locator(".widget-label", has_text=label)
    )
