"""What is asked for by its names → the reports on file."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence

from ..base.errors import RequestError
from ..report.on_file import unknown_department


def select(wanted: Sequence[str], on_file: Iterable[tuple[str, int]]) -> list[tuple[str, int]]:
    """Those `on_file` that "department" or "department/year" name; all if none is named.

    Raises RequestError for what is not on file.
    """
    years: dict[str, list[int]] = {}
    for department, year in on_file:
        years.setdefault(department, []).append(year)
    chosen: dict[tuple[str, int], None] = {}
    for text in wanted or sorted(years):
        department, slash, rest = text.partition("/")
        if department not in years:
            if meant := _meant(text, wanted, years):
                raise RequestError("rounds.no_report", words=text, meant=meant)
            raise unknown_department(department, years)
        if slash and not (rest.isascii() and rest.isdigit()):
            raise RequestError("rounds.year", where=text, text=rest, department=department)
        if slash and int(rest) not in years[department]:
            raise RequestError(
                "base.no_year",
                department=department,
                year=int(rest),
                names=years[department],
            )
        own = [int(rest)] if slash else years[department]
        chosen |= dict.fromkeys((department, year) for year in own)
    return list(chosen)


def _meant(text: str, wanted: Sequence[str], years: Collection[str]) -> str:
    """The report that was meant by a year behind its department, or by its path; "" if none is seen."""
    if re.fullmatch(r"\d{4}", text, re.ASCII):
        before = wanted[max(wanted.index(text) - 1, 0)]
        return f"{before}/{text}" if before in years else ""
    parts = text.strip("/").split("/")
    found = [number for number, part in enumerate(parts) if part in years]
    return "/".join(parts[found[0] : found[0] + 2]) if found else ""
