"""Where words stand, as a paper says it; and how much money a finding is about."""

from __future__ import annotations

from decimal import Decimal

from ..audit.findings import Evidence, Finding
from ..base.amounts import YUAN_PER_UNIT, in_wan
from ..base.language import Language
from ..labels import label
from ..report import Report


def place_words(
    report: Report, page: int, line: int, document: str | None, language: Language
) -> str:
    """Page and line, with the document where the year has several."""
    if page is None:  # filled in by hand
        return label(f"page.document.{document or report.primary}", language)
    several = sum(each.text is not None for each in report.documents.values()) > 1
    if document is None and not several:
        return label("papers.place.page_line", language, page=page, line=line)
    name = label(f"page.document.{document or report.primary}", language)
    return label("papers.place.of", language, document=name, page=page, line=line)


def evidence_place(report: Report, item: Evidence, language: Language) -> str:
    """Where a passage of a finding stands; with its year where that is another one."""
    place = place_words(report, item.page, item.line, item.document, language)
    if item.year is None or item.year == report.year:
        return place
    return label("papers.place.in_year", language, year=item.year, place=place)


def amount_wan(finding: Finding) -> Decimal | None:
    """The money in question in 万元: what the finding weighs, else its difference where that is in
    a unit of money; None where it is not about an amount.
    """
    if finding.weight.of == "money":
        return finding.weight.size
    unit = figures_unit(finding)
    if finding.difference is None or unit not in YUAN_PER_UNIT:
        return None
    return in_wan(abs(finding.difference), unit)


def figures_unit(finding: Finding) -> str:
    """The unit of what a finding computed; "" where it does not follow from its passages.

    A rule of money may compute in 万元 what is printed in 元: a unit is said only where the finding's
    weight, or a figure of its passages (or the difference of two), agrees with it.
    """
    difference = None if finding.difference is None else abs(finding.difference)
    units = {item.unit for item in finding.evidence if item.value is not None and item.unit}
    if finding.weight.of == "rate":
        return "%"
    if finding.weight.of == "money" and difference is not None:
        if difference == finding.weight.size:
            return "万元"
        found = [
            u for u in units if u in YUAN_PER_UNIT and in_wan(difference, u) == finding.weight.size
        ]
        return found[0] if len(found) == 1 else ""
    computed = {finding.expected, finding.printed, difference} - {None}
    found = [unit for unit in units if computed & _values(finding, unit)]
    return found[0] if len(found) == 1 else ""


def _values(finding: Finding, unit: str) -> set[Decimal]:
    """The figures of the passages in `unit`, and the differences between two of them."""
    own = [i.value for i in finding.evidence if i.value is not None and i.unit == unit]
    return {*own, *(abs(one - other) for one in own for other in own if one != other)}
