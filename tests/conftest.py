"""What many tests need: the workbook's folders and the first report, read once."""

from __future__ import annotations

import io
import shutil
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from accounts_made import MADE, put_accounts
from browser import chromium
from hypothesis import settings
from playwright.sync_api import Browser

from jixiao.extract.evaluation.outline import Outline, outline
from jixiao.report import Report, load_report
from jixiao.rounds.plan import Request
from jixiao.rounds.round import run_round
from jixiao.source import Document, read_text

settings.register_profile("here", deadline=None)  # machines are slow and noisy
settings.load_profile("here")

ROOT = Path(__file__).resolve().parent.parent
DEPARTMENT = "panyu-data-bureau"


@pytest.fixture(scope="session")
def root() -> Path:
    return ROOT


@pytest.fixture(scope="session")
def data(root: Path) -> Path:
    return root / "data"


@pytest.fixture
def copied(data: Path, tmp_path: Path) -> Path:
    """A data folder with the first report, to be changed or damaged."""
    target = tmp_path / "data"
    shutil.copytree(data, target)
    return target


@pytest.fixture(scope="session")
def source_file(data: Path) -> Path:
    return data / DEPARTMENT / "2022" / "evaluation" / "report.txt"


@pytest.fixture(scope="session")
def document(source_file: Path) -> Document:
    return read_text(source_file)


@pytest.fixture(scope="session")
def parts(document: Document) -> Outline:
    return outline(document)


@pytest.fixture(scope="session")
def report(data: Path) -> Report:
    return load_report(DEPARTMENT, 2022, data)


@pytest.fixture(scope="session")
def site(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One run of the reports on file and of final accounts that are made: every kind of page."""
    folder = tmp_path_factory.mktemp("site")
    data, outputs = folder / "data", folder / "outputs"
    shutil.copytree(root / "data", data)
    put_accounts(data, MADE, 2022)
    request = Request([], data, root / "notebooks", outputs, ("en", "zh"))
    assert not run_round(request, io.StringIO()).failures
    return outputs


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with chromium() as started:
        yield started


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Close with one line: how many tests were skipped, and for want of which program or document."""
    reasons: Counter[str] = Counter()
    for report in terminalreporter.stats.get("skipped", []):
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
        reasons[reason.removeprefix("Skipped: ")] += 1
    if reasons:
        listed = "; ".join(f"{count} × {reason}" for reason, count in reasons.most_common())
        terminalreporter.write_line(f"skipped {sum(reasons.values())}: {listed}")
