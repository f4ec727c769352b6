"""Funds that a report follows by name, from their budget to what was paid (`catalogue/funds.toml`)."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import pandas as pd

from ..base.amounts import in_wan
from ..catalogue import wordings

COLUMNS = ("fund", "step", "kind", "amount_wan", "start_wan", "end_wan", "page", "line", "quote")

_Place = tuple[int | None, int | None, str | None]
_Row = tuple[str, str, str, Decimal, Decimal, Decimal, int | None, int | None, str | None]


def followed_funds(outcomes: pd.DataFrame | None) -> pd.DataFrame:
    """The way of each fund that the report follows, the largest first; no rows where there is none.

    Takes the table `outcomes`, or None where it is not on file. Rows as `budget_bridge`, with the id of the `fund`: approved, the
    changes that are stated, `reduced` or `added` (computed: what is missing to the revised budget),
    revised, paid.
    """
    if outcomes is None:
        return pd.DataFrame(columns=pd.Index(COLUMNS), dtype=object)
    ways = [_way(outcomes, fund, about) for fund, about in wordings("funds").items()]
    found = sorted(filter(None, ways), key=lambda way: way[0][3], reverse=True)
    rows = [row for way in found for row in way]
    return pd.DataFrame(rows, columns=pd.Index(COLUMNS), dtype=object)


def largest_fund(funds: pd.DataFrame) -> pd.DataFrame | None:
    """The steps of the first of `followed_funds`; None where there is none."""
    if funds.empty:
        return None
    return funds[funds["fund"] == funds["fund"].iloc[0]].reset_index(drop=True)


def fund_name(fund: str, language: str) -> str:
    """The name of a fund by its id."""
    return str(wordings("funds")[fund][language])


def _way(outcomes: pd.DataFrame, fund: str, about: Mapping[str, Any]) -> list[_Row] | None:
    """The rows of one fund; None where a step of it is not stated."""
    measures = {name: about[name] for name in ("approved", "revised", "paid")} | about["changes"]
    stated: dict[str, tuple[Decimal, _Place]] = {}
    for step, metric in measures.items():
        rows = outcomes[outcomes["metric"] == metric]
        if rows.empty:
            return None
        first = rows.iloc[0]
        amount = in_wan(first["value"], first["unit"])
        stated[step] = (amount, (first["page"], first["line"], first["quote"]))

    def total(step: str) -> _Row:
        amount, place = stated[step]
        return (fund, step, "total", amount, Decimal(0), amount, *place)

    level = stated["approved"][0]
    way = [total("approved")]
    for step in about["changes"]:
        amount, place = stated[step]
        way.append((fund, step, "change", -amount, level, level - amount, *place))
        level -= amount
    if rest := stated["revised"][0] - level:
        step = "reduced" if rest < 0 else "added"
        way.append((fund, step, "change", rest, level, level + rest, None, None, None))
    return [*way, total("revised"), total("paid")]
