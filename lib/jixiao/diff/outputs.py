"""What differs between the outputs of two runs, or of two years, from the records they carry."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from ..base.errors import RequestError
from ..base.json_text import read_json
from ..base.language import Language

Notebook = Mapping[str, Any]
_Key = tuple[str, str, int]
_FIGURE = re.compile(r"\d[\d,.]*")


class NoOutputs(RequestError):
    """A folder without executed notebooks in a language."""


@dataclass(frozen=True)
class RecordSide:
    """What a record says in one of the two outputs: its words (language → text), value, unit, and
    where in the report it stands: (page, line), several where it is said several times.
    """

    name: Mapping[str, str]
    value: str
    unit: str
    places: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True)
class Change:
    """One record that differs: before and after, None where it is new or gone.

    `depth`: of a number, how far below its total it stands; `difference` of two numbers of one unit.
    """

    kind: str
    before: RecordSide | None
    after: RecordSide | None
    depth: int = 0

    @property
    def now(self) -> RecordSide:
        """The side by which the change is named: the new one, if there is one."""
        side = self.after or self.before
        assert side is not None
        return side

    @property
    def state(self) -> str:
        """new | gone | changed"""
        return "new" if self.before is None else "gone" if self.after is None else "changed"

    @property
    def difference(self) -> Decimal | None:
        if self.before is None or self.after is None or self.before.unit != self.after.unit:
            return None
        one, two = decimal(self.before.value), decimal(self.after.value)
        return None if one is None or two is None else two - one

    @property
    def relative(self) -> Decimal | None:
        """The difference in % of what was before; None for shares, and where that was nothing."""
        if self.before is None or self.difference is None or self.now.unit == "%":
            return None
        one = decimal(self.before.value)
        return self.difference / abs(one) * 100 if one else None


@dataclass(frozen=True)
class Picture:
    """One picture that differs, as base64, with its alt texts; None where it is new or gone."""

    cell: str
    before: str | None
    after: str | None
    alt_before: str
    alt_after: str


@dataclass(frozen=True)
class Difference:
    """What differs in one notebook's output, `where` below both folders."""

    where: str
    notebook: str
    changes: Sequence[Change]
    pictures: Sequence[Picture]
    only: str | None = None  # "old" or "new" where the output is in one of the folders only
    department: str = ""  # its name, where the output is of one

    def of(self, kind: str) -> list[Change]:
        return [change for change in self.changes if change.kind == kind]


def compare_outputs(old: Path, new: Path, language: Language) -> list[Difference]:
    """The outputs in which the two folders differ, in the order of their names. There may be very many:
    two are read at a time.

    A folder is that of a run, or of a department's year in it.

    Raises RequestError where one has no output in `language`, or an output carries no records.
    """
    before, after = outputs_of(old, language), outputs_of(new, language)
    for folder, outputs in ((old, before), (new, after)):
        if not outputs:
            raise NoOutputs(
                f"holds no executed notebook in language {language}",
                where=folder,
                remedy="name a folder that jixiao report has written, or one of a year in it",
            )
    found = []
    for where in sorted(before.keys() | after.keys()):
        one, two = before.get(where), after.get(where)
        if one is None or two is None:
            there = one or two
            assert there is not None
            about = _about(there, there.read_bytes())
            side = "old" if two is None else "new"
            found.append(Difference(where, _name(about), (), (), side, _department(about)))
            continue
        if (difference := _difference(where, one, two)) is not None:
            found.append(difference)
    return found


def _difference(where: str, old: Path, new: Path) -> Difference | None:
    contents = old.read_bytes(), new.read_bytes()
    if contents[0] == contents[1]:
        return None
    one, two = (_notebook(path, each) for path, each in zip((old, new), contents, strict=True))
    changes, pictures = _changes(one, two), list(_pictures(one, two))
    if not changes and not pictures:
        return None
    about = two["metadata"]["jixiao"]
    return Difference(where, _name(about), changes, pictures, None, _department(about))


def _notebook(path: Path, content: bytes) -> Notebook:
    try:
        notebook: Notebook = read_json(content)
        list(notebook["cells"])
    except (ValueError, KeyError, TypeError) as error:
        raise RequestError("diff.no_records", where=path) from error
    return notebook


def outputs_of(folder: Path, language: Language) -> dict[str, Path]:
    """The executed notebooks below `folder` in `language`, by their place without language.

    Raises RequestError where one is not an output of ours.
    """
    found: dict[str, Path] = {}
    for path in sorted(folder.rglob("*.ipynb")) if folder.is_dir() else []:
        if _about(path, path.read_bytes())["parameters"]["language"] == language:
            place = path.relative_to(folder).as_posix().removesuffix(".ipynb")
            found[place.removesuffix(f".{language}")] = path
    return found


