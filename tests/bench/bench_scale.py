"""Extracts synthetic reports by the dozen: `python tests/bench/bench_scale.py [N]`, N = 24 unless given.

Of two kinds, final accounts as PDF and self-evaluations as text: reports per second, peak memory
against their number (each count in a process of its own), and the share of the time that is spent
outside this library, by a profile of one reading within the process.
"""

from __future__ import annotations

import cProfile
import os
import pstats
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path

from accounts_made import as_pdf, make_accounts, read_accounts

from jixiao.dataset.export import write_dataset
from jixiao.extract.extraction import extract_report
from jixiao.report import Report
from jixiao.source import Limits
from jixiao.source.pdf import read_pdf

ROOT = Path(__file__).resolve().parents[2]
FIRST = ROOT / "data" / "panyu-data-bureau" / "2022" / "evaluation" / "report.txt"
KINDS = ("accounts", "text")


def write_sources(kind: str, count: int, folder: Path) -> None:
    """`count` reports that differ: amounts by a factor, or the name on the cover."""
    for number in range(count):
        if kind == "accounts":
            name = f"测试市虚构区{chr(0x4E00 + number)}局"
            made = make_accounts(2023, 1 + Decimal(number) / 100, name)
            (folder / f"{number:04d}.pdf").write_bytes(as_pdf(made))
        else:
            text = FIRST.read_text("utf-8").replace("番禺区", f"虚构{number:04d}区", 1)
            (folder / f"{number:04d}.txt").write_text(text, "utf-8")


def extracted(kind: str, folder: Path) -> Iterator[Report]:
    year = 2023 if kind == "accounts" else 2022
    for path in sorted(folder.iterdir()):
        yield extract_report(path, department=f"made-{path.stem}", year=year, data=folder)


def run(kind: str, folder: Path, target: Path) -> None:
    """One count, in a process of its own: prints seconds, and peak memory in MB."""
    begun = time.perf_counter()
    write_dataset(extracted(kind, folder), target)
    taken = time.perf_counter() - begun
    own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    reader = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(taken, own, reader)


def measured(kind: str, count: int) -> tuple[float, float, float]:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "sources"
        folder.mkdir()
        write_sources(kind, count, folder)
        command = [sys.executable, __file__, "--run", kind, str(folder), str(Path(name) / "set")]
        path = os.pathsep.join([str(Path(__file__).parent), os.environ.get("PYTHONPATH", "")])
        out = subprocess.run(
            command,
            capture_output=True,
            check=True,
            text=True,
            env=os.environ | {"PYTHONPATH": path},
        ).stdout
    taken, own, reader = map(float, out.split()[-3:])
    return taken, own, reader


def outside(step: Callable[[], object]) -> tuple[float, list[tuple[str, float]]]:
    """The share of the time spent outside of this library, and the packages it goes to."""
    profile = cProfile.Profile()
    profile.runcall(step)
    spent: dict[str, float] = {}
    for (file, _, _), (_, _, own, _, _) in pstats.Stats(profile).stats.items():  # type: ignore[attr-defined]
        parts = Path(file).parts
        if str(ROOT / "lib") in file:
            home = "jixiao"
        elif "site-packages" in parts:
            home = parts[parts.index("site-packages") + 1]
        else:
            home = "python"
        spent[home] = spent.get(home, 0) + own
    whole = sum(spent.values())
    shares = sorted(((100 * s / whole, home) for home, s in spent.items()), reverse=True)
    others = [(home, share) for share, home in shares if home != "jixiao"]
    return sum(share for _, share in others), others[:4]


def main() -> None:
    if sys.argv[1:2] == ["--run"]:
        run(sys.argv[2], Path(sys.argv[3]), Path(sys.argv[4]))
        return
    most = int(sys.argv[1]) if len(sys.argv) > 1 else 24
    print(f"{'kind':10} {'reports':>8} {'a second':>9} {'MB':>6} {'MB of the reader':>17}")
    for kind in KINDS:
        for count in (max(1, most // 6), max(2, most // 2), most):
            taken, own, reader = measured(kind, count)
            print(f"{kind:10} {count:8} {count / taken:9.2f} {own:6.0f} {reader:17.0f}")
    content = as_pdf(make_accounts())
    steps: dict[str, Callable[[], object]] = {
        "accounts": lambda: read_accounts(read_pdf(content, "made.pdf", Limits())),
        "text": lambda: extract_report(
            FIRST, department="panyu-data-bureau", year=2022, data=ROOT / "data"
        ),
    }
    for kind, step in steps.items():
        step()  # imports and wordings are read once, and not what is measured
        share, others = outside(step)
        named = ", ".join(f"{home} {part:.0f} %" for home, part in others)
        print(f"{kind}: {share:.0f} % of the time outside this library ({named})")


if __name__ == "__main__":
    main()
