"""What users set on their machines that must not reach a page, one environment after another.

`python tests/helpers/hostile_settings.py` makes the pages of a small report in each of them, by the
command `jixiao` in a process of its own, and compares their bytes with those made without any.
"""

from __future__ import annotations

import os
import resource
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
LOUD = (
    "axes.facecolor: red\nfont.size: 20\nlines.linewidth: 9\nsavefig.dpi: 30\ntext.color: green\n"
)
STARTUP = (
    "import pandas, matplotlib\n"
    "pandas.options.display.precision = 1\n"
    "pandas.options.display.max_rows = 2\n"
    "matplotlib.rcParams['font.size'] = 30\n"
    "print('hello from the start-up file')\n"
)


@dataclass
class Environment:
    """Folders of a user: where the command is given, and the home; `variables`, `umask` and the number
    of files that a process may have open beside.
    """

    here: Path
    home: Path
    variables: dict[str, str] = field(default_factory=dict)
    umask: int = 0o022
    files: int = 1024


def _written(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    return path


def matplotlibrc(given: Environment) -> None:
    for folder in (given.here, given.home, given.home / ".config" / "matplotlib"):
        _written(folder / "matplotlibrc", LOUD)


def matplotlib_variables(given: Environment) -> None:
    named = _written(given.home / "loud", LOUD)
    given.variables |= {
        "MATPLOTLIBRC": str(named),
        "MPLBACKEND": "svg",
        "MPLCONFIGDIR": str(given.home),
    }


def ipython(given: Environment) -> None:
    profile = given.home / ".ipython" / "profile_default"
    _written(profile / "startup" / "00.py", STARTUP)
    _written(profile / "ipython_kernel_config.py", "c.InlineBackend.figure_format = 'svg'\n")
    _written(profile / "ipython_config.py", "c.InteractiveShellApp.exec_lines = ['print(1)']\n")
    given.variables["IPYTHONDIR"] = str(given.home / ".ipython")


def locale(given: Environment) -> None:
    given.variables |= {"LC_ALL": "tr_TR.UTF-8", "LANG": "zh_CN.GB18030", "LANGUAGE": "de"}
    given.variables["TZ"] = "Asia/Kathmandu"


def umask(given: Environment) -> None:
    given.umask = 0o077


def python_variables(given: Environment) -> None:
    started = _written(given.home / "start.py", STARTUP)
    given.variables |= {"PYTHONSTARTUP": str(started), "PYTHONWARNINGS": "always"}
    given.variables |= {"PYTHONHASHSEED": "77", "PYTHONUTF8": "0", "PYTHONIOENCODING": "latin-1"}


def start_files(given: Environment) -> None:
    """What Python itself runs at its start, by a path of the user and by the user's own packages."""
    own = given.home / "python"
    version = f"python{sys.version_info.major}.{sys.version_info.minor}"
    site = given.home / ".local" / "lib" / version / "site-packages"
    for folder in (own, site):
        for name in ("sitecustomize", "usercustomize"):
            _written(folder / f"{name}.py", STARTUP)
        _written(folder / "utils.py", "raise SystemExit('the wrong module')\n")
    before = os.environ.get("PYTHONPATH")
    given.variables["PYTHONPATH"] = os.pathsep.join([str(own), *([before] if before else [])])


def strict_python(given: Environment) -> None:
    given.variables |= {"PYTHONWARNINGS": "error", "PYTHONOPTIMIZE": "2", "PYTHONDEVMODE": "1"}


def plain_locale(given: Environment) -> None:
    given.variables |= {"LC_ALL": "C", "LANG": "C", "TZ": "Pacific/Kiritimati"}
    given.variables |= {"SOURCE_DATE_EPOCH": "1", "NO_COLOR": "1", "PYTHONHASHSEED": "random"}


def no_room(given: Environment) -> None:
    """Folders that cannot be written to, and few files that may be open."""
    given.variables |= {"TMPDIR": "/proc/nowhere", "MPLCONFIGDIR": "/proc/nowhere"}
    given.variables |= {"XDG_CACHE_HOME": "/proc/nowhere", "XDG_RUNTIME_DIR": "/proc/nowhere"}
    given.files = 64


def unwritable_home(given: Environment) -> None:
    given.variables["HOME"] = "/proc/nowhere"


def jupyter(given: Environment) -> None:
    config, shared = given.home / ".jupyter", given.home / "share"
    for name in ("jupyter_nbconvert_config", "jupyter_config", "jupyter_nbclient_config"):
        _written(
            config / f"{name}.py",
            "c.TemplateExporter.exclude_input = False\nc.HTMLExporter.theme = 'dark'\n"
            "c.TagRemovePreprocessor.enabled = True\nc.TagRemovePreprocessor.remove_cell_tags = ['p']\n"
            "c.NotebookClient.timeout = 1\nc.HTMLExporter.template_name = 'evil'\n",
        )
        _written(config / f"{name}.json", '{"HTMLExporter": {"template_name": "evil"}}')
    for folder in (shared / "nbconvert" / "templates", given.here / "templates"):
        for name in ("evil", "page", "base", "lab", "jixiao", "template"):
            _written(folder / name / "index.html.j2", "EVIL")
            _written(folder / name / "conf.json", '{"base_template": "base"}')
    kernel = '{"argv": ["/bin/false"], "language": "python", "display_name": "evil"}'
    _written(shared / "kernels" / "evil" / "kernel.json", kernel)
    given.variables |= {"JUPYTER_CONFIG_DIR": str(config), "JUPYTER_DATA_DIR": str(shared)}
    given.variables["JUPYTER_CONFIG_PATH"] = str(config)


def terminal(given: Environment) -> None:
    given.variables |= {"COLUMNS": "20", "LINES": "3", "FORCE_COLOR": "1", "TERM": "dumb"}
    given.variables |= {"PY_COLORS": "1", "CLICOLOR_FORCE": "1"}


def files_of_the_same_name(given: Environment) -> None:
    for name in ("csv", "json", "random", "pandas", "IPython", "ipykernel", "jixiao"):
        _written(given.here / f"{name}.py", "raise SystemExit('the wrong module')\n")
    _written(given.here / "jixiao.toml", "x = 1\n")
    _written(given.here / ".env", "JIXIAO_DATA=/nowhere\n")


ENVIRONMENTS: Mapping[str, Callable[[Environment], None]] = {
    made.__name__: made
    for made in (
        matplotlibrc,
        matplotlib_variables,
        ipython,
        locale,
        umask,
        python_variables,
        start_files,
        strict_python,
        plain_locale,
        no_room,
        unwritable_home,
        jupyter,
        terminal,
        files_of_the_same_name,
    )
}


def pages(outputs: Path) -> dict[str, bytes]:
    """All that a reader opens, by its name."""
    return {
        path.relative_to(outputs).as_posix(): path.read_bytes()
        for path in sorted(outputs.rglob("*"))
        if path.suffix in (".html", ".ipynb", ".xlsx", ".csv", ".json")
    }


def report(workbook: Path, outputs: str, given: Environment | None = None) -> dict[str, bytes]:
    """The pages of the report in `workbook` as the command makes them in this environment."""
    given = given or Environment(workbook, workbook)
    command = [str(Path(sys.executable).with_name("jixiao")), "report", "--language", "en"]
    for option in ("data", "notebooks"):
        command += [f"--{option}", str(workbook / option)]
    done = subprocess.run(
        [*command, "--outputs", str(workbook / outputs), "--jobs", "1", "--force"],
        cwd=given.here,
        env=os.environ | {"HOME": str(given.home)} | given.variables,
        umask=given.umask,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_NOFILE, (given.files, given.files)),
        capture_output=True,
        text=True,
        timeout=300,
    )
    if done.returncode:
        raise RuntimeError(done.stderr[-500:])
    return pages(workbook / outputs)


