"""The words of the page of the quality of targets."""

from __future__ import annotations

from decimal import Decimal

import pandas as pd
from markupsafe import Markup

from ..base.amounts import percent
from ..base.language import Language
from ..frame.text import Card, Prose, heading, paragraph
from ..labels import label, label_html
from ..labels.numbers import number, per_cent, whole
from ..labels.sentences import faults_said
from ..report import Report
from ..scoring.targets import verdict_counts
from .cover import notices, source_lines


def targets_cover(report: Report, verdicts: pd.DataFrame, language: Language) -> Prose:
    """The title of the page, how many targets and forms, the share that can be measured."""
    indicators = len(report.sure.tables["indicators"])
    forms = int(verdicts["rule"].eq("copied_form").sum())
    failed = verdicts[verdicts["result"].eq("fail")]
    seen = len(failed.drop_duplicates(["document", "project", "seq"]))
    cards = [
        Card(whole(indicators), label("targets.card.indicators", language, count=indicators)),
        Card(whole(forms), label("targets.card.forms", language, count=forms)),
    ]
    measured, judged = _measured(verdicts)
    if judged:
        share = number(percent(Decimal(measured), Decimal(judged)), 1)
        cards.append(Card(per_cent(share, language), label("targets.card.measurable", language)))
    cards.append(Card(whole(seen), label("targets.card.seen", language, count=seen)))
    title = label("page.title.targets", language, year=report.year)
    below = [*source_lines(report, language), *notices(report, "indicators", language)]
    return heading(title, report.department_name(language), cards, below, language)


def targets_opening(verdicts: pd.DataFrame, language: Language) -> Prose:
    """How many targets can be measured, what was seen most, and what could not be asked."""
    measured, judged = _measured(verdicts)
    key = "nothing" if not judged else "all" if measured == judged else "lead"
    values = {"measured": measured, "judged": judged, "failed": judged - measured}
    counted = {name: whole(value) for name, value in values.items()}
    said = [label_html(f"targets.prose.{key}", language, **counted)]
    counts = verdict_counts(verdicts)
    seen = counts[counts["failed"].gt(0) & counts["rule"].ne("measurable")]
    if len(seen):
        most = max(seen.itertuples(), key=lambda row: row.failed)
        words = label(f"targets.rule.{most.rule}", language)
        faults = faults_said(most.counted, most.failed, most.asked, language)
        said.append(label_html("targets.prose.most", language, rule=words, said=faults))
    if verdicts["said"].map(lambda each: each.key == "targets.no_year_before").any():
        said.append(label_html("targets.prose.no_previous", language))
    said.append(label_html("targets.prose.look", language))
    return paragraph(Markup("" if language == "zh" else " ").join(said), "lead")


def _measured(verdicts: pd.DataFrame) -> tuple[int, int]:
    """How many targets can be measured, and of how many it could be judged."""
    results = list(verdicts[verdicts["rule"].eq("measurable")]["result"])
    return results.count("pass"), results.count("pass") + results.count("fail")
