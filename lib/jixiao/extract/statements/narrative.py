"""The narrative of final accounts or of a budget → rows of `statements`, what it claims, and what was not read."""

from __future__ import annotations

from collections.abc import Mapping

from ...source import Document, Passage, concatenate
from . import narrative_years as years
from .kinds import Family
from .narrative_said import Narrative
from .narrative_section import SectionReader
from .sections import sections


def read_narrative(
    document: Document,
    classes: Mapping[str, str],
    family: Family = "accounts",
    funds: Mapping[str, str] | None = None,
) -> Narrative:
    """The narrative of `document`, above or below its tables; nothing if it has none.

    `classes`: code → name of the classes by function, as the document's own tables print them.
    `family`: whose words and stages it is written in. `funds`: code → the one budget whose table
    prints the class, of which a class of 财政拨款 then is.
    """
    found = Narrative()
    read = list(sections(document, family))
    year = years.own_year(document, (section.passage.text for section in read))
    for section in read:
        id = str(section.grammar.section["id"])
        found.sections[id] = concatenate([found.sections.get(id, Passage("", ())), section.passage])
        SectionReader(section, classes, found, funds or {}, year).read()
    return found
