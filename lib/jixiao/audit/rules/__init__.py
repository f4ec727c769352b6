"""The rules, one a module. A rule has `kind`, `version` and `check(report) → Outcomes`."""

from __future__ import annotations

from types import ModuleType

from . import (
    budget_path,
    budget_restated,
    claim_denied,
    claim_short,
    claim_without_number,
    execution_rate,
    indicator_unit,
    metric_figures,
    metric_units,
    stated_products,
    structure_attachment,
    structure_leftovers,
    structure_numbering,
    total_of_parts,
    twin_figures,
    twin_words,
    unit_of_money,
    year_slip,
)

RULES: tuple[ModuleType, ...] = (
    total_of_parts,
    budget_path,
    budget_restated,
    stated_products,
    execution_rate,
    unit_of_money,
    metric_units,
    indicator_unit,
    metric_figures,
    twin_figures,
    twin_words,
    year_slip,
    claim_denied,
    claim_without_number,
    claim_short,
    structure_numbering,
    structure_leftovers,
    structure_attachment,
)
