"""An example row of each table, and the sheet that explains every column to who fills one by hand."""

from __future__ import annotations

import csv
import io
from functools import cache
from importlib import resources

import tomli

from .tables import fields, schema

SHEET_HEADER = ("table", "column", "example", "required", "type", "allowed", "meaning", "含义")


@cache
def _examples() -> dict[str, dict[str, str]]:
    return tomli.loads((resources.files(__package__) / "examples.toml").read_text("utf-8"))


def example_row(table: str) -> list[str]:
    """The cells of the example row of `table`, in the order of its columns."""
    example = _examples().get(table, {})
    return [example.get(field["name"], "") for field in schema(table)["fields"]]


def examples_sheet(tables: list[str]) -> str:
    """The sheet as CSV: a row for each column of `tables`, as someone fills them in by hand."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(SHEET_HEADER)
    for table in tables:
        for field, example in zip(fields(table, False, True), example_row(table), strict=True):
            constraints = field.get("constraints", {})
            writer.writerow(
                (
                    table,
                    field["name"],
                    example,
                    "yes" if constraints.get("required") else "",
                    field["type"],
                    " · ".join(map(str, constraints.get("enum", []))),
                    field["description"],
                    field["description_zh"],
                )
            )
    return out.getvalue()
