"""What a job's outputs follow from, as one number: equal fingerprint, equal bytes.

It covers the notebook as written, the parameters, every file of the report's folder, the library
and the versions of what reads, computes, draws and writes.
"""

from __future__ import annotations

import hashlib
import json
import os
import platform
import sys
from collections.abc import Iterator, Sequence
from functools import cache, cached_property
from importlib import resources
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from ..base.errors import RequestError
from ..base.json_text import read_json
from ..base.language import Language
from ..report import list_reports
from ..report.departments import FILE, NamedDepartment, predecessors, read_departments
from ..report.notice import notice_of
from .jobs import DOCUMENTS_PAGE, TABLES, Job

FORM = 1  # of the outputs themselves; raised when what is written changes without the library
BESIDE = (DOCUMENTS_PAGE, "targets")  # pages about a year that read the years beside it
PACKAGES = (
    "fonttools",
    "ipykernel",
    "ipython",
    "jinja2",
    "matplotlib",
    "matplotlib-inline",
    "mistune",
    "nbclient",
    "nbconvert",
    "nbformat",
    "numpy",
    "pandas",
    "papermill",
    "pillow",
    "rapidfuzz",
    "uharfbuzz",
    "xlsxwriter",
    "zhplot",
)


class Fingerprints:
    """Fingerprints of the jobs of one run; every file is read once.

    `languages`: those of the run, in order: a page names its translations.
    """

    def __init__(self, notebooks: Path, data: Path, languages: Sequence[Language]) -> None:
        self.notebooks, self.data = notebooks, data
        said = dict(notice_of(data))
        schemes = _schemes(data)
        self._common = _digest(
            [FORM, _versions(), library_digest(), list(languages), said, schemes]
        )
        self._of_notebooks: dict[str, str] = {}
        self._of_folders: dict[
            str, tuple[str, dict[str, str]]
        ] = {}  # beside the years, and of each

    def of(self, job: Job, pages: Sequence[str] = ()) -> str:
        """The fingerprint of `job`, which leads to `pages` of others: 64 hexadecimal digits.

        Raises RequestError where its notebook is none.
        """
        notebook = "" if job.notebook == TABLES else self._notebook(job.notebook)
        year = None if job.notebook in BESIDE else job.year
        tables = self._files(job.department, year) if job.department else self._year(job.year)
        named = [job.notebook, job.language, job.stem.as_posix(), job.parameters]
        return _digest([self._common, notebook, named, tables, *pages])

    def index(self, content: object) -> str:
        """The fingerprint of the index that shows `content` (anything JSON holds)."""
        return _digest([self._common, content])

    @cached_property
    def _departments(self) -> list[NamedDepartment]:
        return read_departments(self.data)

    @cached_property
    def _on_file(self) -> list[tuple[str, int]]:
        return list_reports(self.data)

    def _notebook(self, name: str) -> str:
        if name not in self._of_notebooks:
            path = self.notebooks / f"{name}.ipynb"
            self._of_notebooks[name] = notebook_digest(path) if path.is_file() else ""
        return self._of_notebooks[name]

    def _files(self, department: str, year: int | None) -> list[str]:
        """A year reads its own folder and what belongs to no year; a comparison reads all, and
        the names of departments and the departments that it continues.
        """
        if year is None:
            before = predecessors(department, self._departments)
            return [
                self._named,
                *self._folder(department, year),
                *(d for name in before for d in self._folder(name, None)),
            ]
        return self._folder(department, year)

    @cached_property
    def _named(self) -> str:
        return _names(self.data)

    def _year(self, year: int | None) -> list[str]:
        """What a comparison of departments reads: that year of every department."""
        on_file = [department for department, own in self._on_file if own == year]
        return [digest for department in on_file for digest in self._folder(department, year)]

    def _folder(self, department: str, year: int | None) -> list[str]:
        if department not in self._of_folders:
            folder = self.data / department
            if not folder.is_dir():
                return []
            inside = sorted(folder.iterdir())
            beside = [_tree(path, folder) for path in inside if not _is_year(path)]
            years = {path.name: "" for path in inside if _is_year(path)}
            self._of_folders[department] = _digest(beside), years
        beside_years, years = self._of_folders[department]
        chosen = (list(years) if year is None else []) or [str(year)]
        for name in chosen:
            if not years.get(name):
                folder = self.data / department
                years[name] = _digest(_tree(folder / name, folder))
        return [beside_years, *(years[name] for name in chosen)]


