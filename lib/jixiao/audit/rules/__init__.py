"""The rules, one a module. A rule has `kind`, `version` and `check(report) → Outcomes`."""

from __future__ import annotations

from ..own_rules import Rule
from . import (
    accounts_claims,
    accounts_classes,
    accounts_department,
    accounts_lists,
    accounts_narrative,
    accounts_rates,
    accounts_tables,
    accounts_totals,
    accounts_wording,
    attainment_rate,
    budget_path,
    budget_restated,
    claim_denied,
    claim_other_thing,
    claim_short,
    claim_without_number,
    execution_rate,
    indicator_unit,
    metric_figures,
    metric_units,
    project_sums,
    project_twins,
    shares_of_whole,
    stated_counts,
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

RULES: tuple[Rule, ...] = (
    total_of_parts,
    budget_path,
    budget_restated,
    stated_counts,
    stated_products,
    execution_rate,
    shares_of_whole,
    attainment_rate,
    unit_of_money,
    metric_units,
    indicator_unit,
    metric_figures,
    twin_figures,
    twin_words,
    year_slip,
    claim_denied,
    claim_other_thing,
    claim_without_number,
    claim_short,
    structure_numbering,
    structure_leftovers,
    structure_attachment,
)

# Of final accounts, which have a table and sentences of their own.
ACCOUNTS_RULES: tuple[Rule, ...] = (
    accounts_totals,
    accounts_tables,
    accounts_narrative,
    accounts_rates,
    accounts_claims,
    accounts_classes,
    accounts_lists,
    accounts_wording,
    accounts_department,
)

# Of any document that states projects, beside the rules of its kind.
PROJECT_RULES: tuple[Rule, ...] = (project_sums, project_twins)
