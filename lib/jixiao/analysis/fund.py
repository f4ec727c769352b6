"""The digital-government fund, whose path from its budget to what was paid the indicators tell."""

from __future__ import annotations

from decimal import Decimal

import pandas as pd

from ..base.amounts import in_wan


def digital_fund(outcomes: pd.DataFrame) -> pd.DataFrame | None:
    """The digital-government fund's own path as the indicator table states it, or None.

    Takes the table `outcomes`. Rows and columns as `budget_bridge`: approved, transferred to other
    units, reduced (computed: what is missing to the revised budget), revised, unspent, outturn.
    """
    stated = {}
    for step in ("approved", "transferred", "revised", "paid"):
        rows = outcomes[outcomes["metric"] == f"digital_fund_{step}"]
        if rows.empty:
            return None
        first = rows.iloc[0]
        place = (first["page"], first["line"], first["quote"])
        stated[step] = (in_wan(first["value"], first["unit"]), *place)
    approved, transferred = stated["approved"][0], stated["transferred"][0]
    revised, paid = stated["revised"][0], stated["paid"][0]
    left = approved - transferred
    zero = Decimal(0)
    rows = [
        ("approved", "total", approved, zero, approved, *stated["approved"][1:]),
        ("transferred", "change", -transferred, approved, left, *stated["transferred"][1:]),
        ("reduced", "change", revised - left, left, revised, None, None, None),
        ("revised", "total", revised, zero, revised, *stated["revised"][1:]),
        ("paid", "total", paid, zero, paid, *stated["paid"][1:]),
    ]
    columns = ["step", "kind", "amount_wan", "start_wan", "end_wan", "page", "line", "quote"]
    return pd.DataFrame(rows, columns=pd.Index(columns), dtype=object)
