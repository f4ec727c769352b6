"""The words of the page that compares departments."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from ..analysis.departments import SOURCES, Department
from ..base.language import Language
from ..frame.text import Prose, heading, paragraph, sentences
from ..labels import label
from ..labels.links import Reference
from ..labels.sentences import enumerated, series


def departments_cover(departments: Sequence[Department], language: Language) -> Prose:
    """The title of the page, how many departments have the year on file, and which of their
    reports were recognised in pictures.
    """
    title = label("page.title.departments", language, year=departments[0].year)
    count = len({each.department for each in departments})
    above = label("departments.prose.above", language, count=count)
    scans = [each for each in departments if each.recognised]
    names = _names(scans, language)
    below: list[list[str | Reference]] = (
        [[label("departments.prose.recognised", language, names=names)]] if scans else []
    )
    below += _not_used(
        [(each, each.doubtful) for each in departments], "not_used_doubtful", language
    )
    below += _not_used([(each, each.unread) for each in departments], "not_used_unread", language)
    return heading(title, above, [], below, language)


def departments_opening(
    departments: Sequence[Department], rows: pd.DataFrame, language: Language
) -> Prose:
    """What can be compared, and which departments have nothing to compare. `rows`: of
    `analysis.departments.side_by_side`.
    """
    counts = {name: int((rows["source"] == name).sum()) for name in SOURCES}
    said = [
        label(f"departments.prose.of_{name}", language, count=count)
        for name, count in counts.items()
        if count
    ]
    lead = []
    if said:
        kinds = enumerated(said, language) + label(
            "departments.prose.on_file", language, last=len(rows)
        )
        lead.append(label("departments.prose.lead", language, year=departments[0].year, said=kinds))
    if counts["accounts"]:
        lead.append(label("departments.prose.note_accounts", language))
    if without := [each for each in departments if not each.shown]:
        names = _names(without, language)
        lead.append(label("departments.prose.without", language, names=names))
    return paragraph(sentences(lead, language), "lead")


def _not_used(
    counts: Sequence[tuple[Department, int]], key: str, language: Language
) -> list[list[str | Reference]]:
    """How many figures of each department's money are not shown, with a link to its own page; no
    line where all are.
    """
    between = "、" if language == "zh" else "; "  # a name may have a comma
    said: list[str | Reference] = []
    for each, count in counts:
        if not count:
            continue
        where = f"{each.department}/{each.year}/{each.notebook}"
        said += [between] if said else []
        said.append(Reference(each.names[language], f"{where}/main", where))
        said.append(f"{count}个" if language == "zh" else f" {count}")
    if not said:
        return []
    before, after = label(f"departments.prose.{key}", language, names="\0").split("\0")
    return [[before, *said, after]]


def _names(departments: Sequence[Department], language: Language) -> str:
    return series([each.names[language] for each in departments], language)
