"""What differs between the outputs of two runs, or of two years, from the records they carry."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from .errors import RequestError

Notebook = Mapping[str, Any]


class NoOutputs(RequestError):
    """A folder without executed notebooks in a language."""


@dataclass(frozen=True)
class Change:
    """One record that differs: before and after, None where it is new or gone; `difference` of
    two numbers of one unit.
    """

    kind: str
    name: Mapping[str, str]
    before: str | None
    after: str | None
    difference: Decimal | None = None


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

    def of(self, kind: str) -> list[Change]:
        return [change for change in self.changes if change.kind == kind]


def compare_outputs(old: Path, new: Path, language: str) -> list[Difference]:
    """The outputs in which the two folders differ, in the order of their names.

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
            found.append(Difference(where, _name(there), (), (), "old" if two is None else "new"))
            continue
        changes, pictures = list(_changes(one, two)), list(_pictures(one, two))
        if changes or pictures:
            found.append(Difference(where, _name(two), changes, pictures))
    return found


def outputs_of(folder: Path, language: str) -> dict[str, Notebook]:
    """The executed notebooks below `folder` in `language`, by their place without language.

    Raises RequestError where one is not an output of ours.
    """
    found: dict[str, Notebook] = {}
    for path in sorted(folder.rglob("*.ipynb")) if folder.is_dir() else []:
        try:
            notebook = json.loads(path.read_text("utf-8"))
            about = notebook["metadata"]["jixiao"]
            spoken = about["parameters"]["language"]
            list(about["records"])
        except (ValueError, KeyError, TypeError) as error:
            raise RequestError(
                "carries no records of what it says",
                where=path,
                remedy="make it anew with jixiao report",
            ) from error
        if spoken == language:
            place = path.relative_to(folder).as_posix().removesuffix(".ipynb")
            found[place.removesuffix(f".{language}")] = notebook
    return found


def _name(notebook: Notebook) -> str:
    return str(notebook["metadata"]["jixiao"]["notebook"])


def _records(notebook: Notebook) -> dict[tuple[str, str, int], Mapping[str, Any]]:
    """By kind, key and how many years the record is from the output's own year."""
    about = notebook["metadata"]["jixiao"]
    year = about["parameters"].get("year")
    return {
        (r["kind"], r["key"], r["year"] if year is None else r["year"] - year): r
        for r in about["records"]
    }


def _changes(old: Notebook, new: Notebook) -> Iterator[Change]:
    before, after = _records(old), _records(new)
    for key in [*after, *(key for key in before if key not in after)]:
        one, two = before.get(key), after.get(key)
        if _text(one) != _text(two):
            named = two or one
            assert named is not None
            yield Change(key[0], named["name"], _text(one), _text(two), _difference(one, two))


def _text(record: Mapping[str, Any] | None) -> str | None:
    return None if record is None else f"{record['value']} {record['unit']}".strip()


def _difference(one: Mapping[str, Any] | None, two: Mapping[str, Any] | None) -> Decimal | None:
    if one is None or two is None or one["kind"] != "number" or one["unit"] != two["unit"]:
        return None
    try:
        return Decimal(two["value"]) - Decimal(one["value"])
    except InvalidOperation:
        return None


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
