"""The words by which reports are read, as data: one TOML file per kind of table."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources
from typing import Any


@cache
def wordings(name: str) -> dict[str, Any]:
    """The wordings of one kind of table, e.g. `wordings("sections")`."""
    return tomllib.loads((resources.files(__name__) / f"{name}.toml").read_text("utf-8"))
