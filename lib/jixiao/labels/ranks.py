"""The words in which something is judged, in the order in which pages show them."""

from __future__ import annotations

from typing import Literal

Severity = Literal["high", "medium", "low"]

SEVERITIES: tuple[Severity, ...] = ("high", "medium", "low")
STATUSES = (
    "exceeded",
    "met",
    "unsupported",
    "in_progress",
    "missed",
    "contradicted",
    "not_assessable",
)
