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
from hostile_settings import ENVIRONMENTS, Environment
from hostile_settings import pages as files
from hostile_settings import report as made_by_the_command

from jixiao.cli.commands import main
from jixiao.rounds.plan import Request
from jixiao.rounds.round import run_round


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


def test_settings_of_the_user_do_not_reach_a_page(workbook: Path, tmp_path: Path) -> None:
    """All at once; `helpers/hostile_settings.py` run by itself tries one after the other."""
    given = Environment(tmp_path / "here", tmp_path / "home")
    given.here.mkdir()
    given.home.mkdir()
    for name, make in ENVIRONMENTS.items():
        if name not in ("unwritable_home", "no_room"):  # where none of the others could be
            make(given)
    assert made_by_the_command(workbook, "hostile", given) == files(workbook / "plain")
    modes = {path.stat().st_mode & 0o077 for path in (workbook / "hostile").rglob("*")}
    assert modes == {0}, "umask 077: nobody else reads them"


def test_without_a_home_or_a_temporary_folder_pages_are_made_all_the_same(
    workbook: Path, tmp_path: Path
) -> None:
    given = Environment(tmp_path / "here", tmp_path / "home")
    given.here.mkdir()
    for name in ("no_room", "unwritable_home"):
        ENVIRONMENTS[name](given)
    assert made_by_the_command(workbook, "homeless", given) == files(workbook / "plain")


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
