"""JupyterLab for tests and pictures: a server on loopback with a token, on a copy of the notebooks."""

from __future__ import annotations

import os
import secrets
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import Locator, Page

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


@contextmanager
def jupyterlab(root: Path, home: Path) -> Iterator[Lab]:
    """A server on the notebooks and data of the workbook at `root`, all it writes below `home`.

    Raises RuntimeError with the end of the server's log if it does not answer.
    """
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
    """Until the server answers, or it ends, or a minute has passed."""
    until = time.monotonic() + 60
    while time.monotonic() < until and server.poll() is None:
        try:
            with urllib.request.urlopen(address, timeout=5):
                return
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            time.sleep(0.2)
    raise RuntimeError(f"JupyterLab does not answer\n{log.read_text('utf-8')[-2000:]}")


def open_and_run(page: Page, lab: Lab, notebook: str) -> None:
    """Open `notebook` and choose Run → Run All Cells, as a reader does; wait for its end.

    JupyterLab is loaded once for a page; further notebooks are opened in it.
    """
    if page.url.startswith(lab.address):
        execute = "window.jupyterapp.commands.execute('docmanager:open', {path})"
        page.evaluate(f"async path => {{ await {execute}; }}", notebook)
    else:
        page.goto(lab.url(notebook))
    page.wait_for_function(
        """path => {
          const shown = window.jupyterapp?.shell?.currentWidget;
          const status = shown?.sessionContext?.session?.kernel?.status;
          return shown?.context?.path === path && ['idle', 'busy'].includes(status);
        }""",
        arg=notebook,
        timeout=LONGEST,
    )
    page.locator("#jp-MainMenu").get_by_text("Run", exact=True).click()
    page.locator(f'.lm-Menu-item[data-command="{RUN_ALL}"]').click()
    page.wait_for_function(
        f"() => {{ const now = ({STATE})(); return now.errors.length > 0 ||"
        " (now.waiting === 0 && now.status === 'idle'); }",
        timeout=LONGEST,
    )


def close(page: Page) -> None:
    """Close the notebook that is open, its kernel with it, and throw away what ran."""
    page.evaluate(
        """async () => {
          const shown = window.jupyterapp.shell.currentWidget;
          await shown.sessionContext.shutdown();
          await shown.context.revert();
          shown.close();
        }"""
    )


def state(page: Page) -> dict[str, Any]:
    """What the notebook that is open says of itself."""
    found: dict[str, Any] = page.evaluate(STATE)
    return found


def control(page: Page, label: str) -> Locator:
    """The control that `label` names."""
    return page.locator(".jixiao-look .lm-Widget:has(> .widget-label)").filter(
        has=page.locator(".widget-label", has_text=label)
    )
