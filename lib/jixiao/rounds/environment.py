"""What of the user's environment workers see: pages are the same whatever the user has set.

Settings of matplotlib, IPython and Jupyter are looked for in an empty folder of the run.
"""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

# Variables that change what is drawn or printed, or start code of the user.
_DROPPED = (
    *("MPLBACKEND", "PYTHONSTARTUP", "PYTHONWARNINGS", "PYTHONINSPECT"),
    *("PYTHONOPTIMIZE", "PYTHONDEVMODE", "COLUMNS", "LINES", "LANGUAGE", "LC_NUMERIC", "LC_TIME"),
    *("NO_COLOR", "FORCE_COLOR", "CLICOLOR", "JUPYTER_PATH", "JUPYTER_CONFIG_PATH"),
)
_PLAIN_LOCALE = "C.UTF-8"


def own_environment(home: Path) -> dict[str, str]:
    """The environment of a worker; `home`: the empty folder for settings."""
    kept = {name: value for name, value in os.environ.items() if name not in _DROPPED}
    settings = home / "matplotlibrc"
    settings.touch()
    paths = [path for path in kept.get("PYTHONPATH", "").split(os.pathsep) if path]
    paths = [
        os.path.join(working_folder(), path) for path in paths
    ]  # seen from there, not from `home`
    return kept | {
        "PYTHONPATH": os.pathsep.join([str(_nothing_at_start(home)), *paths]),
        "MATPLOTLIBRC": str(settings),
        "IPYTHONDIR": str(home / "ipython"),
        "JUPYTER_CONFIG_DIR": str(home / "jupyter"),
        "JUPYTER_PREFER_ENV_PATH": "1",
        "LC_ALL": _PLAIN_LOCALE,
        "PYTHONUTF8": "1",
        "TZ": "UTC",
    }


def _nothing_at_start(home: Path) -> Path:
    """A folder of modules that Python imports at its start, found before those of the user."""
    folder = home / "start"
    folder.mkdir(exist_ok=True)
    for name in ("sitecustomize", "usercustomize"):
        (folder / f"{name}.py").touch()
    return folder


def working_folder() -> str:
    """The working folder; the temporary one where it was removed."""
    try:
        return os.getcwd()
    except FileNotFoundError:
        return tempfile.gettempdir()
