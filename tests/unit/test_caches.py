"""What is computed of a document or report is computed once for it, and by identity."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest

from jixiao.audit.clauses import narrative_clauses
from jixiao.extract.evaluation.outline import outline
from jixiao.report import load_report


@pytest.mark.parametrize("computed", [outline, narrative_clauses])
def test_it_is_asked_once_of_the_same_document_and_anew_of_an_equal_one(
    computed: object, data: Path
) -> None:
    document = load_report("panyu-data-bureau", 2022, data).document
    assert document is not None
    again = dataclasses.replace(document)
    assert again is not document
    assert again != document
    first = computed(document)  # type: ignore[operator]
    assert computed(document) is first  # type: ignore[operator]
    assert computed(again) is not first  # type: ignore[operator]


def test_reports_are_looked_up_by_identity_though_their_tables_cannot_be_hashed(data: Path) -> None:
    report = load_report("panyu-data-bureau", 2022, data)
    assert {report: 1}[report] == 1
    assert dataclasses.replace(report) != report
