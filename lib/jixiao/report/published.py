"""Figures that a department published elsewhere → rows of `outcomes` by year, with their sources.

`data/<department>/published.csv` holds them as they were found, one a row, each with its address;
`data/<department>/breaks.csv` says from which year on a measure is no longer the same.
"""

from __future__ import annotations

import calendar
import csv
import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath
from urllib.parse import unquote, urlsplit

import pandas as pd

from ..base.amounts import read_number
from ..base.csv_text import csv_lines
from ..base.errors import AmountError, TableError
from ..catalogue import wordings
from ..schema import frame
from ..schema.header import header_fault

HEADER = [
    "year",
    "metric_id",
    "name_zh",
    "name_en",
    "value",
    "unit",
    "qualifier",
    "source_url",
    "source_title",
    "published",
    "note",
]
BREAKS_HEADER = ["metric", "from_year", "reason_en", "reason_zh"]


def read_published(
    text: str, where: object
) -> dict[int, tuple[pd.DataFrame, list[dict[str, str]]]]:
    """Year → its rows of the table `outcomes` and its sources (name, title, path, date).

    Raises TableError naming row and column at a fault.
    """
    rows: dict[int, list[tuple[object, ...]]] = {}
    sources: dict[int, dict[str, dict[str, str]]] = {}
    records = list(_records(text, HEADER, where))
    names = _source_names([record["source_url"] for _, record in records])
    for number, record in records:
        year = _year(record["year"], number, "year", where)
        source = _source(record, names, number, where)
        sources.setdefault(year, {})[source["name"]] = source
        rows.setdefault(year, []).append(_row(record, year, source["name"], number, where))
    return {
        year: (
            frame(rows[year], "outcomes"),
            list(sources[year].values()),
        )
        for year in sorted(rows)
    }


def read_breaks(text: str, where: object) -> pd.DataFrame:
    """Breaks in series: `metric`, `from_year` (int), `reason_en`, `reason_zh`.

    Raises TableError naming row and column at a fault.
    """
    rows = [
        (
            record["metric"],
            _year(record["from_year"], number, "from_year", where),
            record["reason_en"],
            record["reason_zh"],
        )
        for number, record in _records(text, BREAKS_HEADER, where)
    ]
    return pd.DataFrame(rows, columns=pd.Index(BREAKS_HEADER), dtype=object)


def _records(text: str, header: list[str], where: object) -> Iterator[tuple[int, dict[str, str]]]:
    reader = csv.reader(csv_lines(text))
    first = next(reader, [])
    if first != header:
        raise header_fault(first, header, where)
    for number, cells in enumerate(reader, start=2):
        if len(cells) != len(header):
            raise TableError(
                "schema.cells", where=where, row=number, count=len(cells), wanted=len(header)
            )
        yield number, dict(zip(header, cells, strict=True))


def _row(
    record: dict[str, str], year: int, source: str, number: int, where: object
) -> tuple[object, ...]:
    try:
        value = read_number(record["value"])
    except AmountError as error:
        raise TableError(
            "schema.cell",
            where=where,
            remedy="base.write_number",
            row=number,
            column="value",
            value=record["value"],
        ) from error
    qualifier, scope, period = _qualify(record["qualifier"], year)
    return (
        record["metric_id"],
        record["name_zh"],
        value,
        record["unit"],
        f"{record['value']}{record['unit']}",
        qualifier,
        scope,
        period,
        None,
        None,
        None,
        None,
        source,
        record["note"] or None,
    )


def _qualify(text: str, year: int) -> tuple[str | None, str | None, str]:
    """The words of the column qualifier as (qualifier, scope, period)."""
    known = {*wordings("figures")["before"], *wordings("figures")["after"]}
    qualifiers, scopes, period = [], [], str(year)
    for word in (part for part in text.split(",") if part):
        if word in known:
            qualifiers.append(word)
            continue
        scopes.append(word)
        if re.fullmatch(r"Q[1-4]", word):
            period = f"{year}-{word}"
        elif match := re.fullmatch(r"截至(\d{4})年(\d{1,2})月底", word):
            first, month = int(match[1]), int(match[2])
            period = f"../{first}-{month:02d}-{calendar.monthrange(first, month)[1]}"
        elif match := re.fullmatch(r"自(\d{4})年(\d{1,2})月起", word):
            period = f"{match[1]}-{int(match[2]):02d}/.."
    return "、".join(qualifiers) or None, "、".join(scopes) or None, period


def _source_names(addresses: Iterable[str]) -> dict[str, str]:
    """Address → the name of its source: the last part of its path in letters, digits and hyphens;
    addresses that end alike are told apart by the beginning of their sha256.
    """
    plain = {address: _last_part(address) for address in addresses}
    counts = Counter(plain.values())
    return {
        address: name
        if name and counts[name] == 1
        else "-".join(filter(None, [name, hashlib.sha256(address.encode()).hexdigest()[:8]]))
        for address, name in plain.items()
    }


def _last_part(address: str) -> str:
    stem = PurePosixPath(unquote(urlsplit(address).path)).stem
    return re.sub(r"[^0-9a-z]+", "-", stem.lower()).strip("-")


def _source(
    record: dict[str, str], names: dict[str, str], number: int, where: object
) -> dict[str, str]:
    address = record["source_url"]
    if not re.fullmatch(r"https?://[^\s/]+/\S*", address):
        raise TableError("report.published_address", where=where, row=number, value=address)
    source = {
        "name": names[address],
        "title": record["source_title"] or address,
        "path": address,
    }
    return source | ({"date": record["published"]} if record["published"] else {})


def _year(text: str, number: int, column: str, where: object) -> int:
    if not re.fullmatch(r"20\d\d", text, re.ASCII):
        raise TableError(
            "schema.cell",
            where=where,
            remedy="base.write_year",
            row=number,
            column=column,
            value=text,
        )
    return int(text)
