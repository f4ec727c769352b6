"""Pages are the same bytes whatever the user has set: matplotlib, IPython, pandas, locale."""

from __future__ import annotations

import io
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from jixiao.cli.commands import main
from jixiao.rounds.plan import Request
from jixiao.rounds.round import run_round

_LOUD = (
    "axes.facecolor: red\nfont.size: 20\nlines.linewidth: 9\nsavefig.dpi: 30\ntext.color: green\n"
)
_STARTUP = (
    "import pandas, matplotlib\n"
    "pandas.options.display.precision = 1\n"
    "matplotlib.rcParams['font.size'] = 30\n"
    "print('hello from the start-up file')\n"
)


@pytest.fixture(scope="module")
def workbook(data: Path, root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with one small report, and its pages made without any settings."""
    folder = tmp_path_factory.mktemp("settings")
    (folder / "data").mkdir()
    shutil.copy(data / "departments.csv", folder / "data")
    shutil.copytree(root / "notebooks", folder / "notebooks")
    arguments = ["new", "made-up-bureau/2023", "--example", "--data", str(folder / "data")]
    assert CliRunner().invoke(main, arguments).exit_code == 0
    report(folder, "plain")
    return folder


def report(folder: Path, outputs: str) -> dict[str, bytes]:
    request = Request(
        [], folder / "data", folder / "notebooks", folder / outputs, ("en",), jobs=1, force=True
    )
    assert not run_round(request, io.StringIO()).failures
    return pages(folder / outputs)


def pages(outputs: Path) -> dict[str, bytes]:
    found = {
        path.relative_to(outputs).as_posix(): path.read_bytes()
        for path in sorted(outputs.rglob("*"))
        if path.suffix in (".html", ".ipynb", ".xlsx")
    }
    assert len(found) >= 8
    return found


def test_settings_of_the_user_do_not_reach_a_page(
    workbook: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    here, home = tmp_path / "here", tmp_path / "home"
    profile = home / ".ipython" / "profile_default"
    for path in (
        here / "matplotlibrc",
        home / "matplotlibrc",
        home / ".config" / "matplotlib" / "matplotlibrc",
    ):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(_LOUD)
    (profile / "startup").mkdir(parents=True)
    (profile / "startup" / "00.py").write_text(_STARTUP)
    (profile / "ipython_kernel_config.py").write_text(
        "c.InteractiveShellApp.exec_lines = ['print(\"hello from the profile\")']\n"
        "c.InlineBackend.figure_format = 'svg'\n"
    )
    monkeypatch.chdir(here)
    hostile = {
        "HOME": str(home),
        "IPYTHONDIR": str(home / ".ipython"),
        "MATPLOTLIBRC": str(home / "matplotlibrc"),
        "MPLBACKEND": "svg",
        "LC_ALL": "tr_TR.UTF-8",
        "LANG": "zh_CN.GB18030",
        "TZ": "Asia/Kathmandu",
        "COLUMNS": "20",
        "PYTHONWARNINGS": "always",
        "PYTHONSTARTUP": str(profile / "startup" / "00.py"),
    }
    for name, value in hostile.items():
        monkeypatch.setenv(name, value)
    assert report(workbook, "hostile") == pages(workbook / "plain")


def test_a_working_folder_that_was_removed_is_no_fault(
    workbook: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    gone = tmp_path / "gone"
    gone.mkdir()
    monkeypatch.chdir(gone)
    gone.rmdir()
    try:
        assert report(workbook, "elsewhere") == pages(workbook / "plain")
    finally:
        os.chdir(tmp_path)


@pytest.mark.parametrize("mask", [0o022, 0o077, 0o007])
def test_the_umask_of_the_user_is_respected(tmp_path: Path, mask: int) -> None:
    code = (
        f"import os; os.umask({mask}); from pathlib import Path; "
        f"from jixiao.storage.files import write_file; write_file(Path('a.txt'), 'a')"
    )
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
    subprocess.run([sys.executable, "-c", code], cwd=tmp_path, check=True, env=environment)
    assert (tmp_path / "a.txt").stat().st_mode & 0o777 == 0o666 & ~mask
