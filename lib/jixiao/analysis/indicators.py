"""Which promises were kept. Every function takes the table `indicators`."""

from __future__ import annotations

from decimal import Decimal

import pandas as pd

from ..base.amounts import percent
from ..labels.numbers import MISSING
from ..labels.ranks import STATUSES

KEPT = ("exceeded", "met")

# The kinds of the official scheme in its order: output, benefit, satisfaction.
LEVEL3 = (
    "数量",
    "质量",
    "时效",
    "成本",
    "经济效益",
    "社会效益",
    "生态效益",
    "可持续影响",
    "服务对象满意度",
)

# What a result offers as evidence → the rules of `status.judge` that saw it, by their names.
EVIDENCE: dict[str, tuple[str, ...]] = {
    "number": ("number", "cost", "date", "incident"),
    "fact": ("evidence", "no incident"),
    "claim": (
        "bare rate",
        "claim",
        "no number",
        "restated",
        "bound alone",
        "no claim and no figure",
    ),
    "denial": ("denial", "not done", "done in part", "other way"),
    "judged": ("judgement",),
    "open": (
        "progress",
        "no cases",
        "unstated plan",
        "nothing reported",
        "nothing measured",
        "base not given",
        "date not comparable",
        "number not compared",
    ),
}


def status_counts(indicators: pd.DataFrame, by: str | None = None) -> pd.DataFrame:
    """How many indicators have each status: a row per value of the column `by`, in the order of
    the report, or for `level3` of the official scheme (or one row "all"); a column per status,
    and `total`.
    """
    groups = indicators[by].map(lambda value: MISSING if value is None else value) if by else None
    keys = list(dict.fromkeys(groups)) if groups is not None else ["all"]
    if by == "level3":
        keys.sort(key=lambda kind: LEVEL3.index(kind) if kind in LEVEL3 else len(LEVEL3))
    rows = []
    for key in keys:
        part = indicators if groups is None else indicators[groups == key]
        counts = [int((part["status"] == status).sum()) for status in STATUSES]
        rows.append([key, *counts, len(part)])
    return pd.DataFrame(rows, columns=pd.Index(["group", *STATUSES, "total"]))


def kept_share(indicators: pd.DataFrame) -> Decimal | None:
    """Share of indicators whose text shows that they were kept (exceeded or met), in per cent."""
    kept = int(indicators["status"].isin(KEPT).sum())
    return percent(Decimal(kept), Decimal(len(indicators)), 1)


def evidence(reason: str) -> str:
    """The kind of evidence that decided a status (a key of EVIDENCE), from the column `reason`.

    Raises KeyError for a rule that there is none of.
    """
    rule = reason.partition(": ")[0]
    for kind, rules in EVIDENCE.items():
        if rule in rules:
            return kind
    raise KeyError(rule)


def measured(indicators: pd.DataFrame) -> pd.DataFrame:
    """The indicators with a number promised and one delivered in the same unit, best first."""
    rows = indicators[indicators["attainment_pct"].notna()]
    return rows.sort_values(["attainment_pct", "seq"], ascending=[False, True], kind="stable")


def of_status(indicators: pd.DataFrame, status: str) -> pd.DataFrame:
    """The indicators of one status, in the order of the report."""
    return indicators[indicators["status"] == status]


def pages(indicators: pd.DataFrame) -> list[int]:
    """The pages on which the indicators stand."""
    return sorted(set(indicators["page"]))
