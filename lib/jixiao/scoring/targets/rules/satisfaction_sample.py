"""
A satisfaction says whom it was asked of: a survey, a questionnaire, a number of answers.

Fails where a result or an explanation is printed and no word of a survey stands in it, and where the
form itself says that there was none. Does not apply to targets without result and explanation, and to
what is counted otherwise (complaints).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ....base.said import Said
from ....catalogue import wordings
from ....schema.rows import IndicatorRow
from ..given import TargetsGiven
from ..verdicts import Verdict, skipped

heading = "detail"
version = 1


def check(given: TargetsGiven) -> Iterator[Verdict]:
    words = wordings("targets")["sample"]
    for form in given.forms:
        for row in form.indicators:
            if not _is_satisfaction(row):
                continue
            explained = [row.definition, row.basis, row.actual]
            if not any(explained):
                yield skipped(form, "targets.no_explanation", row)
                continue
            text = " ".join(filter(None, [*explained, row.deviation, row.target]))
            if found := re.search(words["denied"], text):
                yield Verdict(form, False, Said("targets.no_survey", words=found[0]), row)
            elif found := re.search(words["words"], text):
                yield Verdict(form, True, Said("targets.survey", words=found[0]), row)
            elif re.search(words["complaints"], f"{row.name}{text}"):
                yield skipped(form, "targets.complaints", row)
            else:
                yield Verdict(form, False, Said("targets.no_sample"), row)


def _is_satisfaction(row: IndicatorRow) -> bool:
    kinds = (row.level2, row.level3)
    return "满意度" in kinds or "服务对象满意度" in kinds or bool(re.search("满意[度率]", row.name))
