"""The items of a budget that belong together: parts of a whole, and what is shown in one table."""

from __future__ import annotations

from ..base.language import Language
from ..labels import has_label, label

INCOME = ("income", "nontax")  # what comes in: these items and their parts

PHASES = ("approved", "revised", "outturn")  # of money, in the order of the year

# The items whose rates are shown below the whole and its two main parts.
RATED = (
    "expenditure.project.it",
    "expenditure.project.functional",
    "expenditure.project.institutional",
    "expenditure.project.municipal_special",
    "sangong",
    "procurement",
    "nontax",
)
# The items that the pages show together, in their order.
EXPENDITURE = (
    "expenditure.basic",
    "expenditure.basic.wages",
    "expenditure.basic.goods_services",
    "expenditure.basic.individuals_families",
    "expenditure.project",
    "expenditure.project.departmental",
    "expenditure.project.departmental.projects",
    "expenditure.project.it",
    "expenditure.project.functional",
    "expenditure.project.institutional",
    "expenditure.project.municipal_special",
)
SANGONG = (
    "sangong",
    "sangong.basic",
    "sangong.project",
    "sangong.overseas",
    "sangong.vehicles",
    "sangong.vehicles.purchase",
    "sangong.vehicles.operation",
    "sangong.reception",
)
OTHER = (
    "agency_operation",
    "procurement",
    "nontax",
    "nontax.general",
    "nontax.government_fund",
    "nontax.special_account",
    "nontax.special",
    "nontax.fees",
    "nontax.fines",
)


def phase_name(item: str, phase: str, language: Language) -> str:
    """The stage that a figure of `item` is of, in words: what came in is no 支出."""
    income = item.partition(".")[0] in INCOME and has_label(f"budget.kind_of_income.{phase}")
    return label(f"budget.{'kind_of_income' if income else 'kind'}.{phase}", language)
