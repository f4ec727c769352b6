"""A page → PDF, printed by headless Chromium where one is installed.

The page is printed as it is; its print styles (A4, page numbers, no switches) do the rest.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path

from ..base.errors import OutputError, RequestError
from ..storage.temporary import OwnedFolder

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "msedge")
SECONDS = 180  # that printing one page may take
_FLAGS = (
    "--headless",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-pdf-header-footer",
    "--generate-pdf-document-outline",
)
_DATE = re.compile(rb"(/(?:CreationDate|ModDate) \(D:)\d{14}")


def find_browser() -> Path:
    """The Chromium on the path. Raises RequestError, with the remedy, where there is none."""
    for name in BROWSERS:
        if found := shutil.which(name):
            return Path(found)
    raise RequestError("publish.no_browser")


def page_to_pdf(page: Path, browser: Path) -> bytes:
    """The PDF of the page at `page`; the same page printed by the same browser gives the same bytes.

    Raises OutputError if the browser does not print it.
    """
    with OwnedFolder("pdf-") as folder:
        target = folder / "page.pdf"
        command = [str(browser), *_FLAGS, f"--user-data-dir={folder}/profile"]
        if hasattr(os, "geteuid") and os.geteuid() == 0:
            command.append("--no-sandbox")  # Chromium refuses its sandbox to root
        command += [f"--print-to-pdf={target}", page.resolve().as_uri()]
        try:
            done = subprocess.run(command, capture_output=True, timeout=SECONDS, check=False)
        except (OSError, subprocess.TimeoutExpired) as error:
            raise _not_printed(page, type(error).__name__) from error
        content = target.read_bytes() if target.is_file() else b""
    if not content.startswith(b"%PDF"):
        lines = done.stderr.decode("utf-8", "replace").strip().splitlines() or ["no message"]
        raise _not_printed(page, lines[-1])
    return _DATE.sub(rb"\g<1>20000101000000", content)


def _not_printed(page: Path, reason: str) -> OutputError:
    return OutputError("publish.not_printed", where=page, reason=reason)
