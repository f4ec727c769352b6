"""A project's form and its summary in prose state the same money, rate and points.

项目绩效自评综述 says again in a sentence what the project's form (项目支出绩效自评表) states in its cells: the
approved and the revised budget, what was spent, the rate of execution, the points. Names are compared
without brackets and marks. Not applicable where a summary has no form of its name, or several that
its figures do not tell apart. Tolerance: the rounding of the printed figures.
"""

from __future__ import annotations

from collections.abc import Iterator

from ...analysis.budget_items import PHASES
from ...base.said import Said
from ...labels import label
from ...labels.numbers import exact
from ...report import Report
from ..findings import Finding, Kind, Outcome, failed, not_applicable, passed
from ..in_order import in_order
from ..projects import Pair, Stated, agree, pairs

kind: Kind = "contradiction"
version = 1


def check(report: Report) -> Iterator[Outcome]:
    if "projects" not in report.tables:
        yield not_applicable("ledger.project_twins", "ledger.no_projects")
        return
    found, alone = pairs(report)
    if not found and not alone:
        yield not_applicable("ledger.project_twins", "ledger.no_summaries")
    for name in alone:
        yield not_applicable(Said("ledger.project", name=name), "ledger.no_one_form")
    for pair in found:
        yield from _compared(pair)


def _compared(pair: Pair) -> Iterator[Outcome]:
    for field, form, summary in pair.both():
        said = {language: label(f"projects.field.{field}", language) for language in ("en", "zh")}
        subject = Said("ledger.project_field", name=pair.name, field=Said("ledger.either", **said))
        if agree(form, summary):
            yield passed(subject)
            continue
        one, other = _written(form), _written(summary)
        difference = summary.value - form.value
        slight = abs(difference) <= 2 * max(form.rounding, summary.rounding)
        pages = form.evidence.page, summary.evidence.page
        finding = Finding(
            "project_twins",
            version,
            kind,
            "low" if slight else "high" if field in PHASES else "medium",
            {
                "en": f"{pair.name}: the form gives {said['en']} as {one} (p. {pages[0]}), the "
                f"summary as {other} (p. {pages[1]}).",
                "zh": f"{pair.name}：{said['zh']}在自评表中为{one}（第{pages[0]}页），"
                f"在自评综述中为{other}（第{pages[1]}页）。",
            },
            tuple(sorted((form.evidence, summary.evidence), key=in_order)),
            form.value,
            summary.value,
            difference,
            form.rounding + summary.rounding,
        )
        yield failed(subject, finding)


def _written(stated: Stated) -> str:
    return f"{exact(stated.value)}{'' if stated.unit in ('%', '分') else ' '}{stated.unit}"