def _about(path: Path, content: bytes) -> Mapping[str, Any]:
    """What an output says of itself. It stands in the last line, as `rounds.execute` writes notebooks;
    the cells before it are read where it does not.
    """
    try:
        try:
            last = read_json(b"{" + content.rstrip().rpartition(b"\n")[2])
            about = last["metadata"]["jixiao"]
        except (ValueError, KeyError, TypeError):
            about = read_json(content)["metadata"]["jixiao"]
        about["parameters"]["language"]
        list(about["records"])
    except (ValueError, KeyError, TypeError) as error:
        raise RequestError("diff.no_records", where=path) from error
    return dict(about)


def _name(about: Mapping[str, Any]) -> str:
    return str(about["notebook"])


def _department(about: Mapping[str, Any]) -> str:
    return str(about.get("department", ""))


def decimal(value: str) -> Decimal | None:
    """`value` as a finite number, None if it is none."""
    try:
        number = Decimal(value)
    except InvalidOperation:
        return None
    return number if number.is_finite() else None


def _records(notebook: Notebook) -> dict[_Key, RecordSide]:
    """By kind, key and how many years the record is from the output's own year."""
    about = notebook["metadata"]["jixiao"]
    year = about["parameters"].get("year")
    found = {}
    for r in about["records"]:
        place = () if r["page"] is None else ((r["page"], r["line"]),)
        away = r["year"] if year is None else r["year"] - year
        side = RecordSide(r["name"], str(r["value"]), str(r["unit"]), place)
        found[str(r["kind"]), str(r["key"]), int(away)] = side
    return found


def _changes(old: Notebook, new: Notebook) -> list[Change]:
    before, after = _records(old), _records(new)
    same = _same_findings(
        {key: side for key, side in before.items() if key[0] == "finding" and key not in after},
        {key: side for key, side in after.items() if key[0] == "finding" and key not in before},
    )
    found: dict[object, Change] = {}
    for key in [*after, *(key for key in before if key not in after)]:
        if key in same.values():
            continue  # told with what became of it
        one, two = before.get(same.get(key, key)), after.get(key)
        if one and two and (one.value, one.unit) == (two.value, two.unit) and key not in same:
            continue
        depth = max((word.count(".") for word in key[1].split()), default=0)
        change = Change(key[0], one, two, depth if key[0] == "number" else 0)
        told: object = key
        if key[0] == "number":  # two promises of one name are two, a figure said twice is one
            told = (key[0], key[2], *(side and _said(side) for side in (one, two)))
        found[told] = _joined(found[told], change) if told in found else change
    return list(found.values())


def _same_findings(
    before: Mapping[_Key, RecordSide], after: Mapping[_Key, RecordSide]
) -> dict[_Key, _Key]:
    """Findings that are new → the one that is gone for each: of the same rule, and at the same
    place in the same words with other figures, else at the same place, else in the same words.
    """
    same: dict[_Key, _Key] = {}
    for alike in (
        lambda key, side: side.places and (side.places, _FIGURE.sub("#", key[1])),
        lambda key, side: side.places,
        lambda key, side: _FIGURE.sub("#", key[1]),
    ):
        left: dict[object, list[_Key]] = {}
        for key, side in before.items():
            if key not in same.values():
                left.setdefault((_rule(key), alike(key, side)), []).append(key)
        for key, side in after.items():
            candidates = left.get((_rule(key), alike(key, side)))
            if key not in same and candidates and alike(key, side):
                same[key] = candidates.pop(0)
    return same


def _rule(key: _Key) -> tuple[str, int]:
    return key[1].partition(":")[0], key[2]


def _said(side: RecordSide) -> tuple[str, str, str]:
    return json.dumps(side.name, sort_keys=True), side.value, side.unit


def _joined(one: Change, two: Change) -> Change:
    """One change for a figure that is said several times in the same words, with all its places."""
    sides = []
    for a, b in ((one.before, two.before), (one.after, two.after)):
        sides.append(replace(a, places=a.places + b.places) if a and b else None)
    return replace(one, before=sides[0], after=sides[1])


def _pictures(old: Notebook, new: Notebook) -> Iterator[Picture]:
    before, after = dict(_drawn(old)), dict(_drawn(new))
    for cell in [*after, *(cell for cell in before if cell not in after)]:
        one, two = before.get(cell), after.get(cell)
        if (one and one[0]) != (two and two[0]):
            yield Picture(
                cell,
                one and one[0],
                two and two[0],
                one[1] if one else "",
                two[1] if two else "",
            )


def _drawn(notebook: Notebook) -> Iterator[tuple[str, tuple[str, str]]]:
    """Cell and number of its picture → base64 and alt text."""
    for cell in notebook["cells"]:
        pictures = [o for o in cell.get("outputs", []) if "image/png" in o.get("data", {})]
        for number, output in enumerate(pictures):
            data = output["data"]["image/png"]
            encoded = "".join(data if isinstance(data, list) else [data]).replace("\n", "")
            alt = output.get("metadata", {}).get("image/png", {}).get("alt", "")
            yield f"{cell.get('id', '')} {number}", (encoded, str(alt))
