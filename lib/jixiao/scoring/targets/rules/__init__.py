"""The rules of targets, one a file, under the four requirements of a target."""

from __future__ import annotations

from ..verdicts import TargetRule
from . import (
    all_hundred,
    always_met,
    below_last_year,
    copied_form,
    copied_year,
    cost_above_budget,
    measurable,
    points_against_money,
    satisfaction_sample,
    too_low,
    wrong_kind,
)

HEADINGS = ("direction", "detail", "reason", "match")  # 指向明确、细化量化、合理可行、相互匹配
RULES: tuple[TargetRule, ...] = (
    wrong_kind,
    copied_form,
    copied_year,
    measurable,
    satisfaction_sample,
    too_low,
    always_met,
    all_hundred,
    below_last_year,
    points_against_money,
    cost_above_budget,
)