def workbook_with_one_report(folder: Path) -> Path:
    """A folder with a made-up department, its data and the notebooks."""
    from click.testing import CliRunner

    from jixiao.cli.commands import main

    (folder / "data").mkdir(parents=True)
    shutil.copy(ROOT / "data" / "departments.csv", folder / "data")
    shutil.copytree(ROOT / "notebooks", folder / "notebooks")
    arguments = ["new", "made-up-bureau/2023", "--example", "--data", str(folder / "data")]
    assert CliRunner().invoke(main, arguments).exit_code == 0
    return folder


def _differences(folder: Path) -> list[str]:
    workbook = workbook_with_one_report(folder / "workbook")
    plain, told = report(workbook, "plain"), []
    for name, make in ENVIRONMENTS.items():
        given = Environment(folder / name / "here", folder / name / "home")
        given.here.mkdir(parents=True)
        given.home.mkdir()
        make(given)
        try:
            made = report(workbook, name, given)
        except RuntimeError as error:
            told.append(f"{name}: {error}")
            continue
        other = [page for page in plain if made.get(page) != plain[page]]
        print(f"{name}: {len(made)} files, {len(other)} others {other[:5]}", flush=True)
        told += [f"{name}: {page}" for page in other]
    return told


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as temporary:
        faults = _differences(Path(temporary))
    print(*(faults or ["the same bytes in all of them"]), sep="\n")
    sys.exit(bool(faults))
