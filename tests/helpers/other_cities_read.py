"""What is read of a paper of `other_cities`, held against what its figures are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path

from other_cities import Truth

from jixiao.extract.extraction import document_report
from jixiao.report import Report
from jixiao.source import read_document


def report_of(path: Path, content: bytes | str) -> Report:
    if isinstance(content, bytes):
        path.write_bytes(content)
    else:
        path.write_text(content, encoding="utf-8")
    return document_report(read_document(path), data=path.parent)


def differences(report: Report, truth: Sequence[Truth]) -> tuple[list[Truth], list[Truth]]:
    """(figures that are read and are not so, figures that are not read).

    A class of which the generator does not know the code stands there as "?": zeros of other classes.
    """
    read: Counter[Truth] = Counter(
        (row.statement, row.fund, row.item, row.classification or "", row.phase, Decimal(row.value))
        for row in report.tables["statements"].itertuples()
        if row.statement != "narrative"
    )
    wanted = Counter(truth)
    wrong, missing = list((read - wanted).elements()), list((wanted - read).elements())
    for fact in [fact for fact in missing if fact[3] == "?"]:
        same = next((w for w in wrong if (*w[:3], *w[4:]) == (*fact[:3], *fact[4:])), None)
        if same:
            wrong.remove(same)
            missing.remove(fact)
    return wrong, missing
