"""A self-evaluation (部门整体支出绩效自评报告) in prose and tables → its judged tables."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pandas as pd

from ...base.errors import ExtractionError, SourceError
from ...schema import frame
from ...source import Document
from ..tables_read import TablesRead
from ..unread import PassageLeft
from .budget import read_budget
from .indicators import has_indicators, read_indicators
from .metadata import Metadata, read_metadata
from .outcomes import read_outcomes
from .outline import Outline, outline
from .tasks import has_task_table, read_tasks


def evaluation_tables(document: Document, year: int) -> TablesRead:
    """The tables of a self-evaluation. Raises SourceError if nothing of one was found."""
    parts = outline(document)
    metadata = read_metadata(parts)
    tables, unread = _tables(parts, year)
    if tables["budget"].empty and "indicators" not in tables:
        raise SourceError("extract.nothing_of_an_evaluation", where=document.name)
    return TablesRead(tables, tuple(unread), _about(metadata))


def evaluation_cover(document: Document) -> Metadata | None:
    """What the text of a self-evaluation says of itself; None where it is not set as one."""
    try:
        return read_metadata(outline(document))
    except SourceError:
        return None


def _tables(parts: Outline, year: int) -> tuple[dict[str, pd.DataFrame], list[PassageLeft]]:
    """The tables of a report, and what cannot be read of it: that is listed and stops nothing."""
    unread: list[PassageLeft] = []
    tables = {"budget": read_budget(parts, unread, year)}
    readers: dict[str, Callable[[], pd.DataFrame]] = {}
    if has_indicators(parts):
        readers["indicators"] = lambda: read_indicators(parts, unread)
    if has_task_table(parts):
        readers["tasks"] = lambda: read_tasks(parts, unread)
    readers["outcomes"] = lambda: read_outcomes(parts, year)
    for name, read in readers.items():
        try:
            tables[name] = read()
        except ExtractionError as error:
            unread.append(PassageLeft.of_error(name, error))
    for name in ("indicators", "tasks"):  # of which nothing could be read
        if name in tables and tables[name].empty:
            del tables[name]
    tables.setdefault("outcomes", frame([], "outcomes"))
    return tables, unread


def _about(metadata: Metadata) -> Mapping[str, object]:
    about: dict[str, object] = {}
    if metadata.score:
        score = metadata.score
        about["self_score"] = score.value
        about["self_score_quote"] = {"page": score.page, "line": score.line, "quote": score.quote}
    if metadata.grade:
        grade = metadata.grade
        about["grade"] = grade.value
        about["grade_quote"] = {"page": grade.page, "line": grade.line, "quote": grade.quote}
    return about
