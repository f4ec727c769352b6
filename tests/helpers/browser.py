"""A real browser for tests: Debian's Chromium, driven by Playwright, without any network.

`JIXIAO_BROWSER=required` (as CI sets it) makes a missing browser a failure instead of a skip.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).resolve().parents[2]
ARTEFACTS = ROOT / "tests" / "artefacts"
AXE = ROOT / "tests" / "vendor" / "axe.min.js"
FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
_started: list[Browser] = []
PHONE, LAPTOP = {"width": 390, "height": 844}, {"width": 1280, "height": 900}


@contextmanager
def chromium() -> Iterator[Browser]:
    """The browser; skips the test where there is none, or fails it where one is required.

    One at a time: Playwright runs one loop in a process. Whoever comes second shares the first's.
    """
    if _started:
        yield _started[0]
        return
    path = shutil.which("chromium") or shutil.which("chromium-browser")
    if path is None:
        reason = "no chromium on the path; apt-get install chromium libatomic1"
        if os.environ.get("JIXIAO_BROWSER") == "required":
            pytest.fail(reason)
        pytest.skip(reason)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        _started.append(browser)
        try:
            yield browser
        finally:
            _started.clear()
            browser.close()


@dataclass
class Seen:
    """What a page did beside showing itself: errors, dialogs, and requests for anything else."""

    errors: list[str] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)

    @property
    def nothing(self) -> bool:
        return not self.errors and not self.requests


@contextmanager
def opened(
    browser: Browser, path: Path, fragment: str = "", **context: Any
) -> Iterator[tuple[Page, Seen]]:
    """The file at `path` in a fresh context, watched."""
    options: dict[str, Any] = {"viewport": LAPTOP, "color_scheme": "light"} | context
    fresh = browser.new_context(**options)
    fresh.set_default_timeout(10_000)
    page, seen = fresh.new_page(), Seen()
    page.on("console", lambda message: seen.errors.append(message.text))
    page.on("pageerror", lambda error: seen.errors.append(str(error)))
    page.on("dialog", lambda dialog: (seen.errors.append(dialog.message), dialog.dismiss()))
    page.on(
        "request",
        lambda request: (
            None
            if request.is_navigation_request() or request.url.startswith("data:")
            else seen.requests.append(request.url)
        ),
    )
    page.goto(path.resolve().as_uri() + fragment)
    try:
        yield page, seen
    finally:
        fresh.close()


def violations(page: Page, rules: list[str] | None = None) -> list[str]:
    """What axe-core finds wrong with the page, a line each; `rules`: only these."""
    page.evaluate(AXE.read_text("utf-8"))
    options: dict[str, Any] = {"resultTypes": ["violations"]}
    if rules:
        options["runOnly"] = {"type": "rule", "values": rules}
    found = page.evaluate("options => axe.run(document, options)", options)["violations"]
    return [
        f"{rule['id']}: {node['target']} {node['failureSummary']}"
        for rule in found
        for node in rule["nodes"][:3]
    ]
