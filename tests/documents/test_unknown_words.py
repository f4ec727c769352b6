"""What one word of a document is not known, other figures are what they were, or are not read."""

from __future__ import annotations

import pytest
from accounts_made import as_document, make_accounts
from other_offices import of_other_office
from unknown_words import changed

from jixiao.source import Limits
from jixiao.source.child import read_here


def test_an_unknown_word_makes_no_figure_of_made_accounts_another() -> None:
    assert list(changed(as_document(make_accounts()), 25, 1)) == []


@pytest.mark.parametrize(
    ("name", "seed"),
    [("beijing-finance-bureau-2026-budget", 1), ("shanghai-data-bureau-2026-budget", 2)],
)
def test_an_unknown_word_makes_no_figure_of_a_real_document_another(name: str, seed: int) -> None:
    document = read_here(of_other_office(name), Limits())
    assert list(changed(document, 12, seed)) == []
