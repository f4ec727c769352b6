"""What was approved, added, cut and spent. Every function takes the table `budget`.

Amounts are exact `Decimal` in 万元 (`…_wan`), rates in per cent (`…_pct`, two places, half up).
A figure that is not printed is None, never 0. A figure printed in 元 is read as 元, unless the other
figures of its item force 万元 (see `report.as_read`); `items` names those phases in `forced`.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

import pandas as pd

from ..base.amounts import YUAN_PER_UNIT, in_wan, percent
from ..report.as_read import units_as_read
from .budget_items import EXPENDITURE as EXPENDITURE
from .budget_items import OTHER as OTHER
from .budget_items import SANGONG as SANGONG
from .funds import followed_funds as followed_funds

_BRIDGE = ("step", "kind", "amount_wan", "start_wan", "end_wan", "page", "line", "quote")
_CUT = ("step", "amount_wan", "share_pct", "page", "line", "quote")


def figures(budget: pd.DataFrame, item: str, phase: str) -> list[Decimal]:
    """The distinct figures in 万元 that the report prints for `item` in `phase`, in its order."""
    columns = (budget[name].tolist() for name in ("item", "phase", "value", "unit"))
    found = [
        (value, unit)
        for of_item, of_phase, value, unit in zip(*columns, strict=True)
        if of_item == item and of_phase == phase and unit in YUAN_PER_UNIT
    ]
    if any(unit == "元" for _, unit in found):
        rows = budget[budget["item"] == item]
        units = zip(rows["phase"], rows["value"], units_as_read(rows), strict=True)
        found = [(v, unit) for p, v, unit in units if p == phase and unit in YUAN_PER_UNIT]
    return list(dict.fromkeys(in_wan(value, unit) for value, unit in found))


def figure(budget: pd.DataFrame, item: str, phase: str) -> Decimal | None:
    """The figure in 万元 that the report prints first for `item` in `phase`; None if none."""
    return next(iter(figures(budget, item, phase)), None)


def approved_item(budget: pd.DataFrame) -> str:
    """The item whose approved amount is the whole budget: income, or expenditure where the report
    states that.
    """
    stated = [i for i in ("income", "expenditure") if figure(budget, i, "approved") is not None]
    return stated[0] if stated else "income"


def budget_bridge(budget: pd.DataFrame) -> pd.DataFrame:
    """From the approved budget to the outturn, step by step.

    Rows in order: approved, carryover (where it is printed), basic, project (in-year adjustments),
    revised, unspent, outturn. Where the report states the revised budget but only one of the two
    adjustments, `adjusted` is what that leaves of the difference; where it states neither, all of
    the difference is the `adjustment`. Columns: `step`; `kind` (total | change);
    `amount_wan` (of a change, signed); `start_wan`, `end_wan` (where its bar begins and ends);
    `page`, `line` and `quote`, None where computed. The revised budget and what is adjusted have
    the place where the report prints this very amount for its whole expenditure or income.

    No rows where the table lacks the approved budget, the outturn, or both the adjustments and the
    revised budget.
    """
    whole = approved_item(budget)
    approved = figure(budget, whole, "approved")
    outturn = figure(budget, "expenditure", "outturn")
    revised = figure(budget, "expenditure", "revised")
    carried = figure(budget, "income", "carryover")
    before = [] if carried is None else [("carryover", carried)]
    parts = [
        (part, adjustment)
        for part in ("basic", "project")
        if (adjustment := figure(budget, f"expenditure.{part}", "adjustment")) is not None
    ]
    steps = before + parts
    if approved is None or outturn is None or (len(parts) < 2 and revised is None):
        return pd.DataFrame(columns=pd.Index(_BRIDGE), dtype=object)
    if len(parts) < 2 and revised is not None:
        left = revised - approved - sum((amount for _, amount in steps), Decimal(0))
        if left:
            steps.append(("adjusted" if parts else "adjustment", left))
    rows: list[tuple[str, str, Decimal, Decimal, Decimal]] = [
        ("approved", "total", approved, Decimal(0), approved)
    ]
    level = approved
    for step, amount in steps:
        rows.append((step, "change", amount, level, level + amount))
        level += amount
    rows.append(("revised", "total", level, Decimal(0), level))
    rows.append(("unspent", "change", outturn - level, level, outturn))
    rows.append(("outturn", "total", outturn, Decimal(0), outturn))
    bridge = pd.DataFrame(rows, columns=pd.Index(_BRIDGE[:5]), dtype=object)
    printed = {
        "approved": (whole, "approved"),
        "carryover": ("income", "carryover"),
        "basic": ("expenditure.basic", "adjustment"),
        "project": ("expenditure.project", "adjustment"),
        "outturn": ("expenditure", "outturn"),
    }
    places = [
        place_of(budget, *printed[step])
        if step in printed
        else _place_of_whole(budget, {"adjusted": "adjustment"}.get(step, step), amount)
        for step, amount in zip(bridge["step"], bridge["amount_wan"], strict=True)
    ]
    bridge["page"] = pd.Series([place and place[0] for place in places], dtype=object)
    bridge["line"] = pd.Series([place and place[1] for place in places], dtype=object)
    bridge["quote"] = pd.Series([place and place[2] for place in places], dtype=object)
    return bridge


def _place_of_whole(
    budget: pd.DataFrame, phase: str, amount: Decimal
) -> tuple[int, int, str] | None:
    """Where the report prints `amount` for the whole in `phase`, whatever its sign: a cut is often
    printed without one.
    """
    for item in ("expenditure", "income"):
        printed = figure(budget, item, phase)
        if printed is not None and abs(printed) == abs(amount):
            return place_of(budget, item, phase)
    return None


def execution(budget: pd.DataFrame) -> dict[str, Decimal | None]:
    """The two execution rates: `of_approved_pct` and `of_revised_pct`, with the three amounts; each
    None where it is neither printed nor follows.
    """
    steps = budget_bridge(budget).set_index("step")["amount_wan"]
    printed = {
        "approved": figure(budget, approved_item(budget), "approved"),
        "revised": figure(budget, "expenditure", "revised"),
        "outturn": figure(budget, "expenditure", "outturn"),
    }
    amounts = {name: steps.get(name, amount) for name, amount in printed.items()}
    return {f"{name}_wan": amount for name, amount in amounts.items()} | {
        f"of_{name}_pct": percent(amounts["outturn"], amounts[name])
        for name in ("approved", "revised")
    }


def known_execution(budget: pd.DataFrame) -> dict[str, Decimal | None]:
    """As `execution`; empty where the table lacks a row that `budget_bridge` needs."""
    return {} if budget_bridge(budget).empty else execution(budget)


def cut(budget: pd.DataFrame) -> pd.DataFrame:
    """Where each 万元 between the approved budget and the outturn lies.

    Rows: carry-over, adjustment of basic and of project expenditure, what each part of the revised
    budget left unspent, and `unallocated`: what the report's total says was spent beyond the sum
    of its parts. Where it says of only one part what that left, `unspent_rest` is what all else
    left; where it says it of none, `unspent` is the whole. Columns: `step`,
    `amount_wan`, `share_pct` of the whole change (None in all rows where one is more than that),
    and `page`, `line` and `quote`, None where computed. The rows add up to outturn − approved. No
    rows where `budget_bridge` has none.
    """
    steps = budget_bridge(budget).set_index("step")
    if steps.empty:
        return pd.DataFrame(columns=pd.Index(_CUT), dtype=object)
    bridge = steps["amount_wan"]
    changes = ("carryover", "basic", "project", "adjusted", "adjustment")
    rows = [(step, bridge[step]) for step in changes if step in bridge.index]
    left: list[tuple[str, Decimal]] = []
    for step, revised, spent in (
        ("unspent_basic", "expenditure.basic", "expenditure.basic"),
        ("unspent_project", "expenditure.project", "expenditure.project.departmental"),
    ):
        before, after = figure(budget, revised, "revised"), figure(budget, spent, "outturn")
        if before is not None and after is not None:
            left.append((step, after - before))
    rows += left
    if rest := bridge["unspent"] - sum((amount for _, amount in left), Decimal(0)):
        rows.append((("unspent", "unspent_rest", "unallocated")[len(left)], rest))
    frame = pd.DataFrame(rows, columns=pd.Index(_CUT[:2]), dtype=object)
    whole = bridge["outturn"] - bridge["approved"]
    parts = all(abs(amount) <= abs(whole) for amount in frame["amount_wan"])
    shares = [percent(amount, whole) if parts else None for amount in frame["amount_wan"]]
    frame["share_pct"] = pd.Series(shares, dtype=object)
    for name in ("page", "line", "quote"):
        places = [steps[name].get(step) for step in frame["step"]]
        frame[name] = pd.Series(places, dtype=object)
    return frame


def items(budget: pd.DataFrame, ids: Sequence[str]) -> pd.DataFrame:
    """Approved → revised → outturn of each item of `ids` that the table holds.

    Columns: `item`, `name` (as printed), `approved_wan`, `revised_wan`, `outturn_wan`,
    `execution_pct` (outturn of revised, recomputed), `printed_pct`, `page`, `line`, and
    `derived`: the phases that are not printed but follow from the adjustment (approved = revised −
    carry-over − adjustment); `forced`: those whose printed unit the others correct.
    """
    rows = []
    on_file = set(budget["item"].tolist())
    for item in ids:
        if item not in on_file:
            continue
        printed = budget[budget["item"] == item]
        approved = figure(printed, item, "approved")
        revised = figure(printed, item, "revised")
        adjustment = figure(printed, item, "adjustment")
        derived = ""
        if approved is None and revised is not None and adjustment is not None:
            approved = revised - adjustment - _carryover_of(budget, item)
            derived = "approved"
        outturn = figure(printed, item, "outturn")
        first = printed.iloc[0]
        rows.append(
            {
                "item": item,
                "name": first["name"],
                "approved_wan": approved,
                "revised_wan": revised,
                "outturn_wan": outturn,
                "execution_pct": percent(outturn, revised),
                "printed_pct": _printed_rate(printed),
                "page": first["page"],
                "line": first["line"],
                "derived": derived,
                "forced": _forced(printed),
            }
        )
    return pd.DataFrame(rows, dtype=object)


def _forced(rows: pd.DataFrame) -> str:
    """The phases of the rows of one item that are not read in their printed unit."""
    read = zip(rows["phase"], rows["unit"], units_as_read(rows), strict=True)
    return " ".join(dict.fromkeys(phase for phase, printed, unit in read if printed != unit))


def main_items(budget: pd.DataFrame) -> pd.DataFrame:
    """Basic and project expenditure, as `items`.

    Where a report prints the outturn of its projects in 元 beside amounts in 万元, or the table
    lacks it, the outturn is that of the departmental project budget, if the two have the same
    revised budget; `derived` then names the outturn.
    """
    whole = items(budget, ["expenditure.basic", "expenditure.project"])
    if (item := project_outturn_item(budget)) != "expenditure.project":
        same = items(budget, [item]).iloc[0]
        at = whole.index[whole["item"] == "expenditure.project"][0]
        whole.at[at, "outturn_wan"] = same["outturn_wan"]
        whole.at[at, "execution_pct"] = same["execution_pct"]
        whole.at[at, "derived"] += " outturn"
    return whole


def project_outturn_item(budget: pd.DataFrame) -> str:
    """The item whose outturn is that of the projects: themselves, or the departmental ones where
    theirs is printed in 元 by slip, or is left out as doubtful, and both have the same revised
    budget.
    """
    projects, departmental = "expenditure.project", "expenditure.project.departmental"
    rows = budget[(budget["item"] == projects) & (budget["phase"] == "outturn")]
    slip = rows.empty or rows.iloc[0]["unit"] != "万元"
    revised = [figure(budget, item, "revised") for item in (projects, departmental)]
    known = figure(budget, departmental, "outturn") is not None
    return departmental if slip and known and revised[0] == revised[1] else projects


def _carryover_of(budget: pd.DataFrame, item: str) -> Decimal:
    """The carry-over goes to projects: the reports carry no basic expenditure over the year."""
    if item != "expenditure.project":
        return Decimal(0)
    return figure(budget, "income", "carryover") or Decimal(0)


def _printed_rate(rows: pd.DataFrame) -> Decimal | None:
    columns = (rows[name].tolist() for name in ("phase", "base", "value"))
    rates = [value for *of, value in zip(*columns, strict=True) if of == ["rate", "revised"]]
    return rates[0] if rates else None


def place_of(
    budget: pd.DataFrame, item: str, phase: str, base: str | None = None
) -> tuple[int, int, str] | None:
    """Page, line and quote of the figure that `figure` gives; of a rate, that of `base`."""
    names = ("item", "phase", "page", "line", "quote", *(() if base is None else ("base",)))
    wanted = [item, phase, *(() if base is None else (base,))]
    # Lists: a page asks for two hundred places, and a selection of rows takes twenty times as long.
    for row in zip(*(budget[name].tolist() for name in names), strict=True):
        if [*row[:2], *row[5:]] == wanted:
            return row[2:5]
    return None
