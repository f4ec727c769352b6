"""The points of each level of a form against the scheme, and what could not be recomputed."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import pandas as pd

from .schemes import Scheme, SchemeLine

LEVELS = ("of", "scheme", "level", "weight", "points", "page", "line", "quote")
MISSING = ("missing", "lines", "points", "example", "page", "line", "quote")


def level_weights(lines: pd.DataFrame, schemes: Mapping[str, Scheme]) -> pd.DataFrame:
    """Where a form gives a level other points than its scheme: `of`, `level` (key of the scheme's
    line), `weight` (of the form), `points` (of the scheme), and the form's place.

    A form with a line whose points or kind are not known is left out: a part is no sum.
    """
    found: list[dict[str, Any]] = []
    rows = lines[lines["part"] != "task"]
    for _, form in rows.groupby(["document", "project"], sort=False, dropna=False):
        scheme = schemes[str(form.iloc[0]["scheme"])]
        kinds = [line for line in scheme.lines if line.kinds or line.execution]
        indicators = form[form["part"] == "indicator"]
        if not kinds or form["weight"].isna().any() or indicators["level2"].isna().any():
            continue
        for line in kinds:
            own = form[_in_level(form, line)]
            weight = sum(own["weight"], Decimal(0))
            if weight != line.points:
                first = (own if len(own) else form).iloc[0]
                found.append(
                    {
                        "of": first["of"],
                        "scheme": scheme.key,
                        "level": line.key,
                        "weight": weight,
                        "points": line.points,
                        **{name: first[name] for name in ("page", "line", "quote")},
                    }
                )
    return pd.DataFrame(found, columns=pd.Index(LEVELS), dtype=object)


def _in_level(form: pd.DataFrame, line: SchemeLine) -> pd.Series[bool]:
    if line.execution:
        return form["part"] == "execution"
    return (form["part"] == "indicator") & form["level2"].isin(line.kinds)


def missing_counts(lines: pd.DataFrame) -> pd.DataFrame:
    """Why lines could not be recomputed: `missing` (its first name), `lines`, `points` (of those
    that print any), and one of them as `example` with its place. The most frequent first.
    """
    rows = lines[lines["kind"] == "not_computed"]
    reasons = rows["missing"].map(lambda names: names[0] if names else "none")
    found = []
    for reason, group in rows.groupby(reasons, sort=False):
        first = group.iloc[0]
        found.append(
            {
                "missing": reason,
                "lines": len(group),
                "points": sum((w for w in group["weight"] if w is not None), Decimal(0)),
                "example": first["name"],
                **{name: first[name] for name in ("page", "line", "quote")},
            }
        )
    found.sort(key=lambda row: -int(row["lines"]))
    return pd.DataFrame(found, columns=pd.Index(MISSING), dtype=object)
