"""The words by which reports are read, as data: one TOML file per kind of table."""

from __future__ import annotations

from functools import cache
from importlib import resources
from typing import Any

import tomli


@cache
def wordings(name: str) -> dict[str, Any]:
    """The wordings of one kind of table, e.g. `wordings("sections")`."""
    return tomli.loads((resources.files(__name__) / f"{name}.toml").read_text("utf-8"))


def every_wording() -> dict[str, dict[str, Any]]:
    """The wordings of every kind of table, by its name."""
    files = (file.name for file in resources.files(__name__).iterdir())
    names = sorted(name.removesuffix(".toml") for name in files if name.endswith(".toml"))
    return {name: wordings(name) for name in names}