def source_of_lines(data: Path) -> str:
    """What is kept of a report among others follows from this, beside the report's own files."""
    return _digest([_versions(), library_digest(), _schemes(data), _names(data)])


def _schemes(data: Path) -> list[list[str]]:
    """One's own, of which any page of points may be made."""
    return _tree(data / "schemes", data)


def _names(data: Path) -> str:
    """Of the names of departments."""
    named = data / FILE
    return _digest(_tree(named, data) if named.is_file() else [])


def notebook_digest(path: Path) -> str:
    """Of the notebook as written: its cells without their outputs.

    Raises RequestError where the file is no notebook of format 4.
    """
    try:
        notebook = read_json(path.read_text("utf-8"))
        if notebook["nbformat"] != 4:
            raise ValueError(f"format {notebook['nbformat']}")
        dict(notebook["metadata"])
        written = [
            [c["cell_type"], c.get("id"), c["source"], c["metadata"].get("tags")]
            for c in notebook["cells"]
        ]
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise RequestError("rounds.damaged_notebook", where=path) from error
    return _digest(written)


@cache
def library_digest() -> str:
    """Of every file of this library, kernels included, but compiled ones, as this process found it."""
    _library_times()
    return _library_on_disk()


def library_changed() -> bool:
    """Whether it is another one now than this process found."""
    try:
        touched = _times_on_disk() != _library_times()
        return touched and _library_on_disk() != library_digest()
    except OSError:  # it is being replaced
        return True


def _library_on_disk() -> str:
    return _digest([_tree(root, root) for root in _library_roots()])


@cache
def _library_times() -> list[tuple[str, int]]:
    """As this process found them."""
    return _times_on_disk()


def _times_on_disk() -> list[tuple[str, int]]:
    """Its folders and files with when each was changed last, which takes a tenth of the time."""
    found = []
    for root in _library_roots():
        for folder, _, files in os.walk(root):
            found += [
                (path, os.stat(path).st_mtime_ns)
                for path in (folder, *(f"{folder}/{name}" for name in files))
            ]
    return found


def _library_roots() -> list[Path]:
    return [Path(str(resources.files(package))) for package in ("jixiao", "forkkernel")]


def _tree(path: Path, root: Path) -> list[list[str]]:
    """Name and sha256 of `path`, or of every file below it, hidden and compiled ones left out."""
    if path.is_file():
        return [[path.relative_to(root).as_posix(), _sha256(path)]]
    return list(_below(path, path.relative_to(root).as_posix())) if path.is_dir() else []


def _below(folder: str | Path, named: str) -> Iterator[list[str]]:
    """As `_tree`, of a folder that is called `named`. Its paths are text: there may be many thousands."""
    with os.scandir(folder) as entries:
        inside = sorted(entries, key=lambda entry: entry.name)
    for entry in inside:
        if entry.name.startswith((".", "__pycache__")):
            continue
        name = entry.name if named == "." else f"{named}/{entry.name}"
        if entry.is_file():
            yield [name, _sha256(entry.path)]
        elif entry.is_dir():
            yield from _below(entry.path, name)


def _sha256(path: str | Path) -> str:
    with open(path, "rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _is_year(path: Path) -> bool:
    return path.name.isascii() and path.name.isdigit() and path.is_dir()


def made_by() -> dict[str, str]:
    """What the same outputs follow from on another machine: names of packages, and of this library →
    versions.
    """
    library = {"python": platform.python_version(), "jixiao": library_digest()}
    return _versions() | library | {name: _version(name) for name in ("dask", "distributed")}


@cache
def _versions() -> dict[str, str]:
    """Of Python and `PACKAGES`, as this process found them."""
    found = {"python": sys.version, "platform": sys.platform}
    return found | {package: _version(package) for package in PACKAGES}


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "none"


def _digest(content: Any) -> str:
    text = json.dumps(content, sort_keys=True, ensure_ascii=False, default=str)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
