"""The templates of pages and of the index, with their styles and script."""

from __future__ import annotations

from functools import cache
from importlib import resources
from pathlib import Path

from jinja2 import Environment, FileSystemLoader

NAME = "jixiao"


def folder() -> Path:
    """The folder that holds the template as nbconvert looks for it, by `NAME`."""
    return Path(str(resources.files(__package__)))


def read(name: str) -> str:
    """A file of the template."""
    return (folder() / NAME / name).read_text("utf-8")


@cache
def environment() -> Environment:
    """Jinja's environment for what is not made by nbconvert; everything is escaped."""
    return Environment(loader=FileSystemLoader(str(folder() / NAME)), autoescape=True)
