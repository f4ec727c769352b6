"""How big each page is and how soon a browser first paints it: `python tests/bench/bench_pages.py outputs`.

Medians of several openings in a fresh context of one browser, over a page that says nothing but its
title in the same browser: what is above that is ours.
"""

from __future__ import annotations

import statistics
import sys
from pathlib import Path

from browser import chromium, opened
from playwright.sync_api import Browser

RUNS = 5
FIRST_PAINT = """() => new Promise((done) => {
  const look = () => performance.getEntriesByName('first-contentful-paint')[0]
    ?? (requestAnimationFrame(look), null);
  const wait = () => { const entry = look(); entry ? done(entry.startTime) : setTimeout(wait, 5); };
  wait();
})"""


def first_paint(browser: Browser, page: Path) -> float:
    """Milliseconds from the start of the navigation to the first paint of any text or picture."""
    found = []
    for _ in range(RUNS):
        with opened(browser, page) as (shown, _seen):
            found.append(float(shown.evaluate(FIRST_PAINT)))
    return statistics.median(found)


def main(outputs: Path) -> None:
    pages = sorted(outputs.rglob("*.html"))
    if not pages:
        sys.exit(f"{outputs}: no pages; run make report first")
    empty = outputs / ".jixiao-empty.html"
    empty.write_text("<!DOCTYPE html><title>x</title><h1>x</h1>", "utf-8")
    try:
        with chromium() as browser:
            first_paint(browser, empty)  # the browser itself warms up
            floor = first_paint(browser, empty)
            print(f"{'page':<48} {'KB':>6} {'first paint':>12} {'over an empty page':>19}")
            print(f"{'(an empty page)':<48} {'':>6} {floor:>9.0f} ms")
            for page in pages:
                paint = first_paint(browser, page)
                name = page.relative_to(outputs).as_posix()
                size = page.stat().st_size / 1000
                print(f"{name:<48} {size:>6.0f} {paint:>9.0f} ms {paint - floor:>+16.0f} ms")
    finally:
        empty.unlink()


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "outputs"))
