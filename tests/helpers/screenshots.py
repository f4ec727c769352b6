"""The pictures of the README from real pages: `make screenshots` writes docs/*.png.

Pages and JupyterLab are opened in a real browser as a reader opens them. Look at the pictures
before you keep them.
"""

from __future__ import annotations

import io
import subprocess
import sys
import tempfile
from pathlib import Path

from browser import ROOT, chromium
from lab import control, jupyterlab, open_and_run
from PIL import Image
from playwright.sync_api import Browser, Page

REPORT = "panyu-data-bureau/2022"
SIZE = {"width": 1280, "height": 860}
LARGEST = 200_000  # bytes of a picture


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="jixiao-") as folder, chromium() as browser:
        outputs, home = Path(folder) / "outputs", Path(folder) / "lab"
        home.mkdir()
        command = [sys.executable, "-m", "jixiao", "report", "--language", "en"]
        subprocess.run([*command, "--outputs", str(outputs)], check=True, cwd=ROOT)
        pages(browser, outputs)
        explore(browser, home)


def pages(browser: Browser, outputs: Path) -> None:
    """The index, the top of a page, and a figure with its place in the report."""
    page = browser.new_page(viewport=SIZE, color_scheme="light")
    page.goto((outputs / "index.html").as_uri())
    keep(page, "index")
    page.goto((outputs / REPORT / "budget.html").as_uri())
    keep(page, "page")
    page.locator(".jixiao-cover a.jixiao-ref", has_text="7,307.73").first.click()
    page.wait_for_timeout(500)  # the panel slides in
    keep(page, "quote")
    page.close()


def explore(browser: Browser, home: Path) -> None:
    """The controls of `explore` in JupyterLab, with the promises that deny themselves."""
    page = browser.new_page(viewport=SIZE | {"height": 1080})
    with jupyterlab(ROOT, home) as lab:
        open_and_run(page, lab, "explore.ipynb")
        page.evaluate("window.jupyterapp.commands.execute('application:toggle-left-area')")
        bench = page.locator(".jixiao-look.widget-vbox")
        control(page, "Status").locator("select").select_option(label="Contradicted")
        bench.get_by_text("p. 26, line 1422").wait_for()
        for _ in range(4):  # the side bar folds, and JupyterLab measures its cells as they pass
            page.wait_for_timeout(400)
            bench.evaluate("box => box.scrollIntoView({block: 'start'})")
        keep(page, "explore")
    page.close()


def keep(page: Page, name: str) -> None:
    """The window as it is, in 256 colours, as docs/`name`.png."""
    taken = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
    path = ROOT / "docs" / f"{name}.png"
    taken.quantize(256, method=Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE).save(
        path, optimize=True
    )
    size = path.stat().st_size
    if size > LARGEST:
        sys.exit(f"{path}: {size} bytes, more than {LARGEST}: make the window smaller")
    print(f"{path.relative_to(ROOT)}: {size} bytes")


if __name__ == "__main__":
    main()
