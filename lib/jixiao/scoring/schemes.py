"""The schemes of points on file: those of the catalogue, and one's own in `data/schemes/`.

A scheme is a TOML file. A fault of it is one line that names the file and the key.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path

import tomli

from ..base.errors import RequestError, TableError
from ..base.language import Language
from ..report import find_data_folder
from .formula import Formula, FormulaError, parse
from .scheme_file import GradeEntry, LineEntry, SchemeEntry, read_entry

OWN = "own-points"  # the scheme where none binds the office
OF_INDICATORS = frozenset({"weight", "target", "result", "met"})
OF_EXECUTION = frozenset({"weight", "approved", "revised", "outturn"})
# What is known of a department or project beside its indicators, 万元 and persons.
OF_LINES = OF_EXECUTION | {"added", "three_public", "three_public_previous", "staff", "posts"}
TIERS = ("achieved", "partly", "failed")
Bounds = tuple[Formula, ...]  # one formula, or that of the lower and of the upper end


@dataclass(frozen=True)
class SchemeLine:
    """A line of a scheme: its `points`; the `kinds` of indicators that it sums, the `named`
    indicators that it is, with a `formula` where one is on file.
    """

    key: str
    name: Mapping[Language, str]
    points: Decimal
    execution: bool
    kinds: tuple[str, ...]
    named: tuple[str, ...]
    formula: Bounds


@dataclass(frozen=True)
class Grade:
    name: Mapping[Language, str]
    least: Decimal


@dataclass(frozen=True)
class Scheme:
    """A scheme of points; `forms`, `places`, `everywhere` and `years` say whom it binds.

    `methods`: execution, at_least, at_most → the formula of the points, or those of the lower and
    upper end; `tiers`: achieved, partly, failed → per cent of the points, from and to.
    """

    key: str
    entry: SchemeEntry
    lines: tuple[SchemeLine, ...]
    methods: Mapping[str, Bounds]
    tiers: Mapping[str, tuple[Decimal, Decimal]]
    grades: tuple[Grade, ...]

    def name(self, language: Language) -> str:
        return self.entry.name[language]

    def binds(self, form: str, department: str, year: int) -> bool:
        """Whether a form of `department` (its Chinese name) of `year` is scored by it."""
        entry = self.entry
        years = [*entry.years, 9999] if entry.years else []
        here = entry.everywhere or any(place in department for place in entry.places)
        return form in entry.forms and here and bool(years) and years[0] <= year <= years[1]

    def line_of(self, name: str) -> SchemeLine | None:
        """The line that is the indicator called `name`."""
        return next((line for line in self.lines if name in line.named), None)

    def grade(self, total: Decimal) -> Grade | None:
        return next((grade for grade in self.grades if total >= grade.least), None)


def load_schemes(data: Path | None = None) -> dict[str, Scheme]:
    """Key → scheme, of the catalogue and, with a data folder, of its folder `schemes`.

    Raises TableError naming file and key at a fault of one.
    """
    if data is None or not (folder := data / "schemes").is_dir():
        return dict(_catalogue())
    own = _read(sorted(folder.glob("*.toml")), {s.key: s for s in _catalogue().values()})
    return {**_catalogue(), **own}


def scheme_called(name: str, schemes: Mapping[str, Scheme]) -> Scheme:
    """Raises RequestError for one that is not on file."""
    if name not in schemes:
        raise RequestError("scoring.scheme", name=name, names=tuple(sorted(schemes)))
    return schemes[name]


@cache
def _catalogue() -> Mapping[str, Scheme]:
    folder = resources.files("jixiao.catalogue") / "schemes"
    files = sorted(folder.iterdir(), key=lambda file: file.name)
    return _read([file for file in files if file.name.endswith(".toml")], {})


def _read(files: list[Traversable] | list[Path], before: Mapping[str, Scheme]) -> dict[str, Scheme]:
    """The schemes of `files`; one may take its methods from another, or from one of `before`."""
    found: dict[str, Scheme] = {}
    entries = [(str(file), _entry(file)) for file in files]
    for where, entry in sorted(entries, key=lambda each: bool(each[1].methods_of)):
        if entry.key in found or entry.key in before:
            raise TableError("scoring.twice", where=(where, "key"), name=entry.key)
        base = None
        if entry.methods_of:
            known = {**before, **found}
            if entry.methods_of not in known:
                at = (where, "methods_of")
                names = tuple(sorted(known))
                raise TableError("scoring.scheme", where=at, name=entry.methods_of, names=names)
            base = known[entry.methods_of]
        found[entry.key] = _scheme(entry, base, where)
    return {key: found[key] for key in sorted(found)}


def _entry(file: Traversable | Path) -> SchemeEntry:
    try:
        raw = tomli.loads(file.read_bytes().decode("utf-8-sig"), parse_float=Decimal)
    except UnicodeDecodeError:
        raise TableError("base.not_utf8", where=str(file)) from None
    except tomli.TOMLDecodeError as error:
        raise TableError("scoring.no_toml", where=str(file), reason=str(error)) from None
    return read_entry(raw, str(file))


def _scheme(entry: SchemeEntry, base: Scheme | None, where: str) -> Scheme:
    lines = tuple(_line(line, at, where) for at, line in enumerate(entry.lines, start=1))
    if lines and (total := sum((line.points for line in lines), Decimal(0))) != 100:
        raise TableError("scoring.total", where=(where, "lines"), total=total)
    methods = dict(base.methods) if base else {}
    tiers = dict(base.tiers) if base else {}
    own = entry.methods.model_dump(exclude_none=True) if entry.methods else {}
    for name, given in own.items():
        at = (where, f"methods.{name}")
        if name in TIERS:
            if not (len(given) == 2 and 0 <= given[0] <= given[1] <= 100):
                raise TableError("scoring.range", where=at)
            tiers[name] = (given[0], given[1])
        else:
            names = OF_EXECUTION if name == "execution" else OF_INDICATORS
            methods[name] = _formulas(given, names, at)
    for name in ("execution", "at_least", "at_most", *TIERS):
        if name not in methods and name not in tiers:
            raise TableError("scoring.missing", where=(where, f"methods.{name}"))
    return Scheme(entry.key, entry, lines, methods, tiers, _grades(entry.grades, where))


def _line(line: LineEntry, at: int, where: str) -> SchemeLine:
    given = [line.formula] if isinstance(line.formula, str) else list(line.formula or [])
    formula = _formulas(given, OF_LINES, (where, f"lines.{at}.formula")) if given else ()
    return SchemeLine(
        line.key,
        line.name,
        line.points,
        line.execution,
        tuple(line.kinds),
        tuple(line.named),
        formula,
    )


def _formulas(given: str | list[str], names: frozenset[str], where: tuple[str, str]) -> Bounds:
    texts = [given] if isinstance(given, str) else given
    if len(texts) not in (1, 2):
        raise TableError("scoring.range", where=where)
    found = []
    for text in texts:
        try:
            found.append(parse(text, names))
        except FormulaError as error:
            said = error.reason
            raise TableError("scoring.formula", where=where, text=text, reason=said) from None
    return tuple(found)


def _grades(given: list[GradeEntry], where: str) -> tuple[Grade, ...]:
    grades = tuple(Grade(each.name, each.least) for each in given)
    limits = [grade.least for grade in grades]
    if limits != sorted(set(limits), reverse=True):
        raise TableError("scoring.grades", where=(where, "grades"))
    return grades


def schemes_on_file() -> dict[str, Scheme]:
    """The schemes of the catalogue and of the workbook's data folder. Raises as `load_schemes`."""
    return load_schemes(find_data_folder())
