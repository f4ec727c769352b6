"""Tables that a person filled in: without a document, so without places in one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..base.amounts import rounded
from ..catalogue.codes import official_classes
from ..labels.items import item_name

if TYPE_CHECKING:
    import pandas as pd


def is_by_hand(descriptor: Mapping[str, Any]) -> bool:
    """Whether the tables of `descriptor` were filled in by hand: its report is no file with a sum."""
    named = [source for source in descriptor.get("sources", ()) if source.get("name") == "report"]
    return bool(named) and all("sha256" not in source for source in named)


def filled_in(folder: Path, resources: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """Those of a descriptor's tables in `folder` that have a row below their header."""
    return [resource for resource in resources if _has_row(folder / f"{resource.get('name')}.csv")]


def _has_row(path: Path) -> bool:
    if not path.is_file():  # what is wrong with it is said where it is read
        return True
    try:
        with path.open("rb") as file:
            return any(line.strip() for line in list(islice(file, 10))[1:])
    except OSError:
        return True


def completed(data: pd.DataFrame, table: str) -> pd.DataFrame:
    """Rows of `table` with what follows from their other columns where it was left blank: the name
    of a budget item or class, the printed figure, all money, the source, an attainment, the status
    of an indicator with what decided it; the reason of a status that was given is that of a person.
    """
    import pandas as pd

    complete = _COMPLETE.get(table)
    if complete is None:
        return data
    rows = [complete(row) for row in data.to_dict("records")]
    return pd.DataFrame(rows, columns=data.columns, index=data.index, dtype=object)


def _figure(row: dict[Any, Any]) -> dict[Any, Any]:
    follows = {"printed": f"{row['value']:f}{row['unit']}"}
    if "item" in row:
        follows["name"] = item_name(row["item"], row["item"], "zh")
    if "fund" in row:
        follows["fund"] = "all"
    if known := official_classes().get(row.get("classification") or ""):
        follows["name"] = known.name
    if "metric" in row:
        follows |= {"name": row["metric"], "source": "report"}
    return row | {name: words for name, words in follows.items() if row[name] is None}


def _indicator(row: dict[Any, Any]) -> dict[Any, Any]:
    target, actual = row["target_value"], row["actual_value"]
    same = None not in (target, actual) and row["target_unit"] == row["actual_unit"]
    if row["attainment_pct"] is None and same and target:
        row["attainment_pct"] = rounded(actual / target * 100, 2)
    for name in ("target", "actual"):
        if row[name] is None and row[f"{name}_value"] is not None:
            bound = row["bound"] or "" if name == "target" else ""
            row[name] = f"{bound}{row[f'{name}_value']:f}{row[f'{name}_unit'] or ''}"
    if row["status"] is None:
        row["reason"] = None  # a reason without a status decides nothing
        row |= {column: cell for column, cell in _by_rule(row).items() if row[column] is None}
    elif not (row["reason"] or "").startswith(_JUDGED):
        row["reason"] = f"{_JUDGED}{row['reason'] or _NO_REASON}"
    return row


def _by_rule(row: Mapping[Any, Any]) -> dict[str, object]:
    """The status that follows from the row's words, as it does for a row that was read."""
    from ..status.cells import judged_cells

    levels = (row["category"], row["level2"], row["level3"])
    is_cost = any("成本" in (level or "") for level in levels)
    return judged_cells(row["name"], row["target"] or "", row["actual"] or "", is_cost=is_cost)


_JUDGED = "judgement: "  # the rule that a reason opens with
_NO_REASON = "「未填写理由」"
_COMPLETE = {
    **dict.fromkeys(("budget", "statements", "outcomes"), _figure),
    "indicators": _indicator,
}
